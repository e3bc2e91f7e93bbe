//! All icons: one stroke width, 24 by 24, drawn as one path each.

use leptos::prelude::*;
use shared::wish::WishKind;

/// The small table of drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Heart,
    Home,
    Person,
    Phone,
    Gear,
    Desk,
    Search,
    Back,
    Forward,
    Pen,
    Lamp,
    Cup,
    Box,
    Bag,
    Spark,
    Place,
    Clock,
    Check,
    Cross,
    Alert,
    Lock,
    Eye,
    Large,
    Tent,
    Paper,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Heart => {
                "M12 20s-7.5-4.6-7.5-10.2a4.2 4.2 0 0 1 7.5-2.6 4.2 4.2 0 0 1 7.5 2.6c0 5.6-7.5 10.2-7.5 10.2Z"
            }
            Icon::Paper => "M6 3h8l4 4v14H6Z M9 11h6 M9 15h6",
            Icon::Home => "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4Z",
            Icon::Person => {
                "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5"
            }
            Icon::Phone => {
                "M5 4h4l2 5-2.8 1.8a11.5 11.5 0 0 0 5 5L15 13l5 2v4c0 1-1 2-2 2C10.2 21 3 13.8 3 6c0-1 1-2 2-2Z"
            }
            Icon::Gear => "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4",
            Icon::Desk => "M5 5h14v15H5ZM9 3.5h6V7H9ZM9 12h6M9 16h4",
            Icon::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5",
            Icon::Back => "M15 5l-7 7 7 7",
            Icon::Forward => "M9 5l7 7-7 7",
            Icon::Pen => "M4 20l1-5L16 4l4 4L9 19ZM13.5 6.5l4 4",
            Icon::Lamp => {
                "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2.1h5c0-.9.4-1.6 1-2.1A6 6 0 0 0 12 3Z"
            }
            Icon::Cup => {
                "M5 9h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5ZM16 10.5h1.5a2.5 2.5 0 0 1 0 5H16M8.5 3v2.5M12.5 3v2.5"
            }
            Icon::Box => "M4 8l8-4.5L20 8v8.5L12 21l-8-4.5ZM4 8l8 4.5L20 8M12 12.5V21",
            Icon::Bag => "M5 8.5h14l1 12H4ZM8.5 11V7a3.5 3.5 0 0 1 7 0v4",
            Icon::Spark => "M12 3.5l2.2 6.3 6.3 2.2-6.3 2.2L12 20.5l-2.2-6.3L3.5 12l6.3-2.2Z",
            Icon::Place => {
                "M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Icon::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
            Icon::Check => "M5 12.5l4.5 4.5L19 7.5",
            Icon::Cross => "M7 7l10 10M17 7L7 17",
            Icon::Alert => "M12 4L2.8 20h18.4ZM12 10v4.5M12 17v.2",
            Icon::Lock => "M6 11h12v9.5H6ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
            Icon::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
            }
            Icon::Tent => "M3 10h18l-2-5H5ZM4 10v10h16V10M9 20v-6h6v6",
            Icon::Large => "M3 19L8.5 5 14 19M5 14.5h7M15 19l3.2-8 3.3 8M16.2 16.5h4.1",
        }
    }

    /// What stands for a kind of wish.
    pub fn of(kind: WishKind) -> Icon {
        match kind {
            WishKind::Repair => Icon::Lamp,
            WishKind::Company => Icon::Cup,
            WishKind::Goods => Icon::Box,
            WishKind::Errand => Icon::Bag,
            WishKind::Service => Icon::Spark,
        }
    }
}

/// The drawing; the words beside it say what it means.
pub fn icon(icon: Icon) -> AnyView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path()/></svg> }
        .into_any()
}
