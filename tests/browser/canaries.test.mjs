// What is private is read by whom it is for, and by nobody else: words that stand nowhere else are
// put into every private field, and then everything is read that others can come to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { CORRECTED, plants } from "./canaries.mjs";
import { crawl, found, Reader } from "./crawl.mjs";
import { Town, databases } from "./harness.mjs";
import {
  HERE, PEOPLE, claims, comes, fill, opensClaim, opensReview, opensWish, publishes, reads, sayWhere,
  sayWish, see, send, signIn, tap,
} from "./neighbours.mjs";

/** Of those who post everything here. */
const [LAN, MEI] = ["13900007700", "13900007720"];

/** What stands in the contact of one wish. */
const contact = (n) => ({
  name: `鹮${n}姐`, phone: `1390000771${n}`, address: `鹮楼${n}单元`, note: `鹮${n}锁坏了`,
});

const KEPT = contact(1); // in other hands by now
const BACK = contact(2); // given back, waits again
const DONE = contact(3); // fulfilled
const WAITS = contact(4); // not reviewed yet
const DECLINED = contact(5);
const CHILD = contact(6); // for a grandchild, and public

const TITLES = {
  kept: "窗台的花架松了", back: "收音机没有声音", done: "鞋柜的门掉了", child: "想要一套水彩笔",
};

/** A title, too, is private until somebody at the desk has looked at it. */
const UNSEEN = { waits: "修一修鹮甲柜子", declined: "修一修鹮乙柜子" };

const SCHOOL = "鹮羽小学";
const TAKEN_OUT = "门口贴着鹮画";
const HAND_OVER = "鹮梯子要带长的";
const REASON = "鹮说不清楚";
const DELIVERY = "鹮灯修好了";
const GUARDIAN = "鹮外婆";
const NICKNAME = "鹮小宝";
const SHOP = { name: "鹮老板", organisation: "鹮记修理铺", note: "鹮周末有空" };
const PAPER = "鹮电工证";

/** Every field of the API in which words can stand, with what becomes of them. */
const FIELDS = readFileSync(new URL("../api/access_words.txt", import.meta.url), "utf8");

/** Those that are not filled in by `plants`, and the names of what is planted here. */
const HERE_TOO = {
  "PostWish contact.name": "name of KEPT", "PostWish contact.phone": "phone of KEPT",
  "PostWish contact.address": "address of KEPT", "PostWish contact.note": "note of KEPT",
  "PostWish guardian.name": "guardian", "ReleaseWish hand_over": "hand over", "DeliverWish note": "delivery",
  "ReviewWishNow decline.words": "reason", "AddMember nickname": "nickname", "ApplyAsHelper name": "name of the shop",
  "ApplyAsHelper organisation": "organisation of the shop", "ApplyAsHelper note": "note of the shop",
  "ApplyAsHelper papers[].words": "paper of the shop", "AskForCode phone": "Lan's account",
  "CorrectContact phone": "phone that was corrected",
};

/** Every canary by a name of its own. */
function canaries(words) {
  const contacts = Object.entries({ KEPT, BACK, DONE, WAITS, DECLINED, CHILD }).flatMap(([wish, it]) =>
    Object.entries(it).map(([field, value]) => [`${field} of ${wish}`, value]));
  const shop = Object.entries(SHOP).map(([field, value]) => [`${field} of the shop`, value]);
  return Object.fromEntries([
    ...contacts, ...shop, ["title that waits", UNSEEN.waits], ["title declined", UNSEEN.declined],
    ["paper of the shop", PAPER], ["phone that was corrected", CORRECTED], ["school", SCHOOL],
    ["what the desk took out", TAKEN_OUT], ["hand over", HAND_OVER],
    ["reason", REASON], ["delivery", DELIVERY], ["guardian", GUARDIAN], ["Lan's account", LAN],
    ["Mei's account", MEI],
    ["Chen's account", PEOPLE.member.phone], ["Wu's account", PEOPLE.volunteer.phone],
    ...Object.entries(words).map(([wish, word]) => [`word of ${wish}`, word]),
  ]);
}

/** Words of this kind alone, under the same names. */
const only = (all, pattern) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => pattern.test(name)));

for (const database of databases) {
  describe(`what is private on ${database}`, { timeout: 600_000, concurrency: 2 }, () => {
    const town = new Town(database);
    let ids, all, visit, more;

    before(async () => {
      await town.start();
      const lan = await town.person();
      await signIn(lan, LAN);
      const words = { KEPT: await postsByHand(lan) };
      ids = { kept: await newest(lan) };
      await redacts(town);
      for (const [name, title, whom, goes] of [
        ["declined", UNSEEN.declined, DECLINED, decline],
        ["done", TITLES.done, DONE, fulfil],
        ["back", TITLES.back, BACK, approve],
        ["child", TITLES.child, CHILD, approveTwice],
      ]) {
        const posted = await posts(lan, title, whom);
        [ids[name], words[name]] = [posted.wish, posted.word];
        await goes(town, posted.wish, lan);
      }
      const mei = await town.person();
      await signIn(mei, MEI);
      const posted = await posts(mei, UNSEEN.waits, WAITS);
      [ids.waits, words.waits] = [posted.wish, posted.word];
      await changesHands(town, ids.kept);
      visit = await signsUpTheChild(lan);
      town.phones.set(LAN, await lan.context.storageState());
      const shop = await comes(town, "newcomer");
      const node = await nodeOf(shop);
      const papers = [{ kind: "repair", words: PAPER }];
      await shop.ask("POST", `${HERE}/applications`, { class: "shop", node, skills: ["repair"], papers, ...SHOP });
      more = await plants(town, { lan, mei, node });
      all = { ...canaries(words), ...visit.words, ...more.words() };
      await town.everyoneLeaves();
    });
    after(async () => {
      await town.stop();
      // Codes are in the log of a developer's machine, with the number that they go to.
      const log = [["log", town.said]];
      const numbers = Object.entries(all).filter(([, word]) => !/^\d{11}$/.test(word));
      assert.deepEqual(found(Object.fromEntries(numbers), log), []);
    });

    test("has its canary in every field", () => {
      const rows = FIELDS.trim().split("\n").map((row) => row.split(/\s{2,}/));
      assert.ok(rows.length > 60, `${rows.length} fields`);
      for (const [field, fate] of rows) {
        const [, same = field] = fate.match(/^as (.+)$/) ?? [];
        if (fate === "public" || fate === "secret") continue;
        assert.ok((HERE_TOO[same] ?? same) in all, `nothing is planted in ${same}`);
      }
    });

    /** Where links lead, and where somebody would try who knows an id. */
    const starts = () => [
      "/", HERE, `${HERE}/mine`, `${HERE}/desk`, `${HERE}/desk/helpers`, `${HERE}/settings`, `${HERE}/new`,
      `${HERE}/wishes`, `${HERE}/wishes?status=fulfilled`,
      `${HERE}/markets`, `${HERE}/markets/${visit.market}`, `${HERE}/tickets`, `${HERE}/tickets/${visit.id}`,
      ...Object.values(ids).flatMap((id) =>
        ["wishes", "mine", "claims", "desk"].map((where) => `${HERE}/${where}/${id}`)),
    ];

    /** What is planted here, without what `plants` does. */
    const planted = () => Object.fromEntries(Object.entries(all).filter(([name]) => !(name in more.said)));

    async function readsAll(t, person, { reader = new Reader(person), from = "outside" } = {}) {
      // Not all that is tried is there.
      person.expects(/40[134]/);
      const drawn = await crawl(reader, starts());
      t.diagnostic(`${drawn.length} pages drawn`);
      const { reads, opens } = more.addresses();
      for (const path of reads) await reader.asks("GET", path);
      for (const path of from === "desk" ? [] : opens) {
        const status = await reader.asks("POST", path);
        assert.ok(status >= 400 || from === "inside", `${path} was opened: ${status}`);
      }
      const texts = await reader.everything();
      const wish = texts.find(([where, text]) => where.startsWith("page") && text.includes(TITLES.kept));
      assert.ok(wish, "the wish itself was not read");
      return texts;
    }

    /** After signing out the phone has nothing of it. */
    async function signsOut(person) {
      await person.go(`${HERE}/settings`);
      await tap(person, "button", "退出登录");
      await person.page.getByText("您还没有登录。").waitFor();
      const kept = await new Reader(person).keeps();
      assert.deepEqual(found(all, kept), []);
      await person.leaves();
    }

    test("is read by no stranger", async (t) => {
      const stranger = await town.person();
      assert.deepEqual(found(all, await readsAll(t, stranger)), []);
      assert.deepEqual(found(all, await new Reader(stranger).keeps()), []);
      await stranger.leaves();
    });

    test("is read by no neighbour", async (t) => {
      const neighbour = await comes(town, "neighbour");
      assert.deepEqual(found(all, await readsAll(t, neighbour)), []);
      await signsOut(neighbour);
    });

    test("is read no more by whoever gave it back", async (t) => {
      const chen = await comes(town, "member");
      await opensWish(chen, TITLES.back);
      await claims(chen);
      await opensClaim(chen, TITLES.back);
      await tap(chen, "button", "打开联系方式");
      await chen.page.getByText(BACK.address).waitFor();
      await tap(chen, "button", "我帮不了了");
      await tap(chen, "button", "退回，让别人来");
      await reads(chen, "已经退回，谢谢您");

      // On the same page, by the way back, and anywhere else.
      const reader = new Reader(chen);
      await reader.look();
      for (let back = 0; back < 3; back += 1) {
        await chen.page.goBack();
        await chen.started();
        await reader.look();
      }
      // The one that chen brought to its end is chen's to read about, but nobody is to be called.
      assert.deepEqual(found(but(all, "Chen's account"), await readsAll(t, chen, { reader })), []);
      await signsOut(chen);
    });

    test("is read by whoever helps now, which shows that it would be seen", async (t) => {
      const wu = await comes(town, "volunteer");
      const texts = await readsAll(t, wu, { from: "inside" });
      const theirs = { ...only(planted(), /of KEPT$|hand over/), ...more.mustRead("wu") };
      delete theirs["word of KEPT"];
      assert.deepEqual(missing(theirs, texts), []);
      const others = Object.entries(planted()).filter(([name]) => !(name in theirs) && name !== "phone that was corrected");
      const notTheirs = { ...Object.fromEntries(others), ...more.mustNotRead("wu") };
      assert.deepEqual(found(but(notTheirs, "Wu's account"), texts), []);
      await signsOut(wu);
    });

    test("is read by whoever wrote it", async (t) => {
      const lan = await town.person({ storageState: town.phones.get(LAN) });
      const texts = await readsAll(t, lan, { from: "inside" });
      const theirs = /^(name|phone|address|note) of (KEPT|BACK|DONE|DECLINED|CHILD)|title declined|reason|nickname|ticket/;
      assert.deepEqual(missing({ ...only(planted(), theirs), ...more.mustRead("lan") }, texts), []);
      const others = { ...only(planted(), /WAITS|shop|hand over|'s account|school/), ...more.mustNotRead("lan") };
      assert.deepEqual(found(but(others, "Lan's account"), texts), []);
      await signsOut(lan);
    });

    test("is read at the desk, as far as it is for the desk", async (t) => {
      const zhang = await comes(town, "gridWorker");
      const texts = await readsAll(t, zhang, { from: "desk" });
      const theirs = { ...only(planted(), /of WAITS$|title that waits|of the shop/), ...more.mustRead("zhang") };
      assert.deepEqual(missing(theirs, texts), []);
      const others = only(planted(), /word of|of (KEPT|BACK|DONE|CHILD)$|guardian|'s account|school|nickname|ticket/);
      // Who opens a wish at the desk, which is logged, sees by which number its helper can be called.
      assert.deepEqual(found({ ...but(others, "Wu's account"), ...more.mustNotRead("zhang") }, texts), []);
      await signsOut(zhang);
    });
  });
}

/** All but the reader's own number, which stands on the page with the own data. */
function but(words, own) {
  return Object.fromEntries(Object.entries(words).filter(([name]) => name !== own));
}

/** What should have been found, and was not. */
function missing(words, texts) {
  const seen = found(words, texts).map((hit) => hit.split(" in ")[0]);
  return Object.keys(words).filter((name) => !seen.includes(name));
}

/** Somebody of the household has a place at a market, with a ticket. */
async function signsUpTheChild(lan) {
  const [child] = await lan.ask("POST", `${HERE}/mine/members`, { nickname: NICKNAME });
  const { ahead: [market] } = await lan.ask("GET", `${HERE}/markets`);
  const { stalls: [{ slots: [slot] }] } = await lan.ask("GET", `${HERE}/markets/${market.id}`);
  const place = await lan.ask("POST", `${HERE}/slots/${slot.id}/sign-up`, { member: child.id, wants: "auto" });
  const [code, { qr }] = [place.ticket.code.match(/.{4}/g).join(" "), place.ticket];
  return { id: place.id, market: market.id, words: { nickname: NICKNAME, "ticket code": code, ticket: qr } };
}

/** The three screens, with what the phone itself takes out. */
async function postsByHand(lan) {
  await sayWish(lan, { title: TITLES.kept, story: `我家${TAKEN_OUT}。孙子在${SCHOOL}读三年级` });
  await tap(lan, "button", "帮我去掉，继续");
  await reads(lan, "去哪里，找谁？");
  await fill(lan, /^还有什么要提醒/, KEPT.note);
  await sayWhere(lan, KEPT);
  const word = await send(lan);
  return word.replace(/\s/g, "");
}

async function newest(lan) {
  const { wishes } = await lan.ask("GET", `${HERE}/mine`);
  return wishes[0].id;
}

/** The grid worker takes out what no rule could find. */
async function redacts(town) {
  const zhang = await comes(town, "gridWorker");
  await opensReview(zhang, TITLES.kept);
  const story = see(zhang, "textbox", /^说明/);
  const said = await story.inputValue();
  assert.ok(said.includes(TAKEN_OUT) && !said.includes(SCHOOL), said);
  await story.fill(said.replace(TAKEN_OUT, ""));
  await publishes(zhang);
}

async function nodeOf(person) {
  const [node] = await person.ask("GET", `${HERE}/nodes?q=${encodeURIComponent("丰泽院")}`);
  return node.id;
}

async function posts(lan, title, whom) {
  const wish = { kind: "repair", title, story: "", when: "周末", contact: whom, preview_seen: true };
  const guardian = { name: GUARDIAN, relation: "grandparent", way: "in_person", agreed_at: Date.now(), is_poster: true };
  const child = whom === CHILD ? { kind: "goods", beneficiary: "minor", guardian } : {};
  return lan.ask("POST", `${HERE}/wishes`, { ...wish, node: await nodeOf(lan), ...child });
}

async function decides(town, wish, decision, who = "gridWorker") {
  const zhang = await comes(town, who);
  const at = `${HERE}/desk/wishes/${wish}`;
  const { version, kind, title, story } = await zhang.ask("POST", `${at}/open`);
  const approves = { decision: "approve", kind, title, story, entitled: null };
  await zhang.ask("POST", `${at}/decide`, { version, ...(decision ?? approves) });
}

const approve = (town, wish) => decides(town, wish);
const decline = (town, wish) => decides(town, wish, { decision: "decline", reason: "unclear", words: REASON });

/** For a child it takes two. */
async function approveTwice(town, wish) {
  await approve(town, wish);
  await decides(town, wish, undefined, "secretary");
}

const step = (person, wish, what, input) => person.ask("POST", `${HERE}/wishes/${wish}/${what}`, input);

/** Chen brings it to its end. */
async function fulfil(town, wish, lan) {
  await approve(town, wish);
  const chen = await comes(town, "member");
  await step(chen, wish, "claim");
  await step(chen, wish, "contact");
  await step(chen, wish, "deliver", { word: "", note: DELIVERY });
  await step(lan, wish, "confirm");
}

/** Chen gives it back, and Wu has it now. */
async function changesHands(town, wish) {
  const [chen, wu] = [await comes(town, "member"), await comes(town, "volunteer")];
  await step(chen, wish, "claim");
  await step(chen, wish, "contact");
  await step(chen, wish, "release", { hand_over: HAND_OVER });
  await step(wu, wish, "claim");
}
