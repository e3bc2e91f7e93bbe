//! Why somebody looked or took a step: kept sealed, and shown to those whom it concerns.

use shared::{
    id::{CommunityId, EventId, PersonId, WishId},
    problem::Problem,
    wish::{Actor, HistoryLine, Look, Step, StepName, Wish},
};

use crate::{
    App,
    db::{Tx, looks, reasons, wishes},
    keys::{Keys, Purpose},
};

/// Who reads them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reader {
    Poster,
    Staff,
}

/// Keeps the words of a look or an event, if anything was said.
///
/// # Errors
/// What the database says.
pub async fn keep(
    tx: &mut Tx,
    keys: &Keys,
    community: CommunityId,
    of: (EventId, WishId),
    words: &str,
) -> Result<(), Problem> {
    if words.is_empty() {
        return Ok(());
    }
    let sealed = keys.seal(Purpose::Reason, &words)?;
    Ok(reasons::insert(tx, community, of, &sealed).await?)
}

/// What was said with a step, where the step itself has it.
pub fn words_of(step: &Step) -> &str {
    match step {
        Step::AskInfo { question: words, .. }
        | Step::Decline { words, .. }
        | Step::AskLonger { words, .. }
        | Step::Dispute { words, .. }
        | Step::Settle { words, .. }
        | Step::CannotBe { words, .. }
        | Step::Refer { words, .. }
        | Step::OfficeAnswered { words, .. }
        | Step::FollowUpGood { words }
        | Step::FollowUpBad { words, .. }
        | Step::Appeal { words }
        | Step::Restore { words, .. }
        | Step::UpholdRemoval { words, .. }
        | Step::AskRemoval { words, .. } => words,
        _ => "",
    }
}

/// The step without what anybody wrote: of a wish whose contact is gone, nothing would ever take
/// the words away again.
pub fn without_words(mut step: Step) -> Step {
    match &mut step {
        Step::AskInfo { question: words, .. }
        | Step::Decline { words, .. }
        | Step::AskLonger { words, .. }
        | Step::Release { hand_over: words, .. }
        | Step::HandOver { words, .. }
        | Step::Deliver { note: words, .. }
        | Step::Dispute { words, .. }
        | Step::Settle { words, .. }
        | Step::CannotBe { words, .. }
        | Step::Refer { words, .. }
        | Step::OfficeAnswered { words, .. }
        | Step::FollowUpGood { words }
        | Step::FollowUpBad { words, .. }
        | Step::Appeal { words }
        | Step::Restore { words, .. }
        | Step::UpholdRemoval { words, .. }
        | Step::AskRemoval { words, .. } => words.clear(),
        _ => {}
    }
    step
}

/// Who looked, when and why, newest first.
///
/// # Errors
/// What the database says.
pub async fn looks(app: &App, community: CommunityId, wish: WishId) -> Result<Vec<Look>, Problem> {
    let rows = looks::of_wish(&app.db, community, wish).await?.into_iter();
    let look = |(at, by, sealed)| Ok(Look { at, by, reason: unseal(app, sealed)? });
    rows.map(look).collect()
}

/// What happened to a wish lately, oldest first, as far as its poster should know.
///
/// # Errors
/// What the database says.
pub async fn history(
    app: &App,
    community: CommunityId,
    wish: &Wish,
    reader: Reader,
) -> Result<Vec<HistoryLine>, Problem> {
    let mut lines = Vec::new();
    for (at, person, what, sealed) in wishes::history(&app.db, community, wish.id).await? {
        // How often a helper guessed at the word is nobody's business.
        let known = |it: &StepName| it.code() == what && *it != StepName::WrongWord;
        let Some(what) = StepName::ALL.into_iter().find(known) else { continue };
        let own = person == Some(wish.poster);
        let reads = reader == Reader::Staff || own || is_for_poster(what);
        let sealed = sealed.filter(|_| reads);
        let (by, words) = (actor(person, what, wish), unseal(app, sealed)?);
        lines.push(HistoryLine { at, what, by, words });
    }
    Ok(lines)
}

fn actor(person: Option<PersonId>, what: StepName, wish: &Wish) -> Actor {
    match person {
        None => Actor::Time,
        Some(person) if person == wish.poster => Actor::Poster,
        Some(_) if what.is_helpers() => Actor::Helper,
        Some(_) => Actor::Staff,
    }
}

/// Not what the form of staff says is for their own record, nor why a helper took no offer.
fn is_for_poster(what: StepName) -> bool {
    !matches!(
        what,
        StepName::AskRemoval
            | StepName::RefuseRemoval
            | StepName::RefuseOffer
            | StepName::KeepOpen
            | StepName::CloseUnconfirmed
            | StepName::Receive
            | StepName::Returned
            | StepName::Reopen
            | StepName::NewWord
    )
}

fn unseal(app: &App, sealed: Option<Vec<u8>>) -> Result<String, Problem> {
    let words = sealed.map(|sealed| app.keys.unseal(Purpose::Reason, &sealed)).transpose()?;
    Ok(words.unwrap_or_default())
}
