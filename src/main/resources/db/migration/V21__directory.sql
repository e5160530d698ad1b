-- Agents and people that admins manage at run time, beside those of the configuration file, and the tokens made for them. Tokens are
-- kept as hashes. Every change counts the version up, so that each node notices within seconds.
create table directory_version (
    single  boolean primary key default true check (single),
    version bigint not null
);
insert into directory_version (version) values (1);

create table managed_agent (
    name     text primary key,
    owner    text not null,
    disabled boolean not null default false,
    made_by  text not null,
    made_at  timestamptz not null default clock_timestamp()
);

create table managed_grant (
    agent   text not null references managed_agent,
    server  text not null,
    primary key (agent, server)
);

create table managed_person (
    name          text primary key,
    roles         text[] not null,
    groups        text[] not null,
    email         text not null default '',
    password_hash text not null default '',
    disabled      boolean not null default false,
    made_by       text not null,
    made_at       timestamptz not null default clock_timestamp()
);

create table managed_token (
    id           uuid primary key,
    kind         text not null check (kind in ('agent', 'person')),
    holder       text not null,
    label        text not null,
    sha256       text not null unique,
    made_by      text not null,
    made_at      timestamptz not null default clock_timestamp(),
    ends_at      timestamptz,
    last_used_at timestamptz
);
create index managed_token_holder on managed_token (kind, holder);
