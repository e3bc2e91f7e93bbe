//! Steps of a wish as people take them, and what they find afterwards.

use shared::{
    api::*,
    community::CommunityKey,
    id::WishId,
    notice::News,
    problem::Kind,
    wish::{DeskKind, PosterStep, StaffStep, Status},
};

use crate::{Person, World};

type At = (CommunityKey, WishId);

/// A step of the one who made the wish: where it leads, or why not.
pub async fn poster(lan: &Person, at: &At, step: PosterStep) -> Result<Status, Kind> {
    let stepped = lan.call(StepAsPoster, at.clone(), step).await;
    stepped.map(|stepped| stepped.status).map_err(|problem| problem.kind)
}

/// A step of staff: where it leads, or why not.
pub async fn staff(worker: &Person, at: &At, step: StaffStep) -> Result<Status, Kind> {
    let stepped = worker.call(StepAsStaff, at.clone(), step).await;
    stepped.map(|stepped| stepped.status).map_err(|problem| problem.kind)
}

/// How many of a kind wait at somebody's desk.
pub async fn on_desk(worker: &Person, world: &World, kind: DeskKind) -> usize {
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    desk.queue.iter().filter(|entry| entry.kind == kind).count()
}

/// What somebody was told.
pub async fn news(person: &Person, world: &World) -> Vec<News> {
    let mine = person.call(GetMine, world.key.clone(), ()).await.unwrap();
    mine.notices.into_iter().map(|notice| notice.news).collect()
}
