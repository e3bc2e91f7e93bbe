//! Drawing: from what the server answered to what is seen. No effects, no browser, no router.

pub mod card;
pub mod communities;
pub mod figures;
pub mod frame;
pub mod funnel;
pub mod home;
pub mod icon;
pub mod market;
pub mod node;
pub mod nowhere;
pub mod privacy;
pub mod wish;
pub mod wishes;
