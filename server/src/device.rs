//! Which phone at a market's table a request comes from, and what it may do. It has nothing to do
//! with who is signed in: staff powers close after half an hour, the table does not.

use http::HeaderMap;
use shared::{
    id::MarketId,
    market::{Device, DevicePass, DeviceUse, Market, Refusal, Term, Terms},
    problem::Problem,
    time::Millis,
};

use crate::{
    App, Call, Settings,
    db::{Tx, devices, markets, terms},
    keys::Purpose,
    session,
};

/// A code that makes a phone a device is good for as long.
pub const CODE_LIFE: i64 = 10 * Millis::MINUTE;
/// A phone is a device of so many markets at once.
const MOST: usize = 4;
/// Between two tokens in the cookie; none has it.
const BETWEEN: char = '.';
/// That it was used is noted no more often than this.
const NOTE_USE: i64 = Millis::MINUTE;

/// A device and the market it is for.
pub struct AtTable {
    pub row: devices::Row,
    pub market: Market,
    pub terms: Terms,
}

/// What is kept of a code.
pub fn code_hash(app: &App, market: MarketId, code: &str) -> Vec<u8> {
    app.keys.hash(Purpose::Device, &[market.0.as_bytes(), code.as_bytes()])
}

/// For how long a phone keeps its tokens, in seconds. Each of them ends by itself on the server, and
/// one that is there longer opens nothing; but markets are put off, and a phone serves at several.
const LASTS: i64 = 180 * Millis::DAY / Millis::SECOND;

/// `__Host-` lets only this very host set it.
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.development { "linyuan-device" } else { "__Host-linyuan-device" }
}

fn tokens<'a>(headers: &'a HeaderMap, settings: &Settings) -> Vec<&'a str> {
    let cookie = session::cookie(headers, cookie_name(settings));
    cookie.map(|it| it.split(BETWEEN).take(MOST).collect()).unwrap_or_default()
}

/// The cookie with one more token, the newest first; and of which markets the phone is no device any
/// more. What is over makes room first, then the oldest.
///
/// # Errors
/// What the database says.
pub async fn joined_cookie(
    call: &Call,
    (token, market): (&str, MarketId),
) -> Result<(String, Vec<String>), Problem> {
    let settings = &call.app.settings;
    let mut before = tokens(&call.headers, settings);
    let mut given_up = Vec::new();
    if before.len() >= MOST {
        let mut live = Vec::new();
        for it in before {
            live.extend(title_of(call, it).await?.map(|(of, title)| (it, of, title)));
        }
        let rest = live.split_off(live.len().min(MOST - 1));
        let rest = rest.into_iter().filter(|(_, of, _)| *of != market);
        given_up.extend(rest.map(|(_, _, title)| title));
        before = live.into_iter().map(|(it, ..)| it).collect();
    }
    let all: Vec<&str> = [token].into_iter().chain(before).collect();
    Ok((cookie(settings, &all, LASTS), given_up))
}

/// Of which market a token is that may still bring something in, of whichever community.
async fn title_of(call: &Call, token: &str) -> Result<Option<(MarketId, String)>, Problem> {
    let (db, hash) = (&call.app.db, session::hash(token));
    for community in call.app.communities.all() {
        let Some(row) = devices::by_token(db, community.id, &hash).await? else { continue };
        let market = markets::get(db, community.id, row.market_id).await?.market;
        let terms = terms::get(db, community.id, call.now).await?;
        let (id, title) = (market.id, market.title.clone());
        let table = AtTable { row, market, terms };
        let lives = table.pass().may_bring_in(id, call.now, &table.terms);
        return Ok(lives.then_some((id, title)));
    }
    Ok(None)
}

/// The cookie without the token of a device that is none any more.
pub fn left_cookie(call: &Call, token: &str) -> String {
    let settings = &call.app.settings;
    let mut all = tokens(&call.headers, settings);
    all.retain(|it| *it != token);
    let seconds = if all.is_empty() { 0 } else { LASTS };
    cookie(settings, &all, seconds)
}

fn cookie(settings: &Settings, tokens: &[&str], seconds: i64) -> String {
    let (name, value) = (cookie_name(settings), tokens.join("."));
    let secure = if settings.development { "" } else { "; Secure" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}

/// The device of a market that calls, as long as it may bring something in.
///
/// # Errors
/// [`Refusal::DeviceOver`] for every other phone, and for that one afterwards.
pub async fn find(call: &Call, market: MarketId) -> Result<AtTable, Problem> {
    let (_, table) = find_with_token(call, market).await?;
    Ok(table)
}

/// The same, with the token it showed.
///
/// # Errors
/// As [`find`].
pub async fn find_with_token(call: &Call, market: MarketId) -> Result<(String, AtTable), Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    for token in tokens(&call.headers, &call.app.settings) {
        let found = devices::by_token(db, community, &session::hash(token)).await?;
        let Some(row) = found.filter(|it| it.market_id == market) else { continue };
        let market = markets::get(db, community, market).await?.market;
        let terms = terms::get(db, community, call.now).await?;
        let table = AtTable { row, market, terms };
        if table.pass().may_bring_in(table.market.id, call.now, &table.terms) {
            return Ok((token.to_owned(), table));
        }
    }
    Err(Refusal::DeviceOver.into())
}

impl AtTable {
    fn pass(&self) -> DevicePass {
        DevicePass::of(&self.market, self.row.id)
    }

    /// It may show the list, and goes on to check people in.
    ///
    /// # Errors
    /// [`Refusal::DeviceOver`] once the market is over or does not take place.
    pub fn may_scan(&self, now: Millis) -> Result<(), Refusal> {
        match self.market.admits_phones(now, &self.terms) {
            Some(DeviceUse::CheckIn) => Ok(()),
            _ => Err(Refusal::DeviceOver),
        }
    }

    /// As the phone itself may know it.
    pub fn view(&self, now: Millis) -> Device {
        let (row, ends_at) = (&self.row, self.market.ends_at);
        Device {
            id: row.id,
            name: row.name.clone(),
            what: self.market.admits_phones(now, &self.terms).unwrap_or_default(),
            until: self.market.over_at(&self.terms),
            given_up: Vec::new(),
            brings_in_until: self.terms.after(ends_at, Term::CorrectionTime),
        }
    }

    /// Notes beside the answer that the device was used: from then on its code makes no other
    /// phone the same one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn note_use(&self, call: &Call, synced: bool) -> Result<(), Problem> {
        let (row, now) = (&self.row, call.now);
        let noted = if synced { row.synced_at } else { row.seen_at };
        if noted.is_some_and(|at| now <= at.after(NOTE_USE)) {
            return Ok(());
        }
        let (community, id) = (call.community_id(), row.id);
        let note = async move |tx: &mut Tx| {
            devices::seen(tx, community, id, (now, synced)).await?;
            Ok(())
        };
        call.app.db.write(note).await
    }
}
