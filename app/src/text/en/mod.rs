//! English.

mod account;
pub mod check_in;
mod common;
pub mod consents;
mod deciding;
mod demand;
mod desk;
mod entitlement;
mod inbox;
mod links;
mod making;
pub mod market_day;
mod markets;
mod mine;
mod my_data;
mod my_steps;
mod names;
mod neighbours;
mod news;
mod news_joined;
mod organising;
mod pace;
mod paper;
mod places;
mod planning;
mod privacy;
mod problems;
mod promising;
mod queue;
mod rounds;
mod rules;
mod staff;
mod staff_steps;
mod staff_wish;
mod stalls;
mod teams;
mod thanks;
mod times;
pub mod visiting;
mod wishes;

use super::{Further, Language, Text};

pub const TEXT: Text = Text {
    common: common::COMMON,
    names: names::NAMES,
    times: times::TIMES,
    trouble: problems::trouble,
    home: wishes::HOME,
    wishes: wishes::WISHES,
    wish: wishes::WISH,
    of: Language::English,
};

pub const FURTHER: Further = Further {
    problem: problems::problem,
    rule: problems::rule,
    further_names: names::FURTHER_NAMES,
    news: news::news,
    grid: places::GRID,
    figures: places::FIGURES,
    pace: pace::PACE,
    sign_in: account::SIGN_IN,
    settings: account::SETTINGS,
    privacy: privacy::PRIVACY,
    making: making::MAKING,
    entitlement: entitlement::ENTITLEMENT,
    posted: making::POSTED,
    mine: mine::MINE,
    my_wish: mine::MY_WISH,
    inbox: inbox::INBOX,
    my_data: my_data::MY_DATA,
    my_steps: my_steps::MY_STEPS,
    claiming: mine::CLAIMING,
    promising: promising::PROMISING,
    teams: teams::TEAMS,
    thanks: thanks::THANKS,
    rounds: rounds::ROUNDS,
    holding_rounds: rounds::HOLDING_ROUNDS,
    markets: markets::MARKETS,
    tickets: markets::TICKETS,
    links: links::LINKS,
    organising: organising::ORGANISING,
    planning: planning::PLANNING,
    summing_up: planning::SUMMING_UP,
    demand: demand::DEMAND,
    stalls: stalls::STALLS,
    offering: stalls::OFFERING,
    poster: stalls::POSTER,
    bulletin: paper::BULLETIN,
    spoken: paper::SPOKEN,
    queue: queue::QUEUE,
    queue_desk: queue::QUEUE_DESK,
    joining: neighbours::JOINING,
    reporting: neighbours::REPORTING,
    neighbour_list: neighbours::NEIGHBOUR_LIST,
    helping: mine::HELPING,
    desk: desk::DESK,
    review: desk::REVIEW,
    deciding: deciding::DECIDING,
    staff_wish: staff_wish::STAFF_WISH,
    reports: desk::REPORTS,
    rules: rules::RULES,
    health: rules::HEALTH,
    staff: staff::STAFF,
    enrol: staff::ENROL,
    sessions: staff::SESSIONS,
    staff_list: staff::STAFF_LIST,
};
