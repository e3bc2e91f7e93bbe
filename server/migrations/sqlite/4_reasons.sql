-- Why somebody looked or took a step, in words that may be private: sealed, beside rows that are
-- added and never changed, and taken away with the contact of the wish.
create table reasons (
    community_id blob not null,
    -- Of the look or of the event.
    id           blob not null,
    wish_id      blob not null,
    sealed       blob not null,
    primary key (community_id, id)
) strict, without rowid;

create index reasons_by_wish on reasons (community_id, wish_id);

-- What people were told of a wish goes with its contact.
create index notices_by_wish on notices (community_id, (news ->> 'wish'));
