//! A ticket: what one shows at the desk, and what can be done about it.

use leptos::prelude::*;
use shared::{
    api::{GetSignUp, StepSignUp},
    id::SignUpId,
    market::{
        AttendeeAsk, AttendeeStep, MarketKind, MySignUp, SignUpStatus, SignUpStepName, Ticket,
    },
    person::Person,
};

use super::{signed_in_or, stranger, ticket_after};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        load::{Load, loaded},
        qr::qr,
    },
    kept_tickets, me,
    place_further::Further,
    scene::Scene,
    text::markets::Tickets,
    travel,
    view::{
        frame::{Frame, Tab, frame, heading},
        market::{clock, hours},
    },
};

pub fn page(scene: &Scene, id: SignUpId) -> AnyView {
    let drawn = scene.clone();
    let (again, travel) = (scene.clone(), travel::travel());
    let own = move |person: &Person| {
        let (key, scene, person) = (drawn.community.key.clone(), drawn.clone(), person.id);
        let found = Load::new(move || {
            let (asked, key) = (call(GetSignUp, (key.clone(), id), ()), key.clone());
            async move { kept_tickets::one_or_kept((key, person), id, asked.await).await }
        });
        let attempt = Attempt::new();
        loaded(found, move |it: &MySignUp| {
            travel.arrived(scene.title(scene.t.tickets.one));
            one(&scene, it, found, attempt)
        })
    };
    // Without a network nobody knows who this is; the ticket is on the phone all the same.
    let kept = move || {
        let (scene, key) = (again.clone(), again.community.key.clone());
        let found = Load::new(move || {
            let key = key.clone();
            async move { Ok(kept_tickets::one(key, id).await) }
        });
        loaded(found, move |it: &Option<MySignUp>| match it {
            Some(it) => {
                travel.arrived(scene.title(scene.t.tickets.one));
                shown(&scene, it)
            }
            None => stranger(),
        })
    };
    let page = signed_in_or(own, kept);
    let above =
        Frame::below_tab(scene.to(Further::Tickets.page()), scene.t.tickets.title, Tab::Mine);
    frame(scene, above, page)
}

/// How it stands, in one sentence.
pub fn says(t: &Tickets, it: &MySignUp) -> String {
    match it.status {
        SignUpStatus::Confirmed => t.yours.to_owned(),
        SignUpStatus::Pending if it.market_kind == MarketKind::Appointment => {
            t.pending_alone.to_owned()
        }
        SignUpStatus::Pending => t.pending.to_owned(),
        SignUpStatus::Waitlisted if it.in_vain => t.waits_over.to_owned(),
        SignUpStatus::Waitlisted => (t.waits)(it.place.unwrap_or(1)),
        SignUpStatus::Offered => t.offered.to_owned(),
        SignUpStatus::ToReconfirm => t.moved.to_owned(),
        SignUpStatus::Cancelled if it.late => t.given_back_late.to_owned(),
        SignUpStatus::Cancelled => t.given_back.to_owned(),
        other => (t.status)(other).to_owned(),
    }
}

/// What who waits can still hope for.
fn waits_more(t: &Tickets, it: &MySignUp) -> &'static str {
    let alone = matches!(it.market_kind, MarketKind::Appointment | MarketKind::DutyShift);
    match (it.in_vain, alone) {
        (false, _) => t.waits_more,
        (true, false) => t.waits_over_more,
        (true, true) => t.waits_over_alone,
    }
}

fn one(scene: &Scene, it: &MySignUp, load: Load<MySignUp>, attempt: Attempt) -> AnyView {
    let t = &scene.t.tickets;
    let offered = it.answer_by.map(|at| (t.offered_until)(&(scene.t.times.minute)(at)));
    let waits = (it.status == SignUpStatus::Waitlisted).then(|| waits_more(t, it));
    let overlap = it.overlap.map(|it| (t.overlap)(it.minutes));
    let more = [offered, waits.map(str::to_owned), overlap].into_iter().flatten();
    let more = more.map(|it| view! { <p class="notice info">{it}</p> }).collect_view();
    view! {
        <article class="page">
            {heading(says(t, it))}
            {more}
            {ticket_after::left_empty(scene, it)}
            {ticket_after::helped(scene, it)}
            {facts(scene, it)}
            {ticket_after::how(scene, it, load, attempt)}
            {it.ticket.as_ref().filter(|_| it.left_empty.is_none()).map(|it| picture(scene, it))}
            {ticket_after::here(scene, it)}
            {attempt.notice()}
            {steps(scene, it, load, attempt)}
            {calendar(scene, it)}
            <a class="more" href=scene.to(Further::Market(it.market).page())>{t.market}</a>
        </article>
    }
    .into_any()
}

/// As it is kept on the phone: what is shown at the desk, and nothing that would need a network.
fn shown(scene: &Scene, it: &MySignUp) -> AnyView {
    view! {
        <article class="page">
            {heading(says(&scene.t.tickets, it))}
            {facts(scene, it)}
            {it.ticket.as_ref().map(|it| picture(scene, it))}
            <p class="notice info">{scene.t.tickets.kept}</p>
        </article>
    }
    .into_any()
}

/// What came of a tap on the page of a market: the same in short.
pub fn card(scene: &Scene, it: &MySignUp) -> AnyView {
    let t = &scene.t.tickets;
    let overlap = it.overlap.map(|it| view! { <p>{(t.overlap)(it.minutes)}</p> });
    let waits = (it.status == SignUpStatus::Waitlisted)
        .then(|| view! { <p class="hint">{waits_more(t, it)}</p> });
    view! {
        <section class="ticket-new">
            <h4>{says(t, it)}</h4>
            {it.nickname.as_ref().map(|it| view! { <p>{(t.forwhom)(it.reveal())}</p> })}
            {overlap}
            {waits}
            {it.ticket.as_ref().map(|it| picture(scene, it))}
            <a class="button plain" href=scene.to(Further::Ticket(it.id).page())>{t.open}</a>
        </section>
    }
    .into_any()
}

fn facts(scene: &Scene, it: &MySignUp) -> AnyView {
    let (t, m) = (&scene.t.tickets, &scene.t.markets);
    let whom = it.nickname.as_ref().map(|it| view! { <p>{(t.forwhom)(it.reveal())}</p> });
    let number = (!it.stall_number.is_empty()).then(|| (t.stall)(&it.stall_number));
    let stall = [Some(it.provider_name.clone()), number].into_iter().flatten();
    let stall = stall.map(|it| view! { <span>{it}</span> }).collect_view();
    let when =
        format!("{} {}", (scene.t.times.day)(it.starts_at), hours(scene, it.starts_at, it.ends_at));
    view! {
        <section class="card">
            <h2 class="small">{(m.service)(it.service)} " " {clock(it.starts_at)}</h2>
            {whom}
            <p class="bits"><span>{it.market_title.clone()}</span> {stall}</p>
            <dl class="facts">
                <div><dt>{m.when}</dt><dd>{when}</dd></div>
                <div><dt>{m.place}</dt><dd>{it.place_name.clone()}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// The code, to be scanned or read out.
fn picture(scene: &Scene, ticket: &Ticket) -> AnyView {
    let t = &scene.t.tickets;
    view! {
        <figure class="ticket">
            {qr(&ticket.qr, t.picture)}
            <figcaption>
                <small>{t.code}</small> <b>{ticket.code.shown()}</b> <small>{t.hint}</small>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// Into one's own calendar; and out of it, once it is over before it began.
fn calendar(scene: &Scene, it: &MySignUp) -> Option<AnyView> {
    let t = &scene.t.tickets;
    let off = matches!(it.status, SignUpStatus::Cancelled | SignUpStatus::CancelledByOrganiser);
    let ahead = it.ends_at > scene.now;
    let name = match (off, it.status.is_expected() && it.status.holds_place()) {
        (true, _) if ahead => t.calendar_off,
        (false, true) if ahead => t.calendar,
        _ => return None,
    };
    let file = format!("/api/{}/mine/sign-ups/{}/ticket.ics", scene.community.key, it.id);
    let link = view! {
        <a class="more" href=file download="linyuan.ics" rel="external">{name}</a>
    };
    Some(link.into_any())
}

/// What can be done now, the first thing first.
fn steps(scene: &Scene, it: &MySignUp, load: Load<MySignUp>, attempt: Attempt) -> AnyView {
    let t = &scene.t.tickets;
    let (key, id, travel) = (scene.community.key.clone(), it.id, travel::travel());
    let (said, kept) = (t.said, scene.community.key.clone());
    let take = move |step: AttendeeAsk| {
        let (key, kept) = (key.clone(), kept.clone());
        move || {
            let kept = kept.clone();
            attempt.run(
                StepSignUp,
                (key.clone(), id),
                AttendeeStep { step },
                move |now: MySignUp| {
                    if let Some(person) = me::me().person() {
                        kept_tickets::keep_one(kept.clone(), person.id, now.clone());
                    }
                    load.set(now);
                    travel.say(said.to_owned());
                    travel.to_heading();
                },
            );
        }
    };
    let has = |step: SignUpStepName| it.steps.contains(&step);
    let mut all = Vec::new();
    for (step, ask, class, name) in [
        (SignUpStepName::Accept, AttendeeAsk::Accept, "button", t.accept),
        (SignUpStepName::Keep, AttendeeAsk::Keep, "button", t.keep),
        (SignUpStepName::Coming, AttendeeAsk::Coming, "button plain", t.coming),
        (SignUpStepName::Decline, AttendeeAsk::Decline, "button plain", t.decline),
        (SignUpStepName::Object, AttendeeAsk::Object, "button plain", t.object),
        (SignUpStepName::Appeal, AttendeeAsk::Appeal, "button plain", t.appeal),
    ] {
        if has(step) {
            all.push(attempt.button(class, name, take(ask)));
        }
    }
    if has(SignUpStepName::Cancel) && it.status != SignUpStatus::Offered {
        all.push(cancel(scene, it, attempt, take(AttendeeAsk::Cancel)));
    }
    view! { <div class="actions">{all}</div> }.into_any()
}

/// Who waits leaves at once; who has a place is asked, since it goes to another.
fn cancel(
    scene: &Scene,
    it: &MySignUp,
    attempt: Attempt,
    take: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let t = &scene.t.tickets;
    if it.status == SignUpStatus::Waitlisted {
        return attempt.button("button plain", t.leave, take);
    }
    let open = RwSignal::new(false);
    let ask = view! {
        <button type="button" class="button plain" on:click=move |_| open.set(true)>{t.cancel}</button>
    };
    let yes = move || {
        open.set(false);
        take();
    };
    view! {
        {ask}
        <Dialog open title=t.cancel_sure>{attempt.button("button", t.cancel_yes, yes)}</Dialog>
    }
    .into_any()
}
