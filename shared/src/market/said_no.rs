//! Why somebody hears a no from those who hold a market: chosen, not written, so that nothing about
//! anybody can stand in it, and so that it is read in one's own language.

use serde::{Deserialize, Serialize};

use crate::{codes::codes, time::Millis};

codes! {
    /// Why a sign-up is turned down.
    TurnDownReason {
        /// The places are for those who have not had one lately.
        OthersFirst = "others_first",
        /// What is asked for is not what is done there.
        NotThis = "not_this",
        /// It is better said than written.
        TalkFirst = "talk_first",
    }
}

codes! {
    /// Why "I was there" is not believed.
    UnseenReason {
        /// Those at the table remember nobody.
        NobodySaw = "nobody_saw",
        /// Somebody was there, at another time or another stall.
        AnotherTime = "another_time",
        /// It is better said than written.
        TalkFirst = "talk_first",
    }
}

codes! {
    /// How far "I was there" has come.
    Objecting {
        /// Nothing was said yet.
        Open = "open",
        /// The organiser decides.
        Raised = "raised",
        /// The organiser did not agree, and the secretary can be asked.
        Refused = "refused",
        /// The secretary decides.
        Appealed = "appealed",
        /// It was said twice, and stays.
        Over = "over",
    }
}

/// A place that was left empty, as whose it was sees it: since when it is noted, until when one can
/// say otherwise, and what follows from it until when.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftEmpty {
    pub noted_at: Millis,
    pub said: Objecting,
    /// Until then one can object, or ask the secretary.
    pub object_until: Option<Millis>,
    /// Until then it is one sign-up at once.
    pub paused_until: Option<Millis>,
}

codes! {
    /// How it was at a market: three answers that everybody understands.
    HowWasIt {
        Good = "good",
        Fair = "fair",
        Poor = "poor",
    }
}

impl HowWasIt {
    /// As it is added up: one to five.
    pub fn stars(self) -> i64 {
        match self {
            HowWasIt::Good => 5,
            HowWasIt::Fair => 3,
            HowWasIt::Poor => 1,
        }
    }
}

/// The answer to how it was. It is counted, and not kept with who said so.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub how: HowWasIt,
}
