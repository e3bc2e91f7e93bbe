//! The communities of this server.

use shared::{
    community::{Community, CommunityKey},
    id::CommunityId,
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    ALL = "
        select id, key, name, district, phone, hours, levels from communities order by made_at, id";
    INSERT = "
        insert into communities (id, key, name, district, phone, hours, levels, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
}

#[derive(FromRow)]
struct Row {
    id: CommunityId,
    key: String,
    name: String,
    district: String,
    phone: String,
    hours: String,
    levels: Json<Vec<String>>,
}

/// All of them, oldest first.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db) -> Result<Vec<Community>, Error> {
    let rows: Vec<Row> = read!(db, |db| sqlx::query_as(ALL).fetch_all(db).await?);
    let community = |row: Row| Community {
        id: row.id,
        key: CommunityKey(row.key),
        name: row.name,
        district: row.district,
        phone: row.phone,
        hours: row.hours,
        levels: row.levels.0,
    };
    Ok(rows.into_iter().map(community).collect())
}

/// # Errors
/// What the database says, also when the key is taken.
pub async fn insert(tx: &mut Tx, community: &Community, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community.id)
            .bind(&community.key.0)
            .bind(&community.name)
            .bind(&community.district)
            .bind(&community.phone)
            .bind(&community.hours)
            .bind(Json(&community.levels))
            .bind(now)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}
