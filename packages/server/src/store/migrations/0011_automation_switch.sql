-- Items whose automation somebody switched off. One row per item, kept when it is on again: who, when and why.
create table automation_switch (
  tenant text not null,
  item_id text not null,
  reason text not null,
  off_by text not null,
  off_at timestamptz not null,
  -- on again by itself then
  until timestamptz,
  on_by text,
  on_at timestamptz,
  primary key (tenant, item_id)
);
create index automation_switch_off on automation_switch (off_at) where on_at is null;
-- requests that wait until it is on again
create index request_on_hold on request (tenant, item_id) where state = 'on_hold';
