//! "Me too", and wishes that became part of another: whoever joined one hears how it goes on.

use server::timers;
use shared::{
    api::*,
    id::WishId,
    inbox::{Concern, InboxQuery},
    notice::News,
    wish::{
        Decision, Deliver, Join, JoinedNews, JoinedNotice, NewPart, Outcome, PosterStep, StaffStep,
        Status, UnmetReason, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    who_joined_hears_that_it_came_true_and_who_left_does_not,
    why_it_cannot_be_is_said_to_the_poster_alone,
    an_end_that_nobody_sees_leads_to_an_own_wish,
    what_goes_on_after_all_is_told_too,
    the_last_part_that_is_done_is_told_to_who_joined_the_whole,
    ten_who_need_the_same_are_told_once,
);

type At = (shared::community::CommunityKey, WishId);

async fn open(world: &World, lan: &Person) -> At {
    (world.key.clone(), make::open(world, lan).await.wish)
}

async fn joined(world: &World, at: &At) -> Person {
    let min = world.resident().await;
    min.call(JoinWish, at.clone(), Join { join: true }).await.unwrap();
    min
}

/// Somebody whose own wish becomes part of this one, and that own wish.
async fn merged(world: &World, at: &At) -> (Person, At) {
    let (hua, worker) = (world.resident().await, world.grid_worker().await);
    let own = (world.key.clone(), make::posted(world, &hua).await.wish);
    let version = worker.call(OpenReview, own.clone(), ()).await.unwrap().version;
    let merge = Decision::Merge { version, into: at.1 };
    worker.call(ReviewWishNow, own.clone(), merge).await.unwrap();
    hua.call(StepAsPoster, own.clone(), PosterStep::AgreeMerge).await.unwrap();
    (hua, own)
}

/// What somebody was told of wishes they joined, newest first, with where it leads.
async fn told(world: &World, person: &Person) -> Vec<(JoinedNotice, Concern)> {
    let person = world.sign_in(person.id, false).await;
    let inbox = person.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    let notice = |it: shared::inbox::InboxNotice| match it.news {
        News::Joined(joined) => Some((joined, it.concern)),
        _ => None,
    };
    inbox.notices.into_iter().filter_map(notice).collect()
}

async fn what(world: &World, person: &Person) -> Vec<JoinedNews> {
    told(world, person).await.into_iter().map(|(it, _)| it.what).collect()
}

async fn who_joined_hears_that_it_came_true_and_who_left_does_not(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = open(&world, &lan).await;
    let (min, left) = (joined(&world, &at).await, joined(&world, &at).await);
    assert!(left.call(AskAboutJoin, at.clone(), ()).await.unwrap().join, "it is known later");
    left.call(JoinWish, at.clone(), Join { join: false }).await.unwrap();
    assert!(!left.call(AskAboutJoin, at.clone(), ()).await.unwrap().join);
    let (hua, own) = merged(&world, &at).await;
    let mine = hua.call(GetMyWish, own.clone(), ()).await.unwrap();
    let goes_on = Outcome::Merged { into: at.1, status: Some(Status::Open) };
    assert_eq!(mine.outcome, Some(goes_on));
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    lan.call(ConfirmWish, at.clone(), ()).await.unwrap();

    let (notice, leads) = told(&world, &min).await.remove(0);
    assert_eq!((notice.what, notice.own), (JoinedNews::Fulfilled, None));
    assert_eq!(leads, Concern::Outcome(at.1));
    let shown = min.call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(shown.title, notice.title);
    let (notice, leads) = told(&world, &hua).await.remove(0);
    assert_eq!((notice.what, notice.own), (JoinedNews::Fulfilled, Some(own.1)));
    assert_eq!(leads, Concern::MyWish(own.1));
    let mine = hua.call(GetMyWish, own, ()).await.unwrap();
    assert_eq!(mine.title, notice.title);
    assert_eq!(mine.outcome, Some(Outcome::Merged { into: at.1, status: Some(Status::Fulfilled) }));
    assert_eq!(what(&world, &left).await, []);
}

async fn why_it_cannot_be_is_said_to_the_poster_alone(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let (min, (hua, own)) = (joined(&world, &at).await, merged(&world, &at).await);
    let (reason, words) = (UnmetReason::NotAvailable, "和兰阿姨在电话里说过了".to_owned());
    let step = StaffStep::CannotBe { reason, words: words.clone(), consulted: true };
    worker.call(StepAsStaff, at.clone(), step).await.unwrap();

    let poster = lan.call(GetMyWish, at, ()).await.unwrap();
    assert!(serde_json::to_string(&poster).unwrap().contains(&words), "the control");
    for (person, what) in [(&min, JoinedNews::Unmet), (&hua, JoinedNews::Unmet)] {
        let told = told(&world, person).await;
        assert_eq!(told[0].0.what, what);
        assert!(!serde_json::to_string(&told).unwrap().contains(&words));
    }
    let mine = hua.call(GetMyWish, own, ()).await.unwrap();
    assert!(!serde_json::to_string(&mine).unwrap().contains(&words));
}

async fn an_end_that_nobody_sees_leads_to_an_own_wish(world: World) {
    world.wait_until_hour(10);
    let lan = world.resident().await;
    let at = open(&world, &lan).await;
    let (min, (hua, own)) = (joined(&world, &at).await, merged(&world, &at).await);
    lan.call(WithdrawWish, at.clone(), ()).await.unwrap();
    let (notice, leads) = told(&world, &min).await.remove(0);
    assert_eq!((notice.what, leads), (JoinedNews::Withdrawn, Concern::NewWish));
    let mine = hua.call(GetMyWish, own.clone(), ()).await.unwrap();
    assert_eq!(mine.outcome, Some(Outcome::Merged { into: at.1, status: None }));
    assert_eq!(told(&world, &hua).await[0].1, Concern::MyWish(own.1));

    let second = open(&world, &world.resident().await).await;
    let yun = joined(&world, &second).await;
    world.app.clock.advance_days(61);
    timers::run_due(&world.app).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    let told = told(&world, &yun).await;
    assert_eq!(told.len(), 1, "once");
    assert_eq!((told[0].0.what, told[0].1), (JoinedNews::Expired, Concern::NewWish));
}

async fn what_goes_on_after_all_is_told_too(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let min = joined(&world, &at).await;
    let reason = UnmetReason::NotAvailable;
    let no = StaffStep::CannotBe { reason, words: "问过了".into(), consulted: true };
    worker.call(StepAsStaff, at.clone(), no).await.unwrap();
    world.app.clock.advance(1000);
    let again = PosterStep::Reopen { words: "邻居说能办".into() };
    lan.call(StepAsPoster, at.clone(), again).await.unwrap();

    assert_eq!(what(&world, &min).await, [JoinedNews::Reopened, JoinedNews::Unmet]);
    let shown = min.call(GetWish, at, ()).await.unwrap();
    assert_eq!(shown.status, Status::Open);
}

async fn the_last_part_that_is_done_is_told_to_who_joined_the_whole(world: World) {
    let lan = world.resident().await;
    let at = open(&world, &lan).await;
    let min = joined(&world, &at).await;
    let part = |kind, title: &str| NewPart { kind, title: title.into(), story: String::new() };
    let parts = vec![part(WishKind::Repair, "换一个灯泡"), part(WishKind::Service, "贴一条反光条")];
    let split = StaffStep::Split { parts, consulted: true };
    world.grid_worker().await.call(StepAsStaff, at.clone(), split).await.unwrap();
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    for part in shown.parts {
        assert_eq!(what(&world, &min).await, [], "not before all are done");
        let (wei, part) = (world.helper().await, (world.key.clone(), part.id));
        wei.call(ClaimWish, part.clone(), ()).await.unwrap();
        let deliver = Deliver { note: "办好了".into(), ..Deliver::default() };
        wei.call(DeliverWish, part.clone(), deliver).await.unwrap();
        lan.call(ConfirmWish, part, ()).await.unwrap();
    }

    let (notice, leads) = told(&world, &min).await.remove(0);
    assert_eq!((notice.what, leads), (JoinedNews::Fulfilled, Concern::Outcome(at.1)));
}

async fn ten_who_need_the_same_are_told_once(world: World) {
    let lan = world.resident().await;
    let at = open(&world, &lan).await;
    let (hua, own) = merged(&world, &at).await;
    let mut all = Vec::new();
    for _ in 0..8 {
        all.push(joined(&world, &at).await);
    }
    assert_eq!(what(&world, &all[0]).await, [], "nine are not ten");
    let tenth = joined(&world, &at).await;
    all.push(tenth.clone());
    for join in [false, true] {
        tenth.call(JoinWish, at.clone(), Join { join }).await.unwrap();
    }

    for person in &all {
        assert_eq!(what(&world, person).await, [JoinedNews::Matter]);
    }
    let (of_own, leads) = told(&world, &hua).await.remove(0);
    assert_eq!((of_own.joiners, of_own.own, leads), (10, Some(own.1), Concern::MyWish(own.1)));
    let (poster, leads) = told(&world, &lan).await.remove(0);
    assert_eq!((poster.what, leads), (JoinedNews::Matter, Concern::MyWish(at.1)));
}
