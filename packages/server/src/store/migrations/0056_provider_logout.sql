-- What a session is called at its provider, so that the provider can end it (OpenID Connect Back-Channel Logout 1.0)
alter table session
  add column provider_sid text,
  add column provider_sub text;
create index session_provider on session (issuer, provider_sub) where provider_sub is not null;

-- Logout tokens that were taken, until they are over: none is taken twice. Of no tenant, as issuers are of none.
create table logout_token (
  issuer text not null,
  jti text not null,
  until timestamptz not null,
  primary key (issuer, jti)
);
create index logout_token_until on logout_token (until);
