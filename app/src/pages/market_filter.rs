//! Finding a stall among twenty, and saying how to wait for a place.

use leptos::prelude::*;
use shared::market::{MarketStatus, PublicMarket, PublicStall, SignUpView, Wants};

use crate::{
    scene::Scene,
    text::visiting::of,
    view::market::{GROUPS, group_of, has_places},
};

/// Fewer stalls than these are seen at a glance.
const MANY: usize = 6;

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Filter {
    group: RwSignal<Option<usize>>,
    left: RwSignal<bool>,
}

impl Filter {
    pub fn new() -> Self {
        Self { group: RwSignal::new(None), left: RwSignal::new(false) }
    }

    /// Around the stalls: those that are not meant are not shown.
    pub fn around(self, all: AnyView) -> AnyView {
        let only = move || self.group.get().map(|it| it.to_string());
        let left = move || self.left.get().then_some("left");
        view! { <div class="filtered" data-only=only data-free=left>{all}</div> }.into_any()
    }

    fn shows(self, scene: &Scene, it: &PublicStall) -> bool {
        let group = self.group.get().is_none_or(|group| group == group_of(it.service));
        group && (!self.left.get() || has_places(scene, it))
    }
}

/// Chips by kind of service, and one for what has places left.
pub fn chips(scene: &Scene, it: &PublicMarket, filter: Filter) -> Option<AnyView> {
    use MarketStatus as S;
    let to_come = matches!(it.status, S::Published | S::Postponed | S::UnderWay);
    if it.stalls.len() < MANY || !to_come {
        return None;
    }
    let t = &of(scene.t).choosing;
    let there = |at: &usize| it.stalls.iter().any(|it| group_of(it.service) == *at);
    let kinds = (0..GROUPS).filter(there).map(|at| {
        let pressed = move || if filter.group.get() == Some(at) { "true" } else { "false" };
        let turn = move |_| filter.group.update(|it| *it = (*it != Some(at)).then_some(at));
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=turn>{(t.group)(at)}</button>
        }
    });
    let kinds = kinds.collect_view();
    let pressed = move || if filter.left.get() { "true" } else { "false" };
    let turn = move |_| filter.left.update(|it| *it = !*it);
    let (drawn, stalls) = (scene.clone(), it.stalls.clone());
    let all = move |_| {
        filter.group.set(None);
        filter.left.set(false);
    };
    let none = move || {
        let any = stalls.iter().any(|it| filter.shows(&drawn, it));
        (!any).then(|| {
            view! {
                <div class="notice plain" role="status">
                    <p>{t.none}</p>
                    <button type="button" class="button plain small" on:click=all>{t.all}</button>
                </div>
            }
        })
    };
    Some(
        view! {
            <div class="chips" role="group" aria-label=t.filter>
                {kinds}
                <button type="button" class="chip" aria-pressed=pressed on:click=turn>{t.left}</button>
            </div>
            {none}
        }
        .into_any(),
    )
}

/// What to do when a place becomes free, where there is something to wait for.
pub fn wants(scene: &Scene, it: &PublicMarket, value: RwSignal<Wants>) -> Option<AnyView> {
    let t = &of(scene.t).choosing;
    let full = |it: &PublicStall| it.slots.iter().any(|it| it.view(scene.now) == SignUpView::Full);
    if !it.stalls.iter().any(full) {
        return None;
    }
    let chip = move |wants: Wants, says: &'static str| {
        let pressed = move || if value.get() == wants { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| value.set(wants)>
                {says}
            </button>
        }
    };
    let more =
        move || (value.get() == Wants::Ask).then(|| view! { <p class="hint">{t.ask_more}</p> });
    Some(
        view! {
            <p class="hint" id="how-to-wait">{t.wants}</p>
            <div class="chips" role="group" aria-labelledby="how-to-wait">
                {chip(Wants::Auto, t.auto)} {chip(Wants::Ask, t.ask)}
            </div>
            {more}
        }
        .into_any(),
    )
}
