//! The phones that check people in: which there are, adding one, ending one.

use leptos::prelude::*;
use shared::{
    api::{InviteDevice, RevokeDevice},
    market::{DeviceInvitation, DeviceRecord, DeviceUse, MarketDay, NewDevice},
};

use super::market_day::Day;
use crate::{
    components::{attempt::Attempt, dialog::Dialog, field::TextField, form::Form, qr::qr},
    place_further::Further,
    scene::Scene,
    text::market_day::{Phones, of},
    travel,
    view::market::clock,
};

/// The code that is shown now.
pub type Invited = RwSignal<Option<DeviceInvitation>>;

pub fn part(scene: &Scene, it: &MarketDay, day: Day, invited: Invited) -> AnyView {
    let t = &of(scene.t).phones;
    let over = it.invites == Some(DeviceUse::BringIn);
    let rows = it.devices.iter().map(|it| row(scene, it, day, over)).collect_view();
    let none = it.devices.is_empty().then(|| view! { <p class="quiet">{t.none}</p> });
    view! {
        <section class="group">
            <h2>{t.title}</h2>
            {none}
            <ul class="devices">{rows}</ul>
            {invite(scene, it, day, invited)}
        </section>
    }
    .into_any()
}

fn row(scene: &Scene, it: &DeviceRecord, day: Day, over: bool) -> AnyView {
    let t = &of(scene.t).phones;
    let (class, says) = match it {
        DeviceRecord { revoked_at: Some(_), .. } => ("mark over", t.ended),
        DeviceRecord { joined_at: None, .. } => ("mark wait", t.waits),
        DeviceRecord { works: true, .. } => ("mark done", t.works),
        _ if over => ("mark wait", t.brings_in),
        _ => ("mark over", t.ended),
    };
    let synced = it.synced_at.map_or_else(|| t.never.to_owned(), |at| (t.synced)(&clock(at)));
    // Also one that nobody has joined yet, and one that may still bring something in.
    let end = (says != t.ended).then(|| end(scene, it, day));
    view! {
        <li class="person">
            <p><strong>{it.name.clone()}</strong> <small class="bits">
                <span>{synced}</span> <span>{(t.brought)(it.verified)}</span>
            </small> <span class=class>{says}</span></p>
            {end}
        </li>
    }
    .into_any()
}

fn end(scene: &Scene, it: &DeviceRecord, day: Day) -> AnyView {
    let (t, id, key) = (&of(scene.t).phones, it.id, scene.community.key.clone());
    let (open, label) = (RwSignal::new(false), (t.end_that)(&it.name));
    let yes = move || {
        open.set(false);
        let travel = travel::travel();
        day.attempt.run(RevokeDevice, (key.clone(), id), (), move |now: MarketDay| {
            day.load.set(now);
            travel.say(t.ended);
        });
    };
    view! {
        <button type="button" class="button plain small" aria-label=label on:click=move |_| open.set(true)>
            {t.end}
        </button>
        <Dialog open title=t.end_sure>
            <p>{t.end_more}</p>
            {day.attempt.button("button", t.end, yes)}
        </Dialog>
    }
    .into_any()
}

/// Another phone, or the same one anew; once the market is over, for what is not sent.
fn invite(scene: &Scene, it: &MarketDay, day: Day, invited: Invited) -> Option<AnyView> {
    let t = &of(scene.t).phones;
    let (name_of_it, about) = match it.invites? {
        DeviceUse::CheckIn => (t.invite, None),
        DeviceUse::BringIn => {
            let until = (scene.t.times.minute)(it.correct_until);
            (t.invite_over, Some(view! { <p>{(t.over_more)(&until)}</p> }))
        }
    };
    let (attempt, name, key) =
        (Attempt::new(), RwSignal::new(String::new()), scene.community.key.clone());
    let submit = Box::new(move || {
        let input = NewDevice { name: name.get_untracked() };
        if let Err(problem) = input.check() {
            return attempt.refuse(problem);
        }
        attempt.run(InviteDevice, (key.clone(), day.id), input, move |it: DeviceInvitation| {
            invited.set(Some(it));
            day.load.again();
            travel::show(".invited");
        });
    });
    let drawn = scene.clone();
    let shown = move || invited.get().map(|it| shown(&drawn, t, &it, day));
    let page = view! {
        {shown}
        <details class="card">
            <summary>{name_of_it}</summary>
            {about}
            <Form attempt button=t.make submit>
                <TextField attempt name="name" label=t.name hint=t.name_hint value=name
                    enterkeyhint="done"/>
            </Form>
        </details>
    };
    Some(page.into_any())
}

/// The code is only in the fragment of the link, which no server gets to see.
fn shown(scene: &Scene, t: &'static Phones, it: &DeviceInvitation, day: Day) -> AnyView {
    let origin = window().location().origin().unwrap_or_default();
    let link = format!("{origin}{}#{}", scene.to(Further::CheckIn(day.id).page()), it.code);
    let over = (it.what == DeviceUse::BringIn).then(|| view! { <p>{t.only_brings_in}</p> });
    let (one, two) = it.code.split_at_checked(4).unwrap_or((&it.code, ""));
    view! {
        <section class="card invited" tabindex="-1">
            <p>{t.scan}</p>
            {qr(&link, t.picture)}
            <p>{t.say}</p>
            <p class="digits">{format!("{one} {two}")}</p>
            <p class="hint">{(t.until)(&clock(it.until))}</p>
            {over}
        </section>
    }
    .into_any()
}
