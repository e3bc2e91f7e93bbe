//! What is around every page: header with the telephone, tabs, and the foot.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::{place::Page, scene::Scene};

/// Which tab a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Home,
    Wishes,
    Mine,
    Settings,
    Desk,
}

/// What differs between pages.
pub struct Frame {
    /// Where the arrow leads, and what that page is called.
    pub back: Option<(String, &'static str)>,
    /// The tab that is lit; without one there are no tabs, as where a dock takes their place.
    pub tab: Option<Tab>,
}

impl Frame {
    /// A page that a tab leads to.
    pub fn tab(tab: Tab) -> Self {
        Self { back: None, tab: Some(tab) }
    }

    /// A page below another, with a dock in the place of the tabs.
    pub fn below(href: String, name: &'static str) -> Self {
        Self { back: Some((href, name)), tab: None }
    }

    /// A page below another, with the tabs.
    pub fn below_tab(href: String, name: &'static str, tab: Tab) -> Self {
        Self { back: Some((href, name)), tab: Some(tab) }
    }
}

/// Header, page, foot and tabs.
pub fn frame(scene: &Scene, frame: Frame, page: AnyView) -> AnyView {
    let t = scene.t;
    let tabs = frame.tab.map(|tab| tabs(scene, tab));
    view! {
        <a class="skip" href="#main">{t.common.skip}</a>
        <header class="top">
            {where_we_are(scene, frame.back)}
            <div class="tools">{(scene.care)(scene)} {call(scene)}</div>
        </header>
        <main id="main" tabindex="-1">{page}</main>
        {foot(scene)}
        {tabs}
    }
    .into_any()
}

fn where_we_are(scene: &Scene, back: Option<(String, &'static str)>) -> AnyView {
    match back {
        Some((href, name)) => view! {
            <a class="back" href=href aria-label=(scene.t.common.back)(name)>
                {icon(Icon::Back)} <span>{name}</span>
            </a>
        }
        .into_any(),
        None => view! {
            <a class="back" href=scene.to(Page::Home)><span>{scene.community.name.clone()}</span></a>
        }
        .into_any(),
    }
}

/// The telephone, in the same place on every page.
fn call(scene: &Scene) -> AnyView {
    let phone = scene.community.phone.clone();
    view! {
        <a class="tool call" href=tel(&phone) aria-label=(scene.t.common.call_to)(&phone)>
            {icon(Icon::Phone)} <span class="care-only">{scene.t.common.call}</span>
        </a>
    }
    .into_any()
}

/// A number as telephones take it.
pub fn tel(phone: &str) -> String {
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{dialled}")
}

/// A number that is not torn apart at the end of a line.
fn whole(phone: &str) -> String {
    phone.replace('-', "-\u{2060}").replace(' ', "\u{a0}")
}

/// The switch to care mode, before the app is there: a way to the settings.
pub fn care_link(scene: &Scene) -> AnyView {
    let t = scene.t;
    view! {
        <a class="tool care" href=format!("{}#care", scene.to(Page::Settings))>
            {icon(Icon::Large)} <span class="plain-only">{t.common.care}</span>
            <span class="care-only">{t.common.care_off}</span>
        </a>
    }
    .into_any()
}

fn foot(scene: &Scene) -> AnyView {
    let (t, community) = (scene.t, &scene.community);
    let call = (t.common.call_here)(&whole(&community.phone), &community.hours);
    view! {
        <footer class="foot">
            <p><a href=tel(&community.phone)>{call}</a></p>
            <p class="links">
                <a href=scene.to(Page::Find)>{t.common.find}</a>
                <a href=scene.to(Page::Figures)>{t.common.figures}</a>
                <a href=scene.to(Page::Privacy)>{t.common.privacy}</a>
            </p>
        </footer>
    }
    .into_any()
}

fn tabs(scene: &Scene, lit: Tab) -> AnyView {
    let t = scene.t;
    let tab = |tab, page, picture, name| {
        let current = (tab == lit).then_some("page");
        view! { <a href=scene.to(page) aria-current=current>{icon(picture)} <span>{name}</span></a> }
            .into_any()
    };
    let (staff, desk, unread) = (scene.staff, scene.clone(), scene.unread);
    let new = move || {
        let count = unread.get();
        (count > 0).then(|| {
            view! { <b class="badge"><span class="unseen">{t.common.unread}</span>{count}</b> }
        })
    };
    let mine = (lit == Tab::Mine).then_some("page");
    let mine = view! {
        <a href=scene.to(Page::Mine) aria-current=mine>{icon(Icon::Person)} <span>{t.common.mine}</span> {new}</a>
    };
    let desk = move || {
        let current = (lit == Tab::Desk).then_some("page");
        staff.get().then(|| {
            let name = desk.t.common.desk;
            view! {
                <a href=desk.to(Page::Desk) aria-current=current>{icon(Icon::Desk)} <span>{name}</span></a>
            }
        })
    };
    view! {
        <nav class="tabs" aria-label=t.common.tabs>
            {tab(Tab::Home, Page::Home, Icon::Home, t.common.home)}
            {tab(Tab::Wishes, Page::Wishes, Icon::Heart, t.common.wishes)}
            {desk}
            {mine}
            {tab(Tab::Settings, Page::Settings, Icon::Gear, t.common.settings)}
        </nav>
    }
    .into_any()
}

/// The heading that a new page puts the focus on.
pub fn heading(text: impl Into<String>) -> AnyView {
    view! { <h1 tabindex="-1">{text.into()}</h1> }.into_any()
}

/// Nothing here: what is missing, and what to do instead.
pub fn empty(title: impl Into<String>, more: &'static str, next: AnyView) -> AnyView {
    view! {
        <div class="empty"><p><strong>{title.into()}</strong></p><p>{more}</p>{next}</div>
    }
    .into_any()
}

/// The one thing to do, in reach of the thumb.
pub fn dock(actions: AnyView) -> AnyView {
    view! { <div class="dock">{actions}</div> }.into_any()
}
