//! Measures by other people's tools: schemathesis asks everything that the OpenAPI document
//! allows and forbids, Lighthouse looks at the first page as a slow phone does.

use std::{net::SocketAddr, path::Path, process::Command};

/// The versions that were tried here; both are installed into `target/tools`.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const LIGHTHOUSE: &str = "lighthouse@12.8.2";
const FOLDER: &str = "target/tools";
/// No trouble of ours, and no answer that the document does not describe.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance";

/// Who asks, and with which words in the place of what the document leaves open.
pub struct Asker<'a> {
    pub name: &'a str,
    /// Of someone who is signed in.
    pub cookie: Option<&'a str>,
    /// What stands in the braces of paths; made up, where nothing is said.
    pub parameters: &'a [(&'a str, String)],
    /// What would end the session of whoever asks.
    pub without: &'a [&'a str],
}

/// What schemathesis says after so many seconds; or what it found, or why it could not be asked.
pub fn schemathesis(at: SocketAddr, asker: &Asker, seconds: u32) -> Result<String, String> {
    let environment = format!("{FOLDER}/schemathesis");
    let program = format!("{environment}/bin/schemathesis");
    if !Path::new(&program).exists() {
        run(Command::new("python3").args(["-m", "venv", &environment]))?;
        run(Command::new(format!("{environment}/bin/pip")).args(["install", "-q", SCHEMATHESIS]))?;
    }
    let settings = format!("{FOLDER}/schemathesis.toml");
    let lines = asker.parameters.iter().map(|(name, value)| format!("\"path.{name}\" = {value:?}"));
    let lines: Vec<_> = ["[parameters]".to_owned()].into_iter().chain(lines).collect();
    std::fs::write(&settings, lines.join("\n")).map_err(|error| error.to_string())?;
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let mut command = Command::new(here.join(program));
    // It leaves a folder of its own where it stands.
    command.current_dir(FOLDER).arg("--config-file").arg(here.join(settings));
    command.args(["--no-color", "run"]);
    command.arg(format!("http://{at}/api/openapi.json"));
    command.args(["--max-time", &seconds.to_string(), "--workers", "2", "--continue-on-failure"]);
    // Headers that the document asks of every write; without them nothing gets past the door.
    command.args(["--header", "X-Linyuan: 1", "--header", "Sec-Fetch-Site: same-origin"]);
    if let Some(cookie) = asker.cookie {
        command.args(["--header", &format!("Cookie: {cookie}")]);
    }
    for operation in asker.without {
        command.args(["--exclude-operation-id", operation]);
    }
    command.args(["--checks", CHECKS]);
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let report = format!("target/schemathesis-{}.txt", asker.name);
    std::fs::write(&report, &text).map_err(|error| error.to_string())?;
    let last = text.lines().rev().find(|line| line.contains("====")).unwrap_or("no summary");
    let verdict = if output.status.success() { "nothing found" } else { "FOUND SOMETHING" };
    let tried = text.lines().rev().find(|line| line.contains(" generated,")).unwrap_or_default();
    let said = format!("{verdict} · {} · {}", tried.trim(), last.trim_matches(['=', ' ']));
    if output.status.success() { Ok(said) } else { Err(said) }
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
    // Into a file: what it writes to a pipe is cut where it ends.
    let report = "target/lighthouse.json";
    let mut command = Command::new(program);
    command.args([url, "--quiet", "--output=json", "--form-factor=mobile"]);
    command.arg(format!("--output-path={report}")).arg(format!("--chrome-flags={flags}"));
    run(command.env("CHROME_PATH", "/usr/bin/chromium"))?;
    let report = std::fs::read(report).map_err(|error| error.to_string())?;
    let report: serde_json::Value =
        serde_json::from_slice(&report).map_err(|error| error.to_string())?;
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
