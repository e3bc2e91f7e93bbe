//! The desk: one queue of wishes and applications, most urgent first.

use leptos::prelude::*;
use shared::{
    api::{DecideApplication, GetDesk, InviteStaff, ListHelpers},
    helper::{Application, ApplicationDecision},
    id::ApplicationId,
    time::Millis,
    wish::{DeskItem, DeskPage},
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    me,
    place::Page,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, empty, heading},
        icon::{Icon, icon},
    },
};

/// By when an application should be decided.
const TO_DECIDE: i64 = 2 * Millis::DAY;

/// What outlives a new answer about the queue.
#[derive(Clone, Copy)]
struct Desk {
    queue: Load<DeskPage>,
    attempt: Attempt,
    /// Whose application is being declined, and why.
    declining: RwSignal<Option<ApplicationId>>,
    reason: RwSignal<String>,
    /// What was done last.
    said: RwSignal<String>,
}

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        if !me::me().is_staff(&key) {
            return not_staff(&scene);
        }
        let queue = Load::new(move || call(GetDesk, key.clone(), ()));
        let desk = Desk {
            queue,
            attempt: Attempt::new(),
            declining: RwSignal::new(None),
            reason: RwSignal::default(),
            said: RwSignal::default(),
        };
        loaded_for_staff(queue, move |page: &DeskPage| all(&scene, page, desk))
    });
    show(scene, Frame::tab(Tab::Desk), scene.t.desk.title, page)
}

/// For those who came here by mistake.
pub fn not_staff(scene: &Scene) -> AnyView {
    let t = &scene.t.desk;
    view! {
        <div class="page">
            {heading(t.not_staff)}
            <p>{t.not_staff_more}</p>
            <a class="button" href=scene.to(Page::Home)>{scene.t.common.to_home}</a>
        </div>
    }
    .into_any()
}

/// A thing on the desk and by when it is due.
enum Waiting<'a> {
    Review(&'a DeskItem),
    Application(&'a Application),
}

impl Waiting<'_> {
    fn due(&self) -> Millis {
        match self {
            Waiting::Review(item) => item.due_at,
            Waiting::Application(it) => it.made_at.after(TO_DECIDE),
        }
    }
}

fn all(scene: &Scene, page: &DeskPage, desk: Desk) -> AnyView {
    let t = &scene.t.desk;
    let reviews = page.reviews.iter().map(Waiting::Review);
    let mut queue: Vec<_> =
        reviews.chain(page.applications.iter().map(Waiting::Application)).collect();
    queue.sort_by_key(Waiting::due);
    let rows = queue.iter().map(|it| match it {
        Waiting::Review(item) => review(scene, item),
        Waiting::Application(it) => application(scene, it, desk),
    });
    let rows = rows.collect_view();
    let list = match queue.is_empty() {
        true => empty(t.none, t.none_more, ().into_any()),
        false => view! {
            <p class="found" role="status">{(t.found)(queue.len())} " · " {t.more}</p>
            <ul class="cards">{rows}</ul>
        }
        .into_any(),
    };
    let said = move || {
        let said = desk.said.get();
        (!said.is_empty()).then(|| view! { <p class="notice good">{said}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <div role="status">{said}</div>
            {move || desk.declining.get().is_none().then(|| acted(desk.attempt))}
            {list}
            {more(scene)}
        </div>
    }
    .into_any()
}

/// What else staff do.
fn more(scene: &Scene) -> AnyView {
    let (t, key, me) = (&scene.t.desk, &scene.community.key, me::me());
    let link = |page, picture, name: &'static str, more: &'static str| {
        view! {
            <li><a class="card row-link" href=scene.to(page)>
                <span class="kind">{icon(picture)}</span><strong>{name}</strong><small>{more}</small>
            </a></li>
        }
        .into_any()
    };
    let helpers = me.admitted(ListHelpers, key).is_ok();
    let helpers = helpers.then(|| link(Page::Helpers, Icon::Person, t.helpers, t.helpers_more));
    let invite = me.admitted(InviteStaff, key).is_ok();
    let invite = invite.then(|| link(Page::Invite, Icon::Pen, t.invite, t.invite_more));
    view! {
        <ul class="cards">
            {helpers} {invite}
            <li><a class="card row-link" href=crate::place::staff(&scene.to(Page::Desk))>
                <span class="kind">{icon(Icon::Lock)}</span>
                <strong>{scene.t.staff.roles}</strong><small>{scene.t.staff.close}</small>
            </a></li>
        </ul>
    }
    .into_any()
}

fn due(scene: &Scene, due: Millis) -> AnyView {
    let colour = if due < scene.now { "mark open" } else { "mark wait" };
    view! { <span class=colour>{(scene.t.times.due)(scene.now, due)}</span> }.into_any()
}

fn review(scene: &Scene, item: &DeskItem) -> AnyView {
    let (t, names) = (&scene.t.desk, &scene.t.names);
    view! {
        <li>
            <a class="card wish" href=scene.to(Page::Review(item.id))>
                <span class="kind">{icon(Icon::of(item.kind))}</span>
                <strong>{item.title.clone()}</strong>
                <small>{t.review} " · " {(names.kind)(item.kind)} " · " {item.place_name.clone()}</small>
                {due(scene, item.due_at)}
            </a>
        </li>
    }
    .into_any()
}

fn application(scene: &Scene, it: &Application, desk: Desk) -> AnyView {
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
    let approve = move || {
        let decision = ApplicationDecision::Approve { days: None };
        decide(key.clone(), id, decision, approved.clone(), desk);
    };
    let ask = move |_| {
        desk.attempt.forgive();
        desk.declining.set(Some(id));
    };
    view! {
        <li class="card">
            <h2 class="small">{t.application} ": " {it.name.clone()} " · " {(names.class)(it.class)}</h2>
            {due(scene, it.made_at.after(TO_DECIDE))}
            <dl class="facts">
                {fact(t.organisation, it.organisation.clone())}
                {fact(t.phone, it.phone.clone())}
                {fact(t.node, it.node.clone())}
                {fact(t.skills, skills.join(scene.t.making.comma))}
                {fact(t.note, it.note.clone())}
            </dl>
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

/// Ready sentences, and room for another.
fn decline(scene: &Scene, id: ApplicationId, name: String, desk: Desk) -> AnyView {
    let (t, attempt, key) = (&scene.t.desk, desk.attempt, scene.community.key.clone());
    let ready = t.decline_words.iter().map(|words| {
        let take = move |_| desk.reason.set((*words).to_owned());
        view! { <button type="button" class="chip" on:click=take>{*words}</button> }
    });
    let declined = (t.declined)(&name);
    let send = move || {
        let reason = desk.reason.get_untracked();
        if reason.trim().is_empty() {
            use shared::problem::{Kind, Problem};
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
    key: shared::community::CommunityKey,
    id: ApplicationId,
    decision: ApplicationDecision,
    says: String,
    desk: Desk,
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
