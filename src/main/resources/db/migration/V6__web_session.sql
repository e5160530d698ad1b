-- Web sessions of people. Only the SHA-256 of a session's id is kept: reading this table gives nobody a session.
create table web_session (
    id_sha256    bytea       not null primary key,
    person       text        not null,
    created_at   timestamptz not null,
    last_used_at timestamptz not null
);
create index web_session_last_used on web_session (last_used_at);

-- Failed logins by the SHA-256 of "name:…" or "address:…".
create table login_failure (
    key_sha256    bytea       not null primary key,
    failures      integer     not null,
    since         timestamptz not null,
    blocked_until timestamptz not null
);
create index login_failure_since on login_failure (since);
