//! Messages, and by which way they come.

/// The inbox and the choices about SMS.
pub struct InboxText {
    pub title: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub unread: fn(count: i64) -> String,
    pub all_read: &'static str,
    pub read_all: &'static str,
    pub new: &'static str,
    pub older: &'static str,
    pub all: &'static str,
    pub by_sms: &'static str,
    pub by_sms_more: &'static str,
    pub sms_wish: &'static str,
    pub sms_claims: &'static str,
    pub sms_market: &'static str,
    pub sms_saved: &'static str,
}
