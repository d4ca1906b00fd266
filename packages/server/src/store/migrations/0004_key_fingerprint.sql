-- Which encryption key the sealed values of this database are sealed with: one row, of the whole installation.
create table key_fingerprint (
  one boolean not null default true primary key check (one),
  fingerprint text not null,
  noted_at timestamptz not null default clock_timestamp()
);
