//! Days on which the office is open or closed against the rule: public holidays, and the weekends
//! that are worked for them.

use jiff::civil;
use serde::Deserialize;
use shared::{
    community::CommunityKey,
    import::{RowError, Wrong},
    problem::Kind,
    text,
};

use super::{File, Imported, Refused, Run};
use crate::{
    App,
    db::{Tx, settings},
};

/// A day as it stands in a file: `2026-10-01,no,…`.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
struct Row {
    date: String,
    /// `yes` or `no`.
    working: String,
    #[serde(default)]
    name: String,
}

/// Adds days, or changes what is known of them; deadlines follow.
///
/// # Errors
/// All that is wrong, by row; then nothing was stored.
pub async fn calendar(
    app: &App,
    community: &CommunityKey,
    file: &File,
    run: Run,
) -> Result<Imported, Refused> {
    let community = app.communities.by_key(&community.0).ok_or(Kind::NotFound.into());
    let community = community.map_err(Refused::Problem)?.id;
    let days = check(&file.rows()?).map_err(Refused::Rows)?;
    if run == Run::Dry {
        return Ok(Imported { added: days.len(), changed: 0 });
    }
    let now = app.clock.now();
    let store = async move |tx: &mut Tx| {
        let mut imported = Imported { added: 0, changed: 0 };
        for (day, working, name) in &days {
            match settings::holiday(tx, community, (*day, *working), name).await? {
                true => imported.changed += 1,
                false => imported.added += 1,
            }
        }
        settings::all_due(tx, community, now).await?;
        Ok(imported)
    };
    Ok(app.db.write(store).await?)
}

/// The days, as days since 1970.
fn check(rows: &[Row]) -> Result<Vec<(i64, bool, String)>, Vec<RowError>> {
    let (mut days, mut errors) = (Vec::new(), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let mut wrong = |column, wrong| errors.push(RowError { row: index + 2, column, wrong });
        let day = day(&row.date);
        if day.is_none() {
            wrong("date", Wrong::NotADate);
        }
        let working = match row.working.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                wrong("working", Wrong::NoSuchWord);
                None
            }
        };
        let name = text::clean_line(&row.name, 0, 40);
        let name = name.map_err(|kind| wrong("name", Wrong::Text(kind))).ok();
        days.extend(day.zip(working).zip(name).map(|((day, working), name)| (day, working, name)));
    }
    if errors.is_empty() { Ok(days) } else { Err(errors) }
}

fn day(text: &str) -> Option<i64> {
    let day: civil::Date = text.parse().ok()?;
    let since = civil::date(1970, 1, 1).until(day).ok()?;
    Some(i64::from(since.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_open_or_closed_and_all_that_is_wrong_is_said() {
        let row = |date: &str, working: &str| Row {
            date: date.into(),
            working: working.into(),
            name: String::new(),
        };
        let days = check(&[row("2026-10-01", "no"), row("1970-01-02", "yes")]).unwrap();
        assert_eq!(days[1], (1, true, String::new()));
        let errors = check(&[row("1.10.2026", "maybe")]).unwrap_err();
        let found: Vec<_> = errors.iter().map(|it| (it.row, it.column, it.wrong)).collect();
        assert_eq!(found, [(2, "date", Wrong::NotADate), (2, "working", Wrong::NoSuchWord)]);
    }
}
