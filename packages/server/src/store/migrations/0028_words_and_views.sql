-- What people say of a request besides deciding on it. Never part of the event log: it changes nothing of the request.
create table request_comment (
  tenant text not null,
  request_id uuid not null,
  id uuid not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  body text not null,
  primary key (tenant, request_id, id)
);
-- How content the one who ordered it is. Item and team stand here too, so that averages need no other table.
create table feedback (
  tenant text not null,
  request_id uuid not null,
  by_id text not null,
  item_id text not null,
  owner_team text not null,
  rating smallint not null check (rating between 1 and 5),
  comment text,
  given_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant, request_id, by_id)
);
create index feedback_by_item on feedback (tenant, item_id, changed_at);
create index feedback_by_time on feedback (tenant, changed_at);
-- Filters of the list of requests that a person has given a name.
create table saved_view (
  tenant text not null,
  person text not null,
  id uuid not null,
  name text not null,
  query jsonb not null,
  created_at timestamptz not null,
  primary key (tenant, person, id),
  unique (tenant, person, name)
);
-- Up to when a person has seen what is new for them.
create table news_seen (
  tenant text not null,
  person text not null,
  seen_at timestamptz not null,
  primary key (tenant, person)
);
