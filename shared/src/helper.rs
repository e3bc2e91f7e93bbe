//! Becoming a helper: who applies, who decides, what a helper may then do.

use serde::{Deserialize, Serialize};

use crate::{
    grid::PublicNode,
    id::{ApplicationId, AppointmentId, NodeId, PersonId},
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
    wish::WishKind,
};

/// In what capacity someone helps.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum HelperClass {
    PartyMember,
    #[default]
    Volunteer,
    Shop,
    Team,
}

impl HelperClass {
    pub const ALL: [HelperClass; 4] =
        [HelperClass::PartyMember, HelperClass::Volunteer, HelperClass::Shop, HelperClass::Team];

    /// Several people help under one name.
    pub fn is_organisation(self) -> bool {
        matches!(self, HelperClass::Shop | HelperClass::Team)
    }
}

/// What one fills in to become a helper.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    pub class: HelperClass,
    /// As the grid worker knows this person.
    pub name: String,
    /// The branch, shop or team; empty for a single volunteer.
    #[serde(default)]
    pub organisation: String,
    /// Where to help: this node and all below it.
    pub node: Option<NodeId>,
    /// Which kinds of wishes, at least one.
    pub skills: Vec<WishKind>,
    /// What else the grid worker should know.
    #[serde(default)]
    pub note: String,
    /// Papers for kinds of wishes that need some, such as a licence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
}

/// A paper that somebody says to have; whoever decides looks at it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub kind: WishKind,
    /// What it is, and who gave it.
    pub words: String,
}

/// For which kind of wish somebody has shown a paper, and until when it holds.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Qualified {
    pub kind: WishKind,
    pub until: Millis,
}

/// More papers are shown in person.
const MOST_PAPERS: usize = 10;

/// Papers as those who decide have seen them.
///
/// # Errors
/// When one has ended already, or there are too many.
pub fn check_qualified(qualified: &[Qualified], now: Millis) -> Result<(), Problem> {
    let mut check = Check::default();
    check.demand("qualified", qualified.len() <= MOST_PAPERS, Kind::TooLong);
    check.demand("qualified", qualified.iter().all(|it| it.until > now), Kind::OutOfRange);
    check.done()
}

impl NewApplication {
    /// The application as it is stored.
    ///
    /// # Errors
    /// All fields that are missing or too long.
    pub fn check(mut self) -> Result<(Self, NodeId), Problem> {
        let mut check = Check::default();
        self.name = check.take("name", text::clean_line(&self.name, 1, 20));
        let shortest = usize::from(self.class.is_organisation());
        self.organisation =
            check.take("organisation", text::clean_line(&self.organisation, shortest, 40));
        self.note = check.take("note", text::clean(&self.note, 0, 200));
        for paper in &mut self.papers {
            paper.words = check.take("papers", text::clean_line(&paper.words, 1, 60));
        }
        check.demand("papers", self.papers.len() <= MOST_PAPERS, Kind::TooLong);
        self.skills.sort_unstable();
        self.skills.dedup();
        check.demand("skills", !self.skills.is_empty(), Kind::Required);
        let node = check.take("node", self.node.ok_or(Kind::Required));
        check.done().map(|()| (self, node))
    }
}

/// Where an application stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationStatus {
    Waiting,
    Approved,
    Declined,
}

/// An application as those who decide see it, and the applicant.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Application {
    pub id: ApplicationId,
    pub person: PersonId,
    pub class: HelperClass,
    pub name: String,
    pub organisation: String,
    /// `138****1234`.
    pub phone: String,
    /// Name of the node.
    pub node: String,
    /// To the applicant: the public place there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Box<PublicNode>>,
    pub skills: Vec<WishKind>,
    pub note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// Teams or shops that it may be one of, for those who decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    pub made_at: Millis,
    pub status: ApplicationStatus,
    /// A sentence for the applicant, where it was declined.
    pub reason: String,
}

/// A team or shop, as those who decide see it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Team {
    /// The first appointment in it.
    pub id: AppointmentId,
    pub name: String,
    /// Where the first of them helps.
    pub node: String,
    pub members: i64,
}

impl Team {
    /// Whether it may be meant by a name: people do not always write all of it.
    pub fn may_be(&self, name: &str) -> bool {
        !name.is_empty() && (self.name.contains(name) || name.contains(&self.name))
    }
}

/// Yes or no to an application.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum ApplicationDecision {
    /// For so many days; 365 where nothing is said.
    Approve {
        days: Option<u16>,
        /// Which papers were seen, and until when they hold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        qualified: Vec<Qualified>,
        /// Which of [`Application::teams`] the helper is of; none, of one that is new here, also
        /// where another has the same name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<AppointmentId>,
    },
    Decline {
        reason: String,
    },
}

/// An approved helper as those who may end the appointment see it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Helper {
    pub appointment: AppointmentId,
    pub class: HelperClass,
    pub name: String,
    pub organisation: String,
    pub node: String,
    /// Which kinds of wishes.
    #[serde(default)]
    pub skills: Vec<WishKind>,
    /// For which of them papers were seen.
    #[serde(default)]
    pub qualified: Vec<Qualified>,
    pub from: Millis,
    pub until: Option<Millis>,
    /// Wishes in hand.
    pub claims: i64,
}

/// Which papers of a helper were seen, all of them.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotedPapers {
    pub qualified: Vec<Qualified>,
}

/// Why an appointment ends before its time.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EndAppointment {
    pub reason: String,
}
