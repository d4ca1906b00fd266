-- People and groups as a directory tells of them (SCIM 2.0, RFC 7643)
create table directory_user (
  tenant text not null,
  id uuid not null,
  user_name text not null,
  -- whatever case it is written in, it is one name (RFC 7643, 4.1.1)
  name_key text generated always as (lower(user_name)) stored,
  external_id text,
  active boolean not null,
  -- name, display name, title and addresses in the words of SCIM
  attributes jsonb not null,
  email_keys text[] not null,
  -- ids under which this person has signed in
  known_as text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- stays as long as it must keep somebody out
  deleted_at timestamptz,
  primary key (tenant, id)
);
create unique index directory_user_name on directory_user (tenant, name_key) where deleted_at is null;
create index directory_user_external on directory_user (tenant, external_id) where external_id is not null;

create table directory_group (
  tenant text not null,
  id uuid not null,
  display_name text not null,
  name_key text generated always as (lower(display_name)) stored,
  external_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant, id)
);
create unique index directory_group_name on directory_group (tenant, name_key);

create table directory_member (
  tenant text not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (tenant, group_id, user_id),
  foreign key (tenant, group_id) references directory_group (tenant, id) on delete cascade,
  foreign key (tenant, user_id) references directory_user (tenant, id) on delete cascade
);
create index directory_member_user on directory_member (tenant, user_id);

-- When somebody's rights were last taken away: what they hold open is closed then
create table ended_right (
  tenant text not null,
  person text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant, person)
);
create index ended_right_at on ended_right (at);
