//! How the app looks for this person, and the account.

use leptos::prelude::*;

use super::{desk_markets, preferences, sessions, show, sign_in::sign_out, staff_list};
use crate::{
    components::{
        attempt::Attempt,
        field::{ChoiceField, TickField},
    },
    me,
    mode::{Mode, Theme, mode},
    place::{self, Page},
    place_further::Further,
    scene::Scene,
    text::{self, Language},
    view::frame::{Frame, Tab, heading},
};

pub fn page(scene: &Scene) -> AnyView {
    let t = &scene.t.settings;
    let page = view! {
        <div class="page">
            {heading(t.title)}
            <p class="quiet">{t.saved_here}</p>
            {care(scene)}
            {looks(scene)}
            {account(scene)}
        </div>
    };
    show(scene, Frame::tab(Tab::Settings), t.title, page.into_any())
}

fn care(scene: &Scene) -> AnyView {
    let (t, mode) = (&scene.t.settings, mode());
    let more = move || view! { <p class="hint">{t.care_more}</p> };
    let size = move || mode.care.get().then(|| size(mode));
    view! {
        <section class="card" id="care">
            <TickField attempt=Attempt::new() name="care" label=t.care value=mode.care more/>
            {size}
        </section>
    }
    .into_any()
}

/// Two large buttons and a sample, since sliders are hard for unsteady hands.
fn size(mode: Mode) -> AnyView {
    let t = &text::now().settings;
    let step = move |larger: bool| {
        mode.size.update(|size| {
            let next = if larger { *size + Mode::STEP } else { *size - Mode::STEP };
            *size = next.clamp(Mode::SMALLEST, Mode::LARGEST);
        });
    };
    view! {
        <div class="size">
            <h2 class="small">{t.size}</h2>
            <p class="sample">{t.sample}</p>
            <div class="pair-of-buttons">
                <button type="button" class="button plain" on:click=move |_| step(false)>{t.smaller}</button>
                <button type="button" class="button plain" on:click=move |_| step(true)>{t.larger}</button>
            </div>
            <p class="hint" role="status">{move || (t.size_now)(mode.size.get())}</p>
        </div>
    }
    .into_any()
}

fn looks(scene: &Scene) -> AnyView {
    let (t, mode) = (&scene.t.settings, mode());
    let themes = vec![
        (Theme::Auto, t.theme_auto, ""),
        (Theme::Light, t.theme_light, ""),
        (Theme::Dark, t.theme_dark, ""),
    ];
    let languages = Language::ALL.map(|it| (it, it.name(), "")).to_vec();
    let theme = choice(mode.theme);
    let language = choice(text::language());
    view! {
        <section class="card">
            <ChoiceField attempt=Attempt::new() name="theme" label=t.theme value=theme choices=themes/>
        </section>
        <section class="card">
            <ChoiceField attempt=Attempt::new() name="language" label=t.language value=language choices=languages/>
        </section>
    }
    .into_any()
}

/// A setting as a field chooses it.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    setting: RwSignal<T>,
) -> RwSignal<Option<T>> {
    let chosen = RwSignal::new(Some(setting.get_untracked()));
    Effect::new(move |_| {
        if let Some(value) = chosen.get()
            && setting.get_untracked() != value
        {
            setting.set(value);
        }
    });
    chosen
}

/// The list of staff, for those who may see it.
fn staff(scene: &Scene) -> Option<AnyView> {
    let (title, href) = (scene.t.staff_list.title, scene.to(Further::StaffList.page()));
    let draw = || view! { <a class="button plain" href=href>{title}</a> }.into_any();
    staff_list::may_see(scene).then(draw)
}

/// The markets that somebody holds.
fn markets(scene: &Scene) -> Option<AnyView> {
    let (title, href) = (scene.t.organising.title, scene.to(Further::DeskMarkets.page()));
    let draw = || view! { <a class="button plain" href=href>{title}</a> }.into_any();
    desk_markets::may_hold(scene).then(draw)
}

fn account(scene: &Scene) -> AnyView {
    let (t, me, scene) = (&scene.t.settings, me::me(), scene.clone());
    let out = Attempt::new();
    let who = move || match me.person() {
        Some(person) => view! {
            <p>{(t.signed_in_as)(&person.phone)}</p>
            <a class="button plain" href=scene.to(Page::MyData)>{scene.t.my_data.title}</a>
            {preferences::part(&scene)}
            {sessions::part(&scene)}
            {staff(&scene)}
            {markets(&scene)}
            {sign_out(out)}
        }
        .into_any(),
        None => view! {
            <p>{t.not_signed_in}</p>
            <a class="button plain" href=place::sign_in(&scene.to(Page::Settings))>
                {scene.t.common.sign_in}
            </a>
        }
        .into_any(),
    };
    view! { <section class="card"><h2 class="small">{t.account}</h2>{who}</section> }.into_any()
}
