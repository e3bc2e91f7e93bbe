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

/// The signed-in person, for every page; nothing until the server has said who it is.
#[derive(Clone, Copy)]
pub struct WhoAmI(RwSignal<Option<Me>>);

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
            // Offline, everyone is a stranger who only reads.
            self.set(call(GetMe, (), ()).await.unwrap_or_default());
        });
    }

    /// After a call that answered who is calling now.
    pub fn set(self, me: Me) {
        self.0.set(Some(me));
    }

    /// Whether the server has said who it is.
    pub fn is_known(self) -> bool {
        self.0.read().is_some()
    }

    /// The person, if one is signed in.
    pub fn person(self) -> Option<Person> {
        self.0.read().as_ref().and_then(|me| me.person.clone())
    }

    /// How many messages the person has not seen.
    pub fn unread(self) -> i64 {
        self.0.read().as_ref().and_then(|me| me.person.as_ref()).map_or(0, |it| it.unread)
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
