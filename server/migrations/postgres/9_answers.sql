-- Why a reviewer says no to a thank-you may be private: sealed, and no more in the clear.
alter table thanks add column answer_sealed bytea;

-- What was said in the clear before was told at once, and is not kept.
update thanks set answer = '' where answer <> '';
update notices set news = news - 'words' where news ->> 'is' = 'thanks_refused';
update outbox set news = news - 'words' where news ->> 'is' = 'thanks_refused';
