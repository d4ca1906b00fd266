-- What was used, once per effect: a repeat of the action has the same key.
create table usage_event (
  tenant text not null,
  -- idempotency key of the action that recorded it
  key text not null,
  at timestamptz not null,
  service text not null,
  action text not null,
  item_id text not null,
  request_id uuid not null,
  environment text,
  metadata jsonb not null,
  primary key (tenant, key)
);

-- serves totals of a span of time
create index usage_event_by_time on usage_event (tenant, at);
