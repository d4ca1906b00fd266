-- Every key starts with the tenant, so that row security can be put below it later.

-- Item documents by content hash. Never deleted: a request pins one for as long as it lives.
create table definition (
  tenant text not null,
  hash text not null,
  kind text not null,
  item_id text not null,
  version text not null,
  source text not null,
  document jsonb not null,
  first_seen_at timestamptz not null,
  primary key (tenant, hash)
);
create index definition_item on definition (tenant, item_id, first_seen_at desc);

-- What is served now: the last good version of each item, and what is wrong with the newest file.
create table catalog_item (
  tenant text not null,
  item_id text not null,
  hash text not null,
  path text not null,
  revision text,
  served_at timestamptz not null,
  stale_since timestamptz,
  diagnostics jsonb not null default '[]',
  primary key (tenant, item_id)
);

-- One row per swap of the catalog; its number is what change feeds resume by.
create table catalog_change (
  tenant text not null,
  seq bigint not null,
  at timestamptz not null,
  revision text,
  changes jsonb not null,
  primary key (tenant, seq)
);

create table request (
  tenant text not null,
  id uuid not null,
  item_id text not null,
  item_name text not null,
  item_version text not null,
  category text not null,
  owner_team text not null,
  definition_hash text not null,
  requester_id text not null,
  requester jsonb not null,
  environment text,
  reason text,
  correlation_id text not null,
  state text not null,
  priority text not null,
  queue text not null,
  seq integer not null,
  -- answers; secret ones read "***" here and stand in sealed_fields
  fields jsonb not null,
  sealed_fields bytea,
  plan jsonb not null,
  run jsonb not null,
  progress jsonb not null,
  not_before timestamptz,
  deadline_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  deleted_at timestamptz,
  primary key (tenant, id)
);
create index request_by_requester on request (tenant, requester_id, id desc) where deleted_at is null;
create index request_by_state on request (tenant, state, id desc) where deleted_at is null;
create index request_by_item on request (tenant, item_id, id desc) where deleted_at is null;
create index request_due on request (deadline_at) where ended_at is null and deadline_at is not null;
create index request_not_before on request (not_before) where state = 'on_hold';

-- The operational side of an action: who holds it, when it wakes, what wakes it.
create table action (
  tenant text not null,
  request_id uuid not null,
  action_id text not null,
  state text not null,
  fence integer not null,
  lease_owner text,
  lease_until timestamptz,
  wake_at timestamptz,
  wait_key text,
  deadline_at timestamptz,
  sealed_outputs bytea,
  primary key (tenant, request_id, action_id)
);
create index action_lease on action (lease_until) where state = 'running';
create index action_wake on action (wake_at) where state = 'waiting' and wake_at is not null;
create index action_deadline on action (deadline_at)
  where deadline_at is not null and state in ('ready', 'running', 'waiting');
create index action_ready on action (wake_at) where state = 'ready';
create index action_wait_key on action (tenant, wait_key) where wait_key is not null;

-- Written before the remote call (intent), finished after it (outcome).
create table attempt (
  tenant text not null,
  request_id uuid not null,
  action_id text not null,
  fence integer not null,
  entry text not null,
  attempt integer not null,
  generation integer not null,
  worker text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  input jsonb,
  outputs jsonb,
  error jsonb,
  http_status integer,
  ref jsonb,
  log jsonb not null default '[]',
  primary key (tenant, request_id, action_id, fence)
);

create table request_event (
  tenant text not null,
  request_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  actor text not null,
  correlation_id text not null,
  data jsonb not null,
  primary key (tenant, request_id, seq)
);

-- Webhooks in: kept to refuse replays, and worked off from here.
create table inbound_delivery (
  tenant text not null,
  source text not null,
  delivery_id text not null,
  received_at timestamptz not null,
  worked_at timestamptz,
  body jsonb not null,
  primary key (tenant, source, delivery_id)
);

create index inbound_delivery_unworked on inbound_delivery (received_at) where worked_at is null;

create table idempotency_key (
  tenant text not null,
  principal text not null,
  operation text not null,
  key text not null,
  fingerprint text not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (tenant, principal, operation, key)
);
create index idempotency_key_age on idempotency_key (created_at);

create table api_key (
  tenant text not null,
  id text not null,
  name text not null,
  secret_hash text not null,
  roles text[] not null,
  teams text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (tenant, id)
);

create table session (
  tenant text not null,
  secret_hash text not null,
  person jsonb not null,
  csrf text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant, secret_hash)
);
