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
    /// A phone or tablet at which people are checked in.
    DeviceId,
    /// Something that happened.
    EventId,
    /// A market, an activity, an appointment or a duty shift.
    MarketId,
    /// Somebody of a household whom its account signs up: known to others by no more than this.
    MemberId,
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
    /// Markets of which each was copied from the last.
    SeriesId,
    /// A browser in which a person is signed in.
    SessionId,
    /// Somebody's place in a slot, or the wait for one.
    SignUpId,
    /// Some time at a stall, with so many places.
    SlotId,
    /// A stall of a market.
    StallId,
    /// A wish.
    WishId,
);
