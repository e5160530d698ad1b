-- The definition of a tool that an admin accepted, or that was there first: what has changed since is held (security design, 13).
alter table tool_definition add column accepted_pin text;
alter table tool_definition add column accepted_definition text;
alter table tool_definition add column accepted_by text not null default '';
alter table tool_definition add column accepted_at timestamptz;
update tool_definition set accepted_pin = pin, accepted_definition = definition, accepted_at = seen_at;
alter table tool_definition alter column accepted_pin set not null;
alter table tool_definition alter column accepted_definition set not null;
alter table tool_definition alter column accepted_at set not null;
