-- What an ended action may have left outside without anybody knowing: found with its end, resolved by a
-- person, or by a later clear answer under the same key. The id is <request>.<generation>.<action>.
create table orphan (
  tenant text not null,
  id text not null,
  request_id uuid not null,
  action_id text not null,
  generation integer not null,
  -- of the action's last claim; a doubt from a later one opens the row anew
  fence integer not null,
  type text not null,
  item_id text not null,
  owner_team text not null,
  ended_as text not null,
  error jsonb,
  found_at timestamptz not null,
  -- adopted, deleted or settled; by whom, in whose words
  resolution text,
  resolved_at timestamptz,
  resolved_by text,
  deleted_by text,
  reference text,
  comment text,
  primary key (tenant, id)
);
create index orphan_open on orphan (tenant, id desc) where resolved_at is null;
