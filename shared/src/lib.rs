//! What the app and the server agree on: the API, its types, and the rules both apply.
//!
//! Invariant: nothing in this crate does I/O, reads a clock or rolls a dice.

pub mod api;
mod api_markets;
pub mod calendar;
mod codes;
pub mod community;
pub mod demand;
pub mod endpoint;
pub mod entitlement;
pub mod figures;
pub mod grid;
pub mod health;
pub mod helper;
pub mod id;
pub mod import;
pub mod inbox;
pub mod leak;
pub mod market;
pub mod my_data;
pub mod neighbour;
pub mod notice;
#[cfg(feature = "schema")]
pub mod openapi;
pub mod pace;
pub mod person;
pub mod policy;
mod policy_appoint;
pub mod problem;
pub mod report;
pub mod round;
pub mod settings;
pub mod staff;
pub mod text;
pub mod time;
pub mod wish;
