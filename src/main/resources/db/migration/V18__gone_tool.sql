-- Tools that their server no longer lists: kept, with the date, so that people see what was there.
alter table tool_definition add column listed boolean not null default false;
alter table tool_definition add column gone_at timestamptz;
comment on column tool_definition.listed is 'The last whole list that the gateway asked for had it; false for what only an agent was shown';
