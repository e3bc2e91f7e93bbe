//! Random days: three phones bring in what they saw in whatever order and however often, some of it
//! is taken back, and in the end the server knows what the rules know.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    id::{DeviceId, SignUpId, StallId},
    market::{
        Attendee, CheckInWay, CheckIns, Correction, NewScan, Nonce, Scan, SeenAs, Service, Terms,
    },
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans, undo},
    market::Fair,
    markets::Holders,
    on_both_databases,
};

use crate::lives::{Dice, in_worlds};

on_both_databases!(whatever_the_order_everybody_is_counted_as_the_rules_say);

/// How many days on each database, unless [`crate::lives`] says how many.
const DAYS: usize = 4;
const GUESTS: usize = 6;
const SCANS: usize = 40;

/// A phone, and what it has seen.
struct Phone {
    device: Person,
    id: DeviceId,
    seen: Vec<NewScan>,
}

async fn whatever_the_order_everybody_is_counted_as_the_rules_say(world: World) {
    in_worlds(world, DAYS, 0x9e37_79b9_7f4a_7c15, async |world, days, dice| {
        for _ in 0..days {
            live(world, dice).await;
        }
    })
    .await;
}

async fn live(world: &World, dice: &mut Dice) {
    let holders = Holders::of(world).await;
    let market = world.published(&holders, &[Service::Haircut, Service::Sewing]).await;
    let stalls: Vec<StallId> = market.stalls.iter().map(|it| it.id).collect();
    let Holders { organiser, reviewer } = holders;
    // Everybody has a place in the first half hour of the first stall.
    let mut slots = market.stalls[0].slots.clone();
    slots.sort_by_key(|it| it.times.starts_at);
    let slots = slots.into_iter().map(|it| it.id).collect();
    let mut fair = Fair { id: market.id, stall: stalls[0], slots, organiser, reviewer };
    let guests = fair.guests(world, 0, GUESTS).await;
    let (starts_at, _) = fair.morning(world).await;
    let mut phones = Vec::new();
    for name in ["西门", "东门", "流动"] {
        let device = world.device(&fair.organiser, fair.id, name).await;
        let id = world.list(&device, fair.id).await.unwrap().device.id;
        phones.push(Phone { device, id, seen: Vec::new() });
    }
    world.wait_until(starts_at.after(30 * Millis::MINUTE));
    let mut rules = CheckIns::default();
    for _ in 0..SCANS {
        let (stall, (person, place)) = (dice.pick(&stalls), dice.pick(&guests));
        let which = dice.roll(phones.len());
        let minute = i64::try_from(dice.roll(30)).unwrap();
        let at = starts_at.after(minute * Millis::MINUTE);
        let scan = NewScan { at, ..arrived(world, stall, place.id) };
        rules.take(Scan {
            nonce: scan.nonce,
            stall,
            who: Attendee { account: person.id, member: None },
            sign_up: Some(place.id),
            way: CheckInWay::List,
            device: Some(phones[which].id),
            by: fair.organiser.id,
            at,
        });
        phones[which].seen.push(scan);
    }
    bring_in(world, &fair, dice, &phones).await;
    agrees(world, &fair, &phones, &rules).await;
    let all: Vec<Nonce> = phones.iter().flat_map(|it| &it.seen).map(|it| it.nonce).collect();
    for _ in 0..6 {
        let (nonce, by) = (dice.pick(&all), dice.roll(phones.len()));
        let now = world.app.clock.now();
        let reason = "认错人".to_owned();
        let correction = Correction { nonce, by: fair.organiser.id, reason };
        rules.correct(correction, now, now, &Terms::default()).unwrap();
        let synced = world.sync(&phones[by].device, fair.id, undo(nonce, "认错人")).await;
        assert_eq!(synced.unwrap().undone[0].refusal, None);
        bring_in(world, &fair, dice, &phones[by..=by]).await;
        agrees(world, &fair, &phones, &rules).await;
    }
}

/// In batches of whatever size and order, some of them twice.
async fn bring_in(world: &World, fair: &Fair, dice: &mut Dice, phones: &[Phone]) {
    let mut left: Vec<(usize, NewScan)> = Vec::new();
    for (which, phone) in phones.iter().enumerate() {
        left.extend(phone.seen.iter().map(|it| (which, it.clone())));
    }
    while !left.is_empty() {
        let which = left[dice.roll(left.len())].0;
        let count = 1 + dice.roll(9);
        let mut batch = Vec::new();
        for _ in 0..count {
            let mine: Vec<usize> = (0..left.len()).filter(|at| left[*at].0 == which).collect();
            if mine.is_empty() {
                break;
            }
            batch.push(left.swap_remove(dice.pick(&mine)).1);
        }
        let device = &phones[which].device;
        for _ in 0..=dice.roll(2) {
            world.sync(device, fair.id, scans(batch.clone())).await.unwrap();
        }
    }
}

/// What counts, on the server as by the rules; and each sign-up is used or not.
async fn agrees(world: &World, fair: &Fair, phones: &[Phone], rules: &CheckIns) {
    let list = world.list(&phones[0].device, fair.id).await.unwrap();
    let mut first: BTreeMap<(StallId, SignUpId), (Millis, Nonce)> = BTreeMap::new();
    for seen in list.seen.iter().filter(|it| !it.undone && it.what == SeenAs::Arrived) {
        let (key, rank) = ((seen.stall, seen.sign_up), (seen.at, seen.nonce));
        first.entry(key).and_modify(|it| *it = rank.min(*it)).or_insert(rank);
    }
    let counted: BTreeSet<Nonce> = rules.counted().map(|it| it.nonce).collect();
    let known: BTreeSet<Nonce> = first.values().map(|it| it.1).collect();
    assert_eq!(known, counted);
    let day = world.day(&fair.organiser, fair.id).await;
    assert_eq!(usize::try_from(day.figures.verified).unwrap(), counted.len());
    let persons: BTreeSet<_> = rules.counted().map(|it| it.who).collect();
    assert_eq!(usize::try_from(day.figures.persons).unwrap(), persons.len());
    for phone in phones {
        let brought = day.devices.iter().find(|it| it.id == phone.id).unwrap().verified;
        let by_rules = rules.counted().filter(|it| it.device == Some(phone.id)).count();
        assert_eq!(usize::try_from(brought).unwrap(), by_rules);
    }
    let here = rules.counted().filter(|it| it.stall == fair.stall).count();
    let stall = day.stalls.iter().find(|it| it.id == fair.stall).unwrap();
    assert_eq!(usize::try_from(stall.here).unwrap(), here, "and the sign-up says so");
}
