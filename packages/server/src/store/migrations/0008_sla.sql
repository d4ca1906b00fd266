-- When the promise's clock has something to say next, and when somebody is to be told that an action takes too long.
alter table request add column sla_at timestamptz;
create index request_sla on request (sla_at) where ended_at is null and sla_at is not null;

alter table action add column escalate_at timestamptz;
create index action_escalate on action (escalate_at)
  where escalate_at is not null and state in ('ready', 'running', 'waiting');
