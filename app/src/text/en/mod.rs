//! English.

mod account;
mod common;
mod names;
mod places;
mod privacy;
mod problems;
mod times;
mod wishes;

use super::Text;

pub const TEXT: Text = Text {
    language: "English",
    common: common::COMMON,
    names: names::NAMES,
    times: times::TIMES,
    problem: problems::problem,
    home: wishes::HOME,
    wishes: wishes::WISHES,
    wish: wishes::WISH,
    grid: places::GRID,
    figures: places::FIGURES,
    sign_in: account::SIGN_IN,
    settings: account::SETTINGS,
    privacy: privacy::PRIVACY,
};
