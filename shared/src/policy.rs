//! Who may do what. The server enforces these rules; the app asks them which buttons to show.
//!
//! Two gates, never a third: [`Access`] by endpoint, and the functions below by what is touched.

use serde::{Deserialize, Serialize};

use crate::{
    helper::HelperClass,
    id::{AppointmentId, PersonId},
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
    wish::{State, Status, StepName, Wish, call_due_at, example, is_stuck},
};

pub use crate::policy_appoint::{
    administers_all, knows_staff, may_decide_application, may_end_appointment, may_invite,
};

/// What someone is appointed to do.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Claims wishes and makes them come true.
    Helper,
    /// 网格员: reviews, dispatches, approves helpers.
    GridWorker,
    /// 社区工作者: reviews.
    CommunityWorker,
    /// 支部书记: decides what others could not.
    Secretary,
    /// Holds markets.
    Organiser,
    /// Appoints staff, keeps the grid and the settings.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 6] = [
        Role::Helper,
        Role::GridWorker,
        Role::CommunityWorker,
        Role::Secretary,
        Role::Organiser,
        Role::Administrator,
    ];

    /// Staff see what others must not, so they need password and second factor.
    pub fn is_staff(self) -> bool {
        self != Role::Helper
    }

    /// Decides what becomes public and who becomes a helper.
    pub fn reviews(self) -> bool {
        matches!(self, Role::GridWorker | Role::CommunityWorker | Role::Secretary)
    }
}

/// A role at a node and everything below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Appointment {
    pub id: AppointmentId,
    pub role: Role,
    /// The node's place in the tree, see [`is_within`].
    pub path: String,
    /// In what capacity a helper helps.
    pub class: Option<HelperClass>,
    /// A helper of a neighbour community, who has no place in this one.
    pub guest: bool,
    pub from: Millis,
    pub until: Millis,
}

/// Whether a place in the tree is a node or below it. Paths end with a slash: `/H/2/05/`.
pub fn is_within(path: &str, node: &str) -> bool {
    node.ends_with('/') && path.starts_with(node)
}

/// Who is calling, with the appointments that hold now, in this community.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    pub id: PersonId,
    pub appointments: Vec<Appointment>,
    /// Whether password and second factor were given in this browser, not too long ago.
    pub stepped_up: bool,
}

impl Caller {
    /// Holds the role somewhere, staff powers not asked.
    pub fn has(&self, role: Role) -> bool {
        self.appointments.iter().any(|held| held.role == role)
    }

    /// Holds a role that `wanted` accepts for this place, and if it is a staff role, it is open.
    pub fn holds_at(&self, path: &str, wanted: impl Fn(Role) -> bool) -> bool {
        let counts = |role: Role| wanted(role) && (self.stepped_up || !role.is_staff());
        self.appointments.iter().any(|held| counts(held.role) && is_within(path, &held.path))
    }
}

/// The first gate, by endpoint. The second, by what is touched, is a function below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Access {
    Anyone,
    /// A phone at a market's table, whoever holds it: what the endpoint is asked about says which.
    Device,
    SignedIn,
    Helper,
    Staff,
    Administrator,
}

impl Access {
    /// # Errors
    /// What the caller has to do first: sign in, become a helper, step up; or nothing helps.
    pub fn admit(self, caller: Option<&Caller>) -> Result<(), Problem> {
        if matches!(self, Access::Anyone | Access::Device) {
            return Ok(());
        }
        let caller = caller.ok_or(Kind::SignInFirst)?;
        let holds = |wanted: fn(Role) -> bool| caller.appointments.iter().any(|it| wanted(it.role));
        let (held, otherwise) = match self {
            Access::Anyone | Access::Device | Access::SignedIn => (true, Kind::NotAllowed),
            Access::Helper => (holds(|role| role == Role::Helper), Kind::BecomeAHelperFirst),
            Access::Staff => (holds(Role::is_staff), Kind::NotAllowed),
            Access::Administrator => (holds(|it| it == Role::Administrator), Kind::NotAllowed),
        };
        let needs_step_up = matches!(self, Access::Staff | Access::Administrator);
        match held {
            false => Err(otherwise.into()),
            true if needs_step_up && !caller.stepped_up => Err(Kind::StepUpFirst.into()),
            true => Ok(()),
        }
    }
}

/// Reviewers of the place, but nobody decides over an own wish.
pub fn may_review(caller: &Caller, wish: &Wish) -> bool {
    !is_party(caller, wish) && caller.holds_at(&wish.path, Role::reviews)
}

/// Grid workers and secretaries of the place: they arrange, call, and ask the resident.
pub fn may_dispatch(caller: &Caller, wish: &Wish) -> bool {
    let arranges = |role| matches!(role, Role::GridWorker | Role::Secretary);
    !is_party(caller, wish) && caller.holds_at(&wish.path, arranges)
}

/// Secretaries of the place: they decide what others could not.
pub fn may_decide(caller: &Caller, wish: &Wish) -> bool {
    !is_party(caller, wish) && caller.holds_at(&wish.path, |role| role == Role::Secretary)
}

/// Community workers and secretaries of the place; and once the call is due, grid workers whose
/// grid it is not: nobody confirms what happened in the own grid.
pub fn may_confirm_by_call(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    let of_all = |role| matches!(role, Role::CommunityWorker | Role::Secretary);
    let elsewhere = call_due_at(wish, rules).is_some_and(|at| at <= now)
        && caller.stepped_up
        && caller.has(Role::GridWorker)
        && !caller.holds_at(&wish.path, |role| role == Role::GridWorker);
    !is_party(caller, wish) && (elsewhere || caller.holds_at(&wish.path, of_all))
}

/// Not only secretaries: where there is one, it was one of the two who took it down.
pub fn may_judge_appeal(caller: &Caller, wish: &Wish) -> bool {
    let judges = |role| matches!(role, Role::CommunityWorker | Role::Secretary);
    !is_party(caller, wish) && caller.holds_at(&wish.path, judges)
}

/// Those who arrange in the place, once it is time to ask whether all is still well.
pub fn may_follow_up(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    may_dispatch(caller, wish) && wish.follow_up_until(now, rules).is_some()
}

/// Who calls the resident: whether it came true, and a while later whether all is still well.
fn may_call(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    match wish.follow_up_until(now, rules) {
        Some(_) => may_follow_up(caller, wish, now, rules),
        None => may_confirm_by_call(caller, wish, now, rules),
    }
}

/// Whose wish it is, or whose promise.
fn is_party(caller: &Caller, wish: &Wish) -> bool {
    is_poster(caller, wish) || is_helper_of(caller, wish)
}

/// Helpers of the place claim others' wishes; after some days those of the whole community, then
/// its shops and teams, then those of neighbours. What goes by hand, only the helper who was asked.
pub fn may_claim(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    is_free_for(caller, wish, now, rules) || caller.has(Role::Helper) && is_offered(caller, wish)
}

/// Whether it is one that this helper may choose.
fn is_free_for(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    let mut held = caller.appointments.iter().filter(|held| held.role == Role::Helper);
    let near = caller.holds_at(&wish.path, |role| role == Role::Helper);
    !wish.goes_by_hand() && (near || held.any(|held| reaches(held, wish, now, rules)))
}

/// Whether a helper may go on with what a colleague of the same team has in hand: with what they
/// might have claimed as well, so that nobody gets by a colleague what is not for them.
pub fn may_go_on_with(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    !is_party(caller, wish) && is_free_for(caller, wish, now, rules)
}

/// Whom the helper asked to go on with it.
pub fn is_asked_to_go_on(caller: &Caller, wish: &Wish) -> bool {
    let asked = wish.state.past().and_then(|past| past.handing_over.as_ref());
    caller.has(Role::Helper) && asked.is_some_and(|it| it.to == caller.id)
}

/// Whether a wish elsewhere has waited long enough for this helper.
fn reaches(held: &Appointment, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    reaches_from(held, wish, rules).is_some_and(|from| from <= now)
}

/// From when on a wish elsewhere has waited long enough for this helper.
fn reaches_from(held: &Appointment, wish: &Wish, rules: &Rules) -> Option<Millis> {
    let after = match held.class {
        _ if held.guest && rules.count(Setting::Neighbours) == 0 => return None,
        _ if held.guest => Setting::WidenNeighbours,
        Some(HelperClass::Shop | HelperClass::Team) => Setting::WidenShops,
        _ => Setting::Widen,
    };
    wish.wide_from(after, rules)
}

/// Why a helper may not claim a wish that waits: others first, and from when on not any more; or
/// nobody by themselves.
pub fn why_not_claim(caller: &Caller, wish: &Wish, rules: &Rules) -> Problem {
    let held = caller.appointments.iter().filter(|held| held.role == Role::Helper);
    match held.filter_map(|held| reaches_from(held, wish, rules)).min() {
        _ if wish.state.status() != Status::Open => Kind::NotAllowed.into(),
        _ if wish.goes_by_hand() => Kind::GoesByHand.into(),
        Some(from) => Problem::rule(Kind::OthersFirst, None, Some(from)),
        None => Kind::NotAllowed.into(),
    }
}

/// Who promised to make it come true.
pub fn is_helper_of(caller: &Caller, wish: &Wish) -> bool {
    wish.state.helper() == Some(caller.id)
}

/// Who was asked to.
pub fn is_offered(caller: &Caller, wish: &Wish) -> bool {
    matches!(&wish.state, State::Offered(it) if it.to == caller.id)
}

/// Name, phone and address: for the helper who has the wish in hand and is one still. Where, does
/// not matter any more: the claim was allowed, or staff had offered it.
pub fn may_see_contact(caller: &Caller, wish: &Wish) -> bool {
    is_helper_of(caller, wish) && wish.state.is_in_hand() && caller.has(Role::Helper)
}

/// Name, phone and address, for staff: who reviews, while it is reviewed; who arranges, until it
/// has come to its end, and then who calls whether it came true, asks a while later whether all is
/// still well, or tells what an office answers; a secretary, at any time. Each look is logged and shown to the poster.
pub fn may_look(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> bool {
    match wish.state.status() {
        Status::Submitted | Status::NeedsInfo => may_review(caller, wish),
        Status::Delivered => {
            may_dispatch(caller, wish) || may_confirm_by_call(caller, wish, now, rules)
        }
        // Whom to tell what the office says.
        Status::Referred if wish.awaits_reply() => may_dispatch(caller, wish),
        Status::Removed if wish.awaits_judgement() && may_judge_appeal(caller, wish) => true,
        status if status.is_final() => {
            may_decide(caller, wish) || may_follow_up(caller, wish, now, rules)
        }
        _ => may_dispatch(caller, wish),
    }
}

/// What the resident alone may do: see all of it, confirm, withdraw.
pub fn is_poster(caller: &Caller, wish: &Wish) -> bool {
    caller.id == wish.poster
}

/// Who may take which step. What the state and the clock say about it, [`Wish::step`] says.
#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn may_step(caller: &Caller, wish: &Wish, step: StepName, now: Millis, rules: &Rules) -> bool {
    match step {
        StepName::Post => true,
        // Nobody: time does it.
        StepName::InfoLapsed
        | StepName::OfferLapsed
        | StepName::AutoRelease
        | StepName::Expire
        | StepName::FollowUpLapsed => false,
        StepName::Answer
        | StepName::AgreeMerge
        | StepName::RefuseMerge
        | StepName::AgreeLonger
        | StepName::RefuseLonger
        | StepName::Confirm
        | StepName::Renew
        | StepName::Appeal
        | StepName::Withdraw => is_poster(caller, wish),
        StepName::Claim => may_claim(caller, wish, now, rules) && !is_poster(caller, wish),
        StepName::RefuseOffer => is_offered(caller, wish),
        StepName::Promise
        | StepName::CallInVain
        | StepName::Release
        | StepName::HandOver
        | StepName::Send
        | StepName::SayReturned
        | StepName::AskLonger
        | StepName::Deliver
        | StepName::RightWord
        | StepName::WrongWord => is_helper_of(caller, wish),
        StepName::TakeOver => {
            is_asked_to_go_on(caller, wish) && may_go_on_with(caller, wish, now, rules)
        }
        StepName::RefuseHandOver => is_asked_to_go_on(caller, wish) || is_helper_of(caller, wish),
        StepName::Split
        | StepName::Approve
        | StepName::AskInfo
        | StepName::Decline
        | StepName::ProposeMerge => may_review(caller, wish),
        StepName::Refer if wish.opened_at.is_none() => may_review(caller, wish),
        // Rule 9: what offers did not settle, the secretary does.
        StepName::Refer | StepName::CannotBe | StepName::Offer | StepName::KeepOpen
            if is_stuck(wish, rules, now) =>
        {
            may_decide(caller, wish)
        }
        StepName::Refer
        | StepName::CannotBe
        | StepName::Offer
        | StepName::Extend
        | StepName::OfficeAnswered
        | StepName::FollowUpGood
        | StepName::FollowUpBad
        | StepName::KeepOpen
        | StepName::NewWord => may_dispatch(caller, wish),
        StepName::ConfirmByCall | StepName::CallFailed => may_call(caller, wish, now, rules),
        StepName::Receive | StepName::Returned | StepName::Dispute => {
            is_poster(caller, wish) || may_dispatch(caller, wish)
        }
        StepName::CloseUnconfirmed | StepName::Settle => may_decide(caller, wish),
        StepName::Restore | StepName::UpholdRemoval => may_judge_appeal(caller, wish),
        StepName::Reopen => is_poster(caller, wish) || may_decide(caller, wish),
        StepName::AskRemoval | StepName::AgreeRemoval | StepName::RefuseRemoval => {
            may_review(caller, wish)
        }
    }
}

/// All that somebody may do about a wish now: which buttons to show.
pub fn steps_of(caller: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> Vec<StepName> {
    let possible = |step: &StepName| {
        let secretary = may_decide(caller, wish);
        let taken = example(*step, wish, (caller.id, secretary), now);
        taken.is_some_and(|taken| wish.step(taken, now, rules).is_ok())
    };
    let mut steps: Vec<StepName> = StepName::ALL.to_vec();
    steps.retain(|step| may_step(caller, wish, *step, now, rules) && possible(step));
    steps
}

/// Secretaries and administrators of the place open rounds there, and look after them.
pub fn may_hold_round(caller: &Caller, path: &str) -> bool {
    caller.holds_at(path, |held| matches!(held, Role::Secretary | Role::Administrator))
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
