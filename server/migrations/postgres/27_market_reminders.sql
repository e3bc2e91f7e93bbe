-- Who wants to be told when one can sign up at a market; gone once they were told.
create table market_reminders (
    community_id uuid not null,
    market_id uuid not null,
    person_id uuid not null references people (id),
    primary key (community_id, market_id, person_id)
);

create index market_reminders_by_person on market_reminders (community_id, person_id);
