-- Markets, their stalls, slots and sign-ups.

-- Many rows in one statement, in the words of the other database: a list as JSON, and ids in hex.
create function json_each(list text) returns table (value jsonb)
    language sql immutable strict rows 100
    as $$ select jsonb_array_elements(list::jsonb) $$;

create function unhex(id text) returns uuid
    language sql immutable strict
    as $$ select id::uuid $$;

create table markets (
    community_id uuid    not null,
    id           uuid    not null,
    node_id      uuid    not null,
    organiser_id uuid    not null references people (id),
    kind         text    not null,
    title        text    not null,
    words        text    not null,
    place_name   text    not null,
    starts_at    bigint not null,
    ends_at      bigint not null,
    series_id    uuid,
    copied_from  uuid,
    rehearsal    boolean not null,
    status       text    not null,
    plan         jsonb    not null,
    editorial    jsonb    not null,
    operational  jsonb    not null,
    -- Somebody asks for a change that takes two.
    asked        jsonb,
    sequence     bigint not null,
    made_at      bigint not null,
    -- When time has to look at it next, and what was done by time before.
    due_at       bigint,
    passed_at    bigint not null,
    version      bigint not null,
    primary key (community_id, id),
    foreign key (community_id, node_id) references nodes (community_id, id)
);

create index markets_by_time on markets (community_id, status, starts_at);
create index markets_by_due on markets (due_at) where due_at is not null;

create table stalls (
    community_id  uuid    not null,
    id            uuid    not null,
    market_id     uuid    not null,
    provider_id   uuid    not null references people (id),
    provider_name text    not null,
    class         text    not null,
    service       text    not null,
    number        text    not null,
    capacity      bigint not null,
    minutes       bigint not null,
    needs         jsonb    not null,
    elders        boolean not null,
    expected      boolean not null,
    proof         jsonb,
    applied_at    bigint not null,
    status        text    not null,
    state         jsonb    not null,
    due_at        bigint,
    version       bigint not null,
    primary key (community_id, id),
    foreign key (community_id, market_id) references markets (community_id, id)
);

create index stalls_by_market on stalls (community_id, market_id, applied_at, id);
create index stalls_by_provider on stalls (community_id, provider_id, applied_at);
create index stalls_by_due on stalls (due_at) where due_at is not null;

create table slots (
    community_id  uuid    not null,
    id            uuid    not null,
    market_id     uuid    not null,
    stall_id      uuid    not null,
    starts_at     bigint not null,
    ends_at       bigint not null,
    opens_at      bigint not null,
    closes_at     bigint not null,
    capacity      bigint not null,
    walk_in       bigint not null,
    approval      boolean not null,
    -- For how many one can sign up: follows from the two above, unless somebody said otherwise.
    places        bigint not null,
    -- How many hold a place, offers left out; and the position of who joins next.
    taken         bigint not null,
    next_position bigint not null,
    version       bigint not null,
    primary key (community_id, id),
    foreign key (community_id, stall_id) references stalls (community_id, id)
);

create index slots_by_market on slots (community_id, market_id, stall_id, starts_at);

-- Somebody of a household; what it calls that person is sealed.
create table members (
    community_id uuid    not null,
    person_id    uuid    not null references people (id),
    id           uuid    not null,
    sealed       bytea   not null,
    made_at      bigint not null,
    gone_at      bigint,
    primary key (community_id, person_id, id)
);

create table sign_ups (
    community_id uuid    not null,
    id           uuid    not null,
    market_id    uuid    not null,
    slot_id      uuid    not null,
    person_id    uuid    not null references people (id),
    -- The nil id for the person of the account.
    member_id    uuid    not null,
    position     bigint not null,
    wants        text    not null,
    after_others boolean not null,
    by_proxy     boolean not null,
    needs_yes    boolean not null,
    status       text    not null,
    live         boolean not null,
    state        jsonb    not null,
    -- As it is read aloud at the desk.
    code         text    not null,
    -- Those of the slot, to find what meets.
    starts_at    bigint not null,
    ends_at      bigint not null,
    made_at      bigint not null,
    due_at       bigint,
    passed_at    bigint not null,
    version      bigint not null,
    primary key (community_id, id)
);

-- One live sign-up of a person in a slot.
create unique index sign_ups_live on sign_ups (community_id, slot_id, person_id, member_id)
    where live;
create unique index sign_ups_by_code on sign_ups (community_id, market_id, code);
create index sign_ups_waiting on sign_ups (community_id, slot_id, after_others, position)
    where status = 'waitlisted';
create index sign_ups_offered on sign_ups (community_id, slot_id) where status = 'offered';
create index sign_ups_by_slot on sign_ups (community_id, slot_id, position);
create index sign_ups_by_person on sign_ups (community_id, person_id, starts_at);
create index sign_ups_by_due on sign_ups (due_at) where due_at is not null;

-- What was asked about a slot, and what was answered.
create table slot_answers (
    community_id uuid    not null,
    person_id    uuid    not null,
    key          uuid    not null,
    slot_id      uuid    not null,
    member_id    uuid    not null,
    ask          jsonb    not null,
    outcome      jsonb    not null,
    made_at      bigint not null,
    primary key (community_id, person_id, key)
);

create index slot_answers_by_time on slot_answers (community_id, made_at);

-- The numbers that a community has set for its markets.
create table terms (
    community_id uuid    not null,
    name         text    not null,
    value        bigint not null,
    primary key (community_id, name)
);
