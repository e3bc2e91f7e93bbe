//! How each step is taken through the calls that the app makes, for [`crate::histories`].

use std::sync::Mutex;

use server::db::wishes::Stored;
use shared::{
    api::*,
    calendar::evening_of,
    id::{PersonId, WishId},
    problem::{Kind, Problem},
    time::Millis,
    wish::{
        CallOutcome, Decision, DeclineReason, Deliver, DisputeReason, Finding, Heard, HelperStep,
        InfoReason, NewPart, Office, Part, PosterStep, Release, ReleaseReason, RemoveReason, Route,
        StaffStep, Status, Step, StepName, Stepped, UnmetReason, Wish,
    },
};
use tests::Person;

use crate::{histories::Life, lives::Dice};

/// A step, the call by which it is taken, and the wish that it is taken of.
pub struct Plan {
    pub step: Step,
    pub before: Wish,
    /// The confirmation word that it made.
    pub word: Mutex<Option<String>>,
    way: Way,
}

enum Way {
    Review(Decision),
    Poster(PosterStep),
    Helper(HelperStep),
    Staff(StaffStep),
    Claim,
    Release(Release),
    Deliver(Deliver),
}

impl Plan {
    /// # Errors
    /// Why it was refused.
    pub async fn take(&self, person: &Person, life: &Life<'_>) -> Result<(), Kind> {
        let at = (life.world.key.clone(), life.wish);
        let stepped = match &self.way {
            Way::Review(decision) => person.call(ReviewWishNow, at, decision.clone()).await,
            Way::Poster(step) => person.call(StepAsPoster, at, step.clone()).await,
            Way::Helper(step) => person.call(StepAsHelper, at, step.clone()).await,
            Way::Staff(step) => person.call(StepAsStaff, at, step.clone()).await,
            Way::Release(release) => person.call(ReleaseWish, at, release.clone()).await,
            Way::Claim => return kind(person.call(ClaimWish, at, ()).await),
            Way::Deliver(it) => return kind(person.call(DeliverWish, at, it.clone()).await),
        };
        kind(stepped.map(|Stepped { word, .. }| *self.word.lock().unwrap() = word))
    }
}

fn kind<T>(answer: Result<T, Problem>) -> Result<(), Kind> {
    answer.map(drop).map_err(|problem| problem.kind)
}

const WORDS: &str = "问过许愿人了";

fn words() -> String {
    WORDS.into()
}

/// Who takes a step, and whether as a secretary.
type By = (PersonId, bool);

/// How somebody would take a step of that name; nothing for what only time does.
pub fn plan(name: StepName, life: &Life, stored: &Stored, by: By, dice: &mut Dice) -> Option<Plan> {
    let (wish, now) = (&stored.wish, life.world.app.clock.now());
    if let Some(found) = reviewers(name, life, stored, by.0, dice) {
        return Some(found);
    }
    let found = posters(name, wish, by.0).or_else(|| helpers(name, wish, now));
    let found = found.or_else(|| help(name, life, by.0)).or_else(|| team(name, life, by.0, dice));
    let (step, way) = found.or_else(|| staffs(name, life, wish, by, dice))?;
    Some(Plan { step, way, before: wish.clone(), word: Mutex::default() })
}

/// Claim, give back, deliver: each has a call of its own.
fn help(name: StepName, life: &Life, by: PersonId) -> Option<(Step, Way)> {
    Some(match name {
        StepName::Claim => (Step::Claim { by, class: life.class }, Way::Claim),
        StepName::Release => {
            let (reason, hand_over) = (ReleaseReason::NoTime, words());
            let release = Release { reason, hand_over: hand_over.clone() };
            (Step::Release { reason, hand_over }, Way::Release(release))
        }
        StepName::Deliver => {
            let way = Way::Deliver(Deliver { note: words(), ..Deliver::default() });
            (Step::Deliver { note: words() }, way)
        }
        StepName::RightWord => {
            let word = life.word.clone();
            (Step::RightWord, Way::Deliver(Deliver { word, ..Deliver::default() }))
        }
        StepName::WrongWord => {
            let word = "没有 这样".into();
            (Step::WrongWord, Way::Deliver(Deliver { word, ..Deliver::default() }))
        }
        _ => return None,
    })
}

/// Review, which may change the words of a wish.
fn reviewers(
    name: StepName,
    life: &Life,
    stored: &Stored,
    by: PersonId,
    dice: &mut Dice,
) -> Option<Plan> {
    let (version, mut before) = (stored.version.0, stored.wish.clone());
    let reply_by = evening_of(life.world.app.clock.now().after_days(9));
    let (step, decision) = match name {
        StepName::Approve => {
            let route = if dice.roll(4) == 0 { Route::Dispatched } else { Route::Claim };
            let (kind, title, story) = (before.kind, before.title.clone(), before.story.clone());
            before.reword((kind, route), (title.clone(), story.clone()), None);
            let entitled = None;
            let decision =
                Decision::Approve { version, kind, title, story, when: None, route, entitled };
            (Step::Approve { by, entitled }, decision)
        }
        StepName::AskInfo => {
            let (reason, question) = (InfoReason::What, words());
            let ask = Decision::AskInfo { version, reason, words: question.clone() };
            (Step::AskInfo { reason, question }, ask)
        }
        StepName::Decline => {
            let reason = DeclineReason::Unclear;
            let decline = Decision::Decline { version, reason, words: words() };
            (Step::Decline { reason, words: words() }, decline)
        }
        StepName::ProposeMerge => {
            let into = life.other;
            (Step::ProposeMerge { into, by }, Decision::Merge { version, into })
        }
        StepName::Refer if before.opened_at.is_none() => {
            let office = Office::Health;
            let refer = Decision::Refer { version, office, words: words(), reply_by };
            (Step::Refer { office, words: words(), reply_by }, refer)
        }
        _ => return None,
    };
    Some(Plan { step, way: Way::Review(decision), before, word: Mutex::default() })
}

fn posters(name: StepName, wish: &Wish, by: PersonId) -> Option<(Step, Way)> {
    let (step, sent) = match name {
        StepName::Answer => {
            let (title, story, when) = (&wish.title, &wish.story, &wish.when);
            let (title, story, when) = (title.clone(), story.clone(), when.clone());
            (Step::Answer, PosterStep::Answer { title, story, when })
        }
        StepName::AgreeMerge => (Step::AgreeMerge, PosterStep::AgreeMerge),
        StepName::RefuseMerge => (Step::RefuseMerge, PosterStep::RefuseMerge),
        StepName::AgreeLonger => (Step::AgreeLonger, PosterStep::AgreeLonger),
        StepName::RefuseLonger => (Step::RefuseLonger, PosterStep::RefuseLonger),
        StepName::Confirm => (Step::Confirm, PosterStep::Confirm),
        StepName::Renew => (Step::Renew, PosterStep::Renew),
        StepName::Withdraw => (Step::Withdraw, PosterStep::Withdraw),
        StepName::Receive if by == wish.poster => {
            (Step::Receive { by_poster: true }, PosterStep::Receive)
        }
        StepName::Returned if by == wish.poster => (Step::Returned, PosterStep::Returned),
        StepName::Dispute if by == wish.poster => {
            let reason = DisputeReason::NotDone;
            let object = PosterStep::Dispute { reason, words: words() };
            (Step::Dispute { by, reason, words: words() }, object)
        }
        StepName::Appeal => {
            (Step::Appeal { words: words() }, PosterStep::Appeal { words: words() })
        }
        StepName::Reopen if by == wish.poster => {
            (Step::Reopen { by_poster: true }, PosterStep::Reopen { words: words() })
        }
        _ => return None,
    };
    Some((step, Way::Poster(sent)))
}

fn helpers(name: StepName, wish: &Wish, now: Millis) -> Option<(Step, Way)> {
    let (step, sent) = match name {
        StepName::Promise => {
            let at = now.after_days(2);
            (Step::Promise { at: evening_of(at) }, HelperStep::Promise { at })
        }
        StepName::CallInVain => (Step::CallInVain, HelperStep::CallInVain),
        StepName::AskLonger => {
            let until = wish.promised().unwrap_or(now).after_days(3);
            let ask = Step::AskLonger { until: evening_of(until), words: words() };
            (ask, HelperStep::AskLonger { until, words: words() })
        }
        StepName::RefuseOffer => (Step::RefuseOffer, HelperStep::RefuseOffer { words: words() }),
        StepName::Send => (Step::Send, HelperStep::Send),
        StepName::SayReturned => {
            (Step::SayReturned { words: words() }, HelperStep::SayReturned { words: words() })
        }
        _ => return None,
    };
    Some((step, Way::Helper(sent)))
}

fn team(name: StepName, life: &Life, by: PersonId, dice: &mut Dice) -> Option<(Step, Way)> {
    let (step, sent) = match name {
        StepName::HandOver => {
            let (to, appointment) = dice.pick(&life.helpers);
            let sent = HelperStep::HandOver { to: appointment, advice: words() };
            (Step::HandOver { to, words: words() }, sent)
        }
        StepName::TakeOver => (Step::TakeOver { by }, HelperStep::TakeOver),
        StepName::RefuseHandOver => (Step::RefuseHandOver { by }, HelperStep::RefuseHandOver),
        _ => return None,
    };
    Some((step, Way::Helper(sent)))
}

fn staffs(
    name: StepName,
    life: &Life,
    wish: &Wish,
    (by, secretary): By,
    dice: &mut Dice,
) -> Option<(Step, Way)> {
    let now = life.world.app.clock.now();
    let (reply_by, consulted) = (evening_of(now.after_days(9)), true);
    let (step, sent) = match name {
        StepName::Offer => {
            let (to, appointment) = dice.pick(&life.helpers);
            let (class, urgent) = (life.class, dice.roll(2) == 0);
            (Step::Offer { to, class, by, urgent }, StaffStep::Offer { to: appointment, urgent })
        }
        StepName::Split => {
            let part = |title: &str| NewPart {
                kind: wish.kind,
                title: title.into(),
                story: String::new(),
            };
            let parts = vec![part("楼道的灯换一个"), part("门口的台阶补一补")];
            let id = |at| WishId(uuid::Uuid::from_u128(at));
            let made = |at| Part { wish: id(at), status: Status::Open, at: now };
            let step = Step::Split { parts: vec![made(1), made(2)] };
            (step, StaffStep::Split { parts, consulted })
        }
        StepName::Extend => {
            let until = wish.promised().unwrap_or(now).after_days(3);
            (Step::Extend { until: evening_of(until) }, StaffStep::Extend { until })
        }
        StepName::ConfirmByCall => {
            let outcome = CallOutcome::Reached;
            (Step::ConfirmByCall { by }, StaffStep::Called { outcome })
        }
        StepName::CallFailed => {
            let outcome = CallOutcome::NotReached;
            (Step::CallFailed { by }, StaffStep::Called { outcome })
        }
        StepName::CloseUnconfirmed => {
            (Step::CloseUnconfirmed, StaffStep::CloseUnconfirmed { words: words() })
        }
        StepName::Dispute => {
            let reason = DisputeReason::Behaviour;
            let object = StaffStep::Dispute { reason, words: words() };
            (Step::Dispute { by, reason, words: words() }, object)
        }
        StepName::Settle => {
            let go_on = Finding::GoOn { promised: evening_of(now.after_days(2)) };
            let unmet = Finding::Unmet { reason: UnmetReason::OutOfScope };
            let finding = dice.pick(&[go_on, Finding::OpenAgain, Finding::CameTrue, unmet]);
            let settle = StaffStep::Settle { finding: finding.clone(), words: words() };
            (Step::Settle { finding, words: words() }, settle)
        }
        StepName::CannotBe => {
            let reason = UnmetReason::NotAvailable;
            let cannot = StaffStep::CannotBe { reason, words: words(), consulted };
            (Step::CannotBe { reason, words: words() }, cannot)
        }
        StepName::Refer => {
            let office = Office::Health;
            let refer = StaffStep::Refer { office, words: words(), reply_by, consulted };
            (Step::Refer { office, words: words(), reply_by }, refer)
        }
        _ => return rare(name, (by, secretary)),
    };
    Some((step, Way::Staff(sent)))
}

fn rare(name: StepName, (by, secretary): By) -> Option<(Step, Way)> {
    let (step, sent) = match name {
        StepName::OfficeAnswered => {
            let answer = Step::OfficeAnswered { words: words(), again: None };
            (answer, StaffStep::OfficeAnswered { words: words(), again: None })
        }
        StepName::KeepOpen => (Step::KeepOpen, StaffStep::KeepOpen { words: words() }),
        StepName::AskRemoval => {
            let reason = RemoveReason::Other;
            let ask = StaffStep::AskRemoval { reason, words: words() };
            (Step::AskRemoval { by, secretary, reason, words: words() }, ask)
        }
        StepName::AgreeRemoval => (Step::AgreeRemoval { by, secretary }, StaffStep::AgreeRemoval),
        StepName::RefuseRemoval => {
            (Step::RefuseRemoval, StaffStep::RefuseRemoval { words: words() })
        }
        StepName::Restore => {
            (Step::Restore { by, words: words() }, StaffStep::Restore { words: words() })
        }
        StepName::UpholdRemoval => {
            let uphold = StaffStep::UpholdRemoval { words: words() };
            (Step::UpholdRemoval { by, words: words() }, uphold)
        }
        StepName::Reopen => {
            (Step::Reopen { by_poster: false }, StaffStep::Reopen { words: words() })
        }
        StepName::Receive => {
            (Step::Receive { by_poster: false }, StaffStep::Receive { words: words() })
        }
        StepName::Returned => (Step::Returned, StaffStep::Returned { words: words() }),
        StepName::NewWord => (Step::NewWord, StaffStep::NewWord { words: words() }),
        StepName::FollowUpGood => {
            let (heard, words) = (Heard::Good, words());
            (Step::FollowUpGood { words: words.clone() }, StaffStep::FollowUp { heard, words })
        }
        StepName::FollowUpBad => {
            let reason = DisputeReason::HalfDone;
            let heard = Heard::Trouble { reason };
            let step = Step::FollowUpBad { by, reason, words: words() };
            (step, StaffStep::FollowUp { heard, words: words() })
        }
        _ => return None,
    };
    Some((step, Way::Staff(sent)))
}
