//! Where sealed values lie that are kept long, so that they can be sealed with a newer key. The
//! second byte of each is the number of its key. Answers kept for a week, codes and links are not
//! here: they are gone before anybody would look.

use shared::id::CommunityId;
use uuid::Uuid;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    PHONES = "
        select id, phone_sealed from people
         where id > $1 and length(phone_sealed) > 0 and substr(phone_sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_PHONE = "update people set phone_sealed = $1 where id = $2 and phone_sealed = $3";
    FACTORS = "
        select person_id, totp_sealed from credentials
         where person_id > $1 and substr(totp_sealed, 2, 1) <> $2
         order by person_id
         limit 200";
    SAVE_FACTOR = "
        update credentials set totp_sealed = $1 where person_id = $2 and totp_sealed = $3";
    NAMES = "
        select id, sealed from appointments
         where community_id = $3 and id > $1 and substr(sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_NAME = "
        update appointments set sealed = $1 where community_id = $4 and id = $2 and sealed = $3";
    APPLICATIONS = "
        select id, sealed from applications
         where community_id = $3 and id > $1 and substr(sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_APPLICATION = "
        update applications set sealed = $1 where community_id = $4 and id = $2 and sealed = $3";
    CONTACTS = "
        select id, sealed from wishes
         where community_id = $3 and id > $1 and substr(sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_CONTACT = "
        update wishes set sealed = $1 where community_id = $4 and id = $2 and sealed = $3";
    GUARDIANS = "
        select id, guardian from wishes
         where community_id = $3 and id > $1 and substr(guardian, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_GUARDIAN = "
        update wishes set guardian = $1 where community_id = $4 and id = $2 and guardian = $3";
    REPORTS = "
        select id, sealed from reports
         where community_id = $3 and id > $1 and substr(sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_REPORT = "
        update reports set sealed = $1 where community_id = $4 and id = $2 and sealed = $3";
    REASONS = "
        select id, sealed from reasons
         where community_id = $3 and id > $1 and substr(sealed, 2, 1) <> $2
         order by id
         limit 200";
    SAVE_REASON = "
        update reasons set sealed = $1 where community_id = $4 and id = $2 and sealed = $3";
    THANKS = "
        select wish_id, sealed from thanks
         where community_id = $3 and wish_id > $1 and substr(sealed, 2, 1) <> $2
         order by wish_id
         limit 200";
    SAVE_THANKS = "
        update thanks set sealed = $1 where community_id = $4 and wish_id = $2 and sealed = $3";
}

/// A column of sealed values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column {
    Phones,
    Factors,
    Names,
    Applications,
    Contacts,
    Guardians,
    Reports,
    Reasons,
    Thanks,
}

impl Column {
    /// Of all communities together.
    pub const GLOBAL: [Column; 2] = [Column::Phones, Column::Factors];
    /// Of each community.
    pub const OF_COMMUNITY: [Column; 7] = [
        Column::Names,
        Column::Applications,
        Column::Contacts,
        Column::Guardians,
        Column::Reports,
        Column::Reasons,
        Column::Thanks,
    ];

    fn statements(self) -> (&'static str, &'static str) {
        match self {
            Column::Phones => (PHONES, SAVE_PHONE),
            Column::Factors => (FACTORS, SAVE_FACTOR),
            Column::Names => (NAMES, SAVE_NAME),
            Column::Applications => (APPLICATIONS, SAVE_APPLICATION),
            Column::Contacts => (CONTACTS, SAVE_CONTACT),
            Column::Guardians => (GUARDIANS, SAVE_GUARDIAN),
            Column::Reports => (REPORTS, SAVE_REPORT),
            Column::Reasons => (REASONS, SAVE_REASON),
            Column::Thanks => (THANKS, SAVE_THANKS),
        }
    }
}

/// Some values of a column, after a row, that were sealed with another key than this.
///
/// # Errors
/// What the database says.
pub async fn older(
    db: &Db,
    column: Column,
    community: Option<CommunityId>,
    key: u8,
    after: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>, Error> {
    let statement = column.statements().0;
    Ok(match community {
        None => read!(db, |db| {
            let query = sqlx::query_as(statement).bind(after).bind(vec![key]);
            query.fetch_all(db).await?
        }),
        Some(community) => read!(db, |db| {
            let query = sqlx::query_as(statement).bind(after).bind(vec![key]).bind(community);
            query.fetch_all(db).await?
        }),
    })
}

/// Puts a value in the place of another, unless that has changed meanwhile.
///
/// # Errors
/// What the database says.
pub async fn replace(
    tx: &mut Tx,
    column: Column,
    community: Option<CommunityId>,
    row: Uuid,
    (before, sealed): (&[u8], &[u8]),
) -> Result<u64, Error> {
    let statement = column.statements().1;
    Ok(match community {
        None => in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(sealed).bind(row).bind(before);
            query.execute(tx).await?.rows_affected()
        }),
        Some(community) => in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(sealed).bind(row).bind(before);
            query.bind(community).execute(tx).await?.rows_affected()
        }),
    })
}
