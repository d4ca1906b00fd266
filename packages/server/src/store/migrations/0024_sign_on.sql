-- Sessions of people who signed in at an identity provider. Rows without public_id are tickets.
alter table session
  add column public_id text,
  add column issuer text,
  add column agent text,
  add column last_seen_at timestamptz,
  add column rotated_at timestamptz,
  -- hash of the id that was handed out to follow this one, and of the one before
  add column next_hash text,
  add column previous_hash text,
  -- sealed; the provider wants it back when its session is ended too
  add column id_token bytea;
create index session_secret on session (secret_hash);
create index session_next on session (next_hash) where next_hash is not null;
create index session_previous on session (previous_hash) where previous_hash is not null;
create index session_person on session (tenant, (person ->> 'id'));
