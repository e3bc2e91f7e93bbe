//! `linyuan serve`.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use shared::time::Millis;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    time::timeout,
};

use super::{Failure, import::who_can_sign_in, say};
use crate::{
    App, Settings,
    clock::Clock,
    demo, live, outbox, router_within,
    serve::{self, Limits},
    settings::{Serving, Store},
    throttle::Throttle,
    timers, upkeep,
};

/// A gateway that is asked answers within this.
const LAST_MESSAGE: Duration = Duration::from_secs(7);

/// What the database, the log and the system need beside connections.
const OTHER_FILES: u64 = 64;

/// Serves until SIGTERM or SIGINT; a second one ends it at once.
pub async fn serve(serving: Serving, store: Store) -> Result<(), Failure> {
    serving.check()?;
    let (mut stop, mut hurry) = (Stop::listen()?, Stop::listen()?);
    // Before anything else: of two servers that are started by mistake, one touches the data.
    let listener = TcpListener::bind(serving.listen).await;
    let listener =
        listener.map_err(|error| Failure::address(format!("{}: {error}", serving.listen)))?;
    let here = listener.local_addr().map_err(Failure::other)?;
    let settings =
        Settings { public_url: serving.public_url(here), development: serving.development };
    let (db, keys) = store.open().await?;
    let clock = Clock::default();
    clock.advance(i64::from(serving.ahead) * Millis::MINUTE);
    let app = App::new(db, clock, keys, settings).await.map_err(Failure::database)?;
    let app = app.with_sms(serving.gateway()?);
    let app = app.with_throttle(Throttle::new(serving.writes_per_minute));
    let limits = Limits { connections: connections(), ..Limits::default() };
    let app = app.with_live(listening(&limits));
    if serving.demo {
        demo::fill(&app).await.map_err(Failure::other)?;
        say(&who_can_sign_in(&app).await?)?;
    }
    let router = router_within(app.clone(), limits);
    tracing::info!(address = %here, connections = limits.connections, "listening");
    let twice = async {
        hurry.asked().await;
        hurry.asked().await;
    };
    let (tell, told) = watch::channel(false);
    let sending = tokio::spawn(outbox::run(app.clone(), told));
    let tidying = tokio::spawn(upkeep::run(app.clone()));
    let passing = tokio::spawn(timers::run(app.clone()));
    let asked = async {
        stop.asked().await;
        let _ = tell.send(true);
    };
    tokio::select! {
        () = serve::serve(listener, router, serving.trusted_proxies, limits, asked) => {}
        () = twice => tracing::warn!("stopped at once"),
    }
    tidying.abort();
    passing.abort();
    // A message that is being sent is noted as sent, so that nobody gets it twice.
    let _ = timeout(LAST_MESSAGE, sending).await;
    app.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Whoever only listens leaves most connections to those who ask.
fn listening(limits: &Limits) -> live::Live {
    let usual = live::Limits::default();
    let in_total = usual.in_total.min(limits.connections / 4);
    live::Live::new(live::Limits { in_total, ..usual })
}

/// As many as the system allows, and no more than can be served.
fn connections() -> usize {
    // What may be raised is raised: the usual 1,024 is a limit of another age.
    let maximum = getrlimit(Resource::Nofile).maximum;
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let most = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX);
    most.clamp(1, Limits::default().connections)
}

/// The signals that end a server.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn listen() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(Failure::other);
        let terminate = listen(SignalKind::terminate())?;
        Ok(Self { terminate, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
