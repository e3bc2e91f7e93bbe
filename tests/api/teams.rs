//! Teams and shops: several people who help under one name.

use shared::{
    api::*,
    helper::HelperClass,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
};
use tests::{Person, World, make, on_both_databases, stored::tamper};

on_both_databases!(a_team_has_one_limit_for_all_of_its_members);

async fn of_team(world: &World) -> Person {
    let person = world.resident().await;
    let team = (Role::Helper, Some(HelperClass::Team));
    world.appoint_in(world.community, person.id, team, &world.nodes[0].clone()).await;
    person
}

async fn a_team_has_one_limit_for_all_of_its_members(world: World) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let setting = Setting::LiveClaimsOrganisation;
    let new = NewSetting { setting, value: 2 };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
    let (wei, min) = (of_team(&world).await, of_team(&world).await);
    tamper(&world, "update appointments set organisation = '红马甲' where class = 'team'").await;
    let other = of_team(&world).await;

    let mut claim = Vec::new();
    for who in [&wei, &min, &wei, &min, &other, &other, &other] {
        let lan = world.resident().await;
        let at = (world.key.clone(), make::open(&world, &lan).await.wish);
        claim.push(who.call(ClaimWish, at, ()).await.map(drop).map_err(|problem| problem.kind));
    }
    let full = Err(Kind::TooManyClaims);
    assert_eq!(claim[..4], [Ok(()), Ok(()), full, full], "together");
    assert_eq!(claim[4..], [Ok(()), Ok(()), full], "and another by itself");
}
