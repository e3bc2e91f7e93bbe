//! Goods of a wish in hand: that they are on their way, and that they came back.

use leptos::prelude::*;
use shared::wish::{Claim, HelperStep, StepName};

use super::{claim::Helping, claim_promise::take};
use crate::scene::Scene;

/// "I have sent it", and from then on what comes of it, in the place of giving the wish back.
pub fn goods(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let (t, attempt) = (&scene.t.promising, helping.promising.goods);
    let acting = scene.clone();
    let button = |step: HelperStep, class, name, says| {
        let press = move || take(&acting, helping, attempt, step.clone(), says);
        attempt.button(class, name, press)
    };
    let (title, more, button) = match claim.sent_at {
        None if claim.steps.contains(&StepName::Send) => {
            let send = button(HelperStep::Send, "button plain", t.send, t.send_done);
            (t.send.to_owned(), t.send_more, send)
        }
        None => return None,
        Some(at) => {
            let title = (t.sent)(&(scene.t.times.ago)(scene.now, at));
            if claim.steps.contains(&StepName::SayReturned) {
                let step = HelperStep::SayReturned { words: String::new() };
                (title, t.sent_more, button(step, "button plain", t.back, t.back_done))
            } else {
                (title, t.back_waits, ().into_any())
            }
        }
    };
    Some(
        view! {
            <section class="card">
                <h2 class="small">{title}</h2>
                <p class="hint">{more}</p>
                {attempt.notice()}
                {button}
            </section>
        }
        .into_any(),
    )
}
