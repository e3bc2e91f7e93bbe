//! Whether the history is as it was written: every event of every strand is hashed again.
//!
//! Who has the database but not the keys can change no row, take none out and put none in without
//! it being seen. Only the newest rows could be cut off together with the end that is kept beside
//! them; so the ends are also written where the database is not, and shown to [`verify`] again.

use shared::{id::CommunityId, problem::Problem};

use crate::{
    App,
    db::{
        Tx,
        chains::{self, ChainKey, Link, Row, Strand},
        jobs,
    },
};

/// How many events are read at once.
const PAGE: i64 = 1000;
/// How often the ends of the chains are written to the log.
const EVERY: i64 = shared::time::Millis::DAY;
const JOB: &str = "audit_ends";

/// The first row that is not as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRow {
    pub strand: Strand,
    /// Its place in the strand.
    pub seq: i64,
    pub fault: Fault,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// It, or its hash, is another one.
    Changed,
    /// It is not there.
    Missing,
    /// It fits the rows before it, and not what was seen of it earlier.
    Rewritten,
    /// Nobody kept where this strand ends.
    NoEnd,
}

/// A strand that is whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub end: Link,
    /// How many of its rows are from before rows were chained, and so prove nothing.
    pub before: i64,
}

/// Walks all strands, past every point that is known of them: where they ended when this began,
/// and `seen`, which somebody kept elsewhere.
///
/// # Errors
/// What the database says; the inner error is the first bad row.
pub async fn verify(app: &App, seen: &[Link]) -> Result<Result<Vec<Whole>, BadRow>, Problem> {
    let ends = chains::ends(&app.db).await?;
    let mut all = chains::strands(&app.db).await?;
    all.extend(ends.iter().chain(seen).map(|link| link.strand));
    all.sort_unstable();
    all.dedup();
    let mut whole = Vec::new();
    for strand in all {
        if ends.iter().all(|end| end.strand != strand) {
            return Ok(Err(BadRow { strand, seq: 0, fault: Fault::NoEnd }));
        }
        let known = ends.iter().chain(seen).filter(|link| link.strand == strand);
        let mut walk = Walk::new(app.keys.chain(), strand, known.cloned().collect());
        if let Err(bad) = walk.finish(app).await? {
            return Ok(Err(bad));
        }
        whole.push(Whole { end: walk.at, before: walk.before });
    }
    Ok(Ok(whole))
}

/// On the way along one strand.
struct Walk {
    key: ChainKey,
    at: Link,
    before: i64,
    /// What has to be passed.
    known: Vec<Link>,
}

impl Walk {
    fn new(key: ChainKey, strand: Strand, known: Vec<Link>) -> Self {
        Self { key, at: Link { strand, seq: 0, hash: Vec::new() }, before: 0, known }
    }

    async fn finish(&mut self, app: &App) -> Result<Result<(), BadRow>, Problem> {
        loop {
            let rows = chains::walk(&app.db, self.at.strand, self.at.seq, PAGE).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                if let Err(fault) = self.step(row) {
                    return Ok(Err(self.bad(fault)));
                }
            }
        }
        match self.known.iter().any(|link| link.seq > self.at.seq) {
            true => Ok(Err(self.bad(Fault::Missing))),
            false => Ok(Ok(())),
        }
    }

    /// The row that was expected next, or is.
    fn bad(&self, fault: Fault) -> BadRow {
        BadRow { strand: self.at.strand, seq: self.at.seq + 1, fault }
    }

    fn step(&mut self, row: &Row) -> Result<(), Fault> {
        if row.seq != self.at.seq + 1 {
            return Err(Fault::Missing);
        }
        // Only the first strand is older than the chain; on any other, each row has its hash.
        let first = self.at.strand.strand == 0;
        let is_before = first && row.hash.is_empty() && self.at.hash.is_empty();
        let right = self.key.hash(self.at.strand, &self.at.hash, row);
        if !is_before && row.hash != right {
            return Err(Fault::Changed);
        }
        let same = |link: &Link| link.seq != row.seq || link.hash == row.hash;
        if !self.known.iter().all(same) {
            return Err(Fault::Rewritten);
        }
        self.before += i64::from(is_before);
        self.at.seq = row.seq;
        self.at.hash.clone_from(&row.hash);
        Ok(())
    }
}

/// Once a day, writes to the log where the chains end: the log is somewhere else, and there they
/// can be read when the database is no longer trusted.
///
/// # Errors
/// What the database says.
pub async fn log_ends(app: &App) -> Result<(), Problem> {
    let now = app.clock.now();
    let take = async move |tx: &mut Tx| Ok(jobs::take_turn(tx, JOB, EVERY, now).await?);
    if !app.db.write(take).await? {
        return Ok(());
    }
    for end in chains::ends(&app.db).await? {
        tracing::info!(end = line(app, &end), "the history ends here");
    }
    Ok(())
}

/// A point of a strand as it is written elsewhere: community, strand, place, hash.
pub fn line(app: &App, link: &Link) -> String {
    let hash: String = link.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {} {hash}", name(app, link.strand), link.seq)
}

/// What a strand is called: the community as in addresses, and a number. What belongs to no
/// community has a hyphen.
pub fn name(app: &App, Strand { community_id, strand }: Strand) -> String {
    match app.communities.by_id(community_id) {
        Some(community) => format!("{} {strand}", community.key),
        None if community_id == CommunityId::default() => format!("- {strand}"),
        None => format!("{community_id} {strand}"),
    }
}

/// Reads what [`line`] wrote.
pub fn parse(app: &App, line: &str) -> Option<Link> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [name, strand, seq, hash] = words.as_slice() else { return None };
    let community_id = match *name {
        "-" => CommunityId::default(),
        key => match app.communities.by_key(key) {
            Some(community) => community.id,
            None => key.parse().ok()?,
        },
    };
    let hash = hash.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let strand = Strand { community_id, strand: strand.parse().ok()? };
    Some(Link { strand, seq: seq.parse().ok()?, hash: hash.collect::<Option<_>>()? })
}
