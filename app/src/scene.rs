//! What every drawing function needs to know.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{community::Community, time::Millis};

use crate::{place::Page, text::Text};

/// Language, time and community of a page; cheap to clone.
#[derive(Clone)]
pub struct Scene {
    pub t: &'static Text,
    /// When the page was drawn.
    pub now: Millis,
    pub community: Arc<Community>,
    /// Whether the reader holds a staff role here; nobody does on the server.
    pub staff: Signal<bool>,
    /// How many messages the reader has not seen; none on the server.
    pub unread: Signal<i64>,
    /// The switch to care mode: a link on the server, a button in the app.
    pub care: fn(&Scene) -> AnyView,
}

impl Scene {
    /// The address of a page of this community.
    pub fn to(&self, page: Page) -> String {
        page.path(&self.community.key)
    }

    /// The name of a page as browsers list it.
    pub fn title(&self, page: &str) -> String {
        (self.t.common.title)(page, &self.community.name)
    }
}
