-- Somebody is forgotten piece by piece: whom, until it is done, and how far it is.
create table person_erasure (
  tenant text not null,
  id uuid not null,
  -- Null once it is done: nothing here names anybody any more.
  names text[],
  pseudonym text not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  stage text not null default 'own' check (stage in ('own', 'sweep', 'audit', 'done')),
  -- Of the sweep: which time it goes over all tables, and what comes next.
  round integer not null default 1,
  at_table text not null default '',
  at_block bigint not null default 0,
  round_changes bigint not null default 0,
  deleted bigint not null default 0,
  changed bigint not null default 0,
  audit_values bigint not null default 0,
  done_at timestamptz,
  primary key (tenant, id)
);
create index person_erasure_open on person_erasure (asked_at) where done_at is null;

-- Another name for who did something is no deed.
drop trigger audit_automation on automation_switch;
create trigger audit_automation after insert or update on automation_switch for each row
  when (current_setting('pao.erasing', true) is distinct from 'on')
  execute function audit_automation();
drop trigger audit_absence on absence;
create trigger audit_absence after insert or update or delete on absence for each row
  when (current_setting('pao.erasing', true) is distinct from 'on')
  execute function audit_absence();
