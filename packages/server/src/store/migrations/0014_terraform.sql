-- States of Terraform that this service keeps, sealed, with their last versions and their lock.
create table terraform_state (
  tenant text not null,
  name text not null,
  -- Of the newest version; 0 = nothing was written yet.
  version integer not null,
  resources integer not null,
  -- The request whose action first put something into it.
  made_by text not null,
  -- The request whose action wrote last.
  changed_by text not null,
  lock_id text,
  lock_info jsonb,
  locked_by text,
  locked_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant, name)
);

create table terraform_state_version (
  tenant text not null,
  name text not null,
  version integer not null,
  -- Null = the state was deleted.
  sealed bytea,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant, name, version),
  foreign key (tenant, name) references terraform_state (tenant, name) on delete cascade
);

-- What an effect keeps between its calls (a saved plan that waits for a person), sealed.
create table effect_keepsake (
  tenant text not null,
  effect text not null,
  name text not null,
  sealed bytea not null,
  kept_at timestamptz not null,
  primary key (tenant, effect, name)
);
create index effect_keepsake_age on effect_keepsake (kept_at);
