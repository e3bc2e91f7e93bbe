//! What is private about who comes: only the desk of a market and the person see it. These types
//! show nothing of themselves in logs, and no public type has one of them.

use serde::{Deserialize, Serialize};

use super::ticket::TicketCode;
use crate::{
    id::{MemberId, SignUpId, SlotId, StallId},
    problem::Kind,
    text,
};

macro_rules! private {
    ($(#[doc = $about:literal] $name:ident)+) => {$(
        #[doc = $about]
        #[derive(Serialize, Deserialize, Clone, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The words themselves, for who may see them.
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

private! {
    /// How a household calls one of its own.
    Nickname
    /// How somebody is called at the desk.
    GuestName
    /// The last four digits of a phone number.
    LastFour
}

impl Nickname {
    /// The longest there is, in characters.
    pub const LONGEST: usize = 12;

    /// # Errors
    /// When it is missing, too long or cannot be read.
    pub fn new(words: &str) -> Result<Self, Kind> {
        text::clean_line(words, 1, Self::LONGEST).map(Self)
    }
}

impl GuestName {
    /// The longest there is, in characters.
    pub const LONGEST: usize = 20;

    /// # Errors
    /// When it is missing, too long or cannot be read.
    pub fn new(words: &str) -> Result<Self, Kind> {
        text::clean_line(words, 1, Self::LONGEST).map(Self)
    }
}

impl LastFour {
    /// Of a whole number.
    ///
    /// # Errors
    /// When it is no phone number.
    pub fn of(phone: &str) -> Result<Self, Kind> {
        let phone = text::phone(phone)?;
        Ok(Self(phone.chars().skip(7).collect()))
    }

    /// # Errors
    /// When it is not four digits.
    pub fn new(digits: &str) -> Result<Self, Kind> {
        let digits = digits.trim();
        let fits = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if fits { Ok(Self(digits.to_owned())) } else { Err(Kind::NotACode) }
    }
}

/// Somebody of a household, as the household sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Member {
    pub id: MemberId,
    pub nickname: Nickname,
}

impl From<Nickname> for GuestName {
    fn from(nickname: Nickname) -> Self {
        Self(nickname.0)
    }
}

/// Who is expected, as the desk sees it: no more than is needed to find a person.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guest {
    pub sign_up: SignUpId,
    pub stall: StallId,
    pub slot: SlotId,
    pub code: TicketCode,
    /// How the seal begins that the QR code of the ticket ends with: enough to see without a
    /// network that it is no forgery, too little to make one. In capitals.
    pub seal: String,
    /// The nickname within the household. Whoever has the account gave no name, so it is empty,
    /// and the digits say who it is.
    pub name: GuestName,
    /// Of the account.
    pub last_four: LastFour,
}

impl Guest {
    /// How much of a seal is in the list, in hexadecimal digits.
    pub const SEAL: usize = 8;

    /// Whether it is this guest's ticket that was scanned, as far as a device can say without a
    /// network.
    pub fn holds(&self, sign_up: SignUpId, seal: &[u8]) -> bool {
        let begin: String =
            seal.iter().take(Self::SEAL / 2).map(|it| format!("{it:02X}")).collect();
        self.sign_up == sign_up && self.seal.len() == Self::SEAL && self.seal == begin
    }
}

/// Whom the desk means: by code, or by name and last four digits. Two of the same name and digits
/// are both shown, for the desk to ask.
pub fn find<'a>(guests: &'a [Guest], name: &str, last_four: &LastFour) -> Vec<&'a Guest> {
    let same = |it: &&Guest| it.name.0 == name.trim() && it.last_four == *last_four;
    guests.iter().filter(same).collect()
}
