//! `cargo start`: from the sources to a page one can look at.

use std::{net::TcpListener, process::Command};

use crate::{Result, files, program, site};

const PORT: u16 = 8080;

/// Builds what changed and serves the demo until it is stopped.
pub fn start(arguments: &[String]) -> Result {
    let port = port(arguments)?;
    let address = format!("127.0.0.1:{port}");
    TcpListener::bind(&address).map_err(|error| {
        format!("{address} is taken ({error}): try another one, cargo start --port {}", port + 1)
    })?;
    let version = site::build()?;
    println!("Building the server.");
    build_server(&version)?;
    files::named("data".as_ref(), std::fs::create_dir_all("data"))?;
    println!("Starting at http://{address} with the demo; what it writes is kept in data/.");
    let mut server = Command::new(SERVER);
    become_program(server.args(["serve", "--development", "--demo", "--listen", &address]))
}

/// Where cargo puts the server in release.
pub const SERVER: &str = "target/release/linyuan";

/// Builds the server as it is delivered, with this version of the site in it.
pub fn build_server(version: &str) -> Result {
    let mut build = program::cargo();
    build.args(["build", "--release", "--package", "server"]).env(site::VERSION, version);
    program::run(&mut build)
}

fn port(arguments: &[String]) -> Result<u16> {
    let help = "cargo start [--port N]";
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(PORT),
        ["--port", number] => number.parse().map_err(|_| format!("{number} is no port: {help}")),
        _ => Err(help.to_owned()),
    }
}

/// The server takes our place, so that Ctrl-C reaches it and it alone.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    Err(format!("{SERVER}: {}", command.exec()))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result {
    program::run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_can_be_chosen() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(port(&[]), Ok(PORT));
        assert_eq!(port(&words("--port 9000")), Ok(9000));
        assert!(port(&words("--port many")).is_err());
        assert!(port(&words("--prot 9000")).is_err());
    }
}
