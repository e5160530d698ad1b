create table intent_place (
    part        integer primary key,
    next_offset bigint not null
);
comment on table intent_place is 'How far countersign.intents was compared with held_call: a restored database remembers an earlier place';
