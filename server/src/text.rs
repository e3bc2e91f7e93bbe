//! Every sentence that the server itself sends to people, in the language they are sent in.

use shared::{
    market::{MarketNews, MarketNotice},
    notice::News,
};

/// How the product signs messages, and what authenticators call it.
pub const NAME: &str = "邻愿";

/// The code that signs somebody in, as an SMS.
pub fn sign_in_code(code: &str, minutes: i64) -> String {
    format!(
        "【{NAME}】登录验证码 {code}，{minutes} 分钟内有效。\
         工作人员不会向您索要验证码，请不要告诉任何人。"
    )
}

/// What happened, as an SMS: short, and with nothing that others by the phone should not read.
pub fn news(news: &News) -> String {
    let what = match news {
        News::WishClaimed { title, .. } => {
            format!("您的心愿“{title}”有人认领了，帮手会打电话联系您。")
        }
        News::WishDelivered { title, .. } => {
            format!(
                "您的心愿“{title}”，帮手说已经办好了。请打开{NAME}点一下确认，没办好也请告诉我们。"
            )
        }
        News::HelperChanged { title, .. } => {
            format!("您的心愿“{title}”换了同一支队伍的另一位帮手来办，约好的时间不变。")
        }
        News::WishWithdrawn { title, .. } => {
            format!("您认领的心愿“{title}”已由对方撤回，不用再去了。谢谢您。")
        }
        News::Market(MarketNotice { what: MarketNews::Postponed, title, .. }) => {
            format!("“{title}”改了时间，请打开{NAME}看新的时间。")
        }
        News::Market(MarketNotice { what: MarketNews::Cancelled, title, .. }) => {
            format!("“{title}”这次不办了，不用过去了。原因请打开{NAME}查看。")
        }
        News::HelperApproved => "您的帮手申请通过了，现在可以认领心愿了。".into(),
        _ => format!("您有一条新消息，请打开{NAME}查看。"),
    };
    format!("【{NAME}】{what}")
}
