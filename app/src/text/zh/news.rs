//! 消息怎么说。

use shared::{
    market::{MarketNews, MarketNotice, QueueNews, QueueNotice},
    notice::{News, Side},
    wish::DeskWaits,
};

use super::{news_joined::joined, times::TIMES, visiting::VISITING, wishes::WISH};

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn news(news: &News) -> String {
    match news {
        News::WishApproved { title, entitled: Some(office), .. } => {
            let office = (WISH.office)(*office);
            format!("您的心愿“{title}”已经公开。这样的事{office}本来也管，怎么申请请点开看看。")
        }
        News::WishApproved { title, .. } => {
            format!("您的心愿“{title}”已经公开，正在等人认领。")
        }
        News::WishDeclined { title, reason, .. } => {
            format!("您的心愿“{title}”没有通过：{reason}")
        }
        News::WishClaimed { title, .. } => {
            format!("有人认领了您的心愿“{title}”，会按您留的方式联系您。")
        }
        News::WishReleased { title, .. } => {
            format!("原来认领“{title}”的人办不了了，心愿又在等人认领。您不用重新提交。")
        }
        News::WishDelivered { title, .. } => {
            format!("帮忙的人说“{title}”办好了，请您确认一下。")
        }
        News::WishFulfilled { title, side: Side::Poster, .. } => {
            format!("“{title}”实现了。想谢谢帮忙的人，或者其实没办好，请点开说一声。")
        }
        News::WishFulfilled { title, .. } => format!("“{title}”实现了，谢谢您。"),
        News::WishWithdrawn { title, .. } => {
            format!("“{title}”不用办了，您不用再去。这不是您的原因，谢谢您。")
        }
        News::WishNeedsInfo { title, question, answer_by, .. } => {
            let day = (TIMES.day)(*answer_by);
            format!("关于您的心愿“{title}”，社区想问一句：{question} 请在{day}前点开回答。")
        }
        News::WishSplit { title, parts, .. } => {
            format!("您的心愿“{title}”分成了 {parts} 件，一件一件来办，每件都会告诉您。")
        }
        News::WishLapsed { title, .. } => {
            format!("“{title}”一直没有等到您的回答，先撤回了。您可以随时再许一次。")
        }
        News::MergeProposed { title, .. } => {
            format!("有邻居许了和“{title}”一样的心愿。合在一起办，好吗？请点开看看。")
        }
        News::WishMerged { title, .. } => {
            format!("“{title}”和邻居的心愿合在一起了。")
        }
        News::WishReferred { title, words, reply_by, .. } => {
            let day = (TIMES.day)(*reply_by);
            format!("您的心愿“{title}”转给了负责的部门：{words} {day}前给您答复。")
        }
        News::ReplyDue { title, .. } => {
            format!("“{title}”转给了部门，说好的日子到了。社区会打电话去问，问到了就告诉您。")
        }
        News::OfficeAnswered { title, words, reply_by: Some(by), .. } => {
            let day = (TIMES.day)(*by);
            format!("关于“{title}”，社区问过部门：{words} {day}前再给您答复。")
        }
        News::OfficeAnswered { title, words, .. } => {
            format!("关于“{title}”，部门有了答复：{words}")
        }
        News::WishUnmet { title, words, .. } => {
            format!("很抱歉，“{title}”这次没能办成：{words}")
        }
        News::WishWaitsLong { title, .. } => {
            format!("“{title}”等了很久还没有人认领，网格员会重新想办法，并和您商量。")
        }
        News::WishExpiring { title, ends_at, .. } => {
            let day = (TIMES.day)(*ends_at);
            format!("“{title}”还没有人认领，{day}就到期了。想继续等，请点开续期。")
        }
        News::WishExpired { title, renew_until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("“{title}”到期了，没有等到人认领。{day}前点开就可以续期。")
        }
        News::WishExpired { title, .. } => {
            format!("“{title}”到期了，没有等到人认领。点开看看能不能续期。")
        }
        News::WishReopened { title, .. } => {
            format!("社区把“{title}”重新打开了，又在等人认领。")
        }
        News::WishRemoved { title, words, appeal_until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("您的心愿“{title}”下架了：{words} 觉得不该下架，{day}前点开说一声。")
        }
        News::WishRemoved { title, words, .. } => {
            format!("您的心愿“{title}”下架了：{words} 有意见请找社区。")
        }
        News::OfferMade { title, answer_by, .. } => {
            let minute = (TIMES.minute)(*answer_by);
            format!("网格员想请您来办“{title}”。方便吗？请在 {minute} 前点开回答。")
        }
        News::HandOverAsked { title, .. } => {
            format!("同队的人想请您接着办“{title}”。方便吗？请点开回答。")
        }
        News::HandOverAnswered { title, taken: true, .. } => {
            format!("“{title}”由同队的人接着办了，您不用再管，谢谢您。")
        }
        News::HandOverAnswered { title, .. } => {
            format!("同队的人这次接不了“{title}”，还是您来办。")
        }
        News::CalledInVain { title, .. } => {
            format!(
                "帮您办“{title}”的邻居打过电话，没有打通。请留意来电，号码不对，请在“我的资料”里改。"
            )
        }
        News::HelperChanged { title, .. } => {
            format!("帮您办“{title}”的队伍换了一位帮手，说好的日子不变。")
        }
        News::ContactReminder { title, release_at, .. } => {
            let minute = (TIMES.minute)(*release_at);
            format!(
                "您认领的“{title}”，许愿人还在等您的电话。{minute} 还没有消息，就请别人来办。不方便也可以退回，不算您的错。"
            )
        }
        News::ClaimLost { title, .. } => {
            format!("“{title}”一直没有消息，已经转给别人了。您不用再去。")
        }
        News::PromiseMade { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("帮忙的人说好，“{title}”{day}办好。")
        }
        News::VisitSoon { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("帮您办“{title}”的人说好{day}办好，请留意电话。不方便了，请尽早告诉他。")
        }
        News::PromiseReminder { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("您说好{day}办好“{title}”，日子快到了。")
        }
        News::PromiseLate { title, side: Side::Helper, .. } => {
            format!("您约好办“{title}”的时间过了。办好了请点开说一声；办不了，也请点开退回。")
        }
        News::PromiseLate { title, .. } => {
            format!("“{title}”约好的时间过了，网格员会打电话问一下。")
        }
        News::GoodsSent { title, .. } => {
            format!("“{title}”的东西已经送出来了。收到以后，请点开说一声。")
        }
        News::GoodsBack { title, .. } => {
            format!("帮忙的人说“{title}”的东西退回去了，是这样吗？请点开说一声。")
        }
        News::GoodsReturned { title, .. } => {
            format!("“{title}”的东西退回了，心愿又在等人认领。您不用再管，谢谢您。")
        }
        News::GoodsLate { title, side: Side::Poster, .. } => {
            format!("“{title}”的东西送出好几天了。收到了，或者退回去了，请点开说一声。")
        }
        News::GoodsLate { title, side: Side::Helper, .. } => {
            format!("“{title}”的东西送出好几天了，社区会打电话问。要是退回来了，请点开说一声。")
        }
        News::GoodsLate { title, .. } => {
            format!("“{title}”的东西送出好几天了，还没有人说收到，社区会打电话问一下。")
        }
        News::LongerAsked { title, until, .. } => {
            let day = (TIMES.day)(*until);
            format!("帮忙的人想把“{title}”改到{day}，行不行请您点开说一声。")
        }
        News::ConfirmReminder { title, .. } => {
            format!("“{title}”办好了吗？请您点开说一声。")
        }
        News::WishDisputed { title, side: Side::Helper, .. } => {
            format!("有人说“{title}”没有办好。社区会问问您，核实以后告诉您结果。")
        }
        News::WishDisputed { title, .. } => {
            format!("有人说“{title}”没有办好，社区正在核实。")
        }
        News::DisputeSettled { title, words, .. } => {
            format!("“{title}”核实过了：{words}")
        }
        News::WishUnconfirmed { title, side: Side::Poster, .. } => {
            format!("几次没有联系上您，“{title}”先结束了。还没办好的话，请点开说一声。")
        }
        News::WishUnconfirmed { title, .. } => {
            format!("“{title}”先结束了：社区几次没有联系上许愿的邻居，记作没问到本人。谢谢您。")
        }
        News::NewWord { title, .. } => {
            format!(
                "“{title}”的暗号换了新的，旧的不能用了。新暗号请问社区；没有暗号，办好了点一下确认也行。"
            )
        }
        News::ThanksWritten { title, .. } => {
            format!("“{title}”的许愿人给您写了一句感谢，请点开看看。")
        }
        News::ThanksPublic { title, .. } => {
            format!("您对“{title}”说的感谢，大家都能看到了。")
        }
        News::ThanksRefused { title, .. } => {
            format!("您对“{title}”说的感谢没有公开，帮忙的人看得到。为什么，请点开看看。")
        }
        News::ReportAnswered { words, .. } => {
            format!("您反映的事有答复了：{words}")
        }
        News::LongerAnswered { title, until: Some(until), side: Side::Poster, .. } => {
            let day = (TIMES.day)(*until);
            format!("两边都说好了，“{title}”改到{day}。")
        }
        News::LongerAnswered { title, until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("“{title}”可以推后，改到{day}。")
        }
        News::LongerAnswered { title, until: None, .. } => {
            format!("“{title}”不能推后，还是按原来约的时间。")
        }
        News::HelpWanted { title, .. } => {
            format!("“{title}”等了几天还没有人认领，您的店或队伍可以帮忙吗？请点开看看。")
        }
        News::RoundOver { name, .. } => format!("“{name}”结束了，社区写了几句话，请点开看看。"),
        News::Joined(it) => joined(it),
        News::Market(it) => market(it),
        News::Queue(it) => queue(it),
        News::PlaceGiven { title, .. } => {
            format!("“{title}”有空位了，给您排上了，请点开看看您的票。")
        }
        News::PlaceOffered { title, .. } => {
            format!("“{title}”有空位了，要的话请点开确认，过时会让给下一位。")
        }
        News::OfferOver { title, .. } => {
            format!("“{title}”的空位您没有确认，已经让给下一位。想来可以重新排队。")
        }
        News::SignUpAdmitted { title, .. } => {
            format!("您报的“{title}”，同意您来了，请点开看看您的票。")
        }
        News::SignUpTurnedDown { title, reason, .. } => {
            let why = reason.map_or("", |it| (VISITING.approvals.reason)(it).1);
            format!("您报的“{title}”，这次没能安排上。{why}请点开看看别的时间。")
        }
        News::SignUpReminder { title, .. } => {
            format!("“{title}”快到了，来不了请点开告诉我们一声。")
        }
        News::NoShowNoted { title, object_until, paused_until: None, .. } => {
            let until = (TIMES.minute)(*object_until);
            format!(
                "“{title}”您报了名，登记的是没来。这次没有影响。来过的话，请在 {until} 前点开说一声。"
            )
        }
        News::NoShowNoted { title, object_until, paused_until: Some(paused), .. } => {
            let (until, paused) = ((TIMES.minute)(*object_until), (TIMES.day)(*paused));
            format!(
                "“{title}”您报了名，又登记成没来。到 {paused} 为止，一次只能报一个；不报名直接来、许心愿都照常。来过的话，请在 {until} 前点开说一声。"
            )
        }
        News::NoShowDecided { title, came: true, .. } => {
            format!("“{title}”：您说来过，已经改成来过了，没有任何影响。")
        }
        News::NoShowDecided { title, appeal_until: Some(until), reason, .. } => {
            let until = (TIMES.minute)(*until);
            let why = reason.map_or("", |it| (VISITING.objections.reason)(it).1);
            format!(
                "“{title}”：主办方没有找到您来过的记录。{why}不同意的话，请在 {until} 前点开，请书记再看一次。"
            )
        }
        News::NoShowDecided { title, appeal_until: None, reason, .. } => {
            let why = reason.map_or("", |it| (VISITING.objections.reason)(it).1);
            format!("“{title}”：书记看过了，没有找到您来过的记录。{why}有疑问请给社区打电话。")
        }
        News::DateMoved { title, waits: true, .. } => {
            format!("“{title}”改期了，您还在排队。有位子了会告诉您。")
        }
        News::DateMoved { title, .. } => {
            format!("“{title}”改期了，您的位子还留着。新时间能来吗？请点开看看。")
        }
        News::StallOff { title, provider, .. } => {
            format!("“{title}”上，{provider}的摊位来不了了，请点开看看别的时间。")
        }
        News::MarketOff { title, words, .. } if words.is_empty() => {
            format!("“{title}”提前结束了，您报的时间不办了，不用过去。")
        }
        News::MarketOff { title, words, .. } => {
            format!("“{title}”取消了：{words}")
        }
        News::DeskWaits(DeskWaits { waiting, overdue: 0 }) => {
            format!("有 {waiting} 件事等您处理。")
        }
        News::DeskWaits(DeskWaits { waiting, overdue }) => {
            format!("有 {waiting} 件事等您处理，其中 {overdue} 件已经过了期限。")
        }
        News::HelperApproved => "您的申请通过了，现在可以认领心愿了。".into(),
        News::HelperDeclined { reason } => format!("您的申请没有通过：{reason}"),
        News::HelperEnded { reason } => format!("您的帮忙资格已经结束：{reason}"),
    }
}

/// Of markets and stalls.
fn market(it: &MarketNotice) -> String {
    use MarketNews as N;
    let MarketNotice { title, number, words, .. } = it;
    match it.what {
        N::Returned => format!("“{title}”还不能公布，请改一下：{words}"),
        N::Published => format!("“{title}”已经公布，邻居们都能看到了。"),
        N::ChangeAsked => format!("有人提出“{title}”改期或取消，要另一位同意才算数。请点开看看。"),
        N::ChangeRefused => format!("“{title}”照原来的时间办，没有改。"),
        N::SignUpOpen => format!("“{title}”可以报名了，请点开选时间。"),
        N::Postponed => format!("“{title}”改了时间，请点开看新的时间。"),
        N::Cancelled => format!("“{title}”这次不办了。{words}"),
        N::SummaryWanted => format!("“{title}”办完了，请写几句总结。数字已经替您算好。"),
        N::SummaryLate => format!("“{title}”的总结过期了，大家都看得到。请尽快写好。"),
        N::SummaryReturned => format!("“{title}”的总结请再改一改。"),
        N::SummarySigned => format!("“{title}”的总结已经公布。"),
        N::GuestObjects => format!("有人说“{title}”那天来过，登记的却是没来。请点开看看。"),
        N::GuestAppeals => format!("“{title}”：有人说那天来过，不同意登记的结果，请您来定。"),
        N::StallApplied => format!("有人想来“{title}”摆摊（{number} 号），请点开看看。"),
        N::StallConfirmed => format!("“{title}”的 {number} 号摊位说一定来。"),
        N::StallWithdrawn => format!("“{title}”的 {number} 号摊位来不了了。"),
        N::StallAccepted => format!("“{title}”请您来摆摊。能来的话，请点开确认。"),
        N::StallRejected => format!("这次“{title}”没能安排您的摊位：{words}"),
        N::StallCalledOff => format!("您在“{title}”的摊位取消了：{words}"),
        N::StallLapsed => {
            format!("您没有确认来不来“{title}”，摊位先让给别人了。想来请打社区电话。")
        }
        N::StallAskedAgain => format!("“{title}”有新的时间。您的摊位还能来吗？请点开回答。"),
        N::StallNext => format!("“{title}”空出了一个摊位，可能会请您来。"),
    }
}

/// 集市上取的号。
fn queue(it: &QueueNotice) -> String {
    let QueueNotice { number, provider, .. } = it;
    match it.what {
        QueueNews::Called => format!("{number} 号，轮到您了，请到{provider}的摊位来。"),
        QueueNews::PassedOver => {
            format!("{provider}叫过您的 {number} 号，没等到。先请后面几位，一会儿再叫您一次。")
        }
        QueueNews::GivenUp => {
            format!("{provider}叫了两次 {number} 号，您没来，这个号不留了。还想来，请再取一个号。")
        }
        QueueNews::PutAway => {
            format!("您在{provider}的 {number} 号收回了。还想来，请再取一个号。")
        }
        QueueNews::Closed => {
            format!(
                "今天收摊了，您的 {number} 号没能轮到，让您久等了，对不起。下次{provider}来，请早一点取号。"
            )
        }
    }
}
