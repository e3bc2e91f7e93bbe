-- The numbers of markets stand beside all others, and have a history as they do.
insert into settings (community_id, name, value)
select community_id, name, value from terms where true
on conflict (community_id, name) do nothing;
drop table terms;
