//! Forgetting for good: somebody who leaves, and contacts some time after a wish has come to its
//! end.

use serde_json::json;
use shared::{
    id::{CommunityId, PersonId, WishId},
    market::Term,
    problem::Problem,
    settings::Setting,
    time::Millis,
    wish::{Contact, ReleaseReason, Step},
};

use crate::{
    App, Call, counter_moves,
    db::{
        Tx,
        erasures::{self, Blank},
        market_sums, markets, my_data, queues, search, settings, terms, wishes,
    },
    happened,
    keys::{Keys, Purpose},
    market_leave, queue_step, step,
};

/// What is written where something was.
///
/// # Errors
/// A bug, when it cannot be sealed.
pub fn blank(keys: &Keys) -> Result<Blank, Problem> {
    Ok(Blank {
        contact: keys.seal(Purpose::Contact, &Contact::default())?,
        application: keys.seal(Purpose::Application, &json!({ "name": "", "note": "" }))?,
    })
}

/// Somebody leaves a community: live wishes are withdrawn and whoever helped is thanked, wishes in
/// hand wait for others again, and what was stored is taken away.
///
/// # Errors
/// What the database says.
pub async fn leave(tx: &mut Tx, call: &Call, person: PersonId) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let (posted, helped) = my_data::load_wishes(tx, community, person).await?;
    for id in &posted {
        withdraw(tx, call, *id).await?;
        // Nobody is left to be asked after it.
        take(tx, call, *id, Step::FollowUpLapsed).await?;
    }
    for id in helped {
        give_back(tx, call, id).await?;
    }
    market_leave::leave(tx, call, person).await?;
    counter_moves::leave(tx, &call.app, community, person).await?;
    queue_step::leave(tx, community, person, now).await?;
    erasures::in_community(tx, community, person, &blank(&call.app.keys)?, now).await?;
    for id in posted {
        erasures::words(tx, community, id).await?;
        // That it was taken back, they are told by the same act.
        erasures::told(tx, community, id, now).await?;
        find_by_what_stays(tx, community, id).await?;
        tx.touch(community);
    }
    Ok(())
}

/// What stays of a wish is its title, where it came true; nothing else finds it any more.
async fn find_by_what_stays(
    tx: &mut Tx,
    community: CommunityId,
    id: WishId,
) -> Result<(), Problem> {
    let wish = wishes::load(tx, community, id).await?.wish;
    if wish.opened_at.is_none() || !wish.state.status().is_public() || wish.title.is_empty() {
        return Ok(search::forget(tx, community, id).await?);
    }
    let text = format!("{} {}", wish.title, wish.place_name);
    Ok(search::index(tx, community, id, &text).await?)
}

async fn withdraw(tx: &mut Tx, call: &Call, id: WishId) -> Result<(), Problem> {
    take(tx, call, id, Step::Withdraw).await
}

/// What was delivered stays so: its poster says whether it came true.
async fn give_back(tx: &mut Tx, call: &Call, id: WishId) -> Result<(), Problem> {
    let (reason, hand_over) = (ReleaseReason::NotSaid, String::new());
    take(tx, call, id, Step::Release { reason, hand_over }).await
}

/// The step, where the wish has it.
async fn take(tx: &mut Tx, call: &Call, id: WishId, step: Step) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let stored = wishes::load(tx, community, id).await?;
    let rules = settings::rules(tx, community, now).await?;
    let Ok(wish) = stored.wish.step(step.clone(), now, &rules) else { return Ok(()) };
    step::keep(tx, call, &stored, &step, &wish, &rules).await
}

/// Takes away contacts and names that have served their time, and answers how many.
///
/// # Errors
/// What the database says.
pub async fn forget_old(app: &App, community: CommunityId) -> Result<u64, Problem> {
    let now = app.clock.now();
    let rules = settings::get(&app.db, community, now).await?;
    let before = rules.before(now, Setting::Retention);
    let (mut after, mut count) = (WishId::default(), 0);
    loop {
        let old = erasures::with_contact(&app.db, community, before, after).await?;
        let Some(last) = old.last() else { break };
        after = last.id;
        let ended = |at: Option<Millis>| at.is_some_and(|at| at < before);
        let due = old.into_iter().filter(|it| it.state.is_final() && ended(it.at));
        let due: Vec<WishId> = due.map(|it| it.id).collect();
        let blank = blank(&app.keys)?;
        let erase = async move |tx: &mut Tx| {
            let mut erased = 0;
            for id in &due {
                erased += erasures::contact(tx, community, *id, &blank, now).await?;
                erasures::words(tx, community, *id).await?;
                erasures::told(tx, community, *id, now).await?;
            }
            Ok(erased)
        };
        count += app.db.write(erase).await?;
    }
    let blank = blank(&app.keys)?;
    let names = async move |tx: &mut Tx| Ok(erasures::names(tx, community, &blank, before).await?);
    let numbers = async move |tx: &mut Tx| Ok(queues::forget_old(tx, community, before).await?);
    let count = count + app.db.write(names).await? + app.db.write(numbers).await?;
    Ok(count + forget_days(app, community, before).await?)
}

/// Forgets who was where at markets that were over before a time, whether anybody summed them up or
/// not: what stays are their figures.
async fn forget_days(app: &App, community: CommunityId, before: Millis) -> Result<u64, Problem> {
    let (now, mut count) = (app.clock.now(), 0);
    loop {
        let old = market_sums::old(&app.db, community, before).await?;
        if old.is_empty() {
            let terms = terms::get(&app.db, community, now).await?;
            let judged = terms.before(terms.before(now, Term::NoShowTime), Term::NoShowPause);
            let judged = judged.min(terms.before(now, Term::MissedShiftTime)).min(before);
            let forget = async move |tx: &mut Tx| {
                Ok(market_sums::forget_no_shows(tx, community, judged).await?)
            };
            return Ok(count + app.db.write(forget).await?);
        }
        for id in old {
            let forget = async move |tx: &mut Tx| {
                let market = markets::load(tx, community, id).await?.market;
                let terms = terms::get_in(tx, community, now).await?;
                let figures = happened::figures_in(tx, community, (&market, &terms)).await?;
                Ok(market_sums::forget(tx, community, id, &figures, now).await?)
            };
            count += app.db.write(forget).await?;
        }
    }
}
