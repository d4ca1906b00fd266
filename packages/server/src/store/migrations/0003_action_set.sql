-- The actions of a plan, by content hash: the same for every order of a document, so they are written once.
-- Never deleted: a request pins one for as long as it lives.
create table action_set (
  tenant text not null,
  hash text not null,
  actions jsonb not null,
  primary key (tenant, hash)
);

-- Null: the plan of this older request holds its actions itself.
alter table request add column action_set_hash text;
