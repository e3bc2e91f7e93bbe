//! 消息怎么说。

use shared::{
    market::{MarketNews, MarketNotice},
    notice::News,
};

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn news(news: &News) -> String {
    match news {
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
        News::WishFulfilled { title, .. } => format!("“{title}”实现了，谢谢您。"),
        News::WishWithdrawn { title, .. } => {
            format!("许愿人撤回了“{title}”，您不用再去了。这不是您的原因，谢谢您。")
        }
        News::WishNeedsInfo { title, question, .. } => {
            format!("关于您的心愿“{title}”，社区想问一句：{question}")
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
        News::WishReferred { title, words, .. } => {
            format!("您的心愿“{title}”转给了负责的部门：{words}")
        }
        News::WishUnmet { title, words, .. } => {
            format!("很抱歉，“{title}”这次没能办成：{words}")
        }
        News::WishWaitsLong { title, .. } => {
            format!("“{title}”等了一个月还没有人认领，网格员会重新想办法，并和您商量。")
        }
        News::WishExpiring { title, .. } => {
            format!("“{title}”快到期了，还没有人认领。想继续等，请点开续期。")
        }
        News::WishExpired { title, .. } => {
            format!("“{title}”到期了，没有等到人认领。三十天内点一下就可以续期。")
        }
        News::WishReopened { title, .. } => {
            format!("社区把“{title}”重新打开了，又在等人认领。")
        }
        News::WishRemoved { title, words, .. } => {
            format!("您的心愿“{title}”下架了：{words} 有意见请七天内找社区。")
        }
        News::OfferMade { title, .. } => {
            format!("网格员想请您来办“{title}”。方便吗？请点开回答。")
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
        News::HelperChanged { title, .. } => {
            format!("帮您办“{title}”的队伍换了一位帮手，说好的日子不变。")
        }
        News::ContactReminder { title, .. } => {
            format!("您认领的“{title}”，许愿人还在等您的电话。不方便也可以退回，不算您的错。")
        }
        News::ClaimLost { title, .. } => {
            format!("“{title}”一直没有消息，已经转给别人了。您不用再去。")
        }
        News::PromiseMade { title, .. } => {
            format!("帮忙的人和您约好了“{title}”的时间，请点开看看。")
        }
        News::PromiseReminder { title, .. } => {
            format!("“{title}”约好的时间快到了。")
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
        News::GoodsLate { title, .. } => {
            format!("“{title}”的东西送出好几天了，还没有人说收到，社区会打电话问一下。")
        }
        News::LongerAsked { title, .. } => {
            format!("帮忙的人想把“{title}”推后几天，行不行请您点开说一声。")
        }
        News::ConfirmReminder { title, .. } => {
            format!("“{title}”办好了吗？请您点开说一声。")
        }
        News::WishDisputed { title, .. } => {
            format!("有人说“{title}”没有办好，社区正在核实。")
        }
        News::DisputeSettled { title, words, .. } => {
            format!("“{title}”核实过了：{words}")
        }
        News::WishUnconfirmed { title, .. } => {
            format!(
                "“{title}”先结束了：几次没有联系上许愿的邻居。您是许愿人、还没办好的话，请点开说一声。"
            )
        }
        News::NewWord { title, .. } => {
            format!("“{title}”的暗号换了新的，旧的不能用了。")
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
        News::LongerAnswered { title, until: Some(_), .. } => {
            format!("“{title}”可以推后了，新的日子请点开看看。")
        }
        News::LongerAnswered { title, until: None, .. } => {
            format!("“{title}”不能推后，还是按原来约的时间。")
        }
        News::HelpWanted { title, .. } => {
            format!("“{title}”等了几天还没有人认领，您的店或队伍可以帮忙吗？请点开看看。")
        }
        News::RoundOver { name, .. } => format!("“{name}”结束了，社区写了几句话，请点开看看。"),
        News::Market(it) => market(it),
        News::PlaceGiven { title, .. } => {
            format!("“{title}”有空位了，给您排上了，请点开看看您的票。")
        }
        News::PlaceOffered { title, .. } => {
            format!("“{title}”有空位了，要的话请点开确认，过时会让给下一位。")
        }
        News::OfferOver { title, .. } => {
            format!("“{title}”的空位您没有确认，已经让给下一位。想来可以重新排队。")
        }
        News::SignUpReminder { title, .. } => {
            format!("“{title}”快到了，来不了请点开告诉我们一声。")
        }
        News::DateMoved { title, .. } => {
            format!("“{title}”改期了，您的位子还留着。新时间能来吗？请点开看看。")
        }
        News::StallOff { title, provider, .. } => {
            format!("“{title}”上，{provider}的摊位来不了了，请点开看看别的时间。")
        }
        News::MarketOff { title, words, .. } => {
            format!("“{title}”取消了：{words}")
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
        N::Postponed => format!("“{title}”改了时间，请点开看新的时间。"),
        N::Cancelled => format!("“{title}”这次不办了。{words}"),
        N::SummaryWanted => format!("“{title}”办完了，请写几句总结。数字已经替您算好。"),
        N::SummaryLate => format!("“{title}”的总结过期了，大家都看得到。请尽快写好。"),
        N::SummaryReturned => format!("“{title}”的总结请再改一改。"),
        N::SummarySigned => format!("“{title}”的总结已经公布。"),
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
