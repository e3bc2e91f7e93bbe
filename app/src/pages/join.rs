//! "Me too": one more home for a wish that waits, instead of the same wish once more.

use leptos::prelude::*;
use shared::{
    api::{AskAboutJoin, GetWish, JoinWish},
    id::WishId,
    wish::{Join, PublicWish, Status},
};

use super::signed_in;
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded},
    },
    place::Page,
    scene::Scene,
    travel,
    view::{
        card::card,
        frame::{Frame, dock, frame, heading},
    },
};

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let both = Load::new(move || {
            let at = (key.clone(), id);
            async move {
                let wish = call(GetWish, at.clone(), ()).await?;
                Ok((wish, call(AskAboutJoin, at, ()).await?))
            }
        });
        let (attempt, joined) = (Attempt::new(), RwSignal::new(None));
        loaded(both, move |it: &(PublicWish, Join)| {
            travel.arrived(scene.title(scene.t.joining.title));
            one(&scene, it, both, attempt, joined)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Wish(id)), scene.t.common.wishes), page)
}

/// `joined` is what was last said, if anything was.
fn one(
    scene: &Scene,
    (wish, known): &(PublicWish, Join),
    load: Load<(PublicWish, Join)>,
    attempt: Attempt,
    joined: RwSignal<Option<bool>>,
) -> AnyView {
    let t = &scene.t.joining;
    let waits = matches!(wish.status, Status::Open | Status::Offered);
    let (id, key, travel) = (wish.id, scene.community.key.clone(), travel::travel());
    let say = move |join: bool| {
        let key = key.clone();
        move || {
            attempt.run(JoinWish, (key.clone(), id), Join { join }, move |wish: PublicWish| {
                joined.set(Some(join));
                load.set((wish, Join { join }));
                travel.to_heading();
            });
        }
    };
    let joined = joined.get_untracked().or(known.join.then_some(true));
    let (title, more) = match joined {
        Some(true) => ((t.joined)(wish.joiners + 1), t.joined_more),
        Some(false) => (t.left.to_owned(), t.more),
        None if waits => (t.title.to_owned(), t.more),
        None => (t.title.to_owned(), t.over),
    };
    let back = view! { <a class="button plain" href=scene.to(Page::Wish(id))>{t.back}</a> };
    let actions = match joined {
        Some(true) => {
            view! { {back} {attempt.button("button plain", t.no, say(false))} }.into_any()
        }
        _ if waits => attempt.button("button", t.yes, say(true)),
        _ => back.into_any(),
    };
    view! {
        <div class="page">
            {heading(title)}
            <p>{more}</p>
            {attempt.notice()}
            <ul class="cards">{card(scene, wish)}</ul>
        </div>
        {dock(actions)}
    }
    .into_any()
}
