//! What somebody may be owed by right, said before neighbours are asked.

use shared::entitlement::Entitlement;

/// The hint while a wish is made, and at its review.
pub struct EntitlementText {
    pub title: &'static str,
    /// What it is and where one goes for it.
    pub says: fn(Entitlement) -> &'static str,
    pub more: &'static str,
    /// Asks for company on the errand instead.
    pub errand: &'static str,
    pub is_errand: &'static str,
    /// At the review.
    pub hint: fn(&str) -> String,
}
