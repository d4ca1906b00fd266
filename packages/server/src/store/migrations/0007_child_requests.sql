-- A request may be ordered by an action of another one (bundles, dependencies, catalog-request).
alter table request
  add column parent_id uuid,
  add column parent_action text,
  -- Generation of the action this request answers for; null = another request took its place.
  add column parent_generation integer,
  -- What the requester was when it was ordered: decides what may be ordered along later, and whose
  -- requests a team shares. Empty on requests of the release before.
  add column requester_teams text[] not null default '{}',
  add column requester_roles text[] not null default '{}';

-- The same effect never makes a second request, however often its worker dies.
create unique index request_child on request (tenant, parent_id, parent_action, parent_generation)
  where parent_generation is not null;
create index request_by_parent on request (tenant, parent_id, id) where parent_id is not null;
