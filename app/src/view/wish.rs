//! One wish as anyone sees it.

use leptos::prelude::*;
use shared::{
    id::WishId,
    report::About,
    wish::{PublicWish, Status},
};

use super::{
    card::{bits, cards, mark},
    frame::{dock, heading},
    icon::{Icon, icon},
};
use crate::{place::Page, scene::Scene};

/// The wish, its way so far, and what comes next.
pub fn wish(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, names) = (&scene.t.wish, &scene.t.names);
    if wish.status == Status::Removed {
        return removed(scene);
    }
    let story =
        (!wish.story.is_empty()).then(|| view! { <p class="story">{wish.story.clone()}</p> });
    view! {
        <article class="page">
            <p class="row">
                {mark(scene, wish.status, wish.class)}
                <small class="bits">{bits(vec![(names.kind)(wish.kind).into(), wish.place_name.clone()])}</small>
            </p>
            <h1 tabindex="-1">{wish.title.clone()}</h1>
            {story}
            {to_whole(scene, wish.whole, Page::Wish)}
            {in_parts(scene, wish)}
            {facts(scene, wish)}
            <section class="card">
                <h2 class="small">{t.way}</h2>
                {way(scene, wish)}
                {merged(scene, wish)}
                <p class="next"><small>{next(scene, wish.status)}</small></p>
            </section>
            {neighbours(scene, wish)}
        </article>
    }
    .into_any()
}

/// What is left of a wish that was taken down.
fn removed(scene: &Scene) -> AnyView {
    let t = &scene.t.wish;
    view! {
        <article class="page">
            {heading(t.removed)}
            <p>{t.removed_more}</p>
            <a class="button" href=scene.to(Page::Wishes)>{scene.t.wishes.show_all}</a>
        </article>
    }
    .into_any()
}

/// Its parts, each a way to it.
fn in_parts(scene: &Scene, wish: &PublicWish) -> Option<AnyView> {
    (wish.parts_of > 0).then(|| cards(scene, &wish.parts))
}

/// From a part to all of it.
pub fn to_whole(scene: &Scene, whole: Option<WishId>, to: fn(WishId) -> Page) -> Option<AnyView> {
    let href = scene.to(to(whole?));
    Some(view! { <a class="more" href=href>{scene.t.wish.to_whole}</a> }.into_any())
}

fn merged(scene: &Scene, wish: &PublicWish) -> Option<AnyView> {
    let href = scene.to(Page::Wish(wish.merged_into?));
    Some(view! { <a class="button plain" href=href>{scene.t.wish.to_merged}</a> }.into_any())
}

/// What everyone may do about it: "me too", and saying that something is wrong.
fn neighbours(scene: &Scene, wish: &PublicWish) -> AnyView {
    let t = &scene.t.wish;
    let waits = matches!(wish.status, Status::Open | Status::Offered) && wish.whole.is_none();
    let join = waits.then(|| {
        view! { <a class="button plain" href=scene.to(Page::Join(wish.id))>{t.join}</a> }
    });
    view! { {join} <a class="more" href=scene.to(Page::Report(About::Wish(wish.id)))>{t.report}</a> }.into_any()
}

fn facts(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, names) = (&scene.t.wish, &scene.t.names);
    let fact = |name: &'static str, value: AnyView| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let said = [(t.thanks, &wish.thanks), (t.when, &wish.when)];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    let said = said.map(|(name, words)| fact(name, words.clone().into_any())).collect_view();
    let band = wish.age_band.map(|band| fact(t.band, (names.band)(band).into_any()));
    let node = scene.to(Page::Node(wish.place));
    let place = view! { <a href=node>{wish.place_name.clone()}</a> }.into_any();
    view! { <dl class="card facts">{said} {band} {fact(t.place, place)}</dl> }.into_any()
}

/// What a helper presses. To strangers it is a way to sign in.
pub fn claim_link(scene: &Scene, href: String) -> AnyView {
    let button = view! { <a class="button" href=href>{icon(Icon::Heart)} {scene.t.wish.claim}</a> };
    dock(button.into_any())
}

/// The way so far, where it stands, and what is to come.
fn way(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, times) = (&scene.t.wish, &scene.t.times);
    let published = (t.published)(&(times.ago)(scene.now, wish.opened_at));
    let taken = [t.claimed_later, t.delivered_later, t.fulfilled_later];
    let (past, now, later): (usize, String, &[&str]) = match wish.status {
        Status::Open => (0, waits(scene, wish), &taken),
        Status::Offered => (0, t.offered.into(), &taken),
        Status::InParts => (0, done(scene, wish), &taken[2..]),
        Status::Claimed => (0, t.claimed.into(), &taken[1..]),
        Status::InProgress => {
            let day = wish.promised.map(|at| (times.coming)(scene.now, at)).unwrap_or_default();
            (1, (t.promised)(&day), &taken[2..])
        }
        Status::Delivered => (2, t.delivered.into(), &taken[2..]),
        Status::Disputed => (2, t.disputed.into(), &taken[2..]),
        Status::Fulfilled | Status::Unconfirmed => (2, ended(scene, wish), &[]),
        _ => (0, over(scene, wish), &[]),
    };
    let over = later.is_empty();
    let past = [published].into_iter().chain(taken[..past].iter().map(|it| (*it).to_owned()));
    let past = past.map(|says| step(scene, When::Past, says)).collect_view();
    let now = step(scene, if over { When::Past } else { When::Now }, now);
    let later = later.iter().map(|says| step(scene, When::Later, (*says).to_owned()));
    view! { <ol class="way">{past} {now} {later.collect_view()}</ol> }.into_any()
}

/// How many parts are done.
fn done(scene: &Scene, wish: &PublicWish) -> String {
    (scene.t.wish.parts)(wish.parts_done, wish.parts_of)
}

/// How long it has waited, and how many need the same.
fn waits(scene: &Scene, wish: &PublicWish) -> String {
    let t = &scene.t.wish;
    let waits = (t.waits)(&(scene.t.times.waited)(scene.now.days_since(wish.opened_at)));
    match wish.joiners {
        0 => waits,
        joiners => [waits, (t.joiners)(joiners)].join(scene.t.home.comma),
    }
}

/// That it came true, when, and who said so.
fn ended(scene: &Scene, wish: &PublicWish) -> String {
    let at = wish.fulfilled_at.map(|at| (scene.t.times.ago)(scene.now, at));
    let says = match (wish.status, at) {
        (Status::Fulfilled, Some(day)) => (scene.t.wish.fulfilled)(&day),
        _ => (scene.t.names.status)(wish.status).to_owned(),
    };
    let who = wish.confirmed.map(|it| (scene.t.names.confirmed)(it));
    [Some(says.as_str()), who].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why it will not come true here, or where it went.
fn over(scene: &Scene, wish: &PublicWish) -> String {
    let t = &scene.t.wish;
    match (wish.unmet, wish.referred, wish.reply_by) {
        (Some(reason), ..) => (t.unmet)(reason).to_owned(),
        (_, Some(office), Some(by)) => (t.referred)((t.office)(office), &(scene.t.times.day)(by)),
        (_, Some(office), None) => (t.replied)((t.office)(office)),
        _ => t.merged.to_owned(),
    }
}

/// Where a step of the way lies, seen from where the wish stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Past,
    Now,
    Later,
}

fn step(scene: &Scene, when: When, says: String) -> AnyView {
    let t = &scene.t.wish;
    let (class, hidden, current) = match when {
        When::Past => ("past", Some(t.past), None),
        When::Now => ("now", None, Some("step")),
        When::Later => ("later", Some(t.next), None),
    };
    let hidden = hidden.map(|words| view! { <span class="unseen">{words} " "</span> });
    view! { <li class=class aria-current=current>{hidden} {says}</li> }.into_any()
}

fn next(scene: &Scene, status: Status) -> &'static str {
    let t = &scene.t.wish;
    match status {
        Status::Open | Status::Offered => t.next_open,
        Status::InParts => t.next_parts,
        Status::Claimed | Status::InProgress => t.next_claimed,
        Status::Delivered | Status::Disputed => t.next_delivered,
        _ => t.next_over,
    }
}
