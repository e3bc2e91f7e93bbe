//! A wish that staff have opened: how it stands, whom to call, what happened, what can be done.

use leptos::prelude::*;
use shared::{
    time::Millis,
    wish::{DeskEntry, PartView, ReviewWish, Route, StaffWish, Status, StepName, WhoHelps},
};

use super::{
    parts,
    review::{agreed, contact, guardian},
    staff_wish::Acting,
    staff_wish_form::{self, forms},
};
use crate::{
    components::step_up::acted,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        self,
        card::mark,
        frame::{dock, heading, tel},
        icon::{Icon, icon},
    },
};

pub fn view(scene: &Scene, it: &StaffWish, entry: Option<&DeskEntry>, acting: Acting) -> AnyView {
    let (t, wish) = (&scene.t.staff_wish, &it.wish);
    let class = it.helper.as_ref().map(|helper| helper.class);
    let why = entry.map(|entry| view! { <p class="lead">{(t.why)(entry.kind)}</p> });
    let (drawn, whole, form) = (scene.clone(), it.clone(), acting.step);
    let open = move || form.get().map(|step| staff_wish_form::form(&drawn, &whole, step, acting));
    view! {
        <article class="page">
            {heading(wish.title.clone())}
            <div class="row">
                {mark(scene, wish.status, class)}
                <small>{(scene.t.names.kind)(wish.kind)} " · " {wish.place_name.clone()}</small>
            </div>
            {why}
            {super::review::round(scene, wish)}
            {said(scene, it)}
            {resident(scene, it, acting)}
            {it.helper.as_ref().map(|helper| who_helps(scene, helper))}
            {facts(scene, it)}
            {view::wish::to_whole(scene, it.whole, Page::StaffWish)}
            {in_parts(scene, it)}
            {history(scene, it)}
            {it.parts.is_none().then(|| thanks(scene, wish))}
            {acted(acting.attempt)}
            {open}
            {others(scene, it, acting)}
        </article>
        {buttons(scene, it, acting)}
    }
    .into_any()
}

/// Its parts, each of which is looked after by itself.
fn in_parts(scene: &Scene, it: &StaffWish) -> Option<AnyView> {
    let line = |scene: &Scene, part: &PartView| parts::link(scene, part, Page::StaffWish);
    it.parts.as_ref().map(|parts| parts::list(scene, parts, "", line))
}

/// Where it came true, what was said about it may be public.
fn thanks(scene: &Scene, wish: &ReviewWish) -> Option<AnyView> {
    let href = scene.to(Further::DeskThanks(wish.id).page());
    (wish.status == Status::Fulfilled)
        .then(|| view! { <a class="more" href=href>{scene.t.thanks.to_thanks}</a> }.into_any())
}

/// What somebody says about it that has to be answered.
fn said(scene: &Scene, it: &StaffWish) -> AnyView {
    let (t, minute) = (&scene.t.staff_wish, scene.t.times.minute);
    let card = |title: &'static str, reason: &'static str, words: &str, at: Millis| {
        view! {
            <section class="notice">
                <h2 class="small">{title}</h2>
                <p><strong>{reason}</strong></p>
                <p class="story">{words.to_owned()}</p>
                <p class="hint">{(t.said_at)(&minute(at))}</p>
            </section>
        }
    };
    let dispute = it.dispute.as_ref();
    let dispute = dispute.map(|it| card(t.dispute, (t.disputes)(it.reason), &it.words, it.at));
    let removal = it.removal.as_ref();
    let removal = removal.map(|it| card(t.removal, (t.removals)(it.reason), &it.words, it.at));
    let appeal = it.appeal.as_ref().map(|it| {
        let removed = (t.appeal_of)((t.removals)(it.removal.reason), &it.removal.words);
        view! {
            <section class="notice">
                <h2 class="small">{t.appeal}</h2>
                <p class="story">{it.words.clone()}</p>
                <p class="hint">{(t.said_at)(&minute(it.at))}</p>
                <p class="story">{removed}</p>
            </section>
        }
    });
    view! { {dispute} {removal} {appeal} }.into_any()
}

fn resident(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let t = &scene.t.staff_wish;
    view! {
        <section class="card private">
            <h2 class="small">{t.resident}</h2>
            {contact(scene, &it.wish)}
            <p>{(scene.t.names.beneficiary)(it.wish.beneficiary)}</p>
            {it.wish.guardian.as_ref().map(|it| guardian(scene, it))}
            {it.wish.proxy_agreed_at.map(|at| agreed(scene, at))}
            <p class="hint">{(t.opened)(&acting.reason.get_untracked().reason)}</p>
        </section>
    }
    .into_any()
}

fn who_helps(scene: &Scene, it: &WhoHelps) -> AnyView {
    let (t, review) = (&scene.t.staff_wish, &scene.t.review);
    let organisation = (!it.organisation.is_empty()).then(|| {
        view! { <div><dt>{t.organisation}</dt><dd>{it.organisation.clone()}</dd></div> }
    });
    let guest_of = it.guest_of.clone().map(|name| {
        view! { <div><dt>{t.guest_of}</dt><dd>{name}</dd></div> }
    });
    view! {
        <section class="card private">
            <h2 class="small">{t.helper} " · " {(scene.t.names.class)(it.class)}</h2>
            <dl class="facts">
                <div><dt>{review.name}</dt><dd>{it.name.clone()}</dd></div>
                <div><dt>{review.phone}</dt><dd><a href=tel(&it.phone)>{it.phone.clone()}</a></dd></div>
                {organisation}
                {guest_of}
            </dl>
        </section>
    }
    .into_any()
}

fn facts(scene: &Scene, it: &StaffWish) -> AnyView {
    let (t, times, deciding) = (&scene.t.staff_wish, &scene.t.times, &scene.t.deciding);
    let coming = |at: Millis| (times.coming)(scene.now, at);
    let route = match it.route {
        Route::Claim => deciding.route_claim,
        Route::Dispatched => deciding.route_dispatched,
    };
    let calls: Vec<String> = it.failed_calls.iter().map(|at| (times.minute)(*at)).collect();
    let joiners = (it.joiners > 0).then(|| (scene.t.desk.joiners)(it.joiners));
    let rows = [
        (t.when, it.wish.when.clone()),
        (t.promised, it.promised.map(coming).unwrap_or_default()),
        (t.sent_at, it.sent_at.map(times.day).unwrap_or_default()),
        (t.asks_until, it.asks_until.map(coming).unwrap_or_default()),
        (t.delivery_note, it.delivery_note.clone()),
        (t.referred, referred(scene, it).unwrap_or_default()),
        (t.failed_calls, calls.join(scene.t.making.comma)),
        (t.route, route.to_owned()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    let story = it.wish.story.clone();
    let story = (!story.is_empty()).then(|| view! { <p class="story">{story}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.facts}</h2>
            {story}
            <dl class="facts">{rows.collect_view()}</dl>
            {joiners.map(|says| view! { <p class="hint">{says}</p> })}
        </section>
    }
    .into_any()
}

/// To which office it went, and by when that one answers.
fn referred(scene: &Scene, it: &StaffWish) -> Option<String> {
    let (office, by) = it.referred?;
    let office = (scene.t.wish.office)(office);
    Some(match by {
        Some(by) => (scene.t.wish.referred)(office, &(scene.t.times.day)(by)),
        None => (scene.t.my_steps.outcome.referred)(office),
    })
}

fn history(scene: &Scene, it: &StaffWish) -> Option<AnyView> {
    let (t, minute) = (&scene.t.staff_wish, scene.t.times.minute);
    let lines = it.history.iter().map(|line| {
        let words = line.words.clone();
        let words = (!words.is_empty()).then(|| view! { " " <q>{words}</q> });
        view! { <li class="past"><small>{minute(line.at)}</small> " " {(t.happened)(line.what, line.by)} {words}</li> }
    });
    let lines = lines.collect_view();
    (!it.history.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2 class="small">{t.history}</h2>
                <ol class="way">{lines}</ol>
            </section>
        }
        .into_any()
    })
}

/// Every step but the first, as large buttons, until one of them is chosen.
fn others(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let (t, forms) = (&scene.t.staff_wish, forms(it));
    let others = forms.iter().skip(usize::from(is_first(&forms))).map(|step| {
        let (step, said) = (*step, (t.step)(*step));
        view! {
            <li><button type="button" class="pick" on:click=move |_| open(acting, step)>
                <strong>{said.name}</strong> <small>{said.more}</small>
            </button></li>
        }
    });
    let others: Vec<_> = others.collect();
    let none = forms.is_empty() && it.wish.status != Status::Submitted;
    let nothing = none.then(|| {
        view! { <p class="notice plain"><strong>{t.nothing}</strong> " " {t.nothing_more}</p> }
    });
    let list = (!others.is_empty()).then(|| {
        view! { <section class="group"><h2>{t.steps}</h2><ul class="picks">{others}</ul></section> }
    });
    view! { <div hidden=move || acting.step.get().is_some() class="page">{nothing} {list}</div> }
        .into_any()
}

/// The steps for which a wish is on the desk; the others are for when there is a reason.
fn is_first(forms: &[StepName]) -> bool {
    forms.first().is_some_and(|step| {
        matches!(
            step,
            StepName::AgreeRemoval
                | StepName::Settle
                | StepName::CloseUnconfirmed
                | StepName::ConfirmByCall
                | StepName::Extend
                | StepName::Offer
        )
    })
}

fn open(acting: Acting, step: StepName) {
    acting.open(step);
    request_animation_frame(|| {
        if let Some(form) = document().get_element_by_id("step") {
            form.scroll_into_view();
            travel::focus(&form);
        }
    });
}

/// In reach of the thumb: the first step, or whom to call; or sending the form that is open.
fn buttons(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let (t, forms) = (&scene.t.staff_wish, forms(it));
    let first = match (it.wish.status, forms.first().filter(|_| is_first(&forms))) {
        (Status::Submitted, _) => view! {
            <a class="button" href=scene.to(Page::Review(it.wish.id))>{t.review}</a>
        }
        .into_any(),
        (_, Some(step)) => {
            let step = *step;
            view! {
                <button type="button" class="button" on:click=move |_| open(acting, step)>
                    {(t.step)(step).name}
                </button>
            }
            .into_any()
        }
        (_, None) => calls(scene, it),
    };
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    let send = move || {
        acting.step.get().map(|step| {
            let key = key.clone();
            let send = move || staff_wish_form::send(&key, acting, step, travel);
            acting.attempt.button("button", (t.step)(step).send, send)
        })
    };
    let close = move |_| {
        acting.attempt.forgive();
        acting.step.set(None);
    };
    let is_open = move || acting.step.get().is_some();
    dock(
        view! {
            <div hidden=is_open>{first}</div>
            <div class="pair-of-buttons" hidden=move || !is_open()>
                <button type="button" class="button plain" on:click=close>{scene.t.common.cancel}</button>
                {send}
            </div>
        }
        .into_any(),
    )
}

/// The telephone is what helps here.
fn calls(scene: &Scene, it: &StaffWish) -> AnyView {
    let t = &scene.t.staff_wish;
    let call = |class: &'static str, phone: &str, name: &'static str| {
        view! { <a class=class href=tel(phone)>{icon(Icon::Phone)} {name}</a> }.into_any()
    };
    let resident = &it.wish.contact.phone;
    match &it.helper {
        Some(helper) => view! {
            <div class="pair-of-buttons">
                {call("button plain", resident, t.call_resident)}
                {call("button", &helper.phone, t.call_helper)}
            </div>
        }
        .into_any(),
        None => call("button", resident, t.call_resident),
    }
}
