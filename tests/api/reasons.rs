//! Why somebody looked or took a step: who reads it, and for how long.

use serde_json::json;
use server::{
    db::{
        Tx,
        events::{self, Event},
    },
    random, upkeep,
};
use shared::{
    api::*,
    calendar::is_night,
    community::CommunityKey,
    id::{EventId, WishId},
    notice::News,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
    time::Millis,
    wish::{
        Deliver, LookReason, PosterStep, RemoveReason, StaffStep, Status, StepName, UnmetReason,
    },
};
use tests::{Person, World, make, on_both_databases, stored::Stored};

on_both_databases!(
    the_resident_reads_why_somebody_looked,
    what_staff_say_of_a_step_is_kept_for_those_it_concerns,
    the_history_shows_the_newest,
    whoever_has_helped_and_left_stops_nobody,
    what_ended_long_ago_does_not_begin_again,
    titles_and_reasons_leave_with_the_contact,
    what_is_said_after_the_contact_is_gone_is_kept_nowhere,
);

type At = (CommunityKey, WishId);

async fn open(world: &World, lan: &Person) -> At {
    (world.key.clone(), make::open(world, lan).await.wish)
}

async fn look(worker: &Person, at: &At, reason: &str) -> shared::wish::StaffWish {
    let reason = LookReason { reason: reason.into(), ready: false };
    worker.call(LookAtWish, at.clone(), reason).await.unwrap()
}

fn because() -> StaffStep {
    let (reason, words) = (UnmetReason::NotAvailable, "社区没有会修的人".into());
    StaffStep::CannotBe { reason, words, consulted: true }
}

/// Another day, when people are awake.
async fn after_days(world: &World, days: i64) {
    world.app.clock.advance_days(days);
    while is_night(world.app.clock.now()) {
        world.app.clock.advance(Millis::HOUR);
    }
}

async fn set(world: &World, setting: Setting, value: i64) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: setting.into(), value };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
}

async fn the_resident_reads_why_somebody_looked(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let refused = worker.call(LookAtWish, at.clone(), LookReason::default()).await.unwrap_err();

    look(&worker, &at, "金丝雀：核实门牌").await;
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    let data = lan.call(GetMyData, (), ()).await.unwrap();

    assert_eq!(refused.field("reason"), Some(Kind::Required));
    assert_eq!(mine.looks[0].reason, "金丝雀：核实门牌");
    assert_eq!(mine.looks[1].reason, "", "a review needs none");
    assert_eq!(data.communities[0].wishes[0].looks, mine.looks);
    assert!(!Stored::of(&world).await.holds("金丝雀".as_bytes()), "sealed");
}

async fn what_staff_say_of_a_step_is_kept_for_those_it_concerns(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let take = async |step: StaffStep| {
        worker.call(StepAsStaff, at.clone(), step).await.unwrap();
    };

    take(StaffStep::KeepOpen { words: "再等一周".into() }).await;
    let (reason, words) = (RemoveReason::Fraud, "怀疑冒名".to_owned());
    take(StaffStep::AskRemoval { reason, words }).await;
    take(StaffStep::RefuseRemoval { words: "核实过是本人".into() }).await;
    take(because()).await;
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let reopen = StaffStep::Reopen { words: "先前问错了人".into() };
    secretary.call(StepAsStaff, at.clone(), reopen).await.unwrap();
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap().history;
    let staffs = look(&secretary, &at, "回看").await.history;

    let said = |history: &[shared::wish::HistoryLine], what| {
        history.iter().find(|line| line.what == what).unwrap().words.clone()
    };
    assert_eq!(said(&mine, StepName::KeepOpen), "", "for the record of work");
    assert_eq!(said(&mine, StepName::Reopen), "", "for the record of work");
    assert_eq!(said(&staffs, StepName::KeepOpen), "再等一周");
    assert_eq!(said(&staffs, StepName::Reopen), "先前问错了人");
    assert_eq!(said(&mine, StepName::CannotBe), "社区没有会修的人");
    assert_eq!(said(&mine, StepName::AskRemoval), "", "what staff say to each other");
    assert_eq!(said(&staffs, StepName::AskRemoval), "怀疑冒名");
    assert_eq!(said(&staffs, StepName::RefuseRemoval), "核实过是本人");
}

async fn the_history_shows_the_newest(world: World) {
    let lan = world.resident().await;
    let at = open(&world, &lan).await;
    let (community, now) = (world.community, world.app.clock.now());
    let many = async move |tx: &mut Tx| {
        for more in 0..250 {
            let at_that_time = now.after(more);
            let event = Event {
                community,
                id: EventId(random::id(at_that_time)),
                at: at_that_time,
                by: None,
                about: at.1.0,
                what: StepName::KeepOpen.code(),
                detail: json!({}),
            };
            events::record(tx, &event).await?;
        }
        Ok(at)
    };
    let at = world.app.db.write(many).await.unwrap();
    world.app.clock.advance(Millis::HOUR);
    lan.call(WithdrawWish, at.clone(), ()).await.unwrap();

    let history = lan.call(GetMyWish, at, ()).await.unwrap().history;

    assert_eq!(history.len(), 200);
    assert_eq!(history.last().unwrap().what, StepName::Withdraw);
    assert!(history.is_sorted_by_key(|line| line.at), "oldest first");
}

async fn whoever_has_helped_and_left_stops_nobody(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let mut wei = world.by_phone("13912345678").await;
    world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let at = open(&world, &lan).await;
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let note = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();
    assert!(look(&worker, &at, "回访").await.helper.is_some());

    world.app.clock.advance(2 * Millis::MINUTE);
    wei.visit(AskOwnCode, (), ()).await.unwrap();
    let code = shared::my_data::EnteredCode { code: world.code("13912345678") };
    wei.visit(ProveItIsMe, (), code).await.unwrap();
    wei.call(DeleteMe, (), ()).await.unwrap();

    let seen = look(&worker, &at, "回访").await;
    assert_eq!((seen.wish.status, seen.helper), (Status::Delivered, None));
    let confirmed = lan.call(ConfirmWish, at, ()).await.unwrap();
    assert_eq!(confirmed.status, Status::Fulfilled);
}

async fn what_ended_long_ago_does_not_begin_again(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    set(&world, Setting::Retention, 30).await;
    set(&world, Setting::ReopenTime, 180).await;
    worker.call(StepAsStaff, at.clone(), because()).await.unwrap();
    let again = || PosterStep::Reopen { words: "邻居说能办".into() };

    after_days(&world, 29).await;
    upkeep::tidy(&world.app).await.unwrap();
    let lan = world.sign_in(lan.id, false).await;
    let before = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    after_days(&world, 2).await;
    upkeep::tidy(&world.app).await.unwrap();
    let after = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    let refused = lan.call(StepAsPoster, at.clone(), again()).await.unwrap_err();
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let step = StaffStep::Reopen { words: "邻居说能办".into() };
    let staffs = secretary.call(StepAsStaff, at, step).await.unwrap_err();

    assert!(before.steps.contains(&StepName::Reopen) && !before.contact.phone.is_empty());
    assert!(!after.steps.contains(&StepName::Reopen) && after.contact.phone.is_empty());
    assert_eq!((refused.kind, staffs.kind), (Kind::ContactGone, Kind::ContactGone));
}

async fn titles_and_reasons_leave_with_the_contact(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    look(&worker, &at, "核实门牌").await;
    lan.call(WithdrawWish, at.clone(), ()).await.unwrap();
    let told = async |person: &Person| {
        let person = world.sign_in(person.id, false).await;
        let mine = person.call(GetMine, world.key.clone(), ()).await.unwrap();
        let about = |news: &News| serde_json::to_string(news).unwrap().contains("楼道的灯坏了");
        mine.notices.iter().filter(|notice| about(&notice.news)).count()
    };

    let before = (told(&wei).await, told(&lan).await);
    after_days(&world, 91).await;
    upkeep::tidy(&world.app).await.unwrap();
    let after = (told(&wei).await, told(&lan).await);
    let lan = world.sign_in(lan.id, false).await;
    let looks = lan.call(GetMyWish, at.clone(), ()).await.unwrap().looks;
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    look(&secretary, &at, "后来又看").await;
    let later = lan.call(GetMyWish, at, ()).await.unwrap().looks;

    assert_eq!((before.0, after.0), (1, 0));
    assert_eq!(before.1, after.1, "what is about one's own wish stays");
    assert_eq!((looks.len(), looks[0].reason.as_str()), (2, ""), "that, and no more why");
    assert_eq!((later.len(), later[0].reason.as_str()), (3, ""), "nothing would take it away");
}

async fn what_is_said_after_the_contact_is_gone_is_kept_nowhere(world: World) {
    let lan = world.resident().await;
    let at = open(&world, &lan).await;
    let worker = world.grid_worker().await;
    worker.call(StepAsStaff, at.clone(), because()).await.unwrap();
    after_days(&world, 91).await;
    upkeep::tidy(&world.app).await.unwrap();
    let first = world.grid_worker().await;
    let second = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;

    let (reason, words) = (RemoveReason::Private, "金丝雀：标题里有兰阿姨的孙子".to_owned());
    first.call(StepAsStaff, at.clone(), StaffStep::AskRemoval { reason, words }).await.unwrap();
    assert!(!Stored::of(&world).await.holds("金丝雀".as_bytes()), "asked for");
    second.call(StepAsStaff, at.clone(), StaffStep::AgreeRemoval).await.unwrap();

    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    assert_eq!(mine.status, Status::Removed);
    assert!(!serde_json::to_string(&mine).unwrap().contains("金丝雀"));
    assert!(!Stored::of(&world).await.holds("金丝雀".as_bytes()), "agreed to");
}
