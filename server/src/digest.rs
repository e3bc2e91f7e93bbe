//! Twice a working day, staff hear how much waits for them: whoever does not look at the desk all
//! day still knows of what is due.

use std::sync::Arc;

use shared::{
    community::{Community, CommunityKey},
    id::PersonId,
    notice::News,
    policy::{Appointment, Caller},
    problem::Problem,
    time::Millis,
    wish::DeskWaits,
};

use crate::{
    App, Call,
    db::{Tx, appointments, jobs, settings, staff},
    routes::desk,
    session::Session,
    tell::tell_each,
};

/// Its name among the jobs of a community.
const NAME: &str = "desk_digest";

/// Tells them where it is time to.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App, now: Millis) -> Result<(), Problem> {
    for community in app.communities.all() {
        let rules = settings::get(&app.db, community.id, now).await?;
        let Some(moment) = rules.digest_at(now).filter(|_| !rules.calendar.is_night(now)) else {
            continue;
        };
        let at = (community.id, NAME);
        if jobs::last_moment(&app.db, at).await?.is_some_and(|last| last >= moment) {
            continue;
        }
        let told = waiting(app, &community, now).await?;
        let tell = async move |tx: &mut Tx| {
            // Of several servers, one tells.
            if jobs::take_moment(tx, at, moment).await? {
                tell_each(tx, at.0, told, now).await?;
            }
            Ok(())
        };
        app.db.write(tell).await?;
    }
    Ok(())
}

/// What each of them would find on the desk; nothing for those who would find it empty.
async fn waiting(
    app: &App,
    community: &Arc<Community>,
    now: Millis,
) -> Result<Vec<(PersonId, News)>, Problem> {
    let mut told = Vec::new();
    for person in staff::people(&app.db, community.id, now).await? {
        let held = appointments::held_by(&app.db, community.id, person, now).await?;
        let appointments = held.iter().map(Appointment::from).collect();
        let caller = Caller { id: person, appointments, stepped_up: true };
        let call = Call::of_time(app, community, Session::of_nobody(caller), now);
        let queue = desk::get(call, CommunityKey(String::new()), ()).await?.queue;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let overdue = count(queue.iter().filter(|it| it.overdue).count());
        if !queue.is_empty() {
            told.push((
                person,
                News::DeskWaits(DeskWaits { waiting: count(queue.len()), overdue }),
            ));
        }
    }
    Ok(told)
}
