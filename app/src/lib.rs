//! What people see. The pages run in the browser (feature `csr`); what the first of them shows is
//! drawn on the server as well (feature `ssr`), by the same functions in [`view`].
//!
//! Invariant: `place`, `scene`, `text` and `view` know no browser, no effects and no router, so
//! that the server can draw them.

#[cfg(feature = "ssr")]
pub mod first_view;
#[cfg(feature = "ssr")]
mod linked_event;
pub mod place;
pub mod place_further;
pub mod scene;
pub mod text;
pub mod view;

#[cfg(feature = "csr")]
mod api;
#[cfg(feature = "csr")]
mod camera;
#[cfg(feature = "csr")]
mod check_in;
#[cfg(feature = "csr")]
mod clipboard;
#[cfg(feature = "csr")]
mod clock;
#[cfg(feature = "csr")]
mod components;
#[cfg(feature = "csr")]
mod draft;
#[cfg(feature = "csr")]
mod english;
#[cfg(feature = "csr")]
mod js;
#[cfg(any(feature = "csr", test))]
mod json;
#[cfg(feature = "csr")]
mod kept_numbers;
#[cfg(feature = "csr")]
mod kept_tickets;
#[cfg(feature = "csr")]
mod live;
#[cfg(feature = "csr")]
mod me;
#[cfg(feature = "csr")]
mod mode;
#[cfg(feature = "csr")]
mod offline;
#[cfg(feature = "csr")]
mod pages;
#[cfg(feature = "csr")]
mod random;
#[cfg(feature = "csr")]
mod root;
#[cfg(feature = "csr")]
mod travel;
#[cfg(feature = "csr")]
mod vault;

#[cfg(feature = "csr")]
pub use root::start;
