-- What was said where lately, so that the same message goes there once in a while. Only digests, no text.
create table message_window (
  tenant text not null,
  -- digest of place and text
  name text not null,
  -- the action that sent it, as <request>/<action>
  owner text not null,
  until timestamptz not null,
  primary key (tenant, name)
);
create index message_window_until on message_window (until);
