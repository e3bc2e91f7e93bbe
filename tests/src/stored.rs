//! All that lies in a database, byte by byte, as for whoever steals it.

use std::path::Path;

use crate::World;

/// A change by somebody who goes around the server.
pub async fn tamper(world: &World, statement: &str) {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    match world.database_url().starts_with("sqlite:") {
        true => {
            let pool = sqlx::SqlitePool::connect(world.database_url()).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
        }
        false => {
            let pool = sqlx::PgPool::connect(world.database_url()).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
        }
    }
}

/// What stands in a column that is text on both databases.
pub async fn column(world: &World, statement: &str) -> Vec<String> {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    match world.database_url().starts_with("sqlite:") {
        true => {
            let pool = sqlx::SqlitePool::connect(world.database_url()).await.unwrap();
            sqlx::query_scalar(statement).fetch_all(&pool).await.unwrap()
        }
        false => {
            let pool = sqlx::PgPool::connect(world.database_url()).await.unwrap();
            sqlx::query_scalar(statement).fetch_all(&pool).await.unwrap()
        }
    }
}

/// What was read.
#[derive(PartialEq)]
pub struct Stored(Vec<u8>);

impl Stored {
    /// The file with its log; or all rows of all tables.
    pub async fn of(world: &World) -> Self {
        match world.database_url().strip_prefix("sqlite:") {
            Some(path) => {
                let mut bytes = Self::of_file(Path::new(path)).0;
                bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
                Self(bytes)
            }
            None => Self(rows(world.database_url()).await),
        }
    }

    /// One file.
    pub fn of_file(path: &Path) -> Self {
        Self(std::fs::read(path).unwrap())
    }

    /// Whether these bytes are in it, as they are or as PostgreSQL shows them.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let has = |part: &[u8]| self.0.windows(part.len()).any(|it| it == part);
        has(bytes) || has(hex.as_bytes())
    }
}

async fn rows(url: &str) -> Vec<u8> {
    let pool = sqlx::PgPool::connect(url).await.unwrap();
    let tables = "select tablename::text from pg_tables where schemaname = current_schema()";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await.unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    let mut stored = Vec::new();
    for table in tables {
        // Bytes are shown as they are, so that they can be searched for text.
        let bytes = ["sealed", "answer", "answer_sealed"].map(|column| {
            format!(
                "|| coalesce(case when left(to_jsonb(t)->>'{column}', 2) = '\\x'
                            then decode(substr(to_jsonb(t)->>'{column}', 3), 'hex') end, '')"
            )
        });
        let rows = format!("select convert_to(t::text, 'UTF8') {} from {table} t", bytes.concat());
        let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(rows));
        let rows: Vec<Vec<u8>> = rows.fetch_all(&pool).await.unwrap();
        stored.extend(rows.concat());
    }
    stored
}
