//! Many people who look at the page of one market while its places go.

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use server::{
    address::TrustedProxies,
    live::Live,
    serve::{Limits, serve},
};
use shared::market::SignUpStatus;
use tests::{
    Backend, Person, World,
    live::url,
    market::{Fair, fair},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Notify,
};

use crate::writes::{Writes, measure};

const PLACES: i64 = 50;
/// How many sign up, and how many of them at the same time.
const COUNT: usize = 1024;
const CALLERS: usize = 256;
/// So many of them come from one address; fewer than there is room for.
const PER_ADDRESS: usize = 100;

/// What it was like for those who listened, and what it cost the others.
pub struct Heard {
    /// From the last place being taken to the last listener knowing.
    pub last: Duration,
    /// How often the market was read for all of them.
    pub reads: u64,
    pub writes: Writes,
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Heard { last, reads, .. } = self;
        let last = last.as_millis();
        write!(f, "all know {last} ms after the last place went · read {reads} times")
    }
}

/// So many people listen to a market while all its places are taken.
///
/// # Panics
/// When somebody is not heard, does not hear, or there is a place more or less than there are.
pub async fn places(backend: Backend, ears: usize) -> Heard {
    let world = Arc::new(World::new(backend).await);
    let fair = Arc::new(fair(&world, 60, PLACES).await);
    let hall = Live::default();
    let router = server::router(world.app.with_live(hall.clone()));
    let people = join_all((0..COUNT).map(|_| world.resident())).await;
    let (at, stop) = (serve_at(router.clone()).await, Arc::new(OnceLock::new()));
    let ask = format!("GET {} HTTP/1.1\r\nhost: x\r\n\r\n", url(&world, fair.id));
    let listening = join_all((0..ears).map(|it| listen(at.0, it, ask.clone()))).await;
    assert_eq!(hall.listeners(), ears, "everybody found room");
    let known = listening.into_iter().map(|it| tokio::spawn(until_full(it))).collect::<Vec<_>>();
    let have = Arc::new(AtomicI64::new(0));
    let calls = people.into_iter().map(|person| {
        let one = (world.clone(), fair.clone(), have.clone(), stop.clone());
        sign_up(one, person.at(router.clone()))
    });
    let writes = measure(calls, CALLERS, COUNT).await;
    let mut last = Duration::ZERO;
    let taken = *stop.get().expect("all places are taken");
    for known in join_all(known).await {
        last = last.max(known.expect("no panic").saturating_duration_since(taken));
    }
    at.1.notify_one();
    Heard { last, reads: hall.reads(), writes }
}

type Shared = (Arc<World>, Arc<Fair>, Arc<AtomicI64>, Arc<OnceLock<Instant>>);

async fn sign_up((world, fair, have, full): Shared, person: Person) {
    let got = fair.join(&world, &person, 0).await.expect("a place, or a wait for one");
    let one = i64::from(got.status == SignUpStatus::Confirmed);
    let now = have.fetch_add(one, Ordering::Relaxed) + one;
    assert!(now <= PLACES, "no place more than there are");
    if now == PLACES {
        full.get_or_init(Instant::now);
    }
}

/// The server as it is shipped, around this app, until it is told to stop.
async fn serve_at(router: axum::Router) -> (SocketAddr, Arc<Notify>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free address");
    let (at, stop) = (listener.local_addr().expect("an address"), Arc::new(Notify::new()));
    let asked = stop.clone();
    tokio::spawn(async move {
        let stop = async move { asked.notified().await };
        serve(listener, router, TrustedProxies::default(), Limits::default(), stop).await;
    });
    (at, stop)
}

/// Listens, from one of many houses, until the first word has come.
async fn listen(at: SocketAddr, number: usize, ask: String) -> TcpStream {
    let house = u8::try_from(2 + number / PER_ADDRESS).expect("fewer houses than addresses");
    let socket = TcpSocket::new_v4().expect("a socket");
    let from = SocketAddr::from((Ipv4Addr::new(127, 0, 0, house), 0));
    socket.bind(from).expect("any address of this machine");
    let mut stream = socket.connect(at).await.expect("the server listens");
    stream.write_all(ask.as_bytes()).await.expect("the server reads");
    until(&mut stream, "\"slots\"").await;
    stream
}

/// When the last place of a slot is heard to be gone.
async fn until_full(mut stream: TcpStream) -> Instant {
    until(&mut stream, "\"none\"").await;
    Instant::now()
}

async fn until(stream: &mut TcpStream, word: &str) {
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(word) {
        let count = stream.read_buf(&mut heard).await.expect("the server answers");
        assert!(count > 0, "the server hung up: {}", String::from_utf8_lossy(&heard));
    }
}
