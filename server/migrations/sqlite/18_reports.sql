-- A report is about anything that is public, not about a wish alone.
alter table reports rename column wish_id to about_id;
alter table reports add column about text not null default 'wish';

create trigger guest_looks_stay before update on guest_looks
begin select raise(abort, 'rows of guest_looks are added and never changed'); end;
create trigger guest_looks_remain before delete on guest_looks
begin select raise(abort, 'rows of guest_looks are added and never changed'); end;

-- A market has many slots, and a community many markets.
create index slots_by_stall on slots (community_id, stall_id);
