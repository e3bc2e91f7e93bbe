//! One stall in the organiser's hands: whether it comes, what it is, and when one can go there.

use leptos::prelude::*;
use shared::{
    api::{ChangeStall, CountOnStalls, GetStaffMarket, StepMyStall, StepStall},
    id::{MarketId, StallId},
    market::{
        MarketAsk, MarketStatus, NewStall, StaffMarket, StaffStall, StallAsk, StallChange,
        StallStatus, StallStepInput, StallStepName as Name, SureStalls,
    },
};

use super::{
    desk::staff_only,
    desk_market_stalls::mark,
    desk_markets::may_hold,
    desk_stall_new::{SlotTyping, slots},
    desk_stall_slots,
    stall_fields::{self, StallTyping},
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place_further::Further,
    scene::Scene,
    text::stalls::Asks,
    travel,
    view::frame::{Frame, frame, heading},
};

/// What outlives every answer.
#[derive(Clone, Copy)]
pub struct Deciding {
    found: Load<StaffMarket>,
    pub attempt: Attempt,
    /// The form that is open.
    asks: RwSignal<Option<Asks>>,
    words: RwSignal<String>,
    said: RwSignal<&'static str>,
}

impl Deciding {
    /// Shows how it stands after something was done.
    pub fn done(self, now: StaffMarket, says: &'static str) {
        self.asks.set(None);
        self.words.set(String::new());
        self.said.set(says);
        self.found.set(now);
        travel::travel().say(says);
        travel::show(".said");
    }
}

pub fn page(scene: &Scene, id: MarketId, stall: StallId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetStaffMarket, (key.clone(), id), ()));
        let (attempt, asks, words, said) = Default::default();
        let deciding = Deciding { found, attempt, asks, words, said };
        loaded_for_staff(found, move |it: &StaffMarket| {
            travel.arrived(scene.title(scene.t.stalls.title));
            match it.stalls.iter().find(|it| it.id == stall) {
                Some(stall) => one(&scene, it, stall, deciding),
                None => gone(&scene),
            }
        })
    });
    let above = scene.to(Further::DeskMarket(id).page());
    frame(scene, Frame::below(above, scene.t.organising.one), page)
}

fn gone(scene: &Scene) -> AnyView {
    let t = &scene.t.stalls;
    view! { <div class="page">{heading(t.gone)} <p>{scene.t.markets.gone_more}</p></div> }
        .into_any()
}

fn one(scene: &Scene, market: &StaffMarket, it: &StaffStall, deciding: Deciding) -> AnyView {
    let (t, m) = (&scene.t.stalls, &scene.t.markets);
    let said = move || {
        let says = deciding.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    let outcome = move || deciding.asks.get().is_none().then(|| acted(deciding.attempt));
    view! {
        <article class="page">
            {heading((t.of)((m.service)(it.stall.service), &it.number))}
            <p class="row">{mark(it.status, (t.status)(it.status))} <strong>{it.stall.provider_name.clone()}</strong></p>
            {said}
            {outcome}
            {about(scene, it)}
            {steps(scene, market, it, deciding)}
            {desk_stall_slots::times(scene, it)}
            {changes(scene, market, it, deciding)}
        </article>
    }
    .into_any()
}

fn about(scene: &Scene, it: &StaffStall) -> AnyView {
    let (t, m, times) = (&scene.t.stalls, &scene.t.markets, &scene.t.times);
    let stall = &it.stall;
    let seen = if it.proof_seen { t.paper_seen } else { t.paper_unseen };
    let paper = (!stall.paper.is_empty()).then(|| {
        let until = stall.paper_until.map(times.day).unwrap_or_default();
        (t.paper_says)(&stall.paper, &until, seen)
    });
    let needs = [
        (stall.needs.power, t.power),
        (stall.needs.water, t.water),
        (stall.needs.screen, t.screen),
        (stall.elders, t.elders),
    ];
    let needs: Vec<_> = needs.into_iter().filter(|(it, _)| *it).map(|(_, name)| name).collect();
    let by = it.confirm_by.map(|at| (t.confirm_by)(&(times.due)(scene.now, at)));
    let sure = it.expected.then(|| t.expected.to_owned());
    let again = it.asked_again.then(|| t.asked_again.to_owned());
    let words = (!it.words.is_empty()).then(|| it.words.clone());
    let news = [by, sure, again, words].into_iter().flatten();
    let news = news.map(|it| view! { <p class="notice plain">{it}</p> }).collect_view();
    let row = |name: &'static str, says: String| {
        view! { <div><dt>{name}</dt><dd>{says}</dd></div> }
    };
    let paper = paper.map(|says| row(t.paper, says));
    let needs = (!needs.is_empty()).then(|| row(t.needs, needs.join(m.comma)));
    view! {
        {news}
        <dl class="card facts">
            {row(t.class, (m.class)(stall.class).to_owned())}
            {row(t.minutes, stall.minutes_per_service.to_string())}
            {paper}
            {needs}
            {row(t.applied, (times.day)(it.applied_at))}
        </dl>
    }
    .into_any()
}

/// What the organiser decides, and what the reviewer looks at.
fn steps(scene: &Scene, market: &StaffMarket, it: &StaffStall, deciding: Deciding) -> AnyView {
    let (t, holds) = (&scene.t.stalls, may_hold(scene));
    let has = |step: Name| it.steps.contains(&step);
    let (key, id, version) = (scene.community.key.clone(), it.id, it.version);
    let step = |class, name, says, step: StallAsk| {
        let key = key.clone();
        let press = move || {
            let input = StallStepInput { version, step: step.clone() };
            deciding.attempt.run(StepStall, (key.clone(), id), input, move |now| {
                deciding.done(now, says);
            });
        };
        deciding.attempt.button(class, name, press)
    };
    let open = |name: &'static str, asks| {
        let open = move |_| {
            deciding.attempt.forgive();
            deciding.asks.set(Some(asks));
            travel::show("#step");
        };
        view! { <button type="button" class="button plain" on:click=open>{name}</button> }
            .into_any()
    };
    // Whoever speaks for a stall could say so for it.
    let own = has(Name::Withdraw) || has(Name::Confirm);
    let mut all = Vec::new();
    if has(Name::SeeProof) && !it.proof_seen {
        all.push(step("button", t.see_proof, t.proof_seen_now, StallAsk::SeeProof));
    }
    if has(Name::Accept) && holds {
        all.push(step("button", t.accept, t.accepted, StallAsk::Accept));
    }
    let waits = it.status == StallStatus::Accepted && !it.expected;
    if holds && waits && market.status != MarketStatus::Submitted {
        let name = if own { t.comes } else { t.count_on };
        all.push(sure(scene, market, it, deciding, name));
    }
    if has(Name::ShortlistYes) && it.status == StallStatus::Applied {
        let (yes, no) = (StallAsk::Shortlist { yes: true }, StallAsk::Shortlist { yes: false });
        all.push(step("button plain", t.shortlist_yes, t.noted, yes));
        all.push(step("button plain", t.shortlist_no, t.noted, no));
    }
    if has(Name::Reject) {
        all.push(open(t.reject, Asks::Reject));
    }
    if own && has(Name::Withdraw) && it.status != StallStatus::Applied {
        all.push(withdraw(scene, it, deciding));
    } else if has(Name::Cancel) {
        all.push(open(t.call_off, Asks::CallOff));
    }
    if has(Name::Restart) {
        all.push(step("button plain", t.restart, t.restarted, StallAsk::Restart));
    }
    let (drawn, it) = (scene.clone(), it.clone());
    let form = move || deciding.asks.get().map(|asks| form(&drawn, &it, deciding, asks));
    view! { <div class="actions">{all}</div> {form} }.into_any()
}

fn sure(
    scene: &Scene,
    market: &StaffMarket,
    it: &StaffStall,
    deciding: Deciding,
    name: &'static str,
) -> AnyView {
    let (t, at) = (&scene.t.stalls, (scene.community.key.clone(), market.id));
    let stalls = vec![it.id];
    let press = move || {
        let sure = SureStalls { stalls: stalls.clone() };
        deciding.attempt.run(CountOnStalls, at.clone(), sure, move |now| {
            deciding.done(now, t.counted_on);
        });
    };
    deciding.attempt.button("button", name, press)
}

/// What the organiser has entered is taken back without a word.
fn withdraw(scene: &Scene, it: &StaffStall, deciding: Deciding) -> AnyView {
    let (t, at, version) = (&scene.t.stalls, (scene.community.key.clone(), it.id), it.version);
    let press = move || {
        let input = StallStepInput { version, step: StallAsk::Withdraw };
        deciding.attempt.run(StepMyStall, at.clone(), input, move |_| {
            deciding.said.set(t.withdrawn);
            deciding.found.again();
        });
    };
    deciding.attempt.button("button plain", t.withdraw, press)
}

/// Why not: the provider reads it.
fn form(scene: &Scene, it: &StaffStall, deciding: Deciding, asks: Asks) -> AnyView {
    let (t, attempt) = (&scene.t.stalls, deciding.attempt);
    let (key, id, version) = (scene.community.key.clone(), it.id, it.version);
    let (name, says) = match asks {
        Asks::Reject => (t.reject, t.rejected),
        Asks::CallOff => (t.call_off, t.called_off),
    };
    let send = move || {
        let words = deciding.words.get_untracked();
        let step = match asks {
            Asks::Reject => StallAsk::Reject { words },
            Asks::CallOff => StallAsk::Cancel { words },
        };
        if let Err(problem) = step.clone().step(Default::default()) {
            return attempt.refuse(problem);
        }
        let input = StallStepInput { version, step };
        attempt.run(StepStall, (key.clone(), id), input, move |now| deciding.done(now, says));
    };
    let ready = t.ready.iter().map(|words| {
        let take = move |_| deciding.words.set((*words).to_owned());
        view! { <button type="button" class="chip" on:click=take>{*words}</button> }
    });
    view! {
        <section class="card" id="step" tabindex="-1">
            <h2 class="small">{name}</h2>
            {acted(attempt)}
            <div class="chips ready">{ready.collect_view()}</div>
            <TextField attempt name="words" label=t.why hint=t.why_hint value=deciding.words rows=3
                longest=MarketAsk::LONGEST/>
            {attempt.button("button", t.why_send, send)}
            <button type="button" class="button plain" on:click=move |_| deciding.asks.set(None)>
                {scene.t.common.cancel}
            </button>
        </section>
    }
    .into_any()
}

/// What may still be changed, behind two lines that unfold.
fn changes(
    scene: &Scene,
    market: &StaffMarket,
    it: &StaffStall,
    deciding: Deciding,
) -> Option<AnyView> {
    use MarketStatus as S;
    let open = matches!(market.status, S::Draft | S::Published | S::Postponed);
    if !may_hold(scene) || !open || super::desk_market::is_gone(it.status) {
        return None;
    }
    let t = &scene.t.stalls;
    let free = it.slots.iter().all(|it| it.taken + it.offered + it.waiting == 0);
    let mut typing = StallTyping::of(&it.stall, 30, true);
    typing.attempt = deciding.attempt;
    let slot_typing = SlotTyping::of(market);
    let again = free.then(|| {
        view! {
            <details>
                <summary>{t.cut_again}</summary>
                <div class="form">
                    {slots(scene, deciding.attempt, slot_typing, typing)}
                    {desk_stall_slots::cut(scene, market, it, deciding, (typing, slot_typing))}
                </div>
            </details>
        }
    });
    Some(
        view! {
            {again}
            {desk_stall_slots::places(scene, it, deciding)}
            <details>
                <summary>{t.correct}</summary>
                <div class="form">
                    {stall_fields::fields(scene, typing)}
                    {stall_fields::needs(scene, typing)}
                    {correct(scene, it, deciding, typing)}
                </div>
            </details>
        }
        .into_any(),
    )
}

fn correct(scene: &Scene, it: &StaffStall, deciding: Deciding, typing: StallTyping) -> AnyView {
    let (t, at) = (&scene.t.stalls, (scene.community.key.clone(), it.id));
    let (version, expected, before) = (it.version, it.expected, it.stall.clone());
    let press = move || match typing.stall(30) {
        Err(problem) => deciding.attempt.refuse(problem),
        Ok(stall) => {
            // The paper holds until the very hour that was said first, if the day is the same.
            let same = before.paper == stall.paper;
            let paper_until = if same { before.paper_until } else { stall.paper_until };
            let stall = NewStall { paper_until, ..stall };
            let change = StallChange { version, stall, expected };
            deciding.attempt.run(ChangeStall, at.clone(), change, move |now| {
                deciding.done(now, t.corrected);
            });
        }
    };
    deciding.attempt.button("button", t.correct_yes, press)
}
