//! The wishes that wait on a sheet of paper, to be hung up in the stairwell: large letters, what is
//! public and nothing else, a code to scan and a number to call.

use leptos::prelude::*;
use shared::{
    api::{ListMarkets, ListWishes},
    market::{MarketCard, MarketKind, MarketList, MarketStatus},
    wish::{PublicWish, WishFilter, WishPage},
};

use crate::{
    api::call,
    components::{
        load::{Load, loaded},
        qr::qr,
        spoken::{of_market, spoken},
    },
    place::Page,
    scene::Scene,
    text::paper::SpokenWish,
    travel,
    view::{
        card::bits,
        frame::{Frame, Tab, frame, heading},
        market::hours,
    },
};

/// So many fit on a sheet.
const MOST: usize = 10;
/// And nobody remembers more from a loudspeaker.
const MOST_SAID: usize = 5;

pub fn page(scene: &Scene) -> AnyView {
    let (key, drawn, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
    let found = Load::new(move || {
        let wishes = call(ListWishes, key.clone(), WishFilter::default());
        let markets = call(ListMarkets, key.clone(), ());
        async move { Ok((wishes.await?, markets.await?)) }
    });
    let page = loaded(found, move |(wishes, markets): &(WishPage, MarketList)| {
        travel.arrived(drawn.title(drawn.t.bulletin.title));
        sheet(&drawn, wishes, next(markets))
    });
    let above = scene.to(Page::Wishes);
    frame(scene, Frame::below_tab(above, scene.t.bulletin.title, Tab::Wishes), page)
}

/// The next that is sure to take place, and to which anybody just comes.
fn next(markets: &MarketList) -> Option<&MarketCard> {
    let comes =
        |it: &&MarketCard| (it.status, it.kind) == (MarketStatus::Published, MarketKind::Market);
    markets.ahead.iter().find(comes)
}

fn sheet(scene: &Scene, page: &WishPage, market: Option<&MarketCard>) -> AnyView {
    let (t, community) = (&scene.t.bulletin, &scene.community);
    let wishes = page.wishes.iter().take(MOST).map(|it| wish(scene, it)).collect_view();
    let wishes = match page.wishes.is_empty() {
        true => view! { <p class="poster-where">{t.none}</p> }.into_any(),
        false => view! { <ul class="bulletin">{wishes}</ul> }.into_any(),
    };
    let others = page.next.is_some() || page.wishes.len() > MOST;
    let others = others.then(|| view! { <p>{t.others}</p> });
    let origin = window().location().origin().unwrap_or_default();
    let address = origin + &scene.to(Page::Wishes);
    // A browser that cannot print does nothing.
    let print = move |_| drop(window().print());
    view! {
        <div class="page">
            <p class="screen-only">{t.more}</p>
            <button type="button" class="button screen-only" on:click=print>
                {scene.t.poster.print}
            </button>
            <article class="poster">
                <p class="poster-of">{community.name.clone()}</p>
                {heading(t.heading)}
                <p>{(t.of)(&(scene.t.times.day)(scene.now))}</p>
                {wishes}
                {others}
                {market.map(|it| next_market(scene, it))}
                <div class="poster-foot">
                    {qr(&address, t.picture)}
                    <div>
                        <p><strong>{t.help}</strong></p>
                        <p>{t.wish}</p>
                        <p>{(t.call)(&community.phone, &community.hours)}</p>
                    </div>
                </div>
            </article>
            {spoken(scene, said(scene, page, market))}
        </div>
    }
    .into_any()
}

fn wish(scene: &Scene, it: &PublicWish) -> AnyView {
    let waited = (scene.t.times.waited)(scene.now.days_since(it.opened_at));
    let about = vec![it.place_name.clone(), it.when.clone(), waited];
    let about = about.into_iter().filter(|it| !it.is_empty()).collect();
    view! {
        <li>
            <strong>{it.title.clone()}</strong>
            <span class="bits">{bits(about)}</span>
        </li>
    }
    .into_any()
}

fn next_market(scene: &Scene, it: &MarketCard) -> AnyView {
    view! {
        <section class="bulletin-market" aria-label=scene.t.bulletin.next_market>
            <h2>{scene.t.bulletin.next_market}</h2>
            <p class="poster-when">
                {(scene.t.times.day)(it.starts_at)} " " {hours(scene, it.starts_at, it.ends_at)}
            </p>
            <p class="poster-where">{it.title.clone()} " · " {it.place_name.clone()}</p>
        </section>
    }
    .into_any()
}

fn said(scene: &Scene, page: &WishPage, market: Option<&MarketCard>) -> String {
    let t = &scene.t.spoken;
    let some = page.wishes.iter().take(MOST_SAID);
    let some: Vec<_> = some.map(said_of).collect();
    let wishes = match some.is_empty() {
        true => t.no_wishes.to_owned(),
        false => (t.wishes)(page.next.is_none().then_some(page.wishes.len()), &some),
    };
    let market = market.map(|it| {
        let names: Vec<_> =
            it.services.iter().map(|service| (scene.t.markets.service)(*service)).collect();
        of_market(scene, &it.title, (it.starts_at, it.ends_at), &it.place_name, &names)
    });
    let phone = (t.phone)(&scene.community.phone);
    [t.hello.to_owned(), wishes, market.unwrap_or_default(), phone].concat()
}

fn said_of(it: &PublicWish) -> SpokenWish {
    SpokenWish { title: it.title.clone(), place: it.place_name.clone() }
}
