//! Tickets and markets as calendar programs take them.

use std::sync::Arc;

use app::text::Language;
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use http::header;
use shared::{
    community::CommunityKey,
    id::{NodeId, SignUpId},
    market::{Link, LinkPurpose, Market, MarketStatus, SignUpStatus},
    policy::is_within,
    problem::{Kind, Problem},
};

use crate::{
    App, Call,
    cache::Page,
    db::{
        markets, nodes,
        sign_ups::{self, Stored},
        slots::{self, SlotAt},
    },
    ics::{self, Entry, Organiser, Standing},
    links, mount, refuse, session, text,
};

/// All markets of a community, for whoever subscribes to them.
pub async fn markets(
    State(app): State<App>,
    Path(key): Path<CommunityKey>,
    request: Request,
) -> Response {
    shared_feed(app, key, None, request).await
}

/// Those of a place and what lies below it.
pub async fn markets_of_node(
    State(app): State<App>,
    Path((key, node)): Path<(CommunityKey, NodeId)>,
    request: Request,
) -> Response {
    shared_feed(app, key, Some(node), request).await
}

/// Made once per change of the community, like every page that all see alike.
async fn shared_feed(
    app: App,
    key: CommunityKey,
    node: Option<NodeId>,
    mut request: Request,
) -> Response {
    let mut call = mount::begin(app, &mut request);
    call.community = call.app.communities.by_key(&key.0);
    if call.community.is_none() {
        return refuse(Kind::NotFound.into());
    }
    let (page_key, pages) = (mount::page_key(&call, &request), call.app.pages.clone());
    let headers = call.headers.clone();
    let page = pages.get(page_key, async move {
        let feed = feed(&call, node).await?;
        Ok(Page::new(ics::MEDIA_TYPE, feed.into_bytes()))
    });
    match page.await {
        Ok(page) => page.answer(&headers),
        Err(problem) => refuse(problem),
    }
}

async fn feed(call: &Call, node: Option<NodeId>) -> Result<String, Problem> {
    let (db, community) = (&call.app.db, call.community()?);
    let node = match node {
        Some(id) => {
            let node = nodes::get(db, community.id, id).await?;
            if !node.is_public() {
                return Err(Kind::NotFound.into());
            }
            Some(node)
        }
        None => None,
    };
    let (ahead, over) = markets::public(db, community.id, call.now).await?;
    let here = |it: &&Market| node.as_ref().is_none_or(|node| is_within(&it.path, &node.path));
    let all = ahead.iter().chain(&over).filter(here).filter(|it| it.is_public());
    let entries: Vec<Entry> = all.map(|it| of_market(call, it)).collect::<Result<_, _>>()?;
    let name = node.map_or_else(|| community.name.clone(), |it| it.name);
    Ok(ics::feed(&text::markets_of(&name), &organiser(call)?, &entries, call.now))
}

/// Only what the public page says as well.
fn of_market(call: &Call, market: &Market) -> Result<Entry, Problem> {
    let off = market.status() == MarketStatus::Cancelled;
    Ok(Entry {
        uid: uid(call, &market.id.to_string()),
        sequence: market.sequence,
        standing: if off { Standing::Off } else { Standing::Sure },
        title: market.title.clone(),
        words: market.words.clone(),
        place: market.place_name.clone(),
        url: address(call, &format!("markets/{}", market.id))?,
        starts_at: market.starts_at,
        ends_at: market.ends_at,
        private: false,
    })
}

/// The caller's own sign-up; what is over is taken out of the calendar again.
pub async fn ticket(
    State(app): State<App>,
    Path((key, id)): Path<(CommunityKey, SignUpId)>,
    mut request: Request,
) -> Response {
    let mut call = mount::begin(app, &mut request);
    drop(request);
    call.community = call.app.communities.by_key(&key.0);
    let headers = Arc::clone(&call.headers);
    let made = async {
        let community = call.community()?.id;
        call.session = session::find(&call.app, Some(community), &headers).await?;
        own(&call, id).await
    };
    match made.await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, ics::MEDIA_TYPE),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"linyuan.ics\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, text).into_response()
        }
        Err(problem) => refuse(problem),
    }
}

async fn own(call: &Call, id: SignUpId) -> Result<String, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let caller = call.caller()?.id;
    let stored = sign_ups::get(db, community, id).await?;
    if stored.sign_up.who.account != caller {
        return Err(Kind::NotFound.into());
    }
    let at = slots::get(db, community, stored.sign_up.slot).await?;
    let entry = of_sign_up(call, &stored, &at)?;
    Ok(ics::single(&entry, &organiser(call)?, call.now))
}

fn of_sign_up(call: &Call, stored: &Stored, at: &SlotAt) -> Result<Entry, Problem> {
    let (sign_up, t) = (&stored.sign_up, Language::Chinese.text());
    let standing = match sign_up.state.status() {
        SignUpStatus::Pending | SignUpStatus::ToReconfirm | SignUpStatus::Offered => {
            Standing::Unsure
        }
        status if status.holds_place() => Standing::Sure,
        _ => Standing::Off,
    };
    // In a calendar that others see, what is confidential says no more than that it is.
    let title = match at.kind.is_confidential() {
        true => (t.markets.kind)(at.kind).to_owned(),
        false => format!("{} · {}", (t.markets.service)(at.service), at.title),
    };
    let (community, until) = (call.community_id(), stored.starts_at);
    let link = Link { purpose: LinkPurpose::Cancel, sign_up: sign_up.id, until };
    let words = match standing {
        Standing::Off => String::new(),
        _ => text::how_to_give_back(&links::address(&call.app, community, &link)?),
    };
    Ok(Entry {
        uid: uid(call, &sign_up.id.to_string()),
        sequence: stored.version - 1,
        standing,
        title,
        words,
        place: at.place_name.clone(),
        url: address(call, &format!("tickets/{}", sign_up.id))?,
        starts_at: stored.starts_at,
        ends_at: stored.ends_at,
        private: true,
    })
}

fn uid(call: &Call, id: &str) -> String {
    let url = call.app.settings.public_url.as_str();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    format!("{id}@{}", host.trim_end_matches('/'))
}

fn address(call: &Call, rest: &str) -> Result<String, Problem> {
    let url = call.app.settings.public_url.trim_end_matches('/');
    Ok(format!("{url}/{}/{rest}", call.community()?.key))
}

fn organiser(call: &Call) -> Result<Organiser, Problem> {
    let (community, url) = (call.community()?, call.app.settings.public_url.trim_end_matches('/'));
    Ok(Organiser { name: community.name.clone(), url: format!("{url}/{}", community.key) })
}
