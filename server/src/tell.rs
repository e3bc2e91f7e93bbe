//! Tells people what happened: into their inbox, and for the few things that cannot wait, by SMS.

use shared::{
    id::{CommunityId, NoticeId, PersonId},
    market::{MarketNews, QueueNews},
    notice::{News, Notice},
    problem::Problem,
    time::Millis,
};

use crate::{
    db::{Tx, notices, outbox},
    random,
};

/// Belongs into the operation that makes it true.
///
/// # Errors
/// What the database says.
pub async fn tell(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    news: News,
    now: Millis,
) -> Result<(), Problem> {
    tell_each(tx, community, vec![(person, news)], now).await
}

/// The same for all whom something happened to at once: few statements, however many they are.
///
/// # Errors
/// What the database says.
pub async fn tell_each(
    tx: &mut Tx,
    community: CommunityId,
    told: Vec<(PersonId, News)>,
    now: Millis,
) -> Result<(), Problem> {
    let notice = |news| Notice { id: NoticeId(random::id(now)), at: now, news };
    let mut told: Vec<_> = told.into_iter().map(|(person, news)| (person, notice(news))).collect();
    notices::insert(tx, community, &told).await?;
    told.retain(|(_, it)| cannot_wait(&it.news));
    Ok(outbox::insert(tx, community, &told).await?)
}

/// What somebody has to do something about soon.
fn cannot_wait(news: &News) -> bool {
    matches!(
        news,
        News::WishClaimed { .. }
            | News::WishDelivered { .. }
            | News::WishWithdrawn { .. }
            | News::WishNeedsInfo { .. }
            | News::OfferMade { .. }
            | News::VisitSoon { .. }
            | News::PlaceGiven { .. }
            | News::PlaceOffered { .. }
            | News::SignUpReminder { .. }
            | News::SignUpAdmitted { .. }
            | News::SignUpTurnedDown { .. }
            | News::DateMoved { .. }
            | News::MarketOff { .. }
            | News::StallOff { .. }
            | News::HelperChanged { .. }
            | News::CalledInVain { .. }
            | News::HelperApproved
    ) || matches!(
        news,
        News::Market(it)
            if matches!(
                it.what,
                MarketNews::Postponed | MarketNews::Cancelled | MarketNews::SignUpOpen
            )
    ) || matches!(news, News::Queue(it) if it.what == QueueNews::Called)
}
