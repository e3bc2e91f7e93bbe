//! How many contacts somebody may open in a day; whoever wants more is noticed.

use serde_json::json;
use shared::{
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
};

use crate::{
    Call,
    db::{
        Tx, events, looks,
        rates::{self, Scope},
    },
};

/// Why a member of staff may not look now, if so. The refusal is to be committed: the first of
/// an hour is an event that raises an alarm.
///
/// # Errors
/// What the database says.
pub async fn staff_look(
    tx: &mut Tx,
    call: &Call,
    rules: &Rules,
) -> Result<Option<Problem>, Problem> {
    let (community, person, now) = (call.community_id(), call.caller()?.id, call.now);
    rates::take_turn(tx, person.0.as_bytes()).await?;
    let (since, most) = (now.after(-Millis::DAY), rules.count(Setting::StaffLooks));
    if looks::count_since(tx, &[community], person, since).await? < most {
        return Ok(None);
    }
    let subject = person.0.as_bytes();
    let first = rates::sum(tx, Scope::TooManyLooks, subject, now.after(-Millis::HOUR)).await? == 0;
    rates::add(tx, Scope::TooManyLooks, subject, now, 1).await?;
    if first {
        tracing::warn!(most, "a member of staff opened too many contacts");
        let detail = json!({ "most": most });
        events::record(tx, &call.event_with(person.0, "alarm.looks", detail)).await?;
    }
    Ok(Some(Problem::later(Kind::TooOften, 3600)))
}
