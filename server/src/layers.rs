//! What is around every request: its number, its limits, the headers of its answer, and its line
//! in the log.

mod body;

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Instant,
};

use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use futures_util::FutureExt;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use shared::problem::{self, Kind, Problem};
use tokio::time::sleep;

use crate::{App, random, refuse, refuse_kind, serve::Limits};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// On every answer, whatever it is.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(DEVICES)),
];

/// The camera scans tickets, once its owner has said yes; the product asks for no sensor and no
/// other device. Browsers warn of names they do not know.
const DEVICES: &str = "accelerometer=(), camera=(self), display-capture=(), \
    geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    serial=(), usb=()";

/// For answers that are no page and no file of one: a browser that shows them runs nothing.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
const ONE_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Which page it was, for the log, where the router does not know: `/{community}/wishes/{wish}`.
#[derive(Clone, Copy)]
pub struct Route(pub &'static str);

/// What is the same for all requests.
struct Around {
    limits: Limits,
    csp: HeaderValue,
    /// Whether browsers reach us over TLS.
    over_tls: bool,
}

/// Puts the layers around all routes, and around the answers where there is no route.
pub fn around(router: Router, app: &App, limits: Limits) -> Router {
    let over_tls = app.settings.public_url.starts_with("https://");
    let around = Around { limits, csp: app.site.csp(), over_tls };
    router.layer(from_fn_with_state(Arc::new(around), handle))
}

async fn handle(State(around): State<Arc<Around>>, request: Request, next: Next) -> Response {
    let (id, started) = (request_number(), Instant::now());
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let is_api = request.uri().path().starts_with("/api");
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH];
    let known = known.contains(&method) || [Method::DELETE, Method::OPTIONS].contains(&method);
    let mut response = match known {
        true => answer(&around.limits, request, next).await,
        false => refuse_kind(Kind::NoSuchMethod),
    };
    number(&mut response, &id);
    around.finish(response.headers_mut(), is_api);
    let route = response.extensions().get::<Route>().map(|route| route.0);
    tracing::info!(
        method = if known { method.as_str() } else { "other" },
        route = matched.as_ref().map(MatchedPath::as_str).or(route).unwrap_or("none"),
        status = response.status().as_u16(),
        ms = started.elapsed().as_micros() as f64 / 1000.0,
        request = id,
        "request"
    );
    response
}

/// Nobody needs to guess it: it only has to be another one each time, on each server.
fn request_number() -> String {
    static SERVER: LazyLock<u32> = LazyLock::new(|| u32::from_le_bytes(random::bytes()));
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{:08x}{:08x}", *SERVER, NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The answer, or what the caller hears when there is none in time or the program is wrong.
async fn answer(limits: &Limits, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (body, late_body) = body::within(body, limits.body);
    let request = Request::from_parts(parts, body);
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let late = tokio::select! {
        // What is answered at once needs no alarm.
        biased;
        answer = answer => {
            return answer.unwrap_or_else(|_| refuse(Problem::bug("a handler panicked")));
        }
        () = late_body => "the body",
        () = sleep(limits.answer) => "the answer",
    };
    tracing::warn!(late, "a request took too long");
    let mut response = refuse(Problem::later(Kind::Busy, 2));
    // What is left of the request is not worth reading.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The same number in the log, in the headers, and in a problem that a user may read out.
fn number(response: &mut Response, id: &str) {
    if let Some(mut problem) = response.extensions_mut().remove::<Problem>() {
        id.clone_into(&mut problem.request);
        *response.body_mut() = Body::from(serde_json::to_vec(&problem).unwrap_or_default());
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(problem::CONTENT_TYPE));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
}

impl Around {
    fn finish(&self, headers: &mut http::HeaderMap, is_api: bool) {
        headers.reserve(ALWAYS.len() + 5);
        for (name, value) in ALWAYS {
            headers.insert(name, value);
        }
        if self.over_tls {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, ONE_YEAR);
        }
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let is_page_or_file = !is_api && !content_type.is_some_and(|it| it.contains("json"));
        let csp = if is_page_or_file { self.csp.clone() } else { NOTHING };
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(csp);
        headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    }
}
