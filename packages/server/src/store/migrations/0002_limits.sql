-- How many actions of one thing (item, queue, target, tenant) may be under way at once. Without a row: any number.
create table limit_rule (
  tenant text not null,
  scope text not null check (scope in ('item', 'queue', 'target', 'tenant')),
  name text not null,
  -- what operators set, and what the item itself sets; the operators' word wins
  set_most integer check (set_most between 0 and 10000),
  item_most integer check (item_most between 0 and 10000),
  most integer generated always as (coalesce(set_most, item_most)) stored,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (tenant, scope, name),
  check (set_most is not null or item_most is not null)
);

-- One row per slot, so that taking one locks nothing that others need. A held slot that is too many since its
-- rule was lowered (surplus) goes when it is given back.
create table limit_slot (
  tenant text not null,
  scope text not null,
  name text not null,
  number integer not null,
  surplus boolean not null default false,
  request_id uuid,
  action_id text,
  taken_at timestamptz,
  primary key (tenant, scope, name, number)
);
create index limit_slot_free on limit_slot (tenant, scope, name) where request_id is null;
create index limit_slot_surplus on limit_slot (tenant, scope, name) where surplus;
create index limit_slot_held on limit_slot (tenant, request_id) where request_id is not null;

-- Ready actions that found no slot. Called = told to claim now; a call that nobody follows is made again.
create table limit_line (
  tenant text not null,
  scope text not null,
  name text not null,
  request_id uuid not null,
  action_id text not null,
  requester_id text not null,
  priority integer not null,
  -- a requester's next waiting action has the next turn, whoever comes new the one that is on
  turn bigint not null,
  since timestamptz not null,
  called_at timestamptz,
  primary key (tenant, scope, name, request_id, action_id)
);
create index limit_line_turn on limit_line (tenant, scope, name, turn);
create index limit_line_requester on limit_line (tenant, scope, name, requester_id, turn);
create index limit_line_action on limit_line (tenant, request_id);
