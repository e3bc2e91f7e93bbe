// The day of a market: a number with one tap, the shade, and the call that reaches the phone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, comes, reads, see, tap } from "./neighbours.mjs";
import { calls, holdMarket, steps, takes } from "./queues.mjs";
import { OFFLINE, kept } from "./table.mjs";

/** A page asks again after ten seconds. */
const NEXT = { timeout: 30_000 };

for (const database of databases) {
  describe(`queues at a market on ${database}`, () => {
    const town = useTown(database);

    test("a number is taken with one tap, called at the stall, and heard in the shade", async () => {
      const { market, barber } = await holdMarket((who) => comes(town, who));
      const [lan, organiser] = [await comes(town, "resident"), await comes(town, "organiser")];
      const board = await town.person({ viewport: { width: 1920, height: 1080 }, isMobile: false });
      await board.go(`${HERE}/markets/${market}/queues`);
      await board.page.getByText("还没有叫号").waitFor();

      await lan.go(`${HERE}/markets/${market}`);
      await tap(lan, "button", "取号 理发");
      const own = lan.page.getByRole("link", { name: /^1 号 下一个就是您/ });
      await own.waitFor();
      assert.equal(await lan.page.locator("main input:visible").count(), 0);
      await lan.axe();
      await lan.shot(`queue-taken-${database}`);
      await own.tap();
      await reads(lan, "理发 · 我的号");
      await lan.page.getByRole("status").getByText("下一个就是您，请到摊位旁边来").waitFor();
      await takes(await comes(town, "neighbour"), barber);

      await organiser.go(`${HERE}/desk/queues/${barber}`);
      await reads(organiser, "叫号 理发");
      await tap(organiser, "button", "叫下一位：1 号");
      await see(organiser, "button", "1 号 来了，开始").waitFor();
      await organiser.axe();
      await organiser.shot(`queue-desk-${database}`);

      await lan.page.getByRole("status").getByText("轮到您了", { exact: true }).waitFor(NEXT);
      await lan.page.getByText("请到 1 号摊位，巧手理发店").waitFor();
      await lan.axe();
      await lan.shot(`queue-called-${database}`, { fullPage: false });
      const called = board.page.locator(".board-called b");
      await called.getByText("1", { exact: true }).waitFor(NEXT);
      await board.axe();
      await board.shot(`queue-board-${database}`, { fullPage: false });
      await board.page.emulateMedia({ colorScheme: "dark" });
      await board.shot(`queue-board-dark-${database}`, { fullPage: false });

      await tap(organiser, "button", "1 号 来了，开始");
      await tap(organiser, "button", "1 号 办好了");
      await organiser.page.getByText("1 人在等 · 办好了 1 位").first().waitFor();
      await tap(organiser, "button", "给没带手机的邻居取号");
      await organiser.page.getByText("他是 3 号，请告诉他记住").first().waitFor();
      await lan.page.getByRole("status").getByText("办好了，慢走").waitFor(NEXT);
      await lan.go(`${HERE}/mine/inbox`);
      await lan.page.getByText("1 号，轮到您了，请到巧手理发店的摊位来。").waitFor();
    });

    test("the own number hears that it is called, without asking", async () => {
      const { barber } = await holdMarket((who) => comes(town, who));
      const [lan, organiser] = [await comes(town, "resident"), await comes(town, "organiser")];
      await takes(lan, barber);
      await lan.page.clock.install();
      await lan.go(`${HERE}/tickets/queue/${barber}`);
      await reads(lan, "理发 · 我的号");
      // No timer runs from here on, so that nothing is asked because it is time.
      await lan.page.clock.pauseAt(Date.now() + 2_000);

      await calls(organiser, barber);

      await lan.page.getByRole("status").getByText("轮到您了", { exact: true }).waitFor();
    });

    test("without a network, a number says from when it is; and one goes away in two taps", async () => {
      const wei = await comes(town, "neighbour");
      const [{ line: { stall } }] = await wei.ask("GET", `${HERE}/mine/queues`);
      await wei.go(`${HERE}/tickets`);
      await wei.page.getByRole("link", { name: /^理发 2 号/ }).tap();
      await reads(wei, "理发 · 我的号");
      wei.expects(/ERR_INTERNET_DISCONNECTED/);
      await wei.context.setOffline(true);
      await wei.page.getByText(/^网络不通，这是 \d\d:\d\d 的情况/).waitFor(NEXT);
      await wei.page.getByText("下一个就是您，请到摊位旁边来").waitFor();
      await wei.shot(`queue-offline-${database}`);
      await wei.context.setOffline(false);
      await wei.page.getByText(/^网络不通，这是/).waitFor({ state: "detached", ...NEXT });

      await tap(wei, "button", "不等了");
      await see(wei, "dialog", "真的不等了？").getByRole("button", { name: "不等了" }).tap();
      await wei.page.getByText("这个号不再等了").waitFor();
      const organiser = await comes(town, "organiser");
      const { last } = await steps(organiser, stall, { is: "call", number: 3 });
      assert.equal(last, 3, "it went to who was behind");
    });

    test("two phones at one stall call nobody past the other: what the button says is what is called", async () => {
      const organiser = await comes(town, "organiser");
      const wei = await comes(town, "neighbour");
      const [{ line: { stall } }] = await wei.ask("GET", `${HERE}/mine/queues`);
      for (let count = 0; count < 2; count += 1) await steps(organiser, stall, { is: "take" });
      // This phone has not heard yet what the other one does.
      const pattern = `**/api${HERE}/stalls/${stall}/queue`;
      let [old, pressed] = [null, false];
      await organiser.page.route(pattern, async (route) => {
        pressed ||= route.request().method() === "POST";
        if (pressed) return route.continue();
        old ??= await (await route.fetch()).text();
        return route.fulfill({ body: old, contentType: "application/json" });
      });
      await organiser.go(`${HERE}/desk/queues/${stall}`);
      const button = see(organiser, "button", "叫下一位：4 号");
      await button.waitFor();
      await steps(await comes(town, "organiser"), stall, { is: "call", number: 4 });
      organiser.expects(/409/);
      await button.tap();
      await organiser.page.getByText("刚才别的手机先叫了号。").first().waitFor();
      await see(organiser, "button", "叫下一位：5 号").waitFor();
      await see(organiser, "button", "4 号 来了，开始").waitFor();
      await organiser.axe();
      await organiser.shot(`queue-quicker-${database}`);

      // A slip of the finger sends nobody home.
      await tap(organiser, "button", "4 号 没来，不等了");
      const asked = see(organiser, "dialog", "叫到的人没来？");
      await asked.getByText("4 号", { exact: true }).waitFor();
      await organiser.axe();
      await asked.getByRole("button", { name: "再等等" }).tap();
      await see(organiser, "button", "4 号 来了，开始").waitFor();
      await tap(organiser, "button", "4 号 没来，不等了");
      await asked.getByRole("button", { name: "没来，不等了" }).tap();
      await see(organiser, "button", "4 号 来了，开始").waitFor({ state: "detached" });
    });

    test("a number is there after a reload without a network, and gone after signing out", async () => {
      const wei = await comes(town, "neighbour");
      const [{ line: { stall } }] = await wei.ask("GET", `${HERE}/mine/queues`);
      const { numbers } = await takes(wei, stall);
      const { number } = numbers.at(-1);
      await wei.go(`${HERE}/tickets/queue/${stall}`);
      await reads(wei, "理发 · 我的号");
      await kept(wei, "numbers", 1);
      await wei.page.waitForFunction(() => caches.match([...performance.getEntriesByType("resource")]
        .map(({ name }) => name).find((name) => name.includes("split_own"))));
      await wei.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
      wei.expects(OFFLINE);
      await wei.context.setOffline(true);
      await wei.reopens(`${HERE}/tickets/queue/${stall}`);
      await wei.page.getByText(`${number} 号`, { exact: true }).waitFor();
      await wei.page.getByText(/^网络不通，这是 \d\d:\d\d 的情况/).waitFor(NEXT);
      await wei.axe();
      await wei.shot(`queue-kept-${database}`);
      await wei.context.setOffline(false);
      await wei.go(`${HERE}/settings`);
      await tap(wei, "button", "退出登录");
      await wei.page.getByText("您还没有登录。").waitFor();
      await kept(wei, "numbers", 0);
    });
  });
}
