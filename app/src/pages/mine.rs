//! Everything of the signed-in person here: what to do next, wishes, promises, messages.

use leptos::prelude::*;
use shared::{
    api::GetMine,
    helper::ApplicationStatus,
    notice::{News, Notice},
    policy::Role,
    time::Millis,
    wish::{Claim, MinePage, MyWish, Status},
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::load::{Load, loaded},
    me,
    place::Page,
    scene::Scene,
    view::{
        card::mark,
        frame::{Frame, Tab, empty, heading},
        icon::{Icon, icon},
    },
};

/// How long a helper has to call.
const TO_CALL: i64 = 48 * Millis::HOUR;
/// How many messages are shown at once.
const RECENT: usize = 3;

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let mine = Load::new(move || call(GetMine, key.clone(), ()));
        loaded(mine, move |mine: &MinePage| all(&scene, mine))
    });
    show(scene, Frame::tab(Tab::Mine), scene.t.mine.title, page)
}

fn all(scene: &Scene, mine: &MinePage) -> AnyView {
    let t = &scene.t.mine;
    let helper = me::me().roles(&scene.community.key).contains(&Role::Helper);
    let claims = (helper || !mine.claims.is_empty()).then(|| claims(scene, &mine.claims));
    view! {
        <div class="page">
            {heading(t.title)}
            {to_do(scene, mine)}
            {wishes(scene, &mine.wishes)}
            {claims}
            {messages(scene, &mine.notices)}
            {help(scene, mine, helper)}
        </div>
    }
    .into_any()
}

/// What waits for this person, before anything else.
fn to_do(scene: &Scene, mine: &MinePage) -> Option<AnyView> {
    let t = &scene.t.mine;
    let confirm = mine.wishes.iter().filter(|wish| wish.status == Status::Delivered);
    let confirm = confirm.map(|wish| {
        row(scene.to(Page::MyWish(wish.id)), Icon::Check, (t.confirm)(&wish.title), String::new())
    });
    let calls = mine.claims.iter().filter(|claim| claim.status == Status::Claimed);
    let calls = calls.map(|claim| {
        let href = scene.to(Page::Claim(claim.id));
        row(href, Icon::Phone, (t.go_on_with)(&claim.title), due(scene, claim))
    });
    let rows: Vec<AnyView> = confirm.chain(calls).collect();
    let any = !rows.is_empty();
    let draw = || {
        view! { <section class="group"><h2>{t.to_do}</h2><ul class="cards to-do">{rows}</ul></section> }
            .into_any()
    };
    any.then(draw)
}

fn row(href: String, picture: Icon, title: String, more: String) -> AnyView {
    view! {
        <li>
            <a class="card row-link" href=href>
                <span class="kind">{icon(picture)}</span>
                <strong>{title}</strong>
                <small>{more}</small>
            </a>
        </li>
    }
    .into_any()
}

/// Until when to call; after that, since when it is in hand.
fn due(scene: &Scene, claim: &Claim) -> String {
    let (t, times) = (&scene.t.mine, &scene.t.times);
    let due = claim.claimed_at.after(TO_CALL);
    match scene.now < due {
        true => (t.call_by)(&(times.due)(scene.now, due)),
        false => (t.since)(&(times.ago)(scene.now, claim.claimed_at)),
    }
}

fn wishes(scene: &Scene, wishes: &[MyWish]) -> AnyView {
    let t = &scene.t.mine;
    let make = || {
        view! {
            <a class="button small" href=scene.to(Page::New)>{icon(Icon::Pen)} {scene.t.home.make}</a>
        }
        .into_any()
    };
    if wishes.is_empty() {
        let none = empty(t.no_wishes, t.no_wishes_more, make());
        return view! { <section class="group"><h2>{t.wishes}</h2>{none}</section> }.into_any();
    }
    let cards = wishes.iter().map(|wish| wish_card(scene, wish)).collect_view();
    view! {
        <section class="group">
            <div class="between"><h2>{t.wishes}</h2>{make()}</div>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn wish_card(scene: &Scene, wish: &MyWish) -> AnyView {
    view! {
        <li>
            <a class="card wish" href=scene.to(Page::MyWish(wish.id))>
                <span class="kind">{icon(Icon::of(wish.kind))}</span>
                <strong>{wish.title.clone()}</strong>
                <small>{(scene.t.mine.next)(wish.status)}</small>
                {mark(scene, wish.status, wish.class)}
            </a>
        </li>
    }
    .into_any()
}

fn claims(scene: &Scene, claims: &[Claim]) -> AnyView {
    let t = &scene.t.mine;
    let cards = claims.iter().map(|claim| {
        let says = match claim.status {
            Status::Delivered => t.waits.to_owned(),
            Status::Fulfilled => t.thanks.to_owned(),
            _ => due(scene, claim),
        };
        view! {
            <li>
                <a class="card wish" href=scene.to(Page::Claim(claim.id))>
                    <span class="kind">{icon(Icon::of(claim.kind))}</span>
                    <strong>{claim.title.clone()}</strong>
                    <small>{claim.place_name.clone()} " · " {says}</small>
                    {mark(scene, claim.status, None)}
                </a>
            </li>
        }
    });
    let none = claims.is_empty().then(|| view! { <p class="quiet">{t.no_claims}</p> });
    view! {
        <section class="group">
            <h2>{t.claims}</h2>
            {none}
            <ul class="cards">{cards.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn messages(scene: &Scene, notices: &[Notice]) -> AnyView {
    let t = &scene.t.mine;
    let all = RwSignal::new(false);
    let (recent, older) = notices.split_at(notices.len().min(RECENT));
    let draw = |notices: &[Notice]| -> Vec<AnyView> {
        notices.iter().map(|notice| message(scene, notice)).collect()
    };
    let (recent, older) = (draw(recent), draw(older));
    let none = notices.is_empty().then(|| view! { <p class="quiet">{t.no_messages}</p> });
    let count = notices.len();
    let more = (count > RECENT).then(|| {
        view! {
            <button type="button" class="button plain" aria-expanded=move || all.get().to_string()
                class:unseen=move || all.get() on:click=move |_| all.set(true)>{(t.all_messages)(count)}</button>
        }
    });
    view! {
        <section class="group">
            <h2>{t.messages}</h2>
            {none}
            <ul class="messages">{recent}</ul>
            <ul class="messages" hidden=move || !all.get()>{older}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn message(scene: &Scene, notice: &Notice) -> AnyView {
    let says = (scene.t.names.news)(&notice.news);
    let says = match about(&notice.news).map(|page| scene.to(page)) {
        Some(href) => view! { <a href=href>{says}</a> }.into_any(),
        None => says.into_any(),
    };
    let ago = (scene.t.times.ago)(scene.now, notice.at);
    view! { <li><p>{says}</p><small>{ago}</small></li> }.into_any()
}

/// The page that says more about a message.
fn about(news: &News) -> Option<Page> {
    match news {
        News::WishApproved { wish, .. }
        | News::WishDeclined { wish, .. }
        | News::WishClaimed { wish, .. }
        | News::WishReleased { wish, .. }
        | News::WishDelivered { wish, .. }
        | News::WishNeedsInfo { wish, .. }
        | News::WishLapsed { wish, .. }
        | News::MergeProposed { wish, .. }
        | News::WishMerged { wish, .. }
        | News::WishReferred { wish, .. }
        | News::WishUnmet { wish, .. }
        | News::WishWaitsLong { wish, .. }
        | News::WishExpiring { wish, .. }
        | News::WishExpired { wish, .. }
        | News::WishReopened { wish, .. }
        | News::WishRemoved { wish, .. }
        | News::PromiseMade { wish, .. }
        | News::LongerAsked { wish, .. }
        | News::ConfirmReminder { wish, .. }
        | News::NewWord { wish, .. } => Some(Page::MyWish(*wish)),
        News::OfferMade { wish, .. }
        | News::ContactReminder { wish, .. }
        | News::PromiseReminder { wish, .. } => Some(Page::Claim(*wish)),
        // Goes to both sides; the public page is right for both.
        News::WishFulfilled { wish, .. }
        | News::WishUnconfirmed { wish, .. }
        | News::PromiseLate { wish, .. }
        | News::LongerAnswered { wish, .. }
        | News::WishDisputed { wish, .. }
        | News::DisputeSettled { wish, .. }
        | News::ReportAnswered { wish, .. } => Some(Page::Wish(*wish)),
        News::HelperApproved => Some(Page::Wishes),
        News::HelperDeclined { .. } => Some(Page::Helper),
        News::WishWithdrawn { .. } | News::ClaimLost { .. } | News::HelperEnded { .. } => None,
    }
}

fn help(scene: &Scene, mine: &MinePage, helper: bool) -> AnyView {
    let t = &scene.t.mine;
    let waits = mine.application.as_ref().is_some_and(|it| it.status == ApplicationStatus::Waiting);
    let (more, page, name) = match (helper, waits) {
        (true, _) => (scene.t.helping.approved_more, Page::Wishes, t.help_now),
        (false, true) => (t.help_waits, Page::Helper, t.application),
        (false, false) => (t.help_more, Page::Helper, scene.t.common.become_helper),
    };
    view! {
        <section class="card">
            <h2 class="small">{t.help}</h2>
            <p>{more}</p>
            <a class="button plain" href=scene.to(page)>{name}</a>
        </section>
    }
    .into_any()
}
