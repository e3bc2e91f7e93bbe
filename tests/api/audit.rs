//! The history: what was changed in it afterwards is found, and changing it is refused.

use futures_util::future::join_all;
use serde_json::json;
use server::{
    audit::{BadRow, Fault, Whole, verify},
    db::{
        Tx,
        chains::{Link, ends},
        events::{self, Event},
        trail::{Span, first_of, page},
    },
    random,
    trail::{self, Line},
};
use shared::{
    api::*,
    id::EventId,
    time::Millis,
    wish::{LookReason, Release},
};
use sqlx::{AssertSqlSafe, Connection};
use tests::{Backend, World, make, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    an_honest_history_is_whole,
    a_changed_row_is_found_among_many,
    a_row_that_is_gone_is_found,
    the_newest_rows_cannot_be_cut_off_unseen,
    a_row_that_was_put_in_is_found,
    nobody_changes_the_history_by_mistake,
    many_at_once_make_one_chain,
    what_was_undone_did_not_happen,
    whose_data_somebody_saw_is_one_question,
    reading_begins_where_it_says,
);

fn event(world: &World, number: usize) -> Event {
    let now = world.app.clock.now();
    // The last byte says which strand it is in.
    let mut id = random::id(now).into_bytes();
    id[15] = 0;
    Event {
        community: world.community,
        id: EventId(Uuid::from_bytes(id)),
        at: now,
        by: None,
        about: random::id(now),
        what: "test",
        detail: json!({ "number": number, "text": "灯", "a": [null, true] }),
    }
}

/// So many events of the community, a hundred by each of those who write at once.
async fn happen(world: &World, count: usize) {
    let numbers: Vec<usize> = (0..count).collect();
    let writes = numbers.chunks(100).map(|numbers| {
        let events: Vec<Event> = numbers.iter().map(|number| event(world, *number)).collect();
        let record = async move |tx: &mut Tx| {
            for event in &events {
                events::record(tx, event).await?;
            }
            Ok(())
        };
        world.app.db.write(record)
    });
    for written in join_all(writes).await {
        written.unwrap();
    }
}

/// What somebody does who has the database itself, and no keys.
async fn tamper(world: &World, statement: &str) {
    let off = match world.backend {
        Backend::Sqlite => {
            "drop trigger if exists events_stay; drop trigger if exists events_remain;"
        }
        Backend::Postgres => "alter table events disable trigger all;",
    };
    let community = world.community.0.simple();
    let community = match world.backend {
        Backend::Sqlite => format!("x'{community}'"),
        Backend::Postgres => format!("'{community}'::uuid"),
    };
    let statement = statement.replace("COMMUNITY", &community);
    raw(world, &format!("{off} {statement}")).await.unwrap();
}

async fn first_bad_row(world: &World, seen: &[Link]) -> Option<(i64, Fault)> {
    let bad = verify(&world.app, seen).await.unwrap().err();
    bad.map(|BadRow { strand, seq, fault }| {
        assert_eq!(strand.community_id, world.community);
        (seq, fault)
    })
}

/// How much happened in the community.
fn length(world: &World, whole: &[Whole]) -> i64 {
    let ours = whole.iter().filter(|it| it.end.strand.community_id == world.community);
    ours.map(|it| it.end.seq).sum()
}

async fn an_honest_history_is_whole(world: World) {
    let lan = world.resident().await;
    let wei = world.helper().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let early = ends(&world.app.db).await.unwrap();
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    wei.call(ReleaseWish, at.clone(), Release::default()).await.unwrap();
    lan.call(WithdrawWish, at, ()).await.unwrap();

    let whole = verify(&world.app, &early).await.unwrap().unwrap();

    assert!(length(&world, &whole) >= 6, "{whole:?}");
    assert!(whole.iter().all(|it| it.before == 0 && it.end.hash.len() == 32));
}

async fn a_changed_row_is_found_among_many(world: World) {
    happen(&world, 3000).await;
    assert_eq!(first_bad_row(&world, &[]).await, None);
    tamper(&world, "update events set at = at + 1 where community_id = COMMUNITY and seq = 1234")
        .await;
    assert_eq!(first_bad_row(&world, &[]).await, Some((1234, Fault::Changed)));
}

async fn a_row_that_is_gone_is_found(world: World) {
    happen(&world, 50).await;
    tamper(&world, "delete from events where community_id = COMMUNITY and seq = 17").await;
    assert_eq!(first_bad_row(&world, &[]).await, Some((17, Fault::Missing)));
}

/// Without what was kept elsewhere, whoever also moves the end would not be seen: the control.
async fn the_newest_rows_cannot_be_cut_off_unseen(world: World) {
    happen(&world, 50).await;
    let seen = ends(&world.app.db).await.unwrap();
    tamper(&world, "delete from events where community_id = COMMUNITY and seq > 40").await;
    assert_eq!(first_bad_row(&world, &[]).await, Some((41, Fault::Missing)));

    let end = "update chains set seq = 40, hash = (select hash from events where seq = 40 and \
               community_id = COMMUNITY) where community_id = COMMUNITY";
    tamper(&world, end).await;
    assert_eq!(first_bad_row(&world, &[]).await, None, "the control");
    assert_eq!(first_bad_row(&world, &seen).await, Some((41, Fault::Missing)));
    happen(&world, 20).await;
    assert_eq!(first_bad_row(&world, &seen).await, Some((50, Fault::Rewritten)));
}

async fn a_row_that_was_put_in_is_found(world: World) {
    happen(&world, 5).await;
    let copy =
        "insert into events (community_id, id, at, person_id, about_id, what, detail, seq, hash)
                select community_id, about_id, at, person_id, about_id, what, detail, 6, hash
                  from events where community_id = COMMUNITY and seq = 5";
    tamper(&world, copy).await;
    assert_eq!(first_bad_row(&world, &[]).await, Some((6, Fault::Changed)));
}

async fn nobody_changes_the_history_by_mistake(world: World) {
    let lan = world.resident().await;
    make::open(&world, &lan).await;
    for table in ["events", "looks", "consents"] {
        for statement in [format!("delete from {table}"), format!("update {table} set at = 0")] {
            let refused = raw(&world, &statement).await.unwrap_err();
            assert!(refused.contains("added and never changed"), "{statement}: {refused}");
        }
    }
    assert_eq!(first_bad_row(&world, &[]).await, None);
}

/// Also when two servers write at once.
async fn many_at_once_make_one_chain(world: World) {
    let second = world.second_server().await;
    let write = |number: usize| {
        let mut event = event(&world, number);
        event.id = EventId(random::id(event.at));
        let db = if number.is_multiple_of(2) { &world.app.db } else { &second.db };
        db.write(async move |tx: &mut Tx| Ok(events::record(tx, &event).await?))
    };

    let written = join_all((0..200).map(write)).await;

    assert!(written.iter().all(Result::is_ok));
    let whole = verify(&world.app, &[]).await.unwrap().unwrap();
    assert_eq!(length(&world, &whole), 200);
    // On SQLite, those who share a commit share a strand, and it may be a single one.
    if world.backend == Backend::Postgres {
        assert!(whole.len() > 1, "they need not all wait for each other");
    }
}

async fn what_was_undone_did_not_happen(world: World) {
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    let before = ends(&world.app.db).await.unwrap();
    assert!(world.resident().await.call(WithdrawWish, at, ()).await.is_err());
    assert_eq!(ends(&world.app.db).await.unwrap(), before);
}

/// Every line of a span, as the command prints them.
async fn lines(world: &World, span: Span, children: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let each = |line| {
        lines.push(line);
        Ok(())
    };
    trail::export(&world.app, span, children, each).await.unwrap();
    lines
}

async fn whose_data_somebody_saw_is_one_question(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    world.app.clock.advance_days(1);
    let worker = world.sign_in(worker.id, true).await.from_address([203, 0, 113, 9]);
    let from = world.app.clock.now();
    let reason = LookReason { reason: "核实门牌".into(), ready: false };
    worker.call(LookAtWish, at.clone(), reason).await.unwrap();
    world.app.clock.advance(Millis::HOUR);
    let span = Span { from, to: world.app.clock.now(), person: Some(worker.id) };
    let seen = lines(&world, span, false).await;
    let looks: Vec<_> = seen.iter().filter(|line| line.what == "wish.look").collect();
    let later = Span { from: span.to, to: span.to.after_days(1), person: None };
    let read = lines(&world, later, false).await;
    let children = lines(&world, Span { from: Millis(0), ..later }, true).await;

    let [look] = looks.as_slice() else { panic!("one look: {seen:?}") };
    assert_eq!((look.who, look.about, look.of_person), (Some(worker.id), at.1.0, Some(lan.id)));
    assert_eq!((look.roles.as_slice(), look.from.len()), (&["grid_worker".to_owned()][..], 16));
    assert!(seen.iter().all(|line| line.who == Some(worker.id)), "nobody else's: {seen:?}");
    let json = serde_json::to_string(&seen).unwrap();
    assert!(!json.contains("203.0.113.9"), "the address as the history keeps it");
    assert!(!json.contains("核实门牌") && !json.contains(make::SECRETS[1]), "nothing private");
    let reads = read.iter().filter(|line| line.what == trail::EXPORTED);
    assert!(reads.count() >= 1, "reading it is written down: {read:?}");
    assert!(children.is_empty(), "there is no child's wish: {children:?}");
}

/// What is older is passed by with the first step, and what a server wrote whose clock is not quite
/// as far is read all the same.
async fn reading_begins_where_it_says(world: World) {
    world.app.clock.stop();
    happen(&world, 3).await;
    world.app.clock.advance(Millis::HOUR);
    let from = world.app.clock.now();
    let mut behind = event(&world, 7);
    let mut id = random::id(from.after(-59 * Millis::SECOND)).into_bytes();
    id[15] = 0;
    behind.id = EventId(Uuid::from_bytes(id));
    let record = async move |tx: &mut Tx| Ok(events::record(tx, &behind).await?);
    world.app.db.write(record).await.unwrap();
    happen(&world, 2).await;

    // Whatever the span says, so that only where it begins makes a difference.
    let whole = Span { from: Millis(0), to: Millis::NEVER, person: None };
    let read = async |after: EventId| {
        let rows = page(&world.app.db, world.community, whole, after, 100).await.unwrap();
        rows.into_iter().map(|it| it.at).collect::<Vec<Millis>>()
    };
    assert_eq!(read(EventId::default()).await.len(), 6, "the control");
    assert_eq!(read(first_of(from)).await, [from; 3]);
    assert_eq!(read(first_of(from.after(2 * Millis::MINUTE))).await, []);
    let span = Span { from, ..whole };
    let lines = lines(&world, span, false).await;
    assert_eq!(lines.iter().filter(|it| it.what == "test").count(), 3);
    let minute = from.after(-Millis::MINUTE);
    assert!(first_of(from).0 < random::id(minute), "a clock that is a minute behind");
    assert!(first_of(from).0 > random::id(minute.after(-1)));
    assert_eq!(first_of(Millis(0)), EventId::default(), "there is nothing before the beginning");
}

/// A statement by somebody who has the database open without the server.
async fn raw(world: &World, statement: &str) -> Result<(), String> {
    let statement = AssertSqlSafe(statement.to_owned());
    let done = match world.database_url().strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = sqlx::SqliteConnection::connect(path).await.unwrap();
            sqlx::raw_sql(statement).execute(&mut connection).await.map(drop)
        }
        None => {
            let mut connection = sqlx::PgConnection::connect(world.database_url()).await.unwrap();
            sqlx::raw_sql(statement).execute(&mut connection).await.map(drop)
        }
    };
    done.map_err(|error| error.to_string())
}
