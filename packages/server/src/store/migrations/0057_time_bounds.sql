-- The next migration parts the log of requests and that of the audit by months. What is there becomes the first part, and
-- is given its bound here without being looked at: that would keep writers waiting for as long as it takes.

-- What the check said of a large catalog as a whole, so that other processes need not make it again.
create table catalog_check (
  tenant text primary key,
  -- hash of the files, the release and all else a check follows from
  key text not null,
  checked_at timestamptz not null,
  outcome jsonb not null
);

-- The least id of a moment: ids begin with it, in 48 bits of milliseconds (RFC 9562 section 5.7).
create function first_id_of(moment timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
-- The moment a bound of ids or of times stands for.
create function moment_of_bound(bound text) returns timestamptz language sql stable as $$
  select case when bound ~ '^[0-9a-f]{8}-[0-9a-f]{4}-'
    then to_timestamp(('x' || left(replace(bound, '-', ''), 12))::bit(48)::bigint / 1000.0)
    else bound::timestamptz end
$$;
create function month_of(moment timestamptz) returns timestamptz language sql immutable as $$
  select date_trunc('month', moment at time zone 'UTC') at time zone 'UTC'
$$;

do $$
declare
  -- Further than anybody waits between the two.
  bound timestamptz := month_of(month_of(now()) + interval '65 days');
begin
  execute format('alter table audit_entry add constraint audit_entry_bound check (at < %L) not valid', bound);
  execute format('alter table request_event add constraint request_event_bound check (request_id < %L) not valid',
    first_id_of(bound));
end $$;
