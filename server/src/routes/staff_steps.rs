//! What staff do about a wish besides reviewing it: look, offer, call, settle, close, take down.

use serde_json::json;
use shared::{
    calendar::evening_of,
    community::CommunityKey,
    id::{AppointmentId, EventId, PersonId, WishId},
    notice::News,
    policy::{Role, may_decide, may_look},
    problem::{Kind, Problem},
    settings::Rules,
    time::Millis,
    wish::{
        AppealView, CallOutcome, DisputeView, Finding, Hand, Heard, HelperFacts, LookReason,
        RemovalView, ReviewWish, StaffStep, StaffWish, State, Step, Stepped, WhoHelps, Wish,
        latest_extension, latest_promise, may_take_on,
    },
};

use super::{
    claims::{in_hand, lives_there, qualified_until},
    desk::review_wish,
    mine::delivery_note,
};
use crate::{
    Call,
    db::{
        Error, Tx, appointments,
        events::{self, Event},
        looks, people, rounds, settings, teams, wish_desk,
        wishes::{self, Stored},
    },
    keys::Purpose,
    parts, quota, random,
    reasons::{self, Reader},
    step::{self, hidden},
};

/// Opens a wish with its contact, and who helps; logged, with the reason, and shown to the poster.
///
/// LAW-06 asks, of a child's, for a reason and for somebody who approved. Read in the least
/// burdensome way: the reason is in one's own words, no ready sentence; and whoever approved the
/// wish in review has approved that those on duty look after it, so the last of the two reviewers
/// that is not the one who looks now stands in the row of this look. Before the second has
/// approved, and where a single other person has, the look itself is part of the review.
pub async fn look(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: LookReason,
) -> Result<StaffWish, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    // Kept apart: what people write does not belong into a history that is for good.
    let input = input.check()?;
    let look = EventId(random::id(now));
    let looking = call.clone();
    let logged = async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        if !may_look(&caller, &stored.wish, now, &rules) {
            return Err(hidden(&stored.wish));
        }
        input.check_for(stored.wish.is_minors())?;
        let event = look_event(tx, &looking, &stored.wish).await?;
        if let Some(refused) = quota::staff_look(tx, &looking, &rules).await? {
            return Ok(Err(refused));
        }
        looks::insert(tx, community, id, look, now, (caller.id, Hand::Staff)).await?;
        // What is said after the end of its time would never be taken away again.
        let reason = if stored.erased { "" } else { input.reason.as_str() };
        reasons::keep(tx, &looking.app.keys, community, (look, id), reason).await?;
        events::record(tx, &event).await?;
        Ok(Ok(()))
    };
    // Written first: nobody looks without a trace.
    call.app.db.write(logged).await??;
    let stored = wishes::get(&call.app.db, community, id).await?;
    let rules = settings::get(&call.app.db, community, now).await?;
    staff_wish(&call, &stored, &rules).await
}

/// The row of a look; of a child's wish it names who approved.
///
/// # Errors
/// Where nobody else has approved a child's wish that is past its review.
async fn look_event(tx: &mut Tx, call: &Call, wish: &Wish) -> Result<Event, Problem> {
    if !wish.is_minors() {
        return Ok(call.event(wish.id.0, "wish.look"));
    }
    let (community, by) = (call.community_id(), call.caller()?.id);
    let approver = looks::approver(tx, community, wish.together(), by).await?;
    if approver.is_none() && wish.opened_at.is_some() {
        return Err(Kind::SecondPersonNeeded.into());
    }
    let detail = json!({ "of_child": true, "approver": approver });
    Ok(call.event_with(wish.id.0, "wish.look", detail))
}

async fn staff_wish(call: &Call, stored: &Stored, rules: &Rules) -> Result<StaffWish, Problem> {
    let wish = &stored.wish;
    let helper = match wish.state.helper().filter(|_| wish.state.is_in_hand()) {
        Some(helper) => who_helps(call, wish, helper).await?,
        None => None,
    };
    let failed_calls = match &wish.state {
        State::Delivered(it) => it.failed_calls.iter().map(|failed| failed.at).collect(),
        _ => Vec::new(),
    };
    let dispute = match &wish.state {
        State::Disputed(it) => {
            Some(DisputeView { reason: it.reason, words: it.words.clone(), at: it.at })
        }
        _ => None,
    };
    let removal = wish.removal.as_ref().map(|it| RemovalView {
        reason: it.reason,
        words: it.words.clone(),
        at: it.at,
    });
    let round = rounds::of_wish(&call.app.db, call.community_id(), wish.id).await?;
    let posted = wish.together();
    let agreed = wish_desk::proxy_agreed_at(&call.app.db, call.community_id(), posted).await?;
    Ok(StaffWish {
        wish: ReviewWish { round, proxy_agreed_at: agreed, ..review_wish(call, stored)? },
        route: wish.route,
        joiners: wish.joiners,
        helper,
        promised: wish.promised(),
        sent_at: wish.sent_at(),
        asks_until: wish.extension().map(|extension| extension.until),
        delivery_note: delivery_note(&wish.state),
        failed_calls,
        promise_until: latest_promise(&wish.case(call.now, rules)),
        longer_until: wish.promised().map(|promised| latest_extension(promised, rules)),
        referred: wish.referred(),
        dispute,
        removal,
        appeal: appeal(wish),
        history: reasons::history(&call.app, call.community_id(), wish, Reader::Staff).await?,
        whole: wish.whole,
        parts: parts::all(call, wish).await?,
        steps: step::steps(call.caller()?, stored, call.now, rules),
    })
}

/// What its poster says against its removal, while nobody has decided about that.
fn appeal(wish: &Wish) -> Option<AppealView> {
    let State::Removed(it) = &wish.state else { return None };
    let said = it.open_appeal()?;
    let removal = RemovalView { reason: it.reason, words: it.words.clone(), at: it.at };
    Some(AppealView { removal, words: said.words.clone(), at: said.at })
}

/// Whom staff call when a helper is late; nobody, where the helper has left for good.
async fn who_helps(
    call: &Call,
    wish: &Wish,
    helper: PersonId,
) -> Result<Option<WhoHelps>, Problem> {
    let (db, keys) = (&call.app.db, &call.app.keys);
    let person = match people::get(db, helper).await {
        Ok(person) => person,
        Err(Error::Missing) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let community = call.community_id();
    let known = appointments::helper(db, community, helper).await?;
    let guest_of = known.as_ref().map(|it| it.community_id).filter(|id| *id != community);
    let guest_of = guest_of.and_then(|id| call.app.communities.by_id(id));
    let (sealed, organisation) = known.map(|it| (it.sealed, it.organisation)).unwrap_or_default();
    let name: Option<String> =
        sealed.map(|sealed| keys.unseal(Purpose::Application, &sealed)).transpose()?;
    let phone = keys.unseal(Purpose::Phone, &person.phone_sealed)?;
    let class = wish.state.class().unwrap_or_default();
    Ok(Some(WhoHelps {
        class,
        name: name.unwrap_or_default(),
        organisation,
        guest_of: guest_of.map(|it| it.name.clone()),
        phone,
    }))
}

pub async fn step(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: StaffStep,
) -> Result<Stepped, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let input = input.check()?;
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        let why = why(&input);
        let step = match input {
            StaffStep::Offer { to, urgent } => {
                offer(tx, &acting, &stored, (to, urgent), &rules).await?
            }
            StaffStep::Split { parts, .. } => {
                let wish = parts::split(tx, &acting, &stored, parts, &rules).await?;
                return Ok(Stepped::of(&wish));
            }
            input => step_of(input, &acting, &stored.wish)?,
        };
        if matches!(step, Step::Settle { .. } | Step::CloseUnconfirmed)
            && helps_beside(tx, &acting, &stored.wish).await?
        {
            return Err(Kind::NotAllowed.into());
        }
        let makes_word = makes_word(&step);
        let restores = matches!(step, Step::Restore { .. });
        let asked_for = matches!(step, Step::NewWord);
        let wish = step::take_because(tx, &acting, &stored, (step, &why), &rules).await?;
        let mut stepped = Stepped::of(&wish);
        if makes_word || (restores && !wish.state.is_final()) {
            stepped.word = Some(step::new_word(tx, &acting, &wish, &rules).await?);
            // Whoever has the old one would try it in vain.
            if !asked_for {
                let news = News::NewWord { wish: wish.id, title: wish.title.clone() };
                step::told(tx, &acting, vec![(wish.poster, news)]).await?;
            }
        }
        Ok(stepped)
    })
    .await
}

/// Rule 20: nobody judges what was done by the own team.
async fn helps_beside(tx: &mut Tx, call: &Call, wish: &Wish) -> Result<bool, Problem> {
    let Some(helper) = wish.state.helper() else { return Ok(false) };
    let team = (call.caller()?.id, helper);
    Ok(teams::are_colleagues(tx, call.community_id(), team, call.now).await?)
}

/// Whether the confirmation word changes with it: the helper before may know the old one.
fn makes_word(step: &Step) -> bool {
    let again = matches!(step, Step::Settle { finding: Finding::OpenAgain, .. });
    again || matches!(step, Step::Reopen { .. } | Step::NewWord)
}

/// An offer to a helper who could take it.
async fn offer(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    (to, urgent): (AppointmentId, bool),
    rules: &Rules,
) -> Result<Step, Problem> {
    let (community, by) = (call.community_id(), call.caller()?.id);
    let nobody = || Problem::fields([("to", Kind::NotFound)]);
    let row = appointments::load(tx, community, to).await.map_err(|_| nobody())?;
    let holds = row.role == Role::Helper && row.from_at <= call.now && row.until_at > call.now;
    if !holds || row.person_id == stored.wish.poster {
        return Err(nobody());
    }
    let (to, class) = (row.person_id, row.class.unwrap_or_default());
    let live = in_hand(tx, call, to).await?;
    // A pause is no reason: this is the yes of staff.
    let qualified_until = qualified_until(tx, call, to, stored.wish.kind).await?;
    let same_household = lives_there(tx, community, stored, to).await?;
    let facts =
        HelperFacts { class, live, qualified_until, same_household, ..HelperFacts::default() };
    may_take_on(&facts, &stored.wish, call.now, rules)?;
    Ok(Step::Offer { to, class, by, urgent })
}

/// What is said of a step that has no place for it.
fn why(input: &StaffStep) -> String {
    match input {
        StaffStep::CloseUnconfirmed { words }
        | StaffStep::Receive { words }
        | StaffStep::Returned { words }
        | StaffStep::KeepOpen { words }
        | StaffStep::RefuseRemoval { words }
        | StaffStep::Reopen { words }
        | StaffStep::NewWord { words } => words.clone(),
        _ => String::new(),
    }
}

fn step_of(input: StaffStep, call: &Call, wish: &Wish) -> Result<Step, Problem> {
    let caller = call.caller()?;
    let (by, secretary) = (caller.id, may_decide(caller, wish));
    Ok(match input {
        StaffStep::Offer { .. } | StaffStep::Split { .. } => {
            return Err(Kind::StepNotPossible.into());
        }
        StaffStep::Extend { until } => Step::Extend { until: evening_of(until) },
        StaffStep::Called { outcome: CallOutcome::Reached } => Step::ConfirmByCall { by },
        StaffStep::Called { outcome: CallOutcome::NotReached } => Step::CallFailed { by },
        StaffStep::Receive { .. } => Step::Receive { by_poster: false },
        StaffStep::Returned { .. } => Step::Returned,
        StaffStep::CloseUnconfirmed { .. } => Step::CloseUnconfirmed,
        StaffStep::Dispute { reason, words } => Step::Dispute { by, reason, words },
        StaffStep::Settle { finding, words } => {
            let finding = match finding {
                Finding::GoOn { promised } => Finding::GoOn { promised: evening_of(promised) },
                finding => finding,
            };
            Step::Settle { finding, words }
        }
        StaffStep::CannotBe { reason, words, .. } => Step::CannotBe { reason, words },
        StaffStep::Refer { office, words, reply_by, .. } => {
            Step::Refer { office, words, reply_by: future(reply_by, call.now)? }
        }
        StaffStep::OfficeAnswered { words, again } => {
            let again = again.map(|day| future(day, call.now)).transpose()?;
            Step::OfficeAnswered { words, again }
        }
        StaffStep::KeepOpen { .. } => Step::KeepOpen,
        StaffStep::AskRemoval { reason, words } => {
            Step::AskRemoval { by, secretary, reason, words }
        }
        StaffStep::AgreeRemoval => Step::AgreeRemoval { by, secretary },
        StaffStep::RefuseRemoval { .. } => Step::RefuseRemoval,
        StaffStep::Restore { words } => Step::Restore { by, words },
        StaffStep::UpholdRemoval { words } => Step::UpholdRemoval { by, words },
        // Their own wish, staff reopen like everybody: once.
        StaffStep::Reopen { .. } if !secretary => return Err(hidden(wish)),
        StaffStep::Reopen { .. } => Step::Reopen { by_poster: false },
        StaffStep::NewWord { .. } => Step::NewWord,
        StaffStep::FollowUp { heard: Heard::Good, words } => Step::FollowUpGood { words },
        StaffStep::FollowUp { heard: Heard::Trouble { reason }, words } => {
            Step::FollowUpBad { by, reason, words }
        }
    })
}

fn future(at: Millis, now: Millis) -> Result<Millis, Problem> {
    let wrong = || Problem::fields([("reply_by", Kind::OutOfRange)]);
    if at > now { Ok(evening_of(at)) } else { Err(wrong()) }
}
