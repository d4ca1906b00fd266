-- What was done, by whom: written in the transaction of the change itself, chained a moment later. Waiting rows are
-- not chained yet, so that no change ever waits for another one's audit.
create table audit_pending (
  id bigint generated always as identity primary key,
  tenant text not null,
  at timestamptz(3) not null default clock_timestamp(),
  action text not null,
  object_type text not null,
  object_id text not null,
  outcome text not null default 'done',
  via text,
  correlation_id text,
  detail jsonb not null default '{}',
  -- personal, each kept apart from the chain so that it can be erased: who, from where, free text, who it is about
  actor text not null,
  address text,
  note text,
  subject text
);
create index audit_pending_tenant on audit_pending (tenant, id);

-- The chain of a tenant: gap-free numbers, each row's hash over its content and the hash before it.
create table audit_entry (
  tenant text not null,
  seq bigint not null,
  at timestamptz(3) not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  outcome text not null,
  via text,
  correlation_id text,
  detail jsonb not null,
  -- for each personal field its salted hash, its salt until it is erased, and then by which erasure
  proof jsonb not null,
  actor text,
  address text,
  note text,
  subject text,
  prev text not null,
  hash text not null,
  primary key (tenant, seq)
);
create index audit_entry_at on audit_entry (tenant, at);
create index audit_entry_actor on audit_entry (tenant, actor, seq desc) where actor is not null;
create index audit_entry_subject on audit_entry (tenant, subject) where subject is not null;
create index audit_entry_object on audit_entry (tenant, object_id, seq desc);
create index audit_entry_action on audit_entry (tenant, action, seq desc);

-- While one is set, nothing of the tenant's audit is erased or dropped for its age.
create table audit_hold (
  tenant text not null,
  name text not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant, name)
);

-- A slip of the program or a statement somebody smuggled in changes nothing here; whoever owns the database is found
-- out by the chain and by what stands outside.
create function audit_entry_stays() returns trigger language plpgsql as $$
begin
  if current_setting('pao.audit_upkeep', true) is distinct from 'on' then
    raise exception 'the audit log is only appended to' using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function audit_entry_stays();
create trigger audit_entry_whole before truncate on audit_entry
  for each statement execute function audit_entry_stays();

-- People's doings with requests: the event and its audit are one transaction whatever statement wrote the event.
create function audit_request_event() returns trigger language plpgsql as $$
begin
  insert into audit_pending
    (tenant, at, actor, action, object_type, object_id, correlation_id, note, detail)
  values (
    new.tenant, new.at, substr(new.actor, 6), 'request.' || new.type, 'request', new.request_id::text,
    new.correlation_id,
    left(coalesce(new.data #>> '{event,reason}', new.data #>> '{event,comment}'), 2000),
    jsonb_strip_nulls(jsonb_build_object(
      'event_seq', new.seq,
      'state', new.data ->> 'state',
      'step', coalesce(new.data #>> '{event,action}', new.data #>> '{told,action}'),
      'data_sha256', encode(sha256(convert_to(new.data::text, 'UTF8')), 'hex'))));
  return null;
end $$;
create trigger audit_request_event after insert on request_event for each row
  when (new.actor like 'user:%' and new.type not like 'request\_%')
  execute function audit_request_event();

create function audit_orphan() returns trigger language plpgsql as $$
begin
  insert into audit_pending (tenant, actor, action, object_type, object_id, note, detail)
  values (
    new.tenant, substr(new.resolved_by, 6), 'effect.' || new.resolution, 'effect', new.id,
    left(new.comment, 2000),
    jsonb_strip_nulls(jsonb_build_object('request', new.request_id, 'step', new.action_id)));
  return null;
end $$;
create trigger audit_orphan after update of resolution on orphan for each row
  when (old.resolution is null and new.resolution is not null and new.resolved_by like 'user:%')
  execute function audit_orphan();

-- Only whoever ordered it takes it off the lists.
create function audit_request_removed() returns trigger language plpgsql as $$
begin
  insert into audit_pending (tenant, actor, action, object_type, object_id, correlation_id)
  values (new.tenant, new.requester_id, 'request.removed', 'request', new.id::text, new.correlation_id);
  return null;
end $$;
create trigger audit_request_removed after update of deleted_at on request for each row
  when (old.deleted_at is null and new.deleted_at is not null)
  execute function audit_request_removed();

-- Tables whose rows say themselves who changed them.
create function audit_secret() returns trigger language plpgsql as $$
begin
  insert into audit_pending (tenant, actor, action, object_type, object_id, detail)
  values (new.tenant,
    case tg_op when 'INSERT' then new.created_by else coalesce(new.ended_by, 'unknown') end,
    case tg_op when 'INSERT' then 'secret.set' else 'secret.ended' end,
    'secret', new.name, jsonb_build_object('version', new.version));
  return null;
end $$;
create trigger audit_secret_set after insert on secret for each row execute function audit_secret();
create trigger audit_secret_ended after update of sealed on secret for each row
  when (old.sealed is not null and new.sealed is null) execute function audit_secret();

create function audit_automation() returns trigger language plpgsql as $$
begin
  insert into audit_pending (tenant, actor, action, object_type, object_id, note, detail)
  values (new.tenant, coalesce(new.on_by, new.off_by),
    case when new.on_by is null then 'automation.off' else 'automation.on' end, 'item', new.item_id,
    case when new.on_by is null then left(new.reason, 2000) end,
    case when new.on_by is null then jsonb_strip_nulls(jsonb_build_object('until', new.until)) else '{}' end);
  return null;
end $$;
create trigger audit_automation after insert or update on automation_switch for each row
  execute function audit_automation();

create function audit_absence() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into audit_pending (tenant, actor, action, object_type, object_id)
    values (old.tenant, old.person, 'absence.ended', 'absence', 'own');
  else
    insert into audit_pending (tenant, actor, action, object_type, object_id, subject, note, detail)
    values (new.tenant, new.person, 'absence.set', 'absence', 'own', new.deputy, left(new.note, 2000),
      jsonb_build_object('from', new.from_at, 'until', new.until_at));
  end if;
  return null;
end $$;
create trigger audit_absence after insert or update or delete on absence for each row
  execute function audit_absence();

-- By name, so that columns of who signs in may come and go without this.
create function audit_api_key() returns trigger language plpgsql as $$
declare
  row jsonb := to_jsonb(new);
begin
  insert into audit_pending (tenant, actor, action, object_type, object_id, detail)
  values (row ->> 'tenant',
    case tg_op when 'INSERT' then row ->> 'created_by' else coalesce(row ->> 'changed_by', 'unknown') end,
    case when tg_op = 'INSERT' then 'api_key.created'
      when row ->> 'revoked_at' is not null then 'api_key.revoked' else 'api_key.rotated' end,
    'api_key', row ->> 'id',
    jsonb_strip_nulls(jsonb_build_object('roles', row -> 'roles', 'teams', row -> 'teams',
      'expires_at', row -> 'expires_at')));
  return null;
end $$;
create trigger audit_api_key_made after insert on api_key for each row execute function audit_api_key();
create trigger audit_api_key_changed after update on api_key for each row
  when (old.secret_hash is distinct from new.secret_hash
    or (old.revoked_at is null and new.revoked_at is not null))
  execute function audit_api_key();

-- A ticket of half a minute is a session under another name and is told by the session it came from.
create function audit_session() returns trigger language plpgsql as $$
declare
  row jsonb := to_jsonb(new);
begin
  if coalesce(row ->> 'csrf', '') = '' then return null; end if;
  insert into audit_pending (tenant, actor, action, object_type, object_id, detail)
  values (row ->> 'tenant', coalesce(row #>> '{person,id}', 'unknown'),
    case tg_op when 'INSERT' then 'session.started' else 'session.ended' end,
    'session', coalesce(row ->> 'public_id', left(row ->> 'secret_hash', 16)),
    jsonb_strip_nulls(jsonb_build_object('roles', row #> '{person,roles}', 'teams', row #> '{person,teams}')));
  return null;
end $$;
create trigger audit_session_started after insert on session for each row execute function audit_session();
create trigger audit_session_ended after update on session for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function audit_session();

create function audit_catalog_change() returns trigger language plpgsql as $$
begin
  insert into audit_pending (tenant, at, actor, action, object_type, object_id, detail)
  values (new.tenant, new.at, 'catalog', 'catalog.changed', 'catalog', new.seq::text,
    jsonb_strip_nulls(jsonb_build_object('revision', new.revision,
      'changes_sha256', encode(sha256(convert_to(new.changes::text, 'UTF8')), 'hex'))));
  return null;
end $$;
create trigger audit_catalog_change after insert on catalog_change for each row
  execute function audit_catalog_change();
