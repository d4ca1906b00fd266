-- Which request carried which on to the next environment.
create table request_promotion (
  tenant text not null,
  from_id uuid not null,
  to_id uuid not null,
  environment text not null,
  at timestamptz not null,
  primary key (tenant, to_id)
);
create index request_promotion_from on request_promotion (tenant, from_id);
