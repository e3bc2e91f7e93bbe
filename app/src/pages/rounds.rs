//! All rounds: what is under way first.

use leptos::prelude::*;
use shared::{
    api::ListRounds,
    round::{Phase, Round},
};

use super::round::mark;
use crate::{
    api::call,
    components::load::{Load, loaded},
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, empty, frame, heading},
        icon::{Icon, icon},
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let key = scene.community.key.clone();
    let all = Load::new(move || call(ListRounds, key.clone(), ()));
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(all, move |all: &Vec<Round>| {
        travel.arrived(drawn.title(drawn.t.rounds.title));
        list(&drawn, all)
    });
    let above = Frame::below_tab(scene.to(Page::Wishes), scene.t.common.wishes, Tab::Wishes);
    frame(scene, above, page)
}

fn list(scene: &Scene, all: &[Round]) -> AnyView {
    let t = &scene.t.rounds;
    let place = |round: &&Round| match round.phase(scene.now) {
        Phase::Open | Phase::Full => 0,
        Phase::Coming => 1,
        Phase::Closed => 2,
    };
    let mut all: Vec<&Round> = all.iter().collect();
    all.sort_by_key(place);
    let list = match all.is_empty() {
        true => empty(t.none, t.none_more, ().into_any()),
        false => {
            let cards = all.into_iter().map(|round| card(scene, round)).collect_view();
            view! { <ul class="cards">{cards}</ul> }.into_any()
        }
    };
    let hold = super::hold_round::may_hold(scene).then(|| {
        let (href, name) = (scene.to(Further::NewRound.page()), scene.t.holding_rounds.new);
        view! { <a class="button plain" href=href>{name}</a> }
    });
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            {list}
            {hold}
        </div>
    }
    .into_any()
}

fn card(scene: &Scene, round: &Round) -> AnyView {
    view! {
        <li>
            <a class="card wish" href=scene.to(Further::Round(round.id).page())>
                <span class="kind">{icon(Icon::Heart)}</span>
                <strong>{round.name.clone()}</strong>
                <small>{super::round::until(scene, round)}</small>
                {mark(scene, round)}
            </a>
        </li>
    }
    .into_any()
}
