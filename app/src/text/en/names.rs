//! What things are called.

use shared::{
    helper::{ApplicationStatus, HelperClass},
    leak::LeakKind,
    notice::News,
    policy::Role,
    wish::{AgeBand, Beneficiary, Confirmed, DeclineReason, Hand, Status, WishKind},
};

use crate::text::names::Names;

pub const NAMES: Names = Names {
    kind: |kind| match kind {
        WishKind::Repair => "Repairs",
        WishKind::Company => "Company",
        WishKind::Goods => "Things",
        WishKind::Errand => "Errands",
        WishKind::Service => "Other",
    },
    kind_more: |kind| match kind {
        WishKind::Repair => "A lamp, a tap or a lock is broken",
        WishKind::Company => "A chat, reading, going to the doctor",
        WishKind::Goods => "To borrow, or what others no longer need",
        WishKind::Errand => "Medicine, shopping, parcels",
        WishKind::Service => "A haircut, help with the phone",
    },
    status: |status| match status {
        Status::Submitted => "Being checked",
        Status::Open => "Waiting",
        Status::Claimed => "In hand",
        Status::Delivered => "To confirm",
        Status::Fulfilled => "Came true",
        Status::NeedsInfo => "Question for you",
        Status::Offered => "Being arranged",
        Status::InProgress => "Arranged",
        Status::Unconfirmed => "Done, unconfirmed",
        Status::Disputed => "Being looked into",
        Status::Unmet => "Not possible now",
        Status::Referred => "Passed on",
        Status::Merged => "Joined",
        Status::Expired => "Ended",
        Status::Removed => "Taken down",
        Status::Withdrawn => "Withdrawn",
        Status::Declined => "Not accepted",
    },
    claimed_by: |class| match class {
        HelperClass::PartyMember => "A party member is on it",
        HelperClass::Volunteer => "A volunteer is on it",
        HelperClass::Shop => "A shop is on it",
        HelperClass::Team => "A team is on it",
    },
    class: |class| match class {
        HelperClass::PartyMember => "Party member",
        HelperClass::Volunteer => "Volunteer",
        HelperClass::Shop => "Shop",
        HelperClass::Team => "Team",
    },
    class_more: |class| match class {
        HelperClass::PartyMember => "I help as a party member",
        HelperClass::Volunteer => "I help on my own",
        HelperClass::Shop => "A shop nearby, with skills or goods",
        HelperClass::Team => "A team of a unit, school or organisation",
    },
    band: |band| match band {
        AgeBand::Child => "Child",
        AgeBand::Under60 => "under 60",
        AgeBand::From60 => "60 or older",
        AgeBand::From70 => "70 or older",
        AgeBand::From80 => "80 or older",
    },
    beneficiary: |beneficiary| match beneficiary {
        Beneficiary::Myself => "For myself",
        Beneficiary::Another => "For someone who agreed to it",
        Beneficiary::Minor => "For a child, whose guardian agreed",
    },
    decline: |reason| match reason {
        DeclineReason::Money => "About money, or something to be bought",
        DeclineReason::OtherOffice => "Another office is in charge",
        DeclineReason::Unsafe => "Not safe",
        DeclineReason::Repeated => "The same as a wish before",
        DeclineReason::Unclear => "Not clear what is needed",
    },
    leak: |kind| match kind {
        LeakKind::Phone => "a phone or WeChat number",
        LeakKind::IdNumber => "an ID number",
        LeakKind::Address => "an address",
        LeakKind::Name => "a name",
        LeakKind::School => "a school or class",
        LeakKind::Link => "a web address",
        LeakKind::Money => "money",
        LeakKind::Label => "words that may hurt",
    },
    role: |role| match role {
        Role::Helper => "Helper",
        Role::GridWorker => "Grid worker",
        Role::CommunityWorker => "Community worker",
        Role::Secretary => "Branch secretary",
        Role::Organiser => "Market organiser",
        Role::Administrator => "Administrator",
    },
    confirmed: |confirmed| match confirmed {
        Confirmed::ByWord => "confirmed by the resident's words",
        Confirmed::ByTap => "confirmed by the resident",
        Confirmed::ByCall => "confirmed on the telephone",
        Confirmed::ByDecision => "looked into by the office",
        Confirmed::Unconfirmed => "the resident could not be reached",
        Confirmed::ByImport => "by the office's own records",
    },
    hand: |hand| match hand {
        Hand::Helper => "Whoever took on your wish",
        Hand::Reviewer => "A member of staff who checks wishes",
        Hand::Staff => "Community staff",
    },
    application: |status| match status {
        ApplicationStatus::Waiting => "Waiting for the grid worker",
        ApplicationStatus::Approved => "Accepted",
        ApplicationStatus::Declined => "Not accepted",
    },
    news,
};

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
fn news(news: &News) -> String {
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
                "“{title}” was closed, as the resident could not be reached. It is counted apart."
            )
        }
        News::NewWord { title, .. } => {
            format!("“{title}” has new confirmation words; the old ones no longer work.")
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
        News::HelperApproved => "You may help now: choose a wish.".into(),
        News::HelperDeclined { reason } => format!("Your application was not accepted: {reason}"),
        News::HelperEnded { reason } => format!("You are no longer a helper: {reason}"),
    }
}
