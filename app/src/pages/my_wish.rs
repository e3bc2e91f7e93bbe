//! Not built yet.

use leptos::prelude::*;
use shared::id::WishId;

use super::nowhere;
use crate::scene::Scene;

pub fn page(scene: &Scene, _: WishId) -> AnyView {
    nowhere::page(scene)
}
