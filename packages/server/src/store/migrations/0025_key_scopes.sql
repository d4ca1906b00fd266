-- What of the API a key may call; null = whatever its roles allow.
alter table api_key add column scopes text[];
