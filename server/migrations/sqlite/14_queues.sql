-- Numbers that were taken at the stalls of markets.
create table queue_numbers (
    community_id blob    not null,
    stall_id     blob    not null,
    -- As it is called, counted from one.
    number       integer not null,
    market_id    blob    not null,
    -- Nobody, where the stall took it for who has no phone, and where that person has left.
    person_id    blob references people (id),
    -- The nil id for the person of the account.
    member_id    blob    not null,
    turn         integer not null,
    missed       integer not null,
    status       text    not null,
    state        text    not null,
    taken_at     integer not null,
    due_at       integer,
    version      integer not null,
    primary key (community_id, stall_id, number),
    foreign key (community_id, stall_id) references stalls (community_id, id)
) strict, without rowid;

-- One number of a person that waits at a stall.
create unique index queue_numbers_waiting
    on queue_numbers (community_id, stall_id, person_id, member_id)
    where person_id is not null and status in ('waiting', 'called');
create index queue_numbers_by_market on queue_numbers (community_id, market_id, stall_id, number);
create index queue_numbers_by_person on queue_numbers (community_id, person_id, taken_at)
    where person_id is not null;
create index queue_numbers_by_due on queue_numbers (due_at) where due_at is not null;
