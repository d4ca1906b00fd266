-- Thresholds of quotas and budgets that were reached: once a month each.
create table quota_alert (
  tenant text not null,
  resource text not null,
  team text not null,
  environment text not null,
  -- YYYY-MM, UTC
  month text not null,
  percent integer not null,
  taken numeric not null,
  most numeric not null,
  at timestamptz not null,
  primary key (tenant, resource, team, environment, month, percent)
);

-- Who is to be told of one: written with it, worked off later.
create table quota_notice (
  tenant text not null,
  resource text not null,
  team text not null,
  environment text not null,
  month text not null,
  percent integer not null,
  -- <channel>:<address>
  receiver text not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  done_at timestamptz,
  -- unset while it is due; then sent or failed
  outcome text,
  primary key (tenant, resource, team, environment, month, percent, receiver)
);
create index quota_notice_due on quota_notice (due_at) where done_at is null;

-- What was taken each day, as it was seen once a minute.
create table quota_day (
  tenant text not null,
  resource text not null,
  team text not null,
  environment text not null,
  day date not null,
  highest numeric not null,
  last numeric not null,
  primary key (tenant, resource, team, environment, day)
);
