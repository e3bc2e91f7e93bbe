//! The inbox: every message, newest first, with what was not read yet.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{GetInbox, ReadInbox, ReadNotice},
    id::NoticeId,
    inbox::{Concern, Inbox, InboxNotice, InboxQuery, Unread},
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded},
        notice::notice,
    },
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, empty, heading},
};

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let inbox = Load::new(move || call(GetInbox, key.clone(), InboxQuery::default()));
        loaded(inbox, move |it: &Inbox| all(&scene, it, inbox))
    });
    let above = Frame::below_tab(scene.to(Page::Mine), scene.t.common.mine, Tab::Mine);
    show(scene, above, scene.t.inbox.title, page)
}

fn all(scene: &Scene, it: &Inbox, inbox: Load<Inbox>) -> AnyView {
    let t = &scene.t.inbox;
    if it.notices.is_empty() {
        let back =
            view! { <a class="button plain" href=scene.to(Page::Mine)>{scene.t.common.mine}</a> };
        return view! {
            <div class="page">{heading(t.title)} {empty(t.none, t.none_more, back.into_any())}</div>
        }
        .into_any();
    }
    let rows = it.notices.iter().map(|notice| row(scene, notice)).collect_view();
    view! {
        <div class="page">
            {heading(t.title)}
            {unread(scene, it.unread, inbox)}
            <ul class="messages">{rows}</ul>
            {it.next.map(|next| older(scene, next))}
        </div>
    }
    .into_any()
}

/// How many are new, and one press for having seen them all.
fn unread(scene: &Scene, count: i64, inbox: Load<Inbox>) -> AnyView {
    let (t, key, attempt) = (&scene.t.inbox, scene.community.key.clone(), Attempt::new());
    if count == 0 {
        return view! { <p class="quiet">{t.all_read}</p> }.into_any();
    }
    let (me, travel) = (me::me(), travel::travel());
    let press = move || {
        attempt.run(ReadInbox, key.clone(), (), move |_: Unread| {
            travel.say(t.all_read);
            me.ask();
            inbox.again();
        });
    };
    view! {
        <div class="between">
            <p><strong>{(t.unread)(count)}</strong></p>
            {attempt.button("button plain small", t.read_all, press)}
        </div>
        {attempt.notice()}
    }
    .into_any()
}

/// One message, which leads to what it is about.
fn row(scene: &Scene, it: &InboxNotice) -> AnyView {
    let (t, read) = (&scene.t.inbox, it.read);
    let says = (scene.t.news)(&it.news);
    let ago = (scene.t.times.ago)(scene.now, it.at);
    let reads = reads(scene, it.id);
    let seen = move |_| {
        if !read {
            reads();
        }
    };
    let new = (!read).then(|| view! { <span class="mark open">{t.new}</span> });
    view! {
        <li class:unread=!read>
            <a href=scene.to(about(it.concern)) on:click=seen><span>{new} " " {says}</span></a>
            <small>{ago}</small>
        </li>
    }
    .into_any()
}

/// Notes that a message was read. If that does not arrive, it stays new until the next time.
pub fn reads(scene: &Scene, id: NoticeId) -> impl Fn() + 'static + use<> {
    let (me, key) = (me::me(), scene.community.key.clone());
    move || {
        let seen = call(ReadNotice, (key.clone(), id), ());
        spawn_local(async move {
            if seen.await.is_ok() {
                me.ask();
            }
        });
    }
}

/// The page that says more about a message.
pub fn about(concern: Concern) -> Page {
    match concern {
        Concern::MyWish(wish) => Page::MyWish(wish),
        Concern::MyClaim(wish) => Page::Claim(wish),
        Concern::Outcome(wish) => Page::Wish(wish),
        Concern::NewWish => Page::New,
        Concern::Round(round) => Further::Round(round).page(),
        Concern::Helping => Page::Helper,
        Concern::Desk => Page::Desk,
        Concern::Market(id) => Further::Market(id).page(),
        Concern::MyMarket(id) => Further::OfferStall(id).page(),
        Concern::Objections => Further::Objections.page(),
        Concern::HeldMarket(id) => Further::DeskMarket(id).page(),
        Concern::SignUp(id) => Further::Ticket(id).page(),
        Concern::Queue(id) => Further::MyQueue(id).page(),
    }
}

/// Further messages below, one press each.
fn older(scene: &Scene, next: NoticeId) -> AnyView {
    let (further, next) = (RwSignal::new(Vec::<InboxNotice>::new()), RwSignal::new(Some(next)));
    let (waits, failed) = (RwSignal::new(false), RwSignal::new(None));
    let key = scene.community.key.clone();
    let ask = move |_| {
        if waits.get_untracked() {
            return;
        }
        waits.set(true);
        let asked = call(GetInbox, key.clone(), InboxQuery { before: next.get_untracked() });
        spawn_local(async move {
            let answer = asked.await;
            // Nothing of this is there any more, if the page was left.
            if waits.try_set(false).is_some() {
                return;
            }
            failed.set(answer.as_ref().err().cloned());
            if let Ok(inbox) = answer {
                further.update(|all| all.extend(inbox.notices));
                next.set(inbox.next);
            }
        });
    };
    let drawn = scene.clone();
    let busy = move || waits.get().then_some("true");
    let rows = move || further.read().iter().map(|it| row(&drawn, it)).collect_view();
    view! {
        <ul class="messages">{rows}</ul>
        {move || failed.get().map(|problem| notice(&problem))}
        <button type="button" class="button plain" class:unseen=move || next.read().is_none()
            aria-busy=busy on:click=ask>{scene.t.inbox.older}</button>
    }
    .into_any()
}
