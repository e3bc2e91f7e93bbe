-- What a poster writes to the helper, once per wish; what was taken back has no words any more.
create table thanks (
    community_id uuid    not null,
    wish_id      uuid    not null,
    poster_id    uuid    not null references people (id),
    helper_id    uuid    not null,
    sealed       bytea   not null,
    at           bigint  not null,
    status       text    not null,
    -- How often it was written, since each time somebody is told.
    times        bigint  not null,
    answered_at  bigint,
    answered_by  uuid,
    answer       text    not null,
    primary key (community_id, wish_id)
);

create index thanks_by_helper on thanks (community_id, helper_id);
create index thanks_waiting on thanks (community_id, at) where status = 'waiting';
