//! Why something was not done, and what to do next.

use shared::problem::{Kind, Problem};

use super::times::TIMES;

/// Those that any page may meet.
pub fn trouble(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::SignInFirst => "Please sign in by phone first.",
        Kind::NotAllowed => "This is not yours to do. Please call us if you think it should be.",
        Kind::BecomeAHelperFirst => {
            "Please apply to help first. Once the grid worker agrees, you can take on wishes."
        }
        Kind::NotFound => "There is nothing here any more. Please go back to the list.",
        Kind::AppTooOld => "There is a new version. Please reload; what you typed will be kept.",
        Kind::TooOften => "That was too often. Please wait some minutes; if it is urgent, call us.",
        Kind::Bug => "Something went wrong on our side. Please try again later.",
        Kind::Busy => "Many people are here right now. Please try again in a minute.",
        Kind::Offline => "There is no network. What you typed is still here; try again later.",
        _ => return None,
    })
}

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn problem(kind: Kind) -> &'static str {
    match kind {
        Kind::Invalid => "Some things are not right yet. Please correct what is marked.",
        Kind::Required => "Please fill this in.",
        Kind::TooLong => "This is too long. Please shorten it.",
        Kind::Unreadable => "There are hidden characters in it. Please type it again.",
        Kind::NotATelephone => {
            "Please enter a mobile number such as 138 0000 1234, or a landline with its area code."
        }
        Kind::NotAPhone => "Please enter a mobile number of 11 digits, such as 138 0000 1234.",
        Kind::NotACode => "The code has 6 digits. Please look at the SMS again.",
        Kind::Leak => {
            "Everyone will read this. Please take out phone, address or name; we ask for them later."
        }
        Kind::Money => {
            "There is no money here. Please say what help you need, or call us about support."
        }
        Kind::ConsentNeeded => "Please tick the box to agree, then go on.",
        Kind::WeakPassword => "This is easy to guess. Please take at least 8 unusual characters.",
        Kind::KeyUsedBefore => {
            "This was sent before. Please reload the page to see what came of it."
        }
        Kind::KeyMissing | Kind::Malformed | Kind::NotJson | Kind::NoSuchMethod => {
            "This page may be too old. Please reload it and try again."
        }
        Kind::WrongCode => "The code is not right. Please look at the SMS and type it again.",
        Kind::CodeSpent => "This code is no longer valid. Please ask for a new one.",
        Kind::WrongPassword => "Password or code are not right. Please try again.",
        Kind::StepUpFirst => "Please confirm that you are staff first.",
        Kind::ForeignRequest => {
            "The request did not come from this site. Please reload and try again."
        }
        Kind::AlreadyClaimed => "A neighbour was faster. Other wishes are still waiting.",
        Kind::StepNotPossible => "Things have changed. Please reload to see how it is now.",
        Kind::SomeoneWasFaster => "Someone changed it just now. Please reload, then decide.",
        Kind::TooManyWishes => {
            "You still have wishes under way. Wait for them, or withdraw one first."
        }
        Kind::TooManyClaims => "You have enough in hand. Please finish one before the next.",
        Kind::OutOfRange => "That is out of range. Please change it.",
        Kind::GuardianNeeded => "A wish for a child needs a guardian's consent. Please fill it in.",
        Kind::NoStoryOfAChild => {
            "Of a child's wish only one sentence is public. Please remove the rest."
        }
        Kind::TellsOfAChild => {
            "The helper reads this. Please leave out the child's name, school, class and age."
        }
        Kind::PromiseTooFar => {
            "That day is not possible. Please choose a nearer day in the future."
        }
        Kind::TooSoon => {
            "You made a wish this week already. Please wait some days, or call the office."
        }
        Kind::SecondPersonNeeded => "Another member of staff has to take this step.",
        Kind::RoundFull => "This round is full. You can make the wish without it.",
        Kind::RoundNotOpen => "This round is not open now. You can make the wish without it.",
        Kind::RoundElsewhere => "This round is for another grid. You can make the wish without it.",
        Kind::TooEarly => "It is too early for that. Please come back in some days.",
        Kind::TooLate => "It is too late for that. Please call the office.",
        Kind::SameHousehold => {
            "This is your own household's wish. Please leave it to another neighbour."
        }
        Kind::ClassNotAllowed => {
            "Here, others take on this kind of wish. Other wishes wait for you."
        }
        Kind::OthersFirst => "Neighbours who are nearer come first. It is your turn in some days.",
        Kind::GoesByHand => {
            "The grid worker asks one helper after another. Please call us if you want to help."
        }
        Kind::ClaimsPaused => {
            "Two wishes you took on ran out of time. For now, please ask the grid worker for one."
        }
        Kind::OwnWish => "This is your own wish. Please wait for a neighbour.",
        Kind::WrongWord => "Those are not the words. Please ask the resident again.",
        Kind::WordSpent => "Too many wrong words. Please ask the resident to confirm, or call us.",
        Kind::ProveFirst => "To be safe, please enter a code from an SMS first.",
        Kind::PhoneTaken => "Somebody else uses this number. Please take another, or call us.",
        Kind::NotQualified => {
            "This kind of wish needs papers. Please show yours to the grid worker first."
        }
        Kind::ContactGone => {
            "It ended long ago, and the contact is deleted. Please make a new wish, or call us."
        }
        Kind::GoodsOnTheWay => {
            "The things are on their way. Wait until they arrive, or say that they came back."
        }
        Kind::MarketRefusal => {
            "The rules do not allow this now. Look at its times and places, or call the office."
        }
        Kind::AlreadyApplied => "You have applied already. Please wait for the grid worker.",
        Kind::LinkSpent => "This link is used or too old. Please ask for a new one.",
        Kind::TooLarge => "This is too large. Please make it smaller.",
        Kind::SmsFailed => "The SMS could not be sent. Please try again later, or call us.",
        Kind::NoSpace => "We cannot store anything new right now. Please call us.",
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

/// A rule of the community is against it: with its number, or until which day.
pub fn rule(problem: &Problem) -> Option<String> {
    let day = problem.from.map(TIMES.day);
    Some(match (problem.kind, problem.number, day) {
        (Kind::OthersFirst, _, Some(day)) => {
            format!(
                "Neighbours who are nearer come first. If it still waits, it is your turn from {day} on."
            )
        }
        (Kind::ClassNotAllowed, Some(1), _) => {
            "Here, single neighbours take on this kind of wish, not shops or teams.".into()
        }
        (Kind::ClassNotAllowed, Some(2), _) => {
            "Here, shops and teams take on this kind of wish, not single neighbours.".into()
        }
        (Kind::TooManyClaims, Some(most), _) => {
            format!("You and your team may have {most} in hand. Please finish one before the next.")
        }
        (Kind::ClaimsPaused, Some(lapses), Some(day)) => {
            format!(
                "{lapses} wishes you took on ran out of time. Until {day}, please ask the grid worker for one."
            )
        }
        (Kind::TooManyWishes, Some(most), _) => {
            format!(
                "A home may have {most} wishes at a time. Wait for them, or withdraw one first."
            )
        }
        (Kind::TooSoon, _, Some(day)) => {
            format!(
                "You made a wish not long ago. You may make the next from {day} on, or call us."
            )
        }
        _ => return None,
    })
}
