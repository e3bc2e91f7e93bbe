//! Whether the server lives, and whether it can work. For machines: no details for strangers.

use std::time::Duration;

use axum::{Json, Router, extract::State, routing::get};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{App, outbox, timers};

/// Whoever takes longer than this does not answer.
const PATIENCE: Duration = Duration::from_secs(1);

pub fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "alive": true }))))
        .route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> (StatusCode, Json<Value>) {
    let database = match timeout(PATIENCE, app.db.ping()).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            false
        }
        Err(_) => {
            tracing::warn!("the database takes too long to answer");
            false
        }
    };
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // Late messages are worth an alarm, but no reason to send people elsewhere.
    let messages = database && !outbox::is_behind(&app).await.unwrap_or(true);
    let timers = database && !timers::is_behind(&app).await.unwrap_or(true);
    let says = json!({
        "ready": database, "database": database, "messages": messages, "timers": timers,
    });
    (status, Json(says))
}
