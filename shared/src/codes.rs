//! Closed lists: an enum whose values have the same name in JSON, in tables and in tests.

/// Makes an enum without fields, with all its values in order and a code for each.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$more:meta])* $value:ident = $code:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(serde::Serialize, serde::Deserialize)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$more])* #[serde(rename = $code)] $value),+ }

        impl $name {
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$value),+];

            /// As it is stored and travels.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }
        }
    };
}
pub(crate) use codes;
