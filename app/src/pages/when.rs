//! Days and hours as the fields of a form have them.

use shared::{calendar::noon_of, problem::Kind, time::Millis};

use crate::text::times::Wall;

/// As a field for days shows it.
pub fn day(at: Millis) -> String {
    let Some(at) = Wall::of(at) else { return String::new() };
    format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)
}

/// As a field for hours shows it.
pub fn hour(at: Millis) -> String {
    Wall::of(at).map_or_else(String::new, Wall::clock)
}

/// An hour of a day, as both were filled in.
pub fn at(day: &str, hour: &str) -> Result<Millis, Kind> {
    let noon = noon(day)?;
    let parts: Vec<i64> = hour.split(':').filter_map(|it| it.parse().ok()).collect();
    let (Some(hour), Some(minute)) = (parts.first(), parts.get(1)) else {
        return Err(Kind::Required);
    };
    Ok(noon.after((hour - 12) * Millis::HOUR + minute * Millis::MINUTE))
}

/// The noon of a day.
pub fn noon(day: &str) -> Result<Millis, Kind> {
    let parts: Vec<i64> = day.split('-').filter_map(|it| it.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { return Err(Kind::Required) };
    noon_of(*year, *month, *day).ok_or(Kind::OutOfRange)
}

/// A number, as it was filled in.
pub fn number(typed: &str) -> Result<i64, Kind> {
    typed.trim().parse().map_err(|_| Kind::OutOfRange)
}
