-- What a market was, in figures, once who was there has been forgotten.
create table market_sums (
    community_id blob not null,
    market_id    blob not null,
    figures      text not null,
    summed_at    integer not null,
    primary key (community_id, market_id)
) strict, without rowid;

-- Which markets were over by then.
create index markets_by_end on markets (community_id, ends_at);
