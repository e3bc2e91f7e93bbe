//! `cargo faults`: kills the server while people write, and counts what was lost.
//!
//! `faults kills [N]` kills N times on each database, ten unless it is said. `faults server …` is
//! the server's program itself, so that there is something to kill.

use std::{env, process::ExitCode, time::Duration};

use tests::{
    Backend,
    kills::{self, Noted, Outcome},
    program::Program,
};

/// How long the server may take until it answers again.
const READY: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "server") {
        // The name of the program comes first, as in any list of arguments.
        return server::commands::run_with(env::args_os().skip(1));
    }
    let kills = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] | ["kills"] => 10,
        ["kills", number] => number.parse().unwrap_or(10),
        _ => {
            eprintln!("cargo faults [kills [N]]");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    match runtime.block_on(all(kills)) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

async fn all(kills: usize) -> bool {
    let program = Program::inside(env::current_exe().expect("this program"));
    println!("| database | kills | acknowledged | unknown | wrong afterwards | slowest start |");
    println!("|---|---|---|---|---|---|");
    let mut well = true;
    for backend in [Backend::Sqlite, Backend::Postgres] {
        well &= killed(backend, &program, kills).await;
        well &= control(backend, &program, kills).await;
    }
    well
}

async fn killed(backend: Backend, program: &Program, kills: usize) -> bool {
    let after = kills::run(backend, program, kills, Noted::WhenAnswered).await;
    let wrong = kills::check(&after.history, &after.database).await;
    let slowest = after.starts.iter().max().copied().unwrap_or_default();
    println!(
        "| {backend:?} | {kills} | {} | {} | {} | {} ms |",
        after.history.count(Outcome::Acknowledged),
        after.history.count(Outcome::Unknown),
        wrong.len(),
        slowest.as_millis()
    );
    wrong.iter().for_each(|sentence| eprintln!("{sentence}"));
    wrong.is_empty() && slowest <= READY
}

/// People who note what they ask for as done must be found out.
async fn control(backend: Backend, program: &Program, kills: usize) -> bool {
    let after = kills::run(backend, program, kills, Noted::WhenAsked).await;
    let wrong = kills::check(&after.history, &after.database).await;
    let lost = wrong.iter().filter(|sentence| sentence.starts_with("lost")).count();
    let asked = after.history.count(Outcome::Acknowledged);
    println!(
        "| {backend:?}, noted before it was answered | {kills} | {asked} | – | {lost} lost, as must be found | – |"
    );
    lost > 0
}
