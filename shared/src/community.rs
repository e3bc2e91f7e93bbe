//! A community, the widest circle in which people help each other, and its public face.

use serde::{Deserialize, Serialize};

use crate::{endpoint::Params, id::CommunityId};

/// The name of a community in addresses: `hantangjiebei`.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CommunityKey(pub String);

impl CommunityKey {
    /// First parts of other addresses, which a community must not take.
    const RESERVED: [&'static str; 14] = [
        "api",
        "assets",
        "communities",
        "consents",
        "healthz",
        "livez",
        "me",
        "openapi.json",
        "readyz",
        "service-worker.js",
        "sessions",
        "sign-in",
        "sign-out",
        "staff",
    ];

    /// Small letters, digits and hyphens, and not an address that is taken.
    pub fn is_valid(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (2..=40).contains(&self.0.len())
            && self.0.bytes().all(plain)
            && !Self::RESERVED.contains(&self.0.as_str())
    }
}

impl Params for CommunityKey {
    fn values(&self) -> Vec<String> {
        vec![self.0.clone()]
    }
}

impl std::fmt::Display for CommunityKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A community as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Community {
    pub id: CommunityId,
    pub key: CommunityKey,
    pub name: String,
    /// City and district.
    pub district: String,
    /// Whom to call, on every page.
    pub phone: String,
    /// When someone answers the phone.
    pub hours: String,
    /// What the levels of its grid are called, from the widest to the narrowest.
    pub levels: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_community_takes_no_address_that_is_taken() {
        assert!(CommunityKey("hantangjiebei".into()).is_valid());
        for wrong in ["api", "staff", "Han", "汉", "a", "a/b", "sign-in"] {
            assert!(!CommunityKey(wrong.into()).is_valid(), "{wrong}");
        }
    }
}
