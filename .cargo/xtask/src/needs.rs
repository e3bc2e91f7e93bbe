//! What has to be on the machine: installed if that is possible, asked for in a sentence if not.

use std::{env, fs, path::Path, process::Command, thread, time::Duration};

use crate::{Result, program};

/// What the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Debian's browser, and letters for what it shows.
const CHROMIUM: &str = "/usr/bin/chromium";
const LETTERS: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// The other engine, and a screen for it that nobody sees.
const WEBKIT: &str = "/usr/bin/WebKitWebDriver";
const SCREEN: &str = "/usr/bin/Xvfb";

/// What reads a ticket from a picture, as a scanner at the desk does.
const SCANNER: &str = "/usr/bin/zbarimg";

/// Two at once get in each other's way: whoever comes second tries again.
const TRIES: u32 = 5;

/// The standard library for wasm.
pub fn wasm_target() -> Result {
    let installed = program::output("rustup", &["target", "list", "--installed"]);
    if installed.as_ref().is_some_and(|list| list.lines().any(|line| line == WASM)) {
        return Ok(());
    }
    if installed.is_none() && has_target_without_rustup() {
        return Ok(());
    }
    println!("Adding the standard library for {WASM}.");
    program::run(Command::new("rustup").args(["target", "add", WASM])).map_err(|error| {
        format!("{error}. Please install Rust's standard library for {WASM}, then try again.")
    })
}

/// A Rust from a distribution may bring it along.
fn has_target_without_rustup() -> bool {
    program::output("rustc", &["--print", "sysroot"])
        .is_some_and(|root| Path::new(root.trim()).join("lib/rustlib").join(WASM).exists())
}

/// What the journeys through the pages are made with.
pub fn browser() -> Result {
    let mut missing = Vec::new();
    // Whoever names a browser has chosen their letters too.
    let own = env::var_os("CHROMIUM").is_some();
    for (there, package) in [(CHROMIUM, "chromium"), (LETTERS, "fonts-noto-cjk")] {
        if !own && !Path::new(there).exists() {
            missing.push(package);
        }
    }
    for (there, package) in
        [(WEBKIT, "webkit2gtk-driver"), (SCREEN, "xvfb"), (SCANNER, "zbar-tools")]
    {
        if !Path::new(there).exists() {
            missing.push(package);
        }
    }
    if program::output("node", &["--version"]).is_none() {
        missing.push("nodejs");
    }
    if program::output("npm", &["--version"]).is_none() {
        missing.push("npm");
    }
    install(&missing)
}

/// The second of the two databases; the tests start a server of their own.
pub fn postgresql() -> Result {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = env::split_paths(&path).chain(debian.map(|it| it.path().join("bin")));
    if env::var_os("TEST_POSTGRES").is_some() || folders.any(|it| it.join("initdb").exists()) {
        return Ok(());
    }
    install(&["postgresql"])
}

/// Debian's packages, by name.
fn install(packages: &[&str]) -> Result {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    let root = program::output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root || program::output("apt-get", &["--version"]).is_none() {
        return Err(format!("Please install these Debian packages, then try again: {names}."));
    }
    println!("Installing what is missing: {names}.");
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

fn apt_get(arguments: &[&str]) -> Result {
    let mut last = String::new();
    for _ in 0..TRIES {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command.args(["--quiet", "-o", "DPkg::Lock::Timeout=120"]).args(arguments);
        match program::run(&mut command) {
            Ok(()) => return Ok(()),
            Err(error) => last = error,
        }
        thread::sleep(Duration::from_secs(5));
    }
    Err(last)
}
