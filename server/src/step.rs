//! A step of a wish, taken by somebody or by time: rule, save, event and notices in one.

use serde_json::{Value, json};
use shared::{
    id::WishId,
    policy::{Caller, may_step, steps_of},
    problem::{Kind, Problem},
    settings::Rules,
    time::Millis,
    wish::{State, Step, StepName, Told, Wish, news_of},
};

use crate::{
    Call,
    db::{
        Tx, events,
        wishes::{self, Stored},
    },
    joined,
    keys::{Keys, Purpose},
    parts, random, reasons,
    tell::tell,
};

/// Takes a step of the caller's: whether they may, whether the state has it, and all that goes
/// with it.
///
/// # Errors
/// Why not.
pub async fn take(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    step: Step,
    rules: &Rules,
) -> Result<Wish, Problem> {
    take_because(tx, call, stored, (step, ""), rules).await
}

/// As [`take`], and keeps why, where the step itself has no place for it.
///
/// # Errors
/// Why not.
pub async fn take_because(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    (step, words): (Step, &str),
    rules: &Rules,
) -> Result<Wish, Problem> {
    if !may_step(call.caller()?, &stored.wish, step.name(), call.now, rules) {
        return Err(hidden(&stored.wish));
    }
    let (step, words) = match stored.erased {
        true => (reasons::without_words(step), ""),
        false => (step, words),
    };
    let wish = stored.wish.step(step.clone(), call.now, rules)?;
    parts::may_go_on(tx, call, &stored.wish, &wish).await?;
    // Whom to call is not known any more, so nobody could help.
    if stored.erased && stored.wish.state.is_final() && !wish.state.is_final() {
        return Err(Kind::ContactGone.into());
    }
    keep_because(tx, call, stored, (&step, words), &wish, rules).await?;
    Ok(wish)
}

/// All that the caller may do about it now.
pub fn steps(caller: &Caller, stored: &Stored, now: Millis, rules: &Rules) -> Vec<StepName> {
    let mut steps = steps_of(caller, &stored.wish, now, rules);
    // Whom to call is not known any more.
    let calls = [
        StepName::Reopen,
        StepName::Renew,
        StepName::Dispute,
        StepName::Appeal,
        StepName::Restore,
        StepName::FollowUpGood,
        StepName::FollowUpBad,
    ];
    steps.retain(|step| !(stored.erased && calls.contains(step)));
    steps
}

/// Stores what a step led to, whoever's it was.
///
/// # Errors
/// When somebody was faster, and what the database says.
pub async fn keep(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    step: &Step,
    wish: &Wish,
    rules: &Rules,
) -> Result<(), Problem> {
    keep_because(tx, call, stored, (step, ""), wish, rules).await
}

async fn keep_because(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    (step, words): (&Step, &str),
    wish: &Wish,
    rules: &Rules,
) -> Result<(), Problem> {
    let community = call.community_id();
    let joined = joined::whole_of(tx, community, &stored.wish).await?;
    let wish = &drawn(&call.app.keys, &stored.wish, wish.clone(), rules);
    wishes::save(tx, community, stored, wish, rules).await?;
    if !matches!(stored.wish.state, State::Fulfilled(_)) {
        parts::ask_once(tx, call, wish, rules).await?;
    }
    let event = call.event_with(wish.id.0, step.name().code(), detail(step));
    events::record(tx, &event).await?;
    let words = if words.is_empty() { reasons::words_of(step) } else { words };
    reasons::keep(tx, &call.app.keys, community, (event.id, wish.id), words).await?;
    told(tx, call, news_of(&stored.wish, step, wish, rules)).await?;
    joined::moved(tx, community, &joined, wish, call.now).await?;
    // What was split and is gone, its parts are gone with it.
    let gone = matches!(wish.state, State::Withdrawn(_) | State::Removed(_));
    match gone && stored.wish.is_whole() {
        true => Box::pin(parts::end(tx, call, wish, rules)).await,
        false => Ok(()),
    }
}

/// What a step led to; where the wish came true, with whether it is asked after. What was split is
/// drawn as one.
pub fn drawn(keys: &Keys, before: &Wish, after: Wish, rules: &Rules) -> Wish {
    let lot = keys.lot(Purpose::FollowUp, after.together().0.as_bytes());
    after.drawn(before, lot, rules)
}

/// Tells all who are to know.
///
/// # Errors
/// What the database says.
pub async fn told(tx: &mut Tx, call: &Call, told: Told) -> Result<(), Problem> {
    for (person, news) in told {
        tell(tx, call.community_id(), person, news, call.now).await?;
    }
    Ok(())
}

/// What the history keeps of a step besides its name; nothing that anybody wrote.
fn detail(step: &Step) -> Value {
    match step {
        Step::Approve { entitled, .. } => json!({ "entitled": entitled }),
        Step::Claim { class, .. } => json!({ "class": class }),
        Step::Offer { to, urgent, .. } => json!({ "to": to, "urgent": urgent }),
        Step::HandOver { to, .. } => json!({ "to": to }),
        Step::Decline { reason, .. } => json!({ "reason": reason }),
        Step::AskInfo { reason, .. } => json!({ "reason": reason }),
        Step::Release { reason, .. } => json!({ "reason": reason }),
        Step::Dispute { reason, .. } | Step::FollowUpBad { reason, .. } => {
            json!({ "reason": reason })
        }
        Step::CannotBe { reason, .. } => json!({ "reason": reason }),
        Step::AskRemoval { reason, .. } => json!({ "reason": reason }),
        Step::Refer { office, reply_by, .. } => json!({ "office": office, "reply_by": reply_by }),
        Step::OfficeAnswered { again, .. } => json!({ "again": again }),
        Step::ProposeMerge { into, .. } => json!({ "into": into }),
        Step::Promise { at } => json!({ "promised": at }),
        Step::AskLonger { until, .. } | Step::Extend { until } => json!({ "until": until }),
        Step::Settle { finding, .. } => json!({ "finding": finding }),
        _ => json!({}),
    }
}

/// Makes a new confirmation word, for a whole and all of its parts; only its hash stays here.
///
/// # Errors
/// What the database says.
pub async fn new_word(
    tx: &mut Tx,
    call: &Call,
    wish: &Wish,
    rules: &Rules,
) -> Result<String, Problem> {
    parts::new_word(tx, call, wish, rules).await?;
    let (word, wish) = (random::words(), wish.together());
    let hash = word_hash(call, wish, &word);
    wishes::set_word(tx, call.community_id(), wish, &hash).await?;
    Ok(word)
}

/// What is kept of a confirmation word.
pub fn word_hash(call: &Call, wish: WishId, word: &str) -> Vec<u8> {
    let word = shared::wish::normalise_words(word);
    call.app.keys.hash(Purpose::Word, &[wish.0.as_bytes(), word.as_bytes()])
}

/// Whether a wish that is not public exists is nobody's business.
pub fn hidden(wish: &Wish) -> Problem {
    match wish.state.status().is_public() {
        true => Kind::NotAllowed.into(),
        false => Kind::NotFound.into(),
    }
}
