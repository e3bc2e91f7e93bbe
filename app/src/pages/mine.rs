//! Everything of the signed-in person here: what to do next, wishes, promises, messages.

use leptos::prelude::*;
use shared::{
    api::GetMine,
    helper::ApplicationStatus,
    notice::Notice,
    policy::Role,
    time::Millis,
    wish::{Claim, Fairness, MinePage, MyWish, Status, StepName, WishFilter},
};

use super::{
    desk_markets,
    inbox::{about, reads},
    my_stalls, show, signed_in,
};
use crate::{
    api::call,
    components::load::{Load, loaded},
    me,
    place::{self, Page},
    place_further::Further,
    scene::Scene,
    view::{
        card::mark,
        frame::{Frame, Tab, empty, heading},
        icon::{Icon, icon},
    },
};

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
    let claims = (helper || !mine.claims.is_empty()).then(|| claims(scene, mine));
    view! {
        <div class="page">
            {heading(t.title)}
            {to_do(scene, mine)}
            {wishes(scene, &mine.wishes)}
            {claims}
            {messages(scene, &mine.notices)}
            {my_stalls::part(scene)}
            {help(scene, mine, helper)}
            {markets(scene)}
            <a class="more" href=scene.to(Page::MyData)>{scene.t.my_data.title}</a>
        </div>
    }
    .into_any()
}

/// For who holds markets.
fn markets(scene: &Scene) -> Option<AnyView> {
    let (href, title) = (scene.to(Further::DeskMarkets.page()), scene.t.organising.title);
    let draw = || view! { <a class="more" href=href>{title}</a> }.into_any();
    desk_markets::may_hold(scene).then(draw)
}

/// What waits for this person, before anything else; what is due first stands first.
fn to_do(scene: &Scene, mine: &MinePage) -> Option<AnyView> {
    let t = &scene.t.mine;
    let asked = mine.wishes.iter().filter_map(|wish| {
        let (due, picture, says) = asks(scene, wish)?;
        Some((due, scene.to(Page::MyWish(wish.id)), picture, says, String::new()))
    });
    let calls = mine.claims.iter().filter_map(|claim| {
        let asks_me = claim.handing_over.as_ref().is_some_and(|it| it.asks_me);
        let (picture, says) = match claim.status {
            _ if asks_me => (Icon::Person, (scene.t.teams.to_answer)(&claim.title)),
            Status::Offered => (Icon::Person, (t.answer_offer)(&claim.title)),
            Status::Claimed => (Icon::Phone, (t.go_on_with)(&claim.title)),
            Status::InProgress => (Icon::Clock, (t.promised)(&claim.title)),
            _ => return None,
        };
        let href = scene.to(Page::Claim(claim.id));
        Some((claim.due_at, href, picture, says, due(scene, claim)))
    });
    let mut rows: Vec<_> = asked.chain(calls).collect();
    rows.sort_by_key(|(due, ..)| due.unwrap_or_default());
    let any = !rows.is_empty();
    let rows =
        rows.into_iter().map(|(_, href, picture, says, more)| row(href, picture, says, more));
    let rows = rows.collect_view();
    let draw = || {
        view! { <section class="group"><h2>{t.to_do}</h2><ul class="cards to-do">{rows}</ul></section> }
            .into_any()
    };
    any.then(draw)
}

/// What a wish asks of its poster, and by when.
fn asks(scene: &Scene, wish: &MyWish) -> Option<(Option<Millis>, Icon, String)> {
    let t = &scene.t.mine;
    let may = |step: StepName| wish.steps.contains(&step);
    if may(StepName::Answer) {
        let by = wish.question.as_ref().map(|it| it.answer_by);
        return Some((by, Icon::Pen, (t.answer)(&wish.title)));
    }
    if may(StepName::AgreeMerge) {
        return Some((None, Icon::Person, (t.merge)(&wish.title)));
    }
    // What has arrived needs no more days.
    if may(StepName::Receive) {
        return Some((wish.sent_at, Icon::Check, (t.receive)(&wish.title)));
    }
    if may(StepName::AgreeLonger) {
        return Some((wish.promised, Icon::Clock, (t.longer)(&wish.title)));
    }
    if may(StepName::Confirm) {
        return Some((None, Icon::Check, (t.confirm)(&wish.title)));
    }
    may(StepName::Renew).then(|| (Some(Millis::NEVER), Icon::Clock, (t.renew)(&wish.title)))
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

/// By when something is to be done about it; if nothing is, since when it is in hand.
fn due(scene: &Scene, claim: &Claim) -> String {
    let (t, times) = (&scene.t.mine, &scene.t.times);
    match (claim.status, claim.due_at) {
        (Status::Claimed, Some(at)) => (t.call_by)(&(times.due)(scene.now, at)),
        (_, Some(at)) => (times.due)(scene.now, at),
        (_, None) => (t.since)(&(times.ago)(scene.now, claim.claimed_at)),
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
    // A part stands below its whole.
    let whole = wishes.iter().filter(|wish| wish.whole.is_none());
    let cards = whole.map(|wish| wish_card(scene, wish)).collect_view();
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

/// What is in hand, due first; then what is done.
fn claims(scene: &Scene, mine: &MinePage) -> AnyView {
    let t = &scene.t.mine;
    let mut claims: Vec<&Claim> = mine.claims.iter().collect();
    claims.sort_by_key(|claim| claim.due_at.unwrap_or(Millis::NEVER));
    let cards = claims.into_iter().map(|claim| {
        let says = match claim.status {
            Status::Delivered => t.waits.to_owned(),
            Status::Disputed => scene.t.promising.disputed.to_owned(),
            Status::Fulfilled | Status::Unconfirmed => t.thanks.to_owned(),
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
    let none = mine.claims.is_empty().then(|| view! { <p class="quiet">{t.no_claims}</p> });
    view! {
        <section class="group">
            <h2>{t.claims}</h2>
            {mine.fairness.map(|it| fairness(scene, it))}
            {none}
            <ul class="cards">{cards.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Why only the grid worker arranges for a while, and until when.
fn fairness(scene: &Scene, it: Fairness) -> AnyView {
    let t = &scene.t.promising;
    let more = (t.fair_more)(it.lapses, &(scene.t.times.day)(it.until));
    view! { <section class="notice plain"><h3>{t.fair}</h3><p>{more}</p></section> }.into_any()
}

/// The newest messages; all of them are in the inbox.
fn messages(scene: &Scene, notices: &[Notice]) -> AnyView {
    let t = &scene.t.mine;
    let recent = notices.iter().take(RECENT).map(|notice| message(scene, notice)).collect_view();
    let none = notices.is_empty().then(|| view! { <p class="quiet">{t.no_messages}</p> });
    let unread = me::me().person().map_or(0, |person| person.unread);
    let new = (unread > 0).then(|| {
        view! { <span class="mark open">{(scene.t.inbox.unread)(unread)}</span> }
    });
    let more = (!notices.is_empty()).then(|| {
        view! { <a class="button plain" href=scene.to(Page::Inbox)>{scene.t.inbox.all}</a> }
    });
    view! {
        <section class="group">
            <div class="between"><h2>{t.messages}</h2>{new}</div>
            {none}
            <ul class="messages">{recent}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn message(scene: &Scene, notice: &Notice) -> AnyView {
    let says = (scene.t.news)(&notice.news);
    let ago = (scene.t.times.ago)(scene.now, notice.at);
    let href = scene.to(about(notice.news.concern()));
    let reads = reads(scene, notice.id);
    view! { <li><p><a href=href on:click=move |_| reads()>{says}</a></p><small>{ago}</small></li> }
        .into_any()
}

fn help(scene: &Scene, mine: &MinePage, helper: bool) -> AnyView {
    let t = &scene.t.mine;
    let waits = mine.application.as_ref().is_some_and(|it| it.status == ApplicationStatus::Waiting);
    let (more, page, name) = match (helper, waits) {
        (true, _) => (scene.t.helping.approved_more, Page::Wishes, t.help_now),
        (false, true) => (t.help_waits, Page::Helper, t.application),
        (false, false) => (t.help_more, Page::Helper, scene.t.common.become_helper),
    };
    let homes = me::me().person().map(|person| person.homes).unwrap_or_default();
    let home = homes.into_iter().find(|home| helper && home.community == scene.community.key);
    // Whoever never wished for anything said at least where to help.
    let helps = mine.application.as_ref().filter(|_| helper).and_then(|it| it.place.clone());
    let near = home.map(|home| home.node).or(helps.map(|it| *it)).map(|node| {
        let filter = WishFilter { place: Some(node.id), ..WishFilter::default() };
        let href = place::wishes(&scene.community.key, &filter);
        view! { <a class="button plain" href=href>{(t.near)(&node.name)}</a> }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.help}</h2>
            <p>{more}</p>
            {near}
            {skills(scene, mine, helper)}
            <a class="button plain" href=scene.to(page)>{name}</a>
        </section>
    }
    .into_any()
}

/// The kinds of wishes that a helper said they can do, each with what waits of it.
fn skills(scene: &Scene, mine: &MinePage, helper: bool) -> AnyView {
    let skills = mine.application.iter().filter(|_| helper).flat_map(|it| it.skills.iter());
    let chips = skills.map(|kind| {
        let wanted = WishFilter { kind: Some(*kind), ..WishFilter::default() };
        let href = place::wishes(&scene.community.key, &wanted);
        view! { <a class="chip" href=href>{(scene.t.names.kind)(*kind)}</a> }
    });
    let chips = chips.collect::<Vec<_>>();
    (!chips.is_empty())
        .then(|| {
            let name = scene.t.mine.by_skill;
            view! { <p class="hint">{name}</p> <nav class="chips" aria-label=name>{chips}</nav> }
        })
        .into_any()
}
