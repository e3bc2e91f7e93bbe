// A folding table without a network: two phones, two hundred people, and what comes of it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM, Town, databases } from "./harness.mjs";
import { look } from "./looks.mjs";
import { HERE, PEOPLE, comes, fill, reads, see, tap } from "./neighbours.mjs";
import {
  CANARY, MARKET, OFFLINE, day, ends, film, guestComes, helperAtTable, invites, isReady, kept, lies, organiserAtTable, says,
  stands, table, turns, types, useMarketDay, waits,
} from "./table.mjs";

/** Each of two phones checks in so many people, and so many of them come to both. */
const [EACH, BOTH] = [100, 20];
/** One more is read by the camera, and one never comes. */
const ALL = 2 * EACH - BOTH + 1;
/** More than one call takes. */
const MANY = 203;
/** The household of the last two. */
const LAST = 5;

for (const database of databases) {
  describe(`checking in on ${database}`, { timeout: 900_000 }, () => {
    const town = new Town(database);
    let market;

    before(async () => {
      await town.start();
      market = await useMarketDay(town, ALL + 1);
      town.phones.delete(PEOPLE.organiser.phone);
    });
    after(() => town.stop());

    test("the camera reads a ticket, and whoever refuses it has other ways", async () => {
      const guest = await guestComes(town, LAST);
      await guest.go(`${HERE}/tickets/${market.guests.at(-1).id}`);
      const drawn = guest.page.getByRole("img", { name: "签到用的二维码" });
      const [, , size] = (await drawn.getAttribute("viewBox")).split(" ");
      const path = await drawn.locator("path").getAttribute("d");
      const file = join(town.folder, "ticket.y4m");
      await writeFile(file, film(path, Number(size)));
      await guest.leaves();

      const organiser = await organiserAtTable(town, market.id, "入口");
      const code = await invites(organiser, market.id, "摄像");
      await organiser.leaves();
      const shown = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
      const browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...shown] });
      const phone = await helperAtTable(town, market.id, code, { browser });
      await tap(phone, "button", "打开摄像头");
      await phone.page.getByText("没有让用摄像头。").waitFor();
      await look(phone, `check-in.refused-${database}`);
      await phone.context.grantPermissions(["camera"]);
      await tap(phone, "button", "再试一次");
      await says(phone, "签到了");
      await phone.axe();
      await phone.shot(`check-in.scanned-${database}`);
      await waits(phone, 0);
      await phone.leaves();
      await browser.close();
    });

    test("one's own ticket opens without a network, and is gone after signing out", async () => {
      const guest = await guestComes(town, LAST);
      const { id, ticket } = market.guests.at(-2);
      await guest.go(`${HERE}/tickets/${id}`);
      await reads(guest, "位子是您的了");
      await kept(guest, "tickets", 1);
      await guest.page.waitForFunction(() => caches.match([...performance.getEntriesByType("resource")]
        .map(({ name }) => name).find((name) => name.includes("split_own"))));
      // What opens the app without a network is there a moment later than the page.
      await guest.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      await guest.context.setOffline(true);
      guest.expects(OFFLINE);
      await guest.reopens(`${HERE}/tickets/${id}`);
      await guest.page.getByRole("img", { name: "签到用的二维码" }).waitFor();
      await guest.page.getByText(ticket.code.replace(/^(.{4})/, "$1 "), { exact: true }).waitFor();
      await guest.page.getByText("连不上网络，这是手机上存的票。").first().waitFor();
      await look(guest, `ticket.kept-${database}`);
      const { found } = await lies(guest);
      assert.ok(found.every(({ text = "" }) => !text.includes(ticket.code)));
      await guest.context.setOffline(false);
      await guest.go(`${HERE}/settings`);
      await tap(guest, "button", "退出登录");
      await guest.page.getByText("您还没有登录。").waitFor();
      await kept(guest, "tickets", 0);
      await guest.leaves();
    });

    test("two phones check in two hundred without a network, and each person counts once", async (t) => {
      const organiser = await organiserAtTable(town, market.id);
      const code = await invites(organiser, market.id, "西门");
      const helper = await helperAtTable(town, market.id, code);
      await organiser.go(table(market.id));
      for (const phone of [organiser, helper]) {
        phone.expects(OFFLINE);
        await isReady(phone);
        await waits(phone, 0);
        await phone.context.setOffline(true);
      }
      const first = market.guests.slice(0, EACH);
      const second = market.guests.slice(EACH - BOTH, ALL - 1);
      await checksIn(organiser, first, market.id);
      await checksIn(helper, second, market.id);
      t.diagnostic(`${first.length + second.length} scans, ${BOTH} people at both`);
      await notReadable(organiser);

      // An answer that is lost on the way is asked for again.
      let lost = 0;
      await helper.page.route("**/check-ins", async (route) => {
        if (lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        return route.abort();
      });
      for (const phone of [organiser, helper]) {
        await phone.context.setOffline(false);
        await waits(phone, 0);
      }
      assert.equal(lost, 1);
      const { figures, stalls } = await organiser.ask("GET", `${HERE}/markets/${market.id}/day`);
      assert.equal(figures.verified, ALL);
      assert.equal(stalls.reduce((sum, it) => sum + it.here, 0), ALL);

      for (const phone of [organiser, helper]) {
        await phone.reopens(table(market.id));
        await reads(phone, MARKET);
        await phone.page.getByText(`签了两次的：${BOTH}`, { exact: true }).tap();
        const all = await phone.page.locator("details[open] .messages li").allInnerTexts();
        assert.equal(all.length, BOTH);
        for (const one of all) assert.match(one, /算先签的：\d\d:\d\d，“门口”\s+后签的：\d\d:\d\d，“西门”/);
        await phone.axe();
        await phone.shot(`check-in-twice-${database}`);
        await phone.leaves();
      }
    });

    test("a phone says at once what it thinks of a ticket, and takes a slip back", async () => {
      const organiser = await organiserAtTable(town, market.id, "东门");
      await isReady(organiser);
      organiser.expects(OFFLINE);
      await organiser.context.setOffline(true);
      const { ticket } = market.guests[0];
      await turns(organiser, "输号码");
      await types(organiser, ticket.code);
      await says(organiser, /^已经签过了，\d\d:\d\d$/);
      await see(organiser, "region", "结果").getByText("在“门口”签的").waitFor();
      await look(organiser, `check-in.already-${database}`);
      await types(organiser, ticket.code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)));
      await says(organiser, "签不了");

      const wrong = market.stalls.find((it) => it.id !== market.guests[0].stall);
      await stands(organiser, { label: `${wrong.number} 号 ${wrong.provider_name}` });
      await types(organiser, ticket.code);
      await says(organiser, "不是这个摊位的票");
      await tap(organiser, "button", "也在这里签到");
      await says(organiser, "签到了");
      await waits(organiser, 1);
      await look(organiser, `check-in.here-${database}`);
      await tap(organiser, "button", "点错了，撤回");
      await says(organiser, "撤回了");
      await waits(organiser, 2);

      await turns(organiser, "没报名的");
      for (let count = 0; count < 3; count += 1) await tap(organiser, "button", "加一位");
      await tap(organiser, "button", "减一位");
      await organiser.page.getByText("没报名来的：2 人").waitFor();
      await waits(organiser, 6);
      await organiser.context.setOffline(false);
      await waits(organiser, 0);
      const { stalls, figures } = await organiser.ask("GET", `${HERE}/markets/${market.id}/day`);
      const stall = stalls.find((it) => it.id === wrong.id);
      assert.equal(stall.walk_in, 2);
      assert.equal(figures.verified, ALL);
      await tap(organiser, "button", "交还这部手机");
      await see(organiser, "dialog", "交还这部手机？").getByRole("button", { name: "交还，删掉名单" }).tap();
      await reads(organiser, "用这部手机签到");
      assert.deepEqual((await lies(organiser)).found.filter(({ name }) => name.startsWith("check-in/")), []);
      await organiser.leaves();
    });

    test("a phone that is ended forgets the list, and so does one whose market is over", async () => {
      const organiser = await organiserAtTable(town, market.id, "南门");
      const helper = await helperAtTable(town, market.id, await invites(organiser, market.id, "北门"));
      await ends(organiser, market.id, "北门");
      helper.expects(/409/);
      await helper.reopens(table(market.id));
      await helper.page.getByText("主办方停用了这部手机，名单已经从手机上删掉。").waitFor();
      await helper.axe();
      assert.deepEqual((await lies(helper)).found, []);
      await helper.leaves();

      await organiser.go(table(market.id));
      await isReady(organiser);
      assert.ok((await lies(organiser)).found.length > 0);
      organiser.expects(OFFLINE);
      await organiser.context.setOffline(true);
      await organiser.page.clock.setSystemTime(Date.now() + 6 * 60 * 60_000);
      await organiser.page.reload();
      await organiser.started();
      await organiser.page.getByText("这一场结束了，名单已经从这部手机上删掉。谢谢您。").waitFor();
      assert.deepEqual((await lies(organiser)).found, []);
      await organiser.leaves();
    });

    test("a phone that is ended keeps what it has not sent, and sends it with a new code", async () => {
      const organiser = await organiserAtTable(town, market.id, "后门");
      const helper = await helperAtTable(town, market.id, await invites(organiser, market.id, "东桥"));
      const [stall] = market.stalls;
      const before = await walkIns(organiser, market.id, stall.id);
      await isReady(helper);
      await stands(helper, { label: `${stall.number} 号 ${stall.provider_name}` });
      helper.expects(OFFLINE, /409/);
      await helper.context.setOffline(true);
      await turns(helper, "没报名的");
      for (let count = 0; count < 2; count += 1) await tap(helper, "button", "加一位");
      await waits(helper, 2);
      await helper.page.getByText("现在没有网络，所以还没传。").waitFor();
      await see(helper, "button", "现在发送").waitFor();
      await helper.axe();
      await ends(organiser, market.id, "东桥");

      await helper.context.setOffline(false);
      const left = helper.page.getByText("还有 2 条没传上去，都还存在这部手机上。");
      // If the network was not quite there, it is tried again after twenty seconds.
      await left.waitFor({ timeout: 30_000 });
      await tap(helper, "button", "现在发送");
      await helper.page.getByText("请找主办方要一个新的签到口令").waitFor();
      await left.waitFor();
      await helper.axe();
      await helper.shot(`check-in-unsent-${database}`);
      const { found } = await lies(helper);
      assert.equal(found.filter(({ name }) => name.includes("/entry/")).length, 2);
      assert.ok(found.every(({ name }) => !/\/(guests|phone)$/.test(name) || name.includes("/until/")), "the list is gone");

      await fill(helper, "签到口令", await invites(organiser, market.id, "东桥又来"));
      await tap(helper, "button", "开始签到");
      await reads(helper, MARKET);
      await waits(helper, 0);
      assert.equal(await walkIns(organiser, market.id, stall.id), before + 2);
      await helper.leaves();
      await organiser.leaves();
    });

    test("a phone gives up what it has not sent once somebody says so", async () => {
      const organiser = await organiserAtTable(town, market.id, "偏门");
      const helper = await countsOffline(organiser, market, "西桥", 3);
      await ends(organiser, market.id, "西桥");
      await helper.context.setOffline(false);
      await helper.page.getByText("还有 3 条没传上去，都还存在这部手机上。").waitFor({ timeout: 30_000 });
      await tap(helper, "button", "没传的不要了");
      const asked = see(helper, "dialog", "没传的真的不要了？");
      await asked.getByText("这部手机上有 3 条没传上去").waitFor();
      await helper.axe();
      await helper.shot(`check-in-give-up-${database}`);
      await asked.getByRole("button", { name: "不要这 3 条了" }).tap();
      await helper.page.getByText("没传的 3 条已经从这部手机上删掉。").waitFor();
      assert.deepEqual((await lies(helper)).found, []);
      await helper.leaves();
      await organiser.leaves();
    });

    test("a correction keeps both, and says why", async () => {
      const organiser = await comes(town, "organiser");
      const { stall, id } = market.guests[0];
      await organiser.go(day(market.id));
      await reads(organiser, MARKET);
      await look(organiser, `market-day-${database}`);
      const name = market.stalls.find((it) => it.id === stall).provider_name;
      await organiser.page.getByRole("button", { name: new RegExp(`${name} 的签到$`) }).tap();
      await organiser.page.getByText("算数").first().waitFor();
      await look(organiser, `market-day.stall-${database}`);
      await organiser.page.getByRole("button", { name: /^更正/ }).first().tap();
      await see(organiser, "textbox", "哪里不对").fill("认错了人");
      await tap(organiser, "button", "撤回这次签到");
      await organiser.page.getByText("撤回了：认错了人").waitFor();
      const { figures } = await organiser.ask("GET", `${HERE}/markets/${market.id}/day`);
      assert.ok(figures.verified < ALL, id);
      await organiser.leaves();
    });

    test("a market that is closed meanwhile still gets all that a phone had to bring in", async () => {
      const organiser = await organiserAtTable(town, market.id, "广场");
      const ended = await countsOffline(organiser, market, "草地", 2);
      await ends(organiser, market.id, "草地");
      const helper = await helperAtTable(town, market.id, await invites(organiser, market.id, "草坪"));
      const [stall] = market.stalls;
      const before = await walkIns(organiser, market.id, stall.id);
      await isReady(helper);
      await stands(helper, { label: `${stall.number} 号 ${stall.provider_name}` });
      helper.expects(OFFLINE, /409/);
      await helper.context.setOffline(true);
      await turns(helper, "没报名的");
      for (let count = 1; count <= MANY; count += 1) await tap(helper, "button", "加一位");
      await waits(helper, MANY);
      for (const is of ["start", "close"]) {
        const { version, status } = await organiser.ask("GET", `${HERE}/desk/markets/${market.id}`);
        if (is === "start" && status === "under_way") continue;
        await organiser.ask("POST", `${HERE}/desk/markets/${market.id}/step`, { version, step: { is } });
      }
      await helper.context.setOffline(false);
      await helper.page.getByText("这一场结束了，名单已经从这部手机上删掉。谢谢您。").waitFor();
      assert.equal(await walkIns(organiser, market.id, stall.id), before + MANY);
      assert.deepEqual((await lies(helper)).found, []);
      await helper.leaves();

      // Another code brings in what one that was ended has kept, and nobody new.
      await ended.context.setOffline(false);
      await ended.page.getByText("还有 2 条没传上去").waitFor({ timeout: 30_000 });
      const code = await invites(organiser, market.id, "草地又来", "给没传完的手机一个新口令");
      await organiser.page.getByText("那部手机只传以前记下的，不签新的人。").waitFor();
      await fill(ended, "签到口令", code);
      await tap(ended, "button", "开始签到");
      await ended.page.getByText("这一场结束了，名单已经从这部手机上删掉。谢谢您。").waitFor();
      assert.equal(await walkIns(organiser, market.id, stall.id), before + MANY + 2);
      assert.deepEqual((await lies(ended)).found, []);
      await ended.leaves();
      await organiser.leaves();
    });
  });
}

/** Checks all of them in by their numbers; the app is closed twice on the way. */
async function checksIn(phone, guests, id) {
  await turns(phone, "输号码");
  for (const [at, { ticket }] of guests.entries()) {
    if (at === 30 || at === 60) {
      await phone.reopens(table(id));
      await reads(phone, MARKET);
      await waits(phone, at);
      await turns(phone, "输号码");
    }
    await types(phone, ticket.code);
    await waits(phone, at + 1);
  }
}

/** What lies on the phone is there, and says nothing to who copies it. */
async function notReadable(phone) {
  const { found, storage } = await lies(phone);
  const keys = found.filter(({ key }) => key);
  assert.ok(keys.length > 0 && keys.every(({ extractable }) => !extractable));
  const list = found.find(({ name }) => name.endsWith("/guests") && !name.includes("/until/"));
  assert.ok(list.plain.includes(CANARY), "with the key, it would be seen");
  for (const { text = "" } of found) assert.ok(!text.includes(CANARY) && !text.includes("sign_up"));
  assert.ok(!storage.includes(CANARY));
}

/** A helper's phone that has counted so many who just came, and has no network. */
async function countsOffline(organiser, { id, stalls: [stall] }, name, count) {
  const helper = await helperAtTable(organiser.town, id, await invites(organiser, id, name));
  await isReady(helper);
  await stands(helper, { label: `${stall.number} 号 ${stall.provider_name}` });
  helper.expects(OFFLINE, /409/);
  await helper.context.setOffline(true);
  await turns(helper, "没报名的");
  for (let one = 0; one < count; one += 1) await tap(helper, "button", "加一位");
  await waits(helper, count);
  return helper;
}

/** How many just came to a stall. */
async function walkIns(organiser, id, stall) {
  const { stalls } = await organiser.ask("GET", `${HERE}/markets/${id}/day`);
  return stalls.find((it) => it.id === stall).walk_in;
}
