//! The one error of the API, sent as `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::time::Millis;

pub const CONTENT_TYPE: &str = "application/problem+json";

/// Why something was not done. The app has a sentence for each kind, with what to do next.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: Kind,
    pub status: u16,
    /// For whoever reads a log, never shown to users.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Which fields of a form to mark, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// After how many seconds it makes sense to ask again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Which rule of a market is against it, see [`crate::market::Refusal`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refusal: String,
    /// The number of the community's rules that is against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// From when on it is possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Millis>,
    /// By which number the log knows this request.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
}

/// One field of a form, and what is wrong with it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    pub name: String,
    pub kind: Kind,
}

macro_rules! kinds {
    ($($(#[doc = $about:literal])* $name:ident = $status:literal $uri:literal),+ $(,)?) => {
        /// What can go wrong, as far as anyone outside should know.
        #[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Kind { $($(#[doc = $about])* #[serde(rename = $uri)] $name),+ }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$name),+];

            pub fn status(self) -> u16 {
                match self { $(Kind::$name => $status),+ }
            }

            pub fn uri(self) -> &'static str {
                match self { $(Kind::$name => $uri),+ }
            }
        }
    };
}

kinds! {
    /// The form as a whole; its fields say more.
    Invalid = 422 "/problems/invalid",
    Required = 422 "/problems/required",
    TooLong = 422 "/problems/too-long",
    /// Characters that hide or reverse what a reader sees.
    Unreadable = 422 "/problems/unreadable",
    NotAPhone = 422 "/problems/not-a-phone",
    NotATelephone = 422 "/problems/not-a-telephone",
    NotACode = 422 "/problems/not-a-code",
    /// A phone number, an address or a name in a text that others will read.
    Leak = 422 "/problems/leak",
    /// Money in any form.
    Money = 422 "/problems/money",
    /// A tick of its own is needed for what is sensitive.
    ConsentNeeded = 422 "/problems/consent-needed",
    /// Prove with a code that it is still you.
    ProveFirst = 428 "/problems/prove-first",
    /// A number beyond what it may be.
    OutOfRange = 422 "/problems/out-of-range",
    /// A wish for a child needs the consent of a guardian.
    GuardianNeeded = 422 "/problems/guardian-needed",
    /// More than a title would tell too much of a child.
    NoStoryOfAChild = 422 "/problems/no-story-of-a-child",
    /// What the helper reads would tell who the child is.
    TellsOfAChild = 422 "/problems/tells-of-a-child",
    /// A day in the past, or later than may be promised.
    PromiseTooFar = 422 "/problems/promise-too-far",
    WeakPassword = 422 "/problems/weak-password",
    /// The idempotency key was used for another request.
    KeyUsedBefore = 422 "/problems/key-used-before",
    /// A write without an idempotency key.
    KeyMissing = 400 "/problems/key-missing",
    /// Not JSON, or not the JSON that was expected.
    Malformed = 400 "/problems/malformed",
    SignInFirst = 401 "/problems/sign-in-first",
    WrongCode = 401 "/problems/wrong-code",
    /// Too old, used, or tried too often.
    CodeSpent = 401 "/problems/code-spent",
    WrongPassword = 401 "/problems/wrong-password",
    NotAllowed = 403 "/problems/not-allowed",
    /// Staff powers need password and second factor, again after 30 minutes.
    StepUpFirst = 403 "/problems/step-up-first",
    BecomeAHelperFirst = 403 "/problems/become-a-helper-first",
    /// A request that did not come from our own pages.
    ForeignRequest = 403 "/problems/foreign-request",
    NotFound = 404 "/problems/not-found",
    NoSuchMethod = 405 "/problems/no-such-method",
    AlreadyClaimed = 409 "/problems/already-claimed",
    StepNotPossible = 409 "/problems/step-not-possible",
    /// The thing changed between reading and writing.
    SomeoneWasFaster = 409 "/problems/someone-was-faster",
    TooManyWishes = 409 "/problems/too-many-wishes",
    /// A new wish so soon after the last.
    TooSoon = 409 "/problems/too-soon",
    /// A decision by two people, and this is the first of them.
    SecondPersonNeeded = 409 "/problems/second-person-needed",
    /// The time for it has not come.
    TooEarly = 409 "/problems/too-early",
    /// The time for it is over.
    TooLate = 409 "/problems/too-late",
    /// One's own household helps itself.
    SameHousehold = 409 "/problems/same-household",
    /// Here, this kind of wish is for shops and teams, or for single helpers.
    ClassNotAllowed = 409 "/problems/class-not-allowed",
    /// It waits for helpers who are nearer, for some days.
    OthersFirst = 409 "/problems/others-first",
    /// Staff ask one helper after the other.
    GoesByHand = 409 "/problems/goes-by-hand",
    /// After two wishes that time took back, staff offer what is next.
    ClaimsPaused = 409 "/problems/claims-paused",
    /// A round has as many wishes as it may.
    RoundFull = 409 "/problems/round-full",
    /// A round that has not begun, or is over.
    RoundNotOpen = 409 "/problems/round-not-open",
    /// A round of another place.
    RoundElsewhere = 409 "/problems/round-elsewhere",
    TooManyClaims = 409 "/problems/too-many-claims",
    OwnWish = 409 "/problems/own-wish",
    WrongWord = 409 "/problems/wrong-word",
    /// Five wrong words: now only the resident's tap or a call can confirm.
    WordSpent = 409 "/problems/word-spent",
    /// The phone belongs to somebody else here.
    PhoneTaken = 409 "/problems/phone-taken",
    /// This kind of wish needs papers, and there are none that hold.
    NotQualified = 409 "/problems/not-qualified",
    /// The contact of a wish has served its time, so it cannot begin again.
    ContactGone = 409 "/problems/contact-gone",
    /// Goods were sent, and have neither arrived nor come back.
    GoodsOnTheWay = 409 "/problems/goods-on-the-way",
    /// A rule of markets is against it; the refusal says which.
    MarketRefusal = 409 "/problems/market-refusal",
    AlreadyApplied = 409 "/problems/already-applied",
    LinkSpent = 410 "/problems/link-spent",
    TooLarge = 413 "/problems/too-large",
    NotJson = 415 "/problems/not-json",
    /// The app is older than the server can serve.
    AppTooOld = 426 "/problems/app-too-old",
    TooOften = 429 "/problems/too-often",
    Bug = 500 "/problems/bug",
    /// The message could not be sent; nothing of it was lost but time.
    SmsFailed = 502 "/problems/sms-failed",
    Busy = 503 "/problems/busy",
    /// Said by the app itself when the server cannot be reached.
    Offline = 503 "/problems/offline",
    /// The disk is full.
    NoSpace = 507 "/problems/no-space",
}

impl Problem {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            status: kind.status(),
            detail: String::new(),
            fields: Vec::new(),
            retry_after: None,
            refusal: String::new(),
            number: None,
            from: None,
            request: String::new(),
        }
    }

    /// Of all that is wrong with an input, each field by name.
    pub fn fields(fields: impl IntoIterator<Item = (&'static str, Kind)>) -> Self {
        let field = |(name, kind): (&str, Kind)| Field { name: name.to_owned(), kind };
        Self { fields: fields.into_iter().map(field).collect(), ..Self::new(Kind::Invalid) }
    }

    pub fn bug(cause: impl std::fmt::Display) -> Self {
        Self { detail: cause.to_string(), ..Self::new(Kind::Bug) }
    }

    pub fn later(kind: Kind, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(kind) }
    }

    /// A rule of the community is against it: with which number, and from when on no more.
    pub fn rule(kind: Kind, number: Option<i64>, from: Option<Millis>) -> Self {
        Self { number, from, ..Self::new(kind) }
    }

    /// What is wrong with a field, if anything is.
    pub fn field(&self, name: &str) -> Option<Kind> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.kind)
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.kind, self.detail)
    }
}

impl std::error::Error for Problem {}

/// Collects what is wrong with the fields of a form, so that all of it is said at once.
#[derive(Debug, Default)]
pub struct Check(Vec<(&'static str, Kind)>);

impl Check {
    /// The value where it is right; where it is not, a placeholder that is never used, since
    /// [`Check::done`] refuses.
    pub fn take<T: Default>(&mut self, field: &'static str, result: Result<T, Kind>) -> T {
        result.unwrap_or_else(|kind| {
            self.0.push((field, kind));
            T::default()
        })
    }

    /// Notes a field as wrong where `fits` is false.
    pub fn demand(&mut self, field: &'static str, fits: bool, kind: Kind) {
        if !fits {
            self.0.push((field, kind));
        }
    }

    /// # Errors
    /// All that was noted.
    pub fn done(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::fields(self.0)) }
    }
}
