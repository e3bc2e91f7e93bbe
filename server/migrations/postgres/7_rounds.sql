-- For some time, and for so many wishes, a place looks after wishes of one sort.
create table rounds (
    community_id uuid    not null,
    id           uuid    not null,
    node_id      uuid    not null,
    name         text    not null,
    purpose      text    not null,
    opens_at     bigint not null,
    closes_at    bigint not null,
    quota        bigint not null,
    summary      text    not null,
    summed_at    bigint,
    made_at      bigint not null,
    made_by      uuid,
    version      bigint not null,
    primary key (community_id, id),
    foreign key (community_id, node_id) references nodes (community_id, id)
);

create index rounds_by_end on rounds (community_id, closes_at);

-- The round that a wish belongs to.
alter table wishes add column round_id uuid;

create index wishes_by_round on wishes (community_id, round_id, id) where round_id is not null;
