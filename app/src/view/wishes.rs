//! The public list of wishes: filters, search, cards.

use leptos::prelude::*;
use shared::wish::{Status, WishFilter, WishKind, WishPage};

use super::{
    card::cards,
    frame::empty,
    icon::{Icon, icon},
};
use crate::{
    place::{self, Page},
    scene::Scene,
};

/// The whole page; `more` is what asks for the next wishes.
pub fn wishes(scene: &Scene, filter: &WishFilter, page: &WishPage, more: AnyView) -> AnyView {
    view! {
        {head(scene)}
        {filters(scene, filter)}
        {list(scene, filter, page)}
        {more}
    }
    .into_any()
}

/// Heading, and the one thing to do.
pub fn head(scene: &Scene) -> AnyView {
    let t = &scene.t.wishes;
    view! {
        <div class="between">
            <h1 tabindex="-1">{t.title}</h1>
            <a class="button small" href=scene.to(Page::New)>{icon(Icon::Pen)} {t.make}</a>
        </div>
    }
    .into_any()
}

/// Search, chips by status and by kind. All are addresses, so Back undoes them.
pub fn filters(scene: &Scene, filter: &WishFilter) -> AnyView {
    let t = scene.t;
    let key = &scene.community.key;
    let now = filter.status.unwrap_or(Status::Open);
    let statuses = [
        Status::Open,
        Status::Claimed,
        Status::InProgress,
        Status::Delivered,
        Status::Fulfilled,
        Status::Referred,
        Status::Unmet,
    ];
    let by_status = statuses.map(|status| {
        let chosen = Some(status).filter(|status| *status != Status::Open);
        let wanted = WishFilter { status: chosen, after: None, ..filter.clone() };
        chip(place::wishes(key, &wanted), (t.names.status)(status), status == now, false)
    });
    let by_kind = WishKind::ALL.map(|kind| {
        let lit = filter.kind == Some(kind);
        // Pressed again, all kinds are shown.
        let wanted = WishFilter { kind: (!lit).then_some(kind), after: None, ..filter.clone() };
        chip(place::wishes(key, &wanted), (t.names.kind)(kind), lit, lit)
    });
    view! {
        {search(scene, filter)}
        <nav class="chips" aria-label=t.wishes.by_status>{by_status.into_iter().collect_view()}</nav>
        <nav class="chips" aria-label=t.wishes.by_kind>{by_kind.into_iter().collect_view()}</nav>
    }
    .into_any()
}

fn chip(href: String, name: impl IntoView + 'static, lit: bool, undo: bool) -> AnyView {
    let current = lit.then_some("true");
    let undo = undo.then(|| icon(Icon::Cross));
    view! { <a class="chip" href=href aria-current=current data-noscroll="">{name} {undo}</a> }
        .into_any()
}

/// A form that works without the app; the app answers it without leaving the page.
fn search(scene: &Scene, filter: &WishFilter) -> AnyView {
    let t = &scene.t.wishes;
    let hidden = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    };
    view! {
        <form class="search" role="search" method="get" action=scene.to(Page::Wishes)>
            {hidden("status", filter.status.map(|it| it.code().to_owned()))}
            {hidden("kind", filter.kind.map(|it| it.code().to_owned()))}
            {hidden("place", filter.place.map(|it| it.to_string()))}
            <label class="unseen" for="q">{t.search}</label>
            <input id="q" name="q" type="search" value=filter.q.clone() placeholder=t.search_hint
                autocomplete="off" enterkeyhint="search" maxlength=WishFilter::LONGEST_QUERY.to_string()/>
            <button class="tool" aria-label=t.search_now>{icon(Icon::Search)}</button>
        </form>
    }
    .into_any()
}

/// How many, and the cards; or that there are none.
pub fn list(scene: &Scene, filter: &WishFilter, page: &WishPage) -> AnyView {
    let t = &scene.t.wishes;
    let at = at_place(scene, filter, page);
    if page.wishes.is_empty() {
        return view! { {at} {nothing(scene, filter)} }.into_any();
    }
    let found = (t.found)(page.wishes.len(), page.next.is_some());
    view! { {at} <p class="found" role="status">{found}</p> {cards(scene, &page.wishes)} }
        .into_any()
}

/// The one place that is shown; pressed, all of them are.
fn at_place(scene: &Scene, filter: &WishFilter, page: &WishPage) -> Option<AnyView> {
    let wanted = WishFilter { place: None, after: None, ..filter.clone() };
    let href = place::wishes(&scene.community.key, &wanted);
    let chip = page.place_name.clone().map(|name| chip(href, name, true, true));
    chip.map(|chip| view! { <p class="chips">{chip}</p> }.into_any())
}

fn nothing(scene: &Scene, filter: &WishFilter) -> AnyView {
    let t = &scene.t.wishes;
    let all = place::wishes(&scene.community.key, &WishFilter::default());
    let (title, more) = match filter.q.is_empty() {
        true => (t.none.to_owned(), t.none_more),
        false => ((t.none_found)(&filter.q), t.none_found_more),
    };
    let next = view! { <a class="button plain" href=all>{t.show_all}</a> }.into_any();
    empty(title, more, next)
}

/// The way to the next wishes before the app is there.
pub fn more_link(scene: &Scene, filter: &WishFilter, page: &WishPage) -> AnyView {
    let wanted = page.next.map(|after| WishFilter { after: Some(after), ..filter.clone() });
    let link = |wanted: WishFilter| {
        let href = place::wishes(&scene.community.key, &wanted);
        view! { <a class="button plain" href=href>{scene.t.wishes.more}</a> }
    };
    wanted.map(link).into_any()
}
