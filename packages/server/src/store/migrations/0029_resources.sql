-- What requests made and somebody looks after. Who owns it, what it costs and how it stands are facts of the requests that
-- made and changed it, so they are not kept here a second time.
create table resource (
  tenant text not null,
  -- the request that made it; its id is the resource's
  request_id uuid not null,
  -- null = the request made nothing of the kind; the row only says that it was looked at
  type text,
  name text not null,
  external_id text,
  external_url text,
  made_at timestamptz not null,
  -- while somebody's order for it is being taken in
  ordering_until timestamptz,
  primary key (tenant, request_id)
);
create index resource_by_name on resource (tenant, lower(name)) where type is not null;
create index resource_by_external on resource (tenant, external_id) where type is not null and external_id is not null;

create table resource_relation (
  tenant text not null,
  from_id uuid not null,
  to_id uuid not null,
  -- part_of, depends_on or refers_to
  kind text not null,
  primary key (tenant, from_id, to_id, kind)
);
create index resource_relation_back on resource_relation (tenant, to_id);

-- Orders that change a resource or end it.
create table resource_order (
  tenant text not null,
  resource_id uuid not null,
  request_id uuid not null,
  -- update or decommission
  kind text not null,
  at timestamptz not null,
  primary key (tenant, resource_id, request_id)
);
create index resource_order_by_request on resource_order (tenant, request_id);

-- Requests that have come to an end lately: what they made is noted.
create index request_by_end on request (ended_at) where ended_at is not null;
