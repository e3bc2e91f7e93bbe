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
    let notice = Notice { id: NoticeId(random::id(now)), at: now, news };
    notices::insert(tx, community, person, &notice).await?;
    if cannot_wait(&notice.news) {
        outbox::insert(tx, community, person, &notice).await?;
    }
    Ok(())
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
            | News::HelperApproved
    ) || matches!(
        news,
        News::Market(it) if matches!(it.what, MarketNews::Postponed | MarketNews::Cancelled)
    ) || matches!(news, News::Queue(it) if it.what == QueueNews::Called)
}
