-- When the values of a request of restricted data were removed, after the time they are kept for.
alter table request add column values_gone_at timestamptz;
-- Those whose values are still here; only as many as there is restricted data.
create index request_restricted on request (tenant, id)
  where (plan ->> 'restricted') = 'true' and values_gone_at is null;
