//! Connections that are slow on purpose are ended; whoever is honest is served meanwhile.
//!
//! Limits are short here. Tests wait for what must happen, at most a minute: how quick this
//! machine is decides nothing.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, routing::get};
use server::{
    address::TrustedProxies,
    layers,
    serve::{Limits, serve},
};
use tests::{Backend, Person, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
    time::{sleep, timeout},
};

const MINUTE: Duration = Duration::from_secs(60);
const HONEST: &str = "GET /api/communities HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

fn short() -> Limits {
    let short = Duration::from_millis(400);
    let (answer, drain) = (Duration::from_secs(20), Duration::from_secs(20));
    let connections = 200;
    Limits { header: short, body: short, answer, stall: short, taking: MINUTE, drain, connections }
}

/// A server on a socket, which stops when it is told to.
struct Served {
    at: SocketAddr,
    stop: Arc<Notify>,
    done: JoinHandle<()>,
    world: World,
}

impl Served {
    async fn new(limits: Limits) -> Self {
        let world = World::new(Backend::Sqlite).await;
        let router = server::router_within(world.app.clone(), limits);
        Self::with(world, router, limits).await
    }

    async fn with(world: World, router: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, stop) = (listener.local_addr().unwrap(), Arc::new(Notify::new()));
        let stopped = stop.clone();
        let serving = async move {
            let asked = async move { stopped.notified().await };
            serve(listener, router, TrustedProxies::default(), limits, asked).await;
        };
        Self { at, stop, done: tokio::spawn(serving), world }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }

    /// The whole answer to a request.
    async fn ask(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        rest(&mut stream).await
    }
}

/// What still comes until the server ends the connection, one way or another.
async fn rest(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let ended = timeout(MINUTE, stream.read_to_end(&mut read)).await;
    assert!(ended.is_ok(), "the connection is still open");
    String::from_utf8_lossy(&read).into_owned()
}

/// Sends a letter now and then, until the server has enough of it.
async fn drip(stream: TcpStream, begin: &str) -> String {
    let (mut reading, mut writing) = stream.into_split();
    writing.write_all(begin.as_bytes()).await.unwrap();
    let dripping = tokio::spawn(async move {
        while writing.write_all(b"a").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let mut read = Vec::new();
    let ended = timeout(MINUTE, reading.read_to_end(&mut read)).await;
    assert!(ended.is_ok(), "the connection is still open");
    dripping.abort();
    String::from_utf8_lossy(&read).into_owned()
}

/// Nobody is told that it was too large.
#[tokio::test]
async fn a_body_that_breaks_off_is_malformed() {
    let served = Served::new(short()).await;
    let mut stream = served.connect().await;
    let head = "POST /api/sign-in/code HTTP/1.1\r\nhost: x\r\norigin: https://linyuan.example\r\n\
        x-linyuan: 1\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{\"phone\"";
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(!answer.contains(" 413 "), "{answer}");
    assert!(answer.is_empty() || answer.contains(" 400 "), "{answer}");
}

#[tokio::test]
async fn silence_is_ended() {
    let served = Served::new(short()).await;
    assert_eq!(rest(&mut served.connect().await).await, "");
}

#[tokio::test]
async fn dripping_headers_are_ended() {
    let served = Served::new(short()).await;
    drip(served.connect().await, "GET / HTTP/1.1\r\nhost: x\r\nx: ").await;
}

#[tokio::test]
async fn a_connection_that_is_kept_for_nothing_is_ended() {
    let served = Served::new(short()).await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200 OK"));
}

/// Head of a write with everything it needs.
fn write(person: &Person, more: &str) -> String {
    format!(
        "POST /api/yongan/wishes HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n\
         x-linyuan: 1\r\nidempotency-key: 1\r\ncontent-type: application/json\r\ncookie: {}\r\n\
         {more}\r\n\r\n",
        person.cookie().unwrap()
    )
}

#[tokio::test]
async fn a_dripping_body_is_answered_and_ended() {
    let served = Served::new(short()).await;
    let lan = served.world.resident().await;
    let answer = drip(served.connect().await, &write(&lan, "content-length: 60000")).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after") && answer.contains("/problems/busy"), "{answer}");
}

#[tokio::test]
async fn an_endless_body_is_refused_without_being_read() {
    let served = Served::new(Limits::default()).await;
    let lan = served.world.resident().await;
    let (mut reading, mut writing) = served.connect().await.into_split();
    let head = write(&lan, "transfer-encoding: chunked");
    writing.write_all(head.as_bytes()).await.unwrap();
    let endless = tokio::spawn(async move {
        let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
        let mut sent: u64 = 0;
        while sent < 1 << 30 && writing.write_all(&chunk).await.is_ok() {
            sent += 0x10000;
        }
        sent
    });
    let mut answer = vec![0; 12];
    timeout(MINUTE, reading.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(answer, b"HTTP/1.1 413");
    let sent = timeout(MINUTE, endless).await.unwrap().unwrap();
    // What the two ends of a connection hold at most, and nothing near a GiB.
    assert!(sent < 64 << 20, "{sent} bytes were taken");
}

/// Tells when it is gone.
struct Gone(Arc<Notify>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn whoever_does_not_read_is_ended() {
    let (world, gone) = (World::new(Backend::Sqlite).await, Arc::new(Notify::new()));
    let told = gone.clone();
    let flood = move || {
        let gone = Gone(told.clone());
        let part = move |()| {
            let _held = &gone;
            Some((Ok::<_, std::io::Error>(vec![0; 1 << 16]), ()))
        };
        let parts = futures_util::stream::unfold((), move |()| std::future::ready(part(())));
        std::future::ready(Body::from_stream(parts))
    };
    let routes = Router::new().route("/flood", get(flood));
    let router = layers::around(routes, &world.app, short());
    let served = Served::with(world, router, short()).await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /flood HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    timeout(MINUTE, gone.notified()).await.expect("an end");
}

#[tokio::test]
async fn honest_people_are_served_among_slow_ones() {
    let served = Served::new(short()).await;
    let mut slow = Vec::new();
    for _ in 0..150 {
        let mut stream = served.connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nx: ").await.unwrap();
        slow.push(stream);
    }
    for _ in 0..20 {
        assert!(served.ask(HONEST).await.starts_with("HTTP/1.1 200 OK"));
    }
    for mut stream in slow {
        rest(&mut stream).await;
    }
}

#[tokio::test]
async fn whoever_finds_no_seat_waits_for_one() {
    let served = Served::new(Limits { connections: 2, ..short() }).await;
    let _slow = [served.connect().await, served.connect().await];
    assert!(served.ask(HONEST).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn what_was_begun_is_finished_before_the_server_stops() {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (tell, wait) = (begun.clone(), go_on.clone());
    let takes_long = move || {
        let (tell, wait) = (tell.clone(), wait.clone());
        async move {
            tell.notify_one();
            wait.notified().await;
            "done"
        }
    };
    let world = World::new(Backend::Sqlite).await;
    let router = layers::around(Router::new().route("/", get(takes_long)), &world.app, short());
    let served = Served::with(world, router, short()).await;
    let mut asking = served.connect().await;
    asking.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    begun.notified().await;

    served.stop.notify_one();
    while TcpStream::connect(served.at).await.is_ok() {
        sleep(Duration::from_millis(5)).await;
    }
    go_on.notify_one();

    assert!(rest(&mut asking).await.ends_with("done"));
    timeout(MINUTE, served.done).await.expect("an end").unwrap();
}

#[tokio::test]
async fn nobody_keeps_the_server_from_stopping() {
    let never = async || std::future::pending::<()>().await;
    let limits = Limits { drain: Duration::from_millis(300), ..short() };
    let world = World::new(Backend::Sqlite).await;
    let router = layers::around(Router::new().route("/", get(never)), &world.app, limits);
    let served = Served::with(world, router, limits).await;
    let mut asking = served.connect().await;
    asking.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    served.stop.notify_one();
    timeout(MINUTE, served.done).await.expect("an end").unwrap();
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_given_up() {
    let never = async || std::future::pending::<()>().await;
    let limits = Limits { answer: Duration::from_millis(300), ..short() };
    let world = World::new(Backend::Sqlite).await;
    let router = layers::around(Router::new().route("/", get(never)), &world.app, limits);
    let served = Served::with(world, router, limits).await;
    let answer = served.ask("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
}
