-- How it was, of wishes that came true: so many times each answer, and of whom it came nowhere.
create table wish_ratings (
    community_id blob not null,
    kind text not null,
    stars integer not null,
    count integer not null,
    primary key (community_id, kind, stars)
) strict, without rowid;

-- Whoever wished is asked once.
alter table wishes add column rated integer not null default 0;
