//! A phone at a market's table. It knows this market's check-in list and nothing else, works for
//! hours without a network, and is forgotten with the market.
//!
//! ```text
//!   organiser: InviteDevice --> code --> QR, link or read aloud --> phone: JoinAsDevice
//!   phone: GetCheckInList, SyncCheckIns ... until the market is over; what it saw before that,
//!   it may still bring in for two days.
//! ```
//!
//! A phone that was ended before it had sent everything gets another code, also in those two days:
//! then it brings in what it kept, and sees no list.

use serde::{Deserialize, Serialize};

use super::{
    check_in::DevicePass,
    state::{Market, MarketStatus},
    terms::Terms,
};
use crate::{
    codes::codes,
    id::DeviceId,
    problem::{Check, Problem},
    text,
    time::Millis,
};

/// The longest name of a device, in characters.
const LONGEST_NAME: usize = 20;
/// So long after a phone could bring in anything, it gives up what it has not sent.
const UNSENT_DAYS: i64 = 30;

codes! {
    /// What a phone is at a table for.
    #[derive(Default)]
    DeviceUse {
        #[default]
        CheckIn = "check_in",
        /// The market is over: what was noted before and is not sent yet comes in, and nothing else.
        BringIn = "bring_in",
    }
}

impl Market {
    /// What a phone can become a device for now; nothing, when it cannot.
    pub fn admits_phones(&self, now: Millis, terms: &Terms) -> Option<DeviceUse> {
        use MarketStatus as S;
        let pass = DevicePass::of(self, DeviceId::default());
        let comes_in = pass.may_bring_in(self.id, now, terms);
        match self.status() {
            S::Published | S::Postponed | S::UnderWay if pass.may_scan(self.id, now, terms) => {
                Some(DeviceUse::CheckIn)
            }
            S::Published | S::Postponed | S::UnderWay | S::Closed | S::Summarised => {
                comes_in.then_some(DeviceUse::BringIn)
            }
            _ => None,
        }
    }
}

/// Another phone shall check people in.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDevice {
    /// What others read where it was first: "west gate", "Xiao Li's phone".
    pub name: String,
}

impl NewDevice {
    /// # Errors
    /// When the name is missing, too long or cannot be read.
    pub fn check(&self) -> Result<String, Problem> {
        let mut check = Check::default();
        let name = check.take("name", text::clean_line(&self.name, 1, LONGEST_NAME));
        check.done().map(|()| name)
    }
}

/// What makes a phone a device: for one phone, within minutes. To be shown as a QR code of a link
/// whose fragment is the code, or read aloud; it never stands in a path.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceInvitation {
    pub device: DeviceId,
    /// Eight digits.
    pub code: String,
    pub until: Millis,
    /// What the phone will be there for.
    #[serde(default)]
    pub what: DeviceUse,
}

/// A phone becomes a device with the code that the organiser shows.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeviceCode {
    /// As it was typed or scanned; spaces and full width do not matter.
    pub code: String,
}

impl DeviceCode {
    /// How many digits a code has.
    pub const DIGITS: usize = 8;

    /// The digits alone; nothing, if it cannot be a code.
    pub fn digits(&self) -> Option<String> {
        let typed = self.code.chars().map(text::narrow);
        let digits: String = typed.filter(|it| !it.is_whitespace()).collect();
        let fits = digits.len() == Self::DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then_some(digits)
    }
}

/// What the phone itself knows of being a device.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    pub id: DeviceId,
    pub name: String,
    #[serde(default)]
    pub what: DeviceUse,
    /// Until when it may show the list and scan. Then it forgets the list.
    pub until: Millis,
    /// Until when it may bring in what it saw before.
    pub brings_in_until: Millis,
    /// Said once, as it joins: at which markets this phone is none any more, since it was at so many.
    #[serde(default)]
    pub given_up: Vec<String>,
}

impl Device {
    /// Until when the phone keeps what nobody has taken from it; it says who was where, and so
    /// does not stay for ever.
    pub fn gives_up_at(&self) -> Millis {
        self.brings_in_until.after_days(UNSENT_DAYS)
    }
}

/// A device as those see it who invited it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceRecord {
    pub id: DeviceId,
    pub name: String,
    pub invited_at: Millis,
    /// Nothing while its code waits for a phone.
    pub joined_at: Option<Millis>,
    /// When it last asked for the list or brought something in.
    pub seen_at: Option<Millis>,
    /// When it last brought something in.
    pub synced_at: Option<Millis>,
    /// It was lost, or is not needed any more.
    pub revoked_at: Option<Millis>,
    /// It works now.
    pub works: bool,
    /// How many check-ins it brought in that count.
    pub verified: i64,
}

/// What a device shows at the place, so that residents check themselves in: another code every half
/// minute. It goes on doing so without a network as long as there are codes.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceCodes {
    /// From when on the first is shown.
    pub from: Millis,
    /// How long each is shown, in milliseconds.
    pub each: i64,
    pub codes: Vec<String>,
    pub now: Millis,
}

impl PlaceCodes {
    /// The one for this moment, by the clock of the server; none, when they are used up.
    pub fn shown(&self, now: Millis) -> Option<&str> {
        let turn = (now.0 - self.from.0).div_euclid(self.each.max(1));
        usize::try_from(turn).ok().and_then(|turn| self.codes.get(turn)).map(String::as_str)
    }

    /// When the last of them is over.
    pub fn until(&self) -> Millis {
        let count = i64::try_from(self.codes.len()).unwrap_or(i64::MAX);
        self.from.after(self.each.saturating_mul(count))
    }

    /// Whether more should be fetched as soon as there is a network: less than half are left.
    pub fn run_out(&self, now: Millis) -> bool {
        self.until().0 - now.0 < (self.until().0 - self.from.0) / 2
    }
}

/// The code as the resident scanned it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceCode {
    pub code: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let read = |typed: &str| DeviceCode { code: typed.into() }.digits();
        for typed in ["12345678", "1234 5678", "１２３４　５６７８"] {
            assert_eq!(read(typed).as_deref(), Some("12345678"), "{typed}");
        }
        assert_eq!((read("1234567"), read("1234567a")), (None, None));
    }

    #[test]
    fn each_code_is_shown_in_its_turn_and_more_are_fetched_in_time() {
        let codes = PlaceCodes {
            from: Millis(60_000),
            each: 30_000,
            codes: ["A", "B", "C", "D"].map(str::to_owned).to_vec(),
            now: Millis(65_000),
        };
        let shown = |at| codes.shown(Millis(at));
        assert_eq!(shown(60_000), Some("A"));
        assert_eq!(shown(89_999), Some("A"));
        assert_eq!(shown(90_000), Some("B"));
        assert_eq!(shown(179_999), Some("D"));
        assert_eq!((shown(59_999), shown(180_000)), (None, None));
        assert_eq!(codes.until(), Millis(180_000));
        assert!(!codes.run_out(Millis(120_000)) && codes.run_out(Millis(120_001)));
    }
}
