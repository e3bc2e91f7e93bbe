//! How days and hours are said.

use shared::time::Millis;

/// Points in time, as people say them.
pub struct Times {
    /// "今天", "昨天", "3 天前", "11 月 2 日".
    pub ago: fn(now: Millis, then: Millis) -> String,
    /// How long a wish has waited.
    pub waited: fn(days: i64) -> String,
    /// "11 月".
    pub month: fn(Millis) -> String,
    /// "11 月 28 日 周六".
    pub day: fn(Millis) -> String,
    /// "11 月 28 日 09:42".
    pub minute: fn(Millis) -> String,
    /// By when something should be done: "今天 18:00 前".
    pub due: fn(now: Millis, due: Millis) -> String,
    pub days: fn(i64) -> String,
}
