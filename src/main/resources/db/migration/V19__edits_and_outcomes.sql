-- Every edit is kept, not the last alone: an earlier version of a call shows the text that it had.
alter table held_edit add column digest text;
update held_edit e set digest = h.edited_digest from held_call h where h.id = e.id;
alter table held_edit alter column digest set not null;
alter table held_edit drop constraint held_edit_pkey;
alter table held_edit add primary key (id, digest);

-- Who looks into an unknown outcome, until it is resolved.
alter table held_call add column finding_owner text;

-- Who has a call open in a browser; nothing that anybody misses after a crash.
create unlogged table call_reader (
    approval_id uuid        not null,
    person      text        not null,
    seen_at     timestamptz not null,
    primary key (approval_id, person)
);
