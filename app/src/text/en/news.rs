//! What people are told.

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
            format!(
                "Your wish “{title}” is public. You may have a right to it, from: {office}. Open it to see how."
            )
        }
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
        News::WishFulfilled { title, side: Side::Poster, .. } => {
            format!("“{title}” came true. To thank your helper, or if it did not, please open it.")
        }
        News::WishFulfilled { title, .. } => format!("“{title}” came true. Thank you."),
        News::WishWithdrawn { title, .. } => {
            format!("“{title}” is called off. You need not go. It is not your fault; thank you.")
        }
        News::WishNeedsInfo { title, question, answer_by, .. } => {
            let day = (TIMES.day)(*answer_by);
            format!(
                "About your wish “{title}”, the office asks: {question} Please answer by {day}."
            )
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
        News::WishReferred { title, words, reply_by, .. } => {
            let day = (TIMES.day)(*reply_by);
            format!("Your wish “{title}” went to the office in charge: {words} Answer by {day}.")
        }
        News::ReplyDue { title, .. } => {
            format!("An office was to answer about “{title}” by now. We call it, and tell you.")
        }
        News::OfficeAnswered { title, words, reply_by: Some(by), .. } => {
            let day = (TIMES.day)(*by);
            format!("About “{title}”, the office was asked: {words} You hear more by {day}.")
        }
        News::OfficeAnswered { title, words, .. } => {
            format!("About “{title}”, the office in charge says: {words}")
        }
        News::WishUnmet { title, words, .. } => {
            format!("We are sorry: “{title}” was not possible this time. {words}")
        }
        News::WishWaitsLong { title, .. } => {
            format!(
                "“{title}” has waited long. The grid worker will look for another way and talk to you."
            )
        }
        News::WishExpiring { title, ends_at, .. } => {
            let day = (TIMES.day)(*ends_at);
            format!(
                "“{title}” ends on {day}, and nobody has taken it on. Open it to let it wait longer."
            )
        }
        News::WishExpired { title, renew_until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("“{title}” has ended without a helper. Open it to renew it until {day}.")
        }
        News::WishExpired { title, .. } => {
            format!("“{title}” has ended without a helper. Open it to see if it can be renewed.")
        }
        News::WishReopened { title, .. } => {
            format!("The office has opened “{title}” again.")
        }
        News::WishRemoved { title, words, appeal_until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("Your wish “{title}” was taken down: {words} You may object until {day}.")
        }
        News::WishRemoved { title, words, .. } => {
            format!("Your wish “{title}” was taken down: {words}")
        }
        News::OfferMade { title, answer_by, .. } => {
            let minute = (TIMES.minute)(*answer_by);
            format!("The grid worker asks whether you can do “{title}”. Please answer by {minute}.")
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
        News::CalledInVain { title, .. } => {
            format!(
                "Nobody answered when your helper called about “{title}”. You can change your number."
            )
        }
        News::HelperChanged { title, .. } => {
            format!("Another of the same team helps with “{title}” now. The promised day stays.")
        }
        News::ContactReminder { title, release_at, .. } => {
            let minute = (TIMES.minute)(*release_at);
            format!(
                "“{title}”: the resident is waiting for your call. Without one by {minute}, others may take it on. You may also hand it back; that is no fault."
            )
        }
        News::ClaimLost { title, .. } => {
            format!("“{title}” has gone to others, as nothing was heard. You need not go.")
        }
        News::PromiseMade { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("Your helper will have done “{title}” by {day}.")
        }
        News::VisitSoon { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("Your helper promised “{title}” by {day}: please watch for a call.")
        }
        News::PromiseReminder { title, promised, .. } => {
            let day = (TIMES.day)(*promised);
            format!("You promised “{title}” by {day}, which is near.")
        }
        News::PromiseLate { title, side: Side::Helper, .. } => {
            format!("The day you promised for “{title}” has passed. Please open it: done, or not?")
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
        News::GoodsLate { title, side: Side::Poster, .. } => {
            format!("The things for “{title}” were sent days ago. Did they come? Please open it.")
        }
        News::GoodsLate { title, side: Side::Helper, .. } => {
            format!("Did the things for “{title}” come back to you? Please open it and say so.")
        }
        News::GoodsLate { title, .. } => {
            format!(
                "The things for “{title}” were sent days ago; nobody has said that they arrived. The office will ask."
            )
        }
        News::LongerAsked { title, until, .. } => {
            let day = (TIMES.day)(*until);
            format!("Your helper asks to do “{title}” by {day}. Please open it to answer.")
        }
        News::ConfirmReminder { title, .. } => {
            format!("Did “{title}” come true? Please open it and say so.")
        }
        News::WishDisputed { title, side: Side::Helper, .. } => {
            format!("Somebody says that “{title}” was not done. The office will ask you too.")
        }
        News::WishDisputed { title, .. } => {
            format!("Somebody says that “{title}” was not done. The office is looking into it.")
        }
        News::DisputeSettled { title, words, .. } => {
            format!("“{title}” was looked into: {words}")
        }
        News::WishUnconfirmed { title, side: Side::Poster, .. } => {
            format!("We could not reach you, so “{title}” was closed. Not done? Please open it.")
        }
        News::WishUnconfirmed { title, .. } => {
            format!("“{title}” was closed, as the resident could not be reached. Thank you.")
        }
        News::NewWord { title, .. } => {
            format!(
                "“{title}” has new confirmation words; the old ones no longer work. Ask us for them, or confirm with a tap."
            )
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
        News::LongerAnswered { title, until: Some(until), side: Side::Poster, .. } => {
            let day = (TIMES.day)(*until);
            format!("“{title}” will be done by {day}, as you agreed.")
        }
        News::LongerAnswered { title, until: Some(until), .. } => {
            let day = (TIMES.day)(*until);
            format!("“{title}” may be later: by {day}.")
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
        News::Joined(it) => joined(it),
        News::Market(it) => market(it),
        News::Queue(it) => queue(it),
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
        News::SignUpAdmitted { title, .. } => {
            format!("“{title}”: you may come. Please open it for your ticket.")
        }
        News::SignUpTurnedDown { title, reason, .. } => {
            let why = reason.map_or("", |it| (VISITING.approvals.reason)(it).1);
            format!(
                "“{title}”: there was no place for you this time. {why} Please look at other times."
            )
        }
        News::SignUpReminder { title, .. } => {
            format!("“{title}” is soon. If you cannot come, please open it and say so.")
        }
        News::NoShowNoted { title, object_until, paused_until: None, .. } => {
            let until = (TIMES.minute)(*object_until);
            format!(
                "“{title}”: it was noted that nobody came. Nothing follows from it. If you were there, please open it and say so by {until}."
            )
        }
        News::NoShowNoted { title, object_until, paused_until: Some(paused), .. } => {
            let (until, paused) = ((TIMES.minute)(*object_until), (TIMES.day)(*paused));
            format!(
                "“{title}”: it was noted again that nobody came. Until {paused} you can sign up for one at a time; coming without sign-up and making wishes stay as they are. If you were there, please open it and say so by {until}."
            )
        }
        News::NoShowDecided { title, came: true, .. } => {
            format!("“{title}”: you said you were there, and so it stands now. Nothing follows.")
        }
        News::NoShowDecided { title, appeal_until: Some(until), reason, .. } => {
            let until = (TIMES.minute)(*until);
            let why = reason.map_or("", |it| (VISITING.objections.reason)(it).1);
            format!(
                "“{title}”: the organiser found no sign that you were there. {why} If you do not agree, please open it by {until} and ask the secretary."
            )
        }
        News::NoShowDecided { title, appeal_until: None, reason, .. } => {
            let why = reason.map_or("", |it| (VISITING.objections.reason)(it).1);
            format!(
                "“{title}”: the secretary found no sign that you were there. {why} Please call the community if you have questions."
            )
        }
        News::DateMoved { title, waits: true, .. } => {
            format!("“{title}” has a new date. You still wait; you are told when a place is free.")
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
        News::MarketOff { title, words, .. } if words.is_empty() => {
            format!("“{title}” ended early, so your time does not take place. No need to come.")
        }
        News::MarketOff { title, words, .. } => {
            format!("“{title}” does not take place: {words}")
        }
        News::DeskWaits(DeskWaits { waiting, overdue }) => {
            format!("Waiting for you: {waiting}. Past their time: {overdue}.")
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
        N::SignUpOpen => format!("You can sign up for “{title}” now; open it to choose a time."),
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
        N::GuestObjects => format!(
            "Somebody says to have been at “{title}”, where it was noted that nobody came. Please have a look."
        ),
        N::GuestAppeals => {
            format!("Somebody says to have been at “{title}” and asks you to decide.")
        }
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

fn queue(it: &QueueNotice) -> String {
    let QueueNotice { number, provider, .. } = it;
    match it.what {
        QueueNews::Called => {
            format!("Number {number}: it is your turn. Please come to {provider}.")
        }
        QueueNews::PassedOver => format!(
            "{provider} called your number {number} and did not see you. A few others go first, then you are called once more."
        ),
        QueueNews::GivenUp => format!(
            "{provider} called number {number} twice and did not see you, so it is gone. If you still want to come, please take another."
        ),
        QueueNews::PutAway => format!(
            "Your number {number} at {provider} was put away. If you still want to come, please take another."
        ),
        QueueNews::Closed => format!(
            "The market is over, and your number {number} did not get its turn. We are sorry that you waited. Next time {provider} comes, please take a number early."
        ),
    }
}
