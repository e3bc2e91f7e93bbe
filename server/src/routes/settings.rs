//! The numbers of a community, with their history.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::EventId,
    market::Terms,
    policy::administers_all,
    problem::{Kind, Problem},
    settings::{NewSetting, Number, Rules, SettingChange, SettingView},
};

use crate::{
    Call,
    db::{Tx, events, settings, terms},
    random,
};

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<SettingView>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let rules = settings::get(db, community, call.now).await?;
    let terms = terms::get(db, community, call.now).await?;
    let changes = settings::changes(db, community).await?;
    let view = |setting: Number| {
        let about = setting.about();
        let own = changes.iter().filter(|(name, _)| name == setting.code());
        SettingView {
            setting,
            value: value_of(setting, &rules, &terms),
            default: about.default,
            least: about.least,
            most: about.most,
            unit: about.unit,
            changes: own.map(|(_, change)| change.clone()).collect(),
        }
    };
    Ok(Number::all().map(view).collect())
}

fn value_of(number: Number, rules: &Rules, terms: &Terms) -> i64 {
    match number {
        Number::Setting(it) => rules.count(it),
        Number::Term(it) => terms.count(it),
    }
}

pub async fn change(
    call: Call,
    key: CommunityKey,
    input: NewSetting,
) -> Result<Vec<SettingView>, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let NewSetting { setting, value } = input.check()?;
    if !administers_all(&caller) {
        return Err(Kind::NotAllowed.into());
    }
    let id = EventId(random::id(now));
    let changing = call.clone();
    call.write(async move |tx: &mut Tx| {
        let (rules, terms) = settings::numbers(tx, community, now).await?;
        let before = value_of(setting, &rules, &terms);
        if before == value {
            return Ok(());
        }
        let change = SettingChange { at: now, by: caller.id, before, after: value };
        settings::change(tx, community, id, setting, &change).await?;
        let detail = json!({ "setting": setting.code(), "before": before, "after": value });
        let event = changing.event_with(community.0, "setting.change", detail);
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    list(call, key, ()).await
}
