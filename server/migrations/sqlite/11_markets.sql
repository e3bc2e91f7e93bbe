-- Markets, their stalls, slots and sign-ups.
create table markets (
    community_id blob    not null,
    id           blob    not null,
    node_id      blob    not null,
    organiser_id blob    not null references people (id),
    kind         text    not null,
    title        text    not null,
    words        text    not null,
    place_name   text    not null,
    starts_at    integer not null,
    ends_at      integer not null,
    series_id    blob,
    copied_from  blob,
    rehearsal    integer not null,
    status       text    not null,
    plan         text    not null,
    editorial    text    not null,
    operational  text    not null,
    -- Somebody asks for a change that takes two.
    asked        text,
    sequence     integer not null,
    made_at      integer not null,
    -- When time has to look at it next, and what was done by time before.
    due_at       integer,
    passed_at    integer not null,
    version      integer not null,
    primary key (community_id, id),
    foreign key (community_id, node_id) references nodes (community_id, id)
) strict, without rowid;

create index markets_by_time on markets (community_id, status, starts_at);
create index markets_by_due on markets (due_at) where due_at is not null;

create table stalls (
    community_id  blob    not null,
    id            blob    not null,
    market_id     blob    not null,
    provider_id   blob    not null references people (id),
    provider_name text    not null,
    class         text    not null,
    service       text    not null,
    number        text    not null,
    capacity      integer not null,
    minutes       integer not null,
    needs         text    not null,
    elders        integer not null,
    expected      integer not null,
    proof         text,
    applied_at    integer not null,
    status        text    not null,
    state         text    not null,
    due_at        integer,
    version       integer not null,
    primary key (community_id, id),
    foreign key (community_id, market_id) references markets (community_id, id)
) strict, without rowid;

create index stalls_by_market on stalls (community_id, market_id, applied_at, id);
create index stalls_by_provider on stalls (community_id, provider_id, applied_at);
create index stalls_by_due on stalls (due_at) where due_at is not null;

create table slots (
    community_id  blob    not null,
    id            blob    not null,
    market_id     blob    not null,
    stall_id      blob    not null,
    starts_at     integer not null,
    ends_at       integer not null,
    opens_at      integer not null,
    closes_at     integer not null,
    capacity      integer not null,
    walk_in       integer not null,
    approval      integer not null,
    -- For how many one can sign up: follows from the two above, unless somebody said otherwise.
    places        integer not null,
    -- How many hold a place, offers left out; and the position of who joins next.
    taken         integer not null,
    next_position integer not null,
    version       integer not null,
    primary key (community_id, id),
    foreign key (community_id, stall_id) references stalls (community_id, id)
) strict, without rowid;

create index slots_by_market on slots (community_id, market_id, stall_id, starts_at);

-- Somebody of a household; what it calls that person is sealed.
create table members (
    community_id blob    not null,
    person_id    blob    not null references people (id),
    id           blob    not null,
    sealed       blob    not null,
    made_at      integer not null,
    gone_at      integer,
    primary key (community_id, person_id, id)
) strict, without rowid;

create table sign_ups (
    community_id blob    not null,
    id           blob    not null,
    market_id    blob    not null,
    slot_id      blob    not null,
    person_id    blob    not null references people (id),
    -- The nil id for the person of the account.
    member_id    blob    not null,
    position     integer not null,
    wants        text    not null,
    after_others integer not null,
    by_proxy     integer not null,
    needs_yes    integer not null,
    status       text    not null,
    live         integer not null,
    state        text    not null,
    -- As it is read aloud at the desk.
    code         text    not null,
    -- Those of the slot, to find what meets.
    starts_at    integer not null,
    ends_at      integer not null,
    made_at      integer not null,
    due_at       integer,
    passed_at    integer not null,
    version      integer not null,
    primary key (community_id, id)
) strict, without rowid;

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
    community_id blob    not null,
    person_id    blob    not null,
    key          blob    not null,
    slot_id      blob    not null,
    member_id    blob    not null,
    ask          text    not null,
    outcome      text    not null,
    made_at      integer not null,
    primary key (community_id, person_id, key)
) strict, without rowid;

create index slot_answers_by_time on slot_answers (community_id, made_at);

-- The numbers that a community has set for its markets.
create table terms (
    community_id blob    not null,
    name         text    not null,
    value        integer not null,
    primary key (community_id, name)
) strict, without rowid;
