//! Not built yet.

use leptos::prelude::*;

use super::nowhere;
use crate::scene::Scene;

pub fn page(scene: &Scene) -> AnyView {
    nowhere::page(scene)
}
