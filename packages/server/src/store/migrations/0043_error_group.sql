-- Unexpected errors, one row a kind: how often, since when, and one sample without secrets.
create table error_group (
  tenant text not null,
  fingerprint text not null,
  name text not null,
  message text not null,
  -- what was being done
  said text not null,
  count bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- the release it was seen in last
  release text not null,
  -- set by whoever says that it is mended; unset again when it comes back
  resolved_at timestamptz,
  sample jsonb not null,
  primary key (tenant, fingerprint)
);

create index error_group_seen on error_group (tenant, last_seen_at desc);
