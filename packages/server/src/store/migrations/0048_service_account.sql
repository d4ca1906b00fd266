-- Something that is no person but orders and reads all the same; what its keys may is said here once
create table service_account (
  tenant text not null,
  id text not null,
  name text not null,
  name_key text generated always as (lower(name)) stored,
  description text,
  -- the team that answers for it
  owner_team text not null,
  roles text[] not null,
  teams text[] not null,
  scopes text[],
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant, id)
);
create unique index service_account_name on service_account (tenant, name_key) where removed_at is null;

alter table api_key
  add column service_account text,
  -- the secret before the last turn, good until then
  add column previous_hash text,
  add column previous_until timestamptz;
create index api_key_service_account on api_key (tenant, service_account) where service_account is not null;
