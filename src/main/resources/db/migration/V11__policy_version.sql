-- Every policy that was ever in force somewhere (policy design, section 7). Bytes, because the version is their hash.
create table policy_version (
    id      bigint generated always as identity primary key,
    server  text        not null,
    -- whose grant; '' for the server's own
    agent   text        not null,
    source  text        not null check (source in ('file', 'api')),
    version text        not null,
    -- the person who put it there; '' for a file
    author  text        not null,
    yaml    boolean     not null,
    text    bytea       not null,
    at      timestamptz not null default clock_timestamp()
);

create index policy_version_of on policy_version (server, agent, id desc);
create index policy_version_api on policy_version (id) where source = 'api';
