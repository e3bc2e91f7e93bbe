-- Which team or shop a helper is of: named by the first appointment in it, since two may have one
-- name. Whoever approves says which.
alter table appointments add column team_id blob;

-- Until now, one name was one team.
update appointments
   set team_id = (select b.id from appointments b
                   where b.community_id = appointments.community_id and b.role = 'helper'
                     and b.class = appointments.class
                     and b.organisation = appointments.organisation
                   order by b.id
                   limit 1)
 where role = 'helper' and class in ('shop', 'team') and organisation <> '';

create index appointments_by_team on appointments (community_id, team_id)
       where team_id is not null;
