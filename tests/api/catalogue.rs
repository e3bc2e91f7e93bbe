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
