// Residents at a shared market: a place with one tap, a ticket that a scanner reads, a fair line.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { databases, shotPath, useTown } from "./harness.mjs";
import { HERE, comes, enterPhone, fill, PEOPLE, reads, see, tap } from "./neighbours.mjs";
import { counted, counts } from "./taps.mjs";

const MARKET = "共享集市 · 第十场";

for (const database of databases) {
  describe(`a shared market on ${database}`, () => {
    const town = useTown(database);

    test("is found from the first page, and gives a place with one tap and no field", async () => {
      const lan = await comes(town, "resident");
      await lan.go(HERE);
      await lan.page.getByRole("link", { name: /^逛集市 理发/ }).tap();
      await reads(lan, "共享集市");
      await lan.axe();
      await lan.page.getByRole("link", { name: MARKET }).tap();
      await reads(lan, MARKET);
      await counts(lan);

      await slot(lan, "理发").tap();

      await see(lan, "heading", "位子是您的了", { level: 4 }).waitFor();
      assert.deepEqual(await counted(lan), { taps: 1, fields: [] });
      assert.equal(await lan.page.locator("main input:visible").count(), 0);
      // The page asks how many places are left now, and is drawn anew.
      await lan.settled();
      const picture = lan.page.getByRole("img", { name: "签到用的二维码" });
      await picture.screenshot({ path: shotPath(`ticket-${database}`) });
      const read = execFileSync("zbarimg", ["--quiet", "--raw", shotPath(`ticket-${database}`)], { encoding: "utf8" });
      const [ticket] = await lan.ask("GET", `${HERE}/mine/sign-ups`);
      assert.equal(read.trim(), ticket.ticket.qr);
      const [four, more] = ticket.ticket.code.match(/.{4}/g);
      await lan.page.getByText(`${four} ${more}`, { exact: true }).waitFor();
      await inSight(lan);
      await lan.axe();
      await lan.shot(`market-taken-${database}`);
    });

    test("says where it was pressed why not, and what helps", async () => {
      const lan = await comes(town, "resident");
      const [ticket] = await lan.ask("GET", `${HERE}/mine/sign-ups`);
      await lan.go(`${HERE}/markets/${ticket.market}`);
      lan.expects(/409/);
      await lan.page.getByRole("button", { name: /^报名 09:00 义诊/ }).tap();
      await lan.page.getByRole("alert").getByText("这个时间您已经报了别的。要来这个，请先退掉那一个。").waitFor();
      await lan.axe();
      await lan.shot(`market-refused-${database}`);
    });

    test("takes a place back in two taps, and says thank you", async () => {
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/tickets`);
      await reads(lan, "我的票");
      await lan.page.locator("main .cards a").first().tap();
      await reads(lan, "位子是您的了");
      await lan.axe();
      await tap(lan, "button", "去不了了，让给别人");
      await see(lan, "dialog", "退掉这个位子？").getByRole("button", { name: "退掉" }).tap();
      await reads(lan, "位子退了，谢谢您说一声");
      assert.equal(await lan.page.getByRole("img", { name: "签到用的二维码" }).count(), 0);
    });

    test("lets wait whoever comes too late, and moves them up when a place is free", async () => {
      const others = [await comes(town, "neighbour"), await comes(town, "poster")];
      const [market] = (await others[0].ask("GET", `${HERE}/markets`)).ahead;
      const { stalls } = await others[0].ask("GET", `${HERE}/markets/${market.id}`);
      const [first] = stalls.find((it) => it.service === "counselling").slots;
      const places = [];
      for (const other of others) {
        const member = { member: null, wants: "auto" };
        places.push(await other.ask("POST", `${HERE}/slots/${first.id}/sign-up`, member));
      }
      assert.deepEqual(places.map((it) => it.status), ["confirmed", "confirmed"]);

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets/${market.id}`);
      await lan.page.getByRole("button", { name: /^候补 .* 谈心解忧/ }).first().tap();
      await see(lan, "heading", "您排在候补第 1 位", { level: 4 }).waitFor();
      await lan.axe();
      await lan.shot(`market-waits-${database}`);

      await others[0].ask("POST", `${HERE}/mine/sign-ups/${places[0].id}/step`, { step: { is: "cancel" } });
      await lan.go(`${HERE}/tickets`);
      await lan.page.locator("main .cards a").first().tap();
      await reads(lan, "位子是您的了");
      // And it is in the inbox.
      await lan.go(`${HERE}/mine/inbox`);
      await lan.page.getByText(`“${MARKET}”有空位了，给您排上了`).waitFor();
    });

    test("asks a newcomer for a phone and a code where the place was pressed, and for nothing else", async () => {
      const newcomer = await town.person();
      const [market] = (await (await fetch(`${town.base}/api${HERE}/markets`)).json()).ahead;
      await newcomer.go(`${HERE}/markets/${market.id}`);
      await counts(newcomer);
      await slot(newcomer, "修鞋").tap();
      const sheet = see(newcomer, "dialog", "留个手机号，位子就是您的");
      await sheet.waitFor();
      await newcomer.axe();
      await newcomer.shot(`market-newcomer-${database}`);
      // The phone, and then the code; the tick is for the privacy notice.
      const fields = sheet.locator("input:not([type=checkbox])");
      assert.equal(await fields.count(), 1);
      await see(newcomer, "textbox", "手机号").tap();
      await enterPhone(newcomer, PEOPLE.newcomer.phone);
      await see(newcomer, "heading", "位子是您的了", { level: 4 }).waitFor();
      // The place, the field, the tick and two buttons; into the field of the code nobody need tap.
      assert.deepEqual(await counted(newcomer), { taps: 5, fields: ["phone", "code"] });
      assert.equal(new URL(newcomer.page.url()).pathname, `${HERE}/markets/${market.id}`);
      assert.equal(await newcomer.page.locator("dialog[open]").count(), 0);

      // There may be no network at the market.
      const [{ id, ticket }] = await newcomer.ask("GET", `${HERE}/mine/sign-ups`);
      await newcomer.page.waitForFunction(() => caches.match([...performance.getEntriesByType("resource")]
        .map(({ name }) => name).find((name) => name.includes("split_own")) ?? "/none"));
      newcomer.expects(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/);
      // What opens the app without a network is there a moment later than the page.
      await newcomer.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      await newcomer.context.setOffline(true);
      await newcomer.reopens(`${HERE}/tickets/${id}`);
      await newcomer.page.getByRole("img", { name: "签到用的二维码" }).waitFor();
      await newcomer.page.getByText(ticket.code.replace(/^(.{4})/, "$1 "), { exact: true }).waitFor();
      await newcomer.leaves();
    });

    test("takes somebody of the family along, by a name of the family's own", async () => {
      const lan = await comes(town, "poster");
      const [market] = (await lan.ask("GET", `${HERE}/markets`)).ahead;
      await lan.go(`${HERE}/markets/${market.id}`);
      await tap(lan, "button", "给家人报名");
      await tap(lan, "button", "就给这位报名");
      await see(lan, "dialog", "给家人报名").getByText("怎么称呼").first().waitFor();
      await fill(lan, "怎么称呼", "奶奶");
      await lan.axe();
      await lan.shot(`market-family-${database}`);
      await tap(lan, "button", "就给这位报名");
      await lan.page.getByRole("button", { name: "奶奶", pressed: true }).waitFor();

      await slot(lan, "磨刀").tap();
      await see(lan, "heading", "位子是您的了", { level: 4 }).waitFor();
      await lan.page.getByText("给奶奶", { exact: true }).first().waitFor();
      const mine = await lan.ask("GET", `${HERE}/mine/sign-ups`);
      assert.ok(mine.some((it) => it.nickname === "奶奶" && it.service === "sharpening"));
      // For oneself, the same time is still free.
      await tap(lan, "button", "我自己");
      await slot(lan, "磨刀").waitFor();
      await lan.axe();
      await lan.shot(`market-chooser-${database}`);

      // Somebody of the family goes after a question only: their places go to others.
      await tap(lan, "button", "给家人报名");
      await tap(lan, "button", "去掉“奶奶”");
      const sure = see(lan, "dialog", "把这位家人去掉？");
      await sure.getByText("给奶奶报的名、取的号都会退掉，让给别人。").waitFor();
      await lan.axe();
      await sure.getByRole("button", { name: "取消" }).tap();
      const members = async () => (await lan.ask("GET", `${HERE}/markets/${market.id}/mine`)).members;
      assert.equal((await members()).length, 1);
      await tap(lan, "button", "去掉“奶奶”");
      await sure.getByRole("button", { name: "去掉", exact: true }).tap();
      await see(lan, "button", "去掉“奶奶”").waitFor({ state: "detached" });
      assert.deepEqual(await members(), []);
    });

    test("does not take somebody for a stranger who could not be asked", async () => {
      const lan = await comes(town, "poster");
      lan.expects(/ERR_FAILED|503/);
      await lan.page.route("**/api/me", (route) => route.abort());
      await lan.go(`${HERE}/tickets`);
      await lan.page.getByText("网络不通。").first().waitFor();
      assert.equal(await lan.page.getByText("请先登录").count(), 0);
      await lan.axe();
      await lan.page.unroute("**/api/me");
      await tap(lan, "button", "再试一次");
      await reads(lan, "我的票");
    });

    test("shows what others take as it happens, and moves nothing for it", async () => {
      const others = [await comes(town, "neighbour"), await comes(town, "poster")];
      const [market] = (await others[0].ask("GET", `${HERE}/markets`)).ahead;
      const { stalls } = await others[0].ask("GET", `${HERE}/markets/${market.id}`);
      const [, second] = stalls.find((it) => it.service === "counselling").slots;
      const stranger = await town.person();
      const heard = stranger.page.waitForResponse((it) => it.url().endsWith("/live"));
      await stranger.go(`${HERE}/markets/${market.id}`);
      assert.equal((await heard).headers()["content-type"], "text/event-stream; charset=utf-8");
      const slot = stranger.page.locator(".stall", { hasText: "谈心解忧" }).locator(".slot").nth(1);
      await slot.getByText("有空位").waitFor();
      await slot.evaluate((it) => it.focus());
      const before = await slot.boundingBox();

      for (const other of others) {
        await other.ask("POST", `${HERE}/slots/${second.id}/sign-up`, { member: null, wants: "auto" });
      }

      await slot.getByText("满了，可候补").waitFor();
      assert.deepEqual(await slot.boundingBox(), before);
      assert.ok(await slot.evaluate((it) => it === document.activeElement), "the same button still");
      assert.match(await slot.getAttribute("aria-label"), /^候补 /);
      await stranger.axe();
    });

    test("is read without signing in, by people and by machines", async () => {
      const { ahead: [market], over: [last] } = await (await fetch(`${town.base}/api${HERE}/markets`)).json();
      const html = await (await fetch(`${town.base}${HERE}/markets/${market.id}`)).text();
      for (const words of [MARKET, "理发", "巧手理发店"]) assert.ok(html.includes(words), words);
      const [, json] = html.match(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s);
      const event = JSON.parse(json);
      assert.equal(event["@type"], "Event");
      assert.match(event.startDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+08:00$/);
      assert.ok(event.endDate > event.startDate && event.location.name && event.location.address);
      assert.equal(event.eventStatus, "https://schema.org/EventScheduled");
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${last.id}`);
      await stranger.page.getByText("一共来了（人次）").waitFor();
      await inSight(stranger);
      await stranger.axe();
    });
  });
}

/** All of the page, so that what sticks to the end of the screen covers nothing. */
async function inSight(person) {
  const { width, height } = person.page.viewportSize();
  const all = await person.page.evaluate(() => document.documentElement.scrollHeight);
  await person.page.setViewportSize({ width, height: Math.max(all, height) });
}

/** The first free slot of a service. */
function slot(person, service) {
  return person.page.getByRole("button", { name: new RegExp(`^报名 .* ${service}`) }).first();
}
