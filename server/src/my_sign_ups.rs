//! A sign-up as its owner sees it, with its ticket.

use std::collections::HashMap;

use shared::{
    id::{CommunityId, MarketId, MemberId, PersonId, SignUpId},
    market::{
        Arrival, Helped, MarketStatus, Member, MySignUp, Nickname, Overlap, Sealed, SignUp,
        SignUpState, SignUpStatus, SignUpStep, SlotCase, Terms, Ticket, TicketCode, attendee_steps,
        may_still_get_a_place, qr_text,
    },
    my_data::{MyDevice, MySignUpRecord, MyVisit},
    problem::Problem,
    time::Millis,
};

use crate::{
    App, Call,
    check_in_absent::left_empty,
    db::{
        Db, check_ins, devices, guests, market_ratings, members,
        sign_ups::{self, Stored},
        slots::{self, SlotAt},
    },
    keys::{Keys, Purpose},
};

/// How much of a seal is in a QR code: enough that nobody guesses one, in a code that a cheap
/// phone reads.
const SEAL: usize = 12;

/// What is known besides the sign-up itself.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub nickname: Option<Nickname>,
    pub place: Option<i64>,
    pub overlap: Option<Overlap>,
    /// How it was is said already.
    pub rated: bool,
}

/// The sign-up as its owner sees it.
pub fn view(
    (at, sign_up, code): (&SlotAt, &SignUp, &TicketCode),
    beside: Beside,
    (now, terms): (Millis, &Terms),
    keys: &Keys,
) -> MySignUp {
    let status = sign_up.state.status();
    let case = at.case(now, terms);
    let shows = status.holds_place() && at.shut.is_none();
    MySignUp {
        id: sign_up.id,
        market: at.market,
        market_title: at.title.clone(),
        market_kind: at.kind,
        market_status: at.market_status,
        place_name: at.place_name.clone(),
        stall: at.slot.stall,
        stall_number: at.number.clone(),
        provider_name: at.provider_name.clone(),
        service: at.service,
        slot: at.slot.id,
        starts_at: at.slot.times.starts_at,
        ends_at: at.slot.times.ends_at,
        status,
        wants: sign_up.wants,
        nickname: beside.nickname,
        place: beside.place,
        in_vain: status == SignUpStatus::Waitlisted && !may_still_get_a_place(&case),
        answer_by: match sign_up.state {
            SignUpState::Offered { until, .. } => Some(until),
            _ => None,
        },
        late: matches!(sign_up.state, SignUpState::Cancelled { late: true, .. }),
        overlap: beside.overlap,
        ticket: shows.then(|| ticket(at, sign_up, code, keys)),
        left_empty: left_empty(sign_up, now, terms),
        checks_in: shows && checks_in(sign_up, &case),
        asks_how: status.came() && !beside.rated && !is_summed_up(at.market_status),
        helped: helped(sign_up, &case),
        steps: attendee_steps(sign_up, &case),
    }
}

fn helped(sign_up: &SignUp, case: &SlotCase<'_>) -> Option<Helped> {
    let SignUpState::CheckedOut { confirmed_by, .. } = sign_up.state else { return None };
    Some(Helped { minutes: sign_up.minutes(case), confirmed: confirmed_by.is_some() })
}

/// By the clock of the server: phones are off by hours.
fn checks_in(sign_up: &SignUp, case: &SlotCase<'_>) -> bool {
    let came = Arrival { at: case.now, device: None };
    sign_up.state.step(SignUpStep::CheckIn { came }, case).is_ok()
}

/// Its figures are signed, and nothing is added to them.
fn is_summed_up(status: MarketStatus) -> bool {
    matches!(status, MarketStatus::Summarised | MarketStatus::Archived)
}

fn ticket(at: &SlotAt, sign_up: &SignUp, code: &TicketCode, keys: &Keys) -> Ticket {
    let seal = ticket_seal(keys, at.market, sign_up.id);
    Ticket { code: code.clone(), qr: qr_text(sign_up.id, &seal) }
}

/// What the QR code of a ticket ends with.
pub fn ticket_seal(keys: &Keys, market: MarketId, sign_up: SignUpId) -> Vec<u8> {
    let bytes = Sealed::Ticket { market, sign_up }.bytes();
    let mut seal = keys.hash(Purpose::Ticket, &[&bytes]);
    seal.truncate(SEAL);
    seal
}

/// How an account calls those of its household.
///
/// # Errors
/// What the database says.
pub async fn household(call: &Call, account: PersonId) -> Result<Vec<Member>, Problem> {
    household_in(&call.app, call.community_id(), account).await
}

/// The same in a community.
///
/// # Errors
/// What the database says.
pub async fn household_in(
    app: &App,
    community: CommunityId,
    account: PersonId,
) -> Result<Vec<Member>, Problem> {
    let sealed = members::list(&app.db, community, account).await?;
    let open = |(id, sealed): (MemberId, Vec<u8>)| {
        let nickname = app.keys.unseal(Purpose::Member, &sealed)?;
        Ok(Member { id, nickname })
    };
    sealed.into_iter().map(open).collect()
}

/// All of an account, for whom alone this is.
///
/// # Errors
/// What the database says.
pub async fn records_of(
    db: &Db,
    community: CommunityId,
    account: PersonId,
    members: &[Member],
) -> Result<Vec<MySignUpRecord>, Problem> {
    let always = Millis(i64::MIN);
    let slots = slots::of_person(db, community, account, always).await?;
    let slots: HashMap<_, _> = slots.iter().map(|it| (it.slot.id, it)).collect();
    let stored = sign_ups::of_person(db, community, account, always).await?;
    let looks = guests::looks_at(db, community, account).await?;
    let record = |Stored { sign_up, starts_at, .. }: Stored| {
        let at = slots.get(&sign_up.slot)?;
        let named = members.iter().find(|it| Some(it.id) == sign_up.who.member);
        Some(MySignUpRecord {
            id: sign_up.id,
            market: at.market,
            title: at.title.clone(),
            service: at.service,
            starts_at,
            status: sign_up.state.status(),
            nickname: named.map(|it| it.nickname.clone()),
            looks: looks.iter().filter(|(of, _)| *of == sign_up.id).map(|(_, at)| *at).collect(),
        })
    };
    Ok(stored.into_iter().filter_map(record).collect())
}

/// Where an account and its household were seen, for whom alone this is.
///
/// # Errors
/// What the database says.
pub async fn visits_of(
    db: &Db,
    community: CommunityId,
    account: PersonId,
    members: &[Member],
) -> Result<Vec<MyVisit>, Problem> {
    let visit = |it: check_ins::Own| MyVisit {
        market: it.market_id,
        title: it.title,
        stall: it.stall_id,
        what: it.what,
        at: it.at,
        nickname: members.iter().find(|of| of.id == it.member_id).map(|of| of.nickname.clone()),
    };
    let all = check_ins::of_person(db, community, account).await?;
    Ok(all.into_iter().map(visit).collect())
}

/// The phones at tables that somebody invited or was, for whom alone this is.
///
/// # Errors
/// What the database says.
pub async fn devices_of(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<MyDevice>, Problem> {
    let device = |it: devices::Row| MyDevice {
        market: it.market_id,
        name: it.name,
        invited_at: it.made_at,
        joined_at: it.joined_at,
    };
    let all = devices::of_person(db, community, person).await?;
    Ok(all.into_iter().map(device).collect())
}

/// Those of an account, each with its slot and the place of who waits.
///
/// # Errors
/// What the database says.
pub async fn all(
    call: &Call,
    (stored, slots): (Vec<Stored>, Vec<SlotAt>),
    members: &[Member],
    terms: &Terms,
) -> Result<Vec<MySignUp>, Problem> {
    let slots: HashMap<_, _> = slots.iter().map(|it| (it.slot.id, it)).collect();
    let mut all = Vec::with_capacity(stored.len());
    for Stored { sign_up, code, .. } in &stored {
        let Some(at) = slots.get(&sign_up.slot) else { continue };
        let beside = beside(call, call.community_id(), sign_up, members).await?;
        all.push(view((at, sign_up, code), beside, (call.now, terms), &call.app.keys));
    }
    Ok(all)
}

/// The name of the member, and the place in the line.
///
/// # Errors
/// What the database says.
pub async fn beside(
    call: &Call,
    community: CommunityId,
    sign_up: &SignUp,
    members: &[Member],
) -> Result<Beside, Problem> {
    let named = |it: &&Member| Some(it.id) == sign_up.who.member;
    let nickname = members.iter().find(named).map(|it| it.nickname.clone());
    let waits = matches!(sign_up.state, SignUpState::Waitlisted { .. });
    let place = match waits {
        true => Some(crate::db::sign_ups::place(&call.app.db, community, sign_up).await?),
        false => None,
    };
    let rated = match sign_up.state.status().came() {
        true => market_ratings::rated(&call.app.db, community, sign_up.id).await?,
        false => false,
    };
    Ok(Beside { nickname, place, overlap: None, rated })
}
