-- So that whoever was told by an older calendar is looked for in the other index: by this one all that wait would be read.
drop index request_closed_until;
create index request_closed_until on request (((run #>> '{closed,until}')::float8))
  where state = 'on_hold' and run ? 'closed' and (run #>> '{closed,until}') is not null;
