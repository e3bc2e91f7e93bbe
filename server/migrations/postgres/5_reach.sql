-- For which kinds of wishes a helper has shown the papers, and until when they hold.
alter table appointments add column qualified jsonb not null default '[]';

-- Communities whose helpers may take on what nobody here does.
create table neighbours (
    community_id uuid not null,
    other_id     uuid not null,
    since_at     bigint not null,
    made_by      uuid not null,
    primary key (community_id, other_id)
);

create index appointments_of_organisations on appointments (community_id, class, id)
    where class in ('shop', 'team');
