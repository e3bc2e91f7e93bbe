//! Calling somebody who signed up: the number is shown when it is asked for, and that is noted.

use leptos::prelude::*;
use shared::{api::OpenGuestPhone, id::SignUpId, market::GuestPhone};

use crate::{
    components::attempt::Attempt, scene::Scene, text::market_day::of, travel, view::frame::tel,
};

/// How somebody is called: by the name within the household, or by the digits.
pub fn name(scene: &Scene, name: &str, last_four: &str) -> String {
    match name {
        "" => (of(scene.t).digits)(last_four),
        name => name.to_owned(),
    }
}

/// A button, and after it the number to call.
pub fn part(scene: &Scene, id: SignUpId, name: &str) -> AnyView {
    let (t, key, label) = (of(scene.t), scene.community.key.clone(), (of(scene.t).call_him)(name));
    let (attempt, phone) = (Attempt::new(), RwSignal::new(None::<String>));
    let ask = move |_| {
        let travel = travel::travel();
        attempt.run(OpenGuestPhone, (key.clone(), id), (), move |it: GuestPhone| {
            travel.say(it.phone.clone());
            phone.set(Some(it.phone));
        });
    };
    let busy = move || attempt.is_pending().then_some("true");
    let button = move || match phone.get() {
        Some(phone) => {
            view! { <a class="button small" href=tel(&phone)>{phone.clone()}</a> }.into_any()
        }
        None => view! {
            <button type="button" class="button plain small" aria-label=label.clone() aria-busy=busy
                on:click=ask.clone()>
                {t.call}
            </button>
        }
        .into_any(),
    };
    view! { <div class="call-guest">{button} {attempt.notice()}</div> }.into_any()
}
