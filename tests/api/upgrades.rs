//! What was written by an older version is still there, and means the same, after the newer one
//! has started on it.

use std::path::Path;

use server::db::{Db, Grouping, Tx, teams};
use shared::{
    id::{CommunityId, PersonId},
    time::Millis,
};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, migrate::Migrator};
use tests::{Backend, Database, World, on_both_databases};
use uuid::Uuid;

on_both_databases!(whoever_shared_a_team_by_its_name_shares_it_by_its_number);

/// The last migration before teams had a number of their own.
const BEFORE_TEAMS: i64 = 9;

/// A database as an older version left it.
struct Older {
    backend: Backend,
    database: Database,
}

impl Older {
    /// Only the migrations up to this one were run.
    async fn up_to(backend: Backend, version: i64) -> Self {
        let this = Self { backend, database: Database::create(backend).await };
        let folder = match backend {
            Backend::Sqlite => "../server/migrations/sqlite",
            Backend::Postgres => "../server/migrations/postgres",
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut migrator = Migrator::new(folder).await.unwrap();
        migrator.migrations.to_mut().retain(|migration| migration.version <= version);
        match backend {
            Backend::Sqlite => {
                let url = format!("{}?mode=rwc", this.database.url());
                let pool = SqlitePool::connect(&url).await.unwrap();
                migrator.run(&pool).await.unwrap();
                pool.close().await;
            }
            Backend::Postgres => {
                let pool = PgPool::connect(this.database.url()).await.unwrap();
                migrator.run(&pool).await.unwrap();
                pool.close().await;
            }
        }
        this
    }

    /// Writes to it, in its own words.
    async fn execute(&self, statement: String) {
        let statement = sqlx::raw_sql(AssertSqlSafe(statement));
        match self.backend {
            Backend::Sqlite => {
                let pool = SqlitePool::connect(self.database.url()).await.unwrap();
                statement.execute(&pool).await.unwrap();
                pool.close().await;
            }
            Backend::Postgres => {
                let pool = PgPool::connect(self.database.url()).await.unwrap();
                statement.execute(&pool).await.unwrap();
                pool.close().await;
            }
        }
    }

    /// An id as a literal.
    fn id(&self, number: u128) -> String {
        match self.backend {
            Backend::Sqlite => format!("x'{number:032x}'"),
            Backend::Postgres => format!("'{}'", Uuid::from_u128(number)),
        }
    }

    /// Bytes as a literal.
    fn bytes(&self, number: u128) -> String {
        match self.backend {
            Backend::Sqlite => format!("x'{number:032x}'"),
            Backend::Postgres => format!("'\\x{number:032x}'"),
        }
    }

    /// A community with one node; both have the number 1.
    async fn found(&self) {
        let one = self.id(1);
        self.execute(format!(
            "insert into communities (id, key, name, district, phone, hours, levels, made_at)
             values ({one}, 'yongan', '永安里', '永安区', '', '', '[]', 1);
             insert into nodes (community_id, id, level, code, name, streets, phone, path)
             values ({one}, {one}, 0, 'Y', '永安里', '', '', '/Y/')"
        ))
        .await;
    }

    /// Somebody who helps, from the beginning to the end of time.
    async fn helper(&self, number: u128, class: &str, organisation: &str) {
        let (one, id, bytes) = (self.id(1), self.id(number), self.bytes(number));
        self.execute(format!(
            "insert into people (id, phone_hash, phone_sealed, notice_version, made_at,
                                 last_seen_at)
             values ({id}, {bytes}, {bytes}, 1, 1, 1);
             insert into appointments (community_id, id, person_id, node_id, role, class,
                                       organisation, skills, from_at, until_at, end_reason,
                                       version)
             values ({one}, {id}, {id}, {one}, 'helper', '{class}', '{organisation}', '[]', 1,
                     {end}, '', 1)",
            end = i64::MAX
        ))
        .await;
    }
}

async fn team_of(db: &Db, number: u128) -> Vec<u128> {
    let person = PersonId(Uuid::from_u128(number));
    let community = CommunityId(Uuid::from_u128(1));
    let load = async move |tx: &mut Tx| Ok(teams::members(tx, community, person, Millis(2)).await?);
    let members: Vec<PersonId> = db.write(load).await.unwrap();
    members.into_iter().map(|member| member.0.as_u128()).collect()
}

async fn whoever_shared_a_team_by_its_name_shares_it_by_its_number(world: World) {
    let older = Older::up_to(world.backend, BEFORE_TEAMS).await;
    older.found().await;
    for (number, class, organisation) in [
        (11, "team", "银龄互助队"),
        (12, "team", "银龄互助队"),
        (13, "team", "青年突击队"),
        (14, "shop", "银龄互助队"), // the same name, but no team
        (15, "team", "银龄互助队"),
        (16, "volunteer", ""),
        (17, "volunteer", ""),
    ] {
        older.helper(number, class, organisation).await;
    }

    let db = older.database.open(Grouping::default()).await;

    for number in [11, 12, 15] {
        assert_eq!(team_of(&db, number).await, [11, 12, 15], "{number}");
    }
    for number in [13, 14, 16, 17] {
        assert_eq!(team_of(&db, number).await, [number], "{number}");
    }
    db.close().await;
}
