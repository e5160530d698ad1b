-- The audit trail. Entries are recorded in the transaction of the change they describe (audit_pending) and numbered and chained
-- afterwards by one sealer at a time (audit_entry). See docs/audit.md.

create table audit_pending (
    id          bigint generated always as identity primary key,
    at          timestamptz(3) not null default clock_timestamp(),
    entry_id    uuid not null,
    body        bytea not null,   -- the line without type, seq, id and at, which the sealer puts in front
    kind        text not null,
    approval_id text,
    step        integer,
    agent       text,
    server      text,
    person      text
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- Two transactions that believe to write the same step of one approval: the second one fails, and its change with it.
create unique index audit_pending_step on audit_pending (approval_id, step) where step is not null;

create table audit_entry (
    seq         bigint primary key,
    at          timestamptz(3) not null,
    entry_id    uuid not null,
    kind        text not null,
    approval_id text,
    agent       text,
    server      text,
    person      text,
    line        bytea not null,   -- exactly the bytes that are hashed and exported, without the line feed
    link        bytea not null    -- L(seq)
);

create index audit_entry_at on audit_entry using brin (at);
create index audit_entry_kind on audit_entry (kind, seq);
create index audit_entry_approval on audit_entry (approval_id, seq) where approval_id is not null;
create index audit_entry_agent on audit_entry (agent, seq) where agent is not null;
create index audit_entry_server on audit_entry (server, seq) where server is not null;
create index audit_entry_person on audit_entry (person, seq) where person is not null;

create table audit_checkpoint (
    seq    bigint primary key,
    link   text not null,
    at     text not null,         -- the signed text, RFC 3339
    key_id text not null,
    sig    text not null
);

create table audit_head (
    one            boolean primary key default true check (one),
    log_id         uuid not null,
    seq            bigint not null,
    link           bytea not null,
    checkpoint_seq bigint not null default 0,
    checkpoint_at  timestamptz not null default now(),
    published_seq  bigint not null default 0
);

create table audit_key (
    id          text primary key,
    public_key  bytea not null,
    private_key bytea not null,   -- PKCS #8, wrapped by the deployment's secrets
    from_seq    bigint not null,
    created_at  timestamptz not null default now()
);

create function audit_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'sealed rows of % are final: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create trigger audit_entry_final before update or delete or truncate on audit_entry
    for each statement execute function audit_is_final();
create trigger audit_checkpoint_final before update or delete or truncate on audit_checkpoint
    for each statement execute function audit_is_final();
