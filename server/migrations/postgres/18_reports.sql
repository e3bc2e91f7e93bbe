-- A report is about anything that is public, not about a wish alone.
alter table reports rename column wish_id to about_id;
alter table reports add column about text not null default 'wish';

create trigger guest_looks_stay before update or delete or truncate on guest_looks
    for each statement execute function refuse_change();

-- A market has many slots, and a community many markets.
create index slots_by_stall on slots (community_id, stall_id);
