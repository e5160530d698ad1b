-- Frozen with a call: the argument that gets the approval id, and why the policy holds it (no value of an argument).
alter table held_payload add column idempotency_key text;
alter table held_payload add column explanation text;
