-- The day of a market: the phones at its table, who was checked in, who just came.
create table devices (
    community_id uuid    not null,
    id           uuid    not null,
    market_id    uuid    not null,
    name         text    not null,
    -- Whose stalls alone it sees; null for all.
    provider_id  uuid,
    made_by      uuid    not null references people (id),
    made_at      bigint  not null,
    -- Null once the code has served.
    code_hash    bytea,
    code_until   bigint  not null,
    token_hash   bytea,
    joined_at    bigint,
    -- Null where nobody was signed in on that phone.
    joined_by    uuid,
    seen_at      bigint,
    synced_at    bigint,
    revoked_at   bigint,
    primary key (community_id, id)
);

create index devices_by_market on devices (community_id, market_id, made_at);
create unique index devices_by_token on devices (community_id, token_hash)
    where token_hash is not null;
create index devices_by_code on devices (community_id, market_id, code_hash)
    where code_hash is not null;

-- Everything that was seen: those that do not count, too.
create table check_ins (
    community_id uuid    not null,
    market_id    uuid    not null,
    nonce        uuid    not null,
    stall_id     uuid    not null,
    person_id    uuid    not null references people (id),
    -- The nil id for the person of the account.
    member_id    uuid    not null,
    -- Whose ticket it was.
    sign_up_id   uuid    not null,
    what         text    not null,
    way          text    not null,
    -- Null where the resident scanned the code at the place, and where the desk noted it later.
    device_id    uuid,
    by_id        uuid    not null,
    at           bigint  not null,
    received_at  bigint  not null,
    -- In which order it came in or was taken back.
    seq          bigint  not null,
    -- Of one person at one stall, the earliest that was not taken back.
    counts       boolean not null,
    undone_at    bigint,
    undone_by    uuid,
    -- Why it was wrong, sealed.
    undone_why   bytea,
    primary key (community_id, market_id, nonce)
);

create unique index check_ins_by_seq on check_ins (community_id, market_id, seq);
create unique index check_ins_first on check_ins (community_id, stall_id, person_id, member_id)
    where counts;
create index check_ins_by_person on check_ins (community_id, person_id, market_id);

-- Each tap for somebody who just came; nobody knows who.
create table taps (
    community_id uuid    not null,
    market_id    uuid    not null,
    nonce        uuid    not null,
    stall_id     uuid    not null,
    count        bigint  not null,
    at           bigint  not null,
    received_at  bigint  not null,
    device_id    uuid    not null,
    primary key (community_id, market_id, nonce)
);

-- Who asked for the phone number of somebody who signed up. Rows are added and never changed.
create table guest_looks (
    community_id uuid    not null,
    sign_up_id   uuid    not null,
    id           uuid    not null,
    at           bigint  not null,
    person_id    uuid    not null references people (id),
    primary key (community_id, sign_up_id, id)
);

create index guest_looks_by_person on guest_looks (community_id, person_id, at);

-- Whether a list was kept at a slot, and who says to have been there.
create index sign_ups_came on sign_ups (community_id, slot_id)
    where status in ('checked_in', 'served', 'checked_out');
create index sign_ups_missed on sign_ups (community_id, starts_at) where status = 'no_show';
create index sign_ups_by_market on sign_ups (community_id, market_id, slot_id);
