-- The day of a market: the phones at its table, who was checked in, who just came.
create table devices (
    community_id blob    not null,
    id           blob    not null,
    market_id    blob    not null,
    name         text    not null,
    -- Whose stalls alone it sees; null for all.
    provider_id  blob,
    made_by      blob    not null references people (id),
    made_at      integer not null,
    -- Null once the code has served.
    code_hash    blob,
    code_until   integer not null,
    token_hash   blob,
    joined_at    integer,
    -- Null where nobody was signed in on that phone.
    joined_by    blob,
    seen_at      integer,
    synced_at    integer,
    revoked_at   integer,
    primary key (community_id, id)
) strict, without rowid;

create index devices_by_market on devices (community_id, market_id, made_at);
create unique index devices_by_token on devices (community_id, token_hash)
    where token_hash is not null;
create index devices_by_code on devices (community_id, market_id, code_hash)
    where code_hash is not null;

-- Everything that was seen: those that do not count, too.
create table check_ins (
    community_id blob    not null,
    market_id    blob    not null,
    nonce        blob    not null,
    stall_id     blob    not null,
    person_id    blob    not null references people (id),
    -- The nil id for the person of the account.
    member_id    blob    not null,
    -- Whose ticket it was.
    sign_up_id   blob    not null,
    what         text    not null,
    way          text    not null,
    -- Null where the resident scanned the code at the place, and where the desk noted it later.
    device_id    blob,
    by_id        blob    not null,
    at           integer not null,
    received_at  integer not null,
    -- In which order it came in or was taken back.
    seq          integer not null,
    -- Of one person at one stall, the earliest that was not taken back.
    counts       integer not null,
    undone_at    integer,
    undone_by    blob,
    -- Why it was wrong, sealed.
    undone_why   blob,
    primary key (community_id, market_id, nonce)
) strict, without rowid;

create unique index check_ins_by_seq on check_ins (community_id, market_id, seq);
create unique index check_ins_first on check_ins (community_id, stall_id, person_id, member_id)
    where counts;
create index check_ins_by_person on check_ins (community_id, person_id, market_id);

-- Each tap for somebody who just came; nobody knows who.
create table taps (
    community_id blob    not null,
    market_id    blob    not null,
    nonce        blob    not null,
    stall_id     blob    not null,
    count        integer not null,
    at           integer not null,
    received_at  integer not null,
    device_id    blob    not null,
    primary key (community_id, market_id, nonce)
) strict, without rowid;

-- Who asked for the phone number of somebody who signed up. Rows are added and never changed.
create table guest_looks (
    community_id blob    not null,
    sign_up_id   blob    not null,
    id           blob    not null,
    at           integer not null,
    person_id    blob    not null references people (id),
    primary key (community_id, sign_up_id, id)
) strict, without rowid;

create index guest_looks_by_person on guest_looks (community_id, person_id, at);

-- Whether a list was kept at a slot, and who says to have been there.
create index sign_ups_came on sign_ups (community_id, slot_id)
    where status in ('checked_in', 'served', 'checked_out');
create index sign_ups_missed on sign_ups (community_id, starts_at) where status = 'no_show';
create index sign_ups_by_market on sign_ups (community_id, market_id, slot_id);
