-- How much of something a team may have. Money is counted like everything else, as cost:<currency>.
create table quota_rule (
  tenant text not null,
  resource text not null,
  -- * = each team for itself
  team text not null,
  -- * = all together
  environment text not null,
  most numeric not null,
  unit text,
  -- hard, approval or soft
  enforce text not null,
  note text,
  -- who is told, each <channel>:<address>
  contacts text[] not null,
  -- percent of what is allowed at which it is told
  alerts integer[] not null,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (tenant, resource, team, environment)
);

-- What is reserved or stands, added up: whoever orders changes this row, so that nobody counts past another one. Kept only
-- where there was ever a rule.
create table quota_count (
  tenant text not null,
  resource text not null,
  team text not null,
  environment text not null,
  taken numeric not null default 0,
  primary key (tenant, resource, team, environment)
);

-- What each request has in each counter, from its order until nothing of it stands.
create table quota_use (
  tenant text not null,
  request_id uuid not null,
  resource text not null,
  environment text not null,
  team text not null,
  amount numeric not null,
  at timestamptz not null default clock_timestamp(),
  -- it was taken although it was more than allowed
  exceeded boolean not null default false,
  -- number of the event after which it was last looked at whether something stands; null = not yet
  judged integer,
  -- number of the event of an ended request it was taken at, so that it goes on; until the next event it is left alone
  since integer,
  -- of an order that changes a resource: whose amount becomes what once it is done
  changes_id uuid,
  becomes numeric,
  primary key (tenant, request_id, resource, environment)
);
create index quota_use_open on quota_use (tenant, request_id) where judged is null;
create index quota_use_by_counter on quota_use (tenant, resource, team, environment);
