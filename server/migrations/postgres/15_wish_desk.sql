-- The market at which a wish was made.
alter table wishes add column market_id uuid;

create index wishes_by_market on wishes (community_id, market_id) where market_id is not null;
