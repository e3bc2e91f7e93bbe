//! Goods on their way: who has sent something does not give the wish back until it has arrived or
//! come back, rule 12.

use serde::{Deserialize, Serialize};

use super::{
    super::{Wish, WishKind},
    Case, Past,
};
use crate::{problem::Kind, time::Millis};

/// The helper says that the goods are on their way.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Sent {
    pub at: Millis,
    /// When the helper said that they came back; the resident or staff have to agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_at: Option<Millis>,
    /// What the helper leaves for the next.
    #[serde(default)]
    pub words: String,
}

impl Past {
    pub(super) fn send(self, case: &Case) -> Result<Self, Kind> {
        match (case.kind, &self.sent) {
            (WishKind::Goods, None) => {
                let sent = Sent { at: case.now, back_at: None, words: String::new() };
                // Nobody else goes on with what is on its way.
                Ok(Self { sent: Some(sent), handing_over: None, ..self })
            }
            _ => Err(Kind::StepNotPossible),
        }
    }

    pub(super) fn say_returned(self, words: String, case: &Case) -> Result<Self, Kind> {
        match self.sent {
            Some(sent @ Sent { back_at: None, .. }) => {
                let sent = Sent { back_at: Some(case.now), words, ..sent };
                Ok(Self { sent: Some(sent), ..self })
            }
            _ => Err(Kind::StepNotPossible),
        }
    }

    /// What was sent, for the steps that are about it.
    pub(super) fn sent(&self) -> Result<&Sent, Kind> {
        self.sent.as_ref().ok_or(Kind::StepNotPossible)
    }

    /// Rule 12: nobody gives back what is on its way.
    pub(super) fn nothing_sent(&self) -> Result<(), Kind> {
        if self.sent.is_some() { Err(Kind::GoodsOnTheWay) } else { Ok(()) }
    }
}

impl Wish {
    /// When goods were sent that nobody has received.
    pub fn sent_at(&self) -> Option<Millis> {
        self.state.past().and_then(|past| past.sent.as_ref()).map(|sent| sent.at)
    }
}
