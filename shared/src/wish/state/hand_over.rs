//! Handing a wish over to a colleague of the same team or shop: the helper asks, and has it in hand
//! until the colleague says yes. No deadline begins anew, whoever has it.

use serde::{Deserialize, Serialize};

use super::Past;
use crate::{id::PersonId, problem::Kind, time::Millis};

/// Who is asked to go on with it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct HandingOver {
    pub to: PersonId,
    pub at: Millis,
    /// What the helper leaves for whoever says yes.
    #[serde(default)]
    pub words: String,
}

impl Past {
    /// Asks a colleague; whoever was asked before, is so no longer.
    pub(super) fn hand_over(self, to: PersonId, words: String, at: Millis) -> Result<Self, Kind> {
        self.nothing_sent()?;
        Ok(Self { handing_over: Some(HandingOver { to, at, words }), ..self })
    }

    /// The yes of the one who was asked, with what the helper left.
    pub(super) fn taken_over(self, by: PersonId) -> Result<Self, Kind> {
        match self.handing_over {
            Some(it) if it.to == by => {
                let hand_over = if it.words.is_empty() { self.hand_over } else { it.words };
                Ok(Self { handing_over: None, hand_over, ..self })
            }
            _ => Err(Kind::StepNotPossible),
        }
    }

    /// A no, or the helper goes on after all.
    pub(super) fn not_handed_over(self) -> Result<Self, Kind> {
        match self.handing_over {
            Some(_) => Ok(Self { handing_over: None, ..self }),
            None => Err(Kind::StepNotPossible),
        }
    }
}
