//! Seals again, with the newest key, what older keys sealed. In small steps, each of which finds
//! what is still to be done: it can be ended at any moment and begun again.

use shared::{id::CommunityId, problem::Problem};
use uuid::Uuid;

use crate::{
    App,
    db::{
        Tx,
        seals::{self, Column},
    },
    keys::Purpose,
};

fn purpose(column: Column) -> Purpose {
    match column {
        Column::Phones => Purpose::Phone,
        Column::Factors => Purpose::Totp,
        Column::Names | Column::Applications => Purpose::Application,
        Column::Contacts => Purpose::Contact,
        Column::Guardians => Purpose::Guardian,
        Column::Reports => Purpose::Report,
        Column::Reasons | Column::Undone => Purpose::Reason,
        Column::Thanks | Column::Answers => Purpose::Thanks,
        Column::Members => Purpose::Member,
    }
}

/// Takes one step for each batch for as long as it may go on, and answers how many values it
/// sealed again.
///
/// # Errors
/// What the database says, and when a value cannot be unsealed.
pub async fn reseal(app: &App, may_go_on: impl Fn() -> bool) -> Result<u64, Problem> {
    let mut places: Vec<(Column, Option<CommunityId>)> = Vec::new();
    places.extend(Column::GLOBAL.map(|column| (column, None)));
    for community in app.communities.all() {
        places.extend(Column::OF_COMMUNITY.map(|column| (column, Some(community.id))));
    }
    let mut count = 0;
    for (column, community) in places {
        let mut after = Uuid::nil();
        while may_go_on() {
            let Some((last, sealed)) = step(app, column, community, after).await? else { break };
            (after, count) = (last, count + sealed);
        }
    }
    app.db.settle().await?;
    Ok(count)
}

/// Some rows; the last of them, and how many were sealed again.
async fn step(
    app: &App,
    column: Column,
    community: Option<CommunityId>,
    after: Uuid,
) -> Result<Option<(Uuid, u64)>, Problem> {
    let rows = seals::older(&app.db, column, community, app.keys.newest(), after).await?;
    let Some(last) = rows.last().map(|(row, _)| *row) else { return Ok(None) };
    let keys = app.keys.clone();
    let write = async move |tx: &mut Tx| {
        let mut count = 0;
        for (row, before) in &rows {
            let sealed = keys.reseal(purpose(column), before)?;
            count += seals::replace(tx, column, community, *row, (before, &sealed)).await?;
        }
        Ok(count)
    };
    Ok(Some((last, app.db.write(write).await?)))
}
