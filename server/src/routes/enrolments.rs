//! How someone who was invited becomes staff: a password, an authenticator, and proof of it.

use serde_json::json;
use shared::{
    id::{AppointmentId, CommunityId, PersonId},
    person::Me,
    policy::{Role, is_within},
    problem::{Check, Kind, Problem},
    staff::{Authenticator, BeginEnrolment, FinishEnrolment},
    text::{masked_phone, six_digits},
    time::Millis,
};

use super::{people::me, staff::note_wrong};
use crate::{
    App, Call,
    db::{
        self, Tx, appointments, credentials,
        events::{self, Event},
        invitations, people, sessions,
    },
    factors::{self, Offer},
    keys::Purpose,
    passwords, random, session, totp,
};

pub async fn start(call: Call, _: (), input: BeginEnrolment) -> Result<Authenticator, Problem> {
    input.check()?;
    let (person, now) = (call.caller()?.id, call.now);
    let token_hash = session::hash(&input.token);
    let invitation = invitations::live(&call.app.db, &token_hash, now).await.map_err(spent)?;
    if invitation.person_id.is_some_and(|other| other != person) {
        return Err(Kind::LinkSpent.into());
    }
    if credentials::get(&call.app.db, person).await?.is_some() {
        return start_again(&call, input.password, token_hash).await;
    }
    let row = people::get(&call.app.db, person).await?;
    let phone: String = call.app.keys.unseal(Purpose::Phone, &row.phone_sealed)?;
    if passwords::is_weak(&input.password, &phone) {
        return Err(Problem::fields([("password", Kind::WeakPassword)]));
    }
    let (password, secret) = (passwords::hash(input.password).await?, totp::secret());
    let sealed = call.app.keys.seal(Purpose::Totp, &secret)?;
    let authenticator = totp::authenticator(&secret, &masked_phone(&phone))?;
    call.write(async move |tx: &mut Tx| {
        let factors = Some((password.as_str(), sealed.as_slice()));
        invitations::begin(tx, &token_hash, person, factors, now).await.map_err(spent)?;
        Ok(authenticator)
    })
    .await
}

/// Someone who is staff already proves the password, and keeps password and authenticator: the
/// secret is not shown again, so the answer is empty.
async fn start_again(
    call: &Call,
    password: String,
    token_hash: Vec<u8>,
) -> Result<Authenticator, Problem> {
    let (person, now) = (call.caller()?.id, call.now);
    let offer = Offer { password: Some(password), code: None };
    if !factors::judge(&call.app, person, offer, now).await?.password {
        note_wrong(call).await?;
        return Err(Kind::WrongPassword.into());
    }
    call.write(async move |tx: &mut Tx| {
        invitations::begin(tx, &token_hash, person, None, now).await.map_err(spent)?;
        let (secret, address, qr_path) = Default::default();
        Ok(Authenticator { secret, address, qr_path, qr_size: 0 })
    })
    .await
}

pub async fn complete(call: Call, _: (), input: FinishEnrolment) -> Result<Me, Problem> {
    let mut check = Check::default();
    let code = check.take("code", six_digits(&input.code));
    check.done()?;
    let (person, now, session) = (call.caller()?.id, call.now, call.session()?.id);
    let token_hash = session::hash(&input.token);
    let invitation = invitations::live(&call.app.db, &token_hash, now).await.map_err(spent)?;
    if invitation.person_id != Some(person) || !still_wanted(&call.app, &invitation, now).await? {
        return Err(Kind::LinkSpent.into());
    }
    let Some(proof) = prove(&call.app, person, &invitation, code, now).await? else {
        note_wrong(&call).await?;
        return Err(Kind::WrongCode.into());
    };
    // Both factors were given for this link, so staff powers open along with the appointment;
    // whoever gains powers shows a new token from then on.
    let token = random::token();
    let opened = session::hash(&token);
    let (new, begun) = appointment(&call, person, &invitation);
    let event = call.event(person.0, "staff.enrol");
    let enrol = async move |tx: &mut Tx| {
        invitations::use_up(tx, &token_hash, person, now).await.map_err(spent)?;
        proof.keep(tx, person, now).await?;
        appointments::insert(tx, invitation.community_id, &new).await?;
        sessions::step_up(tx, session, &opened, now).await?;
        events::record(tx, &event).await?;
        Ok(events::record(tx, &begun).await?)
    };
    call.app.db.write(enrol).await?;
    call.set_cookie(session::set_cookie(&call.app.settings, &token));
    me(&call.app, person, Some(session::stepped_up(now)), now).await
}

fn spent(error: db::Error) -> Problem {
    match error {
        db::Error::Missing => Kind::LinkSpent.into(),
        other => other.into(),
    }
}

/// A link is worth what its maker may do: it ends with the appointment of whoever made it.
async fn still_wanted(
    app: &App,
    invitation: &invitations::Row,
    now: Millis,
) -> Result<bool, Problem> {
    let Some(maker) = invitation.made_by else { return Ok(true) };
    let held = appointments::held_by(&app.db, invitation.community_id, maker, now).await?;
    let may = |it: &appointments::Held| {
        it.role == Role::Administrator && is_within(&invitation.path, &it.path)
    };
    Ok(held.iter().any(may))
}

/// What proves that somebody has the authenticator.
enum Proof {
    /// Of somebody new: these become the credentials.
    First {
        password: String,
        totp_sealed: Vec<u8>,
        step: i64,
    },
    Again {
        step: i64,
    },
}

/// Nothing, where the code is wrong.
async fn prove(
    app: &App,
    person: PersonId,
    invitation: &invitations::Row,
    code: String,
    now: Millis,
) -> Result<Option<Proof>, Problem> {
    if credentials::get(&app.db, person).await?.is_some() {
        let offer = Offer { password: None, code: Some(code) };
        let judged = factors::judge(app, person, offer, now).await?;
        return Ok(judged.step.map(|step| Proof::Again { step }));
    }
    let (password, totp_sealed) = (invitation.password.clone(), invitation.totp_sealed.clone());
    let (password, totp_sealed) = password.zip(totp_sealed).ok_or(Kind::LinkSpent)?;
    let secret: String = app.keys.unseal(Purpose::Totp, &totp_sealed)?;
    let step = totp::step(&secret, &code, now)?;
    Ok(step.map(|step| Proof::First { password, totp_sealed, step }))
}

impl Proof {
    async fn keep(&self, tx: &mut Tx, person: PersonId, now: Millis) -> Result<(), Problem> {
        match self {
            Proof::First { password, totp_sealed, step } => {
                Ok(credentials::insert(tx, person, password, totp_sealed, *step, now).await?)
            }
            Proof::Again { step } => match credentials::succeed(tx, person, *step).await? {
                true => Ok(()),
                false => Err(Kind::WrongCode.into()),
            },
        }
    }
}

/// The appointment of an invitation, and its event.
fn appointment(
    call: &Call,
    person: PersonId,
    invitation: &invitations::Row,
) -> (appointments::New, Event) {
    let id = AppointmentId(random::id(call.now));
    let new = appointments::New {
        id,
        person,
        node: invitation.node_id,
        role: invitation.role,
        class: None,
        sealed: None,
        organisation: String::new(),
        skills: Vec::new(),
        from: call.now,
        until: invitation.days.map_or(Millis::NEVER, |days| call.now.after_days(days)),
        by: invitation.made_by,
        qualified: Vec::new(),
        team: None,
    };
    (new, begun(call, invitation.community_id, id, person, invitation.role))
}

/// Somebody got a role.
pub fn begun(
    call: &Call,
    community: CommunityId,
    id: AppointmentId,
    person: PersonId,
    role: Role,
) -> Event {
    let detail = json!({ "role": role, "person": person });
    Event { community, ..call.event_with(id.0, "appointment.begin", detail) }
}
