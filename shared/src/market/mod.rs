//! Markets, activities, appointments and duty shifts: one engine for all of them.
//!
//! A market has stalls, a stall has slots, a slot has so many places, and a person signs up for one.
//!
//! Each noun has one way by which it changes: [`Market::step`], [`Stall::step`], [`SignUp::step`],
//! and who may take which step is in [`may`]. What time does is in `timer.rs`: [`market_timers`],
//! [`stall_timers`] and [`sign_up_timers`] say when and which step.
//!
//! Whatever gives, frees or passes on a place goes through [`decide`], a batch of requests of one
//! slot at a time: load the [`SlotState`] with at least [`SlotState::first_needed`] of those who
//! wait, and the [`Facts`] of each request; store the [`Change`]s with the new `slot.version`, all
//! of it in one transaction, conditional on the version that was loaded. An offer that lapsed is
//! a decision without requests. What a person has in other slots is read in the same transaction,
//! and two slots of one person must not be decided side by side.

mod bringing_in;
mod check_in;
mod check_in_list;
mod day;
mod decide;
mod device;
mod example;
mod guest;
mod input;
mod kept_numbers;
mod link;
mod live;
pub mod may;
mod news;
mod phone;
mod plan;
mod queue;
mod refill;
mod refusal;
mod request;
mod said_no;
mod sign_up;
mod sign_up_step;
mod slot;
mod stall;
mod stall_change;
mod standing;
mod state;
mod step;
mod steps_of;
mod summary;
mod sync;
mod terms;
mod ticket;
mod timer;
mod view;
mod view_mine;
mod view_pending;
mod view_queue;
mod view_staff;
mod waiting;
mod year;

pub use bringing_in::Round;
pub use check_in::{
    CheckInWay, CheckIns, Correction, DevicePass, Nonce, Scan, Scanned, Tap, compare, tally,
};
pub use check_in_list::{
    CheckInList, CheckInListAnswer, CheckInListQuery, ListedSlot, ListedStall, Seen,
};
pub use day::{
    AbsentGuest, AtRisk, CheckInQuery, CheckInRecord, DayStall, GuestAsk, GuestObjection,
    GuestPhone, GuestStep, GuestStepped, HelperHours, MarketDay, Undone,
};
pub use decide::{Decision, SlotState, decide};
pub use device::{
    Device, DeviceCode, DeviceInvitation, DeviceRecord, DeviceUse, NewDevice, PlaceCode, PlaceCodes,
};
pub use example::{market_example, sign_up_example, stall_example};
pub use guest::{Guest, GuestName, LastFour, Member, Nickname, find};
pub use input::{
    MarketAsk, MarketChange, MarketCopy, MarketStepInput, NewMarket, NewStall, SlotPlaces,
    SlotPlan, StallAsk, StallStepInput,
};
pub use kept_numbers::{KeptNumber, KeptNumbers};
pub use link::{
    LINK_BYTES, LINK_SEAL, LinkAbout, LinkPage, LinkStanding, LinkToken, NoToken, OtherLink,
    link_standing, other_purposes,
};
pub use live::{Live, LiveMarket, LiveSlot};
pub use news::{MarketNews, MarketNotice, NewsFor, QueueNews, QueueNotice};
pub use phone::{
    Answer, Declined, Double, Entry, Keeping, Phone, Sighting, Sightings, batch, declined,
};
pub use plan::{plan_slots, plan_slots_within};
pub use queue::{Queue, QueueNumber, QueueState, QueueStep, Wait};
pub use refusal::{Next, Refusal};
pub use request::{Ask, Change, Facts, Outcome, Request, RequestKey};
pub use said_no::{HowWasIt, LeftEmpty, Objecting, Rating, TurnDownReason, UnseenReason};
pub use sign_up::{
    Arrival, Attendee, Objection, SignUp, SignUpState, SignUpStatus, SlotCase, Wants,
};
pub use sign_up_step::{SignUpStep, SignUpStepName, attendee_steps};
pub use slot::{
    Band, Overlap, SignUpView, Slot, SlotTimes, offer_ends, overlap, promotion_told_at,
};
pub use stall::{
    Needs, Proof, Service, Stall, StallCase, StallClass, StallState, StallStatus, StallStep,
    StallStepName, next_applicant,
};
pub use stall_change::{StallChange, SureStalls};
pub use standing::{Missed, ShiftStanding, Standing, shift_standing, standing};
pub use state::{
    Asked, CancelReason, Editorial, Effects, Market, MarketKind, MarketStatus, Operational, Plan,
    Proposal, shut,
};
pub use step::{MarketCase, MarketStep, MarketStepName};
pub use steps_of::{awaited_by, awaits, market_steps_of, stall_steps_of};
pub use summary::{Happened, PublicFigures, Signed, SummaryDraft, SummaryFigures};
pub use sync::{
    Answered, AnsweredScan, LONGEST_REASON, MOST_ENTRIES, NewScan, ScanAnswer, SeenAs, Shown,
    StallCount, SyncBatch, Synced, Undo,
};
pub use terms::{Term, Terms};
pub use ticket::{Link, LinkPurpose, Sealed, TicketCode, admit_turn, place_turn, qr_text, read_qr};
pub use timer::{
    Due, MarketTimer, awaits_somebody, market_due, market_timers, may_still_get_a_place,
    sign_up_timers, stall_timers,
};
pub use view::{MarketCard, MarketList, PublicMarket, PublicSlot, PublicStall, PublicSummary};
pub use view_mine::{
    AttendeeAsk, AttendeeStep, Helped, MyMarket, MySignUp, MyStall, NewMember, NewSignUp, Paused,
    Reminder, Ticket,
};
pub use view_pending::{PendingSignUp, SignUpDecision};
pub use view_queue::{
    DeskNumber, MyNumber, MyQueue, NewNumber, NumberGone, QueueLine, Queues, StallQueue,
};
pub use view_staff::{
    AskedChange, DraftSummary, StaffMarket, StaffMarketCard, StaffSlot, StaffStall,
};
pub use waiting::{Waiting, WaitingList};
pub use year::MarketYear;

#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod decide_history_tests;
#[cfg(test)]
mod decide_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod market_tests;
#[cfg(test)]
mod phone_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
pub mod tests;
