-- The secrets this deployment made for itself, shared by its nodes (docs/audit.md, "Keys").
create table deployment_secret (
    name       text primary key,
    wrapped    boolean not null,  -- encrypted with COUNTERSIGN_SECRET_KEY
    value      bytea not null,
    created_at timestamptz not null default now()
);
