//! Wishes in parts: splitting one, what everybody sees of the parts, and what they share.

use serde_json::json;
use shared::{
    id::WishId,
    policy::may_review,
    problem::{Check, Kind, Problem},
    settings::Rules,
    wish::{
        Confirmed, NewPart, Part, PartView, Parts, PublicWish, State, Status, Step, StepName,
        Submitted, Wish, news_of,
    },
};

use crate::{
    Call,
    db::{
        Tx, events,
        wishes::{self, Sealed, Stored},
    },
    random,
    step::{self, hidden},
};

/// Splits a wish that waits. Whoever splits approves the words of the parts; those of a child wait
/// for a second look. Contact, word, consent and household are those of the whole.
///
/// # Errors
/// Why not.
pub async fn split(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    mut parts: Vec<NewPart>,
    rules: &Rules,
) -> Result<Wish, Problem> {
    if !may_review(call.caller()?, &stored.wish) {
        return Err(hidden(&stored.wish));
    }
    let mut check = Check::default();
    NewPart::check(&mut check, &mut parts, stored.wish.is_minors());
    check.done()?;
    let by = call.caller()?.id;
    let made = (0..).zip(parts).map(|(order, part)| {
        let approve = Step::Approve { by, entitled: None };
        new_part(call, &stored.wish, (part, order)).step(approve, call.now, rules)
    });
    let made = made.collect::<Result<Vec<Wish>, Kind>>()?;
    let step = Step::Split { parts: made.iter().map(Part::of).collect() };
    let whole = step::take(tx, call, stored, step, rules).await?;
    let community = call.community_id();
    for part in &made {
        let sealed = Sealed {
            contact: stored.sealed.clone(),
            word_hash: stored.word_hash.clone(),
            guardian: stored.guardian.clone(),
            household: stored.household.clone(),
        };
        wishes::insert(tx, community, part, &sealed, rules).await?;
        let detail = json!({ "whole": whole.id });
        let event = call.event_with(part.id.0, StepName::Approve.code(), detail);
        events::record(tx, &event).await?;
    }
    Ok(whole)
}

fn new_part(call: &Call, whole: &Wish, (part, order): (NewPart, i64)) -> Wish {
    let NewPart { kind, title, story } = part;
    Wish {
        // Listed in the order in which they were written down.
        id: WishId(random::id(call.now.after(order))),
        kind,
        title,
        story,
        opened_at: None,
        ever_claimed: false,
        claimed_at: None,
        fulfilled_at: None,
        joiners: 0,
        state: State::Submitted(Submitted { since: Some(call.now), ..Submitted::default() }),
        removal: None,
        whole: Some(whole.id),
        ..whole.clone()
    }
}

/// The parts as poster and staff see them, of a wish that was split.
///
/// # Errors
/// What the database says.
pub async fn all(call: &Call, wish: &Wish) -> Result<Option<Parts>, Problem> {
    let Some(parts) = Parts::of(wish) else { return Ok(None) };
    let stored = wishes::parts(&call.app.db, call.community_id(), wish.id).await?;
    // What was split once before, was taken down and put back, is not in those parts any more.
    let known = wish.state.past().map(|past| past.parts.as_slice()).unwrap_or_default();
    let is_known = |part: &&Stored| known.iter().any(|it| it.wish == part.wish.id);
    let list = stored.iter().filter(is_known).map(|part| PartView::of(&part.wish)).collect();
    Ok(Some(Parts { list, ..parts }))
}

/// The parts as everybody sees them.
///
/// # Errors
/// What the database says.
pub async fn in_public(call: &Call, wish: &Wish) -> Result<Vec<PublicWish>, Problem> {
    if !wish.is_whole() {
        return Ok(Vec::new());
    }
    let stored = wishes::parts(&call.app.db, call.community_id(), wish.id).await?;
    let public = stored.iter().filter_map(|part| PublicWish::of(&part.wish));
    Ok(public.filter(|part| part.status != Status::Removed).collect())
}

/// "Me too" is said of what waits as a whole.
pub fn may_be_joined(wish: &Wish) -> bool {
    wish.whole.is_none() && matches!(wish.state, State::Open(_) | State::Offered(_))
}

/// A part is not opened again where the whole is gone.
///
/// # Errors
/// [`Kind::StepNotPossible`].
pub async fn may_go_on(
    tx: &mut Tx,
    call: &Call,
    before: &Wish,
    after: &Wish,
) -> Result<(), Problem> {
    let again = before.state.is_final() && !after.state.is_final();
    let Some(whole) = after.whole.filter(|_| again) else { return Ok(()) };
    let whole = wishes::load(tx, call.community_id(), whole).await?;
    match whole.wish.state {
        State::InParts(_) | State::Unmet(_) | State::Referred(_) => Ok(()),
        _ => Err(Kind::StepNotPossible.into()),
    }
}

/// Whether the caller has confirmed another part with the word, and so knows it.
///
/// # Errors
/// What the database says.
pub async fn was_told(tx: &mut Tx, call: &Call, wish: &Wish) -> Result<bool, Problem> {
    let (Some(whole), caller) = (wish.whole, call.caller()?.id) else { return Ok(false) };
    let parts = wishes::load_parts(tx, call.community_id(), whole).await?;
    let told = |part: &Stored| match &part.wish.state {
        State::Fulfilled(it) => it.helper == caller && it.confirmed == Confirmed::ByWord,
        _ => false,
    };
    Ok(parts.iter().any(told))
}

/// How many wrong words were tried for the parts of which this is one: they have one word, so that
/// there are no more tries for many parts than for one wish.
///
/// # Errors
/// What the database says.
pub async fn word_tries(tx: &mut Tx, call: &Call, wish: &Wish) -> Result<u8, Problem> {
    let Some(whole) = wish.whole else { return Ok(0) };
    Ok(wishes::load(tx, call.community_id(), whole).await?.wish.word_tries())
}

/// Counts a wrong word for all parts.
///
/// # Errors
/// What the database says.
pub async fn wrong_word(
    tx: &mut Tx,
    call: &Call,
    wish: &Wish,
    rules: &Rules,
) -> Result<(), Problem> {
    let (Some(whole), community) = (wish.whole, call.community_id()) else { return Ok(()) };
    let whole = wishes::load(tx, community, whole).await?;
    let after = whole.wish.with_wrong_word();
    Ok(wishes::save(tx, community, &whole, &after, rules).await?)
}

/// What was tried before there was a new word counts no more, for any part.
///
/// # Errors
/// What the database says.
pub async fn new_word(tx: &mut Tx, call: &Call, wish: &Wish, rules: &Rules) -> Result<(), Problem> {
    let community = call.community_id();
    if wish.whole.is_none() && !wish.is_whole() {
        return Ok(());
    }
    let whole = wishes::load(tx, community, wish.together()).await?;
    let parts = wishes::load_parts(tx, community, wish.together()).await?;
    for stored in [whole].iter().chain(&parts) {
        let after = stored.wish.with_new_word();
        if after != stored.wish {
            wishes::save(tx, community, stored, &after, rules).await?;
        }
    }
    Ok(())
}

/// Of parts that came true, the last is asked after and no other: a resident is called once.
///
/// # Errors
/// What the database says.
pub async fn ask_once(tx: &mut Tx, call: &Call, wish: &Wish, rules: &Rules) -> Result<(), Problem> {
    let (Some(whole), Some(_)) = (wish.whole, wish.asked_with_another()) else { return Ok(()) };
    let community = call.community_id();
    for part in wishes::load_parts(tx, community, whole).await? {
        let after = part.wish.asked_with_another().filter(|it| it.id != wish.id);
        if let Some(after) = after {
            wishes::save(tx, community, &part, &after, rules).await?;
        }
    }
    Ok(())
}

/// Ends the parts of what was taken back or taken down. The poster knows already.
///
/// # Errors
/// What the database says.
pub async fn end(tx: &mut Tx, call: &Call, whole: &Wish, rules: &Rules) -> Result<(), Problem> {
    for part in wishes::load_parts(tx, call.community_id(), whole.id).await? {
        let before = &part.wish;
        let step = match &whole.state {
            State::Removed(it) if before.state.status() != Status::Removed => {
                Step::AgreeRemoval { by: it.by[1], secretary: true }
            }
            State::Withdrawn(_) if !before.state.is_final() => Step::Withdraw,
            _ => continue,
        };
        // The two who agreed about the whole have agreed about its parts.
        let asked = match &whole.state {
            State::Removed(it) => {
                let alone = Wish { removal: None, ..before.clone() };
                let (reason, words) = (it.reason, it.words.clone());
                let ask = Step::AskRemoval { by: it.by[0], secretary: true, reason, words };
                alone.step(ask, call.now, rules)?
            }
            _ => before.clone(),
        };
        let wish = asked.step(step.clone(), call.now, rules)?;
        let community = call.community_id();
        wishes::save(tx, community, &part, &wish, rules).await?;
        events::record(tx, &call.event(wish.id.0, step.name().code())).await?;
        let mut told = news_of(&part.wish, &step, &wish, rules);
        told.retain(|(person, _)| *person != wish.poster);
        step::told(tx, call, told).await?;
    }
    Ok(())
}
