-- What a poster writes to the helper, once per wish; what was taken back has no words any more.
create table thanks (
    community_id blob    not null,
    wish_id      blob    not null,
    poster_id    blob    not null references people (id),
    helper_id    blob    not null,
    sealed       blob    not null,
    at           integer not null,
    status       text    not null,
    -- How often it was written, since each time somebody is told.
    times        integer not null,
    answered_at  integer,
    answered_by  blob,
    answer       text    not null,
    primary key (community_id, wish_id)
) strict, without rowid;

create index thanks_by_helper on thanks (community_id, helper_id);
create index thanks_waiting on thanks (community_id, at) where status = 'waiting';
