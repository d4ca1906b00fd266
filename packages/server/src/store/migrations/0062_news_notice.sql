-- What people are mailed of besides being shown it: written with what it tells of, whatever statement wrote that, and worked
-- off later. One message each.
create table news_notice (
  tenant text not null,
  -- the request it is about; of drift the one that made the resource
  request_id uuid not null,
  -- the kind and which one of it
  key text not null,
  -- drift, exception_asked or exception_decided
  kind text not null,
  due_at timestamptz not null default clock_timestamp(),
  tries integer not null default 0,
  done_at timestamptz,
  -- unset while it is due; then sent, failed, or dropped where nobody needs it any more
  outcome text,
  primary key (tenant, request_id, key)
);
create index news_notice_due on news_notice (due_at) where done_at is null;

create function news_of_event() returns trigger language plpgsql as $$
begin
  insert into news_notice (tenant, request_id, key, kind)
  values (new.tenant, new.request_id, new.type || '/' || new.seq, new.type)
  on conflict do nothing;
  return null;
end $$;
create trigger news_of_event after insert on request_event for each row
  when (new.type in ('exception_asked', 'exception_decided'))
  execute function news_of_event();

create function news_of_drift() returns trigger language plpgsql as $$
begin
  insert into news_notice (tenant, request_id, key, kind)
  values (new.tenant, new.resource_id, 'drift/' || extract(epoch from new.drifted_at), 'drift')
  on conflict do nothing;
  return null;
end $$;
create trigger news_of_drift after update of drifted_at on resource_look for each row
  when (old.drifted_at is null and new.drifted_at is not null)
  execute function news_of_drift();
