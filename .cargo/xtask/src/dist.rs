//! `cargo dist`: one file for any Linux on x86-64 that is not too old, tried with nothing beside it.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{Result, files, http, program, site};

const FILE: &str = "target/dist/linyuan";
/// Where cargo puts it in the profile that is made for this.
const BUILT: &str = "target/alone/linyuan";
const MOST_BYTES: u64 = 40_000_000;

/// Debian 12's, and older than that of any distribution that is still cared for in 2026.
const NEWEST_GLIBC: (u32, u32) = (2, 36);

pub fn dist() -> Result {
    let version = site::build()?;
    println!("Building the server.");
    let mut build = program::cargo();
    build.args(["build", "--profile", "alone", "--package", "server"]);
    program::run(build.env(site::VERSION, &version))?;
    let file = PathBuf::from(FILE);
    files::write(&file, files::read(Path::new(BUILT))?)?;
    executable(&file)?;
    // A quarter of it is names of functions, which only a debugger reads. Whoever links has `strip`.
    program::run(Command::new("strip").arg(&file))?;
    let content = files::read(&file)?;
    check_size(content.len() as u64)?;
    let glibc = newest_glibc(&content);
    if glibc > NEWEST_GLIBC {
        return Err(format!("{FILE} needs glibc {}.{}", glibc.0, glibc.1));
    }
    println!("It needs glibc {}.{} or newer.", glibc.0, glibc.1);
    try_alone(&file, &version)?;
    println!("{FILE} serves everything by itself.");
    Ok(())
}

fn check_size(bytes: u64) -> Result {
    println!("{FILE} has {:.1} MB.", bytes as f64 / 1e6);
    if bytes <= MOST_BYTES { Ok(()) } else { Err(format!("{FILE} has more than {MOST_BYTES}")) }
}

#[cfg(unix)]
fn executable(file: &Path) -> Result {
    use std::os::unix::fs::PermissionsExt;
    files::named(file, fs::set_permissions(file, fs::Permissions::from_mode(0o755)))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result {
    Ok(())
}

/// The newest version of a symbol that the file asks for; each stands in it as `GLIBC_2.34`.
fn newest_glibc(content: &[u8]) -> (u32, u32) {
    let mark = b"GLIBC_";
    let versions = content.windows(mark.len()).enumerate().filter(|(_, it)| it == mark);
    let numbers = versions.filter_map(|(at, _)| {
        let rest = &content[at + mark.len()..];
        let end = rest.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
        let mut parts = std::str::from_utf8(&rest[..end]).ok()?.split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    numbers.max().unwrap_or_default()
}

/// Ends with us, however we end.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then that is what will be reported.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the file in an empty folder and asks for a page, a part of the app, and the API.
fn try_alone(file: &Path, version: &str) -> Result {
    let folder = std::env::temp_dir().join(format!("linyuan-dist-{}", std::process::id()));
    files::write(&folder.join("linyuan"), files::read(file)?)?;
    executable(&folder.join("linyuan"))?;
    let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
    let address = free.map_err(|error| format!("no port is free: {error}"))?.to_string();
    let mut command = Command::new(folder.join("linyuan"));
    command.args(["serve", "--development", "--demo", "--listen", &address]);
    command.current_dir(&folder).env_clear().stdin(Stdio::null()).stdout(Stdio::null());
    let server = command.spawn().map_err(|error| format!("{FILE}: {error}"))?;
    let server = Running(server);
    let tried = ask(&address, version);
    drop(server);
    files::remove(&folder)?;
    tried
}

fn ask(address: &str, version: &str) -> Result {
    let ready = (0..150).any(|_| {
        thread::sleep(Duration::from_millis(200));
        http::get(address, "/readyz").is_some_and(|answer| answer.status == 200)
    });
    if !ready {
        return Err(format!("{FILE} was not ready within 30 seconds"));
    }
    let page = page(address, "/").ok_or("/ leads to no page")?;
    let text = String::from_utf8_lossy(&page.body);
    if !text.contains(version) {
        return Err(format!("{FILE} does not have this version of the site ({version}) in it"));
    }
    let script = text.split('"').find(|it| it.starts_with("/assets/") && it.ends_with(".js"));
    let script = script.ok_or("the page names no script")?;
    for path in [script, "/service-worker.js", "/manifest.webmanifest", "/api/openapi.json"] {
        match http::get(address, path) {
            Some(answer) if answer.status == 200 && !answer.body.is_empty() => {}
            Some(answer) => return Err(format!("{path} answers {}", answer.status)),
            None => return Err(format!("{path} does not answer")),
        }
    }
    Ok(())
}

/// A page, also where `/` leads to the only community.
fn page(address: &str, path: &str) -> Option<http::Answer> {
    let answer = http::get(address, path)?;
    match (answer.status, answer.header("location")) {
        (200, _) => Some(answer),
        (300..400, Some(place)) => http::get(address, place).filter(|it| it.status == 200),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_symbol_decides() {
        let content = b"..GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.17\0GLIBC_PRIVATE\0";
        assert_eq!(newest_glibc(content), (2, 34));
        assert_eq!(newest_glibc(b"nothing"), (0, 0));
    }
}
