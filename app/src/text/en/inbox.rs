//! Messages.

use crate::text::inbox::InboxText;

pub const INBOX: InboxText = InboxText {
    title: "Messages",
    none: "No messages yet",
    none_more: "News about your wishes will be here.",
    unread: |count| match count {
        1 => "1 new message".into(),
        count => format!("{count} new messages"),
    },
    all_read: "You have seen them all.",
    read_all: "Seen them all",
    new: "New",
    older: "Older messages",
    all: "All messages",
    by_sms: "What we tell you by SMS",
    by_sms_more: "Only what matters, and not between ten at night and seven in the morning. \
                  Your messages have everything anyway.",
    sms_wish: "News about my wishes",
    sms_claims: "What I promised to do",
    sms_market: "What I have signed up for",
    sms_saved: "Changed.",
};
