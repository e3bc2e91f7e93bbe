// One market from its plan to its summary, as everybody meets it on a phone: copied, published,
// signed up for, queued at, checked in without a network, summed up.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, PEOPLE, comes, fill, reads, see, tap } from "./neighbours.mjs";
import { MARKET, isReady, organiserAtTable, says, stands, turns, types, waits } from "./table.mjs";

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/;
const DAY = 24 * 60 * 60_000;

for (const database of databases) {
  describe(`a market from plan to summary on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    let market;
    let ticket;

    test("is copied on a phone, published by another person, and signed up for with one tap", async () => {
      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk/markets`);
      await reads(he, "办集市");
      await tap(he, "link", "照上一场再办");
      await reads(he, "照着再办一场");
      await he.page.getByLabel("别的日子").fill(dayAfterTomorrow());
      await tap(he, "button", "就这天，再办一场");
      await reads(he, MARKET);
      market = new URL(he.page.url()).pathname.split("/").at(-1);
      await tap(he, "button", /^20 个摊位都会来/);
      await he.page.getByText("记下了：这些摊位都会来。").first().waitFor();
      await tap(he, "button", /^场地说好了/);
      await he.page.getByText("都齐了，可以交去审核。").waitFor();
      await tap(he, "button", "交去审核");
      await he.page.getByText("交上去了。另一个人看过以后就公开。").first().waitFor();

      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk/markets/${market}`);
      await tap(li, "button", "通过，公开");
      await li.page.getByText("已经公开，居民可以看到了。").first().waitFor();

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets/${market}`);
      await reads(lan, MARKET);
      await lan.page.getByRole("button", { name: /^报名 .* 磨刀/ }).first().tap();
      await see(lan, "heading", "位子是您的了", { level: 4 }).waitFor();
      const mine = await lan.ask("GET", `${HERE}/mine/sign-ups`);
      ({ ticket } = mine.find((it) => it.market === market));
      await lan.shot(`market-day-signed-up-${database}`);
    });

    test("calls who just comes by a number, and checks in without a network", async () => {
      const { starts_at: starts } = await (await fetch(`${town.base}/api${HERE}/markets/${market}`)).json();
      await town.later(Math.floor((starts - town.now()) / 60_000) - 10);
      for (const who of ["organiser", "secretary"]) town.phones.delete(PEOPLE[who].phone);
      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk/markets/${market}`);
      await tap(he, "button", "开始了");
      await he.page.getByText("开始了，祝顺利。").first().waitFor();

      const wei = await comes(town, "neighbour");
      await wei.go(`${HERE}/markets/${market}`);
      await tap(wei, "button", "取号 修鞋");
      await wei.page.getByRole("link", { name: /^1 号 下一个就是您/ }).waitFor();
      const { stalls } = await (await fetch(`${town.base}/api${HERE}/markets/${market}`)).json();
      const { id: cobbler } = stalls.find(({ service }) => service === "shoe_repair");
      await he.go(`${HERE}/desk/queues/${cobbler}`);
      await tap(he, "button", "叫下一位：1 号");
      await tap(he, "button", "1 号 来了，开始");
      await tap(he, "button", "1 号 办好了");
      await he.page.getByText("0 人在等 · 办好了 1 位").first().waitFor();
      await wei.go(`${HERE}/tickets/queue/${cobbler}`);
      await wei.page.getByText("办好了，慢走").first().waitFor();

      await organiserAtTable(town, market, "门口", he);
      await isReady(he);
      he.expects(OFFLINE);
      await he.context.setOffline(true);
      await turns(he, "输号码");
      await types(he, ticket.code);
      await says(he, "签到了");
      await waits(he, 1);
      await stands(he, { index: 1 });
      await turns(he, "没报名的");
      for (let count = 0; count < 2; count += 1) await tap(he, "button", "加一位");
      await waits(he, 3);
      await he.shot(`market-day-offline-${database}`);
      await he.context.setOffline(false);
      await waits(he, 0);
      const { figures } = await he.ask("GET", `${HERE}/markets/${market}/day`);
      assert.equal(figures.verified, 1);
    });

    test("is summed up from what happened, signed by another person, and read by everybody", async () => {
      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk/markets/${market}`);
      await tap(he, "button", "结束这一场");
      await see(he, "dialog", "大家都走了，结束这一场？").getByRole("button", { name: "结束", exact: true }).tap();
      await tap(he, "link", "写总结");
      await reads(he, "总结");
      await fill(he, "办得怎么样", "刀都磨快了，鞋也修好了。");
      await tap(he, "button", "写好了，请人签字");
      await he.page.getByText("写好了，等另一个人签字。").first().waitFor();

      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk/markets/${market}/summary`);
      await tap(li, "button", "签字，公开");
      await li.page.getByText("签好了，数字和话都定下来了。").first().waitFor();

      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${market}`);
      await stranger.page.getByText("刀都磨快了，鞋也修好了。").waitFor();
      const { summary } = await (await fetch(`${town.base}/api${HERE}/markets/${market}`)).json();
      assert.equal(summary.figures.verified, null, "of so few, nobody is told how many");
      const { figures } = await he.ask("GET", `${HERE}/markets/${market}/day`);
      assert.deepEqual([figures.verified, figures.walk_in], [1, 2]);
      await stranger.axe();
      await stranger.shot(`market-day-summary-${database}`);
    });

    /** As a field has it; the market of the demo is on another day. */
    function dayAfterTomorrow() {
      return new Date(town.now() + 2 * DAY + DAY / 3).toISOString().slice(0, 10);
    }
  });
}
