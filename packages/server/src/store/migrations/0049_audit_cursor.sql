-- How far the audit log was handed to another system, and who is at it just now
create table audit_cursor (
  tenant text not null,
  target text not null,
  seq bigint not null,
  shipped_at timestamptz,
  leased_until timestamptz,
  primary key (tenant, target)
);
