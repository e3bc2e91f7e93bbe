//! Of what the reader is told by SMS; a part of the settings. The inbox has everything anyway.

use leptos::prelude::*;
use shared::{
    api::{GetPreferences, SetPreferences},
    inbox::{Preferences, Topic},
};

use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TickField,
        load::{Load, loaded_part},
    },
    scene::Scene,
    travel,
};

/// Nothing, for someone who is not signed in.
pub fn part(scene: &Scene) -> AnyView {
    let (t, key, drawn) = (&scene.t.inbox, scene.community.key.clone(), scene.clone());
    let wanted = Load::new(move || call(GetPreferences, key.clone(), ()));
    view! {
        <h2 class="small">{t.by_sms}</h2>
        <p class="hint">{t.by_sms_more}</p>
        {loaded_part(wanted, move |it: &Preferences| choices(&drawn, *it))}
    }
    .into_any()
}

fn choices(scene: &Scene, before: Preferences) -> AnyView {
    let (t, key, attempt) = (&scene.t.inbox, scene.community.key.clone(), Attempt::new());
    let (wish, claims) = (RwSignal::new(before.my_wish), RwSignal::new(before.my_claims));
    let market = RwSignal::new(before.market);
    let travel = travel::travel();
    Effect::new(move |said: Option<Preferences>| {
        let now = before.with(Topic::MyWish, wish.get()).with(Topic::MyClaims, claims.get());
        let now = now.with(Topic::Market, market.get());
        if said.is_some_and(|said| said != now) {
            attempt.run(SetPreferences, key.clone(), now, move |_: Preferences| {
                travel.say(t.sms_saved);
            });
        }
        now
    });
    view! {
        {attempt.notice()}
        <TickField attempt name="my_wish" label=t.sms_wish value=wish/>
        <TickField attempt name="my_claims" label=t.sms_claims value=claims/>
        <TickField attempt name="market" label=t.sms_market value=market/>
    }
    .into_any()
}
