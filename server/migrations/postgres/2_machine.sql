-- The whole way of a wish: deadlines, desk, limits, joining, reports, settings, working days.
alter table wishes add column route text not null default 'claim';
alter table wishes add column claimed_at bigint;
alter table wishes add column fulfilled_at bigint;
alter table wishes add column joiners bigint not null default 0;
-- Somebody asks to take it down.
alter table wishes add column removal jsonb;
-- A guardian's consent, for a child.
alter table wishes add column guardian bytea;
-- Who lives together, as a keyed hash.
alter table wishes add column household bytea;
-- Who is asked to take it on.
alter table wishes add column offered_to uuid;
-- When time has to look at it next, and since when and until when it is on a desk: computed from
-- the state in the same statement.
alter table wishes add column due_at bigint;
alter table wishes add column told_at bigint not null default 0;
alter table wishes add column resumed_at bigint not null default 0;
alter table wishes add column desk_at bigint;

-- What is there already has its deadlines from today on.
update wishes set resumed_at = (extract(epoch from now()) * 1000)::bigint;
update wishes set due_at = resumed_at
 where status in ('submitted', 'open', 'claimed', 'delivered');

create index wishes_by_due on wishes (due_at) where due_at is not null;
create index wishes_by_desk on wishes (community_id, desk_at) where desk_at is not null;
create index wishes_by_offer on wishes (community_id, offered_to) where offered_to is not null;
create index wishes_by_household on wishes (community_id, household, posted_at);

-- Neighbours who said "me too".
create table joins (
    community_id uuid    not null,
    wish_id      uuid    not null,
    person_id    uuid    not null references people (id),
    at           bigint not null,
    primary key (community_id, wish_id, person_id)
);

create index joins_by_person on joins (community_id, person_id, wish_id);

create table reports (
    community_id uuid    not null,
    id           uuid    not null,
    wish_id      uuid    not null,
    person_id    uuid    not null references people (id),
    reason       text    not null,
    -- What they wrote.
    sealed       bytea   not null,
    at           bigint not null,
    answered_at  bigint,
    answered_by  uuid,
    answer       text,
    primary key (community_id, id)
);

create index reports_waiting on reports (community_id, at) where answered_at is null;

-- Wishes that time took from a helper; rows are added and never changed.
create table lapses (
    community_id uuid    not null,
    person_id    uuid    not null,
    wish_id      uuid    not null,
    at           bigint not null,
    primary key (community_id, person_id, at, wish_id)
);

-- What a community has set for itself.
create table settings (
    community_id uuid    not null,
    name         text    not null,
    value        bigint not null,
    primary key (community_id, name)
);

-- How it came to be so; rows are added and never changed.
create table setting_changes (
    community_id uuid    not null,
    id           uuid    not null,
    name         text    not null,
    at           bigint not null,
    person_id    uuid    not null,
    before_value bigint not null,
    after_value  bigint not null,
    primary key (community_id, id)
);

-- Days since 1970 on which the office is open or closed against the rule.
create table holidays (
    community_id uuid    not null,
    day          bigint not null,
    working      boolean not null,
    name         text    not null,
    primary key (community_id, day)
);
