//! What the phone says at once, in large letters, and what can be done about it.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    id::{SignUpId, StallId},
    market::{Answer, Guest, Nonce, Phone, Refusal, SeenAs, Shown},
    time::Millis,
};

use crate::{
    check_in::CheckIn,
    clock,
    text::{Text, check_in::CheckIn as Words},
    travel::Travel,
    view::{
        icon::{Icon, icon},
        market::clock as hour,
    },
};

/// What was said last.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Nothing,
    /// With what was shown, and the number of the scan that was written down.
    Answer(Answer, Shown, Option<Nonce>),
    /// Not on the list, and to be looked at by the server.
    Noted,
    TakenBack,
    Left,
    Served,
    NotKept,
}

/// The table, for all its ways.
#[derive(Clone, Copy)]
pub struct Table {
    pub check_in: CheckIn,
    pub said: RwSignal<Said>,
    pub t: &'static Words,
    /// All other sentences; no context is asked for once something was waited for.
    pub all: &'static Text,
    pub travel: Travel,
}

impl Table {
    /// Somebody shows something: checks them in if that can be, and says what came of it.
    pub fn show(self, shown: Shown) {
        self.show_at(shown, false);
    }

    fn show_at(self, shown: Shown, anyway: bool) {
        spawn_local(async move {
            let (it, at) = (self.check_in, self.check_in.at.get_untracked());
            let answer = it.phone.with_untracked(|phone| {
                let unsent = it.unsent.read_untracked();
                let phone = phone.as_ref();
                phone.map(|phone| phone.answer(&unsent, at, &shown, anyway, clock::now()))
            });
            let Some(answer) = answer else { return };
            let mut number = None;
            if let Answer::New { stall, .. } = answer {
                number = it.see(stall, shown.clone(), SeenAs::Arrived).await;
                if number.is_none() {
                    return self.say(Said::NotKept);
                }
            }
            self.say(Said::Answer(answer, shown, number));
        });
    }

    /// Nobody here knows it: the server may.
    fn note(self, stall: StallId, shown: Shown) {
        spawn_local(async move {
            let kept = self.check_in.see(stall, shown, SeenAs::Arrived).await;
            self.say(kept.map_or(Said::NotKept, |_| Said::Noted));
        });
    }

    fn take_back(self, nonce: Nonce) {
        spawn_local(async move {
            let kept = self.check_in.undo(nonce, self.t.answer.mistaken_reason).await;
            self.say(if kept { Said::TakenBack } else { Said::NotKept });
        });
    }

    /// A helper goes home.
    pub fn leave(self, stall: StallId, shown: Shown) {
        spawn_local(async move {
            let kept = self.check_in.see(stall, shown, SeenAs::Left).await;
            self.say(kept.map_or(Said::NotKept, |_| Said::Left));
        });
    }

    /// Somebody has got what they came for.
    pub fn serve(self, stall: StallId, shown: Shown) {
        spawn_local(async move {
            let kept = self.check_in.see(stall, shown, SeenAs::Served).await;
            self.say(kept.map_or(Said::NotKept, |_| Said::Served));
        });
    }

    fn say(self, said: Said) {
        let words = self.check_in.phone.with_untracked(|phone| words(self, phone.as_ref(), &said));
        // A page that was left has nobody to tell.
        if self.said.try_set(said).is_none() {
            self.travel.say(words.map(|it| it.spoken()).unwrap_or_default());
        }
    }
}

/// Why something does not count, and what to do about it at the table.
pub fn why(table: Table, refusal: Refusal) -> &'static str {
    (table.t.sync.why)(refusal).unwrap_or_else(|| (table.all.tickets.refusal)(refusal))
}

/// How somebody is called at the table: by the name within the household, or by the digits.
pub fn name(t: &Words, guest: &Guest) -> String {
    match guest.name.reveal() {
        "" => (t.answer.digits)(guest.last_four.reveal()),
        name => name.to_owned(),
    }
}

/// The hour, and of another day the day too.
pub fn moment(all: &Text, phone: &Phone, at: Millis) -> String {
    match at.days_since(phone.clock(clock::now())) {
        0 => hour(at),
        _ => (all.times.minute)(at),
    }
}

/// A stall in one line.
pub fn stall(t: &Words, phone: &Phone, stall: StallId) -> String {
    let found = phone.stall(stall);
    found.map_or_else(String::new, |it| (t.desk.stall)(&it.number, &it.provider_name))
}

/// What is read, in the order of its size.
struct Sentences {
    good: bool,
    first: String,
    who: String,
    more: String,
}

impl Sentences {
    fn spoken(&self) -> String {
        [self.first.as_str(), &self.who, &self.more].join(" ")
    }
}

fn words(table: Table, phone: Option<&Phone>, said: &Said) -> Option<Sentences> {
    let (t, phone) = (&table.t.answer, phone?);
    let good = matches!(said, Said::Answer(Answer::New { .. }, ..));
    let plain = |good: bool, first: &str, more: &str| Sentences {
        good,
        first: first.to_owned(),
        who: String::new(),
        more: more.to_owned(),
    };
    Some(match said {
        Said::Nothing => return None,
        Said::Noted => plain(true, t.noted, t.noted_more),
        Said::TakenBack => plain(true, t.taken_back, ""),
        Said::Left => plain(true, t.left, ""),
        Said::Served => plain(true, t.served, ""),
        Said::NotKept => plain(false, t.not_kept, ""),
        Said::Answer(answer, ..) => match answer {
            Answer::Unknown if table.check_in.at.get_untracked().is_none() => {
                plain(false, t.unknown, t.unknown_entrance)
            }
            Answer::Unknown => plain(false, t.unknown, t.unknown_more),
            Answer::Forged => plain(false, t.forged, t.forged_more),
            Answer::Refused(refusal) => plain(false, t.refused, why(table, *refusal)),
            Answer::New { sign_up, stall: at } => about(table.t, phone, (*sign_up, good), |_| {
                (t.here.to_owned(), stall(table.t, phone, *at))
            }),
            Answer::Already { sign_up, at, device, .. } => {
                about(table.t, phone, (*sign_up, good), |_| {
                    ((t.already)(&hour(*at)), (t.by)(device))
                })
            }
            Answer::Elsewhere { sign_up } => about(table.t, phone, (*sign_up, good), |guest| {
                let from = phone.slot(guest).map_or_else(String::new, |it| hour(it.starts_at));
                let more = (t.elsewhere_more)(&stall(table.t, phone, guest.stall), &from);
                (t.elsewhere.to_owned(), more)
            }),
            Answer::TooEarly { sign_up, from } => about(table.t, phone, (*sign_up, good), |_| {
                ((t.too_early)(&moment(table.all, phone, *from)), String::new())
            }),
            Answer::TooLate { sign_up, until } => about(table.t, phone, (*sign_up, good), |_| {
                ((t.too_late)(&moment(table.all, phone, *until)), t.just_came.to_owned())
            }),
        },
    })
}

/// About somebody of the list.
fn about(
    t: &Words,
    phone: &Phone,
    (sign_up, good): (SignUpId, bool),
    says: impl FnOnce(&Guest) -> (String, String),
) -> Sentences {
    let guest = phone.guest(sign_up);
    let (first, more) = guest.map(says).unwrap_or_default();
    Sentences { good, first, who: guest.map(|it| name(t, it)).unwrap_or_default(), more }
}

/// What was said, above the buttons, so that nothing else moves.
pub fn panel(table: Table) -> AnyView {
    let drawn = move || {
        let said = table.said.get();
        let words = table.check_in.phone.with_untracked(|it| words(table, it.as_ref(), &said))?;
        let class = if words.good { "answer good" } else { "answer" };
        let sign = if words.good { Icon::Check } else { Icon::Alert };
        let more = (!words.more.is_empty()).then(|| view! { <p>{words.more}</p> });
        let who = (!words.who.is_empty()).then(|| view! { <p class="who">{words.who}</p> });
        Some(view! {
            <section class=class aria-label=table.t.answer.label>
                <h2>{icon(sign)} <span>{words.first}</span></h2>
                {who}
                {more}
                {steps(table, &said)}
            </section>
        })
    };
    drawn.into_any()
}

/// What can be done about it.
fn steps(table: Table, said: &Said) -> Option<AnyView> {
    let t = &table.t.answer;
    let Said::Answer(answer, shown, number) = said else { return None };
    let (shown, at) = (shown.clone(), table.check_in.at.get_untracked());
    let helpers =
        table.check_in.phone.with_untracked(|it| it.as_ref().is_some_and(|it| it.list.of_helpers));
    let (name, press): (_, Box<dyn Fn() + Send>) = match (answer, at) {
        (Answer::New { .. }, _) => {
            let number = (*number)?;
            (t.mistaken, Box::new(move || table.take_back(number)))
        }
        (Answer::Already { stall, .. }, _) if helpers => {
            let stall = *stall;
            (t.leave, Box::new(move || table.leave(stall, shown.clone())))
        }
        (Answer::Elsewhere { .. }, _) => {
            (t.anyway, Box::new(move || table.show_at(shown.clone(), true)))
        }
        (Answer::Unknown, Some(stall)) => {
            (t.note, Box::new(move || table.note(stall, shown.clone())))
        }
        _ => return None,
    };
    Some(
        view! {
            <button type="button" class="button plain" on:click=move |_| press()>{name}</button>
        }
        .into_any(),
    )
}
