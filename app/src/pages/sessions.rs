//! In which browsers this person is signed in; a part of the settings. Not built yet.

use leptos::prelude::*;

use crate::scene::Scene;

/// Nothing, for someone who is not signed in.
pub fn part(_: &Scene) -> AnyView {
    ().into_any()
}
