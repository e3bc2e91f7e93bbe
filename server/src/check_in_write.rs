//! Loads what is known of a market's day, lets [`crate::check_in`] decide about a whole batch, and
//! writes what became of it: a handful of statements, however many were seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::json;
use shared::{
    id::{CommunityId, EventId, MarketId, PersonId, SignUpId, SlotId},
    market::{
        Answered, AnsweredScan, Market, MarketStatus, Nonce, Refusal, Shown as Ticket,
        SignUpStatus, SlotCase, SyncBatch, Term, Terms, TicketCode, read_qr, sign_up_timers,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use subtle::ConstantTimeEq;

use crate::{
    App,
    call::with_origin,
    check_in::{Day, From, Shown},
    db::{
        Error, Tx, arrivals, check_ins, devices,
        events::{self, Event},
        is_deadlock, markets, sign_up_changes,
        sign_ups::{self, Stored},
        slot_plans, stalls, taps, terms,
    },
    keys::{Keys, Purpose},
    my_sign_ups::ticket_seal,
    random,
};

/// How often a batch is tried again that somebody was faster with.
const TRIES: usize = 5;

/// One answer for each entry.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub scans: Vec<AnsweredScan>,
    pub taps: Vec<Answered>,
    pub undone: Vec<Answered>,
}

/// Takes in a batch, all of it at once.
///
/// # Errors
/// What the database says; a scan that does not count is answered, and is no error.
pub async fn take_in(
    app: &App,
    (community, market): (CommunityId, MarketId),
    from: From,
    batch: &SyncBatch,
) -> Result<Taken, Problem> {
    let mut taken = Err(Problem::later(Kind::Busy, 2));
    for _ in 0..TRIES {
        let (app_in, from, batch) = (app.clone(), from.clone(), batch.clone());
        let write = async move |tx: &mut Tx| {
            take_in_here(tx, &app_in, (community, market), from, &batch).await
        };
        taken = app.db.write(write).await;
        let again = |it: &Problem| it.kind == Kind::SomeoneWasFaster || is_deadlock(it);
        if !taken.as_ref().is_err_and(again) {
            break;
        }
    }
    taken
}

/// The same within an operation.
///
/// # Errors
/// [`Kind::SomeoneWasFaster`] when a sign-up changed meanwhile, [`Refusal::DeviceOver`] when the
/// phone was revoked; what the database says.
pub async fn take_in_here(
    tx: &mut Tx,
    app: &App,
    (community, id): (CommunityId, MarketId),
    from: From,
    batch: &SyncBatch,
) -> Result<Taken, Problem> {
    let now = app.clock.now();
    // The turn of the market: nobody else brings in, and nobody closes it, until this is done.
    let market = markets::load(tx, community, id).await?.market;
    // The phone may have been revoked while its call waited for this turn.
    if let Some(device) = from.device
        && !devices::lives(tx, community, device).await?
    {
        return Err(Refusal::DeviceOver.into());
    }
    let terms = terms::get_in(tx, community, now).await?;
    let tickets = Tickets::read(&market, &app.keys, batch);
    let known = Known::load(tx, community, &market, batch, &tickets).await?;
    let before: BTreeMap<Nonce, bool> =
        known.rows.values().map(|it| (it.nonce, it.counts)).collect();
    let statuses = known.sign_ups.iter().map(|(id, it)| (*id, it.sign_up.state.status()));
    let statuses: HashMap<SignUpId, SignUpStatus> = statuses.collect();
    let mut day = known.day(community, (&market, &terms), from, now);
    let taken = decide(&mut day, batch, &tickets);
    let written = Written { before, statuses };
    written.write(tx, &app.keys, &day).await?;
    Ok(taken)
}

/// The tickets of a batch, in its order.
struct Tickets(Vec<Result<Key, Refusal>>);

/// By what a sign-up is found.
#[derive(Clone)]
enum Key {
    Id(SignUpId),
    Code(TicketCode),
}

impl Tickets {
    fn read(market: &Market, keys: &Keys, batch: &SyncBatch) -> Self {
        let read = |shown: &Ticket| match shown {
            Ticket::Qr { text } => {
                let (id, seal) = read_qr(text)?;
                // Whoever guesses learns nothing from how long it takes.
                match bool::from(ticket_seal(keys, market.id, id).ct_eq(&seal)) {
                    true => Ok(Key::Id(id)),
                    false => Err(Refusal::WrongTicket),
                }
            }
            Ticket::Code { code } => {
                let code = TicketCode::parse(code)?;
                market.admits(&code).map(|()| Key::Code(code))
            }
            Ticket::Name { sign_up } | Ticket::List { sign_up } => Ok(Key::Id(*sign_up)),
        };
        Self(batch.scans.iter().map(|it| read(&it.shown)).collect())
    }

    fn wanted(&self) -> (Vec<SignUpId>, Vec<TicketCode>) {
        let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for key in self.0.iter().flatten() {
            match key {
                Key::Id(id) => drop(ids.insert(*id)),
                Key::Code(code) => drop(codes.insert(code.clone())),
            }
        }
        (ids.into_iter().collect(), codes.into_iter().collect())
    }
}

/// What is known before the decision.
struct Known {
    sign_ups: HashMap<SignUpId, Stored>,
    rows: BTreeMap<Nonce, check_ins::Row>,
    slots: Vec<shared::market::Slot>,
    stalls: Vec<stalls::Stored>,
    devices: Vec<devices::Row>,
    taps: HashMap<Nonce, Millis>,
}

impl Known {
    async fn load(
        tx: &mut Tx,
        community: CommunityId,
        market: &Market,
        batch: &SyncBatch,
        tickets: &Tickets,
    ) -> Result<Self, Problem> {
        let id = market.id;
        let (ids, codes) = tickets.wanted();
        let mut found = sign_ups::of_tickets(tx, community, id, (&ids, &codes)).await?;
        let nonces = batch.scans.iter().map(|it| it.nonce);
        let nonces: BTreeSet<Nonce> =
            nonces.chain(batch.undone.iter().map(|it| it.nonce)).collect();
        let nonces: Vec<Nonce> = nonces.into_iter().collect();
        let named = check_ins::by_nonce(tx, community, id, &nonces).await?;
        let more: BTreeSet<SignUpId> = named.iter().map(|it| it.sign_up_id).collect();
        let more: Vec<_> =
            more.into_iter().filter(|it| found.iter().all(|s| s.sign_up.id != *it)).collect();
        found.extend(sign_ups::of_tickets(tx, community, id, (&more, &[])).await?);
        let people = found.iter().map(|it| it.sign_up.who.account);
        let people: BTreeSet<PersonId> =
            people.chain(named.iter().map(|it| it.person_id)).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let tapped: Vec<Nonce> = batch.taps.iter().map(|it| it.nonce).collect();
        let of_people = check_ins::of_people(tx, community, id, &people).await?;
        Ok(Self {
            sign_ups: found.into_iter().map(|it| (it.sign_up.id, it)).collect(),
            rows: of_people.into_iter().chain(named).map(|it| (it.nonce, it)).collect(),
            slots: slot_plans::slots(tx, community, id).await?,
            stalls: stalls::of_market_in(tx, community, id).await?,
            devices: devices::of_market_in(tx, community, id).await?,
            taps: taps::known(tx, community, id, &tapped).await?.into_iter().collect(),
        })
    }

    fn day<'a>(
        self,
        community: CommunityId,
        (market, terms): (&'a Market, &'a Terms),
        from: From,
        now: Millis,
    ) -> Day<'a> {
        let counted = self.rows.values().filter(|it| it.counts);
        let first = counted.map(|it| ((it.stall_id, it.who()), it.nonce)).collect();
        let sure = self.stalls.iter().map(|it| &it.stall).filter(|it| it.is_public());
        Day {
            community,
            market,
            terms,
            now,
            from,
            stalls: sure.map(|it| (it.id, it.provider)).collect(),
            slots: self.slots.into_iter().map(|it| (it.id, it)).collect(),
            names: self.devices.into_iter().map(|it| (it.id, it.name)).collect(),
            sign_ups: self.sign_ups,
            rows: self.rows,
            first,
            fresh: Vec::new(),
            undone: Vec::new(),
            taps: self.taps,
            tapped: Vec::new(),
            changed: BTreeSet::new(),
        }
    }
}

/// Decides about the scans by when they were, and answers them in the order of the batch.
fn decide(day: &mut Day<'_>, batch: &SyncBatch, tickets: &Tickets) -> Taken {
    let by_code: HashMap<String, SignUpId> =
        day.sign_ups.values().map(|it| (it.code.digits().to_owned(), it.sign_up.id)).collect();
    let find = |key: &Key| match key {
        Key::Id(id) if day.sign_ups.contains_key(id) => Ok(*id),
        Key::Id(_) => Err(Refusal::WrongTicket),
        Key::Code(code) => by_code.get(code.digits()).copied().ok_or(Refusal::WrongTicket),
    };
    let shown = tickets.0.iter().map(|it| it.clone().and_then(|key| find(&key)));
    let shown: Vec<Shown> = shown.collect();
    let mut order: Vec<usize> = (0..batch.scans.len()).collect();
    order.sort_by_key(|at| (batch.scans[*at].at, batch.scans[*at].nonce));
    let mut answers: Vec<Option<AnsweredScan>> = vec![None; batch.scans.len()];
    for at in order {
        answers[at] = Some(day.scan(&batch.scans[at], shown[at]));
    }
    Taken {
        scans: answers.into_iter().flatten().collect(),
        taps: batch.taps.iter().map(|it| day.tap(it)).collect(),
        undone: batch.undone.iter().map(|it| day.undo(it)).collect(),
    }
}

/// What was there before the decision, for what has to be written.
struct Written {
    before: BTreeMap<Nonce, bool>,
    statuses: HashMap<SignUpId, SignUpStatus>,
}

impl Written {
    async fn write(&self, tx: &mut Tx, keys: &Keys, day: &Day<'_>) -> Result<(), Problem> {
        self.write_rows(tx, keys, day).await?;
        self.write_sign_ups(tx, day).await?;
        let (community, market) = (day.community, day.market);
        if let Some(device) = day.from.device {
            taps::insert(tx, community, (market.id, device), &day.tapped, day.now).await?;
        }
        let came = !day.fresh.is_empty() || !day.tapped.is_empty();
        let waits = matches!(market.status(), MarketStatus::Published | MarketStatus::Postponed);
        if came && waits {
            arrivals::market(tx, community, market.id, market.starts_at).await?;
        }
        if came || !day.undone.is_empty() {
            record(tx, day).await?;
        }
        Ok(())
    }

    /// Of a person at a stall, one counts at any moment.
    async fn write_rows(&self, tx: &mut Tx, keys: &Keys, day: &Day<'_>) -> Result<(), Problem> {
        let (community, market) = (day.community, day.market.id);
        let turned = |to: bool| -> Vec<Nonce> {
            let differs = |(nonce, counts): (&Nonce, &bool)| {
                let now = day.rows.get(nonce).is_some_and(|it| it.counts);
                (now == to && *counts != to).then_some(*nonce)
            };
            self.before.iter().filter_map(differs).collect()
        };
        if day.fresh.is_empty() && day.undone.is_empty() {
            return Ok(());
        }
        let mut seq = check_ins::last(tx, community, market).await?;
        let fresh = day.fresh.iter().filter_map(|it| day.rows.get(it)).cloned();
        let fresh: Vec<_> =
            fresh.zip(seq + 1..).map(|(row, seq)| check_ins::Row { seq, ..row }).collect();
        seq += i64::try_from(fresh.len()).map_err(Problem::bug)?;
        check_ins::count(tx, community, market, (&turned(false), false)).await?;
        // Whoever was seen elsewhere at the same moment, is decided about anew.
        let inserted = check_ins::insert(tx, community, market, &fresh, day.now).await;
        inserted.map_err(Error::raced)?;
        let wrong = day.undone.iter().zip(seq + 1..).map(|((nonce, why), seq)| {
            let why = keys.seal(Purpose::Reason, why)?;
            Ok(check_ins::Wrong { nonce: *nonce, seq, why })
        });
        let wrong: Vec<_> = wrong.collect::<Result<_, Problem>>()?;
        check_ins::undo(tx, community, market, &wrong, (day.from.by, day.now)).await?;
        let counted = check_ins::count(tx, community, market, (&turned(true), true)).await;
        Ok(counted.map_err(Error::raced)?)
    }

    async fn write_sign_ups(&self, tx: &mut Tx, day: &Day<'_>) -> Result<(), Problem> {
        let (mut saved, mut offers) = (Vec::new(), BTreeMap::<SlotId, i64>::new());
        let mut came = BTreeMap::new();
        for stored in day.changed.iter().filter_map(|id| day.sign_ups.get(id)) {
            let sign_up = &stored.sign_up;
            let Some(slot) = day.slots.get(&sign_up.slot) else { continue };
            let case = SlotCase {
                now: day.now,
                times: slot.times,
                approval: slot.approval,
                anyone_came: true,
                of_helpers: day.market.kind.is_of_helpers(),
                terms: day.terms,
            };
            let due_at = sign_up_timers(sign_up, &case).first().map(|(at, _)| *at);
            saved.push((sign_up.clone(), stored.version, due_at));
            if self.statuses.get(&sign_up.id) == Some(&SignUpStatus::Offered) {
                *offers.entry(slot.id).or_default() += 1;
            }
            let noted_at = day.terms.after(slot.times.ends_at, Term::NoShowAfter);
            came.insert(slot.id, day.terms.calendar.out_of_night(noted_at));
        }
        let community = day.community;
        sign_up_changes::save(tx, community, &saved).await.map_err(Error::raced)?;
        let offers: Vec<_> = offers.into_iter().collect();
        arrivals::taken(tx, community, &offers).await.map_err(Error::raced)?;
        let came: Vec<_> = came.into_iter().collect();
        Ok(arrivals::expect(tx, community, &came).await.map_err(Error::raced)?)
    }
}

/// One line of history for a batch: by whom, on which device, whose tickets.
async fn record(tx: &mut Tx, day: &Day<'_>) -> Result<(), Problem> {
    let seen = day.fresh.iter().filter_map(|it| day.rows.get(it));
    let seen: Vec<_> = seen.map(|it| json!([it.sign_up_id, it.stall_id, it.what])).collect();
    let undone: Vec<_> = day.undone.iter().map(|(nonce, _)| nonce).collect();
    let detail = json!({
        "device": day.from.device,
        "seen": seen,
        "undone": undone,
        "taps": day.tapped.len(),
        "after_summary": day.market.signed_at().is_some(),
    });
    let event = Event {
        community: day.community,
        id: EventId(random::id(day.now)),
        at: day.now,
        by: Some(day.from.by),
        about: day.market.id.0,
        what: "check_in.sync",
        detail: with_origin(day.from.origin.clone(), detail),
    };
    Ok(events::record(tx, &event).await?)
}
