-- The market at which a wish was made.
alter table wishes add column market_id blob;

create index wishes_by_market on wishes (community_id, market_id) where market_id is not null;
