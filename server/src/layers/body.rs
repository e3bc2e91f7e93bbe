//! The body of a request, and how long it may take to come.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::Stream;
use tokio::time::sleep;

/// The body, and a future that ends when it took too long. A body that nobody asks for is not late.
pub fn within(body: Body, limit: Duration) -> (Body, impl Future<Output = ()>) {
    let state = Arc::new(State::default());
    // Most requests have none.
    if body.is_end_stream() {
        return (body, late(state, limit));
    }
    let watched = Watched { body: body.into_data_stream(), state: state.clone() };
    (Body::from_stream(watched), late(state, limit))
}

/// How far the body is.
#[derive(Default)]
struct State {
    asked_for: AtomicBool,
    done: AtomicBool,
}

async fn late(state: Arc<State>, limit: Duration) {
    sleep(limit).await;
    let waits = state.asked_for.load(Ordering::Relaxed) && !state.done.load(Ordering::Relaxed);
    if !waits {
        std::future::pending::<()>().await;
    }
}

struct Watched {
    body: BodyDataStream,
    state: Arc<State>,
}

impl Stream for Watched {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.state.asked_for.store(true, Ordering::Relaxed);
        let part = ready!(Pin::new(&mut self.body).poll_next(context));
        if !matches!(part, Some(Ok(_))) {
            self.state.done.store(true, Ordering::Relaxed);
        }
        Poll::Ready(part)
    }
}

impl Drop for Watched {
    /// Whoever dropped it has read enough.
    fn drop(&mut self) {
        self.state.done.store(true, Ordering::Relaxed);
    }
}
