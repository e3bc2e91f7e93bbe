//! What the program can be asked to do.

mod admin;
mod audit;
mod backup;
mod failure;
mod import;
mod keys;
mod serve;
mod trail;

use std::{ffi::OsString, io::Write, process::ExitCode};

use clap::{Parser, Subcommand};

pub use failure::Failure;

use crate::{
    App, Settings,
    clock::Clock,
    log,
    settings::{Serving, Store},
};

const AFTERWARDS: &str = "\
It ends with 0 when all went well, 2 when a setting is wrong, 3 when the database, 4 when the \
file of keys and 5 when the address cannot be used, and 1 for anything else.";

/// Neighbours make each other's small wishes come true
#[derive(Parser)]
#[command(name = "linyuan", version, after_help = AFTERWARDS)]
struct Line {
    #[command(subcommand)]
    command: Command,

    /// How the lines of the log look
    #[arg(long, env, value_enum, default_value_t, global = true)]
    log_format: log::Format,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the app until it is told to stop
    Serve {
        #[command(flatten)]
        serving: Serving,
        #[command(flatten)]
        store: Store,
    },
    /// Bring the tables up to date, as `serve` does when it starts
    Migrate {
        #[command(flatten)]
        store: Store,
    },
    /// Fill an empty database with the demo
    Seed {
        #[command(flatten)]
        store: Store,
    },
    /// Take in rows from a file: all, or none
    Import {
        #[command(subcommand)]
        what: import::What,
    },
    /// Set up what nobody can set up by signing in
    Admin {
        #[command(subcommand)]
        task: admin::Task,
    },
    /// Copy everything into a file while the server runs (SQLite)
    Backup(backup::Backup),
    /// Print the description of the API (OpenAPI 3.1)
    Openapi,
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    run_with(std::env::args_os())
}

/// Does what these arguments say; the first is the name of the program.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = Line::parse_from(arguments);
    log::start(line.log_format);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(line.command)),
        Err(error) => Err(Failure::other(error)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Where nobody reads, nothing can be said.
            let _ = writeln!(std::io::stderr(), "linyuan: {failure}");
            failure.into()
        }
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve { serving, store } => serve::serve(serving, store).await,
        Command::Migrate { store } => {
            let (db, _) = store.open().await?;
            db.close().await;
            say("The tables are up to date.")
        }
        Command::Seed { store } => import::seed(store).await,
        Command::Import { what } => import::import(what).await,
        Command::Admin { task } => admin::admin(task).await,
        Command::Backup(task) => backup::backup(task).await,
        Command::Openapi => {
            let document = serde_json::to_string_pretty(&shared::openapi::document());
            say(&document.map_err(Failure::other)?)
        }
    }
}

/// An app that nobody reaches.
async fn open(store: &Store) -> Result<App, Failure> {
    let (db, keys) = store.open().await?;
    let settings = Settings { public_url: String::new(), development: false };
    App::new(db, Clock::default(), keys, settings).await.map_err(Failure::database)
}

/// For whoever typed the command, or for the program that reads what it says.
fn say(words: &str) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{words}") {
        // `linyuan openapi | head` has read enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::other),
    }
}
