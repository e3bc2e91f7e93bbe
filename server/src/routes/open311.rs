//! Public wishes as programs of other cities read them: GeoReport v2 of Open311, to be read only,
//! and in JSON only. It says what the page of a wish says, and less: no point on a map, but the
//! name of a public place.

use app::text::Language;
use axum::{
    Json,
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    id::WishId,
    problem::Problem,
    time::Millis,
    wish::{PublicWish, WishKind},
};

use crate::{
    App, Call,
    cache::{Key, Page},
    db::{Error, wishes},
    mount, text,
};

const MEDIA_TYPE: &str = "application/json; charset=utf-8";
/// How far back a list goes, and how far it may reach, in days; as the standard has it.
const WINDOW: i64 = 90;
/// When the shape of these answers changed last.
const CHANGESET: &str = "2026-11-24T00:00:00+08:00";

/// What may be asked for. What nobody here knows of is left alone, as the standard wants it.
#[derive(Deserialize, Default)]
pub struct Asked {
    /// The key of a community.
    jurisdiction_id: Option<String>,
    service_request_id: Option<String>,
    service_code: Option<String>,
    /// Of when it became public.
    start_date: Option<String>,
    end_date: Option<String>,
    /// `open`, `closed`, or both with a comma.
    status: Option<String>,
}

/// Why not, as the standard says it.
struct Refused(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let says = json!([{ "code": self.0.as_u16(), "description": self.1 }]);
        (self.0, Json(says)).into_response()
    }
}

impl<E: Into<Problem>> From<E> for Refused {
    fn from(error: E) -> Self {
        let problem: Problem = error.into();
        tracing::error!(?problem, "no answer to a program of another city");
        Refused(StatusCode::INTERNAL_SERVER_ERROR, "Something is broken here. Try again later.")
    }
}

const NO_SUCH_REQUEST: Refused = Refused(StatusCode::NOT_FOUND, "There is no such request.");

/// Where everything is, for whoever knows only this address.
pub async fn discovery(State(app): State<App>) -> Json<Value> {
    let url = app.settings.public_url.trim_end_matches('/').to_owned() + "/open311/v2";
    Json(json!({
        "changeset": CHANGESET,
        "contact": "The community's own number is on each of its pages.",
        "key_service": "Nothing is written here, so no key is needed.",
        "endpoints": [{
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": url,
            "changeset": CHANGESET,
            "type": "production",
            "formats": ["application/json"],
        }],
    }))
}

/// The kinds of wishes.
pub async fn services(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    mut request: Request,
) -> Response {
    match begin(app, &asked, &mut request) {
        Ok(_) => Json(WishKind::ALL.map(service)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

fn service(kind: WishKind) -> Value {
    let name = (Language::Chinese.text().names.kind)(kind);
    json!({
        "service_code": kind.code(),
        "service_name": name,
        "description": name,
        "metadata": false,
        "type": "realtime",
        "keywords": "",
        "group": text::WISHES,
    })
}

/// Public wishes of a time, newest first.
pub async fn requests(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    mut request: Request,
) -> Response {
    let call = match begin(app, &asked, &mut request) {
        Ok(call) => call,
        Err(refused) => return refused.into_response(),
    };
    let key = mount::page_key(&call, &request);
    drop(request);
    let found = match &asked.service_request_id {
        Some(ids) => by_ids(&call, ids).await,
        None => of_time(&call, &asked, key).await,
    };
    found.unwrap_or_else(IntoResponse::into_response)
}

/// One of them, in a list as the standard wants it.
pub async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    mut request: Request,
) -> Response {
    let call = begin(app, &asked, &mut request);
    drop(request);
    let found = match call {
        Ok(call) => by_ids(&call, id.strip_suffix(".json").unwrap_or(&id)).await,
        Err(refused) => Err(refused),
    };
    found.unwrap_or_else(IntoResponse::into_response)
}

fn begin(app: App, asked: &Asked, request: &mut Request) -> Result<Call, Refused> {
    let mut call = mount::begin(app, request);
    let key = asked.jurisdiction_id.as_deref();
    let key = key.ok_or(Refused(StatusCode::BAD_REQUEST, "jurisdiction_id was not provided."))?;
    call.community = call.app.communities.by_key(key);
    match call.community {
        Some(_) => Ok(call),
        None => Err(Refused(StatusCode::NOT_FOUND, "jurisdiction_id was not found.")),
    }
}

async fn by_ids(call: &Call, ids: &str) -> Result<Response, Refused> {
    let mut found = Vec::new();
    for id in ids.split(',').take(20) {
        let id: WishId = id.trim().parse().map_err(|_| NO_SUCH_REQUEST)?;
        let stored = match wishes::get(&call.app.db, call.community_id(), id).await {
            Err(Error::Missing) => return Err(NO_SUCH_REQUEST),
            stored => stored?,
        };
        let public = PublicWish::of(&stored.wish).filter(|it| it.status.is_public());
        found.push(self::request(call, &public.ok_or(NO_SUCH_REQUEST)?)?);
    }
    Ok(Json(found).into_response())
}

async fn of_time(call: &Call, asked: &Asked, key: Key) -> Result<Response, Refused> {
    let (from, to) = span(call.now, asked)?;
    let kind = match &asked.service_code {
        Some(code) => Some(
            WishKind::ALL
                .into_iter()
                .find(|it| it.code() == code)
                .ok_or(Refused(StatusCode::NOT_FOUND, "service_code was not found."))?,
        ),
        None => None,
    };
    let states: Vec<&str> =
        asked.status.as_deref().unwrap_or("open,closed").split(',').map(str::trim).collect();
    if states.iter().any(|it| !["open", "closed"].contains(it)) {
        return Err(Refused(StatusCode::BAD_REQUEST, "status is open, closed, or both."));
    }
    let wants = (states.contains(&"open"), states.contains(&"closed"));
    let (call, pages) = (call.clone(), call.app.pages.clone());
    let headers = call.headers.clone();
    let page = pages.get(key, async move {
        let (db, community) = (&call.app.db, call.community_id());
        let all = wishes::public_of(db, community, (from, to), kind, wants).await?;
        let all = all.iter().filter_map(PublicWish::of);
        let all: Result<Vec<Value>, _> = all.map(|it| self::request(&call, &it)).collect();
        let all = serde_json::to_vec(&all?).map_err(Problem::bug)?;
        Ok(Page::new(MEDIA_TYPE, all))
    });
    Ok(page.await?.answer(&headers))
}

/// From when to when. Without a word, or with one alone, it is ninety days; and never more.
fn span(now: Millis, asked: &Asked) -> Result<(Millis, Millis), Refused> {
    let date = |text: &Option<String>| match text {
        // A plus that was not escaped has become a space on the way.
        Some(text) => match text.replace(' ', "+").parse::<jiff::Timestamp>() {
            Ok(at) => Ok(Some(Millis(at.as_millisecond()))),
            Err(_) => Err(Refused(StatusCode::BAD_REQUEST, "A date is 2026-11-24T08:00:00+08:00.")),
        },
        None => Ok(None),
    };
    let (from, to) = (date(&asked.start_date)?, date(&asked.end_date)?);
    let to = to.unwrap_or_else(|| from.map_or(now, |from| from.after_days(WINDOW))).min(now);
    let earliest = to.after_days(-WINDOW);
    Ok((from.unwrap_or(earliest).max(earliest), to))
}

/// What is public of a wish, in the words of the standard.
fn request(call: &Call, it: &PublicWish) -> Result<Value, Problem> {
    let names = &Language::Chinese.text().names;
    let text = if it.story.is_empty() { String::new() } else { format!("\n{}", it.story) };
    let at = |at: Millis| -> Result<String, Problem> {
        let local = at.local().ok_or_else(|| Problem::bug("a day of no year"))?;
        Ok(local.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string())
    };
    Ok(json!({
        "service_request_id": it.id,
        "status": if it.status.is_final() { "closed" } else { "open" },
        "status_notes": (names.status)(it.status),
        "service_name": (names.kind)(it.kind),
        "service_code": it.kind.code(),
        "description": format!("{}{text}", it.title),
        "agency_responsible": call.community()?.name,
        "requested_datetime": at(it.opened_at)?,
        "updated_datetime": at(it.fulfilled_at.unwrap_or(it.opened_at))?,
        "expected_datetime": it.promised.map(at).transpose()?,
        "address": it.place_name,
        "lat": null,
        "long": null,
    }))
}
