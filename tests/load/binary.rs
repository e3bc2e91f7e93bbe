//! The product as it is shipped, and a bare axum server to compare it with, each in a process of
//! its own.

use std::{
    env, fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// A server that ends with this value.
pub struct Server {
    pub at: SocketAddr,
    /// From being started to being ready.
    pub start: Duration,
    child: Child,
    folder: Option<TempDir>,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Server {
    /// The release binary with the demo, on a new database.
    pub async fn demo(binary: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let filled = Self::product(binary, folder, true).await;
        // Filling the demo is no part of a start.
        Self::again(filled, binary).await
    }

    /// The same data, served by a new process.
    pub async fn again(mut before: Self, binary: &Path) -> Self {
        let folder = before.folder.take().expect("a folder with data");
        drop(before);
        Self::product(binary, folder, false).await
    }

    async fn product(binary: &Path, folder: TempDir, demo: bool) -> Self {
        let at = free_address();
        let url = format!("sqlite:{}", folder.path().join("linyuan.db").display());
        let mut command = Command::new(binary);
        command.args(["serve", "--development", "--listen", &at.to_string()]);
        command.args(["--database-url", &url, "--keys"]).arg(folder.path().join("keys"));
        command.env("RUST_LOG", "error").current_dir(folder.path());
        if demo {
            command.arg("--demo");
        }
        let (child, start) = started(command, at).await;
        Self { at, start, child, folder: Some(folder) }
    }

    /// Bare axum that says hello.
    pub async fn hello() -> Self {
        let at = free_address();
        let this = env::current_exe().expect("this program");
        let mut command = Command::new(this);
        command.args(["hello", &at.to_string()]);
        let (child, start) = started(command, at).await;
        Self { at, start, child, folder: None }
    }

    /// Resident memory, in MiB.
    pub fn memory(&self) -> f64 {
        memory(&self.child.id().to_string(), "VmRSS:")
    }
}

/// The most memory that was ever resident in this process, in MiB.
pub fn most_memory() -> f64 {
    memory("self", "VmHWM:")
}

fn memory(process: &str, which: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which)).unwrap_or_default();
    let kib = line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(f64::NAN);
    kib / 1024.0
}

/// Where `cargo build --release` puts the product.
pub fn release() -> PathBuf {
    let this = env::current_exe().expect("this program");
    this.with_file_name("linyuan")
}

/// Serves hello until it is killed.
pub async fn serve_hello(at: &str) {
    let listener = tokio::net::TcpListener::bind(at).await.expect("a free address");
    let hello = axum::Router::new().route("/", axum::routing::get(async || "hello"));
    axum::serve(listener, hello).await.expect("a server that runs");
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free address");
    listener.local_addr().expect("an address")
}

/// Starts a server and waits until it answers; the readiness page, or any where it has none.
async fn started(mut command: Command, at: SocketAddr) -> (Child, Duration) {
    let start = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let child = child.expect("a program that was built");
    while !is_ready(at).await {
        assert!(start.elapsed() < Duration::from_secs(30), "the server does not start");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    (child, start.elapsed())
}

async fn is_ready(at: SocketAddr) -> bool {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let Ok(mut stream) = tokio::net::TcpStream::connect(at).await else { return false };
    let request = "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let mut answer = String::new();
    let sent = stream.write_all(request.as_bytes()).await.is_ok();
    sent && stream.read_to_string(&mut answer).await.is_ok()
        && (answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 404"))
}
