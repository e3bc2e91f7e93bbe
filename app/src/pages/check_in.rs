//! Checking in at a market's table, for hours without a network.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::id::MarketId;

use super::{check_in_desk, check_in_join, check_in_unsent};
use crate::{
    check_in::{CheckIn, Stands, Without},
    place_further::Further,
    scene::Scene,
    text, travel,
    view::frame::{Frame, frame, heading},
};

/// So often the phone hears what others saw.
const OFTEN: Duration = Duration::from_secs(20);

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let t = text::check_in::of(scene.t);
    let check_in = CheckIn::open(&scene.community.key, id);
    keep_going(check_in);
    let (drawn, travel) = (scene.clone(), travel::travel());
    // Drawn anew when another screen is due, not when somebody was seen.
    let stands = Memo::new(move |_| check_in.stands.get());
    let body = move || {
        let stands = stands.get();
        untrack(|| {
            if stands != Stands::Opening {
                travel.arrived(drawn.title(t.title));
                travel.rescue();
            }
            screen(&drawn, id, check_in, stands)
        })
    };
    let above = Frame::below(scene.to(Further::Market(id).page()), t.back);
    frame(scene, above, body.into_any())
}

fn screen(scene: &Scene, id: MarketId, check_in: CheckIn, stands: Stands) -> AnyView {
    let t = text::check_in::of(scene.t);
    match stands {
        Stands::Opening => {
            view! { <p class="loading" role="status">{scene.t.common.loading}</p> }.into_any()
        }
        Stands::Works => check_in_desk::screen(scene, check_in),
        Stands::Over => {
            let waits =
                check_in_unsent::counted(t, scene.t, check_in, t.sync.over_unsent);
            view! {
                <div class="page">
                    {heading(t.title)}
                    {waits}
                    <p>{t.sync.only_brings_in}</p>
                    {check_in_unsent::give_up(t, check_in)}
                </div>
            }
            .into_any()
        }
        Stands::Without(Without::NoVault) => {
            view! { <div class="page">{heading(t.join.title)} <p class="notice">{t.join.no_vault}</p></div> }
                .into_any()
        }
        Stands::Without(why) => check_in_join::screen(scene, id, check_in, why),
    }
}

/// Brings in what waits now and then, and at once when there is a network again.
fn keep_going(check_in: CheckIn) {
    let send = move || spawn_local(check_in.send());
    let back = window_event_listener(ev::online, move |_| send());
    let timer: Option<IntervalHandle> = set_interval_with_handle(send, OFTEN).ok();
    on_cleanup(move || {
        back.remove();
        timer.iter().for_each(IntervalHandle::clear);
    });
}
