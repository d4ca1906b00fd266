-- Who of those a task is given to has taken it, so that two do not begin the same work. A word to others, not a lock.
alter table manual_task
  add column claimed_by text,
  add column claimed_at timestamptz;
