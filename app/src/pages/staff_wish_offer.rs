//! Whom to ask: who can do it, lives near and has little in hand comes first. No ranking of people.

use leptos::prelude::*;
use shared::{
    api::ListHelpers,
    helper::Helper,
    wish::{StaffWish, WishKind},
};

use super::staff_wish::Acting;
use crate::{
    api::call,
    components::{
        field::{TickField, error_of, id_of},
        load::{Load, loaded_part},
    },
    scene::Scene,
};

/// The helpers of one's nodes as large choices, and whether it is urgent.
pub fn fields(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let (f, attempt, key) =
        (&scene.t.staff_wish.fields, acting.attempt, scene.community.key.clone());
    attempt.label("to", f.helper);
    let helpers = Load::new(move || call(ListHelpers, key.clone(), ()));
    let (drawn, kind, place) = (scene.clone(), it.wish.kind, it.wish.place_name.clone());
    let list = loaded_part(helpers, move |all: &Vec<Helper>| {
        choices(&drawn, all.clone(), kind, &place, acting)
    });
    view! {
        <fieldset class="field" aria-describedby="hint-to">
            <legend>{f.helper}</legend>
            <p class="hint" id="hint-to">{f.helper_hint}</p>
            {error_of(attempt, "to")}
            {list}
        </fieldset>
        <TickField attempt name="urgent" label=f.urgent value=acting.urgent/>
    }
    .into_any()
}

fn choices(
    scene: &Scene,
    mut helpers: Vec<Helper>,
    kind: WishKind,
    place: &str,
    acting: Acting,
) -> AnyView {
    let f = &scene.t.staff_wish.fields;
    if helpers.is_empty() {
        return view! { <p class="hint" role="status">{f.no_helpers}</p> }.into_any();
    }
    helpers.sort_by_key(|it| (!it.skills.contains(&kind), it.node != place, it.claims));
    let all = helpers.into_iter().enumerate().map(|(at, helper)| {
        let to = helper.appointment;
        let id = if at == 0 { id_of("to") } else { format!("{}-{at}", id_of("to")) };
        let mut more = vec![(scene.t.names.class)(helper.class).to_owned()];
        more.extend((!helper.organisation.is_empty()).then_some(helper.organisation));
        more.extend(helper.skills.contains(&kind).then(|| f.fits.to_owned()));
        more.push(if helper.node == place { f.near.to_owned() } else { helper.node });
        more.push((f.in_hand)(helper.claims));
        let more = more.into_iter().map(|it| view! { <span>{it}</span> }).collect_view();
        view! {
            <div class="choice">
                <input type="radio" id=id.clone() name="to"
                    prop:checked=move || acting.to.get() == Some(to)
                    on:change=move |_| acting.to.set(Some(to))/>
                <label for=id>{helper.name} <small class="bits">{more}</small></label>
            </div>
        }
    });
    view! { <div class="choices">{all.collect_view()}</div> }.into_any()
}
