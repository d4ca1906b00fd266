-- One row per tenant and target that failed lately. A target without a row is closed.
create table circuit_breaker (
  tenant text not null,
  target text not null,
  state text not null check (state in ('closed', 'open', 'half_open')),
  -- failures in a row since the last success
  failures integer not null,
  -- probes in a row that succeeded since it opened
  successes integer not null,
  opened_at timestamptz,
  -- when the next probe may be made
  retry_at timestamptz,
  -- the one probe under way: whose, and until when it is waited for
  probe text,
  probe_until timestamptz,
  reason text,
  updated_at timestamptz not null,
  primary key (tenant, target)
);
