//! What who joined a wish is told of it.

use shared::wish::{JoinedNews, JoinedNotice};

/// Of a wish that the reader joined, or to which the reader's own was added.
pub fn joined(it: &JoinedNotice) -> String {
    use JoinedNews as N;
    let JoinedNotice { title, own, joiners, .. } = it;
    let what = match own {
        Some(_) => format!("The wish that your “{title}” is part of "),
        None => format!("“{title}”, which you need too, "),
    };
    let says = match it.what {
        N::Fulfilled => "came true. If not at your home, you may wish again.",
        N::Unconfirmed => "was closed without an answer. If you still need it, wish again.",
        N::Unmet => "could not come true. Open it to see why.",
        N::Referred => "was passed on to an office. Open it to see which.",
        N::Expired => "ended, as nobody took it on. If you still need it, wish for it yourself.",
        N::Withdrawn => "was taken back. If you still need it, wish for it yourself.",
        N::Removed if own.is_none() => return "A wish that you need too was taken down.".into(),
        N::Removed => "was taken down. If you still need it, wish again.",
        N::Reopened => "is being worked on again.",
        N::Matter => {
            return format!(
                "{joiners} homes need “{title}” now. The office will talk with all of you."
            );
        }
    };
    [what.as_str(), says].concat()
}
