// Those who hold a market decide about single people, and each of these hears of it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Town, databases, useTown } from "./harness.mjs";
import { approvals, confidential, here, joins, lookedAt, objections } from "./guests.mjs";
import { look } from "./looks.mjs";
import { HERE, PEOPLE, comes, reads, see, tap } from "./neighbours.mjs";
import { MARKET, day, guestComes, isReady, organiserAtTable, stands, turns, useMarketDay, waits } from "./table.mjs";

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/;

for (const database of databases) {
  describe(`signing up where somebody says yes first, on ${database}`, () => {
    const town = useTown(database);

    test("the organiser says yes or no, and why, and both are told", async () => {
      const market = await lookedAt((who) => comes(town, who));
      const [lan, wei] = [await comes(town, "resident"), await comes(town, "neighbour")];
      for (const who of [lan, wei]) await joins(who, market.slots[0]);
      const organiser = await comes(town, "organiser");
      await organiser.go(`${HERE}/desk/markets/${market.id}`);
      await see(organiser, "link", "要点头的报名：2").tap();
      await reads(organiser, "等您点头的报名");
      await organiser.page.getByText(/不回答，就算同意$/).first().waitFor();
      await see(organiser, "button", "同意尾号 0001").tap();
      await organiser.page.getByText("同意了，已经告诉他。").first().waitFor();
      await see(organiser, "button", "不同意尾号 0002").tap();
      await tap(organiser, "button", "不同意，告诉他");
      await see(organiser, "alert", undefined).waitFor();
      await organiser.page.getByText("先给别人").tap();
      await tap(organiser, "button", "不同意，告诉他");
      await organiser.page.getByText("没有人在等").waitFor();
      await organiser.axe();
      for (const [who, words] of [[lan, "同意您来了"], [wei, "先给最近没有用过的人"]]) {
        await who.go(`${HERE}/mine/inbox`);
        await who.page.getByText(words).first().waitFor();
      }
    });

    test("whoever comes too late says whether to be asked, and finds a stall among many", async () => {
      const market = await lookedAt((who) => comes(town, who), { title: "满了的集市" });
      for (const who of ["neighbour", "newcomer"]) await joins(await comes(town, who), market.slots[1]);
      const poster = await comes(town, "poster");
      await poster.go(`${HERE}/markets/${market.id}`);
      await see(poster, "group", "满了的时间，轮到我时").waitFor();
      await tap(poster, "button", "先问问我");
      await poster.page.getByRole("button", { name: /^候补/ }).first().tap();
      await see(poster, "heading", "您排在候补第 1 位", { level: 4 }).waitFor();
      const mine = await poster.ask("GET", `${HERE}/mine/sign-ups`);
      assert.deepEqual(mine.filter((it) => it.market === market.id).map(({ wants }) => wants), ["ask"]);

      const { id } = (await poster.ask("GET", `${HERE}/markets`)).ahead.find(({ title }) => title === MARKET);
      await poster.go(`${HERE}/markets/${id}`);
      const healthy = see(poster, "group", "只看哪些").getByRole("button", { name: "身体健康" });
      const [clinic, scissors] = ["义诊", "理发"].map((name) => see(poster, "heading", name, { level: 3 }).first());
      await scissors.waitFor();
      await healthy.tap();
      await scissors.waitFor({ state: "detached" });
      await clinic.waitFor();
      await healthy.tap();
      await scissors.waitFor();
    });

    test("of an appointment, its provider alone sees who comes", async () => {
      const talk = await confidential((who) => comes(town, who));
      const organiser = await comes(town, "organiser");
      await organiser.go(approvals(talk.id));
      await reads(organiser, "等您点头的报名");
      // Of the stall that the organiser entered, that is; of the other one, nothing.
      await organiser.page.getByText("没有人在等").waitFor();
      const { provider } = talk;
      await provider.go(`${HERE}/mine`);
      await see(provider, "heading", "我的摊位").waitFor();
      await look(provider, `mine.provider-${database}`);
      await provider.page.getByRole("link", { name: /^换书 · 谈心预约/ }).tap();
      await reads(provider, "来摆摊");
      await see(provider, "link", "要点头的报名：1").tap();
      await reads(provider, "等您点头的报名");
      await see(provider, "button", "同意尾号 0002").tap();
      await provider.page.getByText("没有人在等").waitFor();
    });
  });

  describe(`being at a market, and not, on ${database}`, { timeout: 600_000 }, () => {
    const town = new Town(database);
    let market;

    before(async () => {
      await town.start();
      market = await useMarketDay(town, 6);
      town.phones.delete(PEOPLE.organiser.phone);
    });
    after(() => town.stop());

    test("the code at the table checks somebody in, and goes on changing without a network", async () => {
      const organiser = await organiserAtTable(town, market.id);
      await isReady(organiser);
      await turns(organiser, "大家自己扫");
      await tap(organiser, "button", "全屏显示");
      const code = organiser.page.locator(".place-code b");
      await code.waitFor();

      const guest = await guestComes(town);
      guest.expects(/409/);
      await guest.go(`${HERE}/tickets/${market.guests[0].id}`);
      await reads(guest, "位子是您的了");
      await look(guest, `ticket.here-${database}`);
      await see(guest, "link", "我到了，扫桌上的码").tap();
      await reads(guest, "我到了");
      const typed = see(guest, "textbox", "码下面的数字");
      await typed.fill("0123 4567");
      await tap(guest, "button", "签到");
      await guest.page.getByText("现场的码换过了。请对着屏幕再扫一次。").first().waitFor();
      await look(guest, `here.refused-${database}`);
      await typed.fill(await code.innerText());
      await tap(guest, "button", "签到");
      await reads(guest, "签到了");
      await look(guest, `here.done-${database}`);

      await guest.go(`${HERE}/tickets/${market.guests[0].id}`);
      await see(guest, "heading", "今天来得怎么样？").waitFor();
      await look(guest, `ticket.how-${database}`);
      await tap(guest, "button", "很好");
      await see(guest, "heading", "今天来得怎么样？").waitFor({ state: "detached" });
      await guest.go(here(market.guests[0].id));
      await reads(guest, "签到了");
      await guest.leaves();

      organiser.expects(OFFLINE);
      await organiser.context.setOffline(true);
      const before = await code.innerText();
      await organiser.page.clock.setSystemTime(Date.now() + 60_000);
      await organiser.page.waitForFunction((old) =>
        document.querySelector(".place-code b")?.innerText !== old, before);
      await organiser.context.setOffline(false);
      await organiser.leaves();
    });

    test("a tap that is refused later is said, and stays in the list", async () => {
      const organiser = await organiserAtTable(town, market.id, "西门");
      await organiser.page.route("**/check-ins", async (route) => {
        const answer = await route.fetch();
        const json = await answer.json();
        for (const tap of json.taps) tap.refusal = "check_in_too_late";
        await route.fulfill({ response: answer, json });
      });
      await stands(organiser, { index: 1 });
      await turns(organiser, "没报名的");
      await tap(organiser, "button", "加一位");
      await waits(organiser, 0);
      await organiser.page.getByText("刚才加减的没有算：过了时间。人真的来过，请主办方更正。").waitFor();
      await organiser.page.getByText("没有算的：1").waitFor();
      await look(organiser, `check-in.tap-refused-${database}`);
      await organiser.leaves();
    });

    test("who did not come is noted, says to have been there, and is believed or not", async () => {
      // The first was checked in for that slot, so that a list was kept for the others.
      const [first] = market.guests;
      const at = market.guests.findIndex(({ id, slot }) => slot === first.slot && id !== first.id);
      assert.ok(at > 0, "nobody else is in that slot");
      const late = market.guests[at];
      await town.later(Math.ceil((late.ends_at - town.now()) / 60_000) + 1);
      town.phones.delete(PEOPLE.organiser.phone);

      const holds = await comes(town, "organiser");
      const { provider_name: name } = market.stalls.find(({ id }) => id === late.stall);
      await holds.go(day(market.id));
      await holds.page.getByRole("button", { name: new RegExp(`${name} 的签到$`) }).tap();
      await see(holds, "heading", "没有来的人").waitFor();
      await look(holds, `market-day.absent-${database}`);
      await see(holds, "button", `登记尾号 ${8800 + at}没来`).tap();
      await see(holds, "dialog", "登记成没来？").getByRole("button", { name: "登记没来" }).tap();
      await holds.page.getByText(/登记的没来$/).first().waitFor();

      const guest = await guestComes(town, at);
      await guest.go(`${HERE}/tickets/${late.id}`);
      await reads(guest, "没有来");
      await guest.page.getByText("这一次没有任何影响。").waitFor();
      await look(guest, `ticket.left-empty-${database}`);
      await tap(guest, "button", "我去了的");
      await guest.page.getByText("您说来过，主办方正在问").waitFor();

      await holds.go(`${HERE}/desk/markets/${market.id}`);
      await see(holds, "link", "说自己来过的人：1").tap();
      await reads(holds, "说自己来过的人");
      await look(holds, `objections.one-${database}`);
      await see(holds, "button", /没有来过$/).tap();
      await tap(holds, "button", "登记成没来，告诉他");
      await see(holds, "alert", undefined).waitFor();
      await holds.page.getByText("没有人见到").tap();
      await look(holds, `objections.refusing-${database}`);
      await tap(holds, "button", "登记成没来，告诉他");
      await holds.page.getByText("没有要决定的").waitFor();

      await guest.page.reload();
      await guest.started();
      await guest.page.getByText("主办方没有找到您来过的记录。").waitFor();
      await see(guest, "button", "请书记再看看").waitFor();
      await guest.go(`${HERE}/mine/inbox`);
      await guest.page.getByText("当天在场的人，都不记得他来过。").first().waitFor();
      await guest.leaves();
    });
  });
}
