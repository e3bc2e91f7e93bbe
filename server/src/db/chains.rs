//! What makes a change of the history show: each event carries a keyed hash over itself and the
//! hash before it, and where a chain ends is kept beside it.
//!
//! Events are chained by the very transaction that writes them, as the last thing it does: whoever
//! chains holds up others until the commit, and waits for nobody meanwhile. So that they are few,
//! the chain of a community has strands, and each transaction takes one of them.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use shared::{
    id::{CommunityId, EventId, PersonId},
    time::Millis,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::{Db, Error, Tx, events::Event, in_tx, read, sql};

sql! {
    EXTEND = "
        insert into chains (community_id, strand, seq, hash) values ($1, $2, $3, $4)
        on conflict (community_id, strand) do update set seq = chains.seq + excluded.seq
        returning seq, hash";
    INSERT = "
        insert into events
               (community_id, id, at, person_id, about_id, what, detail, strand, seq, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    END = "update chains set hash = $1 where community_id = $2 and strand = $3";
    ENDS = "select community_id, strand, seq, hash from chains order by community_id, strand";
    STRANDS = "select distinct community_id, strand from events";
    WALK = "
        select id, at, person_id, about_id, what, detail, seq, hash from events
         where community_id = $1 and strand = $2 and seq > $3
         order by seq
         limit $4";
}

/// What makes the hashes; the database lacks it.
#[derive(Clone, Copy)]
pub struct ChainKey([u8; 32]);

/// How many strands the chain of a community has.
const STRANDS_EACH: u8 = 8;

/// One strand of the chain of a community.
#[derive(FromRow, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strand {
    pub community_id: CommunityId,
    pub strand: i64,
}

/// A point of a strand.
#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct Link {
    #[sqlx(flatten)]
    pub strand: Strand,
    pub seq: i64,
    pub hash: Vec<u8>,
}

/// An event as stored.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: EventId,
    pub at: Millis,
    pub person_id: Option<PersonId>,
    pub about_id: Uuid,
    pub what: String,
    pub detail: Json<Value>,
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl ChainKey {
    /// From secret bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash that an event has at its place in a chain.
    pub fn hash(&self, strand: Strand, before: &[u8], row: &Row) -> Vec<u8> {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("HMAC takes any key");
        let mut detail = String::new();
        canonical(&row.detail.0, &mut detail);
        let person = row.person_id.map(|it| it.0.into_bytes());
        let parts: [&[u8]; 10] = [
            before,
            strand.community_id.0.as_bytes(),
            &strand.strand.to_le_bytes(),
            &row.seq.to_le_bytes(),
            row.id.0.as_bytes(),
            &row.at.0.to_le_bytes(),
            person.as_ref().map_or(&[], |it| it),
            row.about_id.as_bytes(),
            row.what.as_bytes(),
            detail.as_bytes(),
        ];
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

/// The same text for the same value, in whichever order a database gives its names.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in fields {
                *text += &Value::from(name.as_str()).to_string();
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        simple => *text += &simple.to_string(),
    }
}

/// Writes what happened, each event behind the one before. Chains are always taken in the same
/// order, so that nobody waits in a circle.
///
/// # Errors
/// What the database says.
pub async fn append(tx: &mut Tx, key: &ChainKey, events: Vec<Event>) -> Result<(), Error> {
    // The last byte of an id is as good as dice.
    let lot = events.first().map_or(0, |event| event.id.0.as_bytes()[15]);
    let strand = i64::from(lot % STRANDS_EACH);
    let mut chains: BTreeMap<Strand, Vec<Event>> = BTreeMap::new();
    for event in events {
        let community_id = event.community;
        chains.entry(Strand { community_id, strand }).or_default().push(event);
    }
    for (strand, events) in chains {
        let (mut seq, mut hash) = extend(tx, strand, events.len()).await?;
        for event in events {
            seq += 1;
            let mut row = row(event, seq);
            row.hash = key.hash(strand, &hash, &row);
            hash.clone_from(&row.hash);
            insert(tx, strand, row).await?;
        }
        in_tx!(tx, |tx| {
            let query = sqlx::query(END).bind(hash).bind(strand.community_id).bind(strand.strand);
            query.execute(tx).await.map(drop)?
        });
    }
    Ok(())
}

/// Takes the end of a strand until the commit, and says where it was.
async fn extend(tx: &mut Tx, strand: Strand, by: usize) -> Result<(i64, Vec<u8>), Error> {
    let by = i64::try_from(by).unwrap_or(i64::MAX);
    let (end, hash): (i64, Vec<u8>) = in_tx!(tx, |tx| {
        let query = sqlx::query_as(EXTEND).bind(strand.community_id).bind(strand.strand);
        query.bind(by).bind(Vec::<u8>::new()).fetch_one(tx).await?
    });
    Ok((end - by, hash))
}

fn row(event: Event, seq: i64) -> Row {
    Row {
        id: event.id,
        at: event.at,
        person_id: event.by,
        about_id: event.about,
        what: event.what.to_owned(),
        detail: Json(event.detail),
        seq,
        hash: Vec::new(),
    }
}

async fn insert(tx: &mut Tx, strand: Strand, row: Row) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(strand.community_id)
            .bind(row.id)
            .bind(row.at)
            .bind(row.person_id)
            .bind(row.about_id)
            .bind(row.what)
            .bind(row.detail)
            .bind(strand.strand)
            .bind(row.seq)
            .bind(row.hash)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// Where all strands end now.
///
/// # Errors
/// What the database says.
pub async fn ends(db: &Db) -> Result<Vec<Link>, Error> {
    Ok(read!(db, |db| sqlx::query_as(ENDS).fetch_all(db).await?))
}

/// All strands of which there are events, whether their end is known or not.
///
/// # Errors
/// What the database says.
pub async fn strands(db: &Db) -> Result<Vec<Strand>, Error> {
    Ok(read!(db, |db| sqlx::query_as(STRANDS).fetch_all(db).await?))
}

/// Some events behind a place in a strand.
///
/// # Errors
/// What the database says.
pub async fn walk(db: &Db, strand: Strand, after: i64, limit: i64) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(WALK).bind(strand.community_id).bind(strand.strand);
        query.bind(after).bind(limit).fetch_all(db).await?
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_names_is_no_change() {
        let text = |value: &str| {
            let mut text = String::new();
            canonical(&serde_json::from_str(value).unwrap(), &mut text);
            text
        };
        assert_eq!(
            text(r#"{"a":1,"b":[{"d":null,"c":"é"}]}"#),
            text(r#"{"b":[{"c":"é","d":null}],"a":1}"#)
        );
        assert_ne!(text(r#"{"a":1}"#), text(r#"{"a":"1"}"#));
        assert_ne!(text("[[1],2]"), text("[1,[2]]"));
    }

    #[test]
    fn every_part_of_an_event_counts() {
        let key = ChainKey([7; 32]);
        let row = Row {
            id: EventId::default(),
            at: Millis(1),
            person_id: None,
            about_id: Uuid::nil(),
            what: "wish.claim".into(),
            detail: Json(json!({})),
            seq: 1,
            hash: Vec::new(),
        };
        let strand = |strand| Strand { community_id: CommunityId::default(), strand };
        let hash = |row: Row| key.hash(strand(0), b"before", &row);
        let same = hash(row.clone());
        let others = [
            Row { id: EventId(Uuid::max()), ..row.clone() },
            Row { at: Millis(2), ..row.clone() },
            Row { person_id: Some(PersonId::default()), ..row.clone() },
            Row { about_id: Uuid::max(), ..row.clone() },
            Row { what: "wish.claims".into(), ..row.clone() },
            Row { detail: Json(json!({ "a": 1 })), ..row.clone() },
            Row { seq: 2, ..row.clone() },
        ];
        assert!(others.into_iter().all(|other| hash(other) != same));
        assert_ne!(key.hash(strand(0), b"other", &row), same);
        assert_ne!(key.hash(strand(1), b"before", &row), same);
        assert_ne!(ChainKey([8; 32]).hash(strand(0), b"before", &row), same);
        assert_eq!(hash(row), same);
    }
}
