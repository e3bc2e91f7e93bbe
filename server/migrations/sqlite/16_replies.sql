-- What was passed on to an office is asked after, once its answer is due.

update wishes set due_at = cast(state->>'reply_by' as integer) where status = 'referred';

update wishes set desk_at = cast(state->>'reply_by' as integer)
 where status = 'referred' and removal is null;
