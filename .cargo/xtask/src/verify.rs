//! `cargo verify`: what must pass before a change is proposed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use crate::{
    Result, app, audit,
    count::{self, Count},
    files,
    needs::{self, WASM},
    program, site,
};

/// How a step ended, if it could be taken.
pub enum Done {
    Counted(Count),
    Skipped(String),
}

/// A part as it is typed, what it does, and how.
type Step = (&'static str, &'static str, fn() -> Result<Done>);

/// The quick ones come first.
const STEPS: [Step; 8] = [
    ("fmt", "format", format),
    ("tidy", "house rules", tidy),
    ("fmt", "lints", lints),
    ("fmt", "lints of the app for the browser", lints_for_the_browser),
    ("unit", "rules by themselves", unit),
    ("api", "stories against the server, on both databases", api),
    ("browser", "journeys in a browser", browser),
    ("audit", "advisories", audit::audit),
];

/// Takes the steps of the parts that are named, or all, and ends with one line.
pub fn verify(parts: &[String]) -> Result {
    if let Some(unknown) = parts.iter().find(|part| STEPS.iter().all(|step| step.0 != *part)) {
        return Err(format!("{unknown} is not a part: fmt, unit, api, browser, tidy, audit"));
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|it| it == part);
    let (mut sum, mut report) = (Count::default(), String::new());
    for (part, name, take) in STEPS.into_iter().filter(|step| wanted(step.0)) {
        println!("\n── {part}: {name}");
        let started = Instant::now();
        let done = take();
        let minutes = started.elapsed().as_secs_f64() / 60.0;
        let ended = match done {
            Ok(Done::Counted(count)) => {
                sum += count;
                format!("{} passed, {} failed", count.passed, count.failed)
            }
            Ok(Done::Skipped(why)) => format!("skipped: {why}"),
            Err(sentence) => {
                eprintln!("{sentence}");
                sum += Count { passed: 0, failed: 1 };
                format!("failed: {}", sentence.lines().next().unwrap_or_default())
            }
        };
        report += &format!("{minutes:5.1} min  {part:7}  {name}: {ended}\n");
    }
    println!("\n{report}\n{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { Ok(()) } else { Err("Not everything passed.".into()) }
}

/// A program that is one test.
pub fn check(command: &mut Command) -> Result<Done> {
    let passed = u64::from(program::watch(command)?.success);
    Ok(Done::Counted(Count { passed, failed: 1 - passed }))
}

/// A program that runs tests. That it ran none is a failure, and so is that it could not.
fn tests(command: &mut Command) -> Result<Done> {
    let watched = program::watch(command)?;
    let mut count = count::tests(&watched.output);
    if count.total() == 0 {
        println!("No test was run.");
    }
    if count.total() == 0 || (!watched.success && count.failed == 0) {
        count.failed += 1;
    }
    Ok(Done::Counted(count))
}

fn format() -> Result<Done> {
    check(program::cargo().args(["fmt", "--all", "--check"]))
}

/// With `ssr`, as the server asks for it.
fn lints() -> Result<Done> {
    let all = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    check(program::cargo().args(all))
}

/// With `csr`: the other half of the app, which a native build never sees.
fn lints_for_the_browser() -> Result<Done> {
    needs::wasm_target()?;
    let mut clippy = program::cargo();
    clippy.args(["clippy", "--package", "app", "--no-default-features", "--features", "csr"]);
    clippy.args(["--target", WASM, "--target-dir", app::FOLDER, "--", "--deny", "warnings"]);
    check(&mut clippy)
}

/// Always the whole workspace, and of it the targets that are meant: one package alone would have
/// other features and build its dependencies again.
fn cargo_test(targets: &[&str]) -> Result<Done> {
    tests(program::cargo().args(["test", "--workspace"]).args(targets))
}

fn unit() -> Result<Done> {
    cargo_test(&["--lib", "--bins"])
}

fn api() -> Result<Done> {
    needs::postgresql()?;
    cargo_test(&["--test", "api"])
}

fn tidy() -> Result<Done> {
    cargo_test(&["--test", "tidy"])
}

const BROWSER: &str = "tests/browser";

fn browser() -> Result<Done> {
    needs::browser()?;
    needs::postgresql()?;
    site::build()?;
    program::run(program::cargo().args(["build", "--workspace", "--bin", "linyuan"]))?;
    install_packages()?;
    let (mut sum, mut again) = (Count::default(), Vec::new());
    for story in stories()? {
        let mut count = journeys(&story)?;
        if count.failed > 0 {
            // A real browser on a busy machine can stumble; what is broken is so twice.
            println!("Once more: {}", story.display());
            count = journeys(&story)?;
            again.push(story.display().to_string());
        }
        sum += count;
    }
    if !again.is_empty() {
        println!("\nPassed or failed only at the second try: {}.", again.join(", "));
    }
    Ok(Done::Counted(sum))
}

/// The journeys of one file.
fn journeys(story: &Path) -> Result<Count> {
    let node = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    match tests(Command::new("node").current_dir(BROWSER).args(node).arg(story))? {
        Done::Counted(count) => Ok(count),
        Done::Skipped(why) => Err(why),
    }
}

/// `npm ci` takes its time, so it is only done when the lock file is another one.
fn install_packages() -> Result {
    let folder = Path::new(BROWSER);
    let lock = files::read(&folder.join("package-lock.json"))?;
    let (lock, stamp) = (files::hash([lock.as_slice()]), folder.join("node_modules/installed"));
    if fs::read_to_string(&stamp).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    program::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    files::write(&stamp, lock)
}

fn stories() -> Result<Vec<PathBuf>> {
    let folder = Path::new(BROWSER);
    let entries = files::named(folder, fs::read_dir(folder))?;
    let names = entries.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let mut stories: Vec<_> =
        names.filter(|name| name.to_string_lossy().ends_with(".test.mjs")).collect();
    stories.sort();
    Ok(stories)
}
