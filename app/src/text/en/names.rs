//! What things are called.

use shared::{
    helper::{ApplicationStatus, HelperClass},
    leak::LeakKind,
    policy::Role,
    wish::{AgeBand, Beneficiary, Confirmed, DeclineReason, Hand, Status, WishKind},
};

use crate::text::{
    Language,
    names::{FurtherNames, Names},
};

pub const NAMES: Names = Names {
    kind: |kind| match kind {
        WishKind::Repair => "Repairs",
        WishKind::Company => "Company",
        WishKind::Goods => "Things",
        WishKind::Errand => "Errands",
        WishKind::Service => "Other",
    },
    status: |status| match status {
        Status::Submitted => "Being checked",
        Status::Open => "Waiting",
        Status::Claimed => "Claimed",
        Status::Delivered => "To confirm",
        Status::Fulfilled => "Came true",
        Status::NeedsInfo => "Question for you",
        Status::InParts => "In parts",
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
    band: |band| match band {
        AgeBand::Child => "Child",
        AgeBand::Under60 => "under 60",
        AgeBand::From60 => "60 or older",
        AgeBand::From70 => "70 or older",
        AgeBand::From80 => "80 or older",
    },
    confirmed: |confirmed| match confirmed {
        Confirmed::ByWord => "confirmed by the resident's words",
        Confirmed::ByTap => "confirmed by the resident",
        Confirmed::ByCall => "confirmed on the telephone",
        Confirmed::ByDecision => "looked into by the office",
        Confirmed::Unconfirmed => "the resident could not be reached",
        Confirmed::ByImport => "by the office's own records",
    },
    of: Language::English,
};

pub const FURTHER_NAMES: FurtherNames = FurtherNames {
    kind_more: |kind| match kind {
        WishKind::Repair => "A lamp, a tap or a lock is broken",
        WishKind::Company => "A chat, reading, going to the doctor",
        WishKind::Goods => "To borrow, or what others no longer need",
        WishKind::Errand => "Medicine, shopping, parcels",
        WishKind::Service => "A haircut, help with the phone",
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
};
