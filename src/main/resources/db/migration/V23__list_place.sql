-- The order in which a server lists its tools: a suggested policy names them in it.
alter table tool_definition add column list_place bigint;
