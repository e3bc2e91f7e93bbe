//! Somebody wants to help: on the desk, with yes and no.

use leptos::prelude::*;
use shared::{
    api::DecideApplication,
    community::CommunityKey,
    helper::{Application, ApplicationDecision, Qualified},
    id::ApplicationId,
    problem::{Kind, Problem},
    wish::{DeskPage, WishKind},
};

use super::desk_team::{self, Chosen};
use crate::{
    components::{
        attempt::Attempt,
        field::{ChoiceField, ManyField, TextField},
        load::Load,
        step_up::acted,
    },
    scene::Scene,
    travel,
};

/// What outlives a new answer about the queue.
#[derive(Clone, Copy)]
pub struct Applying {
    queue: Load<DeskPage>,
    pub attempt: Attempt,
    /// Whose application is being declined, and why.
    pub declining: RwSignal<Option<ApplicationId>>,
    reason: RwSignal<String>,
    /// What was done last.
    pub said: RwSignal<String>,
}

impl Applying {
    pub fn new(queue: Load<DeskPage>) -> Self {
        let (attempt, declining, reason, said) = Default::default();
        Self { queue, attempt, declining, reason, said }
    }
}

/// The application, with who it is and by when it is to be decided.
pub fn card(scene: &Scene, it: &Application, due: AnyView, desk: Applying) -> AnyView {
    let (t, names, id) = (&scene.t.desk, &scene.t.names, it.id);
    let skills: Vec<&str> = it.skills.iter().map(|kind| (names.kind)(*kind)).collect();
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let (scene_, name) = (scene.clone(), it.name.clone());
    let declining = move || {
        (desk.declining.get() == Some(id)).then(|| decline(&scene_, id, name.clone(), desk))
    };
    let (approved, key) = ((t.approved)(&it.name), scene.community.key.clone());
    let (seen, years) = (RwSignal::new(Vec::new()), RwSignal::new(Some(1)));
    let (chosen, lacks) = (RwSignal::new(Chosen::Nothing), RwSignal::new(false));
    let (now, applies) = (scene.now, it.clone());
    let approve = move || {
        let Some(team) = chosen.get_untracked().team(&applies) else { return lacks.set(true) };
        let until = now.after_days(365 * years.get_untracked().unwrap_or(1));
        let qualified = seen.get_untracked().into_iter().map(|kind| Qualified { kind, until });
        let qualified = qualified.collect();
        let decision = ApplicationDecision::Approve { days: None, qualified, team };
        decide(key.clone(), id, decision, approved.clone(), desk);
    };
    let ask = move |_| {
        desk.attempt.forgive();
        desk.declining.set(Some(id));
    };
    view! {
        <li class="card">
            <h2 class="small">{t.application} ": " {it.name.clone()} " · " {(names.class)(it.class)}</h2>
            {due}
            <dl class="facts">
                {fact(t.organisation, it.organisation.clone())}
                {fact(t.phone, it.phone.clone())}
                {fact(t.node, it.node.clone())}
                {fact(t.skills, skills.join(scene.t.making.comma))}
                {fact(t.note, it.note.clone())}
            </dl>
            {papers(scene, it, desk.attempt, seen, years)}
            {desk_team::field(scene, it, chosen, lacks)}
            <p class="hint">{(t.applied)(&(scene.t.times.ago)(scene.now, it.made_at))}</p>
            <div class="pair-of-buttons" hidden=move || desk.declining.get() == Some(id)>
                {desk.attempt.button("button", t.approve, approve)}
                <button type="button" class="button plain" on:click=ask>{t.decline}</button>
            </div>
            {declining}
        </li>
    }
    .into_any()
}

/// What somebody says to have, and for which kinds the desk has seen it.
fn papers(
    scene: &Scene,
    it: &Application,
    attempt: Attempt,
    seen: RwSignal<Vec<WishKind>>,
    years: RwSignal<Option<i64>>,
) -> Option<AnyView> {
    let (t, paper) = (&scene.t.desk, it.papers.first()?);
    let kinds: Vec<_> = it.papers.iter().map(|it| it.kind).collect();
    Some(
        view! {
            <p class="notice plain">{t.papers} ": " {paper.words.clone()}</p>
            {papers_seen(scene, &kinds, attempt, seen, years)}
        }
        .into_any(),
    )
}

/// For which kinds of wishes papers were seen, and for how long they hold.
pub fn papers_seen(
    scene: &Scene,
    kinds: &[WishKind],
    attempt: Attempt,
    seen: RwSignal<Vec<WishKind>>,
    years: RwSignal<Option<i64>>,
) -> AnyView {
    let t = &scene.t.desk;
    let kinds = kinds.iter().map(|kind| (*kind, (scene.t.names.kind)(*kind), ""));
    let lasts = (1..=3).zip(t.papers_years).map(|(years, says)| (years, says, ""));
    let (kinds, lasts): (Vec<_>, Vec<_>) = (kinds.collect(), lasts.collect());
    let lasting = move || {
        let lasts = lasts.clone();
        (!seen.read().is_empty()).then(|| {
            view! { <ChoiceField attempt name="years" label=t.papers_last value=years choices=lasts/> }
        })
    };
    view! {
        <ManyField attempt name="qualified" label=t.papers_seen hint=t.papers_hint value=seen choices=kinds/>
        {lasting}
    }
    .into_any()
}

/// Ready sentences, and room for another.
fn decline(scene: &Scene, id: ApplicationId, name: String, desk: Applying) -> AnyView {
    let (t, attempt, key) = (&scene.t.desk, desk.attempt, scene.community.key.clone());
    let ready = t.decline_words.iter().map(|words| {
        let take = move |_| desk.reason.set((*words).to_owned());
        view! { <button type="button" class="chip" on:click=take>{*words}</button> }
    });
    let declined = (t.declined)(&name);
    let send = move || {
        let reason = desk.reason.get_untracked();
        if reason.trim().is_empty() {
            return attempt.refuse(Problem::fields([("reason", Kind::Required)]));
        }
        let decision = ApplicationDecision::Decline { reason };
        decide(key.clone(), id, decision, declined.clone(), desk);
    };
    view! {
        {acted(attempt)}
        <div class="chips ready">{ready.collect_view()}</div>
        <TextField attempt name="reason" label=t.decline_why hint=t.decline_hint value=desk.reason
            rows=3 longest=200/>
        {attempt.button("button", t.decline_yes, send)}
        <button type="button" class="button plain" on:click=move |_| desk.declining.set(None)>
            {scene.t.common.cancel}
        </button>
    }
    .into_any()
}

fn decide(
    key: CommunityKey,
    id: ApplicationId,
    decision: ApplicationDecision,
    says: String,
    desk: Applying,
) {
    let travel = travel::travel();
    desk.attempt.run(DecideApplication, (key, id), decision, move |_: Application| {
        desk.declining.set(None);
        desk.reason.set(String::new());
        desk.said.set(says);
        desk.queue.again();
        travel.to_heading();
    });
}
