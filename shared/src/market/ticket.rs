//! What somebody holds in the hand: a ticket with a short code and a QR code, links that do one
//! thing each, and the code at the place that is another every half minute.
//!
//! Nothing here signs: the server puts its seal on [`Sealed::bytes`], and a seal for one thing is
//! never one for another.

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    sign_up_step::SignUpStep,
    terms::{Term, Terms},
};
use crate::{
    codes::codes,
    id::{MarketId, SignUpId, StallId},
    text::narrow,
    time::Millis,
};

/// Eight digits, since digits are what everybody reads aloud without being misheard, and any
/// telephone has them. The last one tells of a wrong or swapped digit. Those of a rehearsal begin
/// with nought.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TicketCode(String);

impl TicketCode {
    /// How many codes a market has; codes are told apart within one market only.
    pub const COUNT: u32 = 9_000_000;
    const TEST_COUNT: u32 = 1_000_000;

    /// The code for a number at random.
    pub fn new(random: u32, rehearsal: bool) -> Self {
        let number = match rehearsal {
            true => random % Self::TEST_COUNT,
            false => Self::TEST_COUNT + random % Self::COUNT,
        };
        let digits = format!("{number:07}");
        let check = check_digit(&digits);
        Self(format!("{digits}{check}"))
    }

    /// The code as somebody typed it, with or without spaces, in half or full width.
    ///
    /// # Errors
    /// When a digit is wrong, missing or swapped with its neighbour.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let apart = |c: &char| !c.is_whitespace() && *c != '-';
        let digits: String = text.chars().map(narrow).filter(apart).collect();
        let fits = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
        match fits && check_digit(&digits) == 0 {
            true => Ok(Self(digits)),
            false => Err(Refusal::MistypedCode),
        }
    }

    /// As it is stored and sent.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// As it is shown: two groups of four.
    pub fn shown(&self) -> String {
        format!("{} {}", &self.0[..4], &self.0[4..])
    }

    /// A ticket for a rehearsal.
    pub fn is_test(&self) -> bool {
        self.0.starts_with('0')
    }
}

/// The quasigroup of Damm: it finds every single wrong digit and every swap of two neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The digit that makes a number whole; nought for one that is.
fn check_digit(digits: &str) -> u8 {
    digits.bytes().fold(0, |so_far, byte| {
        DAMM[usize::from(so_far)][usize::from(byte.wrapping_sub(b'0') % 10)]
    })
}

codes! {
    /// What a link of a message does. It does nothing else, and asks for no sign-in.
    LinkPurpose {
        Coming = "coming",
        Cancel = "cancel",
        Accept = "accept",
        Decline = "decline",
        Keep = "keep",
    }
}

impl LinkPurpose {
    /// The one step it takes.
    pub fn step(self) -> SignUpStep {
        match self {
            LinkPurpose::Coming => SignUpStep::Coming,
            LinkPurpose::Cancel => SignUpStep::Cancel,
            LinkPurpose::Accept => SignUpStep::Accept,
            LinkPurpose::Decline => SignUpStep::Decline,
            LinkPurpose::Keep => SignUpStep::Keep,
        }
    }
}

/// A link that does one thing to one sign-up until some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub purpose: LinkPurpose,
    pub sign_up: SignUpId,
    pub until: Millis,
}

impl Link {
    /// Whether it may do this now. Its seal was looked at before.
    ///
    /// # Errors
    /// When it is for something else, or over.
    pub fn admit(&self, wanted: LinkPurpose, now: Millis) -> Result<SignUpId, Refusal> {
        match () {
            () if self.purpose != wanted => Err(Refusal::WrongLink),
            () if now >= self.until => Err(Refusal::TooLate),
            () => Ok(self.sign_up),
        }
    }
}

/// What can be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// The QR code of a ticket: a number that means nothing to who reads it.
    Ticket {
        market: MarketId,
        sign_up: SignUpId,
    },
    Link(Link),
    /// The code at a place, for one turn.
    Place {
        market: MarketId,
        stall: Option<StallId>,
        turn: i64,
    },
}

impl Sealed {
    /// What is signed. It begins with what it is for, and all that follows is of fixed length.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        match self {
            Sealed::Ticket { market, sign_up } => {
                bytes.extend(b"ticket.1:");
                bytes.extend(market.0.as_bytes());
                bytes.extend(sign_up.0.as_bytes());
            }
            Sealed::Link(link) => {
                bytes.extend(b"link.1:");
                bytes.extend(link.sign_up.0.as_bytes());
                bytes.extend(link.until.0.to_be_bytes());
                bytes.extend(link.purpose.code().as_bytes());
            }
            Sealed::Place { market, stall, turn } => {
                bytes.extend(b"place.1:");
                bytes.extend(market.0.as_bytes());
                bytes.push(u8::from(stall.is_some()));
                bytes.extend(stall.unwrap_or_default().0.as_bytes());
                bytes.extend(turn.to_be_bytes());
            }
        }
        bytes
    }
}

/// Capitals and colons, which make the smallest QR code.
const QR_HEAD: &str = "LY1";

/// What the QR code of a ticket says.
pub fn qr_text(sign_up: SignUpId, seal: &[u8]) -> String {
    format!("{QR_HEAD}:{:X}:{}", sign_up.0.simple(), hex(seal))
}

/// The ticket of a QR code, with its seal, to be looked at against [`Sealed::Ticket`].
///
/// # Errors
/// When it is no ticket of ours.
pub fn read_qr(text: &str) -> Result<(SignUpId, Vec<u8>), Refusal> {
    let mut parts = text.trim().split(':');
    let (head, id, seal) = (parts.next(), parts.next(), parts.next());
    let ours = head == Some(QR_HEAD) && parts.next().is_none();
    let id = id.filter(|id| ours && id.len() == 32).and_then(|id| id.parse().ok());
    let seal = seal.and_then(unhex).filter(|seal| !seal.is_empty());
    id.zip(seal).ok_or(Refusal::WrongTicket)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| match pair {
        [_, _] if pair.iter().all(u8::is_ascii_hexdigit) => {
            u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()
        }
        _ => None,
    };
    pairs.map(byte).collect()
}

/// Which turn of the code at a place it is.
pub fn place_turn(now: Millis, terms: &Terms) -> i64 {
    now.0.div_euclid(terms.span(Term::PlaceCodeTime).max(1))
}

/// Whether a code of that turn still counts: this one, and the one before, which somebody may have
/// scanned at the last moment.
///
/// # Errors
/// When it is over, or none that was ever shown.
pub fn admit_turn(turn: i64, now: Millis, terms: &Terms) -> Result<(), Refusal> {
    let present = place_turn(now, terms);
    let counts = turn == present || turn == present - 1;
    if counts { Ok(()) } else { Err(Refusal::PlaceCodeOver) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_of_every_wrong_digit_and_every_swap() {
        for random in (0..9_000_000).step_by(99_991) {
            let code = TicketCode::new(random, false);
            assert_eq!(TicketCode::parse(&code.shown()), Ok(code.clone()));
            assert!(!code.is_test() && TicketCode::new(random, true).is_test());
            let digits = code.digits().as_bytes();
            for at in 0..8 {
                for other in b'0'..=b'9' {
                    let mut wrong = digits.to_vec();
                    wrong[at] = other;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert_eq!(TicketCode::parse(&wrong).is_ok(), other == digits[at], "{wrong}");
                }
                let mut swapped = digits.to_vec();
                swapped.swap(at, (at + 1).min(7));
                let same = swapped == digits;
                let swapped = String::from_utf8(swapped).unwrap();
                assert_eq!(TicketCode::parse(&swapped).is_ok(), same, "{swapped}");
            }
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed_and_nothing_else_is() {
        let code = TicketCode::new(123, false);
        let wide: String =
            code.digits().chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect();
        assert_eq!(TicketCode::parse(&wide), Ok(code));
        for text in ["", "1234567", "123456789", "一二三四五六七八", "12a45678"] {
            assert_eq!(TicketCode::parse(text), Err(Refusal::MistypedCode));
        }
    }

    #[test]
    fn a_qr_code_comes_back_as_it_was_and_says_nothing() {
        let sign_up = SignUpId(uuid::Uuid::from_u128(0xabc));
        let text = qr_text(sign_up, &[0, 255, 16]);
        let small = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == ':';
        assert!(text.chars().all(small), "{text}");
        assert_eq!(read_qr(&text), Ok((sign_up, vec![0, 255, 16])));
        let broken = ["LY1", "LY1:12:00", "LY2:0:0", "https://x", &text[..text.len() - 1]];
        for text in broken.into_iter().chain([format!("{text}:1").as_str()]) {
            assert_eq!(read_qr(text), Err(Refusal::WrongTicket), "{text}");
        }
    }

    #[test]
    fn a_link_does_one_thing_and_its_seal_is_for_nothing_else() {
        let (sign_up, until) = (SignUpId(uuid::Uuid::from_u128(7)), Millis(1000));
        let link = |purpose| Link { purpose, sign_up, until };
        for purpose in LinkPurpose::ALL {
            for wanted in LinkPurpose::ALL {
                let admitted = link(purpose).admit(wanted, Millis(999));
                let right = if purpose == wanted { Ok(sign_up) } else { Err(Refusal::WrongLink) };
                assert_eq!(admitted, right);
            }
            assert_eq!(link(purpose).admit(purpose, until), Err(Refusal::TooLate));
        }
        let market = MarketId::default();
        let place = |stall, turn| Sealed::Place { market, stall, turn };
        let mut all: Vec<_> =
            LinkPurpose::ALL.map(|it| Sealed::Link(link(it)).bytes()).into_iter().collect();
        all.push(Sealed::Ticket { market, sign_up }.bytes());
        all.extend(
            [place(None, 1), place(None, 2), place(Some(StallId::default()), 1)]
                .map(|it| it.bytes()),
        );
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn the_code_at_the_place_is_another_every_half_minute() {
        let (terms, now) = (Terms::default(), Millis(1_795_413_600_000));
        let turn = place_turn(now, &terms);
        assert_eq!(admit_turn(turn, now.after(59_999), &terms), Ok(()));
        assert_eq!(admit_turn(turn, now.after(60_000), &terms), Err(Refusal::PlaceCodeOver));
        assert_eq!(admit_turn(turn + 1, now, &terms), Err(Refusal::PlaceCodeOver), "not yet");
    }
}
