//! Whom a wish reaches that nobody of its grid takes on: the community, its shops, its neighbours.

use server::{db::nodes::Node, timers};
use shared::{
    api::*,
    calendar::is_night,
    community::CommunityKey,
    helper::{
        ApplicationDecision, EndAppointment, HelperClass, NewApplication, NotedPapers, Qualified,
    },
    id::{CommunityId, PersonId, WishId},
    neighbour::NewNeighbour,
    notice::News,
    policy::Role,
    problem::{Kind, Problem},
    settings::{NewSetting, Setting},
    time::Millis,
    wish::{LookReason, Status, WishKind},
};
use tests::{Person, World, found, make, on_both_databases};

on_both_databases!(
    shops_and_teams_are_asked_after_a_week,
    neighbours_help_where_it_is_wanted_and_after_two_weeks,
    administrators_of_the_whole_community_name_neighbours,
    whoever_helps_here_too_is_no_guest,
    whoever_ends_as_a_helper_at_home_ends_as_a_guest,
    guests_give_back_when_a_neighbour_is_none_any_more,
    no_limit_begins_anew_at_a_neighbours,
    nothing_is_kept_longer_than_residents_are_told,
    staff_read_who_a_guest_is,
    a_guest_is_told_when_it_is_their_turn,
    papers_seen_at_home_are_good_at_a_neighbours,
    each_side_reads_who_helps_where,
);

type At = (CommunityKey, WishId);

async fn open(world: &World) -> At {
    (world.key.clone(), make::open(world, &world.resident().await).await.wish)
}

/// Lets days pass, and time do its work on each.
async fn pass(world: &World, days: i64) {
    for _ in 0..days {
        world.app.clock.advance_days(1);
        while is_night(world.app.clock.now()) {
            world.app.clock.advance(Millis::HOUR);
        }
        timers::run_due(&world.app).await.unwrap();
    }
}

/// In a browser of today.
async fn claim(world: &World, id: PersonId, at: &At) -> Result<Status, Kind> {
    let person = world.sign_in(id, false).await;
    let claim = person.call(ClaimWish, at.clone(), ()).await;
    claim.map(|claim| claim.status).map_err(|problem| problem.kind)
}

async fn shops_and_teams_are_asked_after_a_week(world: World) {
    let elsewhere = world.another_grid().await;
    let (wei, shop) = (world.appointed(Role::Helper, &elsewhere).await, world.resident().await);
    let held = (Role::Helper, Some(HelperClass::Shop));
    world.appoint_in(world.community, shop.id, held, &elsewhere).await;
    let (first, second) = (open(&world).await, open(&world).await);
    let asked = async || {
        let mine = world.sign_in(shop.id, false).await.call(GetMine, world.key.clone(), ()).await;
        let notices = mine.unwrap().notices;
        notices.iter().filter(|it| matches!(it.news, News::HelpWanted { .. })).count()
    };

    assert_eq!(claim(&world, wei.id, &first).await, Err(Kind::OthersFirst));
    pass(&world, 4).await;
    assert_eq!(claim(&world, shop.id, &first).await, Err(Kind::OthersFirst), "not yet");
    assert_eq!(claim(&world, wei.id, &first).await, Ok(Status::Claimed), "all volunteers");
    assert_eq!(asked().await, 0);
    pass(&world, 4).await;
    assert_eq!(asked().await, 1, "of the one that still waits, once");
    assert_eq!(claim(&world, shop.id, &second).await, Ok(Status::Claimed));
}

/// Another community, and a helper of it.
async fn neighbour(world: &World) -> (CommunityKey, Person) {
    let (other, nodes) = found(&world.app, "nanyuan").await;
    let wei = world.resident().await;
    let held = (Role::Helper, Some(HelperClass::Volunteer));
    world.appoint_in(other, wei.id, held, &nodes[0]).await;
    (CommunityKey("nanyuan".into()), wei)
}

async fn set(world: &World, community: &CommunityKey, neighbour: bool) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewNeighbour { community: community.clone(), neighbour };
    let all = administrator.call(SetNeighbour, world.key.clone(), new).await.unwrap();
    assert_eq!(all.here.iter().any(|it| it.community == *community), neighbour);
}

async fn allow(world: &World) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    change(&administrator, world, Setting::Neighbours, 1).await.unwrap();
}

async fn change(by: &Person, world: &World, setting: Setting, value: i64) -> Result<(), Problem> {
    by.call(ChangeSetting, world.key.clone(), NewSetting { setting: setting.into(), value })
        .await
        .map(drop)
}

async fn neighbours_help_where_it_is_wanted_and_after_two_weeks(world: World) {
    let (key, wei) = neighbour(&world).await;
    let at = open(&world).await;
    let contact = async || {
        let person = world.sign_in(wei.id, false).await;
        person.call(OpenContact, at.clone(), ()).await.map_err(|problem| problem.kind)
    };

    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::BecomeAHelperFirst));
    set(&world, &key, true).await;
    pass(&world, 13).await;
    allow(&world).await;
    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::OthersFirst), "too soon");
    pass(&world, 2).await;
    assert_eq!(contact().await, Err(Kind::NotAllowed), "nothing private before");
    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));
    assert_eq!(contact().await.unwrap().name, make::SECRETS[0]);
    set(&world, &key, false).await;
    assert_eq!(contact().await, Err(Kind::NotAllowed), "no neighbour any more");
}

async fn administrators_of_the_whole_community_name_neighbours(world: World) {
    let (key, wei) = neighbour(&world).await;
    let [root, district, ..] = &world.nodes[..] else { panic!("the grid has levels") };
    let at = open(&world).await;
    let name = async |role, node, community: &CommunityKey| {
        let new = NewNeighbour { community: community.clone(), neighbour: true };
        let person = world.appointed(role, node).await;
        person.call(SetNeighbour, world.key.clone(), new).await
    };

    for (role, node) in [(Role::Secretary, root), (Role::Administrator, district)] {
        assert_eq!(name(role, node, &key).await.unwrap_err().kind, Kind::NotAllowed);
    }
    let own = name(Role::Administrator, root, &world.key).await.unwrap_err();
    assert_eq!(own.field("community"), Some(Kind::NotFound));
    name(Role::Administrator, root, &key).await.unwrap();
    let worker = world.grid_worker().await;
    let known = worker.call(ListNeighbours, world.key.clone(), ()).await.unwrap();
    assert_eq!((known.here.len(), known.there.len(), known.wanted), (1, 0, false));
    pass(&world, 20).await;
    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::NotAllowed), "it is not wanted here");
}

/// Another place that the world may be at.
struct Place(CommunityId, CommunityKey, Vec<Node>);

impl Place {
    async fn found(world: &World) -> Self {
        let (id, nodes) = found(&world.app, "nanyuan").await;
        Self(id, CommunityKey("nanyuan".into()), nodes)
    }

    /// Everything that follows happens there; and again, here.
    fn swap(&mut self, world: &mut World) {
        std::mem::swap(&mut self.0, &mut world.community);
        std::mem::swap(&mut self.1, &mut world.key);
        std::mem::swap(&mut self.2, &mut world.nodes);
    }
}

async fn whoever_helps_here_too_is_no_guest(world: World) {
    let there = Place::found(&world).await;
    let wei = world.resident().await;
    let shop = (Role::Helper, Some(HelperClass::Shop));
    world.appoint_in(there.0, wei.id, shop, &there.2[0]).await;
    world.app.clock.advance(Millis::SECOND);
    world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    set(&world, &there.1, true).await;
    let at = open(&world).await;

    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));
    let seen = world.anyone().call(GetWish, at, ()).await.unwrap();
    assert_eq!(seen.class, Some(HelperClass::Volunteer));
}

/// Whether a wish waits for others again, and its poster was told.
async fn is_given_back(world: &World, poster: PersonId, at: &At) -> bool {
    let status = world.anyone().call(GetWish, at.clone(), ()).await.unwrap().status;
    let poster = world.sign_in(poster, false).await;
    let notices = poster.call(GetMine, at.0.clone(), ()).await.unwrap().notices;
    let told =
        notices.iter().any(|it| matches!(it.news, News::WishReleased { wish, .. } if wish == at.1));
    assert_eq!(status == Status::Open, told);
    told
}

/// Whether the other side reads that its helpers are wanted here.
async fn is_known_there(world: &mut World, there: &mut Place) -> bool {
    there.swap(world);
    let known = world.grid_worker().await.call(ListNeighbours, world.key.clone(), ()).await;
    there.swap(world);
    known.unwrap().there[0].wanted
}

async fn whoever_ends_as_a_helper_at_home_ends_as_a_guest(mut world: World) {
    let mut there = Place::found(&world).await;
    set(&world, &there.1, true).await;
    assert!(!is_known_there(&mut world, &mut there).await);
    allow(&world).await;
    assert!(is_known_there(&mut world, &mut there).await);
    let (lan, mei) = (world.resident().await, world.resident().await);
    let of_lan = (world.key.clone(), make::open(&world, &lan).await.wish);
    let of_mei = (world.key.clone(), make::open(&world, &mei).await.wish);
    there.swap(&mut world);
    let (wei, ying) = (world.resident().await, world.resident().await);
    let root = world.nodes[0].clone();
    let of_wei = world.appoint(wei.id, Role::Helper, &root).await;
    let of_ying = world.appoint(ying.id, Role::Helper, &root).await;
    there.swap(&mut world);
    // She has an appointment here as well.
    world.appoint(ying.id, Role::Helper, &world.nodes[0]).await;
    pass(&world, 15).await;
    assert_eq!(claim(&world, wei.id, &of_lan).await, Ok(Status::Claimed));
    assert_eq!(claim(&world, ying.id, &of_mei).await, Ok(Status::Claimed));

    there.swap(&mut world);
    let worker = world.grid_worker().await;
    for appointment in [of_wei, of_ying] {
        let reason = EndAppointment { reason: "不再参加".into() };
        let at = (world.key.clone(), appointment);
        worker.call(EndAppointmentNow, at, reason).await.unwrap();
    }
    there.swap(&mut world);

    assert!(is_given_back(&world, lan.id, &of_lan).await);
    assert!(!is_given_back(&world, mei.id, &of_mei).await, "she helps here by herself");
}

async fn guests_give_back_when_a_neighbour_is_none_any_more(world: World) {
    let (key, wei) = neighbour(&world).await;
    set(&world, &key, true).await;
    allow(&world).await;
    let (lan, mei) = (world.resident().await, world.resident().await);
    let of_lan = (world.key.clone(), make::open(&world, &lan).await.wish);
    let of_mei = (world.key.clone(), make::open(&world, &mei).await.wish);
    pass(&world, 15).await;
    let own = world.helper().await;
    assert_eq!(claim(&world, wei.id, &of_lan).await, Ok(Status::Claimed));
    assert_eq!(claim(&world, own.id, &of_mei).await, Ok(Status::Claimed));

    set(&world, &key, false).await;

    assert!(is_given_back(&world, lan.id, &of_lan).await);
    assert!(!is_given_back(&world, mei.id, &of_mei).await, "a helper of this community");
}

async fn no_limit_begins_anew_at_a_neighbours(mut world: World) {
    let mut there = Place::found(&world).await;
    set(&world, &there.1, true).await;
    allow(&world).await;
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    change(&administrator, &world, Setting::HelperLooks, 5).await.unwrap();
    let (first, second) = (open(&world).await, open(&world).await);
    pass(&world, 15).await;
    there.swap(&mut world);
    let wei = world.helper().await;
    let at_home = [open(&world).await, open(&world).await];
    for at in &at_home {
        assert_eq!(claim(&world, wei.id, at).await, Ok(Status::Claimed));
        for _ in 0..2 {
            wei.call(OpenContact, at.clone(), ()).await.unwrap();
        }
    }
    there.swap(&mut world);

    // Three in hand, five looks: two and four of them at home.
    assert_eq!(claim(&world, wei.id, &first).await, Ok(Status::Claimed));
    wei.call(OpenContact, first.clone(), ()).await.unwrap();
    let look = wei.call(OpenContact, first, ()).await.unwrap_err();
    assert_eq!(look.kind, Kind::TooOften);
    assert_eq!(claim(&world, wei.id, &second).await, Err(Kind::TooManyClaims));

    // What time took at home, it took here.
    pass(&world, 25).await;
    let page = world.sign_in(wei.id, false).await.call(GetMine, world.key.clone(), ()).await;
    assert_eq!(page.unwrap().fairness.map(|it| it.lapses), Some(3));
    assert_eq!(claim(&world, wei.id, &second).await, Err(Kind::ClaimsPaused));
}

async fn nothing_is_kept_longer_than_residents_are_told(world: World) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let longer = change(&administrator, &world, Setting::Retention, 91).await.unwrap_err();
    assert_eq!(longer.field("value"), Some(Kind::OutOfRange));
    change(&administrator, &world, Setting::Retention, 90).await.unwrap();
}

async fn staff_read_who_a_guest_is(mut world: World) {
    let mut there = Place::found(&world).await;
    set(&world, &there.1, true).await;
    allow(&world).await;
    let at = open(&world).await;
    pass(&world, 15).await;
    there.swap(&mut world);
    let wei = world.resident().await;
    let application = NewApplication {
        name: "赵一鸣".into(),
        node: Some(world.nodes[0].id),
        skills: vec![WishKind::Repair],
        ..NewApplication::default()
    };
    let sent = wei.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
    let decision = ApplicationDecision::Approve { days: None, qualified: Vec::new(), team: None };
    let sent = (world.key.clone(), sent.id);
    world.grid_worker().await.call(DecideApplication, sent, decision).await.unwrap();
    there.swap(&mut world);
    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));

    let worker = world.grid_worker().await;
    let read = async || {
        let reason = LookReason { reason: "回访".into(), ready: false };
        worker.call(LookAtWish, at.clone(), reason).await.unwrap().helper.unwrap()
    };
    let as_a_guest = read().await;
    assert_eq!(
        (as_a_guest.name.as_str(), as_a_guest.guest_of.as_deref()),
        ("赵一鸣", Some("永安社区"))
    );
    // Once appointed here as well, that is what counts.
    world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    assert_eq!(read().await.guest_of, None);
}

async fn a_guest_is_told_when_it_is_their_turn(world: World) {
    let (key, wei) = neighbour(&world).await;
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let asks = async |id| {
        let it = world.sign_in(id, false).await.call(AskAboutClaim, at.clone(), ()).await.unwrap();
        (it.may, it.guest_of)
    };
    let home = Some("永安社区".to_owned());

    assert_eq!(asks(wei.id).await, (false, None), "no neighbour yet");
    set(&world, &key, true).await;
    assert_eq!(asks(wei.id).await, (false, None), "and then not wanted");
    allow(&world).await;
    assert_eq!(asks(wei.id).await, (false, home.clone()), "those of the place come first");
    pass(&world, 15).await;
    assert_eq!(asks(wei.id).await, (true, home.clone()));
    assert_eq!(asks(lan.id).await, (false, None));
    assert_eq!(asks(world.helper().await.id).await, (true, None), "no guest");
    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));
    assert_eq!(asks(wei.id).await, (false, home), "it is taken");

    let hidden = make::posted(&world, &lan).await.wish;
    let hidden = wei.call(AskAboutClaim, (world.key.clone(), hidden), ()).await;
    assert_eq!(hidden.unwrap_err().kind, Kind::NotFound);
}

async fn papers_seen_at_home_are_good_at_a_neighbours(mut world: World) {
    let mut there = Place::found(&world).await;
    set(&world, &there.1, true).await;
    allow(&world).await;
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    change(&administrator, &world, Setting::PapersRepair, 1).await.unwrap();
    let at = open(&world).await;
    pass(&world, 15).await;
    there.swap(&mut world);
    let (wei, root) = (world.resident().await, world.nodes[0].clone());
    let appointment = world.appoint(wei.id, Role::Helper, &root).await;
    let (key, worker) = (world.key.clone(), world.grid_worker().await);
    there.swap(&mut world);
    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::NotQualified));

    let until = world.app.clock.now().after_days(300);
    let seen = NotedPapers { qualified: vec![Qualified { kind: WishKind::Repair, until }] };
    worker.call(NotePapers, (key, appointment), seen).await.unwrap();

    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));
}

async fn each_side_reads_who_helps_where(mut world: World) {
    let mut there = Place::found(&world).await;
    set(&world, &there.1, true).await;
    allow(&world).await;
    let known = async |world: &World| {
        let worker = world.grid_worker().await;
        worker.call(ListNeighbours, world.key.clone(), ()).await.unwrap()
    };

    let here = known(&world).await;
    assert_eq!((here.here.len(), here.there.len()), (1, 0));
    assert_eq!((here.wanted, here.after_days), (true, 14));
    let key = world.key.clone();
    there.swap(&mut world);
    let over_there = known(&world).await;
    assert_eq!((over_there.here.len(), over_there.wanted), (0, false));
    assert_eq!(over_there.there[0].community, key);
}
