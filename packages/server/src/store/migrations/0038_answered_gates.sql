-- Requests that people are asked about before they begin: few, and looked through for one that was answered unseen.
create index request_asking on request (tenant, id) where state = 'awaiting_approval';
