-- How it was, of wishes that came true: so many times each answer, and of whom it came nowhere.
create table wish_ratings (
    community_id uuid not null,
    kind text not null,
    stars bigint not null,
    count bigint not null,
    primary key (community_id, kind, stars)
);

-- Whoever wished is asked once.
alter table wishes add column rated boolean not null default false;
