// A link in a message gives a place back without signing in; and calendars that others can read.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import ICAL from "ical.js";
import { databases, useTown } from "./harness.mjs";
import { HERE, comes, reads, see, tap } from "./neighbours.mjs";
import { counted, counts } from "./taps.mjs";
import { linkOf } from "./visits.mjs";

for (const database of databases) {
  describe(`links and calendars on ${database}`, () => {
    const town = useTown(database);

    test("a place is given back by one tap on another phone, where nobody is signed in", async () => {
      const lan = await comes(town, "resident");
      const place = await join(lan, "haircut", 2);
      const link = await linkOf(lan, place);
      const stranger = await town.person();

      await stranger.go(link);
      await reads(stranger, "到时候您来吗？");
      await see(stranger, "heading", /^理发 /, { level: 2 }).waitFor();
      await stranger.axe();
      await stranger.shot(`link-${database}`);
      // Looking at it, even twice, has changed nothing.
      await stranger.go(link);
      assert.equal((await mine(lan, place)).status, "confirmed");
      const press = see(stranger, "button", "退掉，让给别人");
      const { y, height } = await press.boundingBox();
      assert.ok(y + height <= 844, "the button is on the first screen");
      await press.tap();

      await reads(stranger, "位子退了，谢谢您说一声");
      await stranger.axe();
      await stranger.shot(`link-done-${database}`);
      assert.equal((await mine(lan, place)).status, "cancelled");
      // Once more, from the message: it was done, and there is nothing to press.
      await stranger.go(link);
      await reads(stranger, "位子退了，谢谢您说一声");
      assert.equal(await see(stranger, "button", "退掉，让给别人").count(), 0);
      await tap(stranger, "link", "看看这一场");
      await reads(stranger, "共享集市 · 第十场");
    });

    test("whoever is reminded says by one tap to come, and can still give the place back", async () => {
      const wei = await comes(town, "neighbour");
      const place = await join(wei, "haircut", 4);
      assert.ok(place.steps.includes("sign_up.coming"));
      const link = await linkOf(wei, place);
      const stranger = await town.person();
      await stranger.go(link);
      await reads(stranger, "到时候您来吗？");
      await counts(stranger);
      await tap(stranger, "button", "我会来");
      await reads(stranger, "记下了，到时见");
      assert.deepEqual(await counted(stranger), { taps: 1, fields: [] });
      await stranger.axe();
      await stranger.shot(`link-coming-${database}`);
      const said = await mine(wei, place);
      assert.equal(said.status, "confirmed");
      assert.ok(said.ticket, "the ticket is as it was");

      // From the message once more: it was said, and may still turn out otherwise.
      await stranger.go(link);
      await reads(stranger, "来不了，要退掉位子吗？");
      assert.equal(await see(stranger, "button", "我会来").count(), 0);
      await see(stranger, "button", "退掉，让给别人").waitFor();
    });

    test("a link that was cut off says what to do", async () => {
      const stranger = await town.person();
      stranger.expects(/404/);
      await stranger.go(`${HERE}/l/${"A".repeat(48)}`);
      await reads(stranger, "这个链接打不开");
      await stranger.axe();
      await tap(stranger, "link", "看“我的票”");
      await reads(stranger, "请先登录");
    });

    test("a ticket is put into a calendar, and taken out of it", async () => {
      const lan = await comes(town, "resident");
      const place = await join(lan, "sewing", 3);
      await lan.go(`${HERE}/tickets/${place.id}`);
      await reads(lan, "位子是您的了");
      const loaded = lan.page.waitForEvent("download");
      await tap(lan, "link", "放进手机日历");
      assert.equal((await loaded).suggestedFilename(), "linyuan.ics");
      const path = await see(lan, "link", "放进手机日历").getAttribute("href");

      const [calendar, [entry]] = entries(await lan.read(path));

      assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
      assert.equal(entry.startDate.toJSDate().getTime(), place.starts_at);
      assert.equal(entry.endDate.toJSDate().getTime(), place.ends_at);
      assert.match(entry.summary, /^缝补 · 共享集市/);
      assert.equal(entry.location, place.place_name);
      assert.match(entry.description, /\nhttp:\/\/127\.0\.0\.1:\d+\/[a-z-]+\/l\/[\w-]{48}$/);
      await lan.ask("POST", `${HERE}/mine/sign-ups/${place.id}/step`, { step: { is: "cancel" } });
      const [gone, [over]] = entries(await lan.read(path));
      assert.equal(gone.getFirstPropertyValue("method"), "CANCEL");
      assert.equal(over.component.getFirstPropertyValue("status"), "CANCELLED");
      assert.equal(over.uid, entry.uid);
      assert.ok(over.sequence > entry.sequence);
      await lan.go(`${HERE}/tickets/${place.id}`);
      await see(lan, "link", "从手机日历里拿掉").waitFor();
    });

    test("the markets of a place are a calendar", async () => {
      const { ahead, over } = await (await fetch(`${town.base}/api${HERE}/markets`)).json();
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets`);
      const path = await see(stranger, "link", "把集市放进手机日历").getAttribute("href");

      const [calendar, found] = entries(await stranger.read(path));

      assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
      const said = found.map((it) => [it.summary, it.startDate.toJSDate().getTime()]);
      assert.deepEqual(said, [...ahead, ...over].map((it) => [it.title, it.starts_at]));
    });
  });
}

/** A calendar and its entries, as a program of others reads them. */
function entries(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return [calendar, calendar.getAllSubcomponents("vevent").map((it) => new ICAL.Event(it))];
}

async function join(person, service, nth) {
  const { ahead: [market] } = await person.ask("GET", `${HERE}/markets`);
  const { stalls } = await person.ask("GET", `${HERE}/markets/${market.id}`);
  const slot = stalls.find((it) => it.service === service).slots[nth];
  return person.ask("POST", `${HERE}/slots/${slot.id}/sign-up`, { member: null, wants: "auto" });
}

async function mine(person, { id }) {
  return person.ask("GET", `${HERE}/mine/sign-ups/${id}`);
}
