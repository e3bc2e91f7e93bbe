//! Canaries in private fields, then everything public is read.

use server::db::events;
use shared::{
    api::*,
    endpoint::{Endpoint, Params},
    inbox::InboxQuery,
    problem::Kind,
    wish::{HelperStep, Release, WishFilter},
};
use tests::{Person, World, make, on_both_databases, stored::Stored};

use crate::follow_ups;

on_both_databases!(
    strangers_and_neighbours_read_no_secret,
    a_former_helper_reads_no_secret,
    a_team_hands_over_without_a_secret,
    what_is_said_on_a_later_call_is_read_by_nobody_else,
    the_desk_reads_whom_to_call_until_it_has_decided,
    the_file_holds_no_secret,
    staff_who_open_too_many_contacts_are_stopped_and_noticed,
);

/// Everything that a person can read without being who posted or who helps now.
async fn read_everything(world: &World, person: &Person) -> String {
    let mut read = String::new();
    for route in routes() {
        let (_, body) = person.status(&route, &world.key.0).await;
        read += &body;
    }
    let home = person.call(GetHome, world.key.clone(), ()).await.unwrap();
    read += &serde_json::to_string(&home).unwrap();
    for query in ["", "灯", "王秀英", "13800001234", "5号楼"] {
        let filter = WishFilter { q: query.into(), ..WishFilter::default() };
        let page = person.call(ListWishes, world.key.clone(), filter).await.unwrap();
        for wish in &page.wishes {
            let at = (world.key.clone(), wish.id);
            for url in [
                GetWish::url(&at, &()).unwrap(),
                GetMyWish::url(&at, &()).unwrap(),
                format!("/{}/wishes/{}", world.key, wish.id),
            ] {
                read += &person.get(&url).await.1;
            }
            let contact = person.call(OpenContact, at, ()).await;
            read += &format!("{contact:?}");
        }
        read += &serde_json::to_string(&page).unwrap();
    }
    for node in &world.nodes {
        let at = (world.key.clone(), node.id);
        read += &person.get(&GetNode::url(&at, &()).unwrap()).await.1;
        assert_eq!(at.values().len(), 2);
    }
    read
}

fn assert_no_secret(read: &str) {
    assert!(read.contains("看不清台阶"), "the wish itself was not read");
    for secret in make::SECRETS {
        assert!(!read.contains(secret), "{secret}");
    }
}

async fn strangers_and_neighbours_read_no_secret(world: World) {
    make::open(&world, &world.resident().await).await;
    make::posted(&world, &world.resident().await).await;
    for person in [world.anyone(), world.resident().await, world.helper().await] {
        assert_no_secret(&read_everything(&world, &person).await);
    }
}

async fn a_former_helper_reads_no_secret(world: World) {
    let wei = world.helper().await;
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let contact = wei.call(OpenContact, at.clone(), ()).await.unwrap();
    assert_eq!(contact.name, make::SECRETS[0], "the control: it was there to be read");
    wei.call(ReleaseWish, at, Release::default()).await.unwrap();

    assert_no_secret(&read_everything(&world, &wei).await);
}

/// Neither the colleague before the yes, nor the helper after it; and nobody the names of the two.
async fn a_team_hands_over_without_a_secret(world: World) {
    const SAID: [&str; 3] = ["魏大明", "闵小芳", "先敲东边的窗"];
    let wei = make::of_team(&world, SAID[0], "红马甲").await;
    let min = make::of_team(&world, SAID[1], "红马甲").await;
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let colleagues = wei.call(ListColleagues, at.clone(), ()).await.unwrap();
    assert_eq!(colleagues[0].name, SAID[1], "the control: it was there to be read");
    let (to, advice) = (colleagues[0].appointment, SAID[2].into());
    wei.call(StepAsHelper, at.clone(), HelperStep::HandOver { to, advice }).await.unwrap();

    assert_no_secret(&read_everything(&world, &world.sign_in(min.id, false).await).await);
    let mine = min.call(GetMine, world.key.clone(), ()).await.unwrap();
    let read = serde_json::to_string(&mine).unwrap();
    assert!(read.contains(SAID[0]), "who asks, is said to the one who is asked");
    assert!(!read.contains(SAID[2]), "what is left is for who says yes");
    for person in [world.anyone(), world.resident().await, world.helper().await] {
        let read = read_everything(&world, &person).await;
        assert!(SAID.iter().all(|said| !read.contains(said)), "of the two nobody knows");
    }
    min.call(StepAsHelper, at.clone(), HelperStep::TakeOver).await.unwrap();
    let contact = min.call(OpenContact, at, ()).await.unwrap();
    assert_eq!(contact.name, make::SECRETS[0], "the control");

    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    let read = read_everything(&world, &wei).await + &serde_json::to_string(&mine).unwrap();
    assert_no_secret(&read);
    assert!(!read.contains(SAID[1]) && !read.contains(SAID[2]));
}

/// Not by the helper either; nor by whoever steals the database.
async fn what_is_said_on_a_later_call_is_read_by_nobody_else(world: World) {
    const SAID: &str = "鹮奶奶说孙子常来";
    world.wait_until_hour(14);
    let (lan, wei) = (world.resident().await, world.helper().await);
    let worker = world.grid_worker().await.id;
    follow_ups::share(&world, 1).await;
    let lamp = make::lamp_of(&world, &lan);
    let at = follow_ups::came_true(&world, &lan, &wei, lamp).await;
    follow_ups::pass(&world, 31).await;
    follow_ups::takes(&world, worker, &at, follow_ups::good(SAID)).await.unwrap();

    let mine = world.sign_in(lan.id, false).await.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.history.last().unwrap().words, SAID, "the control: it was there to be read");
    let wei = world.sign_in(wei.id, false).await;
    for person in [world.anyone(), world.resident().await, world.helper().await, wei] {
        let mut read = read_everything(&world, &person).await;
        read += &format!("{:?}", person.call(GetMine, world.key.clone(), ()).await);
        let inbox = person.call(GetInbox, world.key.clone(), InboxQuery::default()).await;
        read += &format!("{inbox:?}");
        for url in [GetWish::url(&at, &()).unwrap(), GetMyWish::url(&at, &()).unwrap()] {
            read += &person.get(&url).await.1;
        }
        assert_no_secret(&read);
        assert!(!read.contains(SAID));
    }
    assert!(!Stored::of(&world).await.holds(SAID.as_bytes()));
}

async fn the_desk_reads_whom_to_call_until_it_has_decided(world: World) {
    let (lan, zhang) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::posted(&world, &lan).await.wish);
    let contact = zhang.call(OpenReview, at.clone(), ()).await.unwrap().contact;
    assert_eq!(contact.name, make::SECRETS[0], "the control: it was there to be read");
    make::approve(&world, &zhang, at.1).await;
    let looks = lan.call(GetMyWish, at.clone(), ()).await.unwrap().looks;

    let opened = zhang.call(OpenReview, at.clone(), ()).await.unwrap();
    assert_no_secret(&serde_json::to_string(&opened).unwrap());
    assert_eq!(lan.call(GetMyWish, at, ()).await.unwrap().looks, looks, "nothing was shown");
}

/// Whoever steals the database without the keys has nothing.
async fn the_file_holds_no_secret(world: World) {
    make::open(&world, &world.resident().await.with_key("1")).await;
    let stored = Stored::of(&world).await;
    let holds = |text: &str| stored.holds(text.as_bytes());

    assert!(holds("看不清台阶"), "the control: what is public can be found there");
    for secret in make::SECRETS {
        assert!(!holds(secret), "{secret}");
    }
}

/// Also when it is always the same one.
async fn staff_who_open_too_many_contacts_are_stopped_and_noticed(world: World) {
    let worker = world.grid_worker().await;
    let wish = make::posted(&world, &world.resident().await).await.wish;
    let at = (world.key.clone(), wish);
    for _ in 0..60 {
        worker.call(OpenReview, at.clone(), ()).await.unwrap();
    }
    for _ in 0..3 {
        let refused = worker.call(OpenReview, at.clone(), ()).await.unwrap_err();
        assert_eq!((refused.kind, refused.status), (Kind::TooOften, 429));
    }
    let alarms = events::about(&world.app.db, world.community, worker.id.0).await.unwrap();
    assert_eq!(alarms, ["alarm.looks"], "once is enough to be noticed");
    world.grid_worker().await.call(OpenReview, at.clone(), ()).await.unwrap();

    world.app.clock.advance_days(2);
    let worker = world.sign_in(worker.id, true).await;
    worker.call(OpenReview, at, ()).await.unwrap();
}
