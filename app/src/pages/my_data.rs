//! Everything that is stored about the reader: to see, to take along, to correct, to delete.

use leptos::prelude::*;
use shared::{
    api::{CorrectContact, GetMyData},
    community::CommunityKey,
    my_data::{
        MyCommunity, MyData, MyNumberRecord, MyReport, MyRole, MySignUpRecord, MyVisit,
        MyWishRecord, corrected,
    },
    wish::Contact,
};

use super::{
    my_data_proof::{change_phone, delete, gone, take_along},
    show, signed_in,
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::TextField,
        form::Form,
        load::{Load, loaded},
    },
    place::Page,
    scene::Scene,
    travel,
    view::{
        card::mark,
        frame::{Frame, Tab, heading},
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let (left, drawn) = (RwSignal::new(false), scene.clone());
    let page = move || match left.get() {
        true => gone(&drawn),
        false => {
            let scene = drawn.clone();
            signed_in(move |_| {
                let (data, scene) = (Load::new(|| call(GetMyData, (), ())), scene.clone());
                loaded(data, move |it: &MyData| all(&scene, it, data, left))
            })
        }
    };
    let above = Frame::below_tab(scene.to(Page::Mine), scene.t.common.mine, Tab::Mine);
    show(scene, above, scene.t.my_data.title, page.into_any())
}

fn all(scene: &Scene, it: &MyData, data: Load<MyData>, left: RwSignal<bool>) -> AnyView {
    let (t, day) = (&scene.t.my_data, scene.t.times.day);
    let agreed = it.consents.iter().map(|consent| {
        let says = (t.agreed)(consent.notice_version, &day(consent.at));
        view! { <li>{says}</li> }
    });
    let communities = it.communities.iter().map(|of| community(scene, of, data));
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            <section class="card">
                <dl class="facts">
                    <div><dt>{t.phone}</dt><dd>{it.phone.clone()}</dd></div>
                    <div><dt>{t.joined}</dt><dd>{day(it.joined_at)}</dd></div>
                </dl>
                <ul class="plain-list">{agreed.collect_view()}</ul>
                {change_phone(scene, &it.phone, data)}
            </section>
            {communities.collect_view()}
            {take_along(scene, &it.phone)}
            {delete(scene, &it.phone, left)}
        </div>
    }
    .into_any()
}

fn community(scene: &Scene, of: &MyCommunity, data: Load<MyData>) -> AnyView {
    let (t, names) = (&scene.t.my_data, &scene.t.names);
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
    };
    let roles: Vec<String> = of.appointments.iter().map(|it| role(scene, it)).collect();
    let applied: Vec<String> = of
        .applications
        .iter()
        .map(|it| [it.name.as_str(), (names.application)(it.status)].join(" · "))
        .collect();
    let wishes = of.wishes.iter().map(|it| wish(scene, &of.community, it, data)).collect_view();
    let none = of.wishes.is_empty().then(|| view! { <p class="quiet">{t.nothing}</p> });
    let claims = of.claims.iter().map(|it| {
        view! { <li>{it.title.clone()} " " {mark(scene, it.status, None)}</li> }
    });
    let helped = (!of.claims.is_empty()).then(|| {
        view! { <h3>{t.claims}</h3> <ul class="plain-list">{claims.collect_view()}</ul> }
    });
    view! {
        <section class="card">
            <h2>{of.name.clone()}</h2>
            <dl class="facts">
                {fact(t.home, of.home.clone().unwrap_or_default())}
                {fact(t.roles, roles.join("\n"))}
                {fact(t.applications, applied.join("\n"))}
            </dl>
            <p>{counts(scene, of)}</p>
            <h3>{t.wishes}</h3>
            {none}
            <ul class="devices">{wishes}</ul>
            {helped}
            {visits(scene, of)}
            {reports(scene, of)}
        </section>
    }
    .into_any()
}

/// How many messages, looks, and what else there is only a number of.
fn counts(scene: &Scene, of: &MyCommunity) -> String {
    let t = &scene.t.my_data;
    let some = |count: usize, says: fn(usize) -> String| (count > 0).then(|| says(count));
    let always = [Some((t.messages)(of.notices.len())), Some((t.looks)(of.looks.len()))];
    let others = [some(of.joined.len(), t.me_too), some(of.lapses.len(), t.lapses)];
    let all: Vec<String> = always.into_iter().chain(others).flatten().collect();
    all.join(" · ")
}

/// What was said to be wrong, and what staff answered.
fn reports(scene: &Scene, of: &MyCommunity) -> Option<AnyView> {
    let t = &scene.t.my_data;
    let line = |it: &MyReport| {
        let day = (scene.t.times.day)(it.at);
        let reason = (scene.t.reporting.reasons)(it.reason).0.to_owned();
        let words = Some(it.words.clone()).filter(|words| !words.is_empty());
        let answer = it.answer.as_deref().map(t.answered);
        let all = [Some(day), Some(reason), words, answer];
        let all = all.into_iter().flatten().map(|it| view! { <span>{it}</span> });
        view! { <li class="bits">{all.collect_view()}</li> }
    };
    (!of.reports.is_empty()).then(|| {
        let lines = of.reports.iter().map(line).collect_view();
        view! { <h3>{t.reports}</h3> <ul>{lines}</ul> }.into_any()
    })
}

/// What was signed up for at markets, and for whom.
fn visits(scene: &Scene, of: &MyCommunity) -> Option<AnyView> {
    let t = &scene.t.my_data;
    let empty = of.sign_ups.is_empty() && of.household.is_empty() && of.numbers.is_empty();
    if empty && of.devices.is_empty() {
        return None;
    }
    let line = |it: &MySignUpRecord| {
        let whom = it.nickname.as_ref().map(|it| (scene.t.tickets.forwhom)(it.reveal()));
        let what = (scene.t.markets.service)(it.service).to_owned();
        let day = (scene.t.times.day)(it.starts_at);
        let status = (scene.t.tickets.status)(it.status).to_owned();
        let looks = (!it.looks.is_empty()).then(|| (t.guest_looks)(it.looks.len()));
        let all = [Some(day), Some(what), whom, Some(status), looks];
        let all = all.into_iter().flatten().map(|it| view! { <span>{it}</span> });
        view! { <li class="bits">{all.collect_view()}</li> }
    };
    let names: Vec<&str> = of.household.iter().map(|it| it.nickname.reveal()).collect();
    let household = (!names.is_empty())
        .then(|| view! { <p>{(t.household)(&names.join(scene.t.markets.comma))}</p> });
    Some(
        view! {
            <h3>{t.sign_ups}</h3>
            {household}
            <ul>{of.sign_ups.iter().map(line).collect_view()}</ul>
            {numbers(scene, &of.numbers)}
            {came(scene, of)}
        }
        .into_any(),
    )
}

/// Where somebody was checked in, and with which phones the caller did so for others.
fn came(scene: &Scene, of: &MyCommunity) -> Option<AnyView> {
    let t = &scene.t.my_data;
    if of.visits.is_empty() && of.devices.is_empty() {
        return None;
    }
    let line = |it: &MyVisit| {
        let whom = it.nickname.as_ref().map(|it| (scene.t.tickets.forwhom)(it.reveal()));
        let all = [Some((scene.t.times.minute)(it.at)), Some(it.title.clone()), whom];
        let all = all.into_iter().flatten().map(|it| view! { <span>{it}</span> });
        view! { <li class="bits">{all.collect_view()}</li> }
    };
    let devices =
        (!of.devices.is_empty()).then(|| view! { <p>{(t.devices)(of.devices.len())}</p> });
    Some(
        view! {
            <h3>{t.visits}</h3>
            <ul>{of.visits.iter().map(line).collect_view()}</ul>
            {devices}
        }
        .into_any(),
    )
}

/// Numbers in the queues of stalls.
fn numbers(scene: &Scene, all: &[MyNumberRecord]) -> Option<AnyView> {
    let t = &scene.t.queue;
    let line = |it: &MyNumberRecord| {
        let number = match &it.nickname {
            Some(nickname) => (t.number_of)(it.number, nickname.reveal()),
            None => (t.number)(it.number),
        };
        let what = (scene.t.markets.service)(it.service);
        let day = (scene.t.times.day)(it.taken_at);
        view! { <li class="bits"><span>{day}</span><span>{what}</span><span>{number}</span></li> }
    };
    (!all.is_empty()).then(|| {
        let lines = all.iter().map(line).collect_view();
        view! { <h3>{t.stored}</h3> <ul>{lines}</ul> }.into_any()
    })
}

fn role(scene: &Scene, it: &MyRole) -> String {
    let names = &scene.t.names;
    let name = it.class.map_or_else(|| (names.role)(it.role), |class| (names.class)(class));
    let until = it.until.map(|at| (scene.t.times.day)(at)).unwrap_or_default();
    (scene.t.my_data.role)(name, &it.node, &until)
}

/// A wish with whom to call, which can be put right until it has come to its end.
fn wish(scene: &Scene, key: &CommunityKey, it: &MyWishRecord, data: Load<MyData>) -> AnyView {
    let t = &scene.t.my_data;
    let contact = [&it.contact.name, &it.contact.phone, &it.contact.address, &it.contact.note];
    let contact: Vec<&str> =
        contact.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let erased = contact.is_empty().then_some(t.erased);
    let correct = (!it.status.is_final()).then(|| correct(scene, key, it, data));
    view! {
        <li class="wish-data">
            <p>{it.title.clone()} " " {mark(scene, it.status, None)}</p>
            <p class="quiet">{contact.join(" · ")} {erased}</p>
            {correct}
        </li>
    }
    .into_any()
}

fn correct(scene: &Scene, key: &CommunityKey, it: &MyWishRecord, data: Load<MyData>) -> AnyView {
    let (t, asks) = (&scene.t.my_data, RwSignal::new(false));
    let (scene, key, it) = (scene.clone(), key.clone(), it.clone());
    // Only while it is asked, since each wish has fields of the same names.
    let form = move || asks.get().then(|| contact_form(&scene, &key, &it, (asks, data)));
    view! {
        <button type="button" class="button plain small" on:click=move |_| asks.set(true)>{t.correct}</button>
        <Dialog open=asks title=t.correct>{form}</Dialog>
    }
    .into_any()
}

fn contact_form(
    scene: &Scene,
    key: &CommunityKey,
    it: &MyWishRecord,
    (asks, data): (RwSignal<bool>, Load<MyData>),
) -> AnyView {
    let (t, making, attempt) = (&scene.t.my_data, &scene.t.making, Attempt::new());
    let Contact { name, phone, address, note } = it.contact.clone();
    let [name, phone, address, note] = [name, phone, address, note].map(RwSignal::new);
    let (key, id, travel) = (key.clone(), it.id, travel::travel());
    let submit = Box::new(move || {
        let [name, phone, address, note] =
            [name, phone, address, note].map(|text| text.get_untracked());
        match corrected(Contact { name, phone, address, note }) {
            Err(problem) => attempt.refuse(problem),
            Ok(contact) => {
                attempt.run(CorrectContact, (key.clone(), id), contact, move |_: MyWishRecord| {
                    asks.set(false);
                    travel.say(t.corrected);
                    data.again();
                });
            }
        }
    });
    view! {
        <Form attempt button=scene.t.common.save submit>
            <TextField attempt name="name" label=making.name hint=making.name_hint value=name/>
            <TextField attempt name="phone" label=making.phone value=phone kind="tel" inputmode="tel"/>
            <TextField attempt name="address" label=making.address value=address optional=true/>
            <TextField attempt name="note" label=making.note value=note optional=true/>
        </Form>
    }
    .into_any()
}
