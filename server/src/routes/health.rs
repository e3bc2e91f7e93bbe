//! Whether the server does by itself what it should.

use shared::{
    community::CommunityKey,
    health::{Health, JobRun},
    problem::Problem,
};

use crate::{Call, db::jobs, outbox, timers};

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<Health, Problem> {
    let jobs = jobs::all(&call.app.db).await?.into_iter();
    let timers = timers::health(&call.app).await?;
    Ok(Health {
        messages: outbox::health(&call.app).await?,
        timers,
        jobs: jobs
            .map(|it| JobRun { name: it.name, last_ran_at: it.last_ran_at, detail: it.detail })
            .collect(),
    })
}
