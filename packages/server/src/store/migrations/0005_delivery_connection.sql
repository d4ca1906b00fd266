-- Which named connection's secret a delivery was signed with; null = any of its type.
alter table inbound_delivery add column connection text;
