//! Known weaknesses of what we depend on, looked up without a network.
//!
//! What cannot be mended yet stands in `.cargo/audit.toml`, each line with its reason and the day
//! until which it may wait: `"RUSTSEC-…", # until 2027-01-31: why it does no harm`.

use std::{env, fs, path::Path, process::Command};

use rustsec::{Database, Lockfile, Report, advisory::Informational, report::Settings};

use crate::{Result, count::Count, files, program, verify::Done};

const ADVISORIES: &str = "target/advisories";
const EXCEPTIONS: &str = ".cargo/audit.toml";

/// Beside the project, or wherever this names it.
const ELSEWHERE: &str = "ADVISORY_DB";
const BESIDE: &str = "../shared/quality/advisory-db.tgz";

/// Each advisory that touches us is a failure, unless it may wait.
pub fn audit() -> Result<Done> {
    let archive = env::var(ELSEWHERE).unwrap_or_else(|_| BESIDE.to_owned());
    if !Path::new(&archive).exists() {
        return Ok(Done::Skipped(format!("no advisories at {archive}; {ELSEWHERE} may name them")));
    }
    let today = program::output("date", &["-u", "+%F"]).ok_or("date does not run")?;
    let (today, known) = (today.trim(), unpack(&archive)?);
    let newest = known.iter().map(|it| it.date().as_str()).max().unwrap_or_default();
    println!("{} advisories, the newest of {newest}; today is {today}.", known.iter().count());
    control(&known)?;
    let exceptions = exceptions(&fs::read_to_string(EXCEPTIONS).unwrap_or_default(), today)?;
    let lock = Lockfile::load("Cargo.lock").map_err(|error| error.to_string())?;
    let found = find(&known, &lock);
    let mut count = Count { passed: 1, failed: 0 };
    for (id, what) in &found {
        let waits = exceptions.contains(id);
        println!("{id} {what}{}", if waits { ": waits" } else { "" });
        count.failed += u64::from(!waits);
    }
    for needless in exceptions.iter().filter(|id| found.iter().all(|(other, _)| other != *id)) {
        println!("{EXCEPTIONS}: {needless} is not needed");
        count.failed += 1;
    }
    Ok(Done::Counted(count))
}

fn unpack(archive: &str) -> Result<Database> {
    let folder = Path::new(ADVISORIES);
    files::remove(folder)?;
    files::named(folder, fs::create_dir_all(folder))?;
    program::run(Command::new("tar").args(["-xzf", archive, "-C", ADVISORIES]))?;
    Database::open(folder).map_err(|error| format!("{archive}: {error}"))
}

/// Weaknesses, and crates that nobody looks after or whose promises do not hold.
fn find(known: &Database, lock: &Lockfile) -> Vec<(String, String)> {
    let informational_warnings =
        vec![Informational::Notice, Informational::Unmaintained, Informational::Unsound];
    let settings = Settings { informational_warnings, ..Settings::default() };
    let report = Report::generate(known, lock, &settings);
    let mut found = Vec::new();
    for it in report.vulnerabilities.list {
        let what = format!("{} {}: {}", it.package.name, it.package.version, it.advisory.title);
        found.push((it.advisory.id.to_string(), what));
    }
    for warning in report.warnings.into_values().flatten() {
        if let Some(advisory) = warning.advisory {
            let (name, version) = (warning.package.name, warning.package.version);
            found.push((advisory.id.to_string(), format!("{name} {version}: {}", advisory.title)));
        }
    }
    found
}

/// An audit that finds nothing is worth something only if it would have found this.
fn control(known: &Database) -> Result {
    let lock = "version = 3\n[[package]]\nname = \"time\"\nversion = \"0.1.42\"\n\
        source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    let lock: Lockfile = lock.parse().map_err(|error| format!("the control: {error}"))?;
    match find(known, &lock).is_empty() {
        false => Ok(()),
        true => Err("the audit does not find the weakness it is shown".into()),
    }
}

/// What may wait. Each has a day, and none has passed.
fn exceptions(text: &str, today: &str) -> Result<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("\"RUSTSEC-"));
    let exception = |line: &str| {
        let until = line.split("# until ").nth(1).and_then(|rest| rest.split(':').next());
        match (line.split('"').nth(1), until) {
            (Some(id), Some(day)) if day.len() == today.len() && day >= today => Ok(id.to_owned()),
            _ => Err(format!("{EXCEPTIONS}: no day, or one that has passed: {line}")),
        }
    };
    lines.map(exception).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_needs_a_day_that_is_still_to_come() {
        let with = |day: &str| {
            exceptions(&format!("ignore = [\n    \"RUSTSEC-2023-0071\", # {day}\n]"), "2026-11-22")
        };
        assert_eq!(with("until 2027-01-31: not compiled"), Ok(vec!["RUSTSEC-2023-0071".into()]));
        assert!(with("until 2026-11-21: not compiled").is_err());
        assert!(with("not compiled").is_err());
    }
}
