//! Two rounds for the demo: one that is over and summed up, and one that is under way.

use shared::{
    calendar::{evening_of, morning_of},
    id::{CommunityId, RoundId},
    problem::Problem,
    round::Round,
};

use crate::{
    App,
    db::{
        Tx,
        nodes::{self, Node},
        rounds,
    },
    random,
};

const OVER: [&str; 3] = [
    "邻里小心愿 · 第一期",
    "谁家有一件小事办不了，写下来，邻居们来搭把手。",
    "这一期的心愿，差不多都办好了。谢谢每一位许愿的和帮忙的邻居。还在等的，会接着办，不会丢。",
];
const UNDER_WAY: [&str; 3] =
    ["邻里小心愿 · 第二期", "天冷了，把家里的小毛病修好，把想学的小本事学会。", ""];

/// Of the wishes that are there, each belongs to the round in whose time it was made.
///
/// # Errors
/// What the database says.
pub async fn hold(app: &App, community: CommunityId, root: &Node) -> Result<(), Problem> {
    let now = app.clock.now();
    for (words, from, to, quota) in [(OVER, -150, -100, 40), (UNDER_WAY, -14, 16, 30)] {
        let [name, purpose, summary] = words.map(str::to_owned);
        let closes_at = evening_of(now.after_days(to));
        let round = Round {
            id: RoundId(random::id(now)),
            name,
            purpose,
            place: root.id,
            place_name: root.name.clone(),
            opens_at: morning_of(now.after_days(from)),
            closes_at,
            quota,
            full: false,
            summed_at: (!summary.is_empty()).then(|| closes_at.after_days(2)),
            summary,
            version: 1,
        };
        let hold = async move |tx: &mut Tx| {
            rounds::insert(tx, community, &round, None, now).await?;
            let time = (round.opens_at, round.closes_at);
            Ok(rounds::put_all(tx, community, round.id, time).await?)
        };
        app.db.write(hold).await?;
    }
    Ok(())
}

/// The node above all others.
///
/// # Errors
/// Where there is none.
pub async fn root(app: &App, community: CommunityId) -> Result<Node, Problem> {
    let root = nodes::public(&app.db, community).await?.into_iter().find(|node| node.level == 1);
    root.ok_or_else(|| Problem::bug("a demo without a grid"))
}
