-- Parts the log of requests and that of the audit by months, so that what is old can go as a whole. Why by what, and why
-- attempts are not: docs/decisions/0011.

-- Reads what is there once, while others go on writing; only what follows needs the tables for itself, for milliseconds.
alter table audit_entry validate constraint audit_entry_bound;
alter table request_event validate constraint request_event_bound;

-- Policies, row security and rights of one table for another that holds the same rows.
create function protect_like(source regclass, target regclass) returns void language plpgsql as $$
declare
  it record;
begin
  for it in select relrowsecurity as has, relforcerowsecurity as forced from pg_class where oid = source loop
    if it.has then execute format('alter table %s enable row level security', target); end if;
    if it.forced then execute format('alter table %s force row level security', target); end if;
  end loop;
  for it in
    select p.polname, pg_get_expr(p.polqual, p.polrelid) as seen, pg_get_expr(p.polwithcheck, p.polrelid) as written,
      coalesce((select string_agg(quote_ident(r.rolname), ', ') from pg_roles r where r.oid = any (p.polroles)), 'public') as who
    from pg_policy p where p.polrelid = source
  loop
    execute format('create policy %I on %s to %s using (%s) with check (%s)',
      it.polname, target, it.who, it.seen, it.written);
  end loop;
  for it in
    select a.privilege_type as may, case a.grantee when 0 then 'public' else quote_ident(r.rolname) end as who
    from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
    where c.oid = source and a.grantee <> c.relowner
  loop
    execute format('grant %s on %s to %s', it.may, target, it.who);
  end loop;
end $$;

-- The months there are; what is before them stands in the first part, and what none fits in the one of the rest.
create function months_of(parted regclass)
  returns table (name text, from_at timestamptz, until_at timestamptz) language sql stable as $$
  select c.relname::text, moment_of_bound(substring(b.bound from 'FROM \(''([^'']+)''\)')),
    moment_of_bound(substring(b.bound from 'TO \(''([^'']+)''\)'))
  from pg_inherits i join pg_class c on c.oid = i.inhrelid,
    lateral (select pg_get_expr(c.relpartbound, c.oid) as bound) b
  where i.inhparent = parted and b.bound <> 'DEFAULT' order by 3
$$;

-- Adds one month. What came before there was a place for it moves there from the rest.
create function add_month(parted text, month timestamptz) returns void language plpgsql as $$
declare
  name text := parted || '_' || to_char(month at time zone 'UTC', 'YYYY_MM');
  key text := case parted when 'audit_entry' then 'at' else 'request_id' end;
  until_at timestamptz := month_of(month + interval '40 days');
  lower text := case parted when 'audit_entry' then month::text else first_id_of(month)::text end;
  upper text := case parted when 'audit_entry' then until_at::text else first_id_of(until_at)::text end;
begin
  execute format('create table %I (like %I including defaults)', name, parted);
  if parted = 'audit_entry' then
    execute format('alter table %I add primary key (tenant, seq)', name);
    execute format('create trigger audit_entry_whole before truncate on %I
      for each statement execute function audit_entry_stays()', name);
  end if;
  perform protect_like(parted::regclass, name::regclass);
  execute format('lock table %I in access exclusive mode', parted || '_rest');
  perform set_config('pao.audit_upkeep', 'on', true);
  execute format('with strays as (delete from %I where %I >= %L and %I < %L returning *)
    insert into %I select * from strays', parted || '_rest', key, lower, key, upper, name);
  perform set_config('pao.audit_upkeep', '', true);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parted, name, lower, upper);
end $$;

-- Makes what is missing up to so many months after this one. Returns how many it made.
create function add_months(ahead integer) returns integer language plpgsql as $$
declare
  parted text;
  month timestamptz;
  made integer := 0;
begin
  foreach parted in array array['audit_entry', 'request_event'] loop
    select max(until_at) into month from months_of(parted::regclass);
    while month <= month_of(now()) + make_interval(months => ahead) loop
      perform add_month(parted, month);
      made := made + 1;
      month := month_of(month + interval '40 days');
    end loop;
  end loop;
  return made;
end $$;

do $$
declare
  bound timestamptz := month_of(month_of(now()) + interval '65 days');
begin
  -- The audit first: nobody waits for it. A part has the key of a chain; over all of them the lock of who chains keeps it.
  drop trigger audit_entry_stays on audit_entry;
  alter table audit_entry rename to audit_entry_first;
  alter index audit_entry_pkey rename to audit_entry_first_pkey;
  alter index audit_entry_at rename to audit_entry_first_at;
  alter index audit_entry_actor rename to audit_entry_first_actor;
  alter index audit_entry_subject rename to audit_entry_first_subject;
  alter index audit_entry_object rename to audit_entry_first_object;
  alter index audit_entry_action rename to audit_entry_first_action;
  create table audit_entry (like audit_entry_first including defaults) partition by range (at);
  create index audit_entry_at on audit_entry (tenant, at);
  create index audit_entry_actor on audit_entry (tenant, actor, seq desc) where actor is not null;
  create index audit_entry_subject on audit_entry (tenant, subject) where subject is not null;
  create index audit_entry_object on audit_entry (tenant, object_id, seq desc);
  create index audit_entry_action on audit_entry (tenant, action, seq desc);
  perform protect_like('audit_entry_first', 'audit_entry');
  execute format('alter table audit_entry attach partition audit_entry_first for values from (minvalue) to (%L)', bound);
  alter table audit_entry_first drop constraint audit_entry_bound;
  create table audit_entry_rest partition of audit_entry default;
  alter table audit_entry_rest add primary key (tenant, seq);
  perform protect_like('audit_entry_first', 'audit_entry_rest');
  create trigger audit_entry_stays before update or delete on audit_entry
    for each row execute function audit_entry_stays();
  create trigger audit_entry_whole before truncate on audit_entry
    for each statement execute function audit_entry_stays();
  create trigger audit_entry_whole before truncate on audit_entry_rest
    for each statement execute function audit_entry_stays();

  drop trigger audit_request_event on request_event;
  alter table request_event rename to request_event_first;
  alter index request_event_pkey rename to request_event_first_pkey;
  create table request_event (like request_event_first including defaults) partition by range (request_id);
  alter table request_event add primary key (tenant, request_id, seq);
  perform protect_like('request_event_first', 'request_event');
  execute format('alter table request_event attach partition request_event_first for values from (minvalue) to (%L)',
    first_id_of(bound));
  alter table request_event_first drop constraint request_event_bound;
  create table request_event_rest partition of request_event default;
  perform protect_like('request_event_first', 'request_event_rest');
  create trigger audit_request_event after insert on request_event for each row
    when (new.actor like 'user:%' and new.type not like 'request\_%')
    execute function audit_request_event();
end $$;

select add_months(3);
