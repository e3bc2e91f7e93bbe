//! The big screen at a market: which numbers are called, and how many wait. It renews itself, and
//! there is nothing to press but what makes the letters larger, and the way back.

use leptos::prelude::*;
use shared::{
    api::GetQueues,
    id::MarketId,
    market::{QueueLine, Queues},
    problem::Kind,
};

use crate::{
    api::call,
    components::watch::Watch,
    live,
    place_further::Further,
    scene::Scene,
    travel,
    view::{frame::heading, market::gone},
};

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let (key, drawn, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
    let watch = Watch::new(move || {
        let asked = call(GetQueues, (key.clone(), id), ());
        async move {
            match asked.await {
                Ok(queues) => Ok(Some(queues)),
                Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                Err(problem) => Err(problem),
            }
        }
    });
    let there = Memo::new(move |_| watch.with(Option::is_some));
    let key = scene.community.key.clone();
    Effect::new(move |_| {
        if there.get() == Some(true) {
            live::follow(&key, id, move |word| match word {
                Some(word) if word.queues.is_some() => watch.told(word.queues),
                Some(_) => {}
                None => watch.lost(),
            });
        }
    });
    let draw = move || {
        travel.arrived(drawn.title(drawn.t.queue_desk.board));
        board(&drawn, watch)
    };
    let t = &scene.t.queue_desk;
    let market = scene.to(Further::Market(id).page());
    view! {
        <main id="main" tabindex="-1" class="board">
            {watch.draw(draw)}
            <p class="row board-foot">
                {(scene.care)(scene)} <a class="tool" href=market>{t.to_market}</a>
            </p>
        </main>
    }
    .into_any()
}

fn board(scene: &Scene, watch: Watch<Option<Queues>>) -> AnyView {
    let t = &scene.t.queue_desk;
    let title = watch.look(|it| it.as_ref().map(|it| it.title.clone())).flatten();
    let Some(title) = title else { return gone(scene) };
    let drawn = scene.clone();
    let stalls = move || {
        watch.with(|it| match it {
            Some(it) if it.open => lines(&drawn, &it.stalls),
            _ => view! { <p class="board-shut">{t.board_shut}</p> }.into_any(),
        })
    };
    let at = move || (t.board_at)(&watch.hour());
    view! {
        <div class="between">{heading(title)} <p class="quiet">{at}</p></div>
        {watch.stale()}
        {stalls}
    }
    .into_any()
}

/// Stalls at which something happens, and in one line those at which nobody waits.
fn lines(scene: &Scene, all: &[QueueLine]) -> AnyView {
    let t = &scene.t.queue_desk;
    let busy = |it: &&QueueLine| it.waiting > 0 || !it.serving.is_empty();
    let mut busy: Vec<&QueueLine> = all.iter().filter(busy).collect();
    // Nobody turns the pages of a big screen: who is called is at the top.
    busy.sort_by_key(|it| it.called.is_empty());
    let cards = busy.into_iter().map(|it| line(scene, it)).collect::<Vec<_>>();
    let none = cards.is_empty().then(|| view! { <p class="board-shut">{t.board_none}</p> });
    view! { {none} <ul class="board-stalls">{cards}</ul> }.into_any()
}

fn line(scene: &Scene, it: &QueueLine) -> AnyView {
    let (t, m) = (&scene.t.queue_desk, &scene.t.markets);
    let stall = (!it.stall_number.is_empty()).then(|| (scene.t.tickets.stall)(&it.stall_number));
    let numbers = |class: &'static str, name: &'static str, all: &[i64]| {
        (!all.is_empty()).then(|| {
            let all = all.iter().map(|number| view! { <b>{*number}</b> " " }).collect_view();
            view! { <p class=class><small>{name}</small> <span>{all}</span></p> }
        })
    };
    view! {
        <li class="card" class:turn=!it.called.is_empty()>
            <h2>{(m.service)(it.service)} " " <small>{stall}</small></h2>
            {numbers("board-called", t.board_called, &it.called)}
            {numbers("board-serving", t.board_serving, &it.serving)}
            <p>{(t.board_waiting)(it.waiting)}</p>
        </li>
    }
    .into_any()
}
