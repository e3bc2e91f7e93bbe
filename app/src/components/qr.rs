//! A text as a QR code that any scanner reads, drawn as one path.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The quiet edge that scanners need, in modules.
const EDGE: usize = 4;

/// The picture; nothing for a text that is too long for one.
pub fn qr(text: &str, label: &'static str) -> Option<AnyView> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let size = code.width() + 2 * EDGE;
    let (path, view_box) = (path(&code), format!("0 0 {size} {size}"));
    Some(
        view! {
            <svg class="qr" role="img" aria-label=label viewBox=view_box shape-rendering="crispEdges">
                <path d=path></path>
            </svg>
        }
        .into_any(),
    )
}

/// Each run of dark modules in a row as one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, width) = (x + EDGE, y + EDGE, run.len());
                path.push_str(&format!("M{left} {top}h{width}v1h-{width}z"));
            }
            x += run.len();
        }
    }
    path
}
