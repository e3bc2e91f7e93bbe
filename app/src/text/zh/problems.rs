//! 没办成的时候怎么说：出了什么事，接下来怎么做。

use shared::problem::{Kind, Problem};

use super::times::TIMES;

/// Those that any page may meet.
pub fn trouble(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::SignInFirst => "请先用手机号登录，再来做这一步。",
        Kind::NotAllowed => "这一步您现在不能做。有疑问请打社区电话。",
        Kind::BecomeAHelperFirst => "认领之前，请先申请帮忙，网格员通过后就可以。",
        Kind::NotFound => "这里没有内容，可能已经撤下。请回到列表看看。",
        Kind::AppTooOld => "邻愿有新版本。请刷新页面，您填写的内容会留着。",
        Kind::TooOften => "操作太快了。请过几分钟再试，急事请打社区电话。",
        Kind::Bug => "我们这边出错了，不是您的问题。请过一会儿再试。",
        Kind::Busy => "现在人有点多。请过一分钟再试。",
        Kind::Offline => "网络不通。联网后再试一次，您填的内容还在。",
        _ => return None,
    })
}

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn problem(kind: Kind) -> &'static str {
    match kind {
        Kind::Invalid => "有几处没填好，请改一下标出来的地方。",
        Kind::Required => "这里还没填，请填上。",
        Kind::TooLong => "太长了，请删短一点。",
        Kind::Unreadable => "里面有看不见的特殊字符，请重新打一遍。",
        Kind::NotATelephone => "请填手机号，例如 138 0000 1234；座机请带区号，例如 0937-2600100。",
        Kind::NotAPhone => "请填 11 位手机号，例如 138 0000 1234。",
        Kind::NotACode => "验证码是 6 位数字，请再看一下短信。",
        Kind::Leak => "这里有电话、住址或姓名，大家都会看到。请去掉，联系方式后面单独填。",
        Kind::Money => "邻愿不涉及钱。请改成需要什么帮助，困难补助请打社区电话。",
        Kind::ConsentNeeded => "请先勾选同意，再继续。",
        Kind::WeakPassword => "密码太容易猜到。请至少用 8 个字，换一个别人想不到的。",
        Kind::KeyUsedBefore => "这一条刚才已经提交过。请刷新页面看看结果。",
        Kind::KeyMissing | Kind::Malformed | Kind::NotJson | Kind::NoSuchMethod => {
            "页面可能太旧了。请刷新页面再试一次。"
        }
        Kind::WrongCode => "验证码不对。请再看一下短信，重新填。",
        Kind::CodeSpent => "这个验证码已经失效。请重新获取一个。",
        Kind::WrongPassword => "密码或动态码不对。请再试一次。",
        Kind::StepUpFirst => "请先验证工作身份，再来做这一步。",
        Kind::ForeignRequest => "请求不是从本站发出的。请刷新页面再试一次。",
        Kind::AlreadyClaimed => "刚刚有邻居先认领了。还有别的心愿在等人。",
        Kind::StepNotPossible => "情况已经变了，这一步现在做不了。请刷新看看最新情况。",
        Kind::SomeoneWasFaster => "刚才有人先改过。请刷新看看最新情况，再决定。",
        Kind::TooManyWishes => "您还有心愿没办完。等它们办好，或者撤回一个，再许新的。",
        Kind::TooManyClaims => "您手上的心愿已经不少了。先办完一个，再认领新的。",
        Kind::OutOfRange => "这个数超出了范围，请改一下。",
        Kind::GuardianNeeded => "给孩子许愿，要有监护人同意，请填上监护人。",
        Kind::NoStoryOfAChild => "孩子的心愿只写一句话，别的都不公开。请把说明删掉。",
        Kind::TellsOfAChild => {
            "来帮忙的人看得到这里，请不要写孩子的名字、学校、年级和年龄。写大人的称呼就行。"
        }
        Kind::PromiseTooFar => "这个日子不行。请选以后的、近一点的日子。",
        Kind::TooSoon => "您这周刚许过一个。请过几天再许，急事请打社区电话。",
        Kind::SecondPersonNeeded => "这一步要另一位工作人员来做。",
        Kind::RoundFull => "这一期的名额满了。不参加活动，照样可以许愿。",
        Kind::RoundNotOpen => "这一期现在不能参加。不参加活动，照样可以许愿。",
        Kind::RoundElsewhere => "这一期是别的网格办的。不参加活动，照样可以许愿。",
        Kind::TooEarly => "还没到时候，请过几天再来。",
        Kind::TooLate => "已经过了时间。请打社区电话商量。",
        Kind::SameHousehold => "这是您自己家的心愿，请等别的邻居来认领。",
        Kind::ClassNotAllowed => "按社区的规定，这类心愿请别的帮手来办。别的心愿也在等您。",
        Kind::OthersFirst => "这个心愿先等附近的邻居来办，过几天才轮到您。谢谢您的热心。",
        Kind::GoesByHand => "这个心愿由网格员一位一位去请。您想来办，请打社区电话说一声。",
        Kind::ClaimsPaused => "您有两个心愿没有办完就过期了。这段时间请找网格员，由他来安排。",
        Kind::OwnWish => "这是您自己的心愿，请等邻居来认领。",
        Kind::WrongWord => "暗号不对。请再问一下许愿人，重新填。",
        Kind::WordSpent => "暗号错了太多次，不能再试。请许愿人在手机上确认，或打社区电话。",
        Kind::ProveFirst => "为了您的安全，请先填一次短信验证码，再来做这一步。",
        Kind::PhoneTaken => "这个手机号已经有人在用。请换一个号码，或打社区电话。",
        Kind::NotQualified => "这类心愿要有证书的人来办。请带证书找网格员登记，再来认领。",
        Kind::ContactGone => {
            "结束太久，联系方式已经按规定删掉了，不能再打开。请重新许一个心愿，或打社区电话。"
        }
        Kind::GoodsOnTheWay => {
            "东西已经送出，现在不能退回心愿。等对方说收到了，或者东西退回来了再说一声。"
        }
        Kind::MarketRefusal => "按规定，这一步现在不行。请看看页面上写的时间和名额，或打社区电话。",
        Kind::AlreadyApplied => "您已经申请过了，请等网格员审核。",
        Kind::LinkSpent => "这个链接用过了或者过期了。请向管理员再要一个。",
        Kind::TooLarge => "内容太大了。请缩小一点再试。",
        Kind::SmsFailed => "短信没发出去。请过一会儿再试，或者打社区电话。",
        Kind::NoSpace => "系统暂时存不下新内容。请打社区电话告诉我们。",
        Kind::SignInFirst
        | Kind::NotAllowed
        | Kind::BecomeAHelperFirst
        | Kind::NotFound
        | Kind::AppTooOld
        | Kind::TooOften
        | Kind::Bug
        | Kind::Busy
        | Kind::Offline => trouble(kind).unwrap_or_default(),
    }
}

/// 社区的规定不许：差几个，到哪一天。
pub fn rule(problem: &Problem) -> Option<String> {
    let day = problem.from.map(TIMES.day);
    Some(match (problem.kind, problem.number, day) {
        (Kind::OthersFirst, _, Some(day)) => {
            format!("这个心愿先等附近的邻居来办。{day}起还没有人认领，您就可以来。谢谢您的热心。")
        }
        (Kind::ClassNotAllowed, Some(1), _) => {
            "按社区的规定，这类心愿请单个的邻居来办，店铺和队伍不认领。别的心愿也在等您。".into()
        }
        (Kind::ClassNotAllowed, Some(2), _) => {
            "按社区的规定，这类心愿请店铺或队伍来办，单个的邻居不认领。别的心愿也在等您。".into()
        }
        (Kind::TooManyClaims, Some(most), _) => {
            format!(
                "一次最多认领 {most} 个，您（和同队的人）手上已经够了。先办完一个，再认领新的。"
            )
        }
        (Kind::ClaimsPaused, Some(lapses), Some(day)) => {
            format!("有 {lapses} 个心愿过了时间没有消息。到{day}为止，请找网格员，由他来安排。")
        }
        (Kind::TooManyWishes, Some(most), _) => {
            format!("一户同时最多 {most} 个心愿。等它们办好，或者撤回一个，再许新的。")
        }
        (Kind::TooSoon, _, Some(day)) => {
            format!("您不久前刚许过。{day}起可以再许，急事请打社区电话。")
        }
        _ => return None,
    })
}
