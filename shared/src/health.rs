//! Whether the server does by itself what it should, for staff.

use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// Messages that go out, and jobs that are done again and again.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    pub messages: MessageHealth,
    #[serde(default)]
    pub timers: TimerHealth,
    pub jobs: Vec<JobRun>,
}

/// How messages go out.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageHealth {
    /// Whether messages wait that should have been sent.
    pub behind: bool,
    pub waiting: i64,
    pub oldest_waiting_since: Option<Millis>,
    pub last_sent_at: Option<Millis>,
    /// In the last seven days: nobody could deliver them …
    pub given_up: i64,
    /// … or they were not wanted, or too many for one day.
    pub suppressed: i64,
}

/// How time does its work.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimerHealth {
    /// Whether time has stood still for too long.
    pub behind: bool,
    /// How many wishes it could not move on, the last time it tried.
    pub failing: i64,
}

/// When a job was last done, and what came of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobRun {
    pub name: String,
    pub last_ran_at: Millis,
    pub detail: String,
}
