-- Tasks of MCP that the gateway made: handles by which an agent waits for a call without keeping a connection open.
create table mcp_task (
    -- cst_ and 128 random bits
    id           text        primary key,
    agent        text        not null,
    server       text        not null,
    era          text        not null,
    -- our session that it was made in; null in the modern era
    session      text,
    -- the call that is held; null for one that policy allowed or refused at once
    approval_id  uuid        references held_call,
    created_at   timestamptz not null default clock_timestamp(),
    updated_at   timestamptz not null default clock_timestamp(),
    ttl_millis   bigint      not null,
    forget_at    timestamptz not null,
    cancelled_at timestamptz,
    -- the end of a call that is not held: a JSON-RPC response; null while it is being sent
    answer       text,
    -- the life of the node that sends a call that is not held
    sender_node  text,
    sender_epoch bigint,
    -- a node has just taken over the waiting
    adopted_at   timestamptz,
    -- the call as it came (2026-07-28): when its server asks for input, the answer goes with these bytes
    message      bytea,
    -- what came with it, a name and a value per line
    headers      text,
    -- how many times input was given
    leg          integer     not null default 0
);
create index mcp_task_of_agent on mcp_task (agent, forget_at);
create index mcp_task_waiting on mcp_task (approval_id) where approval_id is not null and cancelled_at is null;
create index mcp_task_sending on mcp_task (sender_node, sender_epoch) where sender_node is not null and answer is null;
create index mcp_task_forgotten on mcp_task (forget_at);
