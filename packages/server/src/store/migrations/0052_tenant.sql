-- Tenants as objects: whether one is served, rests or is being deleted. It holds no column "tenant", so no call of a
-- tenant's people can read it. A deleted one stays as a tombstone: its name is not used again.
create table tenant (
  name text primary key,
  state text not null default 'active' check (state in ('active', 'suspended', 'deleting', 'deleted')),
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text,
  reason text,
  -- what a deletion took away, by table, and the last checkpoint of the audit
  deletion jsonb
);
