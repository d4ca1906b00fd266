-- The newest requests for which somebody gave a reason, so that a search need not look through all.
create index request_by_reason on request (tenant, id desc) where reason is not null and deleted_at is null;
