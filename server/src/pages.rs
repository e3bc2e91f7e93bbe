//! Pages as a browser asks for them: the shell, with what the page shows already in it.
//!
//! The app draws the rest. What everyone sees alike is made once per change of its community.

use std::sync::Arc;

use app::{
    first_view::{FirstView, Rendered, render},
    place::{self, Page, Place},
    place_further::Further,
    text::Language,
};
use axum::{
    extract::{Request, State},
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::Value;
use shared::{
    community::Community,
    id::CommunityId,
    problem::{Kind, Problem},
    wish::{Status, WishFilter, WishKind},
};

use crate::{
    App, Call, cache,
    layers::Route,
    mount, refuse_kind,
    routes::{grid, home, markets, wishes},
    site::{Filling, escape, linked_data},
};

const HTML: &str = "text/html; charset=utf-8";
/// For pages that show nothing before the app is there.
const NOT_TO_BE_FOUND: &str = r#"<meta name="robots" content="noindex">"#;

/// Answers all that is no endpoint: with a page, a file, or that there is neither.
pub async fn answer(State(app): State<App>, mut request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return refuse_kind(Kind::NotFound);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return refuse_kind(Kind::NoSuchMethod);
    }
    let headers = request.headers();
    let (encoding, known) = (header::ACCEPT_ENCODING, header::IF_NONE_MATCH);
    if let Some(file) = app.site.asset(path, headers.get(encoding), headers.get(known)) {
        return named(file, "file");
    }
    let place = Place::of(path);
    let filter = filter(request.uri().query().unwrap_or_default());
    let call = mount::begin(app, &mut request);
    let communities = all_known(&call, &place).await;
    let response = match (&place, communities.as_slice()) {
        (_, []) => bare(&call.app),
        (Place::Root, [only]) => show(call, only, &Page::Home, filter).await,
        (Place::In(key, page), [first, ..]) => match call.app.communities.by_key(&key.0) {
            Some(community) => show(call, &community, page, filter).await,
            None => nowhere(&call, first).await,
        },
        (Place::Nowhere, [first, ..]) => nowhere(&call, first).await,
        (Place::Root, several) => choice(&call, several).await,
        (Place::SignIn | Place::Staff | Place::Enrol(_), [first, ..]) => {
            elsewhere(&call, first).await
        }
    };
    named(response, route(&place))
}

/// All communities; the database is asked again where that could make a difference.
async fn all_known(call: &Call, place: &Place) -> Vec<Arc<Community>> {
    let communities = &call.app.communities;
    let asks = match place {
        Place::In(key, _) => communities.by_key(&key.0).is_none(),
        Place::Root => true,
        _ => communities.all().is_empty(),
    };
    if asks && let Err(error) = communities.look_again(&call.app.db, call.now).await {
        tracing::warn!(%error, "the communities could not be read again");
    }
    communities.all()
}

/// What everyone sees alike is taken from memory if it is there.
async fn show(
    mut call: Call,
    community: &Arc<Community>,
    page: &Page,
    filter: WishFilter,
) -> Response {
    let address = match page {
        Page::Wishes => place::wishes(&community.key, &filter),
        Page::Home | Page::Wish(_) | Page::Node(_) | Page::Figures => page.path(&community.key),
        Page::Further(rest) => match Further::of(rest) {
            Some(Further::Markets | Further::Market(_)) => page.path(&community.key),
            Some(_) => return plain(&call, community, StatusCode::OK).await,
            None => return nowhere(&call, community).await,
        },
        _ => return plain(&call, community, StatusCode::OK).await,
    };
    call.community = Some(community.clone());
    let (app, asked) = (&call.app, call.clone());
    let canonical = address.clone();
    let make = async {
        let rendered = first_view(asked, page, filter).await?;
        let public_url = app.settings.public_url.trim_end_matches('/');
        let head = head(&rendered, &format!("{public_url}{canonical}"), public_url);
        let page = app.site.page(&fill(rendered, head, community));
        Ok(cache::Page::new(HTML, page.into_bytes()))
    };
    match app.pages.get(key(&call, community.id, address), make).await {
        Ok(page) => page.answer(&call.headers),
        Err(problem) if problem.kind == Kind::NotFound => nowhere(&call, community).await,
        // The app starts, asks for itself, and says what is wrong.
        Err(problem) => {
            tracing::warn!(%problem, "a page without its first view");
            let status = StatusCode::from_u16(problem.status);
            plain(&call, community, status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)).await
        }
    }
}

/// A page with what it shows, as the API would answer it.
async fn first_view(call: Call, page: &Page, filter: WishFilter) -> Result<Rendered, Problem> {
    let (now, community) = (call.now, call.community()?.clone());
    let (community, key) = (&*community, community.key.clone());
    Ok(match page {
        Page::Wishes => {
            let page = wishes::list(call, key, filter.clone()).await?;
            render(&FirstView::Wishes { community, page: &page, filter: &filter }, now)
        }
        Page::Wish(id) => {
            let wish = wishes::get(call, (key, *id), ()).await?;
            render(&FirstView::Wish { community, wish: &wish }, now)
        }
        Page::Node(id) => {
            let board = grid::get(call, (key, *id), ()).await?;
            render(&FirstView::Node { community, board: &board }, now)
        }
        Page::Figures => {
            let funnel = home::figures(call, key, ()).await?;
            render(&FirstView::Figures { community, funnel: &funnel }, now)
        }
        Page::Further(rest) => match Further::of(rest) {
            Some(Further::Market(id)) => {
                let market = markets::get(call, (key, id), ()).await?;
                render(&FirstView::Market { community, market: &market }, now)
            }
            _ => {
                let list = markets::list(call, key, ()).await?;
                render(&FirstView::Markets { community, list: &list }, now)
            }
        },
        _ => render(&FirstView::Home(&home::get(call, key, ()).await?), now),
    })
}

/// Header, telephone and foot of a page that is all the app's.
async fn plain(call: &Call, community: &Arc<Community>, status: StatusCode) -> Response {
    without_data(call, &FirstView::Plain { community }, "plain", status).await
}

/// The same of a page that belongs to no community.
async fn elsewhere(call: &Call, first: &Arc<Community>) -> Response {
    let view = FirstView::Elsewhere { community: first };
    without_data(call, &view, "elsewhere", StatusCode::OK).await
}

/// Which of several communities it shall be.
async fn choice(call: &Call, several: &[Arc<Community>]) -> Response {
    let make = async {
        let rendered = render(&FirstView::Communities(several), call.now);
        let public_url = call.app.settings.public_url.trim_end_matches('/');
        let head = head(&rendered, &format!("{public_url}/"), public_url);
        let Rendered { title, description, html: view, data, .. } = rendered;
        let page = Filling { title, description, head, view, data, ..Filling::default() };
        Ok(cache::Page::new(HTML, call.app.site.page(&page).into_bytes()))
    };
    match call.app.pages.get(key(call, CommunityId::default(), "/".to_owned()), make).await {
        Ok(page) => page.answer(&call.headers),
        Err(problem) => crate::refuse(problem),
    }
}

/// There is no such page, or not any more.
async fn nowhere(call: &Call, community: &Arc<Community>) -> Response {
    without_data(call, &FirstView::Nowhere { community }, "nowhere", StatusCode::NOT_FOUND).await
}

async fn without_data(
    call: &Call,
    view: &FirstView<'_>,
    address: &str,
    status: StatusCode,
) -> Response {
    let community = view.community();
    let make = async {
        let page = fill(render(view, call.now), NOT_TO_BE_FOUND.to_owned(), community);
        Ok(cache::Page::new(HTML, call.app.site.page(&page).into_bytes()))
    };
    let page = match call.app.pages.get(key(call, community.id, address.to_owned()), make).await {
        Ok(page) => page,
        Err(problem) => return crate::refuse(problem),
    };
    if status == StatusCode::OK {
        return page.answer(&call.headers);
    }
    // Trouble is not kept by browsers, and so they never have it already.
    let mut headers = HeaderMap::clone(&call.headers);
    headers.remove(header::IF_NONE_MATCH);
    let mut response = page.answer(&headers);
    *response.status_mut() = status;
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Before there is any community.
fn bare(app: &App) -> Response {
    let title = Language::Chinese.text().common.nowhere.to_owned();
    let page = app.site.page(&Filling { title, ..Filling::default() });
    named((StatusCode::NOT_FOUND, Html(page)).into_response(), "none")
}

fn key(call: &Call, community: CommunityId, address: String) -> cache::Key {
    let generation = call.app.db.generations().of(community);
    let day = call.now.days_since(Default::default());
    // The API has the same addresses with /api before them, so that nothing is mistaken.
    cache::Key { community, generation, day, address }
}

fn fill(rendered: Rendered, head: String, community: &Community) -> Filling {
    Filling {
        title: rendered.title,
        description: rendered.description,
        head,
        view: rendered.html,
        data: rendered.data,
        phone: community.phone.clone(),
        hours: community.hours.clone(),
        community: community.name.clone(),
    }
}

/// For search engines, and for those who share a link.
fn head(rendered: &Rendered, canonical: &str, public_url: &str) -> String {
    let image = format!("{public_url}/icon-512.png");
    let properties = [
        ("og:type", "website"),
        ("og:locale", "zh_CN"),
        ("og:title", &rendered.title),
        ("og:description", &rendered.description),
        ("og:url", canonical),
        ("og:image", &image),
    ];
    let mut head = String::from("<link rel=\"canonical\" href=\"");
    escape(canonical, &mut head);
    head.push_str("\">");
    for (name, value) in properties {
        head.push_str(&format!("<meta property=\"{name}\" content=\""));
        escape(value, &mut head);
        head.push_str("\">");
    }
    let linked = rendered.json_ld.as_deref().and_then(|json| absolute(json, public_url));
    head + &linked.as_deref().map(linked_data).unwrap_or_default()
}

/// Linked data with whole addresses in it: whoever reads it may have forgotten where it stood.
fn absolute(json: &str, public_url: &str) -> Option<String> {
    let mut linked: Value = serde_json::from_str(json).ok()?;
    whole(&mut linked, public_url);
    serde_json::to_string(&linked).ok()
}

fn whole(linked: &mut Value, public_url: &str) {
    let one = |it: &mut Value| {
        if let Value::String(address) = it
            && address.starts_with('/')
        {
            address.insert_str(0, public_url);
        }
    };
    match linked {
        Value::Object(all) => {
            for (name, value) in all {
                match (name.as_str(), value) {
                    ("url" | "image", Value::Array(all)) => all.iter_mut().for_each(one),
                    ("url" | "image", value) => one(value),
                    (_, value) => whole(value, public_url),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|it| whole(it, public_url)),
        _ => {}
    }
}

/// As the app reads it from the address: what makes no sense is not there.
fn filter(query: &str) -> WishFilter {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let find = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
    let mut public = Status::ALL.iter().copied().filter(|status| status.is_public());
    let mut kinds = WishKind::ALL.iter().copied();
    WishFilter {
        status: public.find(|it| Some(it.code()) == find("status")),
        kind: kinds.find(|it| Some(it.code()) == find("kind")),
        q: find("q").unwrap_or_default().chars().take(WishFilter::LONGEST_QUERY).collect(),
        place: find("place").and_then(|id| id.parse().ok()),
        after: find("after").and_then(|id| id.parse().ok()),
    }
}

fn named(mut response: Response, route: &'static str) -> Response {
    response.extensions_mut().insert(Route(route));
    response
}

/// The address without what stands for somebody or something.
fn route(place: &Place) -> &'static str {
    match place {
        Place::Root => "/",
        Place::SignIn => "/sign-in",
        Place::Staff => "/staff",
        Place::Enrol(_) => "/staff/enrol/{token}",
        Place::Nowhere => "none",
        Place::In(_, page) => match page {
            Page::Home => "/{community}",
            Page::Wishes => "/{community}/wishes",
            Page::Wish(_) => "/{community}/wishes/{wish}",
            Page::Join(_) => "/{community}/wishes/{wish}/join",
            Page::Report(_) => "/{community}/wishes/{wish}/report",
            Page::Node(_) => "/{community}/nodes/{node}",
            Page::Find => "/{community}/find",
            Page::New => "/{community}/new",
            Page::Mine => "/{community}/mine",
            Page::Inbox => "/{community}/mine/inbox",
            Page::MyData => "/{community}/mine/data",
            Page::MyWish(_) => "/{community}/mine/{wish}",
            Page::Claim(_) => "/{community}/claims/{wish}",
            Page::Helper => "/{community}/helper",
            Page::Desk => "/{community}/desk",
            Page::Review(_) => "/{community}/desk/{wish}",
            Page::StaffWish(_) => "/{community}/desk/wishes/{wish}",
            Page::Settings => "/{community}/settings",
            Page::Privacy => "/{community}/privacy",
            Page::Figures => "/{community}/figures",
            Page::Further(rest) => Further::of(rest).map_or("none", Further::route),
        },
    }
}
