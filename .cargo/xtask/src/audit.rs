//! Known weaknesses of what we depend on, looked up without a network.
//!
//! What cannot be mended yet stands in `.cargo/audit.toml`, each line with its reason and the day
//! until which it may wait: `"RUSTSEC-…", # until 2027-01-31: why it does not touch us`.

use std::{env, fs, path::Path, process::Command};

use crate::{
    Result,
    count::Count,
    files, program,
    verify::{Done, check},
};

const TOOLS: &str = "target/tools";
const TOOL: &str = "target/tools/bin/cargo-audit";
const ADVISORIES: &str = "target/tools/advisories";
const EXCEPTIONS: &str = ".cargo/audit.toml";

/// Beside the project, or wherever this names it.
const ELSEWHERE: &str = "ADVISORY_DB";
const BESIDE: &str = "../shared/quality/advisory-db.tgz";

pub fn audit() -> Result<Done> {
    let archive = env::var(ELSEWHERE).unwrap_or_else(|_| BESIDE.to_owned());
    if !Path::new(&archive).exists() {
        return Ok(Done::Skipped(format!("no advisories at {archive}; {ELSEWHERE} may name them")));
    }
    let today = program::output("date", &["-u", "+%F"]).ok_or("date does not run")?;
    let exceptions = fs::read_to_string(EXCEPTIONS).unwrap_or_default();
    overdue(&exceptions, today.trim())?;
    install()?;
    unpack(&archive)?;
    println!("The newest advisory is of {}; today is {}.", newest()?, today.trim());
    control()?;
    let done = check(&mut tool())?;
    Ok(match done {
        Done::Counted(count) => Done::Counted(Count { passed: count.passed + 1, ..count }),
        skipped => skipped,
    })
}

fn tool() -> Command {
    let mut tool = Command::new(TOOL);
    tool.args(["audit", "--no-fetch", "--stale", "--db", ADVISORIES]);
    tool
}

fn install() -> Result {
    if Path::new(TOOL).exists() {
        return Ok(());
    }
    println!("Installing cargo-audit into {TOOLS}.");
    let mut install = program::cargo();
    install.args(["install", "--locked", "--no-default-features", "--root", TOOLS]);
    program::run(install.args(["--target-dir", "target/tools/build", "cargo-audit@0.22.2"]))?;
    files::remove(Path::new("target/tools/build"))
}

fn unpack(archive: &str) -> Result {
    files::remove(Path::new(ADVISORIES))?;
    files::named(ADVISORIES.as_ref(), fs::create_dir_all(ADVISORIES))?;
    program::run(Command::new("tar").args(["-xzf", archive, "-C", ADVISORIES]))
}

/// The day of the youngest advisory is as good as the age of them all.
fn newest() -> Result<String> {
    let mut newest = String::new();
    for path in files::all(Path::new(ADVISORIES))? {
        let text = fs::read_to_string(path).unwrap_or_default();
        let date = text.lines().find_map(|line| line.strip_prefix("date = \""));
        newest = newest.max(date.unwrap_or_default().trim_end_matches('"').to_owned());
    }
    Ok(newest)
}

/// An audit that finds nothing is worth something only if it would have found this.
fn control() -> Result {
    let lock = "version = 3\n[[package]]\nname = \"time\"\nversion = \"0.1.42\"\n\
        source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    let path = Path::new("target/tools/control.lock");
    files::write(path, lock)?;
    let output = tool().arg("--file").arg(path).output().map_err(|it| format!("{TOOL}: {it}"))?;
    match output.status.success() {
        false => Ok(()),
        true => Err("the audit does not find the weakness it is shown".into()),
    }
}

/// Each exception has a day, and none has passed.
fn overdue(exceptions: &str, today: &str) -> Result {
    for line in exceptions.lines().map(str::trim).filter(|line| line.starts_with("\"RUSTSEC-")) {
        let until = line.split("# until ").nth(1).and_then(|rest| rest.split(':').next());
        match until {
            Some(day) if day.len() == today.len() && day >= today => {}
            _ => return Err(format!("{EXCEPTIONS}: no day, or one that has passed: {line}")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_needs_a_day_that_is_still_to_come() {
        let line = |day: &str| format!("ignore = [\n    \"RUSTSEC-2023-0071\", # {day}\n]");
        assert!(overdue(&line("until 2027-01-31: not compiled"), "2026-11-22").is_ok());
        assert!(overdue(&line("until 2026-11-21: not compiled"), "2026-11-22").is_err());
        assert!(overdue(&line("not compiled"), "2026-11-22").is_err());
        assert!(overdue("", "2026-11-22").is_ok());
    }
}
