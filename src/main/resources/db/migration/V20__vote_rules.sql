-- What a vote has to respect, frozen with the call: comments, what may be edited, four eyes. Empty: nothing of it.
alter table held_call add column vote_rules text not null default '';
