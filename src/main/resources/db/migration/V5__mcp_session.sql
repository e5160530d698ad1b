-- MCP sessions of the stateful revisions: ours to the agent, mapped one to one to the server's.
create table mcp_session (
    id                 text        primary key,
    agent              text        not null,
    server             text        not null,
    -- the server's own session id, null when it has none; never leaves the gateway
    upstream_id        text,
    version            text        not null,
    client_name        text        not null,
    -- the agent's initialize request as received: replayed when the server lost the session
    initialize_message bytea       not null,
    initialized        boolean     not null default false,
    opened_at          timestamptz not null default now(),
    -- written lazily, about once a minute
    last_seen_at       timestamptz not null default now(),
    -- set: unknown to agents, kept a while for calls that were held in it
    ended_at           timestamptz
);

create index mcp_session_open_of_agent on mcp_session (agent) where ended_at is null;
create index mcp_session_last_seen on mcp_session (last_seen_at);
