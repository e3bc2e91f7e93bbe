-- What a market was, in figures, once who was there has been forgotten.
create table market_sums (
    community_id uuid not null,
    market_id    uuid not null,
    figures      jsonb not null,
    summed_at    bigint not null,
    primary key (community_id, market_id)
);

-- Which markets were over by then.
create index markets_by_end on markets (community_id, ends_at);
