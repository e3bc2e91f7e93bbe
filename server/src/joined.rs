//! Tells neighbours who said "me too", or whose own wish became part of another, how it goes on.

use shared::{
    id::CommunityId,
    notice::News,
    problem::Problem,
    settings::Rules,
    time::Millis,
    wish::{JoinedNews, JoinedNotice, Wish, news_of_joined},
};

use crate::{
    db::{
        Tx, joins,
        wishes::{self, Stored},
    },
    tell::tell,
};

/// The wish that neighbours may have joined: of a part, the whole.
///
/// # Errors
/// What the database says.
pub async fn whole_of(tx: &mut Tx, community: CommunityId, wish: &Wish) -> Result<Wish, Problem> {
    Ok(match wish.whole {
        Some(whole) => wishes::load(tx, community, whole).await?.wish,
        None => wish.clone(),
    })
}

/// Tells them, once a wish is saved, what became of it; `before` is what [`whole_of`] gave before.
///
/// # Errors
/// What the database says.
pub async fn moved(
    tx: &mut Tx,
    community: CommunityId,
    before: &Wish,
    wish: &Wish,
    now: Millis,
) -> Result<(), Problem> {
    if before.joiners == 0 {
        return Ok(());
    }
    let after = whole_of(tx, community, wish).await?;
    match news_of_joined(before, &after) {
        Some(what) => tell_all(tx, community, (&after, what), now).await,
        None => Ok(()),
    }
}

/// Saves a wish that somebody joined or left: so many who need the same are on a desk, and are told
/// so once, with the poster.
///
/// # Errors
/// What the database says.
pub async fn counted(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    rules: &Rules,
    now: Millis,
) -> Result<(), Problem> {
    let (wish, is_matter) = stored.wish.joined(now, rules);
    wishes::save(tx, community, stored, &wish, rules).await?;
    if !is_matter {
        return Ok(());
    }
    let own = Some((wish.id, wish.title.clone()));
    let to_poster = JoinedNotice::of(&wish, JoinedNews::Matter, own);
    tell(tx, community, wish.poster, News::Joined(to_poster), now).await?;
    tell_all(tx, community, (&wish, JoinedNews::Matter), now).await
}

async fn tell_all(
    tx: &mut Tx,
    community: CommunityId,
    (wish, what): (&Wish, JoinedNews),
    now: Millis,
) -> Result<(), Problem> {
    for (person, own) in joins::of_wish(tx, community, wish.id).await? {
        // Who made it come true knows.
        if wish.state.helper() != Some(person) {
            let news = News::Joined(JoinedNotice::of(wish, what, own));
            tell(tx, community, person, news, now).await?;
        }
    }
    Ok(())
}
