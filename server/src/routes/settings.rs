//! The numbers of a community, and what the server does by itself.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::EventId,
    problem::{Kind, Problem},
    settings::{NewSetting, Setting, SettingChange, SettingView},
    wish::Job,
};

use crate::{
    Call,
    db::{Tx, events, jobs, settings},
    random, timers,
};

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<SettingView>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let rules = settings::get(db, community, call.now).await?;
    let changes = settings::changes(db, community).await?;
    let view = |setting: Setting| {
        let about = setting.about();
        let own = changes.iter().filter(|(name, _)| name == setting.code());
        SettingView {
            setting,
            value: rules.count(setting),
            default: about.default,
            least: about.least,
            most: about.most,
            unit: about.unit,
            changes: own.map(|(_, change)| change.clone()).collect(),
        }
    };
    Ok(Setting::ALL.map(view).to_vec())
}

pub async fn change(
    call: Call,
    key: CommunityKey,
    input: NewSetting,
) -> Result<Vec<SettingView>, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let NewSetting { setting, value } = input.check()?;
    // Numbers hold for the whole community, so whoever looks after a part does not change them.
    let of_all = |path: &str| path.matches('/').count() == 2;
    let administers = |role| role == shared::policy::Role::Administrator;
    if !caller.appointments.iter().any(|it| administers(it.role) && of_all(&it.path)) {
        return Err(Kind::NotAllowed.into());
    }
    let id = EventId(random::id(now));
    let changing = call.clone();
    call.write(async move |tx: &mut Tx| {
        let before = settings::rules(tx, community, now).await?.count(setting);
        if before == value {
            return Ok(());
        }
        let change = SettingChange { at: now, by: caller.id, before, after: value };
        settings::change(tx, community, id, setting, &change).await?;
        let detail = json!({ "setting": setting, "before": before, "after": value });
        let event = changing.event_with(community.0, "setting.change", detail);
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    list(call, key, ()).await
}

pub async fn jobs(call: Call, _: CommunityKey, _: ()) -> Result<Vec<Job>, Problem> {
    let all = jobs::all(&call.app.db).await?;
    let job = |row: jobs::Row| {
        // Others have their own times, and their own alarms.
        let late = row.name == timers::NAME && row.last_ran_at.after(timers::TOO_LONG) < call.now;
        Job { name: row.name, last_ran_at: row.last_ran_at, late }
    };
    Ok(all.into_iter().map(job).collect())
}
