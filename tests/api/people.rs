//! Who is calling, and where they live.

use shared::{api::*, community::CommunityKey, grid::NewHome, policy::Role, problem::Kind};
use tests::{World, found, on_both_databases};

on_both_databases!(
    a_stranger_is_nobody,
    a_home_is_a_public_place,
    a_person_sees_roles_and_homes_of_all_communities,
);

async fn a_stranger_is_nobody(world: World) {
    assert_eq!(world.anyone().me().await.person, None);
    let forged = world.anyone().with_cookie(Some("__Host-linyuan=0000".into()));
    assert_eq!(forged.me().await.person, None);
}

async fn a_home_is_a_public_place(world: World) {
    let lan = world.resident().await;
    let set = |node: &server::db::nodes::Node| {
        lan.call(SetHome, world.key.clone(), NewHome { node: node.id })
    };

    let me = set(world.courtyard()).await.unwrap().person.unwrap();
    assert_eq!(me.homes.len(), 1);
    assert_eq!(me.homes[0].node.id, world.courtyard().id);
    assert_eq!(me.homes[0].node.above, ["永安社区", "第二片区"]);

    let refusal = set(world.building()).await.unwrap_err();
    assert_eq!(refusal.field("node"), Some(Kind::NotFound), "a building would be an address");
    let me = set(&world.nodes[1]).await.unwrap().person.unwrap();
    assert_eq!(me.homes.len(), 1, "somebody who moves has one home");
    assert_eq!(me.homes[0].node.id, world.nodes[1].id);
}

async fn a_person_sees_roles_and_homes_of_all_communities(world: World) {
    let lan = world.appointed(Role::Helper, &world.nodes[1]).await;
    world.appoint(lan.id, Role::GridWorker, &world.nodes[2]).await;
    let (_, elsewhere) = found(&world.app, "elsewhere").await;
    let other = CommunityKey("elsewhere".into());
    lan.call(SetHome, other.clone(), NewHome { node: elsewhere[0].id }).await.unwrap();
    lan.call(SetHome, world.key.clone(), NewHome { node: world.nodes[0].id }).await.unwrap();

    let me = lan.me().await.person.unwrap();

    let homes: Vec<_> = me.homes.iter().map(|home| home.community.clone()).collect();
    assert_eq!(homes, [world.key.clone(), other]);
    let roles: Vec<_> = me.appointments.iter().map(|it| (it.role, it.node.as_str())).collect();
    assert_eq!(roles, [(Role::Helper, "第二片区"), (Role::GridWorker, "丰泽院")]);
    assert!(me.appointments.iter().all(|it| it.community == world.key && it.until.is_none()));
    assert_eq!(me.stepped_up_until, None);
    assert!(!me.staff_enrolled);
}
