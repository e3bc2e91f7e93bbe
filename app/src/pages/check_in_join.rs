//! This phone becomes one at which people are checked in: with a code, or because its owner holds
//! the market.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{GetMyMarket, InviteDevice, JoinAsDevice},
    id::MarketId,
    market::{Device, DeviceCode, DeviceInvitation, MyMarket, NewDevice},
    policy::Role,
};
use wasm_bindgen::JsValue;

use super::check_in_unsent;
use crate::{
    api::call,
    check_in::{CheckIn, Without},
    components::{
        attempt::Attempt,
        field::TextField,
        form::Form,
        load::{Load, failed},
    },
    js, me,
    scene::Scene,
    text::{self, check_in::Join},
    travel::{self, Travel},
    view::frame::heading,
};

pub fn screen(scene: &Scene, id: MarketId, check_in: CheckIn, why: Without) -> AnyView {
    let t = &text::check_in::of(scene.t).join;
    let news = match why {
        Without::Ended => Some(t.ended.to_owned()),
        Without::Over(0) => Some(t.over.to_owned()),
        Without::Over(declined) => Some(format!("{} {}", t.over, (t.over_declined)(declined))),
        Without::NothingToBring => Some(t.nothing_to_bring.to_owned()),
        Without::GivenUp(count) => Some((t.gave_up)(count)),
        Without::NoDevice | Without::NoVault | Without::Unsent => None,
    };
    let news = news.map(|it| view! { <p class="notice">{it}</p> });
    let words = text::check_in::of(scene.t);
    let waits = check_in_unsent::counted(words, scene.t, check_in, t.ended_unsent);
    let (me, drawn, scanned) = (me::me(), scene.clone(), scanned());
    let holds = holds(scene, id);
    let unknown = Memo::new(move |_| me.problem());
    let ways = move || match holds.get() {
        None => ().into_any(),
        // Whose phone it is could not be asked; a code serves without that.
        Some(_) if unknown.get().is_some() => {
            let lost = unknown.get().map(|it| failed(&it, true, move || me.again()));
            view! { {lost} {with_code(&drawn, id, check_in, &scanned)} }.into_any()
        }
        Some(true) if scanned.is_empty() => own(&drawn, id, check_in),
        Some(_) => with_code(&drawn, id, check_in, &scanned),
    };
    // Whose list is gone is here for what it kept, and hears so.
    let (title, about, give_up) = match why {
        Without::Unsent => {
            let about = view! { <p>{t.unsent_more}</p> }.into_any();
            (t.unsent_title, about, Some(check_in_unsent::give_up(words, check_in)))
        }
        _ => {
            let about = view! { <p>{t.more}</p> <p class="hint">{t.offline}</p> }.into_any();
            (t.title, about, None)
        }
    };
    view! {
        <div class="page">
            {heading(title)}
            {news}
            {waits}
            {about}
            {ways}
            {give_up}
        </div>
    }
    .into_any()
}

/// Whether the person checks people in there without a code: whoever holds markets, and a provider
/// where nobody else knows who comes. Nothing, until that is known.
fn holds(scene: &Scene, id: MarketId) -> Memo<Option<bool>> {
    let (me, key, here) = (me::me(), scene.community.key.clone(), scene.community.key.clone());
    let provides = Load::new(move || {
        let asked = me.person().map(|_| call(GetMyMarket, (key.clone(), id), ()));
        async move {
            // Without it, a provider has a code from the page of the day.
            let own: MyMarket = match asked {
                Some(asked) => asked.await.unwrap_or_default(),
                None => MyMarket::default(),
            };
            Ok(own.stalls.iter().any(|it| it.pending.is_some()))
        }
    });
    Memo::new(move |_| match me.is_known() {
        true if me.roles(&here).contains(&Role::Organiser) => Some(true),
        true => provides.with(|it| *it),
        false => None,
    })
}

/// The code of a link that was scanned: it never stands in what a server gets to see.
fn scanned() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Whoever holds the market takes the own phone, or has a code from a colleague.
fn own(scene: &Scene, id: MarketId, check_in: CheckIn) -> AnyView {
    let t = &text::check_in::of(scene.t).join;
    let travel = travel::travel();
    let (attempt, name, key) =
        (Attempt::new(), RwSignal::new(String::new()), scene.community.key.clone());
    let submit = Box::new(move || {
        let input = NewDevice { name: name.get_untracked() };
        if let Err(problem) = input.check() {
            return attempt.refuse(problem);
        }
        let key = key.clone();
        attempt.run(InviteDevice, (key.clone(), id), input, move |it: DeviceInvitation| {
            attempt.run(
                JoinAsDevice,
                (key, id),
                DeviceCode { code: it.code },
                move |it: Device| {
                    say_given_up(t, travel, &it);
                    begin(check_in, attempt, it);
                },
            );
        });
    });
    view! {
        <Form attempt button=t.this_phone submit dock=true>
            <TextField attempt name="name" label=t.name hint=t.name_hint value=name
                enterkeyhint="done"/>
        </Form>
        <details>
            <summary>{t.other}</summary>
            {with_code(scene, id, check_in, "")}
        </details>
    }
    .into_any()
}

fn with_code(scene: &Scene, id: MarketId, check_in: CheckIn, scanned: &str) -> AnyView {
    let t = &text::check_in::of(scene.t).join;
    let travel = travel::travel();
    let (attempt, code, key) =
        (Attempt::new(), RwSignal::new(scanned.to_owned()), scene.community.key.clone());
    let submit = Box::new(move || {
        let input = DeviceCode { code: code.get_untracked() };
        attempt.run(JoinAsDevice, (key.clone(), id), input, move |it: Device| {
            say_given_up(t, travel, &it);
            begin(check_in, attempt, it);
        });
    });
    let news = (!scanned.is_empty()).then(|| view! { <p class="notice good">{t.scanned}</p> });
    view! {
        <Form attempt button=t.with_code submit>
            {news}
            <TextField attempt name="code" label=t.code hint=t.code_hint value=code
                inputmode="numeric" enterkeyhint="done"/>
        </Form>
    }
    .into_any()
}

/// What the phone was before, it does not lose silently.
fn say_given_up(t: &'static Join, travel: Travel, it: &Device) {
    if !it.given_up.is_empty() {
        travel.say((t.given_up)(&it.given_up.join(" · ")));
    }
}

/// Fetches the list; the code is of no use any more, and goes from the address.
fn begin(check_in: CheckIn, attempt: Attempt, device: Device) {
    spawn_local(async move {
        if let Err(problem) = check_in.begin(&device).await {
            return attempt.refuse(problem);
        }
        let path = window().location().pathname().unwrap_or_default();
        let with = [JsValue::NULL, "".into(), path.into()];
        // An address that stays is untidy, and no more.
        let _ = js::call(&js::global("history"), "replaceState", with);
    });
}
