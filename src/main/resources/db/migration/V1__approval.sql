-- One row per held call arbitrates; everything else of a call hangs on it.

create table node (
    name        text primary key,
    epoch       bigint      not null,
    started_at  timestamptz not null,
    lease_until timestamptz not null
);
comment on table node is 'Lives of nodes: a waiter or a claim counts only while (name, epoch) has a lease';

create table held_call (
    id              uuid primary key,
    status          text        not null check (status in ('parking', 'pending', 'approved', 'releasing', 'completed',
                                    'failed', 'denied', 'expired', 'withdrawn', 'voided', 'unknown')),
    version         bigint      not null,
    step            integer     not null,
    server          text        not null,
    tool            text        not null,
    agent           text        not null,
    owner           text        not null,
    digest          text        not null,
    era             text        not null,
    rule_pointer    text        not null,
    rule_message    text        not null,
    policy_version  text        not null,
    quorum          integer     not null check (quorum between 1 and 20),
    voter_groups    text        not null,
    risk            text        not null,
    tool_pin        text,
    server_identity text        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    waiter_node     text,
    waiter_epoch    bigint,
    waiter          uuid,
    claim_node      text,
    claim_epoch     bigint,
    claim_attempt   uuid,
    claimed_at      timestamptz,
    edited_by       text,
    edited_digest   text,
    ended_at        timestamptz,
    delivered_at    timestamptz,
    outcome_error   boolean,
    outcome_sent    boolean,
    outcome_text    text,
    void_rule       text,
    void_message    text,
    void_version    text,
    finding         text,
    finding_note    text,
    finding_by      text,
    finding_at      timestamptz
);
create index held_call_newest on held_call (created_at desc, id desc);
create index held_call_by_status on held_call (status, created_at desc, id desc);
create index held_call_open on held_call (expires_at) where status in ('pending', 'approved');
create index held_call_moving on held_call (status, created_at) where status in ('parking', 'releasing');
create index held_call_of_agent on held_call (agent) where status in ('parking', 'pending', 'approved', 'releasing');
create index held_call_same on held_call (digest, agent);
create index held_call_waiters on held_call (waiter_node, waiter_epoch) where waiter is not null;

-- The bytes: written once, read when shown or sent, and never touched by a change of state.
create table held_payload (
    id             uuid primary key references held_call,
    arguments      text    not null,
    has_arguments  boolean not null,
    also_sent      text    not null,
    meta           text    not null,
    message        bytea   not null,
    request_id     text    not null,
    progress_token text,
    session        text,
    headers        text    not null
);

create table held_edit (
    id        uuid primary key references held_call,
    arguments text not null
);

create table held_answer (
    id       uuid primary key references held_call,
    response text not null
);

create table vote (
    approval_id uuid        not null references held_call,
    person      text        not null,
    decision    text        not null,
    comment     text        not null,
    send_digest text        not null,
    via         text        not null,
    auth        text        not null,
    at          timestamptz not null,
    primary key (approval_id, person)
);

-- Every change of every call, for the live feed, the steps on a call's page and answers given again.
-- xid orders by what can no longer appear behind a reader's back: a sequence alone is not commit order.
create table approval_event (
    xid         bigint      not null default (pg_current_xact_id()::text::bigint),
    seq         bigint      generated always as identity,
    approval_id uuid        not null references held_call,
    version     bigint      not null,
    at          timestamptz not null,
    status      text        not null,
    actor       text        not null,
    body        text        not null,
    primary key (approval_id, version)
);
create index approval_event_tail on approval_event (xid, seq);

create table outbox (
    seq          bigint generated always as identity primary key,
    topic        text        not null,
    approval_id  uuid        not null,
    type         text        not null,
    version      bigint      not null,
    value        text        not null,
    created_at   timestamptz not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (created_at) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

create table idempotency_key (
    person      text        not null,
    key         text        not null,
    fingerprint text        not null,
    verdict     text        not null,
    approval_id uuid        not null,
    version     bigint      not null,
    at          timestamptz not null,
    primary key (person, key)
);
create index idempotency_key_age on idempotency_key (at);
