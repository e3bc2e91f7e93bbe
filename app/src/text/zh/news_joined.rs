//! 说过“我家也需要”的人收到的消息。

use shared::wish::{JoinedNews, JoinedNotice};

/// Of a wish that the reader joined, or to which the reader's own was added.
pub fn joined(it: &JoinedNotice) -> String {
    use JoinedNews as N;
    let JoinedNotice { title, own, joiners, .. } = it;
    let what = match own {
        Some(_) => format!("您的“{title}”和邻居的合在一起办，"),
        None => format!("您说过也需要的“{title}”，"),
    };
    let says = match it.what {
        N::Fulfilled => "办好了。您家要是还没办好，可以再许一次。",
        N::Unconfirmed => "先结束了，没有问到本人办好没有。您家还需要，可以再许一次。",
        N::Unmet => "这次没能办成。为什么，请点开看看。",
        N::Referred => "转给了负责的部门。转到哪里，请点开看看。",
        N::Expired => "到期了，没有等到人认领。您家还需要，可以自己许一个。",
        N::Withdrawn => "许愿的邻居撤回了。您家还需要，可以自己许一个。",
        N::Removed if own.is_none() => return "您说过也需要的一个心愿下架了。".into(),
        N::Removed => "那个心愿下架了。您家还需要，可以再许一次。",
        N::Reopened => "又重新在办了。",
        N::Matter if own.is_some() => {
            return format!(
                "和您的“{title}”一样需要的有 {joiners} 户了。社区会想办法，请大家一起商量。"
            );
        }
        N::Matter => {
            return format!(
                "和您一样需要“{title}”的有 {joiners} 户了。社区会想办法，请大家一起商量。"
            );
        }
    };
    [what.as_str(), says].concat()
}
