-- Places of calls in the limits of policies (policy design, section 6). Windows slide by this database's clock.
create table limit_place (
    call         uuid        not null,
    -- SHA-256 of scope subject, place, counter and window: bounded in length, and tells nobody's names
    counter      bytea       not null check (octet_length(counter) = 32),
    amount       numeric     not null check (amount >= 0),
    window_secs  bigint      not null check (window_secs > 0),
    -- the place counts until this moment, not including it: one window after it was taken, later while the call is held
    counts_until timestamptz not null,
    primary key (call, counter)
);

create index limit_place_sum on limit_place (counter, counts_until) include (amount);
create index limit_place_old on limit_place (counts_until);
