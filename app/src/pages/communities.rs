//! Where a server serves several communities: which one is yours?

use std::sync::Arc;

use leptos::prelude::*;
use shared::community::Community;

use crate::{scene::Scene, travel, view};

/// The communities, as they came with the page.
pub fn page(scene: &Scene, known: &[Arc<Community>]) -> AnyView {
    travel::travel().arrived(view::communities::title(scene));
    view::communities::communities(scene, known)
}
