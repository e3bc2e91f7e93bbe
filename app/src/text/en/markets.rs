//! Shared markets.

use shared::market::{
    Band, CancelReason, MarketKind, MarketStatus, Refusal, Service, SignUpStatus, StallClass,
};

use crate::text::markets::{Markets, Tickets};

pub const MARKETS: Markets = Markets {
    comma: ", ",
    title: "Shared markets",
    more: "Haircuts, clinics, sharpening, shoe repair, all in one go. Sign up and come at your time; or just come and stand in line.",
    none: "No market soon",
    none_more: "When the community has chosen a day, it stands here.",
    ahead: "To come",
    over: "Past",
    kind: |kind| match kind {
        MarketKind::Market => "Market",
        MarketKind::Activity => "Activity",
        MarketKind::Appointment => "Appointments",
        MarketKind::DutyShift => "Shifts",
    },
    status: |status| match status {
        MarketStatus::Draft => "Draft",
        MarketStatus::Submitted => "In review",
        MarketStatus::Published => "Coming",
        MarketStatus::Postponed => "New date",
        MarketStatus::UnderWay => "Under way",
        MarketStatus::Closed => "Over",
        MarketStatus::Summarised => "Summed up",
        MarketStatus::Cancelled => "Cancelled",
        MarketStatus::Archived => "Archived",
    },
    service,
    services: |names, count| format!("{names} and more, {count} in all"),
    came: |count| format!("{count} visits"),
    about: |place, day| {
        format!("{day}, {place}. Haircuts, clinics, small repairs: sign up and do not wait.")
    },
    when: "When",
    place: "Where",
    hours: |from, to| format!("{from}–{to}"),
    moved: |day| {
        format!(
            "New date; it was planned for {day}. Your place is kept: please say under “My tickets” whether you can come."
        )
    },
    cancelled: |reason| match reason {
        CancelReason::Weather => "It does not take place because of the weather.",
        CancelReason::Venue => "It does not take place because of the venue.",
        CancelReason::Stalls => "It does not take place: too few stalls.",
        CancelReason::Health => "It does not take place, for everybody's health.",
        CancelReason::Other => "It does not take place.",
    },
    opens: |day, hour| format!("Sign-up opens {day} {hour}"),
    ended: |day| format!("It is over; the summary is due {day}."),
    ended_late: "It is over, and the summary is overdue.",
    stalls: |count| format!("{count} stalls"),
    no_stalls: "Stalls are still being settled; those that are sure stand here.",
    class: |class| match class {
        StallClass::PublicGood => "For the public good",
        StallClass::Commercial => "Shop",
    },
    qualified: "Papers seen",
    minutes: |minutes| format!("About {minutes} minutes each"),
    just_come: "No sign-up: just come",
    left: |band| match band {
        Band::Many => "Places free",
        Band::Few => "Few left",
        Band::None => "Full",
    },
    waiting: |count| match count {
        Some(0) | None => "Full, one can wait".into(),
        Some(count) => format!("{count} waiting"),
    },
    not_yet: "Not yet",
    closed: "Just come",
    slot_over: "Over",
    sign_up_over: "Sign-up is closed",
    mine: "Your place",
    i_wait: "You wait",
    sign_up: |time, service| format!("Sign up {time} {service}"),
    wait: |time, service| format!("Wait for {time} {service}"),
    show: |time, service| format!("Ticket {time} {service}"),
    how: "Tap a time and the place is yours. You can give it back at any time.",
    sign_in: "Sign in, then one tap is enough",
    newcomer: "Leave a phone number and the place is yours",
    newcomer_more: "The first time, sign in by phone; then the place is taken for you at once.",
    for_whom: "For whom",
    myself: "Myself",
    another: "For my family",
    household: "Sign up somebody of the family",
    household_more: "For parents or children without a phone. Only you and the desk see the name.",
    nickname: "What do you call them?",
    nickname_hint: "Such as “Grandma”. It need not be the real name.",
    add: "Sign them up",
    remove: |name| format!("Remove “{name}”"),
    chosen: |name| format!("Now for “{name}”. Please tap a time."),
    paused: |missed, until| {
        format!(
            "A place was left empty on {missed}, so until {until} only one sign-up at a time, and \
             behind others in a waiting line. Coming without one, and wishes, are not affected. \
             If you were there, please say so under “My tickets”."
        )
    },
    summary: "How it went",
    said_on: |day| format!("Written by the community on {day}"),
    version: |number, reason| format!("Version {number}; why it was changed: {reason}"),
    year: |year| format!("{year} so far"),
    year_more: "Added up from the signed summaries. Whoever came twice counts twice, so the number \
                of people is not given.",
    year_few: |count| format!("At {count} of them too few came for their visits to be added."),
    held: "Markets held",
    person_times: "Visits in all",
    verified: "Checked in",
    walk_in: "Just came",
    persons: "Different people",
    served: "Services",
    helpers: "Helpers",
    helper_hours: "Hours of help",
    wishes: "Wishes collected",
    satisfaction: "Rating (of 5)",
    few: "fewer than 5",
    gone: "No such event",
    gone_more: "Perhaps the address is wrong, or it is not public yet.",
    make_wish: "Make a wish here",
    wish_made: "Made at the market",
    offer_stall: "Offer a stall, or see mine",
    looking: |names| format!("Still wanted here: {names}. If you can, you are welcome."),
    poster: "Print a poster",
    my_tickets: "My tickets",
    calendar: "Markets in my calendar",
    check_in: "I help with checking in",
};

fn service(service: Service) -> &'static str {
    match service {
        Service::Haircut => "Haircut",
        Service::Clinic => "Clinic",
        Service::Law => "Legal advice",
        Service::Counselling => "Counselling",
        Service::ApplianceRepair => "Appliance repair",
        Service::BicycleRepair => "Bicycle repair",
        Service::ShoeRepair => "Shoe repair",
        Service::Sewing => "Sewing",
        Service::Sharpening => "Sharpening",
        Service::PhoneHelp => "Phone help",
        Service::Glasses => "Cleaning glasses",
        Service::Massage => "Massage",
        Service::Photos => "Photos",
        Service::Calligraphy => "Calligraphy",
        Service::Books => "Books",
        Service::Food => "Food",
        Service::Children => "For children",
        Service::Policy => "Advice on rules",
        Service::Safety => "Safety",
        Service::Recycling => "Recycling",
        Service::Jobs => "Jobs",
        Service::Cleaning => "Cleaning",
        Service::Show => "Show",
        Service::WishDesk => "Wish desk",
        Service::Other => "Other",
    }
}

pub const TICKETS: Tickets = Tickets {
    title: "My tickets",
    one: "Ticket",
    open: "Open this ticket",
    none: "You have not signed up yet",
    none_more: "At a shared market, tap a time to sign up.",
    ahead: "To come",
    over: "Past",
    status: |status| match status {
        SignUpStatus::Pending => "Being looked at",
        SignUpStatus::Confirmed => "Signed up",
        SignUpStatus::Waitlisted => "Waiting",
        SignUpStatus::Offered => "Your answer, please",
        SignUpStatus::OfferExpired => "Lapsed",
        SignUpStatus::Declined => "Declined",
        SignUpStatus::ToReconfirm => "New date: coming?",
        SignUpStatus::Cancelled => "Given back",
        SignUpStatus::CancelledByOrganiser => "Cancelled by the organiser",
        SignUpStatus::CheckedIn => "Checked in",
        SignUpStatus::Served => "Done",
        SignUpStatus::CheckedOut => "Checked out",
        SignUpStatus::NoShow => "Did not come",
    },
    yours: "The place is yours",
    pending: "Once the organiser has looked at it, the place is yours",
    pending_alone: "Once the one who receives you says yes, the place is yours",
    waits: |place| format!("You are number {place} in the line"),
    waits_over: "No place became free",
    waits_over_more: "Nobody moves up any more. You may still just come: a part is kept for those \
                      who stand in line.",
    waits_over_alone: "Nobody moves up any more. Sign up earlier next time, or call the community.",
    waits_more: "When somebody gives a place back, it goes to the next in line, and you get a message.",
    offered: "A place is free. Do you want it?",
    offered_until: |hour| format!("Please answer by {hour}; then the next in line is asked."),
    moved: "There is a new date. Can you come?",
    given_back: "The place is given back. Thank you for saying so",
    given_back_late: "The place is given back. So late, others can hardly use it; please say so earlier next time.",
    hint: "It opens without a network. Reading out the eight digits is enough.",
    kept: "There is no network; this is the ticket as your phone keeps it. It is all the desk needs.",
    code: "Number",
    picture: "The QR code for checking in",
    forwhom: |name| format!("For {name}"),
    overlap: |minutes| {
        format!(
            "It meets another of your times for {minutes} minutes; please leave that a little earlier."
        )
    },
    stall: |number| format!("Stall {number}"),
    cancel: "I cannot come; give it to others",
    cancel_sure: "Give this place back?",
    cancel_yes: "Give it back",
    leave: "Stop waiting",
    accept: "I want this place",
    decline: "No, thank you",
    keep: "I can come then",
    coming: "I am coming",
    object: "I was there",
    appeal: "Ask the secretary to look again",
    said: "Noted, thank you.",
    calendar: "Add to my calendar",
    calendar_off: "Take it off my calendar",
    market: "See the event",
    refusal,
};

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotPublic => "There is nothing here, or not yet. Please go back to the list.",
        Refusal::NotYetOpen => "Sign-up is not open yet. Please come back at the time on the page.",
        Refusal::SignUpClosed => "Sign-up is closed. Just come and stand in line.",
        Refusal::Started => "It has begun, so it cannot be given back. Please call the community.",
        Refusal::Cancelled => "It does not take place. Please look for another time.",
        Refusal::AlreadySignedUp => "You have signed up for this time. See “My tickets”.",
        Refusal::Overlap => "You are elsewhere at that time. Give the other place back first.",
        Refusal::HouseholdFull => {
            "Your household has as many places at this time as it may. Please choose another time."
        }
        Refusal::OneAtATime => {
            "You left two places empty, so it is one at a time for a while. Please see the rule."
        }
        Refusal::MemberGone => "They are not in your household list now. Please reload and look.",
        Refusal::NoSignUp => "This ticket is gone. Please sign up again.",
        Refusal::NoOffer => "Somebody else has this place by now. Please join the line again.",
        Refusal::AlreadyCheckedIn => "You are checked in already. Just go there.",
        Refusal::KeyReused => "This was sent before. Please reload to see what came of it.",
        Refusal::StepNotPossible => "Things have changed. Please reload and look again.",
        Refusal::TooEarly => "It is too early. Please come back when it is time.",
        Refusal::TooLate => "It is too late. Please ask the organiser.",
        Refusal::SecondPersonNeeded => "Somebody else has to do this. Please ask a colleague.",
        Refusal::ReasonNeeded => "Please say why, and try again.",
        Refusal::PlanIncomplete => {
            "Contact, safety, rain plan or the owner's yes is missing. Please add it."
        }
        Refusal::WrongDate => {
            "The date is wrong: it must be ahead, and end after it begins. Please change it."
        }
        Refusal::StallsMissing => "No stall is sure to come yet. Please settle one first.",
        Refusal::ProofNeeded => {
            "This service needs a paper that somebody has looked at. Please add it first."
        }
        Refusal::MistypedCode => "One digit is wrong. Please look again and retype it.",
        Refusal::WrongTicket => "This ticket is for another event. Please ask the organiser.",
        Refusal::TestTicket => "Test tickets and real ones do not mix. Please ask the organiser.",
        Refusal::PlaceCodeOver => {
            "The code at the place is another by now. Please scan the screen again."
        }
        Refusal::CheckInTooEarly => "It is too early to check in. Please wait a little.",
        Refusal::CheckInTooLate => "This time is over. Please ask the organiser.",
        Refusal::SummarySigned => "Too late, the summary is signed. Please tell the organiser.",
        Refusal::QueueNotYet => {
            "It has not begun, so no numbers are given. Please come back when it has."
        }
        Refusal::GoneTooOften => {
            "You gave back several numbers here today. Please ask at the stall; they can give you one."
        }
        Refusal::QueueOver => "No more numbers are given here today. Please ask at the stall.",
        Refusal::CalledMeanwhile => "Another phone was quicker. See who is next, then press.",
        Refusal::WrongLink => {
            "This link is for something else. Please open it from the message again."
        }
        Refusal::DeviceOver => {
            "This phone does not check people in here any more. Please ask the organiser."
        }
        Refusal::JoinCodeOver => {
            "This code is wrong or too old. Please ask the organiser for a new one."
        }
        Refusal::WrongStall => "This stall is not on this phone. Please choose another one.",
    }
}
