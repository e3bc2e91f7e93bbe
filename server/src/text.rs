//! Every sentence that the server itself sends to people, in the language they are sent in.

use shared::{
    market::{MarketNews, MarketNotice, QueueNotice},
    notice::News,
    time::Millis,
};

/// How the product signs messages, and what authenticators call it.
pub const NAME: &str = "邻愿";

/// What all kinds of wishes are together, for programs of other cities.
pub const WISHES: &str = "微心愿";

/// The code that signs somebody in, as an SMS.
pub fn sign_in_code(code: &str, minutes: i64) -> String {
    format!(
        "【{NAME}】登录验证码 {code}，{minutes} 分钟内有效。\
         工作人员不会向您索要验证码，请不要告诉任何人。"
    )
}

/// What happened, as an SMS: short, and with nothing that others by the phone should not read.
/// Of what somebody signed up for it says the time alone; the link does one thing, by a button.
pub fn news(news: &News, link: Option<&str>) -> String {
    let link = link.unwrap_or(NAME);
    let what = match news {
        News::WishClaimed { title, .. } => {
            format!("您的心愿“{title}”有人认领了，帮手会打电话联系您。")
        }
        News::WishDelivered { title, .. } => {
            format!(
                "您的心愿“{title}”，帮手说已经办好了。请打开{NAME}点一下确认，没办好也请告诉我们。"
            )
        }
        News::WishNeedsInfo { title, answer_by, .. } => {
            let when = when(*answer_by);
            format!(
                "关于您的心愿“{title}”，社区想问您一句。请在{when}前打开{NAME}回答，过时会先撤回。"
            )
        }
        News::OfferMade { title, answer_by, .. } => {
            let when = when(*answer_by);
            format!("网格员想请您来办“{title}”。请在{when}前打开{NAME}回答，不方便也说一声。")
        }
        News::VisitSoon { title, promised, .. } => {
            let day = promised.local().map(|at| format!("{}月{}日", at.month(), at.day()));
            let day = day.unwrap_or_default();
            format!("帮您办“{title}”的邻居说好{day}前办好，请留意电话和敲门声。")
        }
        News::HelperChanged { title, .. } => {
            format!("您的心愿“{title}”换了同一支队伍的另一位帮手来办，约好的时间不变。")
        }
        News::CalledInVain { title, .. } => {
            format!("帮您办“{title}”的邻居打过电话，没有打通。请留意来电，号码不对请告诉社区。")
        }
        News::WishWithdrawn { title, .. } => {
            format!("您认领的心愿“{title}”不用办了，请不要再去。谢谢您。")
        }
        News::Market(MarketNotice { what: MarketNews::Postponed, title, .. }) => {
            format!("“{title}”改了时间，请打开{NAME}看新的时间。")
        }
        News::Market(MarketNotice { what: MarketNews::SignUpOpen, title, .. }) => {
            format!("“{title}”可以报名了，请打开{NAME}选时间。")
        }
        News::Market(MarketNotice { what: MarketNews::Cancelled, title, .. }) => {
            format!("“{title}”这次不办了，不用过去了。原因请打开{NAME}查看。")
        }
        // Of them, only the call is sent.
        News::Queue(QueueNotice { provider, number, .. }) => {
            format!("{number} 号，轮到您了，请到{provider}的摊位来。")
        }
        News::HelperApproved => "您的帮手申请通过了，现在可以认领心愿了。".into(),
        _ => {
            of_sign_up(news, link).unwrap_or_else(|| format!("您有一条新消息，请打开{NAME}查看。"))
        }
    };
    format!("【{NAME}】{what}")
}

/// What somebody reads of what they signed up for.
fn of_sign_up(news: &News, link: &str) -> Option<String> {
    Some(match news {
        News::SignUpReminder { starts_at, .. } => {
            format!("您报的名，{}开始。来不了请点 {link} ，位子让给别人。", when(*starts_at))
        }
        News::DateMoved { starts_at, waits: true, .. } => {
            format!("您在排队的那一场改到{}，还在排队，有空位会告诉您。", when(*starts_at))
        }
        News::DateMoved { starts_at, .. } => {
            let when = when(*starts_at);
            format!("您报的名改到{when}，位子还留着。来不了请点 {link} 退掉。")
        }
        News::PlaceOffered { starts_at, answer_by, .. } => {
            let (when, until) = (when(*starts_at), when(*answer_by));
            format!("您等的{when}有空位了。要的话，{until}前请点 {link} 。")
        }
        News::MarketOff { starts_at, .. } | News::StallOff { starts_at, .. } => {
            format!("您报的{}的名取消了，不用过去了。原因请打开{NAME}查看。", when(*starts_at))
        }
        News::PlaceGiven { starts_at, .. } => {
            format!("您等的{}有位子了，是您的。来不了请点 {link} 退掉。", when(*starts_at))
        }
        News::SignUpAdmitted { starts_at, .. } => {
            format!("您报的{}，主办方同意了。来不了请点 {link} 退掉。", when(*starts_at))
        }
        News::SignUpTurnedDown { .. } => {
            format!("您报的名，主办方这次没有同意，不用过去。原因请打开{NAME}查看。")
        }
        _ => return None,
    })
}

/// What a calendar of the markets of a place is called.
pub fn markets_of(place: &str) -> String {
    format!("{place}共享集市")
}

/// What stands in somebody's own calendar beside a ticket.
pub fn how_to_give_back(link: &str) -> String {
    format!("来不了请点这个链接，把位子让给别人：\n{link}")
}

/// "11月28日 9:30", as on the wall of the community.
fn when(at: Millis) -> String {
    let words = |at: jiff::civil::DateTime| {
        format!("{}月{}日 {}:{:02}", at.month(), at.day(), at.hour(), at.minute())
    };
    at.local().map_or_else(String::new, words)
}
