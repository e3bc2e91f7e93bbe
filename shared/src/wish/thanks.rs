//! A thank-you to the helper: between the two, and public only if the one who wrote it agrees and
//! a reviewer says yes.

use serde::{Deserialize, Serialize};

use super::{
    Wish,
    input::{Beneficiary, public},
    status::Status,
};
use crate::{
    codes::codes,
    id::{PersonId, WishId},
    leak,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

codes! {
    /// Who reads a thank-you.
    ThanksStatus {
        /// The helper.
        Private = "private",
        /// The helper; everybody, once a reviewer has said yes.
        Waiting = "waiting",
        /// Everybody.
        Public = "public",
        /// The helper; a reviewer has said no.
        Refused = "refused",
    }
}

/// What the poster writes to the helper.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewThanks {
    pub words: String,
    /// A tick of its own: the words may stand on the public page of the wish.
    #[serde(default)]
    pub public: bool,
}

impl NewThanks {
    pub const LONGEST: usize = 100;

    /// The words as they are kept. What is to be public tells nobody's name, number or door; a
    /// child's thanks are never public; money is never spoken of.
    ///
    /// # Errors
    /// All that is wrong, field by field.
    pub fn check(mut self, beneficiary: Beneficiary) -> Result<Self, Problem> {
        let mut check = Check::default();
        let words = text::clean(&self.words, 1, Self::LONGEST);
        let words = match self.public {
            true => public(words, false),
            false => words.and_then(without_money),
        };
        self.words = check.take("words", words);
        let may = !self.public || may_be_public(beneficiary);
        check.demand("public", may, Kind::NotAllowed);
        check.done().map(|()| self)
    }
}

fn without_money(words: String) -> Result<String, Kind> {
    let blocked = leak::find(&words).iter().any(|leak| leak.kind.blocks());
    if blocked { Err(Kind::Money) } else { Ok(words) }
}

/// What is thanked for in a child's name stays between the two.
fn may_be_public(beneficiary: Beneficiary) -> bool {
    beneficiary != Beneficiary::Minor
}

/// How the poster takes a thank-you back.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// From the public page alone; the helper keeps it.
    #[serde(default)]
    pub only_from_public: bool,
}

/// A thank-you as the one who wrote it sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thanks {
    pub words: String,
    pub status: ThanksStatus,
    pub at: Millis,
    /// Why a reviewer said no.
    pub answer: String,
}

/// What the poster may do about thanking.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thanking {
    /// It came true through somebody, and nothing was written yet.
    pub may_write: bool,
    pub may_be_public: bool,
    pub written: Option<Thanks>,
}

impl Thanking {
    /// Of a wish, with what was written to its present helper.
    pub fn of(wish: &Wish, written: Option<Thanks>) -> Self {
        Self {
            may_write: wish.who_is_thanked().is_some() && written.is_none(),
            may_be_public: may_be_public(wish.beneficiary),
            written,
        }
    }
}

impl Wish {
    /// Who made it come true.
    pub fn who_is_thanked(&self) -> Option<PersonId> {
        self.state.helper().filter(|_| self.state.status() == Status::Fulfilled)
    }
}

/// A thank-you as a reviewer sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskThanks {
    pub wish: WishId,
    pub title: String,
    pub place_name: String,
    pub words: String,
    pub status: ThanksStatus,
    /// When it was written, which says which of several it is.
    pub at: Millis,
}

/// What a reviewer says to a thank-you that is to be public, or is so.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ThanksDecision {
    /// [`DeskThanks::at`] of what was looked at.
    pub at: Millis,
    pub public: bool,
    /// Why not, for the poster.
    #[serde(default)]
    pub words: String,
}

impl ThanksDecision {
    /// # Errors
    /// A no without a word.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let shortest = usize::from(!self.public);
        self.words = check.take("words", text::clean(&self.words, shortest, 200));
        check.done().map(|()| self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(words: &str, public: bool, beneficiary: Beneficiary) -> Vec<Kind> {
        let checked = NewThanks { words: words.into(), public }.check(beneficiary);
        checked.err().map(|it| it.fields.iter().map(|it| it.kind).collect()).unwrap_or_default()
    }

    #[test]
    fn plain_words_may_be_public_and_names_may_not() {
        for words in ["灯亮了，心里也亮堂，谢谢您", "谢谢叔叔", "太感谢师傅了"]
        {
            assert_eq!(kind_of(words, true, Beneficiary::Myself), [], "{words}");
        }
        for words in ["谢谢王师傅", "谢谢谢师傅"] {
            assert_eq!(kind_of(words, true, Beneficiary::Myself), [Kind::Leak], "{words}");
        }
    }

    #[test]
    fn a_number_is_for_the_helper_alone() {
        let words = "有空来坐坐，电话13800001234";
        assert_eq!(kind_of(words, false, Beneficiary::Myself), []);
        assert_eq!(kind_of(words, true, Beneficiary::Myself), [Kind::Leak]);
    }

    #[test]
    fn money_is_not_spoken_of_even_between_the_two() {
        assert_eq!(kind_of("给您发个红包", false, Beneficiary::Another), [Kind::Money]);
    }

    #[test]
    fn the_thanks_of_a_child_are_never_public() {
        assert_eq!(kind_of("谢谢叔叔", true, Beneficiary::Minor), [Kind::NotAllowed]);
        assert_eq!(kind_of("谢谢叔叔", false, Beneficiary::Minor), []);
    }

    #[test]
    fn a_no_has_its_reason() {
        let no = ThanksDecision { at: Millis::default(), public: false, words: " ".into() };
        assert!(no.clone().check().is_err());
        assert!(ThanksDecision { public: true, ..no }.check().is_ok());
    }
}
