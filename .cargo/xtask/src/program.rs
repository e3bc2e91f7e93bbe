//! Other programs, run from the root of the workspace.

use std::{
    env,
    io::{self, BufRead, BufReader, Read, Write},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
};

use crate::Result;

/// The cargo that started this program.
pub fn cargo() -> Command {
    Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// Runs a program that must succeed, in sight.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| format!("{}: {error}", name(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed", line(command))) }
}

/// What a program printed, or nothing if it could not be run.
pub fn output(name: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(name).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program printed while everyone could see it, and whether it succeeded.
pub struct Watched {
    pub output: String,
    pub success: bool,
}

/// Runs a program in sight and keeps what it prints.
pub fn watch(command: &mut Command) -> Result<Watched> {
    let failed = |error: io::Error, command: &Command| format!("{}: {error}", name(command));
    let started =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn();
    let mut child = started.map_err(|error| failed(error, command))?;
    let (lines, kept) = mpsc::channel();
    let out = child.stdout.take().map(|pipe| pass_on(pipe, io::stdout(), lines.clone()));
    let err = child.stderr.take().map(|pipe| pass_on(pipe, io::stderr(), lines));
    let output = kept.iter().collect();
    for reader in [out, err].into_iter().flatten() {
        reader.join().map_err(|_| format!("{}: its output was lost", name(command)))?;
    }
    let status = child.wait().map_err(|error| failed(error, command))?;
    Ok(Watched { output, success: status.success() })
}

/// Copies a program's output line by line to ours and to whoever keeps it.
fn pass_on(
    pipe: impl Read + Send + 'static,
    mut ours: impl Write + Send + 'static,
    kept: mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            // Who no longer reads our output still wants to know how it ended.
            let _ = ours.write_all(&line).and_then(|()| ours.flush());
            let _ = kept.send(String::from_utf8_lossy(&line).into_owned());
            line.clear();
        }
    })
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = name(command);
    let program = program.rsplit('/').next().unwrap_or_default();
    let arguments = command.get_args().map(|it| it.to_string_lossy().into_owned());
    std::iter::once(program.to_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_watched_is_kept_and_its_failure_seen() {
        let mut shell = Command::new("sh");
        let watched = watch(shell.args(["-c", "echo one; echo two >&2; exit 3"])).unwrap();
        assert!(watched.output.contains("one\n") && watched.output.contains("two\n"));
        assert!(!watched.success);
    }

    #[test]
    fn a_command_is_named_as_one_would_type_it() {
        let mut command = Command::new("/somewhere/cargo");
        assert_eq!(line(command.args(["fmt", "--check"])), "cargo fmt --check");
    }
}
