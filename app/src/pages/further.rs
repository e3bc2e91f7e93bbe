//! All pages but the first three, in parts of the app that are fetched when they are first needed.
//!
//! The first three are what most people open and share: home, the list, one wish.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use shared::{
    id::WishId,
    problem::{Kind, Problem},
    wish::PublicWish,
};

use super::{
    approvals, at_risk, bulletin, check_in_part, claim, demand, desk, desk_market,
    desk_market_copy, desk_market_plan, desk_market_summary, desk_markets, desk_report, desk_stall,
    desk_stall_new, desk_thanks, enrol, figures, find, health, helper, helpers, hold_round, inbox,
    invite, join, link, market, market_day, markets, mine, my_data, my_wish, neighbours, new, node,
    nowhere, objections, poster, privacy, promise, queue, queue_board, queue_desk, report, review,
    round, rounds, rules, settings, sign_in, staff, staff_list, staff_wish, stall, ticket, tickets,
};
use crate::{
    components::load::{Load, loaded, loaded_part},
    kept_tickets,
    place::{Page, Place},
    place_further::Further,
    scene::Scene,
    text,
    view::frame::{Frame, frame},
};

/// What stands in one of the parts.
#[derive(Clone)]
enum Piece {
    Page(Place),
    Promise(WishId, Load<PublicWish>),
}

/// Which part: for anyone, for who is signed in, for staff.
#[derive(Clone, Copy)]
enum Part {
    Open,
    Own,
    Office,
}

impl Piece {
    fn part(&self) -> Part {
        let Piece::Page(place) = self else { return Part::Own };
        match place {
            Place::Staff | Place::Enrol(_) => Part::Office,
            Place::In(_, Page::New | Page::Mine | Page::MyWish(_) | Page::Claim(_)) => Part::Own,
            Place::In(_, Page::Helper | Page::Join(_) | Page::Report(_)) => Part::Own,
            Place::In(_, Page::MyData | Page::Inbox) => Part::Own,
            Place::In(_, Page::Desk | Page::Review(_)) => Part::Office,
            Place::In(_, Page::StaffWish(_)) => Part::Office,
            Place::In(_, Page::Further(rest)) if rest.starts_with('d') => Part::Office,
            // The reader of codes is fetched from there.
            Place::In(_, Page::Further(rest)) if rest.ends_with("/here") => Part::Open,
            Place::In(_, Page::Further(rest)) if rest.starts_with('t') => Part::Own,
            Place::In(_, Page::Further(rest)) if rest.ends_with("/stall") => Part::Own,
            Place::In(_, Page::Further(rest)) if rest.ends_with("/approvals") => Part::Own,
            _ => Part::Open,
        }
    }
}

impl Part {
    async fn fetch(self) -> Result<(), Problem> {
        let fetched = match self {
            Part::Open => fetch_open().await,
            Part::Own => fetch_own().await,
            Part::Office => fetch_office().await,
        };
        fetched.map_err(|_| Problem::new(Kind::Offline))
    }
}

/// The page, once its part of the app is there.
pub fn page(scene: &Scene, place: Place) -> AnyView {
    let around = scene.clone();
    once_there(scene, Piece::Page(place), move |load| {
        frame(&around, Frame { back: None, tab: None }, loaded(load, |()| ().into_any()))
    })
}

/// What a helper finds below a wish, once it is there.
pub fn promise(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    let piece = Piece::Promise(id, wish);
    once_there(scene, piece, |load| loaded_part(load, |()| ().into_any()))
}

fn once_there(
    scene: &Scene,
    piece: Piece,
    before: impl Fn(Load<()>) -> AnyView + Send + 'static,
) -> AnyView {
    let (scene, part) = (scene.clone(), piece.part());
    let load = Load::new(move || part.fetch());
    (move || match load.with(|()| ()) {
        Some(()) => drawn(&scene, piece.clone()),
        None => before(load),
    })
    .into_any()
}

/// Fetches what anyone may soon need.
pub fn fetch_ahead() {
    spawn_local(async {
        // If it does not come now, it is fetched again when it is needed.
        let _ = Part::Open.fetch().await;
    });
}

/// Fetches the pages of what is one's own, so that they can be kept for a time without a network.
pub async fn fetch_own_pages() {
    // If they do not come now, a ticket is kept all the same and opens where there is a network.
    let _ = Part::Own.fetch().await;
}

/// The part is there, so that its answer is too; waiting for it would lose the contexts.
fn drawn(scene: &Scene, piece: Piece) -> AnyView {
    let (part, scene) = (piece.part(), scene.clone());
    let mut drawing: Pin<Box<dyn Future<Output = Result<AnyView, NotThere>>>> = match part {
        Part::Open => Box::pin(draw_open(piece, scene)),
        Part::Own => Box::pin(draw_own(piece, scene)),
        Part::Office => Box::pin(draw_office(piece, scene)),
    };
    match drawing.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotThere)) | Poll::Pending => ().into_any(),
    }
}

/// The part could not be fetched.
struct NotThere;

impl From<SplitLoaderError> for NotThere {
    fn from(_: SplitLoaderError) -> Self {
        NotThere
    }
}

#[leptos::wasm_split::wasm_split(
    open,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch_open),
    fallible
)]
fn draw_open(piece: Piece, scene: Scene) -> Result<AnyView, NotThere> {
    text::learn_problems();
    kept_tickets::sweep();
    let scene = &scene;
    Ok(match piece {
        Piece::Page(Place::SignIn) => sign_in::page(scene),
        Piece::Page(Place::In(_, page)) => match page {
            Page::Node(id) => node::page(scene, id),
            Page::Find => find::page(scene),
            Page::Settings => settings::page(scene),
            Page::Privacy => privacy::page(scene),
            Page::Figures => figures::page(scene),
            Page::Further(rest) => match Further::of(&rest) {
                Some(Further::Markets) => markets::page(scene),
                Some(Further::Market(id)) => market::page(scene, id),
                Some(Further::Link(token)) => link::page(scene, token),
                Some(Further::Bulletin) => bulletin::page(scene),
                Some(Further::Poster(id)) => poster::page(scene, id),
                Some(Further::QueueBoard(id)) => queue_board::page(scene, id),
                Some(Further::CheckIn(id)) => check_in_part::page(scene, id),
                Some(Further::Arrive(id)) => check_in_part::arrive(scene, id),
                Some(Further::Rounds) => rounds::page(scene),
                Some(Further::Round(id)) => round::page(scene, id),
                _ => nowhere::page(scene),
            },
            _ => nowhere::page(scene),
        },
        _ => nowhere::page(scene),
    })
}

#[leptos::wasm_split::wasm_split(
    own,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch_own),
    fallible
)]
fn draw_own(piece: Piece, scene: Scene) -> Result<AnyView, NotThere> {
    text::learn_problems();
    kept_tickets::sweep();
    let scene = &scene;
    Ok(match piece {
        Piece::Promise(id, wish) => promise::part(scene, id, wish),
        Piece::Page(Place::In(_, Page::New)) => new::page(scene),
        Piece::Page(Place::In(_, Page::MyWish(id))) => my_wish::page(scene, id),
        Piece::Page(Place::In(_, Page::Inbox)) => inbox::page(scene),
        Piece::Page(Place::In(_, Page::MyData)) => my_data::page(scene),
        Piece::Page(Place::In(_, Page::Claim(id))) => claim::page(scene, id),
        Piece::Page(Place::In(_, Page::Helper)) => helper::page(scene),
        Piece::Page(Place::In(_, Page::Join(id))) => join::page(scene, id),
        Piece::Page(Place::In(_, Page::Report(id))) => report::page(scene, id),
        Piece::Page(Place::In(_, Page::Further(rest))) => match Further::of(&rest) {
            Some(Further::Tickets) => tickets::page(scene),
            Some(Further::Ticket(id)) => ticket::page(scene, id),
            Some(Further::OfferStall(id)) => stall::page(scene, id),
            Some(Further::Approvals(id)) => approvals::page(scene, id),
            Some(Further::MyQueue(id)) => queue::page(scene, id),
            _ => nowhere::page(scene),
        },
        Piece::Page(_) => mine::page(scene),
    })
}

#[leptos::wasm_split::wasm_split(
    office,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch_office),
    fallible
)]
fn draw_office(piece: Piece, scene: Scene) -> Result<AnyView, NotThere> {
    text::learn_problems();
    let scene = &scene;
    Ok(match piece {
        Piece::Page(Place::Staff) => staff::page(scene),
        Piece::Page(Place::Enrol(token)) => enrol::page(scene, token),
        Piece::Page(Place::In(_, Page::Review(id))) => review::page(scene, id),
        Piece::Page(Place::In(_, Page::StaffWish(id))) => staff_wish::page(scene, id),
        Piece::Page(Place::In(_, Page::Further(rest))) => match Further::of(&rest) {
            Some(Further::DeskThanks(id)) => desk_thanks::page(scene, id),
            Some(Further::DeskReport(id)) => desk_report::page(scene, id),
            Some(Further::Helpers) => helpers::page(scene),
            Some(Further::Invite) => invite::page(scene),
            Some(Further::Rules) => rules::page(scene),
            Some(Further::Health) => health::page(scene),
            Some(Further::StaffList) => staff_list::page(scene),
            Some(Further::Neighbours) => neighbours::page(scene),
            Some(Further::MarketDay(id)) => market_day::page(scene, id),
            Some(Further::AtRisk(id)) => at_risk::page(scene, id),
            Some(Further::Objections) => objections::page(scene),
            Some(Further::NewRound) => hold_round::new(scene),
            Some(Further::HoldRound(id)) => hold_round::page(scene, id),
            Some(Further::QueueDesk(id)) => queue_desk::page(scene, id),
            Some(further) => markets_of_staff(scene, further),
            _ => nowhere::page(scene),
        },
        Piece::Page(_) | Piece::Promise(..) => desk::page(scene),
    })
}

fn markets_of_staff(scene: &Scene, further: Further) -> AnyView {
    match further {
        Further::DeskMarkets => desk_markets::page(scene),
        Further::NewMarket => desk_market_plan::new(scene),
        Further::DeskMarket(id) => desk_market::page(scene, id),
        Further::MarketPlan(id) => desk_market_plan::page(scene, id),
        Further::MarketCopy(id) => desk_market_copy::page(scene, id),
        Further::MarketSummary(id) => desk_market_summary::page(scene, id),
        Further::Demand(id) => demand::page(scene, id),
        Further::NewStall(id) => desk_stall_new::page(scene, id),
        Further::DeskStall(id, stall) => desk_stall::page(scene, id, stall),
        _ => nowhere::page(scene),
    }
}
