//! What belongs to the signed-in person.

use std::collections::HashMap;

use shared::{
    community::CommunityKey,
    id::WishId,
    market::Rating,
    policy::{is_poster, steps_of},
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
    wish::{
        Appealed, Claim, Confirmed, Merge, MinePage, MyWish, Outcome, PosterStep, PublicWish,
        Question, State, Status, Step, Stepped, Usual, Wish, WishKind,
    },
};

use crate::{
    Call,
    db::{
        Tx, events, joins, notices, rounds, settings, wish_ratings,
        wishes::{self, Stored},
    },
    joined,
    keys::Purpose,
    parts,
    reasons::{self, Reader},
    step::{self, hidden},
};

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<MinePage, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let rules = settings::get(db, community, call.now).await?;
    let mut page = MinePage::default();
    let mut usual = HashMap::new();
    for stored in wishes::of_poster(db, community, caller.id).await? {
        page.wishes.push(my_wish(&call, &stored, &rules, &mut usual).await?);
    }
    let mut held = wishes::of_helper(db, community, caller.id).await?;
    held.extend(wishes::offered_to(db, community, caller.id).await?);
    let thanks = super::thanks::to_helper(&call, caller.id).await?;
    let claim = |wish: &Wish| {
        let steps = steps_of(caller, wish, call.now, &rules);
        let thanks = wish.who_is_thanked().and_then(|_| thanks.get(&wish.id).cloned());
        let thanks = thanks.unwrap_or_default();
        Claim::of(wish, call.now, &rules).map(|claim| Claim { steps, thanks, ..claim })
    };
    for wish in &held {
        if let Some(mut claim) = claim(wish) {
            if let (Some(whole), 1..) = (wish.whole, claim.words_left) {
                let tries = wishes::get(db, community, whole).await?.wish.word_tries();
                claim = claim.after_tries(tries, &rules);
            }
            page.claims.extend(super::teams::as_seen(&call, wish, claim).await?);
        }
    }
    page.claims.sort_by_key(|claim| claim.status);
    page.fairness = super::claims::fairness(&call, &rules).await?;
    page.notices = notices::of_person(db, community, caller.id).await?;
    page.application = super::applications::own(&call, caller.id).await?;
    Ok(page)
}

pub async fn wish(call: Call, (_, id): (CommunityKey, WishId), _: ()) -> Result<MyWish, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let stored = wishes::get(db, community, id).await?;
    if !is_poster(call.caller()?, &stored.wish) {
        return Err(hidden(&stored.wish));
    }
    let rules = settings::get(db, community, call.now).await?;
    my_wish(&call, &stored, &rules, &mut HashMap::new()).await
}

/// How long each kind usually takes, asked once each.
type Usuals = HashMap<WishKind, Option<Usual>>;

async fn my_wish(
    call: &Call,
    stored: &Stored,
    rules: &Rules,
    usuals: &mut Usuals,
) -> Result<MyWish, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let wish = &stored.wish;
    let usual = match usuals.get(&wish.kind) {
        Some(usual) => *usual,
        None => {
            let usual = Usual::of(&wishes::times(db, community, wish.kind).await?);
            usuals.insert(wish.kind, usual);
            usual
        }
    };
    let merge = match &wish.state {
        State::Submitted(it) => match &it.merge {
            Some(Merge { into, .. }) => {
                PublicWish::of(&wishes::get(db, community, *into).await?.wish)
            }
            None => None,
        },
        _ => None,
    };
    let (declined, declined_words) = match &wish.state {
        State::Declined(it) => (Some(it.reason), it.words.clone()),
        _ => Default::default(),
    };
    Ok(MyWish {
        id: wish.id,
        kind: wish.kind,
        title: wish.title.clone(),
        story: wish.story.clone(),
        when: wish.when.clone(),
        of_child: wish.is_minors(),
        place_name: wish.place_name.clone(),
        status: wish.state.status(),
        class: wish.state.class(),
        posted_at: wish.posted_at,
        opened_at: wish.opened_at,
        since: wish.state.since(),
        delivery_note: delivery_note(&wish.state),
        declined,
        declined_words,
        contact: call.app.keys.unseal(Purpose::Contact, &stored.sealed)?,
        looks: reasons::looks(&call.app, community, wish.id).await?,
        promised: wish.promised(),
        sent_at: wish.sent_at(),
        extension: wish.extension(),
        question: question(&wish.state, rules),
        merge,
        entitled: wish.state.past().and_then(|past| past.entitled),
        outcome: outcome(wish, of_merged(call, &wish.state).await?, (call.now, rules)),
        joiners: wish.joiners,
        history: reasons::history(&call.app, community, wish, Reader::Poster).await?,
        steps: step::steps(call.caller()?, stored, call.now, rules),
        usual,
        round: rounds::of_wish(db, community, wish.id).await?,
        thanks: super::thanks::thanking(call, stored).await?,
        asks_how: asks_how(call, wish, rules).await?,
        whole: wish.whole,
        parts: parts::all(call, wish).await?,
    })
}

/// Of what was confirmed, as long as one could also say that it was not so; once, and of the whole.
async fn asks_how(call: &Call, wish: &Wish, rules: &Rules) -> Result<bool, Problem> {
    let State::Fulfilled(it) = &wish.state else { return Ok(false) };
    let confirmed = it.confirmed != Confirmed::Unconfirmed && wish.whole.is_none();
    if !confirmed || call.now > rules.after(it.at, Setting::DisputeTime) {
        return Ok(false);
    }
    Ok(!wish_ratings::rated(&call.app.db, call.community_id(), wish.id).await?)
}

/// Whoever wished says how it was. Said twice, it counts once.
pub async fn rate(call: Call, at: (CommunityKey, WishId), input: Rating) -> Result<(), Problem> {
    let seen = wish(call.clone(), at, ()).await?;
    if !seen.asks_how {
        return match seen.status {
            Status::Fulfilled => Ok(()),
            _ => Err(Kind::StepNotPossible.into()),
        };
    }
    let (community, event) = (call.community_id(), call.event(seen.id.0, "wish.rate"));
    call.write(async move |tx: &mut Tx| {
        // Nothing of what was said is in the history, only that something was.
        if wish_ratings::add(tx, community, seen.id, input.how.stars()).await? {
            events::record(tx, &event).await?;
        }
        Ok(())
    })
    .await
}

/// How the wish stands that another became part of, as far as everybody may know.
async fn of_merged(call: &Call, state: &State) -> Result<Option<Status>, Problem> {
    let State::Merged(it) = state else { return Ok(None) };
    let into = wishes::get(&call.app.db, call.community_id(), it.into).await?.wish;
    Ok(PublicWish::of(&into).map(|into| into.status))
}

pub fn delivery_note(state: &State) -> String {
    match state {
        State::Delivered(it) => it.note.clone(),
        _ => String::new(),
    }
}

fn question(state: &State, rules: &Rules) -> Option<Question> {
    match state {
        State::NeedsInfo(it) => Some(Question {
            reason: it.reason,
            words: it.question.clone(),
            answer_by: rules.after(it.at, Setting::AnswerTime),
        }),
        _ => None,
    }
}

/// How it ended; `status` is that of the wish that it became part of.
fn outcome(wish: &Wish, status: Option<Status>, (now, rules): (Millis, &Rules)) -> Option<Outcome> {
    let reopen = |at: Millis| rules.after(at, Setting::ReopenTime);
    Some(match &wish.state {
        State::Fulfilled(it) => Outcome::Fulfilled {
            confirmed: it.confirmed,
            dispute_until: rules.after(it.at, Setting::DisputeTime),
            asked_by: wish.follow_up_until(now, rules),
        },
        State::Unmet(it) => Outcome::Unmet {
            reason: it.reason,
            words: it.words.clone(),
            reopen_until: reopen(it.at),
        },
        State::Referred(it) => {
            let reply_by = Some(it.reply_by).filter(|_| wish.awaits_reply());
            Outcome::Referred { office: it.office, words: it.words.clone(), reply_by }
        }
        State::Merged(it) => Outcome::Merged { into: it.into, status },
        State::Withdrawn(it) => Outcome::Withdrawn { lapsed: it.lapsed },
        State::Expired(it) => {
            Outcome::Expired { renew_until: rules.after(it.at, Setting::Renewal) }
        }
        State::Declined(it) => Outcome::Declined { reason: it.reason, words: it.words.clone() },
        State::Removed(it) => Outcome::Removed {
            reason: it.reason,
            words: it.words.clone(),
            appeal_until: rules.after(it.at, Setting::AppealTime),
            appealed: it.appeal.as_ref().map(|appeal| match appeal.settled_at {
                None => Appealed::Waiting,
                Some(_) => Appealed::Upheld,
            }),
        },
        _ => return None,
    })
}

pub async fn confirm(
    call: Call,
    (key, id): (CommunityKey, WishId),
    _: (),
) -> Result<Stepped, Problem> {
    step(call, (key, id), PosterStep::Confirm).await
}

pub async fn withdraw(
    call: Call,
    (key, id): (CommunityKey, WishId),
    _: (),
) -> Result<Stepped, Problem> {
    step(call, (key, id), PosterStep::Withdraw).await
}

/// A step that the poster alone may take.
pub async fn step(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: PosterStep,
) -> Result<Stepped, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let acting = call.clone();
    call.write(async move |tx: &mut Tx| {
        let mut stored = wishes::load(tx, community, id).await?;
        if !is_poster(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let rules = settings::rules(tx, community, now).await?;
        let input = input.check(stored.wish.is_minors())?;
        let why = why(&input);
        let step = step_of(input, &acting, &mut stored)?;
        let reopens = matches!(step, Step::Reopen { .. });
        let merges = matches!(step, Step::AgreeMerge);
        let wish = step::take_because(tx, &acting, &stored, (step, &why), &rules).await?;
        let mut stepped = Stepped::of(&wish);
        if reopens {
            stepped.word = Some(step::new_word(tx, &acting, &wish, &rules).await?);
        }
        if let (State::Merged(it), true) = (&wish.state, merges) {
            join(tx, &acting, it.into, &rules).await?;
        }
        Ok(stepped)
    })
    .await
    .map_err(|problem| match problem.kind {
        // The step was there when the page was shown; someone else's came first.
        Kind::SomeoneWasFaster => Kind::StepNotPossible.into(),
        _ => problem,
    })
}

/// Joins the wish that another became part of, which may be the one that makes it a matter for
/// the desk.
async fn join(tx: &mut Tx, call: &Call, into: WishId, rules: &Rules) -> Result<(), Problem> {
    let (community, caller) = (call.community_id(), call.caller()?);
    let target = wishes::load(tx, community, into).await?;
    if is_poster(caller, &target.wish) {
        return Err(Kind::OwnWish.into());
    }
    if !parts::may_be_joined(&target.wish) {
        return Err(Kind::StepNotPossible.into());
    }
    joins::set(tx, community, into, caller.id, Some(call.now)).await?;
    let target = wishes::load(tx, community, into).await?;
    joined::counted(tx, community, &target, rules, call.now).await
}

/// What is said of a step that has no place for it.
fn why(input: &PosterStep) -> String {
    match input {
        PosterStep::Reopen { words } => words.clone(),
        _ => String::new(),
    }
}

/// The step that was sent; an answer brings the wish in new words.
fn step_of(input: PosterStep, call: &Call, stored: &mut Stored) -> Result<Step, Problem> {
    Ok(match input {
        PosterStep::Answer { title, story, when } => {
            if !matches!(stored.wish.state, State::NeedsInfo(_)) {
                return Err(Kind::StepNotPossible.into());
            }
            stored.wish.title = title;
            stored.wish.story = story;
            stored.wish.when = when;
            Step::Answer
        }
        PosterStep::AgreeMerge => Step::AgreeMerge,
        PosterStep::RefuseMerge => Step::RefuseMerge,
        PosterStep::AgreeLonger => Step::AgreeLonger,
        PosterStep::RefuseLonger => Step::RefuseLonger,
        PosterStep::Confirm => Step::Confirm,
        PosterStep::Receive => Step::Receive { by_poster: true },
        PosterStep::Returned => Step::Returned,
        PosterStep::Dispute { reason, words } => {
            Step::Dispute { by: call.caller()?.id, reason, words }
        }
        PosterStep::Renew => Step::Renew,
        PosterStep::Reopen { .. } => Step::Reopen { by_poster: true },
        PosterStep::Appeal { words } => Step::Appeal { words },
        PosterStep::Withdraw => Step::Withdraw,
    })
}
