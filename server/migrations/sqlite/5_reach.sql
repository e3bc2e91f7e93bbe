-- For which kinds of wishes a helper has shown the papers, and until when they hold.
alter table appointments add column qualified text not null default '[]';

-- Communities whose helpers may take on what nobody here does.
create table neighbours (
    community_id blob not null,
    other_id     blob not null,
    since_at     integer not null,
    made_by      blob not null,
    primary key (community_id, other_id)
) strict, without rowid;

create index appointments_of_organisations on appointments (community_id, class, id)
    where class in ('shop', 'team');
