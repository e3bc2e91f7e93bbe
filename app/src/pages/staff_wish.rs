//! A wish that staff look after: first why it is opened, then all that is needed to act on it.

use leptos::prelude::*;
use shared::{
    api::{GetDesk, LookAtWish},
    id::{AppointmentId, WishId},
    time::Millis,
    wish::{
        Beneficiary, CallOutcome, DeskEntry, DeskPage, DeskThing, DisputeReason, LookReason,
        Office, Posted, RemoveReason, StaffWish, StepName, Stepped, UnmetReason,
    },
};

use super::{desk::staff_only, posted, staff_wish_split::NewPartDraft, staff_wish_view};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place::Page,
    scene::Scene,
    text::{
        consents,
        staff_wish::{Asked, Found},
    },
    travel,
    view::{
        frame::{Frame, frame, heading},
        icon::{Icon, icon},
    },
};

/// What is typed and chosen, which outlives every answer.
#[derive(Clone, Copy)]
pub struct Acting {
    pub id: WishId,
    pub attempt: Attempt,
    looking: Attempt,
    why: RwSignal<String>,
    /// For what reason it was opened, and what was found.
    pub reason: RwSignal<LookReason>,
    seen: RwSignal<Option<StaffWish>>,
    /// The step whose form is open.
    pub step: RwSignal<Option<StepName>>,
    pub to: RwSignal<Option<AppointmentId>>,
    pub urgent: RwSignal<bool>,
    pub day: RwSignal<Option<Millis>>,
    pub outcome: RwSignal<Option<CallOutcome>>,
    pub dispute: RwSignal<Option<DisputeReason>>,
    pub unmet: RwSignal<Option<UnmetReason>>,
    pub remove: RwSignal<Option<RemoveReason>>,
    pub office: RwSignal<Option<Office>>,
    pub found: RwSignal<Option<Found>>,
    /// Whether an office has answered.
    pub replied: RwSignal<Option<bool>>,
    /// Whether all is still well.
    pub asked: RwSignal<Option<Asked>>,
    pub words: RwSignal<String>,
    pub consulted: RwSignal<bool>,
    pub parts: RwSignal<Vec<NewPartDraft>>,
    /// The step that was taken, and what came of it.
    pub done: RwSignal<Option<(StepName, Stepped)>>,
}

impl Acting {
    fn new(id: WishId) -> Self {
        let (attempt, looking, why, reason, seen, step) = Default::default();
        let (to, urgent, day, outcome, dispute, unmet) = Default::default();
        let (remove, office, found, replied, asked) = Default::default();
        let (words, consulted, parts, done) = Default::default();
        Self {
            id,
            attempt,
            looking,
            why,
            reason,
            seen,
            step,
            to,
            urgent,
            day,
            outcome,
            dispute,
            unmet,
            remove,
            office,
            found,
            replied,
            asked,
            words,
            consulted,
            parts,
            done,
        }
    }

    /// Another form: what was typed into the one before does not belong there.
    pub fn open(self, step: StepName) {
        self.attempt.forgive();
        self.words.set(String::new());
        self.consulted.set(false);
        self.day.set(None);
        self.step.set(Some(step));
    }
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        // What is known without opening it: title, and why it is on the desk.
        let desk = Load::new(move || call(GetDesk, key.clone(), ()));
        let acting = Acting::new(id);
        loaded_for_staff(desk, move |page: &DeskPage| {
            travel.arrived(scene.title(scene.t.staff_wish.title));
            let is_it =
                |entry: &&DeskEntry| matches!(&entry.thing, DeskThing::Wish(it) if it.id == id);
            one(&scene, page.queue.iter().find(is_it).cloned(), acting)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Desk), scene.t.common.desk), page)
}

fn one(scene: &Scene, entry: Option<DeskEntry>, acting: Acting) -> AnyView {
    let scene = scene.clone();
    (move || match (acting.done.get(), acting.seen.get()) {
        (Some((step, stepped)), seen) => done(&scene, step, stepped, seen, acting),
        (None, Some(seen)) => staff_wish_view::view(&scene, &seen, entry.as_ref(), acting),
        (None, None) => ask(&scene, entry.as_ref(), acting),
    })
    .into_any()
}

/// Why it is opened: one press for what is usual, words for the rest.
fn ask(scene: &Scene, entry: Option<&DeskEntry>, acting: Acting) -> AnyView {
    let (t, attempt) = (&scene.t.staff_wish, acting.looking);
    let item = entry.and_then(|entry| match &entry.thing {
        DeskThing::Wish(item) => Some((entry, item)),
        _ => None,
    });
    let about = item.map(|(entry, item)| {
        view! {
            <div class="card wish">
                <span class="kind">{icon(Icon::of(item.kind))}</span>
                <strong>{item.title.clone()}</strong>
                <small>{(scene.t.desk.kind)(entry.kind)} " · " {item.place_name.clone()}</small>
            </div>
            <p>{(t.why)(entry.kind)}</p>
        }
    });
    let key = scene.community.key.clone();
    let ready = t.reasons.iter().map(|reason| {
        let key = key.clone();
        let busy = move || attempt.is_pending().then_some("true");
        let reason_of = LookReason { reason: (*reason).to_owned(), ready: true };
        let open = move |_| look(&key, acting, reason_of.clone());
        view! {
            <li><button type="button" class="pick" aria-busy=busy on:click=open>{*reason}</button></li>
        }
    });
    let ready = ready.collect_view();
    let minor = item.is_some_and(|(_, item)| item.beneficiary == Beneficiary::Minor);
    // A child's wish opens for words of one's own only.
    let ready = (!minor).then(|| view! { <ul class="picks">{ready}</ul> });
    let words = consents::of(scene.t);
    let own = view! { <p class="notice plain">{words.look}</p> };
    let own = (minor || item.is_none()).then_some(own);
    let (label, hint) = match minor {
        true => (words.why, words.why_hint),
        false => (t.other_reason, t.other_reason_hint),
    };
    let own_words = move || LookReason { reason: acting.why.get_untracked(), ready: false };
    let send = move || look(&key, acting, own_words());
    view! {
        <div class="page">
            {heading(t.title)}
            {about}
            <section class="group">
                <h2>{t.look}</h2>
                <p class="hint">{icon(Icon::Eye)} {t.look_more}</p>
                {acted(attempt)}
                {ready}
                {own}
                <TextField attempt name="reason" label hint value=acting.why/>
                {attempt.button("button plain", t.open, send)}
            </section>
        </div>
    }
    .into_any()
}

fn look(key: &shared::community::CommunityKey, acting: Acting, reason: LookReason) {
    let reason = match reason.check() {
        Ok(reason) => reason,
        Err(problem) => return acting.looking.refuse(problem),
    };
    let (travel, said) = (travel::travel(), reason.clone());
    acting.looking.run(LookAtWish, (key.clone(), acting.id), reason, move |it: StaffWish| {
        acting.reason.set(said.clone());
        acting.done.set(None);
        acting.step.set(None);
        acting.seen.set(Some(it));
        travel.to_heading();
    });
}

/// What came of the step, what happens next, and a new confirmation word where there is one.
fn done(
    scene: &Scene,
    step: StepName,
    stepped: Stepped,
    seen: Option<StaffWish>,
    acting: Acting,
) -> AnyView {
    let (t, key) = (&scene.t.staff_wish, scene.community.key.clone());
    let said = (t.step)(step);
    let title = seen.map(|it| it.wish.title).unwrap_or_default();
    let slip = stepped.word.map(|word| {
        let posted = Posted { wish: stepped.wish, word };
        view! {
            <p class="notice screen-only">{t.fields.word_once}</p>
            {posted::slip(scene, &posted, &title)}
            {posted::actions(scene, &posted, &title)}
        }
    });
    let again = move || look(&key, acting, acting.reason.get_untracked());
    view! {
        <div class="page">
            <div class="screen-only">{heading(said.done)} <p>{said.done_more}</p></div>
            {slip}
            <a class="button screen-only" href=scene.to(Page::Desk)>{scene.t.review.to_desk}</a>
            <div class="screen-only">
                {acted(acting.looking)}
                {acting.looking.button("button plain", t.again, again)}
            </div>
        </div>
    }
    .into_any()
}
