-- Times in which nothing of a scope may begin.
create table change_freeze (
  tenant text not null,
  name text not null,
  reason text not null,
  -- dates or local times of the zone; --MM-DD comes every year
  starts text not null,
  ends text not null,
  zone text not null,
  -- environments, items, categories, teams, owners: each a list, empty = all
  scope jsonb not null,
  -- who may let an order begin all the same: e-mails, teams, roles; empty = operators
  approvers text[] not null,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (tenant, name)
);

-- Raised with every change of a tenant's freezes: a request that waits says of which it was told.
create table calendar (
  tenant text primary key,
  revision integer not null
);

-- Requests that wait for the calendar: those whose moment has come, and those that were told by an older one.
create index request_closed_until on request (((run #>> '{closed,until}')::float8))
  where state = 'on_hold' and run ? 'closed';
create index request_closed_revision on request (tenant, ((run #>> '{closed,revision}')::integer))
  where state = 'on_hold' and run ? 'closed';
