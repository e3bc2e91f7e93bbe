//! The server's program, started and ended from outside.

use std::{
    ffi::OsString,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use axum::body::Body;
use http::Request;
use tower::ServiceExt;

use crate::wire;

/// Where it lies, and what stands before its own arguments.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: PathBuf,
    pub before: Vec<OsString>,
}

/// A server that is running, and is killed with this value.
pub struct Running {
    pub at: SocketAddr,
    /// From being started to being ready.
    pub start: Duration,
    child: Child,
}

impl Program {
    /// A program that becomes the server when `server` is its first argument.
    pub fn inside(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), before: vec!["server".into()] }
    }

    /// What is typed to start it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.before).stdin(Stdio::null());
        command
    }

    /// Serves a database, as in production, until it is killed.
    pub async fn serve(&self, database: &str, keys: &Path, at: SocketAddr) -> Running {
        let start = Instant::now();
        let mut command = self.command();
        command.args(["serve", "--public-url", "https://linyuan.example"]);
        command.args(["--sms", "https://127.0.0.1:9/none", "--listen", &at.to_string()]);
        // People in a test do in a second what others do in an hour.
        command.args(["--writes-per-minute", "0"]);
        command.args(["--database-url", database, "--keys"]).arg(keys);
        command.env("RUST_LOG", "error").stdout(Stdio::null());
        let child = command.spawn().unwrap();
        let mut running = Running { at, start: Duration::ZERO, child };
        while !is_ready(at).await {
            assert!(running.child.try_wait().unwrap().is_none(), "the server ended");
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not start");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        running.start = start.elapsed();
        running
    }
}

impl Running {
    /// As when the power of the machine's supply is gone for this process alone: SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended already, where it was killed or stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address that nobody listens on now.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn is_ready(at: SocketAddr) -> bool {
    let request = Request::get("/readyz").body(Body::empty()).unwrap();
    wire::router(at).oneshot(request).await.unwrap().status() == 200
}
