//! A type of its own for each kind of id, so that one is never passed for another.

macro_rules! id {
    ($($(#[doc = $about:literal])+ $name:ident),+ $(,)?) => {$(
        $(#[doc = $about])+
        #[derive(serde::Serialize, serde::Deserialize)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl crate::endpoint::Params for $name {
            fn values(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id!(
    /// A role of a person at a node, from one day to another.
    AppointmentId,
    /// Someone's wish to become a helper.
    ApplicationId,
    /// A sign-in that waits for its code.
    ChallengeId,
    /// A community: the widest circle in which people help each other.
    CommunityId,
    /// Something that happened.
    EventId,
    /// A node of the grid: a district, a courtyard, a building, a stairwell.
    NodeId,
    /// Something a person is told.
    NoticeId,
    /// A person, known by a phone number.
    PersonId,
    /// Somebody's word that something public is not as it should be.
    ReportId,
    /// A time in which a place looks after wishes of one sort.
    RoundId,
    /// A browser in which a person is signed in.
    SessionId,
    /// A wish.
    WishId,
);
