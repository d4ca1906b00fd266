-- Keys people make for themselves, and what these people may now: no key of somebody's own may more
alter table api_key add column own boolean not null default false;
create index api_key_own on api_key (tenant, (person ->> 'id')) where own;

create table person_right (
  tenant text not null,
  -- issuer and subject, as sessions name them
  person text not null,
  email text not null,
  name text,
  roles text[] not null,
  teams text[] not null,
  noted_at timestamptz not null,
  primary key (tenant, person)
);
