-- How it was at a market: so many times each answer, and of whom it came nowhere.
create table market_ratings (
    community_id uuid not null,
    market_id uuid not null,
    stars bigint not null,
    count bigint not null,
    primary key (community_id, market_id, stars)
);

-- Whoever came is asked once.
alter table sign_ups add column rated boolean not null default false;
