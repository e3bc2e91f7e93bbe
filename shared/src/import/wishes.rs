//! Wishes that were made before this product knew of them.

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{Errors, RowError, Wrong, number};
use crate::{
    helper::HelperClass,
    leak,
    problem::Kind,
    text,
    time::Millis,
    wish::{AgeBand, NewWish, Status, WishKind},
};

/// A wish as it stands in a file. Dates are days such as 2026-03-05.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct WishRow {
    pub kind: String,
    pub title: String,
    #[serde(default)]
    pub story: String,
    #[serde(default)]
    pub when: String,
    #[serde(default)]
    pub age_band: String,
    /// Code of the node.
    pub node: String,
    /// `open`, `claimed`, `delivered` or `fulfilled`.
    pub status: String,
    /// In what capacity someone helped.
    #[serde(default)]
    pub class: String,
    pub posted: String,
    pub opened: String,
    #[serde(default)]
    pub claimed: String,
    #[serde(default)]
    pub fulfilled: String,
    /// How many helpers gave it back; none where nothing is said.
    #[serde(default)]
    pub releases: String,
}

/// A wish that may be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedWish {
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub age_band: Option<AgeBand>,
    pub node: String,
    pub status: Status,
    pub class: HelperClass,
    pub posted_at: Millis,
    pub opened_at: Millis,
    pub claimed_at: Option<Millis>,
    pub fulfilled_at: Option<Millis>,
    pub releases: u32,
}

/// Checks all rows. `knows` tells whether there is a node of that code.
///
/// # Errors
/// Everything that is wrong, by row.
pub fn check_wishes(
    rows: &[WishRow],
    knows: impl Fn(&str) -> bool,
    now: Millis,
) -> Result<Vec<CheckedWish>, Vec<RowError>> {
    let mut errors = Errors::default();
    let mut checked = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let row_number = number(index);
        if !knows(&row.node) {
            errors.note((row_number, "node"), Wrong::NoSuchNode);
        }
        if let Some(wish) = check(row, row_number, &mut errors) {
            order(&wish, row_number, now, &mut errors);
            checked.push(wish);
        }
    }
    errors.done(checked)
}

/// Where a wish of former years may stand.
const IMPORTED: [Status; 4] = [Status::Open, Status::Claimed, Status::Delivered, Status::Fulfilled];

fn check(row: &WishRow, at: usize, errors: &mut Errors) -> Option<CheckedWish> {
    let word = |found: Option<_>| found.ok_or(Wrong::NoSuchWord);
    let kind = WishKind::ALL.into_iter().find(|it| it.code() == row.kind);
    let kind = errors.take((at, "kind"), word(kind));
    let status = IMPORTED.into_iter().find(|it| it.code() == row.status);
    let status = errors.take((at, "status"), status.ok_or(Wrong::NoSuchWord));
    let age = AgeBand::ADULTS.into_iter().find(|it| it.code() == row.age_band);
    let age =
        if row.age_band.is_empty() { Ok(None) } else { age.map(Some).ok_or(Wrong::NoSuchWord) };
    let age_band = errors.take((at, "age_band"), age);
    let class = serde_json::from_value(row.class.clone().into()).map_err(|_| Wrong::NoSuchWord);
    let class = if row.class.is_empty() { Ok(HelperClass::default()) } else { class };
    let class = errors.take((at, "class"), class);
    let releases = if row.releases.is_empty() { Ok(0) } else { row.releases.parse() };
    let releases = errors.take((at, "releases"), releases.map_err(|_| Wrong::NoSuchWord));
    let title = errors.take((at, "title"), public(&row.title, 2, NewWish::LONGEST_TITLE));
    let story = errors.take((at, "story"), public(&row.story, 0, NewWish::LONGEST_STORY));
    let when = errors.take((at, "when"), public(&row.when, 0, NewWish::LONGEST_WHEN));
    let posted_at = errors.take((at, "posted"), day(&row.posted));
    let opened_at = errors.take((at, "opened"), day(&row.opened));
    let needs_claim = status.is_some_and(|it| it != Status::Open);
    let claimed_at = errors.take((at, "claimed"), needed_day(&row.claimed, needs_claim));
    let needs_end = status == Some(Status::Fulfilled);
    let fulfilled_at = errors.take((at, "fulfilled"), needed_day(&row.fulfilled, needs_end));
    Some(CheckedWish {
        kind: kind?,
        title: title?,
        story: story?,
        when: when?,
        age_band: age_band?,
        node: row.node.clone(),
        status: status?,
        class: class?,
        posted_at: posted_at?,
        opened_at: opened_at?,
        claimed_at: claimed_at?,
        fulfilled_at: fulfilled_at?,
        releases: releases?,
    })
}

/// Nothing happens before what it follows from, and nothing tomorrow.
fn order(wish: &CheckedWish, at: usize, now: Millis, errors: &mut Errors) {
    let mut before = wish.posted_at;
    let steps = [
        ("opened", Some(wish.opened_at)),
        ("claimed", wish.claimed_at),
        ("fulfilled", wish.fulfilled_at),
    ];
    for (column, step) in steps {
        let step = step.unwrap_or(before);
        if step < before || step > now {
            errors.note((at, column), Wrong::WrongOrder);
        }
        before = step;
    }
}

fn public(text: &str, shortest: usize, longest: usize) -> Result<String, Wrong> {
    let text = text::clean_line(text, shortest, longest).map_err(Wrong::Text)?;
    match leak::find(&text).first() {
        None => Ok(text),
        Some(leak) if leak.kind.blocks() => Err(Wrong::Text(Kind::Money)),
        Some(_) => Err(Wrong::Text(Kind::Leak)),
    }
}

fn needed_day(text: &str, needed: bool) -> Result<Option<Millis>, Wrong> {
    match (text.is_empty(), needed) {
        (true, true) => Err(Wrong::Missing),
        (true, false) => Ok(None),
        (false, _) => day(text).map(Some),
    }
}

/// The beginning of that day in the community.
fn day(text: &str) -> Result<Millis, Wrong> {
    let day: civil::Date = text.parse().map_err(|_| Wrong::NotADate)?;
    let epoch = civil::date(1970, 1, 1);
    let days = epoch.until(day).map_err(|_| Wrong::NotADate)?.get_days();
    Ok(Millis(i64::from(days) * Millis::DAY - 8 * Millis::HOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_795_276_800_000);

    fn row() -> WishRow {
        WishRow {
            kind: "repair".into(),
            title: "楼道的灯坏了".into(),
            node: "H".into(),
            status: "fulfilled".into(),
            class: "shop".into(),
            posted: "2026-03-05".into(),
            opened: "2026-03-05".into(),
            claimed: "2026-03-06".into(),
            fulfilled: "2026-03-09".into(),
            ..WishRow::default()
        }
    }

    #[test]
    fn a_plain_row_passes() {
        let wish = &check_wishes(&[row()], |code| code == "H", NOW).unwrap()[0];
        assert_eq!((wish.status, wish.class), (Status::Fulfilled, HelperClass::Shop));
        assert_eq!(wish.posted_at.date().map(|day| day.to_string()).as_deref(), Some("2026-03-05"));
    }

    #[test]
    fn every_error_names_its_row_and_column() {
        let rows = [
            row(),
            WishRow { kind: "money".into(), ..row() },
            WishRow { node: "X".into(), ..row() },
            WishRow { posted: "5.3.2026".into(), ..row() },
            WishRow { claimed: "2026-03-01".into(), ..row() },
            WishRow { fulfilled: String::new(), ..row() },
            WishRow { title: "我住5号楼301".into(), ..row() },
            WishRow { fulfilled: "2027-03-01".into(), ..row() },
        ];
        let found = check_wishes(&rows, |code| code == "H", NOW).unwrap_err();
        let found: Vec<_> = found.iter().map(|it| (it.row, it.column, it.wrong)).collect();
        let expected = [
            (3, "kind", Wrong::NoSuchWord),
            (4, "node", Wrong::NoSuchNode),
            (5, "posted", Wrong::NotADate),
            (6, "claimed", Wrong::WrongOrder),
            (7, "fulfilled", Wrong::Missing),
            (8, "title", Wrong::Text(Kind::Leak)),
            (9, "fulfilled", Wrong::WrongOrder),
        ];
        assert_eq!(found, expected);
    }
}
