-- Who wants to be told when one can sign up at a market; gone once they were told.
create table market_reminders (
    community_id blob not null,
    market_id blob not null,
    person_id blob not null references people (id),
    primary key (community_id, market_id, person_id)
) strict, without rowid;

create index market_reminders_by_person on market_reminders (community_id, person_id);
