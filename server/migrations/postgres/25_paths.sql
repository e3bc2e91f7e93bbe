-- A path is compared byte by byte, whatever language the database was made for: what lies below a
-- place is what sorts between two texts.
alter table nodes alter column path type text collate "C";
