-- Lists of what a team looks after, and of one environment, newest first: what is seldom asked for must not cost a walk through all.
create index request_by_team on request (tenant, owner_team, id desc) where deleted_at is null;
create index request_by_environment on request (tenant, environment, id desc)
  where environment is not null and deleted_at is null;
