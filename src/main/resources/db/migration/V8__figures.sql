-- What the figures count: only what waits stands in this index.
create index held_call_unresolved on held_call (ended_at) where status = 'unknown' and finding is null;
