//! The server on a socket: ends connections that are slow, and stops without cutting anyone off.

mod impatient;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};
use tower::ServiceExt;

use crate::address::TrustedProxies;
use impatient::Impatient;

/// How long a caller may take for what, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For all headers of a request; and between two requests on a connection that is kept.
    pub header: Duration,
    /// For the body of a request.
    pub body: Duration,
    /// From the headers of a request to the beginning of its answer.
    pub answer: Duration,
    /// Without taking anything of an answer.
    pub stall: Duration,
    /// For taking as much of an answer as was ready to be sent.
    pub taking: Duration,
    /// For finishing what is being done when the server is stopped.
    pub drain: Duration,
    /// How many connections are served at a time; more wait their turn.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            header: seconds(8),
            body: seconds(15),
            answer: seconds(30),
            stall: seconds(12),
            taking: seconds(120),
            drain: seconds(10),
            connections: 4096,
        }
    }
}

/// Goes with every request: tells an answer that has no end of its own when to come to one.
#[derive(Clone, Debug)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Waits until the server stops.
    pub async fn wait(&mut self) {
        // Whoever could say so may be gone already, and that says it as well.
        let _ = self.0.wait_for(|stops| *stops).await;
    }
}

/// More bytes of headers than this are refused; each connection holds as much at most.
const LARGEST_HEADERS: usize = 64 * 1024;
/// How long to wait when no connection can be accepted, as when all file descriptors are taken.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until `stop` comes, and then until everyone has been answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: TrustedProxies,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let seats = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let http = http(&limits);
    let mut stop = std::pin::pin!(stop);
    let (stopping, stopped) = watch::channel(false);
    loop {
        let (stream, peer, seat) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &seats) => accepted,
        };
        // A browser that waits for few small answers should not wait for them to be gathered.
        let _ = stream.set_nodelay(true);
        let (router, proxies, stopped) = (router.clone(), proxies.clone(), stopped.clone());
        let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
            let address = proxies.client(peer.ip(), request.headers());
            request.extensions_mut().insert(address);
            request.extensions_mut().insert(Stopping(stopped.clone()));
            let request: Request = request.map(Body::new);
            router.clone().oneshot(request)
        });
        let stream = TokioIo::new(Impatient::new(stream, limits.stall, limits.taking));
        let connection = graceful.watch(http.serve_connection(stream, answer));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection was ended");
            }
            drop(seat);
        });
    }
    drop(listener);
    stopping.send_replace(true);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

fn http(limits: &Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header).max_buf_size(LARGEST_HEADERS);
    http
}

/// The next connection, once there is a seat for it.
async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(seat) = seats.clone().acquire_owned().await else {
            // Nobody closes the seats; should it happen, there is nothing to accept.
            return std::future::pending().await;
        };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, seat),
            // The caller was gone before we came.
            Err(error) if is_of_the_caller(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_caller(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
