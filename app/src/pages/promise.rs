//! A helper promises to make a wish come true: the button, the question, what came of it.

use leptos::prelude::*;
use shared::{
    api::{AskAboutClaim, ClaimWish, ListWishes},
    id::WishId,
    problem::{Kind, Problem},
    wish::{Claim, MayClaim, PublicWish, Status, WishFilter, WishKind, WishPage},
};

use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        load::{Load, loaded_part},
    },
    me,
    place::Page,
    scene::Scene,
    text, travel,
    view::{
        card::cards,
        frame::dock,
        icon::{Icon, icon},
        wish::claim_link,
    },
};

/// Below the wish: for helpers the way to promise it, and for others what has to come first.
pub fn part(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    // The page draws this anew when that changes.
    match untrack(|| me::me().admitted(ClaimWish, &scene.community.key)) {
        Ok(()) => helper_here(scene, id, wish),
        Err(_) => no_helper_here(scene, id, wish),
    }
}

/// A helper of this community: before it is pressed, the server says whether it is their turn.
fn helper_here(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    let open = Memo::new(move |_| wish.with(|it| it.status) == Some(Status::Open));
    let once = Memo::new(move |was: Option<&bool>| was == Some(&true) || open.get());
    let (scene, parts_of) = (scene.clone(), scene.clone());
    let asks = move || {
        let (key, scene) = (scene.community.key.clone(), scene.clone());
        let may = Load::new(move || call(AskAboutClaim, (key.clone(), id), ()));
        loaded_part(may, move |it: &MayClaim| match &it.why_not {
            Some(problem) => not_now(problem),
            None => helper(&scene, id, wish),
        })
    };
    let rest = move || wish.with(|it| parts(&parts_of, it)).into_any();
    (move || if once.get() { asks() } else { rest() }).into_any()
}

/// Why not, and from when on.
fn not_now(problem: &Problem) -> AnyView {
    view! { <p class="notice plain">{text::why(text::now(), problem)}</p> }.into_any()
}

/// Whoever helps at a neighbour's may have their turn too, which the server knows.
fn no_helper_here(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    let open = Memo::new(move |_| wish.with(|it| it.status) == Some(Status::Open));
    // What came of a claim stays when the wish is not open any more.
    let once = Memo::new(move |was: Option<&bool>| was == Some(&true) || open.get());
    let scene = scene.clone();
    let asks = move || {
        let (key, scene) = (scene.community.key.clone(), scene.clone());
        let may = Load::new(move || call(AskAboutClaim, (key.clone(), id), ()));
        loaded_part(may, move |it: &MayClaim| match (&it.guest_of, it.may) {
            (Some(home), true) => {
                let says = (scene.t.promising.guest)(home);
                view! { <p class="notice plain">{says}</p> {helper(&scene, id, wish)} }.into_any()
            }
            (Some(home), false) => {
                let says = (scene.t.promising.guest_later)(home);
                let why = it.why_not.as_ref().map(not_now);
                view! { <p class="notice plain">{says}</p> {why} }.into_any()
            }
            (None, _) => become_a_helper(&scene, id, open),
        })
    };
    (move || once.get().then(&asks)).into_any()
}

fn become_a_helper(scene: &Scene, id: WishId, open: Memo<bool>) -> AnyView {
    let href = format!("{}?next={}", scene.to(Page::Helper), scene.to(Page::Wish(id)));
    let scene = scene.clone();
    (move || open.get().then(|| claim_link(&scene, href.clone()))).into_any()
}

/// The dock is there while the wish waits.
fn helper(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    let (attempt, asks, mine) = (Attempt::new(), RwSignal::new(false), RwSignal::new(false));
    let (t, travel, key) = (&scene.t.wish, travel::travel(), scene.community.key.clone());
    let go = move || {
        asks.set(false);
        attempt.run(ClaimWish, (key.clone(), id), (), move |_: Claim| {
            mine.set(true);
            travel.say(t.taken);
            wish.again();
        });
    };
    let late = Memo::new(move |_| {
        attempt.problem().is_some_and(|problem| problem.kind == Kind::AlreadyClaimed)
    });
    Effect::new(move |_| {
        if late.get() {
            // Whoever was faster changed what is shown.
            wish.again();
        }
        if mine.get() || attempt.problem().is_some() {
            travel::show(".outcome");
        }
    });
    let open = Memo::new(move |_| wish.with(|it| it.status) == Some(Status::Open));
    let (others_of, outcome_of, parts_of) = (scene.clone(), scene.clone(), scene.clone());
    let says = scene.t.promising.trade;
    let repair = move || wish.with(|it| it.kind) == Some(WishKind::Repair);
    let trade = move || repair().then(|| view! { <p class="hint">{says}</p> });
    view! {
        <div class="outcome" tabindex="-1">{move || outcome(&outcome_of, id, attempt, mine.get())}</div>
        {move || late.get().then(|| others(&others_of, id))}
        {move || wish.with(|it| parts(&parts_of, it))}
        {move || open.get().then(|| button(t.claim, attempt, asks))}
        <Dialog open=asks title=t.claim_sure>
            <p>{t.claim_sure_more}</p>
            {trade}
            {attempt.button("button", t.claim_yes, go)}
        </Dialog>
    }
    .into_any()
}

/// Of a wish in parts, each part that waits: the button leads to it.
fn parts(scene: &Scene, wish: &PublicWish) -> AnyView {
    let waits = wish.parts.iter().filter(|part| part.status == Status::Open);
    let buttons = waits.map(|part| {
        let (href, says) =
            (scene.to(Page::Wish(part.id)), (scene.t.promising.claim_part)(&part.title));
        view! { <a class="button plain" href=href>{icon(Icon::Heart)} {says}</a> }
    });
    buttons.collect_view().into_any()
}

fn button(says: &'static str, attempt: Attempt, asks: RwSignal<bool>) -> AnyView {
    let busy = move || attempt.is_pending().then_some("true");
    let press = move |_| asks.set(true);
    let button = view! {
        <button type="button" class="button" aria-busy=busy on:click=press>
            {icon(Icon::Heart)} {says}
        </button>
    };
    dock(button.into_any())
}

/// It is mine, or someone was faster, or something went wrong.
fn outcome(scene: &Scene, id: WishId, attempt: Attempt, mine: bool) -> AnyView {
    let t = &scene.t.wish;
    if mine {
        let here = scene.to(Page::Claim(id));
        return view! {
            <div class="notice good">
                <p><strong>{t.taken}</strong></p>
                <p>{t.taken_more}</p>
                <a class="button plain" href=here>{t.to_mine}</a>
            </div>
        }
        .into_any();
    }
    match attempt.problem() {
        Some(problem) if problem.kind == Kind::AlreadyClaimed => {
            view! { <div class="notice" role="alert"><p>{t.too_late}</p></div> }.into_any()
        }
        _ => attempt.notice(),
    }
}

/// For whom was too late: wishes that still wait.
fn others(scene: &Scene, id: WishId) -> AnyView {
    let (t, key, drawn) = (&scene.t.wish, scene.community.key.clone(), scene.clone());
    let open = Load::new(move || call(ListWishes, key.clone(), WishFilter::default()));
    let list = move |page: &WishPage| {
        let rest: Vec<_> = page.wishes.iter().filter(|it| it.id != id).take(3).cloned().collect();
        match rest.is_empty() {
            true => view! { <p>{t.no_others}</p> }.into_any(),
            false => cards(&drawn, &rest),
        }
    };
    view! { <h2>{t.others}</h2> {loaded_part(open, list)} }.into_any()
}
