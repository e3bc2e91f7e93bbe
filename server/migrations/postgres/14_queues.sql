-- Numbers that were taken at the stalls of markets.
create table queue_numbers (
    community_id uuid    not null,
    stall_id     uuid    not null,
    -- As it is called, counted from one.
    number       bigint  not null,
    market_id    uuid    not null,
    -- Nobody, where the stall took it for who has no phone, and where that person has left.
    person_id    uuid references people (id),
    -- The nil id for the person of the account.
    member_id    uuid    not null,
    turn         bigint  not null,
    missed       boolean not null,
    status       text    not null,
    state        jsonb   not null,
    taken_at     bigint  not null,
    due_at       bigint,
    version      bigint  not null,
    primary key (community_id, stall_id, number),
    foreign key (community_id, stall_id) references stalls (community_id, id)
);

-- One number of a person that waits at a stall.
create unique index queue_numbers_waiting
    on queue_numbers (community_id, stall_id, person_id, member_id)
    where person_id is not null and status in ('waiting', 'called');
create index queue_numbers_by_market on queue_numbers (community_id, market_id, stall_id, number);
create index queue_numbers_by_person on queue_numbers (community_id, person_id, taken_at)
    where person_id is not null;
create index queue_numbers_by_due on queue_numbers (due_at) where due_at is not null;
