//! What a decision at the counter rests on: the slot with its line, and what is known of who asks
//! and of who may move up.
//!
//! ```text
//!   turn of the slot -> the line -> turns of all who ask or may move up -> what they have
//! ```
//!
//! Invariant: what is read here holds until the commit. Nobody holds the turn of a person and then
//! waits for that of a slot.

use std::collections::{BTreeSet, HashMap, HashSet};

use shared::{
    id::{CommunityId, PersonId, SlotId},
    market::{
        Ask, Attendee, Facts, Missed, Overlap, Request, SignUp, SlotCase, SlotState, SlotTimes,
        Terms, Waiting, WaitingList, overlap, shift_standing, sign_up_timers, standing,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    counter_batch::Asked,
    db::{
        Tx, members,
        sign_ups::{self, Stored},
        slot_answers::{self, Answered},
        slots::{self, SlotAt},
    },
};

/// Of what was before, no-shows count; nothing older does.
const REMEMBERED: i64 = 150;
/// Of somebody's other sign-ups, all count that may go on when a slot begins.
const LONGEST_SLOT: i64 = 14 * Millis::HOUR;

/// A slot with its offers and as many of those who wait as may move up. It is read in the slot's
/// turn, and before those of people.
pub(crate) struct Line {
    pub at: SlotAt,
    offers: Vec<Stored>,
    first: Vec<SignUp>,
    count: i64,
    after_others: i64,
}

impl Line {
    /// Of a slot at which this is asked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(
        tx: &mut Tx,
        community: CommunityId,
        (slot, asked): (SlotId, &[Asked]),
    ) -> Result<Self, Problem> {
        let at = slots::load(tx, community, slot).await?;
        let offers = sign_ups::offered(tx, community, slot).await?;
        let (count, after_others) = slots::waiting(tx, community, slot).await?;
        let bare = at.state(bare(&offers), WaitingList::new(Vec::new(), count, after_others));
        let requests: Vec<Request> = asked.iter().map(|it| it.with(Facts::default())).collect();
        let first = match bare.first_needed(&requests).min(count) {
            0 => Vec::new(),
            needed => sign_ups::first(tx, community, slot, needed).await?,
        };
        let first = first.into_iter().map(|it| it.sign_up).collect();
        Ok(Self { at, offers, first, count, after_others })
    }

    /// Whoever may move up; what those have elsewhere has to hold as well.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.first.iter().map(|it| it.who.account)
    }
}

fn bare(offers: &[Stored]) -> Vec<SignUp> {
    offers.iter().map(|it| it.sign_up.clone()).collect()
}

/// What is known of the slot and of who asks, before the decision.
pub(crate) struct Known<'a> {
    pub at: &'a SlotAt,
    pub terms: &'a Terms,
    pub now: Millis,
    /// What people have, by person.
    rows: HashMap<PersonId, Vec<Stored>>,
    before: Vec<Answered>,
    /// Who is not there any more, of those who ask for a place.
    gone: HashSet<Attendee>,
}

impl<'a> Known<'a> {
    /// All of it, in everybody's turn.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(
        tx: &mut Tx,
        community: CommunityId,
        (line, asked): (&'a Line, &[Asked]),
        (now, terms): (Millis, &'a Terms),
    ) -> Result<Self, Problem> {
        let keys: Vec<_> = asked.iter().map(|it| (it.who.account, it.key)).collect();
        let before = slot_answers::find(tx, community, &keys).await?;
        let joins = asked.iter().filter(|it| matches!(it.ask, Ask::SignUp { .. }));
        let joins: Vec<Attendee> = joins.map(|it| it.who).collect();
        let gone = members::gone(tx, community, &joins).await?.into_iter().collect();
        let people: BTreeSet<PersonId> =
            asked.iter().map(|it| it.who.account).chain(line.people()).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut rows: HashMap<PersonId, Vec<Stored>> = HashMap::new();
        let since = now.after_days(-REMEMBERED);
        for row in sign_ups::of_people(tx, community, &people, since).await? {
            rows.entry(row.sign_up.who.account).or_default().push(row);
        }
        for offer in &line.offers {
            // Offers lapse also of who asks nothing, and are saved by the version that was loaded.
            if !people.contains(&offer.sign_up.who.account) {
                rows.entry(offer.sign_up.who.account).or_default().push(offer.clone());
            }
        }
        Ok(Self { at: &line.at, terms, now, rows, before, gone })
    }

    /// The slot as it is decided about.
    pub fn state(&self, line: &Line) -> SlotState {
        let waiting = line.first.iter().map(|it| {
            let clash = self.overlap(it.who).is_some_and(|it| it.hard);
            Waiting { sign_up: it.clone(), clash }
        });
        let waiting = WaitingList::new(waiting.collect(), line.count, line.after_others);
        line.at.state(bare(&line.offers), waiting)
    }

    fn of(&self, account: PersonId) -> impl Iterator<Item = &Stored> + Clone {
        self.rows.get(&account).into_iter().flatten()
    }

    /// What else somebody has at that time, and does not only wait for.
    fn overlap(&self, who: Attendee) -> Option<Overlap> {
        let (slot, times) = (self.at.slot.id, self.at.slot.times);
        let near = times.starts_at.after(-LONGEST_SLOT);
        let has = self.of(who.account).filter(|it| {
            let holds = it.sign_up.state.status().holds_place() && it.starts_at > near;
            it.sign_up.who == who && it.sign_up.slot != slot && holds
        });
        let has: Vec<(SlotId, SlotTimes)> = has
            .map(|it| {
                let (starts_at, ends_at) = (it.starts_at, it.ends_at);
                (it.sign_up.slot, SlotTimes { starts_at, ends_at, ..SlotTimes::default() })
            })
            .collect();
        overlap(&times, &has, self.terms)
    }

    /// What is asked, with all that the rules need to know of it.
    pub fn request(&self, asked: &Asked) -> Request {
        let (slot, who, now) = (self.at.slot.id, asked.who, self.now);
        let live = |it: &&Stored| it.sign_up.state.status().is_live();
        let here = self.of(who.account).filter(live).filter(|it| it.sign_up.slot == slot);
        let mine = here.clone().find(|it| it.sign_up.who == who);
        let own = self.of(who.account).filter(|it| it.sign_up.who == who);
        let elsewhere = own.clone().filter(live).filter(|it| {
            it.sign_up.slot != slot && it.ends_at > now && it.sign_up.state.status().is_expected()
        });
        let missed: Vec<Missed> = own.filter_map(|it| Missed::of(&it.sign_up)).collect();
        let helps = self.at.kind.is_of_helpers();
        let needs_yes = helps && shift_standing(&missed, now, self.terms).asks_until.is_some();
        let before =
            self.before.iter().find(|it| it.key == asked.key && it.who.account == who.account);
        // Under this key something was asked of another slot: then nothing is the same.
        let answered = before.map(|it| match it.slot == slot {
            true => (it.who, it.ask, it.outcome),
            false => (it.who, Ask::Places { places: -1 }, it.outcome),
        });
        asked.with(Facts {
            mine: mine.map(|it| it.sign_up.clone()),
            overlap: self.overlap(who),
            household: number(here.count()),
            elsewhere: number(elsewhere.count()),
            paused: !helps && standing(&missed, now, self.terms).is_paused(),
            needs_yes,
            gone: self.gone.contains(&who),
            answered,
        })
    }

    fn case(&self) -> SlotCase<'_> {
        self.at.case(self.now, self.terms)
    }

    /// When time looks at it next.
    pub fn due_at(&self, sign_up: &SignUp) -> Option<Millis> {
        sign_up_timers(sign_up, &self.case()).first().map(|(at, _)| *at)
    }

    /// As it was loaded.
    pub fn stored(&self, sign_up: &SignUp) -> Option<&Stored> {
        self.of(sign_up.who.account).find(|it| it.sign_up.id == sign_up.id)
    }

    /// All that was loaded.
    pub fn all(&self) -> impl Iterator<Item = &Stored> {
        self.rows.values().flatten()
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
