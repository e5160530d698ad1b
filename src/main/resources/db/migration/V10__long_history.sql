-- Lists of one tool or one agent, newest first, whatever share of a long history is theirs.
create index held_call_by_tool on held_call (tool, created_at desc, id desc);
create index held_call_by_agent on held_call (agent, created_at desc, id desc);

-- A hundredth of a long history may be all that waits now: the planner has to hear of it soon, not after a tenth has changed.
alter table held_call set (autovacuum_analyze_scale_factor = 0.002, autovacuum_analyze_threshold = 500);
