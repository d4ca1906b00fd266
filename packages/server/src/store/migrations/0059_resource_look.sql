-- How what requests made was found when it was last looked at, and when it is looked at next.
create table resource_look (
  tenant text not null,
  -- the resource: the request that made it
  resource_id uuid not null,
  -- unknown, in_sync, drifted or missing
  state text not null default 'unknown',
  checked_at timestamptz,
  -- null = it is not looked at by itself: nothing of it can be, or it is gone
  next_look_at timestamptz,
  -- when it was first found not as it was ordered, this time
  drifted_at timestamptz,
  differences jsonb not null default '[]',
  -- differences that somebody said are right as they are
  accepted jsonb not null default '[]',
  -- why the last look failed: code and message
  problem jsonb,
  failures integer not null default 0,
  -- what is called to look at it; one look at a time goes there
  target text not null,
  asked_at timestamptz,
  leased_until timestamptz,
  fence integer not null default 0,
  primary key (tenant, resource_id)
);
create index resource_look_due on resource_look (next_look_at) where next_look_at is not null;
create index resource_look_drifted on resource_look (tenant, drifted_at desc) where drifted_at is not null;
