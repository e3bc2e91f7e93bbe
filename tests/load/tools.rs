//! Measures by other people's tools: schemathesis asks everything that the OpenAPI document
//! allows and forbids, Lighthouse looks at the first page as a slow phone does.

use std::{net::SocketAddr, path::Path, process::Command};

/// The versions that were tried here; both are installed into `target/tools`.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const LIGHTHOUSE: &str = "lighthouse@12.8.2";
const FOLDER: &str = "target/tools";

/// What schemathesis says in the end, or why it could not be asked.
pub fn schemathesis(at: SocketAddr, cookie: Option<&str>) -> Result<String, String> {
    let environment = format!("{FOLDER}/schemathesis");
    let program = format!("{environment}/bin/schemathesis");
    if !Path::new(&program).exists() {
        run(Command::new("python3").args(["-m", "venv", &environment]))?;
        run(Command::new(format!("{environment}/bin/pip")).args(["install", "-q", SCHEMATHESIS]))?;
    }
    let mut command = Command::new(program);
    command.args(["run", &format!("http://{at}/api/openapi.json"), "--max-time", "120"]);
    // Headers that the document asks of every write; without them nothing gets past the door.
    for header in ["X-Linyuan: 1", "Sec-Fetch-Site: same-origin"] {
        command.args(["--header", header]);
    }
    if let Some(cookie) = cookie {
        command.args(["--header", &format!("Cookie: {cookie}")]);
    }
    command.args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"]);
    command.args(["--workers", "2", "--no-color"]);
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    std::fs::write("target/schemathesis.txt", &text).map_err(|error| error.to_string())?;
    let last = text.lines().rev().find(|line| line.contains("====")).unwrap_or("no summary");
    let verdict = if output.status.success() { "no finding" } else { "FINDINGS" };
    Ok(format!("{verdict} · {} · target/schemathesis.txt", last.trim_matches(['=', ' '])))
}

/// Lighthouse's four scores for a page, as on a slow phone.
pub fn lighthouse(url: &str) -> Result<String, String> {
    let program = format!("{FOLDER}/lighthouse/node_modules/.bin/lighthouse");
    if !Path::new(&program).exists() {
        let folder = format!("{FOLDER}/lighthouse");
        let install = ["install", "--silent", "--prefix", &folder, LIGHTHOUSE];
        run(Command::new("npm").args(install))?;
    }
    let flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
                 --disable-background-networking --disable-component-update --disable-sync";
    let output = Command::new(program)
        .args([url, "--quiet", "--output=json", "--form-factor=mobile"])
        .arg(format!("--chrome-flags={flags}"))
        .env("CHROME_PATH", "/usr/bin/chromium")
        .output()
        .map_err(|error| error.to_string())?;
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let score = |name: &str| {
        let score = report["categories"][name]["score"].as_f64().unwrap_or(f64::NAN);
        format!("{:.0}", score * 100.0)
    };
    let names = ["performance", "accessibility", "best-practices", "seo"];
    let paint = &report["audits"]["first-contentful-paint"]["displayValue"];
    let largest = &report["audits"]["largest-contentful-paint"]["displayValue"];
    let scores = names.map(score).join(" / ");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").replace('\u{a0}', " ");
    Ok(format!("{scores} · FCP {} · LCP {}", text(paint), text(largest)))
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
