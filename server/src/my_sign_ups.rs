//! A sign-up as its owner sees it, with its ticket.

use std::collections::HashMap;

use shared::{
    id::{CommunityId, MemberId, PersonId},
    market::{
        Member, MySignUp, Nickname, Overlap, Sealed, SignUp, SignUpState, Terms, Ticket,
        TicketCode, attendee_steps, qr_text,
    },
    my_data::MySignUpRecord,
    problem::Problem,
    time::Millis,
};

use crate::{
    App, Call,
    db::{
        Db, members,
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
        answer_by: match sign_up.state {
            SignUpState::Offered { until, .. } => Some(until),
            _ => None,
        },
        late: matches!(sign_up.state, SignUpState::Cancelled { late: true, .. }),
        overlap: beside.overlap,
        ticket: shows.then(|| ticket(at, sign_up, code, keys)),
        steps: attendee_steps(sign_up, &case),
    }
}

fn ticket(at: &SlotAt, sign_up: &SignUp, code: &TicketCode, keys: &Keys) -> Ticket {
    let bytes = Sealed::Ticket { market: at.market, sign_up: sign_up.id }.bytes();
    let mut seal = keys.hash(Purpose::Ticket, &[&bytes]);
    seal.truncate(SEAL);
    Ticket { code: code.clone(), qr: qr_text(sign_up.id, &seal) }
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
        })
    };
    Ok(stored.into_iter().filter_map(record).collect())
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
    Ok(Beside { nickname, place, overlap: None })
}
