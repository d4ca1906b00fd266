-- Keys that secrets are sealed with: one or more per tenant, themselves sealed by a key that is only in the settings.
create table secret_key (
  tenant text not null,
  id text not null,
  -- fingerprint of the key that seals this one
  sealed_by text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (tenant, id)
);
create index secret_key_sealed_by on secret_key (sealed_by);

-- Every version of a secret; what older versions and a deleted one held is gone.
create table secret (
  tenant text not null,
  name text not null,
  version integer not null check (version > 0),
  key_id text not null,
  sealed bytea,
  created_by text not null,
  created_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  primary key (tenant, name, version),
  foreign key (tenant, key_id) references secret_key (tenant, id),
  check ((sealed is null) = (ended_at is not null))
);
create unique index secret_newest on secret (tenant, name) where sealed is not null;

-- What a delivery is news of, while nobody has been told: an action that begins to wait later still finds it.
alter table inbound_delivery add column wait_key text;
create index inbound_delivery_wait_key on inbound_delivery (tenant, wait_key) where wait_key is not null;

-- Calls that may still be made to a target at once, where the operator limits their rate. One row per tenant and target.
create unlogged table outbound_pace (
  tenant text not null,
  target text not null,
  -- below 0 when calls of one action went on past the limit
  tokens double precision not null,
  at timestamptz not null,
  primary key (tenant, target)
);
