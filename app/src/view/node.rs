//! The public page of a node of the grid, and the nodes that a search finds.

use leptos::prelude::*;
use shared::{
    grid::{NodeBoard, PublicNode},
    wish::WishFilter,
};

use super::{
    card::cards,
    frame::tel,
    icon::{Icon, icon},
};
use crate::{
    place::{self, Page},
    place_further::Further,
    scene::Scene,
};

/// Whom to call, how large it is, what waits here.
pub fn node(scene: &Scene, board: &NodeBoard) -> AnyView {
    let t = &scene.t.grid;
    let node = &board.node;
    let above = (!node.above.is_empty()).then(|| node.above.join(" › "));
    let streets = (!node.streets.is_empty())
        .then(|| view! { <p><small>{t.streets} " "</small>{node.streets.clone()}</p> });
    let wishes = match board.wishes.is_empty() {
        true => view! { <p class="quiet">{t.none_waiting}</p> }.into_any(),
        false => cards(scene, &board.wishes),
    };
    let here = WishFilter { place: Some(node.id), ..WishFilter::default() };
    let here = place::wishes(&scene.community.key, &here);
    let shown = i64::try_from(board.wishes.len()).unwrap_or(i64::MAX);
    let all = (board.open > shown)
        .then(|| view! { <a class="more" href=here>{(t.all_waiting)(board.open)}</a> });
    view! {
        <article class="page">
            <p class="row"><span class="mark over">{board.level_name.clone()}</span><small>{above}</small></p>
            <h1 tabindex="-1">{node.name.clone()}</h1>
            {streets}
            <a class="card row-link call-here" href=tel(&board.phone)>
                <span class="kind">{icon(Icon::Phone)}</span>
                <strong>{board.phone.clone()}</strong>
                <small>{t.phone}</small>
            </a>
            {two_figures(scene, board)}
            {counts(scene, board)}
            {below(scene, board)}
            <h2>{t.waiting}</h2>
            {wishes}
            {all}
            <a class="more" href=scene.to(Further::Rounds.page())>{scene.t.rounds.title}</a>
        </article>
    }
    .into_any()
}

fn two_figures(scene: &Scene, board: &NodeBoard) -> AnyView {
    let t = &scene.t.grid;
    let fulfilled = match (board.fulfilled_hidden, board.fulfilled) {
        (false, count) => count.to_string(),
        (true, 0) => t.fulfilled_few.to_owned(),
        (true, count) => (t.fulfilled_least)(count),
    };
    view! {
        <dl class="card pair">
            <div><dt>{t.open}</dt><dd class="accent">{board.open}</dd></div>
            <div><dt>{t.fulfilled}</dt><dd class="good">{fulfilled}</dd></div>
        </dl>
    }
    .into_any()
}

fn counts(scene: &Scene, board: &NodeBoard) -> AnyView {
    let t = &scene.t.grid;
    let levels = board.counts.iter().map(|level| {
        view! { <div><dt>{level.name.clone()}</dt><dd>{(t.count)(level.count)}</dd></div> }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.counts}</h2>
            <dl class="rows">{levels.collect_view()}</dl>
            <p><small>{t.counts_more}</small></p>
        </section>
    }
    .into_any()
}

fn below(scene: &Scene, board: &NodeBoard) -> Option<AnyView> {
    let say = || view! { <h2>{scene.t.grid.below}</h2> {nodes(scene, &board.below)} }.into_any();
    (!board.below.is_empty()).then(say)
}

/// Nodes as a list of links.
pub fn nodes(scene: &Scene, nodes: &[PublicNode]) -> AnyView {
    let nodes = nodes.iter().map(|node| {
        let streets = match node.streets.is_empty() {
            true => node.above.join(" › "),
            false => node.streets.clone(),
        };
        view! {
            <li>
                <a class="card row-link" href=scene.to(Page::Node(node.id))>
                    <span class="kind">{icon(Icon::Place)}</span>
                    <strong>{node.name.clone()}</strong>
                    <small>{streets}</small>
                </a>
            </li>
        }
    });
    view! { <ul class="cards">{nodes.collect_view()}</ul> }.into_any()
}
