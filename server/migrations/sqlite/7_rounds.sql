-- For some time, and for so many wishes, a place looks after wishes of one sort.
create table rounds (
    community_id blob    not null,
    id           blob    not null,
    node_id      blob    not null,
    name         text    not null,
    purpose      text    not null,
    opens_at     integer not null,
    closes_at    integer not null,
    quota        integer not null,
    summary      text    not null,
    summed_at    integer,
    made_at      integer not null,
    made_by      blob,
    version      integer not null,
    primary key (community_id, id),
    foreign key (community_id, node_id) references nodes (community_id, id)
) strict, without rowid;

create index rounds_by_end on rounds (community_id, closes_at);

-- The round that a wish belongs to.
alter table wishes add column round_id blob;

create index wishes_by_round on wishes (community_id, round_id, id) where round_id is not null;
