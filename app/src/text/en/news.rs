//! What people are told.

use shared::{
    market::{MarketNews, MarketNotice},
    notice::News,
};

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn news(news: &News) -> String {
    match news {
        News::WishApproved { title, .. } => format!("Your wish “{title}” is public now."),
        News::WishDeclined { title, reason, .. } => {
            format!("Your wish “{title}” was not accepted: {reason}")
        }
        News::WishClaimed { title, .. } => {
            format!("Someone took on your wish “{title}” and will contact you.")
        }
        News::WishReleased { title, .. } => {
            format!("The helper could not go on with “{title}”. It waits again, as it is.")
        }
        News::WishDelivered { title, .. } => {
            format!("The helper says that “{title}” is done. Please confirm it.")
        }
        News::WishFulfilled { title, .. } => format!("“{title}” came true. Thank you."),
        News::WishWithdrawn { title, .. } => {
            format!("“{title}” was taken back. You need not go. It is not your fault; thank you.")
        }
        News::WishNeedsInfo { title, question, .. } => {
            format!("About your wish “{title}”, the office asks: {question}")
        }
        News::WishSplit { title, parts, .. } => {
            format!("Your wish “{title}” was split into {parts} parts. You will hear of each.")
        }
        News::WishLapsed { title, .. } => {
            format!(
                "“{title}” was taken back, as there was no answer. You may make it again at any time."
            )
        }
        News::MergeProposed { title, .. } => {
            format!(
                "A neighbour wishes for the same as “{title}”. Shall the two become one? Please open it."
            )
        }
        News::WishMerged { title, .. } => {
            format!("“{title}” is now part of a neighbour's wish.")
        }
        News::WishReferred { title, words, .. } => {
            format!("Your wish “{title}” went to the office in charge: {words}")
        }
        News::WishUnmet { title, words, .. } => {
            format!("We are sorry: “{title}” was not possible this time. {words}")
        }
        News::WishWaitsLong { title, .. } => {
            format!(
                "“{title}” has waited for a month. The grid worker will look for another way and talk to you."
            )
        }
        News::WishExpiring { title, .. } => {
            format!(
                "“{title}” ends soon, and nobody has taken it on. Open it to let it wait longer."
            )
        }
        News::WishExpired { title, .. } => {
            format!("“{title}” has ended without a helper. One tap renews it within thirty days.")
        }
        News::WishReopened { title, .. } => {
            format!("The office has opened “{title}” again.")
        }
        News::WishRemoved { title, words, .. } => {
            format!("Your wish “{title}” was taken down: {words} You may object within seven days.")
        }
        News::OfferMade { title, .. } => {
            format!("The grid worker asks whether you can do “{title}”. Please open it to answer.")
        }
        News::HandOverAsked { title, .. } => {
            format!("Somebody of your team asks you to go on with “{title}”. Please answer.")
        }
        News::HandOverAnswered { title, taken: true, .. } => {
            format!("“{title}” is with your colleague now. You need do nothing; thank you.")
        }
        News::HandOverAnswered { title, .. } => {
            format!("Your colleague cannot take on “{title}”. It stays with you.")
        }
        News::HelperChanged { title, .. } => {
            format!("Another of the same team helps with “{title}” now. The promised day stays.")
        }
        News::ContactReminder { title, .. } => {
            format!(
                "“{title}”: the resident is waiting for your call. You may also hand it back; that is no fault."
            )
        }
        News::ClaimLost { title, .. } => {
            format!("“{title}” has gone to others, as nothing was heard. You need not go.")
        }
        News::PromiseMade { title, .. } => {
            format!("Your helper has agreed on a day for “{title}”. Please open it.")
        }
        News::PromiseReminder { title, .. } => {
            format!("The day you promised for “{title}” is near.")
        }
        News::PromiseLate { title, .. } => {
            format!("The day promised for “{title}” has passed. The grid worker will call.")
        }
        News::GoodsSent { title, .. } => {
            format!("The things for “{title}” are on their way. Please say so when they arrive.")
        }
        News::GoodsBack { title, .. } => {
            format!("The helper says that the things for “{title}” came back. Is that so?")
        }
        News::GoodsReturned { title, .. } => {
            format!("The things for “{title}” are back, and it waits for others. Thank you.")
        }
        News::GoodsLate { title, .. } => {
            format!(
                "The things for “{title}” were sent days ago; nobody has said that they arrived. The office will ask."
            )
        }
        News::LongerAsked { title, .. } => {
            format!("Your helper asks for a few more days for “{title}”. Please open it to answer.")
        }
        News::ConfirmReminder { title, .. } => {
            format!("Did “{title}” come true? Please open it and say so.")
        }
        News::WishDisputed { title, .. } => {
            format!("Somebody says that “{title}” was not done. The office is looking into it.")
        }
        News::DisputeSettled { title, words, .. } => {
            format!("“{title}” was looked into: {words}")
        }
        News::WishUnconfirmed { title, .. } => {
            format!(
                "“{title}” was closed, as the resident could not be reached. If it is yours and not done, please open it and say so."
            )
        }
        News::NewWord { title, .. } => {
            format!("“{title}” has new confirmation words; the old ones no longer work.")
        }
        News::ThanksWritten { title, .. } => {
            format!("Whoever wished for “{title}” has thanked you. Open it to read.")
        }
        News::ThanksPublic { title, .. } => {
            format!("Everybody can read your thanks for “{title}” now.")
        }
        News::ThanksRefused { title, .. } => {
            format!(
                "Your thanks for “{title}” were not made public; the helper has them. Open it to see why."
            )
        }
        News::ReportAnswered { words, .. } => {
            format!("What you reported was answered: {words}")
        }
        News::LongerAnswered { title, until: Some(_), .. } => {
            format!("“{title}” may be later; open it to see the new day.")
        }
        News::LongerAnswered { title, until: None, .. } => {
            format!("“{title}” cannot be later; the day stays as promised.")
        }
        News::HelpWanted { title, .. } => {
            format!("Nobody has taken on “{title}” yet. Can your shop or team help?")
        }
        News::RoundOver { name, .. } => {
            format!("“{name}” is over. The community wrote about it; open it to read.")
        }
        News::Market(it) => market(it),
        News::PlaceGiven { title, .. } => {
            format!("“{title}”: a place became free, and it is yours. Open it to see your ticket.")
        }
        News::PlaceOffered { title, .. } => {
            format!("“{title}”: a place is free. Open it to say yes, or the next in line gets it.")
        }
        News::OfferOver { title, .. } => {
            format!(
                "“{title}”: you did not answer, so the place went to the next. You can join again."
            )
        }
        News::SignUpReminder { title, .. } => {
            format!("“{title}” is soon. If you cannot come, please open it and say so.")
        }
        News::DateMoved { title, .. } => {
            format!(
                "“{title}” has a new date, and you still have your place. Can you come? Please open it."
            )
        }
        News::StallOff { title, provider, .. } => {
            format!(
                "“{title}”: the stall of {provider} does not come. Please look for another time."
            )
        }
        News::MarketOff { title, words, .. } => {
            format!("“{title}” does not take place: {words}")
        }
        News::HelperApproved => "You may help now: choose a wish.".into(),
        News::HelperDeclined { reason } => format!("Your application was not accepted: {reason}"),
        News::HelperEnded { reason } => format!("You are no longer a helper: {reason}"),
    }
}

/// Of markets and stalls.
fn market(it: &MarketNotice) -> String {
    use MarketNews as N;
    let MarketNotice { title, number, words, .. } = it;
    match it.what {
        N::Returned => format!("“{title}” cannot be published yet. Please change this: {words}"),
        N::Published => format!("“{title}” is published; all neighbours can see it."),
        N::ChangeAsked => format!(
            "Somebody asks to put off or call off “{title}”. It takes a second person; please open it."
        ),
        N::ChangeRefused => format!("“{title}” stays as planned."),
        N::Postponed => format!("“{title}” has another date; open it to see when."),
        N::Cancelled => format!("“{title}” does not take place. {words}"),
        N::SummaryWanted => {
            format!("“{title}” is over. Please add a few words; the figures are there already.")
        }
        N::SummaryLate => format!(
            "The summary of “{title}” is overdue, and everybody can see that. Please write it."
        ),
        N::SummaryReturned => format!("Please go over the summary of “{title}” once more."),
        N::SummarySigned => format!("The summary of “{title}” is public."),
        N::StallApplied => {
            format!("Somebody offers a stall (no. {number}) for “{title}”. Please have a look.")
        }
        N::StallConfirmed => format!("Stall {number} says that it comes to “{title}”."),
        N::StallWithdrawn => format!("Stall {number} does not come to “{title}”."),
        N::StallAccepted => {
            format!("“{title}” would like your stall. Please open it and say that you come.")
        }
        N::StallRejected => {
            format!("There is no room for your stall at “{title}” this time: {words}")
        }
        N::StallCalledOff => format!("Your stall at “{title}” was called off: {words}"),
        N::StallLapsed => format!(
            "You did not say whether you come to “{title}”, so your stall was given away. To come after all, call the office."
        ),
        N::StallAskedAgain => {
            format!("“{title}” has a new date. Does your stall come? Please open it to answer.")
        }
        N::StallNext => format!("A stall became free at “{title}”; you may be asked to come."),
    }
}
