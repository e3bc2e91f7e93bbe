//! Becoming a helper: who applies, and who decides.

use serde::{Deserialize, Serialize};
use shared::{
    community::CommunityKey,
    helper::{
        Application, ApplicationDecision, ApplicationStatus, NewApplication, Paper, Qualified,
        Team, check_qualified,
    },
    id::{ApplicationId, AppointmentId, PersonId},
    notice::News,
    policy::{Caller, Role, is_within, may_decide_application},
    problem::{Check, Kind, Problem},
    text::{clean, masked_phone},
    time::Millis,
};

use super::{enrolments::begun, grid::Names};
use crate::{
    Call,
    db::{self, Tx, applications, applications::Row, appointments, events, nodes, teams},
    keys::{Keys, Purpose},
    random,
    tell::tell,
};

/// For how long a helper is appointed where nothing is said.
const USUAL_DAYS: u16 = 365;
const MOST_DAYS: u16 = 3660;
const LONGEST_REASON: usize = 200;
/// How many somebody finds on the desk; the rest comes when these are done.
const MOST_WAITING: usize = 200;

/// What of an application is for those who decide, and nobody else.
#[derive(Serialize, Deserialize)]
struct Sealed {
    name: String,
    note: String,
    #[serde(default)]
    papers: Vec<Paper>,
}

pub async fn apply(
    call: Call,
    _: CommunityKey,
    new: NewApplication,
) -> Result<Application, Problem> {
    let (community, person, keys) = (call.community_id(), call.caller()?.id, call.app.keys.clone());
    let (new, node) = new.check()?;
    let node = nodes::get(&call.app.db, community, node).await;
    let node = node.map_err(|_| Problem::fields([("node", Kind::NotFound)]))?;
    let sealed = Sealed { name: new.name, note: new.note, papers: new.papers };
    let application = applications::New {
        id: ApplicationId(random::id(call.now)),
        person,
        node: node.id,
        class: new.class,
        organisation: new.organisation,
        skills: new.skills,
        sealed: keys.seal(Purpose::Application, &sealed)?,
        made_at: call.now,
    };
    let event = call.event(application.id.0, "application.make");
    call.write(async move |tx: &mut Tx| {
        let inserted = applications::insert(tx, community, &application).await;
        inserted.map_err(|error| match error {
            db::Error::Stale => Problem::new(Kind::AlreadyApplied),
            other => other.into(),
        })?;
        events::record(tx, &event).await?;
        view(&keys, applications::load(tx, community, application.id).await?)
    })
    .await
}

fn view(keys: &Keys, row: Row) -> Result<Application, Problem> {
    let Sealed { name, note, papers } = keys.unseal(Purpose::Application, &row.sealed)?;
    let phone: String = keys.unseal(Purpose::Phone, &row.phone_sealed)?;
    Ok(Application {
        place: None,
        id: row.id,
        person: row.person_id,
        class: row.class,
        name,
        organisation: row.organisation,
        phone: masked_phone(&phone),
        node: row.node_name,
        skills: row.skills.0,
        note,
        papers,
        teams: Vec::new(),
        made_at: row.made_at,
        status: row.status,
        reason: row.reason,
    })
}

/// The newest application of a person, for that person.
pub async fn own(call: &Call, person: PersonId) -> Result<Option<Application>, Problem> {
    let row = applications::latest(&call.app.db, call.community_id(), person).await?;
    let Some(row) = row else { return Ok(None) };
    let all = nodes::public(&call.app.db, call.community_id()).await?;
    let place = all.iter().filter(|it| is_within(&row.path, &it.path)).max_by_key(|it| it.level);
    let place = place.and_then(|it| Names::of(&all).public(it)).map(Box::new);
    Ok(Some(Application { place, ..view(&call.app.keys, row)? }))
}

/// What waits for the caller to decide.
pub async fn waiting(call: &Call) -> Result<Vec<Application>, Problem> {
    let (caller, mut mine, mut after) = (call.caller()?, Vec::new(), ApplicationId::default());
    while mine.len() < MOST_WAITING {
        let rows = applications::waiting(&call.app.db, call.community_id(), after).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        mine.extend(rows.into_iter().filter(|row| may_decide(caller, row)));
    }
    let mut all = Vec::new();
    for row in mine.into_iter().take(MOST_WAITING) {
        let application = view(&call.app.keys, row)?;
        all.push(Application { teams: teams(call, &application).await?, ..application });
    }
    Ok(all)
}

/// Of which teams or shops that are there somebody may be who applies, by the name.
async fn teams(call: &Call, it: &Application) -> Result<Vec<Team>, Problem> {
    if !it.class.is_organisation() {
        return Ok(Vec::new());
    }
    let all = teams::live(&call.app.db, call.community_id(), it.class, call.now).await?;
    Ok(all.into_iter().filter(|team| team.may_be(&it.organisation)).collect())
}

fn may_decide(caller: &Caller, row: &Row) -> bool {
    may_decide_application(caller, row.person_id, &row.path)
}

pub async fn decide(
    call: Call,
    (_, id): (CommunityKey, ApplicationId),
    decision: ApplicationDecision,
) -> Result<Application, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (decision, deciding) = (Decided::of(decision, now)?, call.clone());
    call.write(async move |tx: &mut Tx| {
        let row = applications::load(tx, community, id).await?;
        if !may_decide(&caller, &row) {
            return Err(hidden(&caller, &row));
        }
        let status = (decision.status(), decision.reason());
        applications::decide(tx, community, &row, status, caller.id, now).await?;
        let person = row.person_id;
        match &decision {
            Decided::Approve { days, qualified, team } => {
                let more = (*days, qualified.clone(), *team);
                appoint(tx, &deciding, &row, more).await?;
                events::record(tx, &deciding.event(id.0, "application.approve")).await?;
                tell(tx, community, person, News::HelperApproved, now).await?;
            }
            Decided::Decline { reason } => {
                events::record(tx, &deciding.event(id.0, "application.decline")).await?;
                let news = News::HelperDeclined { reason: reason.clone() };
                tell(tx, community, person, news, now).await?;
            }
        }
        view(&deciding.app.keys, applications::load(tx, community, id).await?)
    })
    .await
}

/// Who else applied is nobody's business; one's own application is decided by others.
fn hidden(caller: &Caller, row: &Row) -> Problem {
    if caller.id == row.person_id { Kind::NotAllowed.into() } else { Kind::NotFound.into() }
}

/// A decision that can be carried out.
enum Decided {
    Approve { days: u16, qualified: Vec<Qualified>, team: Option<AppointmentId> },
    Decline { reason: String },
}

impl Decided {
    fn of(decision: ApplicationDecision, now: Millis) -> Result<Self, Problem> {
        let mut check = Check::default();
        let decided = match decision {
            ApplicationDecision::Approve { days, qualified, team } => {
                check_qualified(&qualified, now)?;
                let days = days.unwrap_or(USUAL_DAYS);
                check.demand("days", (1..=MOST_DAYS).contains(&days), Kind::Invalid);
                Decided::Approve { days, qualified, team }
            }
            ApplicationDecision::Decline { reason } => {
                let reason = check.take("reason", clean(&reason, 1, LONGEST_REASON));
                Decided::Decline { reason }
            }
        };
        check.done().map(|()| decided)
    }

    fn status(&self) -> ApplicationStatus {
        match self {
            Decided::Approve { .. } => ApplicationStatus::Approved,
            Decided::Decline { .. } => ApplicationStatus::Declined,
        }
    }

    fn reason(&self) -> &str {
        match self {
            Decided::Approve { .. } => "",
            Decided::Decline { reason } => reason,
        }
    }
}

/// Makes a helper of whoever applied.
async fn appoint(
    tx: &mut Tx,
    call: &Call,
    row: &Row,
    (days, qualified, team): (u16, Vec<Qualified>, Option<AppointmentId>),
) -> Result<(), Problem> {
    let keys = &call.app.keys;
    let Sealed { name, .. } = keys.unseal(Purpose::Application, &row.sealed)?;
    let (community, id) = (call.community_id(), AppointmentId(random::id(call.now)));
    if let Some(team) = team
        && !teams::is_live(tx, community, (team, row.class), call.now).await?
    {
        return Err(Problem::fields([("team", Kind::NotFound)]));
    }
    let new = appointments::New {
        id,
        person: row.person_id,
        node: row.node_id,
        role: Role::Helper,
        class: Some(row.class),
        sealed: Some(keys.seal(Purpose::Application, &name)?),
        organisation: row.organisation.clone(),
        skills: row.skills.0.clone(),
        from: call.now,
        until: call.now.after_days(days.into()),
        by: Some(call.caller()?.id),
        qualified,
        // The first of a team names it.
        team: row.class.is_organisation().then_some(team.unwrap_or(id)),
    };
    appointments::insert(tx, community, &new).await?;
    let event = begun(call, community, new.id, row.person_id, Role::Helper);
    Ok(events::record(tx, &event).await?)
}
