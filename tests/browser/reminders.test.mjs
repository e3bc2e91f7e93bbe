// Before one can sign up at a market: to be told when.

import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { SHOP, WHOLE } from "./holding.mjs";
import { DAY, aMorning, publishes } from "./kinds.mjs";
import { HERE, comes, reads, see, tap } from "./neighbours.mjs";

const MINUTE = 60_000;

for (const database of databases) {
  describe(`a market for which one cannot sign up yet, on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);

    test("is told of when one can sign up, to whoever wants that", async () => {
      const later = "下个月再打扫";
      const he = await comes(town, "organiser");
      const starts_at = (await aMorning(he)).starts + 20 * DAY;
      const more = { ...WHOLE, kind: "activity", title: later, starts_at, ends_at: starts_at + 120 * MINUTE };
      const sweeps = { ...SHOP, class: "public_good", service: "cleaning", capacity: 20 };
      const whole = { minutes: 60, capacity: 20, walk_in: 0, approval: false };
      const next = await publishes(town, he, more, sweeps, whole);
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${next.id}`);
      await see(stranger, "link", "能报名时提醒我").waitFor();

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets/${next.id}`);
      await reads(lan, later);
      await lan.page.getByText("现在还不能报名。点一下，到时候告诉您。").waitFor();
      await tap(lan, "button", "能报名时提醒我");
      await lan.page.getByText("好，能报名时告诉您。").first().waitFor();
      await lan.axe();
      await lan.shot(`market-reminder-${database}`);
      await tap(lan, "button", "不用提醒了");
      await tap(lan, "button", "能报名时提醒我");
      await see(lan, "button", "不用提醒了").waitFor();

      await town.later(Math.ceil((starts_at - 7 * DAY - town.now()) / MINUTE) + 1);
      const back = await comes(town, "resident");
      await back.go(HERE);
      await back.page.waitForFunction(async (url) => {
        const inbox = await (await fetch(url)).json();
        return inbox.notices.some(({ news }) => news.what === "sign_up_open");
      }, `/api${HERE}/inbox`, { polling: 500 });
      await back.go(`${HERE}/mine/inbox`);
      await back.page.getByRole("link", { name: `“${later}”可以报名了` }).tap();
      await reads(back, later);
    });
  });
}
