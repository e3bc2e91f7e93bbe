//! Before one can sign up at a market: to be told when.

use leptos::prelude::*;
use shared::{
    api::RemindMe,
    market::{PublicMarket, Reminder, SignUpView},
    time::Millis,
};

use crate::{
    components::attempt::Attempt, me, place, place_further::Further, scene::Scene, text::visiting,
    travel,
};

/// A button, as long as there is no slot that one could have signed up for.
pub fn reminder(
    scene: &Scene,
    it: &PublicMarket,
    (told, now): (RwSignal<bool>, RwSignal<Millis>),
) -> AnyView {
    let (t, attempt, travel) = (&visiting::of(scene.t).choosing, Attempt::new(), travel::travel());
    let slots: Vec<_> = it.stalls.iter().flat_map(|it| it.slots.clone()).collect();
    let early = Memo::new(move |_| {
        let now = now.get();
        !slots.is_empty() && slots.iter().all(|it| it.view(now) == SignUpView::NotYet)
    });
    let (me, at) = (me::me(), (scene.community.key.clone(), it.id));
    let sign_in = place::sign_in(&scene.to(Further::Market(it.id).page()));
    let button = move || {
        let (at, wanted) = (at.clone(), !told.get());
        let says = if wanted { t.remind_more } else { t.reminded };
        let press = move || {
            attempt.run(RemindMe, at.clone(), Reminder { wanted }, move |it: Reminder| {
                told.set(it.wanted);
                travel.say(if it.wanted { t.reminded } else { t.remind_more });
            });
        };
        let name = if wanted { t.remind } else { t.remind_not };
        let button = match me.person() {
            Some(_) => attempt.button("button plain", name, press).into_any(),
            None => view! { <a class="button plain" href=sign_in.clone()>{name}</a> }.into_any(),
        };
        view! { <p class="hint">{says}</p> {attempt.notice()} {button} }
    };
    view! { {move || early.get().then(&button)} }.into_any()
}
