//! Single people who signed up, as the desk has to do with them: whom to call, who was not there,
//! whose hours are right.

use shared::{
    community::CommunityKey,
    id::{EventId, MarketId, SignUpId},
    market::{AtRisk, GuestObjection, GuestPhone, GuestStep, GuestStepped, SignUpStatus},
    problem::{Kind, Problem},
};

use crate::{
    Call, check_in_views,
    db::{Tx, events, guests, people, settings, sign_ups, terms},
    guest::{self, desk},
    keys::Purpose,
    quota, random,
};

/// Who was asked whether to come, and has not answered.
pub async fn at_risk(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<Vec<AtRisk>, Problem> {
    let (market, provider) = desk(&call, id).await?;
    let (db, community) = (&call.app.db, call.community_id());
    let terms = terms::get(db, community, call.now).await?;
    let looks = guests::looks_of_market(db, community, id).await?;
    let rows = guests::of_market(db, community, id).await?;
    let near = rows.iter().filter(|it| {
        let case = check_in_views::case(&market, it, (call.now, &terms));
        it.is_for(provider) && it.sign_up().is_at_risk(&case)
    });
    let view = |row: &guests::Row| {
        let (name, last_four) = check_in_views::called(&call.app.keys, row)?;
        let called = looks.iter().find(|(of, _)| *of == row.id);
        Ok(AtRisk {
            sign_up: row.id,
            stall_number: row.number.clone(),
            service: row.service,
            starts_at: row.starts_at,
            name,
            last_four,
            new_date: row.state.status() == SignUpStatus::ToReconfirm,
            called_at: called.map(|(_, at)| *at),
        })
    };
    near.map(view).collect()
}

/// Whom to call: only who may not come, or should be here and is not. Each look is logged.
pub async fn phone(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    _: (),
) -> Result<GuestPhone, Problem> {
    let (app, community, now) = (&call.app, call.community_id(), call.now);
    let stored = sign_ups::get(&app.db, community, id).await?;
    let (market, provider) = desk(&call, stored.market).await?;
    let rows = guests::of_market(&app.db, community, stored.market).await?;
    let mine = rows.iter().find(|it| it.id == id && it.is_for(provider));
    let row = mine.ok_or(Kind::NotFound)?;
    let terms = terms::get(&app.db, community, now).await?;
    let case = check_in_views::case(&market, row, (now, &terms));
    let awaited = row.state.status().is_expected() && row.starts_at <= now && now < row.ends_at;
    if !row.sign_up().is_at_risk(&case) && !awaited {
        return Err(Kind::NotAllowed.into());
    }
    let (looking, event) = (call.clone(), call.event(id.0, "guest.phone"));
    let (look, by) = (EventId(random::id(now)), call.caller()?.id);
    let logged = async move |tx: &mut Tx| {
        let rules = settings::rules(tx, community, now).await?;
        if let Some(refused) = quota::staff_look(tx, &looking, &rules).await? {
            return Ok(Err(refused));
        }
        guests::look(tx, community, id, (look, by), now).await?;
        events::record(tx, &event).await?;
        Ok(Ok(()))
    };
    // Written first: nobody looks without a trace.
    app.db.write(logged).await??;
    let person = people::get(&app.db, stored.sign_up.who.account).await?;
    Ok(GuestPhone { phone: app.keys.unseal(Purpose::Phone, &person.phone_sealed)? })
}

pub async fn step(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    input: GuestStep,
) -> Result<GuestStepped, Problem> {
    guest::step(&call, id, input).await
}

pub async fn objections(
    call: Call,
    _: CommunityKey,
    _: (),
) -> Result<Vec<GuestObjection>, Problem> {
    guest::objections(&call).await
}
