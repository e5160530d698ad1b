create table tool_definition (
    server     text        not null,
    tool       text        not null,
    pin        text        not null,
    risk       text        not null,
    evidence   text        not null,
    definition text        not null,
    first_seen timestamptz not null,
    seen_at    timestamptz not null,
    primary key (server, tool)
);
comment on table tool_definition is 'The definition of each tool that was seen last, on any node';
