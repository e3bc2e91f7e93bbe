//! 消息。

use crate::text::inbox::InboxText;

pub const INBOX: InboxText = InboxText {
    title: "消息",
    none: "还没有消息",
    none_more: "心愿有进展，这里会告诉您。",
    unread: |count| format!("{count} 条没看过"),
    all_read: "都看过了。",
    read_all: "都看过了",
    new: "新",
    older: "更早的消息",
    all: "看全部消息",
    by_sms: "哪些事发短信告诉您",
    by_sms_more: "只发要紧的，晚上十点到早上七点不发。不发短信，消息里也都有。",
    sms_wish: "我的心愿有进展",
    sms_claims: "我答应办的事",
    sms_market: "我报名的集市",
    sms_saved: "改好了。",
};
