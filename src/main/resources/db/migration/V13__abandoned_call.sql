-- A call of the 2026 era whose connection closed is withdrawn at this time, unless it is issued anew or decided before.
alter table held_call add column withdraw_at timestamptz;

create index held_call_abandoned on held_call (withdraw_at)
    where withdraw_at is not null and status in ('parking', 'pending');
