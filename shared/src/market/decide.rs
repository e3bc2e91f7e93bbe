//! Decides what many people ask of one slot at once, as if they had asked one after the other.
//!
//! Places are exact, whatever the order: nobody gets one but here. A place that becomes free goes
//! to the first who waits in the same decision. Whoever gave a place back, joins at the end.

use std::collections::BTreeMap;

use super::{
    refusal::Refusal,
    request::{Ask, Change, Outcome, Request, RequestKey},
    sign_up::{Attendee, SignUp, SignUpState, SlotCase, Wants},
    sign_up_step::{SignUpStep, SignUpStepName, placed},
    slot::{Band, SignUpView, Slot, offer_ends, promotion_told_at},
    terms::{Term, Terms},
    waiting::{Waiting, WaitingList},
};
use crate::{id::PersonId, time::Millis};

/// A slot with who has its places and who waits for one.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotState {
    /// Its `version` is raised by each change.
    pub slot: Slot,
    /// For how many one can sign up, see [`Slot::places`]; the organiser may say otherwise.
    pub places: i64,
    /// Why nobody can sign up, whatever the hour; and then nobody is promoted either.
    pub shut: Option<Refusal>,
    /// How many hold a place, offers left out.
    pub taken: i64,
    /// Places that are held for who was asked.
    pub offers: Vec<SignUp>,
    pub waiting: WaitingList,
    /// The position of who joins next.
    pub next_position: i64,
}

impl SlotState {
    /// How many places are held or taken.
    pub fn held(&self) -> i64 {
        self.taken.saturating_add(i64::try_from(self.offers.len()).unwrap_or(i64::MAX))
    }

    /// How many are free; below nothing, if the organiser took some away.
    pub fn free(&self) -> i64 {
        self.places - self.held()
    }

    /// How many more are taken than there are, because the organiser took some away.
    pub fn over(&self) -> i64 {
        (-self.free()).max(0)
    }

    /// How sign-up stands now.
    pub fn view(&self, now: Millis) -> SignUpView {
        match () {
            () if self.shut.is_some() || now >= self.slot.times.last_call() => SignUpView::Closed,
            () if now < self.slot.times.opens_at => SignUpView::NotYet,
            () if self.free() <= 0 || self.waiting.count() > 0 => SignUpView::Full,
            () => SignUpView::Open,
        }
    }

    /// How many places are left, roughly.
    pub fn left(&self, terms: &Terms) -> Band {
        let few = (self.places * terms.count(Term::FewPlaces) / 100).max(1);
        match self.free() {
            ..=0 => Band::None,
            free if free <= few => Band::Few,
            _ => Band::Many,
        }
    }

    /// How many of those who wait have to be known to decide so many requests.
    pub fn first_needed(&self, requests: &[Request]) -> i64 {
        let frees = |it: &Request| match it.ask {
            Ask::Places { places } => (places - self.places).max(0),
            Ask::SignUp { .. } | Ask::Keep | Ask::Admit => 0,
            Ask::Cancel | Ask::Accept | Ask::Decline | Ask::TurnDown { .. } => 1,
        };
        let offers = self.held() - self.taken;
        let freed: i64 = requests.iter().map(frees).sum();
        (self.places - self.taken).max(0) + offers + freed
    }
}

/// What became of it all.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// One for each request, in order.
    pub outcomes: Vec<Outcome>,
    /// Each step of each sign-up, in order.
    pub changes: Vec<Change>,
    pub state: SlotState,
}

/// Answers the requests in order; without any, does what time does: offers lapse, and places that
/// are free go to who waits.
pub fn decide(state: &SlotState, requests: &[Request], now: Millis, terms: &Terms) -> Decision {
    let mut desk = Desk {
        state: state.clone(),
        now,
        terms,
        known: BTreeMap::new(),
        households: BTreeMap::new(),
        answered: BTreeMap::new(),
        changes: Vec::new(),
    };
    desk.lapse();
    desk.promote();
    let mut outcomes = Vec::with_capacity(requests.len());
    for request in requests {
        outcomes.push(desk.answer(request));
        desk.promote();
    }
    Decision { outcomes, changes: desk.changes, state: desk.state }
}

/// The table at which one decision is made.
struct Desk<'a> {
    state: SlotState,
    now: Millis,
    terms: &'a Terms,
    /// What changed here counts before what was known.
    known: BTreeMap<Attendee, SignUp>,
    /// By how much the live sign-ups of a household changed here.
    households: BTreeMap<PersonId, i64>,
    /// Everybody has keys of their own.
    answered: BTreeMap<(PersonId, RequestKey), (Attendee, Ask, Outcome)>,
    changes: Vec<Change>,
}

impl Desk<'_> {
    fn case(&self) -> SlotCase<'_> {
        SlotCase {
            now: self.now,
            times: self.state.slot.times,
            approval: self.state.slot.approval,
            anyone_came: false,
            of_helpers: false,
            terms: self.terms,
        }
    }

    /// The same request has the same answer, however often it comes.
    fn answer(&mut self, request: &Request) -> Outcome {
        let key = (request.who.account, request.key);
        let here = self.answered.get(&key).copied();
        if let Some((who, ask, outcome)) = here.or(request.facts.answered) {
            let same = who == request.who && is_same(ask, request.ask);
            return if same { outcome } else { Refusal::KeyReused.into() };
        }
        let outcome = self.decide(request).unwrap_or_else(Outcome::from);
        self.answered.insert(key, (request.who, request.ask, outcome));
        outcome
    }

    fn decide(&mut self, request: &Request) -> Result<Outcome, Refusal> {
        let step = match request.ask {
            Ask::SignUp { .. } => return self.sign_up(request),
            Ask::Places { places } => {
                if self.state.places != places {
                    self.state.places = places.max(0);
                    self.state.slot.version += 1;
                }
                return Ok(Outcome::Places { places: self.state.places, over: self.state.over() });
            }
            Ask::Cancel => SignUpStep::Cancel,
            Ask::Accept => SignUpStep::Accept,
            Ask::Decline => SignUpStep::Decline,
            Ask::Keep => SignUpStep::Keep,
            Ask::Admit => SignUpStep::Admit,
            Ask::TurnDown { .. } => SignUpStep::TurnDown,
        };
        let mine = self.mine(request).ok_or(Refusal::NoSignUp)?;
        let waits_for = matches!(step, SignUpStep::Accept | SignUpStep::Decline);
        if waits_for && !matches!(mine.state, SignUpState::Offered { .. }) {
            return Err(Refusal::NoOffer);
        }
        let shut = self.state.shut.filter(|_| step == SignUpStep::Accept);
        let comes = matches!(step, SignUpStep::Accept | SignUpStep::Keep);
        let clash = Some(Refusal::Overlap).filter(|_| comes && clashes(request));
        if let Some(refusal) = shut.or(clash) {
            return Err(refusal);
        }
        let sign_up = mine.step(step, &self.case())?;
        // The organiser decides, and it is another person who hears of it.
        let of_organiser = matches!(step, SignUpStep::Admit | SignUpStep::TurnDown);
        let tell_at = of_organiser.then_some(self.now);
        self.put(step.name(), Some(&mine), sign_up.clone(), tell_at);
        Ok(outcome_of(&sign_up, request))
    }

    fn sign_up(&mut self, request: &Request) -> Result<Outcome, Refusal> {
        let Ask::SignUp { id, wants, by_proxy } = request.ask else {
            return Err(Refusal::StepNotPossible);
        };
        self.may_join(request)?;
        let waits = self.state.free() <= 0 || self.state.waiting.count() > 0;
        let (after_others, needs_yes) = (request.facts.paused, request.facts.needs_yes);
        let place = self.state.waiting.place_of_next(after_others);
        let state = match waits {
            true => SignUpState::Waitlisted { since: self.now },
            false => {
                let approval = self.state.slot.approval || needs_yes;
                placed(&SlotCase { approval, ..self.case() })
            }
        };
        let position = self.state.next_position;
        let (slot, who) = (self.state.slot.id, request.who);
        let sign_up =
            SignUp { id, slot, who, position, wants, after_others, by_proxy, needs_yes, state };
        self.state.next_position += 1;
        if waits {
            let waiting = Waiting { sign_up: sign_up.clone(), clash: clashes(request) };
            self.state.waiting.join(waiting);
        }
        self.put(SignUpStepName::Join, None, sign_up.clone(), None);
        Ok(match waits {
            true => Outcome::Waiting { sign_up: id, place },
            false => outcome_of(&sign_up, request),
        })
    }

    /// Everything that may stand against it; the first that a person should know.
    fn may_join(&self, request: &Request) -> Result<(), Refusal> {
        let (times, facts) = (self.state.slot.times, &request.facts);
        let delta = self.households.get(&request.who.account).copied().unwrap_or_default();
        let full = self.state.free() <= 0 || self.state.waiting.count() > 0;
        let most = self.terms.count(Term::HouseholdPlaces);
        let against = [
            (facts.gone, Refusal::MemberGone),
            (self.mine(request).is_some(), Refusal::AlreadySignedUp),
            (self.now < times.opens_at, Refusal::NotYetOpen),
            (self.now >= times.last_call(), Refusal::SignUpClosed),
            // Who waits may still give up the other by the time there is a place.
            (!full && clashes(request), Refusal::Overlap),
            (facts.household + delta >= most, Refusal::HouseholdFull),
            (facts.paused && facts.elsewhere > 0, Refusal::OneAtATime),
        ];
        let first = against.into_iter().find(|(holds, _)| *holds).map(|(_, refusal)| refusal);
        self.state.shut.or(first).map_or(Ok(()), Err)
    }

    /// The live sign-up of who asks, as it stands by now.
    fn mine(&self, request: &Request) -> Option<SignUp> {
        let known = self.known.get(&request.who).or(request.facts.mine.as_ref());
        known.filter(|it| it.state.status().is_live()).cloned()
    }

    /// Offers that were not answered in time.
    fn lapse(&mut self) {
        for offer in self.state.offers.clone() {
            if let Ok(lapsed) = offer.step(SignUpStep::OfferLapsed, &self.case()) {
                self.put(SignUpStepName::OfferLapsed, Some(&offer), lapsed, Some(self.now));
            }
        }
    }

    /// Free places go to who waits, the first first, as long as they can be told in time.
    fn promote(&mut self) {
        if self.state.shut.is_some() {
            return;
        }
        let times = self.state.slot.times;
        let told_at = promotion_told_at(&times, self.now, self.terms);
        let until = offer_ends(&times, self.now, self.terms);
        let Some((told_at, until)) = told_at.zip(until) else { return };
        while self.state.free() > 0 {
            let Some(next) = self.state.waiting.next() else { return };
            let step = match next.sign_up.wants {
                Wants::Auto if !next.clash => SignUpStep::Promote,
                _ => SignUpStep::Offer { until },
            };
            let Ok(promoted) = next.sign_up.step(step, &self.case()) else { return };
            self.put(step.name(), Some(&next.sign_up), promoted, Some(told_at));
        }
    }

    /// Writes down what became of a sign-up, and counts again who holds a place.
    fn put(
        &mut self,
        step: SignUpStepName,
        before: Option<&SignUp>,
        after: SignUp,
        tell_at: Option<Millis>,
    ) {
        if let Some(before) = before {
            match before.state {
                SignUpState::Waitlisted { .. } => self.state.waiting.leave(before),
                SignUpState::Offered { .. } => self.state.offers.retain(|it| it.id != before.id),
                _ if before.state.status().holds_place() => self.state.taken -= 1,
                _ => {}
            }
        }
        match after.state {
            SignUpState::Offered { .. } => self.state.offers.push(after.clone()),
            _ if after.state.status().holds_place() => self.state.taken += 1,
            _ => {}
        }
        let live = |it: &SignUp| i64::from(it.state.status().is_live());
        let household = self.households.entry(after.who.account).or_default();
        *household += live(&after) - before.map_or(0, live);
        self.state.slot.version += 1;
        self.known.insert(after.who, after.clone());
        self.changes.push(Change { step, sign_up: after, tell_at });
    }
}

fn clashes(request: &Request) -> bool {
    request.facts.overlap.is_some_and(|it| it.hard)
}

/// The id of a sign-up is made anew with each try, so it does not make another request.
fn is_same(one: Ask, other: Ask) -> bool {
    match (one, other) {
        (
            Ask::SignUp { wants, by_proxy, .. },
            Ask::SignUp { wants: other, by_proxy: by_other, .. },
        ) => wants == other && by_proxy == by_other,
        (one, other) => one == other,
    }
}

fn outcome_of(sign_up: &SignUp, request: &Request) -> Outcome {
    let (id, overlap) = (sign_up.id, request.facts.overlap);
    match sign_up.state {
        SignUpState::Pending { .. } => Outcome::Pending { sign_up: id, overlap },
        SignUpState::Cancelled { late, .. } => Outcome::Cancelled { sign_up: id, late },
        SignUpState::Declined { .. } => Outcome::Declined { sign_up: id },
        SignUpState::CancelledByOrganiser { .. } => Outcome::TurnedDown { sign_up: id },
        _ => Outcome::Confirmed { sign_up: id, overlap },
    }
}
