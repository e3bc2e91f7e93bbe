//! One decision about many requests of one slot: load what is known, let the rules decide, write
//! what came of it, all in the transaction it is called in.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};
use shared::{
    id::{CommunityId, EventId, PersonId, SignUpId, SlotId},
    market::{
        Ask, Attendee, Change, Decision, Outcome, Refusal, Request, RequestKey, SignUp,
        SignUpStatus, SignUpStepName, Terms, TicketCode, TurnDownReason, decide,
    },
    notice::News,
    problem::Problem,
    time::Millis,
};
use uuid::Uuid;

use crate::{
    App,
    call::with_origin,
    counter_facts::{Known, Line},
    db::{
        Error, Tx,
        events::{self, Event},
        sign_up_changes,
        slot_answers::{self, Answered},
        slots::{self, SlotAt},
        terms, turns,
    },
    random,
    tell::tell,
};

/// What somebody asks of a slot.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of the account of `who`.
    pub key: RequestKey,
    pub who: Attendee,
    pub ask: Ask,
    /// Who says so; of some things the organiser, about another person.
    pub by: PersonId,
    /// As what and from where, if it is not for themselves: see [`crate::Call::origin`].
    pub origin: Option<Value>,
}

impl Asked {
    /// By somebody, for that person or one of the household.
    pub fn own(key: RequestKey, who: Attendee, ask: Ask) -> Self {
        Self { key, who, ask, by: who.account, origin: None }
    }

    pub(crate) fn with(&self, facts: shared::market::Facts) -> Request {
        Request { key: self.key, who: self.who, ask: self.ask, facts }
    }
}

/// What it is answered, with what the page of it needs.
#[derive(Clone, Debug)]
pub struct Answer {
    pub outcome: Outcome,
    pub at: Arc<SlotAt>,
    /// As it is from now on, with its ticket; none where the slot itself was changed.
    pub sign_up: Option<(SignUp, TicketCode)>,
}

/// One for each request, in order.
pub type Answers = Vec<Result<Answer, Problem>>;

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
) -> Result<Answers, Problem> {
    let mut all = decide_each(tx, app, community, &[(slot, asked.to_vec())]).await?;
    Ok(all.pop().unwrap_or_default())
}

/// The same at several slots in one transaction, each named once.
///
/// # Errors
/// As [`decide_all`].
pub async fn decide_each(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    asked: &[(SlotId, Vec<Asked>)],
) -> Result<Vec<Answers>, Problem> {
    let now = app.clock.now();
    let slots: Vec<Uuid> = asked.iter().map(|(slot, _)| slot.0).collect();
    turns::take(tx, &slots).await?;
    let terms = terms::get_in(tx, community, now).await?;
    let mut lines = Vec::with_capacity(asked.len());
    for (slot, asked) in asked {
        lines.push(Line::load(tx, community, (*slot, asked)).await?);
    }
    let asks = asked.iter().flat_map(|(_, asked)| asked).map(|it| it.who.account);
    let people: BTreeSet<PersonId> = asks.chain(lines.iter().flat_map(Line::people)).collect();
    let people: Vec<Uuid> = people.into_iter().map(|it| it.0).collect();
    turns::take(tx, &people).await?;
    let mut answers = Vec::with_capacity(asked.len());
    for (line, (_, asked)) in lines.iter().zip(asked) {
        answers.push(decide_line(tx, community, (line, asked), (now, &terms)).await?);
    }
    Ok(answers)
}

/// Everybody's turn is taken.
async fn decide_line(
    tx: &mut Tx,
    community: CommunityId,
    (line, asked): (&Line, &[Asked]),
    (now, terms): (Millis, &Terms),
) -> Result<Answers, Problem> {
    let known = Known::load(tx, community, (line, asked), (now, terms)).await?;
    let requests: Vec<Request> = asked.iter().map(|it| known.request(it)).collect();
    let decision = decide(&known.state(line), &requests, now, terms);
    let codes = write(tx, community, &known, (asked, &decision)).await?;
    note_places(tx, community, line.at.slot.id, (asked, &decision), now).await?;
    keep(tx, community, &known, (asked, &decision), now).await?;
    Ok(answers(&decision, &codes, &Arc::new(line.at.clone())))
}

/// The codes of all sign-ups that the answers are about.
type Codes = BTreeMap<SignUpId, (SignUp, TicketCode)>;

/// Writes each sign-up as it is in the end, the slot, what happened, and whom to tell.
async fn write(
    tx: &mut Tx,
    community: CommunityId,
    known: &Known<'_>,
    (asked, decision): (&[Asked], &Decision),
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
        let inserted = sign_up_changes::insert(tx, community, place, &new, now).await;
        inserted.map_err(Error::raced)?;
    }
    let saved: Vec<_> = old
        .iter()
        .filter_map(|it| Some(((*it).clone(), known.stored(it)?.version, known.due_at(it))))
        .collect();
    sign_up_changes::save(tx, community, &saved).await.map_err(Error::raced)?;
    if decision.state.slot.version != at.slot.version {
        slots::save(tx, community, at, &decision.state).await.map_err(Error::raced)?;
        let said = said_by(asked);
        let step = |it: &Change| {
            let by = said.get(&(it.sign_up.who, it.step.code()));
            let origin = by.and_then(|(_, origin)| *origin);
            match (by.map(|(by, _)| by), origin) {
                (by, None) => json!([it.sign_up.id, it.step, by]),
                (by, Some(origin)) => json!([it.sign_up.id, it.step, by, origin]),
            }
        };
        let steps: Vec<_> = decision.changes.iter().map(step).collect();
        let (id, about) = (EventId(random::id(now)), at.slot.id.0);
        let detail = json!({ "places": decision.state.places, "steps": steps });
        let what = "slot.decide";
        events::record(tx, &Event { community, id, at: now, by: None, about, what, detail })
            .await?;
    }
    for change in decision.changes.iter().filter(|it| it.tell_at.is_some()) {
        if let Some(news) = news(at, asked, change) {
            tell(tx, community, change.sign_up.who.account, news, now).await?;
        }
    }
    let kept = known.all().map(|it| (&it.sign_up, &it.code));
    let mut all: Codes = kept.map(|(it, code)| (it.id, (it.clone(), code.clone()))).collect();
    for (it, ..) in saved {
        if let Some(known) = all.get_mut(&it.id) {
            known.0 = it;
        }
    }
    all.extend(new.into_iter().map(|(it, code, _)| (it.id, (it, code))));
    Ok(all)
}

/// By whom, and as what and from where.
type Said<'a> = (PersonId, Option<&'a Value>);

/// Who asked for which step of whose sign-up; the others come of themselves.
fn said_by(asked: &[Asked]) -> BTreeMap<(Attendee, &'static str), Said<'_>> {
    use SignUpStepName as N;
    let said = asked.iter().filter_map(|it| {
        let step = match it.ask {
            Ask::SignUp { .. } => N::Join,
            Ask::Cancel => N::Cancel,
            Ask::Accept => N::Accept,
            Ask::Decline => N::Decline,
            Ask::Keep => N::Keep,
            Ask::Admit => N::Admit,
            Ask::TurnDown { .. } => N::TurnDown,
            Ask::Places { .. } => return None,
        };
        Some(((it.who, step.code()), (it.by, it.origin.as_ref())))
    });
    said.collect()
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
            let (id, by) = (EventId(random::id(at)), Some(asked.by));
            let origin = asked.origin.clone().unwrap_or_else(|| json!({}));
            let detail = with_origin(origin, json!({ "places": places, "over": over }));
            let (about, what) = (slot.0, "slot.places");
            events::record(tx, &Event { community, id, at, by, about, what, detail }).await?;
        }
    }
    Ok(())
}

/// What somebody is told who did not ask now.
fn news(at: &SlotAt, asked: &[Asked], change: &Change) -> Option<News> {
    let (sign_up, title) = (change.sign_up.id, at.title.clone());
    let starts_at = at.slot.times.starts_at;
    match change.step {
        SignUpStepName::Admit => return Some(News::SignUpAdmitted { sign_up, title, starts_at }),
        SignUpStepName::TurnDown => {
            let reason = asked.iter().find_map(|it| why(it, change));
            return Some(News::SignUpTurnedDown { sign_up, title, reason });
        }
        _ => {}
    }
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

/// Why it was a no, where this is what was asked.
fn why(asked: &Asked, change: &Change) -> Option<TurnDownReason> {
    match asked.ask {
        Ask::TurnDown { why } if asked.who == change.sign_up.who => why,
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
    Ok(slot_answers::keep(tx, community, &done, now).await.map_err(Error::raced)?)
}

fn answers(decision: &Decision, codes: &Codes, at: &Arc<SlotAt>) -> Vec<Result<Answer, Problem>> {
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
