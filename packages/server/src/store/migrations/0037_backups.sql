-- Backups made of this database, newest last; how old the last one is, is a figure to be woken by.
create table backup_run (
  id uuid primary key,
  file text not null,
  -- what the backup holds is as it was then
  snapshot_at timestamptz not null,
  finished_at timestamptz not null,
  bytes bigint not null,
  row_count bigint not null
);

-- One row for each time this database was restored: what happened outside since the snapshot is not known here.
create table restore_epoch (
  id uuid primary key,
  file text not null,
  snapshot_at timestamptz not null,
  restored_at timestamptz not null default clock_timestamp()
);

-- Effects that wait for a person's word are few, and counted at every look at the figures.
create index action_unknown on action (tenant) where state = 'unknown';
