//! What changes at a market, as a stream of events: no JSON in and out, so that it is no endpoint
//! of the table.

use axum::{
    RequestExt,
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, header};
use shared::{
    community::CommunityKey,
    id::MarketId,
    problem::{Kind, Problem},
};

use crate::{
    App, Call,
    live::{self, Listener},
    mount, refuse,
    serve::Stopping,
};

const LAST_EVENT: &str = "last-event-id";
/// Says to a proxy that keeps back what it passes on until there is more of it, not to.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Places left at a market, and the numbers that are called there, as they change. Everybody hears
/// the same, so that nobody is asked who they are.
pub async fn market(State(app): State<App>, mut request: Request) -> Response {
    let stopping = request.extensions().get::<Stopping>().cloned();
    let params = request.extract_parts::<Path<(CommunityKey, MarketId)>>().await;
    let call = mount::begin(app, &mut request);
    drop(request);
    let listener = match params {
        Ok(Path((key, id))) => listen(call, &key, id, stopping).await,
        Err(_) => Err(Kind::NotFound.into()),
    };
    match listener {
        Ok(listener) => {
            let headers = [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("text/event-stream; charset=utf-8"),
                ),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (UNBUFFERED, HeaderValue::from_static("no")),
            ];
            (headers, Body::from_stream(listener.events())).into_response()
        }
        Err(problem) => refuse(problem),
    }
}

async fn listen(
    mut call: Call,
    key: &CommunityKey,
    id: MarketId,
    stopping: Option<Stopping>,
) -> Result<Listener, Problem> {
    let (communities, now) = (call.app.communities.clone(), call.now);
    call.community = communities.look_up(&key.0, &call.app.db, now).await?;
    if call.community.is_none() {
        return Err(Kind::NotFound.into());
    }
    let last = call.headers.get(LAST_EVENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let last = last.to_owned();
    live::listen(&call, id, (&last, stopping)).await
}
