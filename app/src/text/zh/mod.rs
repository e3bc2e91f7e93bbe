//! 简体中文。

mod account;
mod common;
mod desk;
mod making;
mod mine;
mod names;
mod places;
mod privacy;
mod problems;
mod staff;
mod times;
mod wishes;

use super::{Further, Language, Text};

pub const TEXT: Text = Text {
    common: common::COMMON,
    names: names::NAMES,
    times: times::TIMES,
    problem: problems::problem,
    home: wishes::HOME,
    wishes: wishes::WISHES,
    wish: wishes::WISH,
    of: Language::Chinese,
};

pub const FURTHER: Further = Further {
    grid: places::GRID,
    figures: places::FIGURES,
    sign_in: account::SIGN_IN,
    settings: account::SETTINGS,
    privacy: privacy::PRIVACY,
    making: making::MAKING,
    posted: making::POSTED,
    mine: mine::MINE,
    my_wish: mine::MY_WISH,
    claiming: mine::CLAIMING,
    helping: mine::HELPING,
    desk: desk::DESK,
    review: desk::REVIEW,
    staff: staff::STAFF,
    enrol: staff::ENROL,
    sessions: staff::SESSIONS,
};
