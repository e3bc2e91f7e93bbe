//! A link of a message: what it says, what its page shows, and where what it does stands.
//!
//! Whoever only opens it changes nothing: programs look at links before people do.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    sign_up::{SignUp, SignUpState, SignUpStatus, SlotCase},
    stall::Service,
    state::MarketKind,
    ticket::{Link, LinkPurpose},
};
use crate::{
    codes::codes,
    endpoint::Params,
    id::{MarketId, SignUpId},
    time::Millis,
};

/// What stands in the address: letters that mean nothing to who reads them.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct LinkToken([u8; LinkToken::LENGTH]);

impl LinkToken {
    /// How many letters it has.
    pub const LENGTH: usize = 48;
}

/// What was no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoToken;

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no link of ours")
    }
}

impl FromStr for LinkToken {
    type Err = NoToken;

    fn from_str(text: &str) -> Result<Self, NoToken> {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
        let letters: [u8; Self::LENGTH] = text.as_bytes().try_into().map_err(|_| NoToken)?;
        letters.iter().all(plain).then_some(Self(letters)).ok_or(NoToken)
    }
}

impl TryFrom<String> for LinkToken {
    type Error = NoToken;

    fn try_from(text: String) -> Result<Self, NoToken> {
        text.parse()
    }
}

impl From<LinkToken> for String {
    fn from(token: LinkToken) -> Self {
        token.to_string()
    }
}

impl fmt::Display for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl Params for LinkToken {
    fn values(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

/// How long a seal of a link is: nobody guesses one.
pub const LINK_SEAL: usize = 12;
/// Purpose, sign-up, and the end in milliseconds, which needs no more for some two million years.
const HEAD: usize = 1 + 16 + 7;
/// A link with its seal.
pub const LINK_BYTES: usize = HEAD + LINK_SEAL;

impl Link {
    /// The link with its seal, as it is written into an address.
    pub fn pack(&self, seal: &[u8; LINK_SEAL]) -> [u8; LINK_BYTES] {
        let nth = LinkPurpose::ALL.iter().position(|it| *it == self.purpose).unwrap_or_default();
        let mut bytes = [0; LINK_BYTES];
        bytes[0] = u8::try_from(nth).unwrap_or_default();
        bytes[1..17].copy_from_slice(self.sign_up.0.as_bytes());
        bytes[17..HEAD].copy_from_slice(&self.until.0.to_be_bytes()[1..]);
        bytes[HEAD..].copy_from_slice(seal);
        bytes
    }

    /// The link and its seal, to be looked at; nothing, where it cannot be one.
    pub fn unpack(bytes: &[u8; LINK_BYTES]) -> Option<(Link, [u8; LINK_SEAL])> {
        let purpose = *LinkPurpose::ALL.get(usize::from(bytes[0]))?;
        let sign_up = SignUpId(uuid::Uuid::from_slice(&bytes[1..17]).ok()?);
        let mut until = [0; 8];
        until[1..].copy_from_slice(&bytes[17..HEAD]);
        let until = Millis(i64::from_be_bytes(until));
        Some((Link { purpose, sign_up, until }, bytes[HEAD..].try_into().ok()?))
    }
}

codes! {
    /// Where what a link does stands.
    LinkStanding {
        /// One tap does it.
        Ready = "ready",
        /// It was done, by this link or otherwise.
        Done = "done",
        /// Its time is over, or the sign-up is.
        Over = "over",
    }
}

/// What the page of a link shows. Whoever has the message may be another than who signed up, so
/// nothing of a person is in it, and of what is confidential only the time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkPage {
    pub purpose: LinkPurpose,
    pub standing: LinkStanding,
    pub status: SignUpStatus,
    pub market: MarketId,
    pub kind: MarketKind,
    /// Nothing of what is confidential.
    pub about: Option<LinkAbout>,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Until when it does something.
    pub until: Millis,
    /// What else can be done about it now, without signing in either.
    #[serde(default)]
    pub other: Option<OtherLink>,
}

/// Another link to the same sign-up: whoever is reminded says by it that they come.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherLink {
    pub purpose: LinkPurpose,
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub token: LinkToken,
}

/// What somebody signed up for.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkAbout {
    pub title: String,
    pub place_name: String,
    pub service: Service,
}

/// What else whoever has a link may want to say about the same sign-up, what is first first.
pub fn other_purposes(purpose: LinkPurpose) -> &'static [LinkPurpose] {
    use LinkPurpose as P;
    match purpose {
        P::Cancel => &[P::Coming, P::Keep],
        P::Coming | P::Keep => &[P::Cancel],
        P::Accept => &[P::Decline],
        P::Decline => &[P::Accept],
    }
}

/// Where what a link does to a sign-up stands.
pub fn link_standing(link: &Link, sign_up: &SignUp, case: &SlotCase<'_>) -> LinkStanding {
    use LinkPurpose as P;
    use SignUpStatus as S;
    let says_so = matches!(sign_up.state, SignUpState::Confirmed { coming: Some(_), .. });
    let status = sign_up.state.status();
    let done = match link.purpose {
        P::Cancel => status == S::Cancelled,
        P::Decline => status == S::Declined,
        P::Accept => matches!(status, S::Confirmed | S::Pending),
        P::Keep => status == S::Confirmed || status == S::Pending,
        P::Coming => says_so,
    };
    let possible = link.admit(link.purpose, case.now).is_ok()
        && sign_up.step(link.purpose.step(), case).is_ok();
    match (done, possible) {
        (true, _) => LinkStanding::Done,
        (false, true) => LinkStanding::Ready,
        (false, false) => LinkStanding::Over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::SlotId,
        market::{
            Terms, Wants,
            tests::{times, who},
        },
    };

    #[test]
    fn a_link_comes_back_as_it_was_written() {
        for purpose in LinkPurpose::ALL {
            let sign_up = SignUpId(uuid::Uuid::from_u128(0xabc));
            let link = Link { purpose, sign_up, until: Millis(1_795_413_600_123) };
            assert_eq!(Link::unpack(&link.pack(&[7; LINK_SEAL])), Some((link, [7; LINK_SEAL])));
        }
        assert_eq!(Link::unpack(&[255; LINK_BYTES]), None);
        let letters = "a-_9".repeat(12);
        assert_eq!(letters.parse::<LinkToken>().unwrap().to_string(), letters);
        for wrong in ["", &letters[1..], &letters.replace('9', "/"), &letters.replace('9', "é")] {
            assert_eq!(wrong.parse::<LinkToken>(), Err(NoToken), "{wrong}");
        }
    }

    #[test]
    fn a_link_is_ready_until_it_was_done_or_its_time_is_over() {
        let (terms, until) = (Terms::default(), times().starts_at);
        let case = |now| SlotCase {
            now,
            times: times(),
            approval: false,
            anyone_came: false,
            of_helpers: false,
            terms: &terms,
        };
        let link = |purpose| Link { purpose, sign_up: SignUpId::default(), until };
        let before = until.after(-Millis::HOUR);
        let confirmed = SignUp {
            id: SignUpId::default(),
            slot: SlotId::default(),
            who: who(1),
            position: 1,
            wants: Wants::Auto,
            after_others: false,
            by_proxy: false,
            needs_yes: false,
            state: SignUpState::Confirmed { since: before, coming: None },
        };
        let standing = |purpose, it: &SignUp, now| link_standing(&link(purpose), it, &case(now));
        assert_eq!(standing(LinkPurpose::Cancel, &confirmed, before), LinkStanding::Ready);
        assert_eq!(standing(LinkPurpose::Cancel, &confirmed, until), LinkStanding::Over);
        assert_eq!(standing(LinkPurpose::Coming, &confirmed, until), LinkStanding::Over);
        assert_eq!(standing(LinkPurpose::Decline, &confirmed, before), LinkStanding::Over);
        let state = SignUpState::Cancelled { at: before, late: true };
        let cancelled = SignUp { state, ..confirmed };
        assert_eq!(standing(LinkPurpose::Cancel, &cancelled, until), LinkStanding::Done);
        assert_eq!(standing(LinkPurpose::Coming, &cancelled, before), LinkStanding::Over);
    }
}
