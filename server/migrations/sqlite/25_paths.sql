-- Text is compared byte by byte already.
select 1;
