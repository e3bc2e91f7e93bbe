//! What waits for staff: wishes to be reviewed or looked after, people who want to help, reports.

use shared::{
    community::CommunityKey,
    id::{EventId, WishId},
    policy::{
        Caller, may_confirm_by_call, may_decide, may_dispatch, may_follow_up, may_judge_appeal,
        may_review,
    },
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
    wish::{
        Contact, Decision, DeskEntry, DeskItem, DeskKind, DeskPage, DeskThing, Duty, Hand,
        ReviewWish, State, Step, Stepped, Wish, duty,
    },
};

use crate::{
    Call,
    db::{
        Tx, events, looks, rounds, settings, wish_desk,
        wishes::{self, Place, Stored},
    },
    keys::Purpose,
    parts, quota, random,
    step::{self, hidden},
};

/// How many wishes a desk shows; the rest comes when these are done.
const MOST: usize = 200;
/// How many are looked at at once for those that concern the caller.
const BATCH: i64 = 200;

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<DeskPage, Problem> {
    let (community, now) = (call.community_id(), call.now);
    let rules = settings::get(&call.app.db, community, now).await?;
    let mut page = DeskPage { queue: wishes_for(&call, &rules).await?, ..DeskPage::default() };
    for report in super::reports::waiting(&call).await? {
        let due_at = rules.after(report.at, Setting::AnswerReports);
        page.queue.push(entry(DeskKind::Report, due_at, DeskThing::Report(report), now));
    }
    for thanks in super::thanks::waiting(&call).await? {
        let due_at = rules.after(thanks.at, Setting::AnswerReports);
        page.queue.push(entry(DeskKind::Thanks, due_at, DeskThing::Thanks(thanks), now));
    }
    page.applications = super::applications::waiting(&call).await?;
    for it in &page.applications {
        let due_at = rules.after(it.made_at, Setting::AnswerReports);
        let thing = DeskThing::Application(it.clone());
        page.queue.push(entry(DeskKind::Application, due_at, thing, now));
    }
    for market in super::markets::waiting(&call).await? {
        let awaited = market.due_at.filter(|_| market.awaits_me);
        let due_at = awaited.into_iter().chain(market.pending.map(|(_, by)| by)).min();
        let due_at = due_at.unwrap_or(market.starts_at);
        page.queue.push(entry(DeskKind::Market, due_at, DeskThing::Market(market), now));
    }
    page.queue.sort_by_key(|entry| entry.due_at);
    let is_review =
        |entry: &&DeskEntry| matches!(entry.kind, DeskKind::Review | DeskKind::SecondReview);
    page.reviews = page.queue.iter().filter(is_review).filter_map(item).collect();
    Ok(page)
}

/// The wishes that concern the caller, however many of others lie before them.
async fn wishes_for(call: &Call, rules: &Rules) -> Result<Vec<DeskEntry>, Problem> {
    let (caller, community, now) = (call.caller()?, call.community_id(), call.now);
    let (mut queue, mut after) = (Vec::new(), Place::default());
    loop {
        let batch = wishes::on_desk(&call.app.db, community, now, after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(first(queue)) };
        after = (last.desk_at.unwrap_or_default(), last.wish.id);
        for Stored { wish, erased, .. } in batch {
            let duty = duty(&wish, rules, now).filter(|duty| duty.from <= now);
            // Whom to ask is not known any more.
            let duty = duty.filter(|duty| !(erased && duty.kind == DeskKind::FollowUp));
            let duty = duty.filter(|duty| concerns(caller, &wish, *duty, (now, rules)));
            queue.extend(duty.map(|duty| of_wish(wish, duty, now)));
        }
    }
}

/// Those that are due first.
fn first(mut queue: Vec<DeskEntry>) -> Vec<DeskEntry> {
    queue.sort_by_key(|entry| entry.due_at);
    queue.truncate(MOST);
    queue
}

fn item(entry: &DeskEntry) -> Option<DeskItem> {
    match &entry.thing {
        DeskThing::Wish(item) => Some(item.clone()),
        _ => None,
    }
}

fn entry(kind: DeskKind, due_at: Millis, thing: DeskThing, now: Millis) -> DeskEntry {
    DeskEntry { kind, due_at, overdue: due_at < now, thing }
}

fn of_wish(wish: Wish, duty: Duty, now: Millis) -> DeskEntry {
    let item = DeskItem {
        id: wish.id,
        kind: wish.kind,
        status: wish.state.status(),
        beneficiary: wish.beneficiary,
        joiners: wish.joiners,
        title: wish.title,
        place_name: wish.place_name,
        posted_at: wish.posted_at,
        due_at: duty.due,
    };
    entry(duty.kind, duty.due, DeskThing::Wish(item), now)
}

/// Whether it is the caller's to do.
fn concerns(caller: &Caller, wish: &Wish, duty: Duty, (now, rules): (Millis, &Rules)) -> bool {
    match duty.kind {
        DeskKind::Review => may_review(caller, wish),
        DeskKind::SecondReview => {
            let approved = match &wish.state {
                State::Submitted(it) => it.approvals.contains(&caller.id),
                _ => false,
            };
            may_review(caller, wish) && !approved
        }
        DeskKind::Removal => {
            let other = wish.removal.as_ref().is_some_and(|removal| removal.by != caller.id);
            let needs = wish.removal.as_ref().is_some_and(|removal| !removal.secretary);
            other && may_review(caller, wish) && (!needs || may_decide(caller, wish))
        }
        DeskKind::Appeal => {
            let third = matches!(&wish.state, State::Removed(it) if !it.by.contains(&caller.id));
            third && may_judge_appeal(caller, wish)
        }
        DeskKind::ConfirmCall => may_confirm_by_call(caller, wish, now, rules),
        DeskKind::FollowUp => may_follow_up(caller, wish, now, rules),
        DeskKind::OfferStuck | DeskKind::CloseUnconfirmed | DeskKind::Dispute => {
            may_decide(caller, wish)
        }
        DeskKind::Dispatch
        | DeskKind::Parts
        | DeskKind::Matter
        | DeskKind::Unclaimed
        | DeskKind::ContactLate
        | DeskKind::CalledInVain
        | DeskKind::GoodsOnTheWay
        | DeskKind::ReplyDue
        | DeskKind::PromiseLate => may_dispatch(caller, wish),
        DeskKind::Application | DeskKind::Report | DeskKind::Thanks | DeskKind::Market => {
            may_review(caller, wish)
        }
    }
}

pub async fn open(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<ReviewWish, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (acting, look) = (call.clone(), EventId(random::id(now)));
    let event = call.event(id.0, "review.open");
    let round = rounds::of_wish(&call.app.db, community, id).await?;
    // The answer is not kept: who may look is asked each time, and each look is logged.
    let open = async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !may_review(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let review = review_wish(&acting, &stored)?;
        if !matches!(stored.wish.state, State::Submitted(_) | State::NeedsInfo(_)) {
            // It is decided: whom to call is no reviewer's business any more.
            return Ok(Ok(ReviewWish { contact: Contact::default(), guardian: None, ..review }));
        }
        let rules = settings::rules(tx, community, now).await?;
        if let Some(refused) = quota::staff_look(tx, &acting, &rules).await? {
            return Ok(Err(refused));
        }
        looks::insert(tx, community, id, look, now, (caller.id, Hand::Reviewer)).await?;
        events::record(tx, &event).await?;
        Ok(Ok(review))
    };
    let review = call.app.db.write(open).await??;
    let market = wish_desk::of_wish(&call.app.db, community, id).await?;
    let proxy_agreed_at = wish_desk::proxy_agreed_at(&call.app.db, community, id).await?;
    Ok(ReviewWish { round, market, proxy_agreed_at, ..review })
}

/// The wish with all that a reviewer has to know.
pub fn review_wish(call: &Call, stored: &Stored) -> Result<ReviewWish, Problem> {
    let (wish, keys) = (&stored.wish, &call.app.keys);
    let guardian = stored.guardian.as_deref().map(|it| keys.unseal(Purpose::Guardian, it));
    let approvals: &[_] = match &wish.state {
        State::Submitted(it) => &it.approvals,
        _ => &[],
    };
    let caller = call.caller()?.id;
    Ok(ReviewWish {
        id: wish.id,
        version: stored.version.0,
        kind: wish.kind,
        title: wish.title.clone(),
        story: wish.story.clone(),
        when: wish.when.clone(),
        age_band: wish.age_band,
        beneficiary: wish.beneficiary,
        place_name: wish.place_name.clone(),
        posted_at: wish.posted_at,
        status: wish.state.status(),
        contact: keys.unseal(Purpose::Contact, &stored.sealed)?,
        guardian: guardian.transpose()?,
        approvals: u8::try_from(approvals.len()).unwrap_or(u8::MAX),
        approved_by_caller: approvals.contains(&caller),
        // Asked for where it is shown.
        proxy_agreed_at: None,
        round: None,
        market: None,
    })
}

pub async fn review(
    call: Call,
    (_, id): (CommunityKey, WishId),
    decision: Decision,
) -> Result<Stepped, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let acting = call.clone();
    call.write(async move |tx: &mut Tx| {
        let mut stored = wishes::load(tx, community, id).await?;
        if !may_review(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let decision = decision.check(stored.wish.is_minors())?;
        if decision.version() != stored.version.0 {
            return Err(Kind::SomeoneWasFaster.into());
        }
        if let Decision::Merge { into, .. } = &decision {
            may_merge(tx, &acting, *into, &stored.wish).await?;
        }
        let rules = settings::rules(tx, community, now).await?;
        let step = decided(&mut stored.wish, decision, &caller);
        let wish = step::take(tx, &acting, &stored, step, &rules).await?;
        Ok(Stepped::of(&wish))
    })
    .await
}

/// Only into another's wish that waits.
async fn may_merge(tx: &mut Tx, call: &Call, into: WishId, wish: &Wish) -> Result<(), Problem> {
    let no = || Problem::fields([("into", Kind::NotFound)]);
    let other = wishes::load(tx, call.community_id(), into).await.map_err(|_| no())?;
    let waits = parts::may_be_joined(&other.wish);
    if waits && other.wish.poster != wish.poster { Ok(()) } else { Err(no()) }
}

/// The step that a decision is; an approval puts the wish in its words.
fn decided(wish: &mut Wish, decision: Decision, caller: &Caller) -> Step {
    match decision {
        Decision::Approve { kind, title, story, when, route, entitled, .. } => {
            wish.reword((kind, route), (title, story), when);
            Step::Approve { by: caller.id, entitled }
        }
        Decision::AskInfo { reason, words, .. } => Step::AskInfo { reason, question: words },
        Decision::Decline { reason, words, .. } => Step::Decline { reason, words },
        Decision::Refer { office, words, reply_by, .. } => Step::Refer { office, words, reply_by },
        Decision::Merge { into, .. } => Step::ProposeMerge { into, by: caller.id },
    }
}
