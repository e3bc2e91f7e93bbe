//! What tests of markets start from.

use super::*;
use crate::{
    id::{PersonId, SignUpId, SlotId},
    time::Millis,
};

/// Monday, 2026-11-23, 14:00 in China.
pub const NOW: Millis = Millis(1_795_413_600_000);
pub const HOUR: i64 = Millis::HOUR;
pub const MINUTE: i64 = Millis::MINUTE;

/// A dice that falls the same way every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

/// Saturday morning, 9:00 to 12:00, in five days; sign-up is open.
pub fn times() -> SlotTimes {
    let starts_at = NOW.after_days(5).after(-5 * HOUR);
    SlotTimes::usual(starts_at, starts_at.after(3 * HOUR), starts_at, &Terms::default())
}

/// A slot with so many places, and nobody in it.
pub fn empty(places: i64) -> SlotState {
    let slot = Slot {
        id: SlotId::default(),
        stall: Default::default(),
        times: times(),
        capacity: places,
        walk_in: 0,
        approval: false,
        version: 1,
    };
    SlotState {
        places: slot.places(),
        slot,
        shut: None,
        taken: 0,
        offers: Vec::new(),
        waiting: WaitingList::default(),
        next_position: 1,
    }
}

pub fn person(number: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(number))
}

pub fn who(number: u128) -> Attendee {
    Attendee { account: person(number), member: None }
}

/// Somebody asks something, with a key of its own.
pub fn asks(number: u128, key: u128, ask: Ask) -> Request {
    let key = RequestKey(uuid::Uuid::from_u128(key));
    Request { key, who: who(number), ask, facts: Facts::default() }
}

/// Somebody wants a place.
pub fn joins(number: u128) -> Request {
    let id = SignUpId(uuid::Uuid::from_u128(number));
    asks(number, number, Ask::SignUp { id, wants: Wants::Auto, by_proxy: false })
}

/// All sign-ups of a slot, where a database would have them.
#[derive(Clone, Debug)]
pub struct Store {
    pub state: SlotState,
    pub sign_ups: Vec<SignUp>,
    pub answered: Vec<(RequestKey, Attendee, Ask, Outcome)>,
}

impl Store {
    pub fn new(state: SlotState) -> Self {
        Self { state, sign_ups: Vec::new(), answered: Vec::new() }
    }

    /// The request with all that is known of who asks.
    pub fn load(&self, request: &Request) -> Request {
        let live = |it: &&SignUp| it.state.status().is_live();
        let of_house = |it: &&SignUp| it.who.account == request.who.account;
        let mine = self.sign_ups.iter().filter(live).find(|it| it.who == request.who);
        let household = self.sign_ups.iter().filter(live).filter(of_house).count();
        let answered = self
            .answered
            .iter()
            .find(|(key, who, ..)| *key == request.key && who.account == request.who.account);
        let facts = Facts {
            mine: mine.cloned(),
            household: household.try_into().unwrap(),
            answered: answered.map(|(_, who, ask, outcome)| (*who, *ask, *outcome)),
            ..request.facts.clone()
        };
        Request { facts, ..request.clone() }
    }

    /// The slot with only as many of those who wait as have to be known.
    pub fn state_for(&self, requests: &[Request]) -> SlotState {
        let waits = |it: &&SignUp| matches!(it.state, SignUpState::Waitlisted { .. });
        let mut waiting: Vec<_> = self.sign_ups.iter().filter(waits).cloned().collect();
        waiting.sort_by_key(|it| (it.after_others, it.position));
        let (count, last) = (waiting.len(), waiting.iter().filter(|it| it.after_others).count());
        waiting.truncate(self.state.first_needed(requests).try_into().unwrap());
        let first = waiting.into_iter().map(|sign_up| Waiting { sign_up, clash: false });
        let (count, last) = (count.try_into().unwrap(), last.try_into().unwrap());
        let waiting = WaitingList::new(first.collect(), count, last);
        SlotState { waiting, ..self.state.clone() }
    }

    /// Decides a batch and keeps what came of it.
    pub fn decide(&mut self, requests: &[Request], now: Millis) -> Decision {
        let requests: Vec<_> = requests.iter().map(|it| self.load(it)).collect();
        let decision = decide(&self.state_for(&requests), &requests, now, &Terms::default());
        for change in &decision.changes {
            self.sign_ups.retain(|it| it.id != change.sign_up.id);
            self.sign_ups.push(change.sign_up.clone());
        }
        for (request, outcome) in requests.iter().zip(&decision.outcomes) {
            if request.facts.answered.is_none() {
                self.answered.push((request.key, request.who, request.ask, *outcome));
            }
        }
        self.state = decision.state.clone();
        decision
    }

    pub fn count(&self, status: SignUpStatus) -> usize {
        self.sign_ups.iter().filter(|it| it.state.status() == status).count()
    }

    pub fn status(&self, number: u128) -> SignUpStatus {
        let mine = self.sign_ups.iter().filter(|it| it.who == who(number));
        mine.max_by_key(|it| it.position).unwrap().state.status()
    }
}

#[test]
fn every_refusal_says_what_to_do_next_and_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<_> = Refusal::ALL.map(Refusal::code).into();
    assert_eq!(codes.len(), Refusal::ALL.len());
    let helps: std::collections::BTreeSet<_> = Refusal::ALL.map(Refusal::next).into();
    assert_eq!(helps.len(), Next::ALL.len(), "and nothing is offered that never helps");
}

#[test]
fn two_times_that_meet_are_soft_up_to_half_an_hour_and_hard_beyond() {
    let terms = Terms::default();
    let times = times();
    let other = |from: i64, to: i64| {
        let at = |minutes: i64| times.starts_at.after(minutes * MINUTE);
        let other = SlotTimes { starts_at: at(from), ends_at: at(to), ..times };
        overlap(&times, &[(SlotId::default(), other)], &terms).map(|it| (it.minutes, it.hard))
    };
    assert_eq!(other(180, 240), None, "one after the other");
    assert_eq!(other(150, 240), Some((30, false)));
    assert_eq!(other(149, 240), Some((31, true)));
    assert_eq!(other(60, 70), Some((10, true)), "nobody is at both for ten minutes");
}

#[test]
fn what_is_left_is_told_roughly_and_how_sign_up_stands_follows_from_the_time() {
    let mut state = empty(20);
    (state.slot.walk_in, state.places) = (30, 14);
    assert_eq!(state.slot.places(), state.places);
    let with = |taken| SlotState { taken, ..state.clone() };
    let bands = [0, 11, 12, 14, 15].map(|taken| with(taken).left(&Terms::default()));
    assert_eq!(bands, [Band::Many, Band::Many, Band::Few, Band::None, Band::None]);
    assert_eq!(with(0).view(times().opens_at.after(-1)), SignUpView::NotYet);
    assert_eq!(with(0).view(NOW), SignUpView::Open);
    assert_eq!(with(14).view(NOW), SignUpView::Full);
    let waited = SlotState { waiting: WaitingList::new(Vec::new(), 1, 0), ..with(0) };
    assert_eq!(waited.view(NOW), SignUpView::Full, "those who wait come first");
    assert_eq!(with(0).view(times().closes_at), SignUpView::Closed);
}

/// Who holds markets, who looks over the shoulder, and one more.
pub const ORGANISER: u128 = 1001;
pub const REVIEWER: u128 = 1002;
pub const PROVIDER: u128 = 1003;

/// A market that could be handed in.
pub fn draft() -> Market {
    let times = times();
    Market {
        id: Default::default(),
        kind: MarketKind::Market,
        organiser: person(ORGANISER),
        place: Default::default(),
        path: "/Y/2/".into(),
        place_name: "丰泽院".into(),
        title: "便民集市".into(),
        words: "理发、义诊、磨刀".into(),
        starts_at: times.starts_at,
        ends_at: times.ends_at,
        plan: Plan {
            contact: Some(person(ORGANISER)),
            safety: "留出通道".into(),
            rain: "搬进大厅".into(),
            owner_agreed: true,
            wanted: Vec::new(),
        },
        series: None,
        copied_from: None,
        rehearsal: false,
        editorial: Editorial::Draft { returned: String::new() },
        operational: Operational::Scheduled,
        asked: None,
        sequence: 0,
    }
}

/// What steps of a market ask of the world.
pub fn market_case(now: Millis, terms: &Terms) -> MarketCase<'_> {
    MarketCase { now, stalls: 1, sure_stalls: 1, anyone_came: true, terms }
}

/// The market after a step that is possible.
pub fn taken(market: &Market, step: MarketStep, now: Millis) -> Market {
    market.step(step, &market_case(now, &Terms::default())).unwrap()
}

/// A market that everyone sees.
pub fn published() -> Market {
    let submitted = taken(&draft(), MarketStep::Submit { by: person(ORGANISER) }, NOW);
    taken(&submitted, MarketStep::Publish { by: person(REVIEWER) }, NOW)
}

/// A stall for which somebody has applied.
pub fn stall(service: Service) -> Stall {
    Stall {
        id: Default::default(),
        market: Default::default(),
        provider: person(PROVIDER),
        provider_name: "老贺理发".into(),
        class: StallClass::PublicGood,
        service,
        number: "3".into(),
        capacity: 10,
        minutes_per_service: 15,
        needs: Needs::default(),
        elders: true,
        expected: false,
        proof: None,
        applied_at: NOW,
        state: StallState::Applied,
    }
}

/// What steps of a stall ask of the world.
pub fn stall_case(now: Millis, terms: &Terms) -> StallCase<'_> {
    StallCase { now, starts_at: times().starts_at, ends_at: times().ends_at, terms }
}
