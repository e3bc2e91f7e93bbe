//! What a resident sees first, and the figures.

use shared::{
    community::{Community, CommunityKey},
    figures::{Funnel, HomePage},
    pace::{Pace, PlaceFigures},
    problem::Problem,
    wish::{PublicWish, WishFilter},
};

use crate::{
    Call,
    db::{figures as counters, wish_ratings, wishes},
};

/// How many wishes the first page shows.
const SOME: i64 = 4;

pub async fn communities(call: Call, _: (), _: ()) -> Result<Vec<Community>, Problem> {
    Ok(call.app.communities.all().iter().map(|it| Community::clone(it)).collect())
}

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<HomePage, Problem> {
    let community = call.community()?;
    let open = wishes::list(&call.app.db, community.id, (&WishFilter::default(), ""), SOME).await?;
    Ok(HomePage {
        community: Community::clone(community),
        funnel: funnel(&call).await?,
        wishes: open.iter().filter_map(PublicWish::of).collect(),
    })
}

pub async fn figures(call: Call, _: CommunityKey, _: ()) -> Result<Funnel, Problem> {
    funnel(&call).await
}

pub async fn pace(call: Call, _: CommunityKey, _: ()) -> Result<Vec<Pace>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let rated = wish_ratings::counts(db, community).await?;
    Ok(Pace::of(&counters::times(db, community).await?, &rated))
}

pub async fn places(call: Call, _: CommunityKey, _: ()) -> Result<Vec<PlaceFigures>, Problem> {
    Ok(PlaceFigures::of(&counters::with_places(&call.app.db, call.community_id()).await?))
}

pub async fn funnel(call: &Call) -> Result<Funnel, Problem> {
    Ok(Funnel::of(&counters::all(&call.app.db, call.community_id()).await?, call.now))
}
