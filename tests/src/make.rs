//! Things that stories start from.

use server::{db::nodes::Node, random};
use shared::{
    api::*,
    helper::{ApplicationDecision, HelperClass, NewApplication},
    id::{NodeId, WishId},
    time::Millis,
    wish::{Contact, Decision, NewWish, Posted, Route, WishKind},
};

use crate::{Person, World};

/// What stands in every private field of [`lamp`], and must never be read in public.
pub const SECRETS: [&str; 4] = ["王秀英", "13800001234", "5号楼2单元301", "钥匙在门卫"];

/// A wish for a lamp to be mended, posted from the building.
pub fn lamp(world: &World) -> NewWish {
    let [name, phone, address, note] = SECRETS.map(String::from);
    NewWish {
        kind: WishKind::Repair,
        title: "楼道的灯坏了，晚上看不清台阶".into(),
        story: "三层到四层之间不亮有一个多星期了".into(),
        when: "周末都可以".into(),
        node: Some(world.building().id),
        contact: Contact { name, phone, address, note },
        preview_seen: true,
        ..NewWish::default()
    }
}

/// The same, where somebody lives: people who share an address are one household.
pub fn lamp_of(world: &World, by: &Person) -> NewWish {
    let mut lamp = lamp(world);
    lamp.contact.address = format!("{} {}", lamp.contact.address, by.id);
    lamp
}

/// A wish as posted by someone, with its confirmation word.
pub async fn posted(world: &World, by: &Person) -> Posted {
    by.call(PostWish, world.key.clone(), lamp_of(world, by)).await.unwrap()
}

/// A public wish, with its confirmation word.
pub async fn open(world: &World, by: &Person) -> Posted {
    let posted = posted(world, by).await;
    approve(world, &world.grid_worker().await, posted.wish).await;
    posted
}

/// Somebody who became a helper of a team as people do.
pub async fn of_team(world: &World, name: &str, team: &str) -> Person {
    helper_of(world, name, (HelperClass::Team, team)).await
}

/// Somebody who applied with a name, for something with a name, and was approved.
pub async fn helper_of(
    world: &World,
    name: &str,
    (class, organisation): (HelperClass, &str),
) -> Person {
    let person = world.resident().await;
    let application = NewApplication {
        class,
        name: name.into(),
        organisation: organisation.into(),
        node: Some(world.nodes[0].id),
        skills: WishKind::ALL.to_vec(),
        ..NewApplication::default()
    };
    let made = person.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
    let worker = world.grid_worker().await;
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let waits = desk.applications.into_iter().find(|it| it.id == made.id).unwrap();
    // Of one name, one team.
    let team = waits.teams.iter().find(|team| team.name == organisation).map(|team| team.id);
    let decision = ApplicationDecision::Approve { days: None, qualified: Vec::new(), team };
    worker.call(DecideApplication, (world.key.clone(), made.id), decision).await.unwrap();
    person
}

/// Makes a wish public in its own words.
pub async fn approve(world: &World, worker: &Person, wish: WishId) {
    let at = (world.key.clone(), wish);
    let seen = worker.call(OpenReview, at.clone(), ()).await.unwrap();
    let (version, kind, title, story) = (seen.version, seen.kind, seen.title, seen.story);
    let (route, entitled) = (Route::default(), None);
    let decision = Decision::Approve { version, kind, title, story, when: None, route, entitled };
    worker.call(ReviewWishNow, at, decision).await.unwrap();
}

/// One node of each level, each below the one before.
pub fn nodes(now: Millis) -> Vec<Node> {
    let places = [
        ("Y", "永安社区", ""),
        ("2", "第二片区", "东大街"),
        ("05", "丰泽院", "东大街18号"),
        ("3", "3号楼", ""),
    ];
    let mut nodes: Vec<Node> = Vec::new();
    for (level, (code, name, streets)) in (1..).zip(places) {
        let above = nodes.last();
        let path = format!("{}{code}/", above.map_or("/", |node| node.path.as_str()));
        nodes.push(Node {
            id: NodeId(random::id(now)),
            parent_id: above.map(|node| node.id),
            level,
            code: path.trim_matches('/').replace('/', "-"),
            name: name.into(),
            streets: streets.into(),
            phone: String::new(),
            path,
        });
    }
    nodes
}
