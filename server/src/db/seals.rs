//! Where sealed values lie that are kept long, so that they can be sealed with a newer key. The
//! second byte of each is the number of its key. Answers kept for a week, codes and links are not
//! here: they are gone before anybody would look.

use shared::id::CommunityId;
use uuid::Uuid;

use super::{Db, Error, Tx, in_tx, read, sql};

/// Some values of a column that were sealed with another key; of a community, where it has one.
macro_rules! older {
    ($table:literal, $id:literal, $column:literal $(, $of_community:literal)?) => {
        concat!(
            "select ", $id, ", ", $column, " from ", $table, " where ", $($of_community, "$3 and ",)?
            $id, " > $1 and length(", $column, ") > 0 and substr(", $column, ", 2, 1) <> $2 order by ",
            $id, " limit 200"
        )
    };
}

/// Another value in the place of one.
macro_rules! save {
    ($table:literal, $id:literal, $column:literal $(, $of_community:literal)?) => {
        concat!(
            "update ", $table, " set ", $column, " = $1 where ", $($of_community, "$4 and ",)?
            $id, " = $2 and ", $column, " = $3"
        )
    };
}

sql! {
    PHONES = older!("people", "id", "phone_sealed");
    SAVE_PHONE = save!("people", "id", "phone_sealed");
    FACTORS = older!("credentials", "person_id", "totp_sealed");
    SAVE_FACTOR = save!("credentials", "person_id", "totp_sealed");
    NAMES = older!("appointments", "id", "sealed", "community_id = ");
    SAVE_NAME = save!("appointments", "id", "sealed", "community_id = ");
    APPLICATIONS = older!("applications", "id", "sealed", "community_id = ");
    SAVE_APPLICATION = save!("applications", "id", "sealed", "community_id = ");
    CONTACTS = older!("wishes", "id", "sealed", "community_id = ");
    SAVE_CONTACT = save!("wishes", "id", "sealed", "community_id = ");
    GUARDIANS = older!("wishes", "id", "guardian", "community_id = ");
    SAVE_GUARDIAN = save!("wishes", "id", "guardian", "community_id = ");
    REPORTS = older!("reports", "id", "sealed", "community_id = ");
    SAVE_REPORT = save!("reports", "id", "sealed", "community_id = ");
    REASONS = older!("reasons", "id", "sealed", "community_id = ");
    SAVE_REASON = save!("reasons", "id", "sealed", "community_id = ");
    THANKS = older!("thanks", "wish_id", "sealed", "community_id = ");
    SAVE_THANKS = save!("thanks", "wish_id", "sealed", "community_id = ");
    ANSWERS = older!("thanks", "wish_id", "answer_sealed", "community_id = ");
    MEMBERS = older!("members", "id", "sealed", "community_id = ");
    SAVE_MEMBER = save!("members", "id", "sealed", "community_id = ");
    UNDONE = older!("check_ins", "nonce", "undone_why", "community_id = ");
    SAVE_UNDONE = save!("check_ins", "nonce", "undone_why", "community_id = ");
    SAVE_ANSWER = save!("thanks", "wish_id", "answer_sealed", "community_id = ");
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
    /// Why a reviewer said no to them.
    Answers,
    /// How a household calls its own.
    Members,
    /// Why a check-in was taken back.
    Undone,
}

impl Column {
    /// Of all communities together.
    pub const GLOBAL: [Column; 2] = [Column::Phones, Column::Factors];
    /// Of each community.
    pub const OF_COMMUNITY: [Column; 10] = [
        Column::Names,
        Column::Applications,
        Column::Contacts,
        Column::Guardians,
        Column::Reports,
        Column::Reasons,
        Column::Thanks,
        Column::Answers,
        Column::Members,
        Column::Undone,
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
            Column::Answers => (ANSWERS, SAVE_ANSWER),
            Column::Members => (MEMBERS, SAVE_MEMBER),
            Column::Undone => (UNDONE, SAVE_UNDONE),
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
