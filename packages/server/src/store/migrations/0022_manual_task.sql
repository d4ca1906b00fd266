-- Work that waits for people, and for whom: an index over what stands in the request's run, written in the transaction of
-- the event that begins the wait. Whether it still waits is the action's state.
create table manual_task (
  tenant text not null,
  request_id uuid not null,
  action_id text not null,
  asked_at timestamptz not null,
  -- user:<name>, group:<team> it is given to, in lower case; empty = to the team that owns the item
  assigned text[] not null,
  primary key (tenant, request_id, action_id)
);
create index manual_task_assigned on manual_task using gin (assigned);
