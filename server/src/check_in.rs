//! Takes in what was seen at a market: whatever the order in which devices bring it, and however
//! often, the earliest counts. What is known is loaded once, decided about here, and written once
//! by [`crate::check_in_write`], all in one transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use shared::{
    id::{CommunityId, DeviceId, PersonId, SignUpId, SlotId, StallId},
    market::{
        Answered, AnsweredScan, Attendee, CheckInWay, Market, NewScan, Nonce, Refusal, ScanAnswer,
        Scanned, SeenAs, SignUp, SignUpState, SignUpStatus, SignUpStep, Slot, SlotCase, Tap, Term,
        Terms, Undo, compare,
    },
    time::Millis,
};

use crate::db::{check_ins::Row, sign_ups::Stored};

/// Who brings something in.
#[derive(Clone, Debug)]
pub struct From {
    /// Nothing for the resident at the place, and for the organiser afterwards.
    pub device: Option<DeviceId>,
    pub by: PersonId,
    /// Whose stalls alone it may be.
    pub provider: Option<PersonId>,
    /// By which way everything was seen, whatever is shown.
    pub way: Option<CheckInWay>,
    /// As what and from where somebody does it: see [`crate::Call::origin`].
    pub origin: Value,
}

/// Whose ticket was shown, or why it is none.
pub type Shown = Result<SignUpId, Refusal>;

/// What is known of a market's day, and what becomes of it.
pub struct Day<'a> {
    pub community: CommunityId,
    pub market: &'a Market,
    pub terms: &'a Terms,
    pub now: Millis,
    pub from: From,
    /// Those that are sure to come, with whose they are.
    pub stalls: HashMap<StallId, PersonId>,
    pub slots: HashMap<SlotId, Slot>,
    /// What each device is called.
    pub names: HashMap<DeviceId, String>,
    pub sign_ups: HashMap<SignUpId, Stored>,
    /// Everything that was seen of these people, and is seen now.
    pub rows: BTreeMap<Nonce, Row>,
    /// What counts of whom.
    pub first: HashMap<(StallId, Attendee), Nonce>,
    /// What came in now.
    pub fresh: Vec<Nonce>,
    /// What was taken back now, and why.
    pub undone: Vec<(Nonce, String)>,
    /// Of taps that were here before, when they came in.
    pub taps: HashMap<Nonce, Millis>,
    /// Taps that came in now, and are kept.
    pub tapped: Vec<Tap>,
    pub changed: BTreeSet<SignUpId>,
}

impl Day<'_> {
    fn case(&self, slot: &Slot) -> SlotCase<'_> {
        SlotCase {
            now: self.now,
            times: slot.times,
            approval: slot.approval,
            anyone_came: true,
            of_helpers: self.market.kind.is_of_helpers(),
            terms: self.terms,
        }
    }

    fn name(&self, row: &Row) -> String {
        row.device_id.and_then(|id| self.names.get(&id).cloned()).unwrap_or_default()
    }

    /// Answers a scan.
    pub fn scan(&mut self, scan: &NewScan, shown: Shown) -> AnsweredScan {
        let nonce = scan.nonce;
        if let Some(row) = self.rows.get(&nonce) {
            return AnsweredScan { nonce, sign_up: Some(row.sign_up_id), answer: self.again(row) };
        }
        let answer = shown.and_then(|id| self.admit(scan, id));
        let answer = answer.and_then(|it| match it {
            ScanAnswer::New | ScanAnswer::Earlier { .. } => self.in_figures(self.now).map(|()| it),
            other => Ok(other),
        });
        let answer = answer.unwrap_or_else(|refusal| ScanAnswer::Refused { refusal });
        AnsweredScan { nonce, sign_up: shown.ok(), answer }
    }

    /// What a scan is answered that was here before.
    fn again(&self, row: &Row) -> ScanAnswer {
        let first = self.first.get(&(row.stall_id, row.who())).and_then(|it| self.rows.get(it));
        match first {
            _ if row.undone_at.is_some() => ScanAnswer::Undone,
            Some(first) if !row.counts && row.what == SeenAs::Arrived => {
                ScanAnswer::Already { at: first.at, device: self.name(first) }
            }
            _ => match self.in_figures(row.received_at) {
                Ok(()) => ScanAnswer::Same,
                Err(refusal) => ScanAnswer::Refused { refusal },
            },
        }
    }

    /// What came in after the figures were signed is kept for another version, and not silently.
    fn in_figures(&self, received_at: Millis) -> Result<(), Refusal> {
        let late = self.market.is_after_signature(received_at);
        if late { Err(Refusal::SummarySigned) } else { Ok(()) }
    }

    /// So is what was taken back after that: until then, it is in them.
    fn out_of_figures(&self, row: &Row, undone_at: Millis) -> Result<(), Refusal> {
        let late = self.market.is_signed_with(row.received_at, undone_at);
        if late { Err(Refusal::SummarySigned) } else { Ok(()) }
    }

    fn admit(&mut self, scan: &NewScan, id: SignUpId) -> Result<ScanAnswer, Refusal> {
        self.admit_stall(scan.stall)?;
        // A device whose clock runs ahead has seen nobody later than it says so.
        let at = scan.at.min(self.now);
        self.admit_time(at)?;
        let stored = self.sign_ups.get(&id).ok_or(Refusal::WrongTicket)?.clone();
        let slot = self.slots.get(&stored.sign_up.slot).ok_or(Refusal::WrongTicket)?.clone();
        let status = stored.sign_up.state.status();
        match status {
            _ if status.holds_place() => {}
            SignUpStatus::CancelledByOrganiser => return Err(Refusal::Cancelled),
            _ => return Err(Refusal::NoSignUp),
        }
        let own = slot.stall == scan.stall;
        if !own && scan.what != SeenAs::Arrived {
            return Err(Refusal::StepNotPossible);
        }
        let row = self.row(scan, &stored.sign_up, at);
        match scan.what {
            SeenAs::Left => self.leave(row, &stored.sign_up, &slot),
            _ => self.visit(row, &stored.sign_up, own.then_some(&slot)),
        }
    }

    /// One that the market has, and that is this device's business.
    fn admit_stall(&self, stall: StallId) -> Result<(), Refusal> {
        let known = self.stalls.get(&stall);
        let fits = known.is_some_and(|whose| self.from.provider.is_none_or(|it| it == *whose));
        if fits { Ok(()) } else { Err(Refusal::WrongStall) }
    }

    /// A market that takes place, and was not closed by then.
    fn admit_time(&self, at: Millis) -> Result<(), Refusal> {
        match (self.market.shut(), self.market.closed_at()) {
            (_, Some(closed)) if at > closed => Err(Refusal::CheckInTooLate),
            (Some(refusal @ (Refusal::Cancelled | Refusal::NotPublic)), _) => Err(refusal),
            _ => Ok(()),
        }
    }

    /// When people are at stalls at all.
    fn admit_hour(&self, at: Millis) -> Result<(), Refusal> {
        match () {
            () if at < self.terms.before(self.market.starts_at, Term::CheckInFrom) => {
                Err(Refusal::CheckInTooEarly)
            }
            () if at > self.market.ends_at => Err(Refusal::CheckInTooLate),
            () => Ok(()),
        }
    }

    fn row(&self, scan: &NewScan, of: &SignUp, at: Millis) -> Row {
        Row {
            nonce: scan.nonce,
            stall_id: scan.stall,
            person_id: of.who.account,
            member_id: of.who.member.unwrap_or_default(),
            sign_up_id: of.id,
            what: scan.what,
            way: self.from.way.unwrap_or_else(|| scan.shown.way()),
            device_id: self.from.device,
            by_id: self.from.by,
            at,
            received_at: self.now,
            seq: 0,
            counts: false,
            undone_at: None,
        }
    }

    /// Somebody is at a stall; at that of the ticket, the sign-up is used.
    fn visit(
        &mut self,
        mut row: Row,
        of: &SignUp,
        own: Option<&Slot>,
    ) -> Result<ScanAnswer, Refusal> {
        let key = (row.stall_id, of.who);
        let known = self.first.get(&key).and_then(|it| self.rows.get(it)).cloned();
        let next = match own {
            Some(slot) => self.used(&row, of, slot).map(Some),
            None => self.admit_hour(row.at).map(|()| None),
        };
        let next = match (next, &known) {
            (Ok(next), _) => next,
            // Too late for a first time, but that was long before.
            (Err(Refusal::CheckInTooLate), Some(first)) if first.at <= row.at => {
                return Ok(ScanAnswer::Already { at: first.at, device: self.name(first) });
            }
            (Err(refusal), _) => return Err(refusal),
        };
        let scanned = compare(known.as_ref().map(Row::scan).as_ref(), &row.scan());
        row.counts = matches!(scanned, Scanned::New | Scanned::Earlier { .. });
        let answer = match (&scanned, &known) {
            (Scanned::Earlier { .. }, Some(first)) => {
                ScanAnswer::Earlier { than: first.at, device: self.name(first) }
            }
            (Scanned::Already { .. }, Some(first)) if row.what == SeenAs::Arrived => {
                ScanAnswer::Already { at: first.at, device: self.name(first) }
            }
            _ => ScanAnswer::New,
        };
        if row.counts {
            if let Some(before) = known.and_then(|it| self.rows.get_mut(&it.nonce)) {
                before.counts = false;
            }
            self.first.insert(key, row.nonce);
        }
        self.keep(row);
        if let (Some(next), Some(slot)) = (next, own) {
            self.put(next);
            self.settle_left(of.id, slot);
        }
        Ok(answer)
    }

    /// The sign-up of somebody who is at its stall.
    fn used(&self, row: &Row, of: &SignUp, slot: &Slot) -> Result<SignUp, Refusal> {
        let (case, came) = (self.case(slot), row.arrival(slot.times.ends_at));
        let here = match of.state {
            SignUpState::CheckedIn { came: known }
            | SignUpState::Served { came: known, .. }
            | SignUpState::CheckedOut { came: known, .. } => {
                match of.step(SignUpStep::Earlier { came }, &case) {
                    Ok(earlier) => earlier,
                    Err(refusal) if came.at < known.at && refusal != Refusal::StepNotPossible => {
                        return Err(refusal);
                    }
                    Err(_) => of.clone(),
                }
            }
            _ => of.step(SignUpStep::CheckIn { came }, &case)?,
        };
        match row.what {
            SeenAs::Served => here.step(SignUpStep::Serve, &case),
            _ => Ok(here),
        }
    }

    /// A helper goes home. It may come in before it is known that the helper came.
    fn leave(&mut self, row: Row, of: &SignUp, slot: &Slot) -> Result<ScanAnswer, Refusal> {
        if !self.market.kind.is_of_helpers() {
            return Err(Refusal::StepNotPossible);
        }
        if row.at < self.case(slot).check_in_from() {
            return Err(Refusal::CheckInTooEarly);
        }
        let answer = match of.state {
            SignUpState::CheckedOut { left_at, .. } => {
                let first = self.rows.values().find(|it| {
                    it.sign_up_id == of.id && it.what == SeenAs::Left && it.at == left_at
                });
                let device = first.map(|it| self.name(it)).unwrap_or_default();
                ScanAnswer::Already { at: left_at, device }
            }
            _ => ScanAnswer::New,
        };
        self.keep(row);
        self.settle_left(of.id, slot);
        Ok(answer)
    }

    /// Whoever is here and has gone home, has gone home: the first time that is known.
    fn settle_left(&mut self, id: SignUpId, slot: &Slot) {
        let Some(stored) = self.sign_ups.get(&id) else { return };
        let SignUpState::CheckedIn { came } = stored.sign_up.state else { return };
        let left = self.rows.values().filter(|it| {
            let of_it = it.sign_up_id == id && it.what == SeenAs::Left;
            of_it && it.undone_at.is_none() && it.at >= came.at
        });
        let Some(at) = left.map(|it| it.at).min() else { return };
        if let Ok(next) = stored.sign_up.step(SignUpStep::CheckOut { at }, &self.case(slot)) {
            self.put(next);
        }
    }

    fn keep(&mut self, row: Row) {
        self.fresh.push(row.nonce);
        self.rows.insert(row.nonce, row);
    }

    fn put(&mut self, next: SignUp) {
        let Some(stored) = self.sign_ups.get_mut(&next.id) else { return };
        if stored.sign_up != next {
            self.changed.insert(next.id);
            stored.sign_up = next;
        }
    }

    /// Whether a tap counts. Sent again, it is the same.
    pub fn tap(&mut self, tap: &Tap) -> Answered {
        Answered { nonce: tap.nonce, refusal: self.take_tap(tap).err() }
    }

    fn take_tap(&mut self, tap: &Tap) -> Result<(), Refusal> {
        if let Some(received_at) = self.taps.get(&tap.nonce) {
            return self.in_figures(*received_at);
        }
        let at = tap.at.min(self.now);
        let close = self.terms.after(self.market.ends_at, Term::MarketClose);
        self.admit_stall(tap.stall)?;
        match () {
            () if at < self.terms.before(self.market.starts_at, Term::CheckInFrom) => {
                return Err(Refusal::CheckInTooEarly);
            }
            () if at > close => return Err(Refusal::CheckInTooLate),
            () if tap.count == 0 => return Err(Refusal::StepNotPossible),
            () => self.admit_time(at)?,
        }
        self.taps.insert(tap.nonce, self.now);
        self.tapped.push(Tap { at, ..*tap });
        self.in_figures(self.now)
    }

    /// Takes a check-in back; what else was seen of the same person counts then.
    pub fn undo(&mut self, undo: &Undo) -> Answered {
        Answered { nonce: undo.nonce, refusal: self.take_back(undo).err() }
    }

    fn take_back(&mut self, undo: &Undo) -> Result<(), Refusal> {
        let row = self.rows.get(&undo.nonce).ok_or(Refusal::StepNotPossible)?.clone();
        self.admit_stall(row.stall_id)?;
        if let Some(undone_at) = row.undone_at {
            return self.out_of_figures(&row, undone_at);
        }
        let why = undo.check().map_err(|_| Refusal::ReasonNeeded)?;
        if self.now > self.terms.after(self.market.ends_at, Term::CorrectionTime) {
            return Err(Refusal::TooLate);
        }
        let next = self.unused(&row)?;
        if let Some(row) = self.rows.get_mut(&undo.nonce) {
            (row.undone_at, row.counts) = (Some(self.now), false);
        }
        self.undone.push((undo.nonce, why));
        let key = (row.stall_id, row.who());
        if self.first.get(&key) == Some(&row.nonce) {
            self.first.remove(&key);
            let of_it = |it: &&mut Row| (it.stall_id, it.who()) == key && it.is_visit();
            let rest = self.rows.values_mut().filter(of_it);
            if let Some(first) = rest.min_by_key(|it| (it.at, it.nonce)) {
                first.counts = true;
                self.first.insert(key, first.nonce);
            }
        }
        if let Some((next, slot)) = next {
            self.put(next);
            self.settle_left(row.sign_up_id, &slot);
        }
        self.out_of_figures(&row, self.now)
    }

    /// The sign-up as it is without a check-in: as it was before, and then with all others.
    fn unused(&self, without: &Row) -> Result<Option<(SignUp, Slot)>, Refusal> {
        use SignUpStatus as S;
        let Some(stored) = self.sign_ups.get(&without.sign_up_id) else { return Ok(None) };
        let sign_up = &stored.sign_up;
        let Some(slot) = self.slots.get(&sign_up.slot) else { return Ok(None) };
        let here = matches!(sign_up.state.status(), S::CheckedIn | S::Served | S::CheckedOut);
        if slot.stall != without.stall_id || !here {
            return Ok(None);
        }
        let case = self.case(slot);
        let mut next = sign_up.step(SignUpStep::UndoCheckIn, &case)?;
        let others = || {
            self.rows.values().filter(|it| {
                let of_it = it.sign_up_id == sign_up.id && it.stall_id == slot.stall;
                of_it && it.nonce != without.nonce && it.is_visit()
            })
        };
        if let Some(first) = others().min_by_key(|it| (it.at, it.nonce)) {
            next = next.step(SignUpStep::CheckIn { came: first.scan().arrival() }, &case)?;
            if others().any(|it| it.what == SeenAs::Served) {
                next = next.step(SignUpStep::Serve, &case)?;
            }
        }
        Ok(Some((next, slot.clone())))
    }
}
