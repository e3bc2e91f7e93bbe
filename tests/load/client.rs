//! As many connections as are asked for, each sending the same request again and again.

use std::{
    fmt,
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What runs of the same request were like.
#[derive(Clone, Default)]
pub struct Rate {
    /// How long each request took.
    times: Vec<Duration>,
    /// For how long they ran.
    elapsed: Duration,
    /// The status that all answers had.
    pub status: u16,
    /// Bytes of one answer, head included.
    bytes: usize,
}

impl Rate {
    /// Answers per second, over all connections.
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// Takes another run of the same request in.
    pub fn add(&mut self, other: Rate) {
        self.times.extend(other.times);
        self.elapsed += other.elapsed;
        (self.status, self.bytes) = (other.status, other.bytes);
    }

    /// How long the slowest hundredth took at least.
    fn p99(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() * 99 / 100).copied().unwrap_or_default()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (per_second, p99) = (self.per_second(), self.p99().as_secs_f64() * 1e3);
        let Rate { status, bytes, .. } = self;
        write!(f, "{per_second:.0}/s · p99 {p99:.1} ms · {status} · {bytes} bytes")
    }
}

/// Sends a request over `connections` at a time for `length`.
pub async fn run(at: SocketAddr, request: &str, connections: usize, length: Duration) -> Rate {
    let start = Instant::now();
    let end = start + length;
    let runs = (0..connections).map(|_| tokio::spawn(connection(at, request.to_owned(), end)));
    let runs: Vec<Run> =
        join_all(runs).await.into_iter().map(|run| run.expect("no panic")).collect();
    let elapsed = start.elapsed();
    let statuses: Vec<u16> = runs.iter().map(|run| run.status).collect();
    assert!(statuses.windows(2).all(|pair| pair[0] == pair[1]), "one status for all: {statuses:?}");
    let status = statuses.first().copied().unwrap_or_default();
    let bytes = runs.first().map(|run| run.bytes).unwrap_or_default();
    Rate { times: runs.into_iter().flat_map(|run| run.times).collect(), elapsed, status, bytes }
}

struct Run {
    times: Vec<Duration>,
    status: u16,
    bytes: usize,
}

async fn connection(at: SocketAddr, request: String, end: Instant) -> Run {
    let mut stream = TcpStream::connect(at).await.expect("the server listens");
    stream.set_nodelay(true).expect("a TCP stream");
    let mut run = Run { times: Vec::new(), status: 0, bytes: 0 };
    let mut buffer = vec![0; 64 * 1024];
    while Instant::now() < end {
        let start = Instant::now();
        stream.write_all(request.as_bytes()).await.expect("the server reads");
        (run.status, run.bytes) = answer(&mut stream, &mut buffer).await;
        run.times.push(start.elapsed());
    }
    run
}

/// Reads one answer: its head, and as many bytes as the head announces.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> (u16, usize) {
    let mut read = 0;
    loop {
        if read == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
        let count = stream.read(&mut buffer[read..]).await.expect("the server answers");
        assert!(count > 0, "the server hung up");
        read += count;
        let Some(head) = buffer[..read].windows(4).position(|part| part == b"\r\n\r\n") else {
            continue;
        };
        // Both servers are hyper, which writes names in small letters.
        let text = std::str::from_utf8(&buffer[..head]).expect("a head in ASCII");
        let status = text.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        let length = text.split("\r\ncontent-length: ").nth(1);
        let length = length.and_then(|it| it.split("\r\n").next()?.parse::<usize>().ok());
        let length = if status == 304 { 0 } else { length.expect("a length") };
        if read >= head + 4 + length {
            return (status, read);
        }
    }
}
