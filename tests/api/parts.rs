//! Wishes in parts: each part has its own helper, and the whole comes true when all of them have.

use shared::{
    api::*,
    calendar::morning_of,
    id::WishId,
    policy::Role,
    problem::Kind,
    round::NewRound,
    wish::{
        Deliver, DeskKind, NewPart, NewWish, PosterStep, Release, StaffStep, Status, StepName,
        UnmetReason, WishFilter, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    a_wish_in_parts_comes_true_with_the_last_of_them,
    what_is_split_is_counted_once,
    a_part_opens_the_contact_to_its_own_helper_alone,
    the_word_is_one_and_serves_each_helper_once,
    a_part_that_cannot_be_is_decided_by_staff,
    what_is_taken_back_takes_its_parts_along,
    what_is_taken_down_takes_its_parts_along,
    the_parts_of_a_childs_wish_are_looked_at_twice,
    parts_tell_no_more_than_wishes_may,
    five_wrong_words_close_the_word_for_all_parts,
    a_place_and_a_round_count_as_their_lists_show,
);

pub type At = (shared::community::CommunityKey, WishId);

fn parts() -> Vec<NewPart> {
    let part = |kind, title: &str| NewPart { kind, title: title.into(), story: String::new() };
    vec![
        part(WishKind::Repair, "楼道的灯换一个"),
        part(WishKind::Service, "台阶边上贴反光条"),
        part(WishKind::Errand, "陪着去买一只灯泡"),
    ]
}

async fn split(worker: &Person, at: &At, parts: Vec<NewPart>) -> Result<Status, Kind> {
    let step = StaffStep::Split { parts, consulted: true };
    let stepped = worker.call(StepAsStaff, at.clone(), step).await;
    stepped.map(|it| it.status).map_err(|problem| problem.kind)
}

/// A wish in three parts, with its word.
pub async fn in_parts(world: &World, lan: &Person) -> (At, Vec<At>, String) {
    let posted = make::open(world, lan).await;
    let at = (world.key.clone(), posted.wish);
    let worker = world.grid_worker().await;
    assert_eq!(split(&worker, &at, parts()).await, Ok(Status::InParts));
    (at.clone(), parts_of(world, &at).await, posted.word)
}

async fn parts_of(world: &World, at: &At) -> Vec<At> {
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    shown.parts.iter().map(|part| (world.key.clone(), part.id)).collect()
}

async fn status(lan: &Person, at: &At) -> Status {
    lan.call(GetMyWish, at.clone(), ()).await.unwrap().status
}

/// Somebody does it, and the resident says so.
async fn done(world: &World, lan: &Person, part: &At) {
    let wei = world.helper().await;
    wei.call(ClaimWish, part.clone(), ()).await.unwrap();
    let deliver = Deliver { note: "办好了".into(), ..Deliver::default() };
    wei.call(DeliverWish, part.clone(), deliver).await.unwrap();
    lan.call(ConfirmWish, part.clone(), ()).await.unwrap();
}

async fn a_wish_in_parts_comes_true_with_the_last_of_them(world: World) {
    let lan = world.resident().await;
    let (at, parts, _) = in_parts(&world, &lan).await;
    let helper = world.helper().await;
    let of_whole = helper.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    assert_eq!((of_whole.kind, parts.len()), (Kind::AlreadyClaimed, 3));

    let waiting = world.anyone().call(ListWishes, world.key.clone(), WishFilter::default()).await;
    let waiting: Vec<_> = waiting.unwrap().wishes.iter().map(|wish| wish.id).collect();
    assert!(parts.iter().all(|(_, part)| waiting.contains(part)) && !waiting.contains(&at.1));

    done(&world, &lan, &parts[0]).await;
    done(&world, &lan, &parts[1]).await;
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    let shown = mine.parts.unwrap();
    assert_eq!((mine.status, shown.done, shown.of), (Status::InParts, 2, 3), "honestly");
    done(&world, &lan, &parts[2]).await;
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(shown.status, Status::Fulfilled);
    assert!(shown.fulfilled_at.is_some());

    let step = PosterStep::Dispute {
        reason: shared::wish::DisputeReason::HalfDone,
        words: "灯又不亮了".into(),
    };
    lan.call(StepAsPoster, parts[0].clone(), step).await.unwrap();
    assert_eq!(status(&lan, &at).await, Status::InParts, "and not true any more");
}

async fn what_is_split_is_counted_once(world: World) {
    let lan = world.resident().await;
    let (at, parts, _) = in_parts(&world, &lan).await;
    let figures = async || {
        let it = world.anyone().call(GetFigures, world.key.clone(), ()).await.unwrap();
        (it.posted, it.approved, it.claimed, it.fulfilled)
    };
    assert_eq!(figures().await, (1, 1, 0, 0));
    let wei = world.helper().await;
    wei.call(ClaimWish, parts[0].clone(), ()).await.unwrap();
    assert_eq!(figures().await, (1, 1, 1, 0), "claimed with the first part");
    wei.call(ReleaseWish, parts[0].clone(), Release::default()).await.unwrap();
    for part in &parts {
        done(&world, &lan, part).await;
    }
    assert_eq!(figures().await, (1, 1, 1, 1));
    let mine = lan.call(GetMine, world.key.clone(), ()).await.unwrap();
    let whole: Vec<_> = mine.wishes.iter().filter(|it| it.whole.is_none()).collect();
    assert_eq!((whole.len(), whole[0].id, mine.wishes.len()), (1, at.1, 4));
    let filter = WishFilter { status: Some(Status::Fulfilled), ..WishFilter::default() };
    let shown = world.anyone().call(ListWishes, world.key.clone(), filter).await.unwrap();
    assert_eq!(shown.wishes.len(), 1);
}

async fn a_place_and_a_round_count_as_their_lists_show(world: World) {
    // A round opens when the office does.
    world.wait_until(morning_of(world.app.clock.now()));
    let (lan, li) =
        (world.resident().await, world.appointed(Role::Secretary, &world.nodes[0].clone()).await);
    let now = world.app.clock.now();
    let new = NewRound {
        name: "暖冬小修理".into(),
        purpose: "入冬以前修好".into(),
        node: Some(world.nodes[0].id),
        opens_at: now,
        closes_at: now.after_days(9),
        quota: 5,
    };
    let round = li.call(MakeRound, world.key.clone(), new).await.unwrap().id;
    let wish = NewWish { round: Some(round), ..make::lamp_of(&world, &lan) };
    let at = (world.key.clone(), lan.call(PostWish, world.key.clone(), wish).await.unwrap().wish);
    let worker = world.grid_worker().await;
    make::approve(&world, &worker, at.1).await;
    let (place, round) = ((world.key.clone(), world.courtyard().id), (world.key.clone(), round));
    let here = async || {
        let board = world.anyone().call(GetNode, place.clone(), ()).await.unwrap();
        let figures = world.anyone().call(GetRound, round.clone(), ()).await.unwrap().figures;
        (board.open, board.wishes.len(), figures.claimed, figures.fulfilled)
    };
    assert_eq!(here().await, (1, 1, 0, 0));
    assert_eq!(split(&worker, &at, parts()).await, Ok(Status::InParts));
    assert_eq!(here().await, (3, 3, 0, 0), "each part waits for a helper");
    let parts = parts_of(&world, &at).await;
    done(&world, &lan, &parts[0]).await;
    assert_eq!(here().await, (2, 2, 1, 0), "claimed with the first part");
    done(&world, &lan, &parts[1]).await;
    done(&world, &lan, &parts[2]).await;
    assert_eq!(here().await, (0, 0, 1, 1));
}

async fn a_part_opens_the_contact_to_its_own_helper_alone(world: World) {
    let lan = world.resident().await;
    let (at, parts, _) = in_parts(&world, &lan).await;
    let (wei, min) = (world.helper().await, world.helper().await);
    wei.call(ClaimWish, parts[0].clone(), ()).await.unwrap();
    min.call(ClaimWish, parts[1].clone(), ()).await.unwrap();
    let opens = async |who: &Person, of: &At| who.call(OpenContact, of.clone(), ()).await.is_ok();

    assert!(opens(&wei, &parts[0]).await && opens(&min, &parts[1]).await);
    assert!(!opens(&wei, &parts[1]).await && !opens(&wei, &at).await);
    wei.call(ReleaseWish, parts[0].clone(), Release::default()).await.unwrap();
    assert!(!opens(&wei, &parts[0]).await, "masked again");
    let looks = lan.call(GetMyWish, parts[0].clone(), ()).await.unwrap().looks;
    assert_eq!(looks.len(), 1);
}

async fn the_word_is_one_and_serves_each_helper_once(world: World) {
    let lan = world.resident().await;
    let (_, parts, word) = in_parts(&world, &lan).await;
    let (wei, min) = (world.helper().await, world.helper().await);
    let with_word = async |who: &Person, part: &At| {
        who.call(ClaimWish, part.clone(), ()).await.unwrap();
        let deliver = Deliver { word: word.clone(), ..Deliver::default() };
        let done = who.call(DeliverWish, part.clone(), deliver).await;
        done.map(|it| it.status).map_err(|problem| problem.kind)
    };
    assert_eq!(with_word(&wei, &parts[0]).await, Ok(Status::Fulfilled));
    assert_eq!(with_word(&wei, &parts[1]).await, Err(Kind::WordSpent), "told for another part");
    assert_eq!(with_word(&min, &parts[2]).await, Ok(Status::Fulfilled));
}

async fn a_part_that_cannot_be_is_decided_by_staff(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (at, parts, _) = in_parts(&world, &lan).await;
    done(&world, &lan, &parts[0]).await;
    done(&world, &lan, &parts[1]).await;
    let cannot = || StaffStep::CannotBe {
        reason: UnmetReason::NotAvailable,
        words: "这里没有人会".into(),
        consulted: true,
    };
    let early = worker.call(StepAsStaff, at.clone(), cannot()).await.unwrap_err();
    assert_eq!(early.kind, Kind::StepNotPossible, "not while a part goes on");
    worker.call(StepAsStaff, parts[2].clone(), cannot()).await.unwrap();

    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(desk.queue.iter().any(|entry| entry.kind == DeskKind::Parts));
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.status, Status::InParts, "never silently");
    worker.call(StepAsStaff, at.clone(), cannot()).await.unwrap();
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    let shown = mine.parts.unwrap();
    assert_eq!((mine.status, shown.done, shown.of), (Status::Unmet, 2, 3));
    assert!(!mine.steps.contains(&StepName::Reopen));

    lan.call(StepAsPoster, parts[2].clone(), PosterStep::Reopen { words: "再试试".into() })
        .await
        .unwrap();
    assert_eq!(status(&lan, &at).await, Status::InParts, "it goes on with its part");
}

async fn what_is_taken_back_takes_its_parts_along(world: World) {
    let lan = world.resident().await;
    let (at, parts, _) = in_parts(&world, &lan).await;
    done(&world, &lan, &parts[0]).await;
    let wei = world.helper().await;
    wei.call(ClaimWish, parts[1].clone(), ()).await.unwrap();
    lan.call(WithdrawWish, at.clone(), ()).await.unwrap();

    let mut all = Vec::new();
    for part in &parts {
        all.push(status(&lan, part).await);
    }
    assert_eq!(all, [Status::Fulfilled, Status::Withdrawn, Status::Withdrawn]);
    assert!(wei.call(OpenContact, parts[1].clone(), ()).await.is_err());
    let told = wei.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(told.iter().any(|it| matches!(
        it.news,
        shared::notice::News::WishWithdrawn { wish, .. } if wish == parts[1].1
    )));
}

async fn what_is_taken_down_takes_its_parts_along(world: World) {
    let lan = world.resident().await;
    let (at, parts, _) = in_parts(&world, &lan).await;
    done(&world, &lan, &parts[0]).await;
    let secretary = world.appointed(shared::policy::Role::Secretary, &world.nodes[0].clone()).await;
    let reason = shared::wish::RemoveReason::Private;
    let ask = StaffStep::AskRemoval { reason, words: "写了别人家的事".into() };
    world.grid_worker().await.call(StepAsStaff, at.clone(), ask).await.unwrap();
    secretary.call(StepAsStaff, at.clone(), StaffStep::AgreeRemoval).await.unwrap();
    for part in parts {
        let shown = world.anyone().call(GetWish, part, ()).await.unwrap();
        assert_eq!((shown.status, shown.title.as_str()), (Status::Removed, ""));
    }
}

async fn the_parts_of_a_childs_wish_are_looked_at_twice(world: World) {
    let (lan, worker, other) =
        (world.resident().await, world.grid_worker().await, world.grid_worker().await);
    let new = NewWish { story: String::new(), ..crate::histories::childs(&world, &lan) };
    let id = lan.call(PostWish, world.key.clone(), new).await.unwrap().wish;
    let at = (world.key.clone(), id);
    make::approve(&world, &worker, id).await;
    make::approve(&world, &other, id).await;
    assert_eq!(split(&worker, &at, parts()).await, Ok(Status::InParts));

    let waiting = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(waiting.parts, [], "not before a second person has seen the words");
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    for part in mine.parts.unwrap().list {
        assert_eq!(part.status, Status::Submitted);
        make::approve(&world, &other, part.id).await;
        let shown = world.anyone().call(GetWish, (world.key.clone(), part.id), ()).await.unwrap();
        assert_eq!((shown.status, shown.story.as_str()), (Status::Open, ""));
    }
}

async fn parts_tell_no_more_than_wishes_may(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let mut leaky = parts();
    leaky[1].title = "给13800001234打电话".into();
    let step = StaffStep::Split { parts: leaky, consulted: true };
    let refused = worker.call(StepAsStaff, at.clone(), step).await.unwrap_err();
    assert_eq!(refused.field("title_2"), Some(Kind::Leak));
    assert_eq!(split(&worker, &at, parts()[..1].to_vec()).await, Err(Kind::Invalid), "one is none");
    assert_eq!(split(&lan, &at, parts()).await, Err(Kind::NotAllowed));
    assert_eq!(split(&worker, &at, parts()).await, Ok(Status::InParts));
    let again = parts_of(&world, &at).await[0].clone();
    assert_eq!(split(&worker, &again, parts()).await, Err(Kind::StepNotPossible), "a part is none");
    assert_eq!(split(&worker, &at, parts()).await, Err(Kind::StepNotPossible), "once");
}

async fn five_wrong_words_close_the_word_for_all_parts(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (at, parts, word) = in_parts(&world, &lan).await;
    let (wei, min) = (world.helper().await, world.helper().await);
    for (who, part) in [(&wei, 0), (&wei, 1), (&min, 2)] {
        who.call(ClaimWish, parts[part].clone(), ()).await.unwrap();
    }
    let tries = async |who: &Person, part: usize, word: &str| {
        let deliver = Deliver { word: word.into(), note: String::new() };
        let answer = who.call(DeliverWish, parts[part].clone(), deliver).await;
        answer.map(|claim| claim.status).map_err(|problem| problem.kind)
    };
    let left = async |who: &Person, part: usize| {
        let mine = who.call(GetMine, world.key.clone(), ()).await.unwrap();
        mine.claims.iter().find(|it| it.id == parts[part].1).unwrap().words_left
    };

    for part in [0, 0, 1, 1] {
        assert_eq!(tries(&wei, part, "没有 这样").await, Err(Kind::WrongWord));
    }
    assert_eq!((left(&wei, 0).await, left(&min, 2).await), (1, 1), "together");
    // Neither giving back nor delivering one part wins tries for another.
    wei.call(ReleaseWish, parts[0].clone(), Release::default()).await.unwrap();
    wei.call(ClaimWish, parts[0].clone(), ()).await.unwrap();
    assert_eq!(tries(&wei, 0, "没有 这样").await, Err(Kind::WrongWord));
    assert_eq!(left(&min, 2).await, 0);
    for (who, part) in [(&wei, 0), (&wei, 1), (&min, 2)] {
        assert_eq!(tries(who, part, &word).await, Err(Kind::WordSpent));
    }

    let new = StaffStep::NewWord { words: "忘了暗号".into() };
    let word = worker.call(StepAsStaff, at.clone(), new).await.unwrap().word.unwrap();
    assert_eq!((left(&wei, 1).await, left(&min, 2).await), (5, 5), "and for the new word anew");
    assert_eq!(tries(&min, 2, &word).await, Ok(Status::Fulfilled));
}
