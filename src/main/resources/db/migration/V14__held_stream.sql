-- Streams of held calls that agents can resume, on any node: event ids name a row here.
create table held_stream (
    -- 128 random bits, as in the event ids
    id             uuid        primary key,
    hold           uuid        not null,
    agent          text        not null,
    session        text        not null,
    -- the exact texts of the waiting request: what the answer carries
    request_id     text        not null,
    progress_token text,
    -- counts resumptions; the high digits of event ids
    leg            integer     not null default 0,
    -- open; taken: another exchange waits for the call since; cancelled: by the agent, or its end was told and is not told again
    state          text        not null default 'open' check (state in ('open', 'taken', 'cancelled')),
    opened_at      timestamptz not null default clock_timestamp()
);
create index held_stream_of_hold on held_stream (hold);

-- What a client says of itself when it opens a session, and what its server announces.
alter table mcp_session
    add column client_version     text    not null default '',
    add column client_capabilities text   not null default '{}',
    add column lists_change       boolean not null default false;
comment on column mcp_session.lists_change is 'whether the server declared tools.listChanged';

-- How long clients were seen to wait before they gave up: the shortest gap tunes how long they are held.
create table client_patience (
    agent          text        not null,
    era            text        not null,
    client_name    text        not null,
    client_version text        not null,
    with_token     boolean     not null,
    shortest_ms    bigint      not null check (shortest_ms > 0),
    seen_at        timestamptz not null default clock_timestamp(),
    primary key (agent, era, client_name, client_version, with_token)
);
create index client_patience_seen on client_patience (seen_at);
