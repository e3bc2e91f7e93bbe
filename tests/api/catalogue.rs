//! What the tables look like, read from the database itself.

use std::collections::BTreeSet;

use server::db::Error;
use tests::{Backend, World, on_both_databases};

on_both_databases!(
    every_key_begins_with_the_community,
    a_statement_that_does_not_fit_is_named,
    there_is_a_log_an_outbox_and_a_memory_of_requests,
);

/// What exists before any community is known, or belongs to none.
const GLOBAL: [&str; 9] = [
    "_sqlx_migrations",
    "challenges",
    "communities",
    "consents",
    "credentials",
    "invitations",
    "people",
    "rates",
    "sessions",
];

/// `(table, first column)` of each primary and unique key.
async fn keys(world: &World) -> BTreeSet<(String, String)> {
    let rows: Vec<(String, String)> = match world.backend {
        Backend::Sqlite => {
            let path = world.database_url().strip_prefix("sqlite:").unwrap().to_owned();
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            let query = "
                select t.name, c.name
                  from pragma_table_list t
                  join pragma_index_list(t.name) i on i.\"unique\"
                  join pragma_index_info(i.name) c on c.seqno = 0
                 where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'";
            sqlx::query_as(query).fetch_all(&pool).await.unwrap()
        }
        Backend::Postgres => {
            let pool = sqlx::PgPool::connect(world.database_url()).await.unwrap();
            let query = "
                select t.relname::text, a.attname::text
                  from pg_index i
                  join pg_class t on t.oid = i.indrelid
                  join pg_namespace n on n.oid = t.relnamespace
                  join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
                 where i.indisunique and n.nspname = current_schema()";
            sqlx::query_as(query).fetch_all(&pool).await.unwrap()
        }
    };
    rows.into_iter().collect()
}

async fn every_key_begins_with_the_community(world: World) {
    let keys = keys(&world).await;
    let tables: BTreeSet<_> = keys.iter().map(|(table, _)| table.as_str()).collect();

    assert!(tables.contains("wishes") && tables.contains("events"), "{tables:?}");
    for (table, column) in &keys {
        let global = GLOBAL.contains(&table.as_str());
        assert!(global || column == "community_id", "{table} has a key that begins with {column}");
    }
}

/// The control of the check at start-up: it does find what one database refuses.
async fn a_statement_that_does_not_fit_is_named(world: World) {
    let only_here = match world.backend {
        Backend::Sqlite => "select '1'::bigint",
        Backend::Postgres => "select julianday('now')",
    };
    for text in [only_here, "select no_such_column from wishes"] {
        let found = world.app.db.check_statement("story", text).await;
        assert!(matches!(found, Err(Error::Unfit { statement: "story", .. })), "{text}");
    }
    assert!(world.app.db.check_statement("story", "select id from wishes").await.is_ok());
}

async fn there_is_a_log_an_outbox_and_a_memory_of_requests(world: World) {
    let keys = keys(&world).await;
    for table in ["events", "outbox", "notices", "replays"] {
        assert!(keys.contains(&(table.into(), "community_id".into())), "{table}");
    }
}

/// The steps of SQLite's plan of each statement.
async fn plans(world: &World) -> Vec<(&'static str, &'static str, Vec<(i64, i64, i64, String)>)> {
    let pool = sqlx::SqlitePool::connect(world.database_url()).await.unwrap();
    let mut plans = Vec::new();
    for (name, text) in world.app.db.statements() {
        let explain = sqlx::AssertSqlSafe(format!("explain query plan {text}"));
        plans.push((name, text, sqlx::query_as(explain).fetch_all(&pool).await.unwrap()));
    }
    plans
}

/// What is about all there is, where that is little, or is done once a day or by hand.
const OF_ALL: [&str; 33] = [
    "devices::FORGET",
    "devices::OF_PERSON",
    "devices::REVOKE_OF_PERSON",
    "erasures::OLD_APPLICATIONS",
    "erasures::OLD_APPOINTMENTS",
    "erasures::REPORTS",
    "erasures::REPORTS_ABOUT",
    "erasures::THANKS",
    "figures::ALL",
    "figures::BY_PLACE",
    "figures::TIMES",
    "guests::OBJECTING",
    "jobs::ALL",
    "market_lists::APPLICATIONS",
    "market_lists::BELOW",
    "market_lists::SERVICES",
    "neighbours::ALL",
    "nodes::CODES",
    "outbox::PRUNE",
    "reports::OF_PERSON",
    "reports::SINCE",
    "rounds::LIST",
    "rounds::PUT_ALL",
    "seals::MEMBERS",
    "seals::SAVE_MEMBER",
    "seals::SAVE_UNDONE",
    "seals::UNDONE",
    "settings::CHANGES",
    "settings::RULES",
    "staff::PEOPLE",
    "staff::STAFF",
    "terms::STALLS_DUE",
    "wish_ratings::COUNTS",
];

/// However much a community has lived through: SQLite looks up what a statement is about, and does
/// not read all there is, which it would if it were left to guess.
#[tokio::test]
async fn nothing_is_looked_for_in_all_of_a_community() {
    let world = World::new(Backend::Sqlite).await;
    let mut all = BTreeSet::new();
    for (name, _, plan) in plans(&world).await {
        let reads_all =
            |step: &str| step.starts_with("SEARCH") && step.ends_with("(community_id=?)");
        if plan.iter().any(|(.., step)| reads_all(step)) {
            all.insert(name.trim_start_matches("server::db::"));
        }
    }

    assert_eq!(all, BTreeSet::from(OF_ALL));
}

/// Where a list of rows comes as JSON, it is read first, and what is stored is looked up by key:
/// the other way round, SQLite reads the whole list again for each stored row.
#[tokio::test]
async fn a_list_is_read_once() {
    let world = World::new(Backend::Sqlite).await;
    let all = plans(&world).await.into_iter().filter(|(_, text, _)| text.contains("json_each"));
    let mut seen = 0;
    for (name, _, plan) in all {
        seen += 1;
        for (at, (_, parent, _, step)) in plan.iter().enumerate() {
            let before = plan[..at].iter().filter(|(_, other, ..)| other == parent);
            let looks = |it: &str| it.starts_with("SEARCH") || it.starts_with("SCAN");
            let is_list = step.contains("VIRTUAL TABLE");
            let first = !before.into_iter().any(|(.., it)| looks(it));
            assert!(!is_list || first, "{name}: {plan:#?}");
        }
    }
    assert!(seen > 3, "{seen} statements");
}
