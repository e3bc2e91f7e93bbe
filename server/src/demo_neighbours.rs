//! Neighbours for the demo who wish for the same as others: so that those who plan a market see
//! what is missing.

use shared::{
    id::{CommunityId, PersonId, WishId},
    problem::Problem,
    wish::{Status, WishFilter, WishKind},
};

use crate::{
    App,
    db::{Tx, joins, people, wishes},
    keys::Purpose,
    random, sign_in,
};

/// The phones of those who live there; nobody signs in with them.
const PHONES: [&str; 6] =
    ["13800000101", "13800000102", "13800000103", "13800000104", "13800000105", "13800000106"];
/// How many of them say "me too" to what has waited longest of a kind.
const JOIN: [(WishKind, usize); 2] = [(WishKind::Service, 6), (WishKind::Repair, 5)];

/// They come to live there, and say so.
///
/// # Errors
/// What the database says.
pub async fn join(app: &App, community: CommunityId) -> Result<(), Problem> {
    let now = app.clock.now();
    let mut all: Vec<PersonId> = Vec::new();
    for phone in PHONES {
        let id = PersonId(random::id(now));
        let hash = sign_in::phone_hash(app, phone);
        let sealed = app.keys.seal(Purpose::Phone, &phone)?;
        let settle =
            async move |tx: &mut Tx| Ok(people::insert(tx, id, &hash, &sealed, now).await?);
        app.db.write(settle).await?;
        all.push(id);
    }
    for (kind, many) in JOIN {
        let (wish, of_kind) = (waiting(app, community, kind).await?, all[..many].to_vec());
        let say = async move |tx: &mut Tx| {
            for person in of_kind {
                joins::set(tx, community, wish, person, Some(now)).await?;
            }
            Ok(())
        };
        app.db.write(say).await?;
    }
    Ok(())
}

async fn waiting(app: &App, community: CommunityId, kind: WishKind) -> Result<WishId, Problem> {
    let filter =
        WishFilter { kind: Some(kind), status: Some(Status::Open), ..WishFilter::default() };
    let first = wishes::list(&app.db, community, (&filter, ""), 1).await?.into_iter().next();
    first.map(|wish| wish.id).ok_or_else(|| Problem::bug("a demo without wishes"))
}
