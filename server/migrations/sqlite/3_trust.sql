-- The history of each community is a chain of several strands: every row has its place in one of
-- them, and a keyed hash over itself and the hash before it. What is older than this migration has
-- a place and no hash.
alter table events add column strand integer not null default 0;
alter table events add column seq integer not null default 0;
alter table events add column hash blob not null default x'';

update events set seq = numbered.seq
  from (select community_id, id,
               row_number() over (partition by community_id order by id) as seq
          from events) as numbered
 where numbered.community_id = events.community_id and numbered.id = events.id;

create unique index events_by_seq on events (community_id, strand, seq);

-- Where each strand ends; the nil id is for what belongs to no community.
create table chains (
    community_id blob    not null,
    strand       integer not null,
    seq          integer not null,
    hash         blob    not null,
    primary key (community_id, strand)
) strict, without rowid;

insert into chains (community_id, strand, seq, hash)
select community_id, 0, max(seq), x'' from events group by community_id;

create trigger events_stay before update on events
begin select raise(abort, 'rows of events are added and never changed'); end;
create trigger events_remain before delete on events
begin select raise(abort, 'rows of events are added and never changed'); end;
create trigger looks_stay before update on looks
begin select raise(abort, 'rows of looks are added and never changed'); end;
create trigger looks_remain before delete on looks
begin select raise(abort, 'rows of looks are added and never changed'); end;
create trigger consents_stay before update on consents
begin select raise(abort, 'rows of consents are added and never changed'); end;
create trigger consents_remain before delete on consents
begin select raise(abort, 'rows of consents are added and never changed'); end;

-- When what is done again and again was last done, and what came of it; the nil community, for
-- all.
create table jobs (
    community_id blob    not null,
    name         text    not null,
    last_ran_at  integer not null,
    detail       text    not null,
    primary key (community_id, name)
) strict, without rowid;

alter table notices add column read_at integer;
create index notices_unread on notices (community_id, person_id) where read_at is null;
create index notices_by_age on notices (community_id, at);

-- Of what somebody is told by SMS; without a row, of everything that is sent at all.
create table preferences (
    community_id blob    not null,
    person_id    blob    not null references people (id),
    topic        text    not null,
    sms          integer not null,
    primary key (community_id, person_id, topic)
) strict, without rowid;

-- Why a message was not sent, where that was nobody's failure.
alter table outbox add column suppressed text;
create index outbox_by_person on outbox (person_id, done_at);

-- When somebody proved by a code, in this browser, that the phone is still theirs.
alter table sessions add column proved_at integer;

-- Since when the contact is gone.
alter table wishes add column contact_erased_at integer;
create index wishes_with_contact on wishes (community_id, id) where contact_erased_at is null;

-- Words that are taken out of the index do not stay in its pages.
insert into wish_search (wish_search, rank) values ('secure-delete', 1);
