-- The wish of which this one is a part. A part is a wish like others, but it is never counted: the
-- whole is.
alter table wishes add column whole_id blob;

create index wishes_by_whole on wishes (community_id, whole_id, id) where whole_id is not null;
