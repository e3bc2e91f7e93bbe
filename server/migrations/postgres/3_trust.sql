-- The history of each community is a chain of several strands: every row has its place in one of
-- them, and a keyed hash over itself and the hash before it. What is older than this migration has
-- a place and no hash.
alter table events add column strand bigint not null default 0;
alter table events add column seq bigint not null default 0;
alter table events add column hash bytea not null default '';

update events set seq = numbered.seq
  from (select community_id, id,
               row_number() over (partition by community_id order by id) as seq
          from events) as numbered
 where numbered.community_id = events.community_id and numbered.id = events.id;

create unique index events_by_seq on events (community_id, strand, seq);

-- Where each strand ends; the nil id is for what belongs to no community.
create table chains (
    community_id uuid   not null,
    strand       bigint not null,
    seq          bigint not null,
    hash         bytea  not null,
    primary key (community_id, strand)
);

insert into chains (community_id, strand, seq, hash)
select community_id, 0, max(seq), '' from events group by community_id;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are added and never changed', tg_table_name;
end
$$;

create trigger events_stay before update or delete or truncate on events
    for each statement execute function refuse_change();
create trigger looks_stay before update or delete or truncate on looks
    for each statement execute function refuse_change();
create trigger consents_stay before update or delete or truncate on consents
    for each statement execute function refuse_change();

-- When what is done again and again was last done, and what came of it; the nil community, for
-- all.
create table jobs (
    community_id uuid   not null,
    name         text   not null,
    last_ran_at  bigint not null,
    detail       text   not null,
    primary key (community_id, name)
);

alter table notices add column read_at bigint;
create index notices_unread on notices (community_id, person_id) where read_at is null;
create index notices_by_age on notices (community_id, at);

-- Of what somebody is told by SMS; without a row, of everything that is sent at all.
create table preferences (
    community_id uuid    not null,
    person_id    uuid    not null references people (id),
    topic        text    not null,
    sms          boolean not null,
    primary key (community_id, person_id, topic)
);

-- Why a message was not sent, where that was nobody's failure.
alter table outbox add column suppressed text;
create index outbox_by_person on outbox (person_id, done_at);

-- When somebody proved by a code, in this browser, that the phone is still theirs.
alter table sessions add column proved_at bigint;

-- Since when the contact is gone.
alter table wishes add column contact_erased_at bigint;
create index wishes_with_contact on wishes (community_id, id) where contact_erased_at is null;
