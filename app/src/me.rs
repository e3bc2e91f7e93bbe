//! Who is signed in, and what this person may do here.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::GetMe,
    community::CommunityKey,
    endpoint::Endpoint,
    person::{Me, Person},
    policy::{Appointment, Caller, Role},
    problem::Problem,
};

use crate::{api::call, clock};

/// The signed-in person, for every page; nothing until the server was asked who it is, and a problem
/// where it could not be asked.
#[derive(Clone, Copy)]
pub struct WhoAmI(RwSignal<Option<Result<Me, Problem>>>);

/// Asks the server, once.
pub fn provide() {
    let me = WhoAmI(RwSignal::new(None));
    provide_context(me);
    me.ask();
}

/// The signed-in person of the moment.
pub fn me() -> WhoAmI {
    expect_context()
}

impl WhoAmI {
    /// Asks the server again.
    pub fn ask(self) {
        spawn_local(async move {
            let answer = call(GetMe, (), ()).await;
            // Who it was is not forgotten because of a bad network.
            if answer.is_ok() || !self.0.with_untracked(|it| matches!(it, Some(Ok(_)))) {
                self.0.set(Some(answer));
            }
        });
    }

    /// Why nobody knows who it is: the server could not be asked. Until then everyone only reads.
    pub fn problem(self) -> Option<Problem> {
        self.0.read().as_ref().and_then(|me| me.as_ref().err().cloned())
    }

    /// Asks once more, after it could not be asked.
    pub fn again(self) {
        self.0.set(None);
        self.ask();
    }

    /// After a call that answered who is calling now.
    pub fn set(self, me: Me) {
        self.0.set(Some(Ok(me)));
    }

    /// Whether the server was asked who it is.
    pub fn is_known(self) -> bool {
        self.0.read().is_some()
    }

    /// Whether the server has said that nobody is signed in.
    pub fn is_stranger(self) -> bool {
        matches!(&*self.0.read(), Some(Ok(me)) if me.person.is_none())
    }

    /// The person, if one is signed in.
    pub fn person(self) -> Option<Person> {
        self.read(|me| me.person.clone())
    }

    fn read<T>(self, of: impl FnOnce(&Me) -> Option<T>) -> Option<T> {
        self.0.read().as_ref().and_then(|me| me.as_ref().ok()).and_then(of)
    }

    /// How many messages the person has not seen.
    pub fn unread(self) -> i64 {
        self.read(|me| me.person.as_ref().map(|it| it.unread)).unwrap_or_default()
    }

    /// Whether staff powers are open in this browser.
    pub fn is_stepped_up(self) -> bool {
        self.person().is_some_and(|person| stepped_up(&person))
    }

    /// Whether the person holds a staff role in a community, powers open or not.
    pub fn is_staff(self, community: &CommunityKey) -> bool {
        self.roles(community).into_iter().any(Role::is_staff)
    }

    /// The roles of the person that hold now in a community.
    pub fn roles(self, community: &CommunityKey) -> Vec<Role> {
        let now = clock::now();
        let holds = |it: &shared::person::MyAppointment| {
            it.community == *community && it.from <= now && it.until.is_none_or(|end| now < end)
        };
        let appointments = self.person().map(|person| person.appointments).unwrap_or_default();
        appointments.iter().filter(|it| holds(it)).map(|it| it.role).collect()
    }

    /// Asks the first gate what the server would say, before a button is pressed.
    ///
    /// # Errors
    /// What has to be done first.
    pub fn admitted<E: Endpoint>(self, _: E, community: &CommunityKey) -> Result<(), Problem> {
        let caller = self.person().map(|person| Caller {
            id: person.id,
            stepped_up: stepped_up(&person),
            appointments: self.roles(community).into_iter().map(anywhere).collect(),
        });
        E::ROUTE.access.admit(caller.as_ref())
    }
}

fn stepped_up(person: &Person) -> bool {
    person.stepped_up_until.is_some_and(|until| clock::now() < until)
}

/// The app does not know at which node exactly; the server does.
fn anywhere(role: Role) -> Appointment {
    let (id, path) = (Default::default(), "/".to_owned());
    let (from, until) = (Default::default(), shared::time::Millis::NEVER);
    Appointment { id, role, path, class: None, guest: false, from, until }
}
