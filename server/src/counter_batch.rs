//! One decision about many requests of one slot: load what is known, let the rules decide, write
//! what came of it, all in the transaction it is called in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::json;
use shared::{
    id::{CommunityId, EventId, PersonId, SignUpId, SlotId},
    market::{
        Ask, Attendee, Change, Decision, Facts, Missed, Outcome, Overlap, Refusal, Request,
        RequestKey, SignUp, SignUpStatus, SlotCase, SlotState, SlotTimes, Terms, TicketCode,
        Waiting, WaitingList, decide, overlap, shift_standing, sign_up_timers, standing,
    },
    notice::News,
    problem::Problem,
    time::Millis,
};
use uuid::Uuid;

use crate::{
    App,
    db::{
        Tx,
        events::{self, Event},
        sign_up_changes,
        sign_ups::{self, Stored},
        slot_answers::{self, Answered},
        slots::{self, SlotAt},
        terms, turns,
    },
    random,
    tell::tell,
};

/// What somebody asks of a slot.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub key: RequestKey,
    pub who: Attendee,
    pub ask: Ask,
}

/// What it is answered, with what the page of it needs.
#[derive(Clone, Debug)]
pub struct Answer {
    pub outcome: Outcome,
    pub at: std::sync::Arc<SlotAt>,
    /// As it is from now on, with its ticket; none where the slot itself was changed.
    pub sign_up: Option<(SignUp, TicketCode)>,
}

/// Of what was before, no-shows count; nothing older does.
const REMEMBERED: i64 = 150;
/// Of somebody's other sign-ups, all count that may go on when a slot begins.
const LONGEST_SLOT: i64 = 14 * Millis::HOUR;

/// Answers all of them, in order. Without any, does what time does: offers lapse, and places that
/// are free go to who waits.
///
/// # Errors
/// [`shared::problem::Kind::SomeoneWasFaster`] when the slot changed meanwhile; what the database
/// says.
pub async fn decide_all(
    tx: &mut Tx,
    app: &App,
    (community, slot): (CommunityId, SlotId),
    asked: &[Asked],
) -> Result<Vec<Result<Answer, Problem>>, Problem> {
    let now = app.clock.now();
    let people: BTreeSet<PersonId> = asked.iter().map(|it| it.who.account).collect();
    let turns: Vec<Uuid> = people.iter().map(|it| it.0).collect();
    turns::take(tx, slot.0, &turns).await?;
    let terms = terms::get_in(tx, community, now).await?;
    let at = slots::load(tx, community, slot).await?;
    let keys: Vec<_> = asked.iter().map(|it| (it.who.account, it.key)).collect();
    let answered = slot_answers::find(tx, community, &keys).await?;
    let mut known = Known { at: &at, terms: &terms, now, rows: HashMap::new(), before: answered };
    let state = load(tx, community, &mut known, asked, people).await?;
    let requests: Vec<Request> = asked.iter().map(|it| known.request(it)).collect();
    let decision = decide(&state, &requests, now, &terms);
    let codes = write(tx, community, &known, &decision).await?;
    note_places(tx, community, slot, (asked, &decision), now).await?;
    keep(tx, community, &known, (asked, &decision), now).await?;
    let at = std::sync::Arc::new(at.clone());
    Ok(answers(&decision, &codes, &at))
}

/// What is known of the slot and of who asks, before the decision.
struct Known<'a> {
    at: &'a SlotAt,
    terms: &'a Terms,
    now: Millis,
    /// What people have, by person.
    rows: HashMap<PersonId, Vec<Stored>>,
    before: Vec<Answered>,
}

/// The slot with its offers and as many of those who wait as may move up.
async fn load(
    tx: &mut Tx,
    community: CommunityId,
    known: &mut Known<'_>,
    asked: &[Asked],
    mut people: BTreeSet<PersonId>,
) -> Result<SlotState, Problem> {
    let slot = known.at.slot.id;
    let offers = sign_ups::offered(tx, community, slot).await?;
    let offers: Vec<SignUp> = offers.into_iter().map(|it| it.sign_up).collect();
    let (count, after_others) = slots::waiting(tx, community, slot).await?;
    let bare = known.at.state(offers.clone(), WaitingList::new(Vec::new(), count, after_others));
    let as_requests: Vec<Request> = asked.iter().map(|it| it.with(Facts::default())).collect();
    let needed = bare.first_needed(&as_requests).min(count);
    let first = match needed {
        0 => Vec::new(),
        needed => sign_ups::first(tx, community, slot, needed).await?,
    };
    people.extend(first.iter().map(|it| it.sign_up.who.account));
    let people: Vec<PersonId> = people.into_iter().collect();
    let since = known.now.after_days(-REMEMBERED);
    for row in sign_ups::of_people(tx, community, &people, since).await? {
        known.rows.entry(row.sign_up.who.account).or_default().push(row);
    }
    for offer in &offers {
        // Offers lapse also of who asks nothing, and are saved by the version that was loaded.
        if !known.rows.contains_key(&offer.who.account) {
            let row = sign_ups::load(tx, community, offer.id).await?;
            known.rows.entry(offer.who.account).or_default().push(row);
        }
    }
    let waiting = first.into_iter().map(|it| {
        let clash = known.overlap(it.sign_up.who).is_some_and(|it| it.hard);
        Waiting { sign_up: it.sign_up, clash }
    });
    let waiting = WaitingList::new(waiting.collect(), count, after_others);
    Ok(known.at.state(offers, waiting))
}

impl Asked {
    fn with(&self, facts: Facts) -> Request {
        Request { key: self.key, who: self.who, ask: self.ask, facts }
    }
}

impl Known<'_> {
    fn of(&self, account: PersonId) -> impl Iterator<Item = &Stored> + Clone {
        self.rows.get(&account).into_iter().flatten()
    }

    /// What else somebody has at that time, and does not only wait for.
    fn overlap(&self, who: Attendee) -> Option<Overlap> {
        let (slot, times) = (self.at.slot.id, self.at.slot.times);
        let near = times.starts_at.after(-LONGEST_SLOT);
        let has = self.of(who.account).filter(|it| {
            let holds = it.sign_up.state.status().holds_place() && it.starts_at > near;
            it.sign_up.who == who && it.sign_up.slot != slot && holds
        });
        let has: Vec<(SlotId, SlotTimes)> = has
            .map(|it| {
                let (starts_at, ends_at) = (it.starts_at, it.ends_at);
                (it.sign_up.slot, SlotTimes { starts_at, ends_at, ..SlotTimes::default() })
            })
            .collect();
        overlap(&times, &has, self.terms)
    }

    fn request(&self, asked: &Asked) -> Request {
        let (slot, who, now) = (self.at.slot.id, asked.who, self.now);
        let live = |it: &&Stored| it.sign_up.state.status().is_live();
        let here = self.of(who.account).filter(live).filter(|it| it.sign_up.slot == slot);
        let mine = here.clone().find(|it| it.sign_up.who == who);
        let own = self.of(who.account).filter(|it| it.sign_up.who == who);
        let elsewhere = own.clone().filter(live).filter(|it| {
            it.sign_up.slot != slot && it.ends_at > now && it.sign_up.state.status().is_expected()
        });
        let missed: Vec<Missed> = own.filter_map(|it| Missed::of(&it.sign_up)).collect();
        let helps = self.at.kind.is_of_helpers();
        let needs_yes = helps && shift_standing(&missed, now, self.terms).asks_until.is_some();
        let before =
            self.before.iter().find(|it| it.key == asked.key && it.who.account == who.account);
        // Under this key something was asked of another slot: then nothing is the same.
        let answered = before.map(|it| match it.slot == slot {
            true => (it.who, it.ask, it.outcome),
            false => (it.who, Ask::Places { places: -1 }, it.outcome),
        });
        asked.with(Facts {
            mine: mine.map(|it| it.sign_up.clone()),
            overlap: self.overlap(who),
            household: count(here.count()),
            elsewhere: count(elsewhere.count()),
            paused: !helps && standing(&missed, now, self.terms).is_paused(),
            needs_yes,
            answered,
        })
    }

    fn case(&self) -> SlotCase<'_> {
        self.at.case(self.now, self.terms)
    }

    /// When time looks at it next.
    fn due_at(&self, sign_up: &SignUp) -> Option<Millis> {
        sign_up_timers(sign_up, &self.case()).first().map(|(at, _)| *at)
    }

    fn stored(&self, sign_up: &SignUp) -> Option<&Stored> {
        self.of(sign_up.who.account).find(|it| it.sign_up.id == sign_up.id)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The codes of all sign-ups that the answers are about.
type Codes = BTreeMap<SignUpId, (SignUp, TicketCode)>;

/// Writes each sign-up as it is in the end, the slot, what happened, and whom to tell.
async fn write(
    tx: &mut Tx,
    community: CommunityId,
    known: &Known<'_>,
    decision: &Decision,
) -> Result<Codes, Problem> {
    let (at, now) = (known.at, known.now);
    // Of several changes of one sign-up, the last counts.
    let mut last: BTreeMap<SignUpId, &SignUp> = BTreeMap::new();
    last.extend(decision.changes.iter().map(|it| (it.sign_up.id, &it.sign_up)));
    let (old, new): (Vec<&SignUp>, Vec<&SignUp>) =
        last.into_values().partition(|it| known.stored(it).is_some());
    let codes = fresh_codes(tx, community, at, new.len()).await?;
    let new: Vec<_> =
        new.into_iter().zip(codes).map(|(it, code)| (it.clone(), code, known.due_at(it))).collect();
    if !new.is_empty() {
        let place = (at.market, at.slot.times);
        sign_up_changes::insert(tx, community, place, &new, now).await?;
    }
    let saved: Vec<_> = old
        .iter()
        .filter_map(|it| Some(((*it).clone(), known.stored(it)?.version, known.due_at(it))))
        .collect();
    sign_up_changes::save(tx, community, &saved).await?;
    if decision.state.slot.version != at.slot.version {
        slots::save(tx, community, at, &decision.state).await?;
        let steps = decision.changes.iter();
        let steps: Vec<_> = steps.map(|it| json!([it.sign_up.id, it.step])).collect();
        let (id, about) = (EventId(random::id(now)), at.slot.id.0);
        let detail = json!({ "places": decision.state.places, "steps": steps });
        let what = "slot.decide";
        events::record(tx, &Event { community, id, at: now, by: None, about, what, detail })
            .await?;
    }
    for change in decision.changes.iter().filter(|it| it.tell_at.is_some()) {
        if let Some(news) = news(at, change) {
            tell(tx, community, change.sign_up.who.account, news, now).await?;
        }
    }
    let kept = known.rows.values().flatten().map(|it| (&it.sign_up, &it.code));
    let mut all: Codes = kept.map(|(it, code)| (it.id, (it.clone(), code.clone()))).collect();
    for (it, ..) in saved {
        if let Some(known) = all.get_mut(&it.id) {
            known.0 = it;
        }
    }
    all.extend(new.into_iter().map(|(it, code, _)| (it.id, (it, code))));
    Ok(all)
}

/// Who said how many places there are is remembered by name.
async fn note_places(
    tx: &mut Tx,
    community: CommunityId,
    slot: SlotId,
    (asked, decision): (&[Asked], &Decision),
    at: Millis,
) -> Result<(), Problem> {
    for (asked, outcome) in asked.iter().zip(&decision.outcomes) {
        if let Outcome::Places { places, over } = outcome {
            let (id, by) = (EventId(random::id(at)), Some(asked.who.account));
            let detail = json!({ "places": places, "over": over });
            let (about, what) = (slot.0, "slot.places");
            events::record(tx, &Event { community, id, at, by, about, what, detail }).await?;
        }
    }
    Ok(())
}

/// What somebody is told who did not ask now.
fn news(at: &SlotAt, change: &Change) -> Option<News> {
    let (sign_up, title) = (change.sign_up.id, at.title.clone());
    let starts_at = at.slot.times.starts_at;
    match change.sign_up.state {
        shared::market::SignUpState::Offered { until, .. } => {
            Some(News::PlaceOffered { sign_up, title, starts_at, answer_by: until })
        }
        _ if change.sign_up.state.status() == SignUpStatus::OfferExpired => {
            Some(News::OfferOver { sign_up, title })
        }
        // Before the organiser has said yes, there is nothing to be glad of.
        _ if change.sign_up.state.status() == SignUpStatus::Confirmed => {
            Some(News::PlaceGiven { sign_up, title, starts_at })
        }
        _ => None,
    }
}

/// So many codes that nobody else has at this market.
async fn fresh_codes(
    tx: &mut Tx,
    community: CommunityId,
    at: &SlotAt,
    count: usize,
) -> Result<Vec<TicketCode>, Problem> {
    let mut codes: BTreeSet<TicketCode> = BTreeSet::new();
    while codes.len() < count {
        while codes.len() < count {
            codes.insert(random::ticket_code(at.rehearsal));
        }
        let all: Vec<TicketCode> = codes.iter().cloned().collect();
        let taken = sign_up_changes::taken(tx, community, at.market, &all).await?;
        codes.retain(|code| !taken.iter().any(|it| it == code.digits()));
    }
    Ok(codes.into_iter().collect())
}

/// Keeps what was answered, and what cannot change: a refusal may, so it is not kept.
async fn keep(
    tx: &mut Tx,
    community: CommunityId,
    known: &Known<'_>,
    (asked, decision): (&[Asked], &Decision),
    now: Millis,
) -> Result<(), Problem> {
    let answered = |(it, outcome): (&Asked, &Outcome)| {
        let outcome = *outcome;
        Answered { key: it.key, slot: known.at.slot.id, who: it.who, ask: it.ask, outcome }
    };
    let done = asked.iter().zip(&decision.outcomes).map(answered);
    let done: Vec<_> = done.filter(|it| !matches!(it.outcome, Outcome::Refused { .. })).collect();
    Ok(slot_answers::keep(tx, community, &done, now).await?)
}

fn answers(
    decision: &Decision,
    codes: &Codes,
    at: &std::sync::Arc<SlotAt>,
) -> Vec<Result<Answer, Problem>> {
    let answer = |outcome: &Outcome| {
        let id = match *outcome {
            Outcome::Refused { refusal } => return Err(refused(refusal)),
            Outcome::Confirmed { sign_up, .. }
            | Outcome::Pending { sign_up, .. }
            | Outcome::Waiting { sign_up, .. }
            | Outcome::Cancelled { sign_up, .. }
            | Outcome::Declined { sign_up }
            | Outcome::TurnedDown { sign_up } => Some(sign_up),
            Outcome::Places { .. } => None,
        };
        let sign_up = id.and_then(|id| codes.get(&id)).cloned();
        Ok(Answer { outcome: *outcome, at: at.clone(), sign_up })
    };
    decision.outcomes.iter().map(answer).collect()
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::KeyReused => shared::problem::Kind::KeyUsedBefore.into(),
        other => other.into(),
    }
}
