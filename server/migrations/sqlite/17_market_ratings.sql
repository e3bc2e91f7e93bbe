-- How it was at a market: so many times each answer, and of whom it came nowhere.
create table market_ratings (
    community_id blob not null,
    market_id blob not null,
    stars integer not null,
    count integer not null,
    primary key (community_id, market_id, stars)
) strict, without rowid;

-- Whoever came is asked once.
alter table sign_ups add column rated integer not null default 0;
