-- In which file a document stood when it was first read. Null: read by a release that did not keep it, and not served now.
alter table definition add column path text;
update definition d set path = c.path from catalog_item c where c.tenant = d.tenant and c.hash = d.hash;

-- A request that goes on with another version of its item: how often it has, and what it was ordered as (version, hash,
-- plan, action set, answers). Null: it runs as it was ordered.
alter table request add column plan_changes integer not null default 0;
alter table request add column ordered_as jsonb;
