-- Asks that wait for people or did: an index over what stands in the request's run, written in the transaction of each
-- event that changes an ask.
create table approval (
  tenant text not null,
  request_id uuid not null,
  action_id text not null,
  digest text not null,
  asked_at timestamptz not null,
  -- somebody is to decide; an ask of an action that has ended otherwise is sorted out by the action's state
  open boolean not null,
  -- user:<name>, group:<team>, role:<role> of the stages that are open, in lower case
  asked text[] not null,
  -- everybody who has decided in it, by all their names, in lower case
  voted text[] not null,
  primary key (tenant, request_id, action_id)
);
create index approval_asked on approval using gin (asked) where open;
create index approval_voted on approval using gin (voted);
-- Messages to people about an ask, each sent once: written with the event they tell of, worked off later.
create table approval_notice (
  tenant text not null,
  request_id uuid not null,
  action_id text not null,
  -- digest, stage, occasion and its number
  key text not null,
  -- <channel>:<address>
  receiver text not null,
  digest text not null,
  kind text not null,
  stage text not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  done_at timestamptz,
  -- unset while it is due; then sent, failed or dropped
  outcome text,
  primary key (tenant, request_id, action_id, key, receiver)
);
create index approval_notice_due on approval_notice (due_at) where done_at is null;
-- Who is away, and who decides in their place meanwhile. One row per person.
create table absence (
  tenant text not null,
  -- e-mail in lower case
  person text not null,
  deputy text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  note text,
  set_at timestamptz not null,
  primary key (tenant, person)
);
create index absence_deputy on absence (tenant, deputy);
-- The person behind a key, who must not get a second voice by it: {id, email}. Unset on keys of before.
alter table api_key add column person jsonb;
