-- Parts of bundles and other requests that an action ordered, by their end: the sweep looks at the newest every few
-- seconds, however many there are.
create index request_part_ended on request (ended_at) where parent_id is not null;
