//! Every state × every step × everybody × for whom it is: who may take it, and where it leads.
//! Nothing here knows a rule; all of it is asked of the machine and of the policy.

use std::fmt::Write;

use super::{
    tests::{HELPER, NOW, states, wish},
    *,
};
use crate::{
    helper::HelperClass,
    id::AppointmentId,
    policy::{Appointment, Caller, Role, may_decide, may_look, may_see_contact, steps_of},
};

/// A change of this table is what a reviewer looks at.
const EXPECTED: &str = include_str!("table.txt");

const HEAD: &str = "\
# s a m: may be taken for oneself, for another adult, for a child (minor); in capitals at once, in
# small letters after some days only. Everybody is who the column says and nothing else.
";

/// For whom a wish is, and by which letter.
const WHOM: [(Beneficiary, char); 3] =
    [(Beneficiary::Myself, 'S'), (Beneficiary::Another, 'A'), (Beneficiary::Minor, 'M')];

/// Somebody who looked at it before.
const REVIEWER: PersonId = PersonId(uuid::Uuid::from_u128(7));
const SOMEBODY: PersonId = PersonId(uuid::Uuid::from_u128(9));

/// Time goes beside the people, as the last column.
const TIME: &str = "time";

fn holding(id: PersonId, held: &[(Role, &str)]) -> Caller {
    let appointment = |(role, path): &(Role, &str)| Appointment {
        id: AppointmentId::default(),
        role: *role,
        path: (*path).into(),
        class: None,
        guest: path.is_empty(),
        from: Millis(0),
        until: Millis::NEVER,
    };
    Caller { id, appointments: held.iter().map(appointment).collect(), stepped_up: true }
}

/// Everybody, by the name of a column. The wish is in `/Y/2/05/3/`, and its poster has id nil.
fn everybody() -> Vec<(&'static str, Caller)> {
    let somebody = |role, path| holding(SOMEBODY, &[(role, path)]);
    let worker = somebody(Role::GridWorker, "/Y/2/");
    let mut shop = somebody(Role::Helper, "/Y/7/");
    shop.appointments[0].class = Some(HelperClass::Shop);
    vec![
        ("poster", holding(PersonId::default(), &[])),
        ("own_office", holding(PersonId::default(), &[(Role::Secretary, "/Y/")])),
        ("helper", holding(HELPER, &[(Role::Helper, "/Y/2/")])),
        ("near", somebody(Role::Helper, "/Y/2/05/")),
        ("far", somebody(Role::Helper, "/Y/7/")),
        ("far_shop", shop),
        ("neighbour", somebody(Role::Helper, "")),
        ("worker", worker.clone()),
        ("elsewhere", somebody(Role::GridWorker, "/Y/7/")),
        ("reviewer", holding(REVIEWER, &[(Role::GridWorker, "/Y/2/")])),
        ("community", somebody(Role::CommunityWorker, "/Y/")),
        ("secretary", somebody(Role::Secretary, "/Y/")),
        ("other_sec", somebody(Role::Secretary, "/Y/7/")),
        ("organiser", somebody(Role::Organiser, "/Y/")),
        ("admin", somebody(Role::Administrator, "/Y/")),
        ("powerless", Caller { stepped_up: false, ..worker }),
        ("stranger", holding(SOMEBODY, &[])),
    ]
}

/// Every state, and those of one state that differ, by name.
fn cases() -> Vec<(String, Wish)> {
    let rules = Rules::default();
    let mine = states().into_iter().filter(|(_, whom)| *whom == Beneficiary::Myself);
    let mut all: Vec<_> = mine.map(|(state, _)| named(wish(state))).collect();
    let open = wish(State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } }));
    let take = |wish: &Wish, step: Step| wish.step(step, NOW, &rules).unwrap();
    let mut add = |name: &str, wish: Wish| all.push((name.to_owned(), wish));
    let approvals = vec![REVIEWER];
    let approved = Submitted { approvals, ..Submitted::default() };
    add("submitted, approved once", named(wish(State::Submitted(approved))).1);
    add("open, by hand", Wish { route: Route::Dispatched, ..open.clone() });
    let (class, by) = (HelperClass::Volunteer, REVIEWER);
    let offer = || Step::Offer { to: HELPER, class, by, urgent: false };
    let once = take(&take(&open, offer()), Step::RefuseOffer);
    add("open, refused twice", take(&take(&once, offer()), Step::RefuseOffer));
    for (name, secretary) in [("open, removal asked", false), ("open, secretary removes", true)] {
        let (reason, words) = (RemoveReason::Fraud, String::new());
        let ask = Step::AskRemoval { by: REVIEWER, secretary, reason, words };
        add(name, take(&open, ask));
    }
    let claimed = take(&open, Step::Claim { by: HELPER, class });
    let guessed = |wish: Wish, _| take(&wish, Step::WrongWord);
    add("claimed, word spent", (0..rules.word_tries()).fold(claimed.clone(), guessed));
    let goods = Wish { kind: WishKind::Goods, ..claimed.clone() };
    let sent = take(&goods, Step::Send);
    let back = take(&sent, Step::SayReturned { words: String::new() });
    let soon = Step::Promise { at: NOW.after_days(1) };
    add("in_progress, goods sent", take(&sent, soon));
    all.extend([
        ("claimed, goods".to_owned(), goods),
        ("claimed, goods sent".to_owned(), sent),
        ("claimed, goods said back".to_owned(), back),
    ]);
    let mut add = |name: &str, wish: Wish| all.push((name.to_owned(), wish));
    let part = |id, status| Part { wish: WishId(uuid::Uuid::from_u128(id)), status, at: NOW };
    let ended = |last| vec![part(1, Status::Fulfilled), part(2, last)];
    add("in_parts, all over", take(&open, Step::Split { parts: ended(Status::Unmet) }));
    add("in_parts, all done", take(&open, Step::Split { parts: ended(Status::Fulfilled) }));
    add("open, a part", Wish { whole: Some(WishId(uuid::Uuid::from_u128(3))), ..open.clone() });
    let reopened = take(&take(&claimed, Step::RightWord), Step::Reopen { by_poster: true });
    let (reason, words) = (UnmetReason::NotAvailable, String::new());
    add("unmet, opened again before", take(&reopened, Step::CannotBe { reason, words }));
    let (office, words, reply_by) = (Office::Other, String::new(), NOW.after_days(9));
    let referred = take(&open, Step::Refer { office, words, reply_by });
    let answer = Step::OfficeAnswered { words: String::new(), again: None };
    all.push(("referred, answered".to_owned(), take(&referred, answer)));
    let fulfilled = take(&claimed, Step::RightWord).drawn(&claimed, 0, &rules);
    all.push(("fulfilled, asked after".to_owned(), fulfilled.clone()));
    all.extend(taken_down(&[("removed, appeal", open.clone()), ("removed at its end", fulfilled)]));
    all.extend(of_a_team(&open));
    all
}

/// Taken down by two, and its poster does not agree.
fn taken_down(before: &[(&str, Wish)]) -> Vec<(String, Wish)> {
    let rules = Rules::default();
    let down = |(name, wish): &(&str, Wish)| {
        let (reason, by) = (RemoveReason::Fraud, REVIEWER);
        let ask = Step::AskRemoval { by, secretary: true, reason, words: String::new() };
        let agree = Step::AgreeRemoval { by: HELPER, secretary: false };
        let appeal = Step::Appeal { words: String::new() };
        let take = |wish: Wish, step| wish.step(step, NOW, &rules).unwrap();
        ((*name).to_owned(), [ask, agree, appeal].into_iter().fold(wish.clone(), take))
    };
    before.iter().map(down).collect()
}

/// In the hands of a team, one of whom asks another: everybody but the helper is the one asked.
fn of_a_team(open: &Wish) -> Vec<(String, Wish)> {
    let take = |wish: &Wish, step: Step| wish.step(step, NOW, &Rules::default()).unwrap();
    let claimed = take(open, Step::Claim { by: HELPER, class: HelperClass::Team });
    let asked = take(&claimed, Step::HandOver { to: SOMEBODY, words: String::new() });
    let promised = take(&asked, Step::Promise { at: NOW.after_days(1) });
    vec![
        ("claimed, by a team".to_owned(), claimed),
        ("claimed, team asked".to_owned(), asked),
        ("in_progress, team asked".to_owned(), promised),
    ]
}

/// With its name, and as if it had never been public where it never was.
fn named(wish: Wish) -> (String, Wish) {
    let status = wish.state.status();
    let differs = match &wish.state {
        State::Submitted(it) if it.merge.is_some() => ", to be joined",
        State::InProgress(it) if matches!(it.longer, Longer::Asked { .. }) => ", later asked",
        State::Delivered(it) if !it.failed_calls.is_empty() => ", called twice",
        _ => "",
    };
    let never =
        matches!(status, Status::Submitted | Status::NeedsInfo | Status::Declined | Status::Merged);
    let opened_at = wish.opened_at.filter(|_| !never);
    (format!("{}{differs}", status.code()), Wish { opened_at, ..wish })
}

/// At once, and later: when all waiting is over but the ends are not, and when they are.
fn moments() -> [Millis; 6] {
    [0, 4, 8, 20, 40, 61].map(|days| NOW.after_days(days))
}

/// What somebody may do to a wish at a moment, with where it leads.
fn does(who: &Caller, wish: &Wish, now: Millis, rules: &Rules) -> Vec<Way> {
    let by = (who.id, may_decide(who, wish));
    let leads = |name: StepName| {
        let next = wish.step(example(name, wish, by, now)?, now, rules).ok()?;
        Some((name.code(), next.state.status().code().to_owned()))
    };
    let mut all: Vec<_> = steps_of(who, wish, now, rules).into_iter().filter_map(leads).collect();
    if may_see_contact(who, wish) {
        all.push(("contact", "seen".into()));
    }
    if may_look(who, wish, now, rules) {
        all.push(("look", "logged".into()));
    }
    all
}

/// What time does to a wish.
fn time_does(wish: &Wish, rules: &Rules) -> Vec<Way> {
    let step = |(at, timer): (Millis, Timer)| {
        let step = timer.step()?;
        let name = step.name().code();
        let next = wish.step(step, at, rules).expect("what time does is possible");
        Some((name, next.state.status().code().to_owned()))
    };
    timers(wish, rules).into_iter().filter_map(step).collect()
}

/// The rows of one case: what leads where, and for each column who is in it.
#[derive(Default)]
struct Rows(Vec<(Way, Vec<[char; 3]>)>);

/// A step, and where it leads.
type Way = (&'static str, String);
/// A column, for whom, and the letter.
type At = (usize, usize, char);

impl Rows {
    fn mark(&mut self, columns: usize, way: Way, (column, whom, sign): At) {
        let at = self.0.iter().position(|(known, _)| *known == way);
        let at = at.unwrap_or_else(|| {
            self.0.push((way, vec![['.'; 3]; columns]));
            self.0.len() - 1
        });
        let cell = &mut self.0[at].1[column][whom];
        if *cell == '.' {
            *cell = sign;
        }
    }
}

fn rows(wish: &Wish, people: &[(&'static str, Caller)], rules: &Rules) -> Rows {
    let (mut rows, columns) = (Rows::default(), people.len() + 1);
    for (whom, (beneficiary, letter)) in WHOM.into_iter().enumerate() {
        let wish = Wish { beneficiary, ..wish.clone() };
        for now in moments() {
            let sign = if now == NOW { letter } else { letter.to_ascii_lowercase() };
            for (column, (_, who)) in people.iter().enumerate() {
                for way in does(who, &wish, now, rules) {
                    rows.mark(columns, way, (column, whom, sign));
                }
            }
        }
        for way in time_does(&wish, rules) {
            rows.mark(columns, way, (people.len(), whom, letter.to_ascii_lowercase()));
        }
    }
    rows
}

#[test]
fn who_may_do_what_in_every_state_and_for_whom() {
    let (mut rules_of_all, people) = (Rules::default(), everybody());
    rules_of_all.settings.set(Setting::Neighbours, 1);
    let names: Vec<_> = people.iter().map(|(name, _)| *name).chain([TIME]).collect();
    let mut table = format!("{HEAD}{:<64}{}\n", "", names.join(" "));
    for (case, wish) in cases() {
        let Rows(mut rows) = rows(&wish, &people, &rules_of_all);
        rows.sort();
        for ((step, to), cells) in rows {
            let mut row = format!("{case:<27}{step:<24}{to:<13}");
            for (name, cell) in names.iter().zip(cells) {
                let cell: String = cell.iter().collect();
                write!(row, "{cell:<width$} ", width = name.len().max(3)).unwrap();
            }
            table += row.trim_end();
            table.push('\n');
        }
    }
    assert_eq!(table, EXPECTED, "\n{table}");
}

/// Nothing that the machine can do is for nobody.
#[test]
fn whatever_a_state_has_somebody_may_do() {
    let (rules, people) = (Rules::default(), everybody());
    for (case, wish) in cases() {
        let mut taken: Vec<_> =
            time_does(&wish, &rules).into_iter().map(|(step, _)| step).collect();
        for now in moments() {
            let all = people.iter().flat_map(|(_, who)| steps_of(who, &wish, now, &rules));
            taken.extend(all.map(StepName::code));
        }
        for now in moments() {
            for name in StepName::ALL {
                let step = example(name, &wish, (HELPER, true), now);
                let possible = step.is_some_and(|step| wish.step(step, now, &rules).is_ok());
                assert!(!possible || taken.contains(&name.code()), "{case}: {}", name.code());
            }
        }
    }
}
