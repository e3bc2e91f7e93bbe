//! What a link of a message does, for whoever has the message.

use sha2::{Digest, Sha256};
use shared::{
    community::CommunityKey,
    market::{
        Ask, Link, LinkAbout, LinkPage, LinkPurpose, LinkStanding, LinkToken, OtherLink,
        RequestKey, SignUpStep, link_standing, other_purposes,
    },
    problem::Problem,
};
use uuid::Uuid;

use super::sign_ups::take_alone;
use crate::{
    Call,
    counter::{self, Asked},
    db::{sign_ups, slots, terms},
    links,
};

/// Where it stands; programs that look at links before people do change nothing.
pub async fn get(
    call: Call,
    (_, token): (CommunityKey, LinkToken),
    _: (),
) -> Result<LinkPage, Problem> {
    let link = links::read(&call.app.keys, call.community_id(), token)?;
    page(&call, &link).await
}

/// Does it. Done once more, or too late, it changes nothing, and the page says how things are.
pub async fn take(
    call: Call,
    (_, token): (CommunityKey, LinkToken),
    _: (),
) -> Result<LinkPage, Problem> {
    let community = call.community_id();
    let link = links::read(&call.app.keys, community, token)?;
    let seen = page(&call, &link).await?;
    if seen.standing != LinkStanding::Ready {
        return Ok(seen);
    }
    let sign_up = sign_ups::get(&call.app.db, community, link.sign_up).await?.sign_up;
    let ask = match link.purpose {
        LinkPurpose::Coming => {
            take_alone(&call, link.sign_up, (SignUpStep::Coming, Some(sign_up.who.account)))
                .await?;
            return page(&call, &link).await;
        }
        LinkPurpose::Cancel => Ask::Cancel,
        LinkPurpose::Accept => Ask::Accept,
        LinkPurpose::Decline => Ask::Decline,
        LinkPurpose::Keep => Ask::Keep,
    };
    let asked = Asked::own(key(token)?, sign_up.who, ask);
    let answer = counter::ask(&call.app, (community, sign_up.slot), asked).await;
    let now = page(&call, &link).await?;
    match answer {
        // Somebody did it at the same moment, or its time ended just now.
        Err(problem) if now.standing == LinkStanding::Ready => Err(problem),
        _ => Ok(now),
    }
}

/// A link is one request, however often it is sent.
fn key(token: LinkToken) -> Result<RequestKey, Problem> {
    let digest = Sha256::digest(format!("link:{token}").as_bytes());
    let half = digest.first_chunk::<16>().ok_or_else(|| Problem::bug("a short digest"))?;
    Ok(RequestKey(Uuid::from_bytes(*half)))
}

async fn page(call: &Call, link: &Link) -> Result<LinkPage, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let stored = sign_ups::get(db, community, link.sign_up).await?;
    let at = slots::get(db, community, stored.sign_up.slot).await?;
    let terms = terms::get(db, community, call.now).await?;
    let stands =
        |link: &Link| match link_standing(link, &stored.sign_up, &at.case(call.now, &terms)) {
            LinkStanding::Ready if at.shut.is_some() && link.purpose == LinkPurpose::Accept => {
                LinkStanding::Over
            }
            standing => standing,
        };
    let others = other_purposes(link.purpose).iter().map(|it| Link { purpose: *it, ..*link });
    let other = others.into_iter().find(|it| stands(it) == LinkStanding::Ready);
    let other = other.map(|it| {
        let token = links::token(&call.app.keys, community, &it)?;
        Ok::<_, Problem>(OtherLink { purpose: it.purpose, token })
    });
    let (title, place_name) = (at.title.clone(), at.place_name.clone());
    let about = LinkAbout { title, place_name, service: at.service };
    Ok(LinkPage {
        purpose: link.purpose,
        standing: stands(link),
        status: stored.sign_up.state.status(),
        market: at.market,
        kind: at.kind,
        about: (!at.kind.is_confidential()).then_some(about),
        starts_at: at.slot.times.starts_at,
        ends_at: at.slot.times.ends_at,
        until: link.until,
        other: other.transpose()?,
    })
}
