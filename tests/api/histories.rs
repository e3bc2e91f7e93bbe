//! Random lives of wishes, through the real calls and the real timers: after every step, taken or
//! refused, what is stored is what the machine says, and every promise holds.

use server::{
    db::{
        appointments::{self, New},
        events, settings,
        wishes::{self, Stored},
    },
    keys::Purpose,
    timers,
};
use shared::{
    api::*,
    calendar::is_night,
    figures::{Funnel, FunnelPart, Tally},
    helper::HelperClass,
    id::{AppointmentId, PersonId, WishId},
    policy::{Appointment, Caller, Role, may_decide, may_step, steps_of},
    problem::Kind,
    settings::Rules,
    time::Millis,
    wish::{
        AgeBand, Beneficiary, ConsentWay, Deliver, Guardian, GuardianRelation, NewWish, PublicWish,
        Step, StepName, Wish, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

use crate::{
    histories_steps::{self, Plan},
    lives::{Dice, in_worlds},
};

on_both_databases!(random_histories_keep_every_promise);

/// How many lives on each database, unless [`crate::lives`] says how many; and how many tries in each.
const LIVES: usize = 40;
const TRIES: usize = 15;

/// One wish, and everybody who may have a hand in it.
pub struct Life<'a> {
    pub world: &'a World,
    pub wish: WishId,
    /// The same, or of which it is a part.
    whole: WishId,
    /// The confirmation word, as the resident knows it.
    pub word: String,
    /// Another wish, which this one may be joined to.
    pub other: WishId,
    pub helpers: [(PersonId, AppointmentId); 2],
    /// Each by itself, or both of one team.
    pub class: HelperClass,
    people: Vec<(PersonId, bool)>,
}

/// What is true before or after something happens.
#[derive(Clone)]
struct Now {
    stored: Stored,
    events: Vec<String>,
    at: Millis,
    rules: Rules,
}

async fn random_histories_keep_every_promise(world: World) {
    in_worlds(world, LIVES, 0x9e37_79b9_7f4a_7c15, live).await;
}

async fn live(world: &World, lives: usize, dice: &mut Dice) {
    let root = world.nodes[0].clone();
    let mut staff = Vec::new();
    for role in [Role::GridWorker, Role::GridWorker, Role::CommunityWorker, Role::Secretary] {
        staff.push((world.appointed(role, &root).await.id, true));
    }
    staff.push((world.appointed(Role::Secretary, &root).await.id, true));
    let (mut all, mut taken) = (Vec::new(), 0);
    for _ in 0..lives {
        let other = all.last().copied().unwrap_or_default();
        let mut life = Life::begin(world, &staff, other, dice).await;
        all.push(life.wish);
        for _ in 0..TRIES {
            life.turn(dice).await;
            life.pass(dice).await;
            taken += usize::from(life.try_something(dice).await);
        }
    }
    assert!(taken > lives * 3, "{taken} steps were taken");
    the_figures_are_those_of(world, &all).await;
}

async fn the_figures_are_those_of(world: &World, all: &[WishId]) {
    let mut counts = Vec::new();
    for id in all {
        let wish = wishes::get(&world.app.db, world.community, *id).await.unwrap().wish;
        counts.push((Tally::of(&wish.state, wish.opened_at.is_some(), wish.ever_claimed), 1));
    }
    let shown = world.anyone().call(GetFigures, world.key.clone(), ()).await.unwrap();
    assert_eq!(shown, Funnel::of(&counts, shown.at));
}

impl<'a> Life<'a> {
    async fn begin(
        world: &'a World,
        staff: &[(PersonId, bool)],
        other: WishId,
        dice: &mut Dice,
    ) -> Self {
        let poster = world.resident().await;
        let class = dice.pick(&[HelperClass::Volunteer, HelperClass::Team]);
        let first = helper(world, class, None).await;
        let helpers = [first, helper(world, class, Some(first.1)).await];
        let minor = dice.roll(3) == 0;
        let new = if minor { childs(world, &poster) } else { make::lamp_of(world, &poster) };
        let kind = if dice.roll(2) == 0 { WishKind::Goods } else { WishKind::Repair };
        let new = NewWish { kind, ..new };
        let posted = poster.call(PostWish, world.key.clone(), new).await.unwrap();
        let mut people = vec![(poster.id, false), (poster.id, false)];
        people.extend(helpers.iter().map(|(id, _)| (*id, false)));
        people.extend(helpers.iter().map(|(id, _)| (*id, false)));
        people.extend(staff);
        let (wish, word) = (posted.wish, posted.word);
        let life = Self { world, wish, whole: wish, word, other, helpers, class, people };
        // Few get from the very beginning to the end.
        if dice.roll(4) == 0 {
            life.come_true(staff, minor).await;
        }
        life
    }

    /// Straight to the end, as it mostly goes.
    async fn come_true(&self, staff: &[(PersonId, bool)], minor: bool) {
        for (id, _) in &staff[..if minor { 2 } else { 1 }] {
            make::approve(self.world, &self.world.sign_in(*id, true).await, self.wish).await;
        }
        let at = (self.world.key.clone(), self.wish);
        let helper = self.world.sign_in(self.helpers[0].0, false).await;
        helper.call(ClaimWish, at.clone(), ()).await.unwrap();
        let deliver = Deliver { word: self.word.clone(), ..Deliver::default() };
        helper.call(DeliverWish, at, deliver).await.unwrap();
    }

    /// What was split lives in its parts: one of them is next, or all of it.
    async fn turn(&mut self, dice: &mut Dice) {
        let mut all = vec![self.whole];
        all.extend(self.parts().await.iter().map(|part| part.id));
        self.wish = dice.pick(&all);
    }

    async fn parts(&self) -> Vec<Wish> {
        let parts = wishes::parts(&self.world.app.db, self.world.community, self.whole).await;
        parts.unwrap().into_iter().map(|part| part.wish).collect()
    }

    async fn now(&self) -> Now {
        let (db, community) = (&self.world.app.db, self.world.community);
        let at = self.world.app.clock.now();
        // Of one moment, in no order.
        let mut events = events::about(db, community, self.wish.0).await.unwrap();
        events.sort();
        Now {
            stored: wishes::get(db, community, self.wish).await.unwrap(),
            events,
            at,
            rules: settings::get(db, community, at).await.unwrap(),
        }
    }

    /// Up to four days pass, or the month before it is asked after; and time does its work.
    async fn pass(&self, dice: &mut Dice) {
        let before = self.now().await;
        let asked = before.stored.wish.follow_up_time(&before.rules);
        let month = asked.map_or(0, |(from, _)| (from.0 - before.at.0).max(0));
        self.world.app.clock.advance(if dice.roll(2) == 0 { month } else { 0 });
        self.world.app.clock.advance(i64::try_from(dice.roll(96)).unwrap() * Millis::HOUR);
        timers::run_due(&self.world.app).await.unwrap();
        let after = self.now().await;
        let mut events = before.events;
        let mut wish = before.stored.wish;
        if !is_night(after.at) {
            let passed = wish.pass(after.at, &after.rules).unwrap();
            events.extend(passed.done.iter().map(|(timer, _)| timer.event().to_owned()));
            wish = passed.wish;
        }
        if self.wish == self.whole {
            wish = self.parts().await.iter().fold(wish, |whole, part| whole.follow(part));
        }
        events.sort();
        assert_eq!((&after.stored.wish, &after.events), (&wish, &events));
        self.holds(&after).await;
    }

    /// Somebody tries something, mostly what they may. Whether it was done.
    async fn try_something(&mut self, dice: &mut Dice) -> bool {
        let before = self.now().await;
        let (id, is_staff) = dice.pick(&self.people);
        let caller = self.caller(id, is_staff, before.at).await;
        let mut names = steps_of(&caller, &before.stored.wish, before.at, &before.rules);
        names.retain(|name| !matches!(name, StepName::Withdraw | StepName::RefuseMerge));
        if names.contains(&StepName::Split) && dice.roll(2) == 0 {
            names = vec![StepName::Split];
        }
        if names.is_empty() || dice.roll(3) == 0 {
            names = StepName::ALL.to_vec();
        }
        let (name, by) = (dice.pick(&names), (id, may_decide(&caller, &before.stored.wish)));
        let Some(plan) = histories_steps::plan(name, self, &before.stored, by, dice) else {
            return false;
        };
        let person = self.world.sign_in(id, is_staff).await;
        let answer = plan.take(&person, self).await;
        let after = self.now().await;
        // A wrong word is refused, and the try is used up.
        let taken = answer.is_ok() || answer == Err(Kind::WrongWord);
        match taken {
            true => self.was_taken(&before, &after, &caller, &plan),
            false => was_refused(&before, &after, &caller, &plan, answer.unwrap_err()),
        }
        if let Some(word) = plan.word.into_inner().unwrap() {
            self.word = word;
        }
        self.holds(&after).await;
        taken
    }

    async fn caller(&self, id: PersonId, stepped_up: bool, now: Millis) -> Caller {
        let held = appointments::held_by(&self.world.app.db, self.world.community, id, now).await;
        let appointments = held.unwrap().iter().map(Appointment::from).collect();
        Caller { id, appointments, stepped_up }
    }

    fn was_taken(&self, before: &Now, after: &Now, caller: &Caller, plan: &Plan) {
        let (name, wish) = (plan.step.name(), &before.stored.wish);
        let says = format!("{name:?} of {wish:?}");
        assert!(may_step(caller, wish, name, before.at, &before.rules), "not allowed: {says}");
        let step = match (&plan.step, after.stored.wish.state.past()) {
            // Their ids are known afterwards.
            (Step::Split { parts }, Some(past)) if parts.len() == past.parts.len() => {
                Step::Split { parts: past.parts.clone() }
            }
            (step, _) => step.clone(),
        };
        let mut expected = plan.before.step(step, after.at, &after.rules);
        if let Ok(after_it) = &mut expected {
            let lot = self.world.app.keys.lot(Purpose::FollowUp, wish.together().0.as_bytes());
            *after_it = after_it.clone().drawn(wish, lot, &after.rules);
            after_it.remember();
        }
        assert_eq!(Ok(&after.stored.wish), expected.as_ref(), "{says}");
        let mut events = [before.events.as_slice(), &[name.code().to_owned()]].concat();
        events.sort();
        assert_eq!(after.events, events, "{says}");
        assert_eq!(after.stored.version.0, before.stored.version.0 + 1, "{says}");
    }

    /// What is true at every moment.
    async fn holds(&self, now: &Now) {
        let (world, wish) = (self.world, &now.stored.wish);
        assert_eq!(wishes::unattended(&world.app.db).await.unwrap(), 0, "{wish:?}");
        let at = (world.key.clone(), self.wish);
        let shown = world.anyone().call(GetWish, at, ()).await;
        let numbers = |it: PublicWish| PublicWish { parts: Vec::new(), ..it };
        let shown = shown.map(numbers).map_err(|it| it.kind);
        assert_eq!(shown, PublicWish::of(wish).ok_or(Kind::NotFound));
        assert_eq!(self.holders(wish).await, usize::from(wish.state.is_in_hand()), "{wish:?}");
        let funnel = world.anyone().call(GetFigures, world.key.clone(), ()).await.unwrap();
        let sum = |parts: &[FunnelPart]| parts.iter().map(|it| it.count).sum::<i64>();
        let rest = funnel.claimed - funnel.fulfilled;
        assert_eq!((funnel.posted, rest), (sum(&funnel.parts), sum(&funnel.claimed_rest)));
    }

    /// How many helpers have it in hand, as they see it themselves.
    async fn holders(&self, wish: &Wish) -> usize {
        let mut holders = 0;
        for (id, _) in self.helpers {
            let of_helper = wishes::of_helper(&self.world.app.db, self.world.community, id).await;
            let held = of_helper.unwrap();
            holders += held.iter().filter(|it| it.id == wish.id && it.state.is_in_hand()).count();
        }
        holders
    }
}

/// Nothing has changed; and what rules and machine allow is refused for a reason of its own.
fn was_refused(before: &Now, after: &Now, caller: &Caller, plan: &Plan, why: Kind) {
    let (name, wish) = (plan.step.name(), &before.stored.wish);
    let says = format!("{name:?} of {wish:?}: {why:?}");
    let of = |now: &Now| {
        let Stored { wish, sealed, word_hash, version, .. } = now.stored.clone();
        (wish, sealed, word_hash, version)
    };
    assert_eq!((of(before), &before.events), (of(after), &after.events), "{says}");
    let allowed = may_step(caller, wish, name, before.at, &before.rules);
    let possible = plan.before.step(plan.step.clone(), after.at, &after.rules).is_ok();
    let facts = match name {
        StepName::Claim | StepName::TakeOver => {
            [Kind::TooManyClaims, Kind::ClaimsPaused].contains(&why)
        }
        StepName::Offer | StepName::ProposeMerge => why == Kind::Invalid,
        // The whole is gone.
        StepName::Reopen | StepName::Renew | StepName::Dispute | StepName::FollowUpBad
            if wish.whole.is_some() =>
        {
            why == Kind::StepNotPossible
        }
        // Told for another part.
        StepName::RightWord | StepName::WrongWord if wish.whole.is_some() => why == Kind::WordSpent,
        StepName::AgreeMerge => why == Kind::StepNotPossible,
        _ => false,
    };
    assert!(!(allowed && possible) || facts, "refused without a reason: {says}");
    assert!(why.status() < 500, "{says}");
}

/// Somebody who helps, alone or in a team: in one that is there, or the first of one.
async fn helper(
    world: &World,
    class: HelperClass,
    team: Option<AppointmentId>,
) -> (PersonId, AppointmentId) {
    let (person, now) = (world.resident().await.id, world.app.clock.now());
    let id = AppointmentId(server::random::id(now));
    let new = New {
        id,
        person,
        node: world.nodes[0].id,
        role: Role::Helper,
        class: Some(class),
        sealed: None,
        organisation: String::new(),
        skills: Vec::new(),
        from: now,
        until: Millis::NEVER,
        by: None,
        qualified: Vec::new(),
        team: class.is_organisation().then_some(team.unwrap_or(id)),
    };
    world.appoint_as(world.community, new).await;
    (person, id)
}

/// A wish for a child, made by its guardian.
pub fn childs(world: &World, by: &Person) -> NewWish {
    let guardian = Guardian {
        name: "监护人刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: world.app.clock.now(),
        is_poster: true,
    };
    NewWish {
        title: "想有人陪着读绘本".into(),
        story: String::new(),
        beneficiary: Beneficiary::Minor,
        age_band: Some(AgeBand::Child),
        guardian: Some(guardian),
        ..make::lamp_of(world, by)
    }
}
