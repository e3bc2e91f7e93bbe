//! Everything that is stored about the caller: see it, take it along, correct it, have it deleted.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::header;
use serde_json::Value;
use shared::{
    community::{Community, CommunityKey},
    helper::Paper,
    id::WishId,
    inbox::Preferences,
    my_data::{
        Consent, EnteredCode, MyApplication, MyClaimRecord, MyCommunity, MyData, MyJoin, MyLapse,
        MyLook, MyReport, MyRole, MyWishRecord, corrected,
    },
    person::{AskCode, CodeSent, Me},
    policy::is_poster,
    problem::{Kind, Problem},
    time::Millis,
    wish::{Contact, Look},
};

use super::{people::me, sign_in as signing};
use crate::{
    App, Call,
    db::{
        Tx, credentials, erasures, events, guests, market_reminders,
        my_data::{self, HeldRole, Sent, field},
        notices, people, preferences, reports, rounds, sessions, thanks, wishes,
    },
    erasure,
    keys::Purpose,
    market_views, mount, my_sign_ups, queue_views, random,
    reasons::{self, Reader},
    refuse, session, sign_in,
};

/// For how long a proof counts that the phone is still the caller's.
const PROOF_LIFE: i64 = 10 * Millis::MINUTE;

pub async fn get(call: Call, _: (), _: ()) -> Result<MyData, Problem> {
    let (app, person) = (&call.app, call.caller()?.id);
    let row = my_data::person(&app.db, person).await?;
    let consents = my_data::consents(&app.db, person).await?;
    let mut communities = Vec::new();
    for community in app.communities.all() {
        let found = of_community(&call, &community).await?;
        let empty = MyCommunity {
            community: found.community.clone(),
            name: found.name.clone(),
            ..MyCommunity::default()
        };
        communities.extend((found != empty).then_some(found));
    }
    Ok(MyData {
        at: call.now,
        id: person,
        phone: app.keys.unseal(Purpose::Phone, &row.phone_sealed)?,
        joined_at: row.made_at,
        last_seen_at: row.last_seen_at,
        staff_enrolled: credentials::get(&app.db, person).await?.is_some(),
        consents: consents
            .into_iter()
            .map(|(at, notice_version)| Consent { at, notice_version })
            .collect(),
        sessions: super::sessions::all(&call).await?,
        communities,
    })
}

async fn of_community(call: &Call, community: &Community) -> Result<MyCommunity, Problem> {
    let (db, person, id) = (&call.app.db, call.caller()?.id, community.id);
    let mut found = MyCommunity {
        community: community.key.clone(),
        name: community.name.clone(),
        home: my_data::home(db, id, person).await?,
        notices: notices::all(db, id, person).await?,
        preferences: Some(preferences::of_person(db, id, person).await?)
            .filter(|chosen| *chosen != Preferences::USUAL),
        ..MyCommunity::default()
    };
    for held in my_data::roles(db, id, person).await? {
        found.appointments.push(role(&call.app, held)?);
    }
    for sent in my_data::applications(db, id, person).await? {
        found.applications.push(application(&call.app, sent)?);
    }
    let (posted, helped) = my_data::wishes(db, id, person).await?;
    for wish in posted {
        found.wishes.push(wish_record(&call.app, community, wish).await?);
    }
    let thanks = super::thanks::to_helper_in(&call.app, id, person).await?;
    for wish in helped {
        let wish = wishes::get(db, id, wish).await?.wish;
        let (place, status) = (wish.place_name, wish.state.status());
        let (id, kind, title) = (wish.id, wish.kind, wish.title);
        let thanks = thanks.get(&id).cloned().unwrap_or_default();
        found.claims.push(MyClaimRecord { id, kind, title, place, status, thanks });
    }
    found.stalls = market_views::records_of(db, id, person).await?;
    found.household = my_sign_ups::household_in(&call.app, id, person).await?;
    found.sign_ups = my_sign_ups::records_of(db, id, person, &found.household).await?;
    found.visits = my_sign_ups::visits_of(db, id, person, &found.household).await?;
    found.devices = my_sign_ups::devices_of(db, id, person).await?;
    found.guest_looks = guests::looks_by(db, id, person).await?;
    found.numbers = queue_views::records_of(db, id, person, &found.household).await?;
    let looks = my_data::looks(db, id, person).await?.into_iter();
    found.looks = looks.map(|(wish, at)| MyLook { wish, at }).collect();
    let joined = my_data::joined(db, id, person).await?.into_iter();
    found.joined = joined.map(|(wish, at)| MyJoin { wish, at }).collect();
    found.reminders = market_reminders::of_person(db, id, person).await?;
    let lapses = my_data::lapses(db, id, person).await?.into_iter();
    found.lapses = lapses.map(|(wish, at)| MyLapse { wish, at }).collect();
    for made in reports::of_person(db, id, person).await? {
        found.reports.push(report(&call.app, made)?);
    }
    Ok(found)
}

fn report(app: &App, made: reports::Made) -> Result<MyReport, Problem> {
    Ok(MyReport {
        about: made.about(),
        reason: super::reports::reason_of(&made.reason),
        words: app.keys.unseal(Purpose::Report, &made.sealed)?,
        at: made.at,
        answer: made.answer,
    })
}

async fn wish_record(
    app: &App,
    community: &Community,
    id: WishId,
) -> Result<MyWishRecord, Problem> {
    let stored = wishes::get(&app.db, community.id, id).await?;
    let looks: Vec<Look> = reasons::looks(app, community.id, id).await?;
    let written = thanks::get(&app.db, community.id, id).await?;
    let history = reasons::history(app, community.id, &stored.wish, Reader::Poster).await?;
    let round = rounds::of_wish(&app.db, community.id, id).await?;
    let guardian = stored.guardian.as_deref().map(|it| app.keys.unseal(Purpose::Guardian, it));
    let wish = stored.wish;
    Ok(MyWishRecord {
        id,
        kind: wish.kind,
        status: wish.state.status(),
        title: wish.title,
        story: wish.story,
        when: wish.when,
        place: wish.place_name,
        beneficiary: wish.beneficiary,
        age_band: wish.age_band,
        guardian: guardian.transpose()?,
        round: round.map(|(_, name)| name),
        posted_at: wish.posted_at,
        opened_at: wish.opened_at,
        contact: app.keys.unseal(Purpose::Contact, &stored.sealed)?,
        looks,
        history,
        thanks: written.map(|it| super::thanks::shown(&app.keys, it)).transpose()?,
    })
}

fn role(app: &App, held: HeldRole) -> Result<MyRole, Problem> {
    let name: Option<String> =
        held.sealed.map(|sealed| app.keys.unseal(Purpose::Application, &sealed)).transpose()?;
    Ok(MyRole {
        id: held.id,
        role: held.role,
        class: held.class,
        name: name.unwrap_or_default(),
        organisation: held.organisation,
        qualified: held.qualified.0,
        node: held.node_name,
        from: held.from_at,
        until: Some(held.until_at).filter(|until| *until != Millis::NEVER),
    })
}

fn application(app: &App, sent: Sent) -> Result<MyApplication, Problem> {
    let sealed: Value = app.keys.unseal(Purpose::Application, &sent.sealed)?;
    Ok(MyApplication {
        id: sent.id,
        class: sent.class,
        name: field(&sealed, "name"),
        note: field(&sealed, "note"),
        papers: papers(&sealed),
        organisation: sent.organisation,
        made_at: sent.made_at,
        status: sent.status,
        reason: sent.reason,
    })
}

fn papers(sealed: &Value) -> Vec<Paper> {
    let papers = sealed.get("papers").cloned().map(serde_json::from_value);
    papers.and_then(Result::ok).unwrap_or_default()
}

/// The same as a file to keep, for whoever has just proved who they are: a page can be closed, and
/// a file stays where it is.
pub async fn export(State(app): State<App>, mut request: Request) -> Response {
    let mut call = mount::begin(app, &mut request);
    drop(request);
    let headers = Arc::clone(&call.headers);
    let exported = async {
        call.session = session::find(&call.app, None, &headers).await?;
        file(call).await
    };
    match exported.await {
        Ok(json) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"linyuan-my-data.json\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, json).into_response()
        }
        Err(problem) => refuse(problem),
    }
}

async fn file(call: Call) -> Result<Vec<u8>, Problem> {
    let event = call.event(call.caller()?.id.0, "me.export");
    let (session, now) = (call.session()?.id, call.now);
    let record = async move |tx: &mut Tx| {
        is_proved(tx, session, now).await?;
        Ok(events::record(tx, &event).await?)
    };
    call.app.db.write(record).await?;
    let data = get(call, (), ()).await?;
    serde_json::to_vec_pretty(&data).map_err(Problem::bug)
}

/// Sends a code to the caller's own phone.
pub async fn ask(call: Call, _: (), _: ()) -> Result<CodeSent, Problem> {
    let row = people::get(&call.app.db, call.caller()?.id).await?;
    let phone = call.app.keys.unseal(Purpose::Phone, &row.phone_sealed)?;
    signing::ask(call, (), AskCode { phone }).await
}

/// From here on, for ten minutes, this browser may do what must not happen by mistake.
pub async fn prove(call: Call, _: (), input: EnteredCode) -> Result<Me, Problem> {
    let code = input.check()?;
    let (person, session, now) = (call.caller()?.id, call.session()?.id, call.now);
    let phone = phone_hash(&call).await?;
    let entry = signing::Entry::new(&call, &code)?;
    let event = call.event(person.0, "me.prove");
    let prove = async move |tx: &mut Tx| {
        let tried = match entry.tried(tx).await? {
            Ok(tried) => tried,
            Err(refused) => return Ok(Err(refused)),
        };
        if tried.phone_hash != phone {
            return Ok(Err(Kind::WrongCode.into()));
        }
        sessions::prove(tx, session, now).await?;
        events::record(tx, &event).await?;
        Ok(Ok(()))
    };
    call.app.db.write(prove).await??;
    call.set_cookie(sign_in::set_cookie(&call.app.settings, None));
    me(&call.app, person, call.session()?.stepped_up_until, now).await
}

async fn phone_hash(call: &Call) -> Result<Vec<u8>, Problem> {
    let row = people::get(&call.app.db, call.caller()?.id).await?;
    let phone: String = call.app.keys.unseal(Purpose::Phone, &row.phone_sealed)?;
    Ok(sign_in::phone_hash(&call.app, &phone))
}

/// Takes a code that went to another phone; that the old one was there was proved before.
pub async fn change_phone(call: Call, _: (), input: EnteredCode) -> Result<Me, Problem> {
    let code = input.check()?;
    let (person, session, now) = (call.caller()?.id, call.session()?.id, call.now);
    let entry = signing::Entry::new(&call, &code)?;
    let event = call.event(person.0, "me.phone");
    let change = async move |tx: &mut Tx| {
        is_proved(tx, session, now).await?;
        let tried = match entry.tried(tx).await? {
            Ok(tried) => tried,
            Err(refused) => return Ok(Err(refused)),
        };
        if people::by_phone(tx, &tried.phone_hash).await?.is_some_and(|it| it.id != person) {
            return Ok(Err(Kind::PhoneTaken.into()));
        }
        people::set_phone(tx, person, &tried.phone_hash, &tried.phone_sealed).await?;
        events::record(tx, &event).await?;
        Ok(Ok(()))
    };
    call.app.db.write(change).await??;
    call.set_cookie(sign_in::set_cookie(&call.app.settings, None));
    me(&call.app, person, call.session()?.stepped_up_until, now).await
}

async fn is_proved(
    tx: &mut Tx,
    session: shared::id::SessionId,
    now: Millis,
) -> Result<(), Problem> {
    let at = sessions::proved_at(tx, session).await?;
    match at.is_some_and(|at| now <= at.after(PROOF_LIFE)) {
        true => Ok(()),
        false => Err(Kind::ProveFirst.into()),
    }
}

/// Whom to call about a wish that has not come to its end.
pub async fn correct(
    call: Call,
    (_, id): (CommunityKey, WishId),
    contact: Contact,
) -> Result<MyWishRecord, Problem> {
    let (community, caller, keys) =
        (call.community()?.clone(), call.caller()?.clone(), call.app.keys.clone());
    let contact = corrected(contact)?;
    let event = call.event(id.0, "wish.contact");
    let at = community.id;
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, at, id).await?;
        if !is_poster(&caller, &stored.wish) {
            return Err(Kind::NotFound.into());
        }
        if stored.wish.state.is_final() {
            return Err(Kind::StepNotPossible.into());
        }
        let sealed = keys.seal(Purpose::Contact, &contact)?;
        erasures::correct(tx, at, id, &sealed, stored.version.0).await?;
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    wish_record(&call.app, &community, id).await
}

/// The caller leaves, with everything. No answer is kept under the idempotency key: it would be
/// kept of somebody who is not there.
pub async fn delete(call: Call, _: (), _: ()) -> Result<Me, Problem> {
    let (person, session, now) = (call.caller()?.id, call.session()?.id, call.now);
    let (phone, event) = (phone_hash(&call).await?, call.event(person.0, "me.delete"));
    let (mut communities, leaving) = (call.app.communities.all(), call.clone());
    // In one order, so that two who leave at the same time never wait for each other.
    communities.sort_by_key(|it| it.id);
    let nothing: [u8; 32] = random::bytes();
    let erase = async move |tx: &mut Tx| {
        is_proved(tx, session, now).await?;
        for community in &communities {
            let call = Call { community: Some(Arc::clone(community)), ..leaving.clone() };
            erasure::leave(tx, &call, person).await?;
        }
        erasures::person(tx, person, &phone, &nothing, now).await?;
        Ok(events::record(tx, &event).await?)
    };
    call.app.db.write(erase).await?;
    if let Err(error) = call.app.db.settle().await {
        tracing::warn!(%error, "what was deleted is still in the log of the database");
    }
    call.set_cookie(session::set_cookie(&call.app.settings, ""));
    Ok(Me::default())
}
