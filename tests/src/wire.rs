//! The server as it is reached from outside: in a process of its own, on a port.

use std::{io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use http::Response;
use shared::problem::{CONTENT_TYPE, Kind, Problem};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Longer than the server takes for its longest answer.
const PATIENCE: Duration = Duration::from_secs(40);

/// For [`crate::Person::at`]: passes each request on, over a connection of its own. Where there is
/// no whole answer, it gives the one that the app makes up then: [`Kind::Offline`].
pub fn router(at: SocketAddr) -> Router {
    Router::new().fallback(move |request: Request| async move {
        let passed = timeout(PATIENCE, pass_on(at, request)).await;
        passed.ok().and_then(Result::ok).unwrap_or_else(offline)
    })
}

async fn pass_on(at: SocketAddr, request: Request) -> io::Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(io::Error::other)?;
    let mut message = format!(
        "{} {} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\ncontent-length: {}\r\n",
        head.method,
        head.uri,
        body.len()
    )
    .into_bytes();
    for (name, value) in &head.headers {
        message.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    message.extend(b"\r\n");
    message.extend(&body);
    let mut stream = TcpStream::connect(at).await?;
    stream.write_all(&message).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    parse(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Nothing, where the answer was cut off.
fn parse(answer: &[u8]) -> Option<Response<Body>> {
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n")?;
    let (head, body) = (std::str::from_utf8(&answer[..end]).ok()?, &answer[end + 4..]);
    let mut lines = head.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut response = Response::builder().status(status);
    let mut length = None;
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse::<usize>().ok();
        }
        response = response.header(name, value);
    }
    (length? == body.len()).then(|| response.body(Body::from(body.to_vec())).ok())?
}

fn offline() -> Response<Body> {
    let problem = Problem::new(Kind::Offline);
    let body = serde_json::to_vec(&problem).unwrap();
    let response = Response::builder().status(problem.status).header("content-type", CONTENT_TYPE);
    response.body(Body::from(body)).unwrap()
}
