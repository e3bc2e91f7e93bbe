// A market with a keyboard and nothing else: from the list to the ticket, the numbers of a stall, and
// the table where people are checked in.

import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { focused, press, type } from "./keys.mjs";
import { HERE, PEOPLE, comes, reads, see } from "./neighbours.mjs";
import { holdMarket } from "./queues.mjs";
import { MARKET, day, says, waits } from "./table.mjs";

for (const database of databases) {
  describe(`a market with a keyboard alone on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    let place;

    test("is found, signed up for, and a place given back", async () => {
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets`);
      await reads(lan, "共享集市");
      await press(lan, /第十场/);
      await reads(lan, MARKET);
      await focused(lan);
      await takesPlace(lan, "09:00");
      [place] = await lan.ask("GET", `${HERE}/mine/sign-ups`);
      await see(lan, "img", "签到用的二维码").waitFor();

      await press(lan, /^看看这一场$/);
      await reads(lan, MARKET);
      await focused(lan);
      await takesPlace(lan, "11:00");
      await press(lan, /^去不了了，让给别人$/);
      await see(lan, "dialog", "退掉这个位子？").waitFor();
      await press(lan, /^退掉$/);
      await reads(lan, "位子退了，谢谢您说一声");
      await focused(lan);
    });

    test("gives a number, which is called, served and put away at the stall", async () => {
      const { market } = await holdMarket((who) => comes(town, who));
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets`);
      await press(lan, /今天的集市/);
      await reads(lan, "今天的集市");
      await press(lan, /^取号 理发$/);
      await lan.page.getByRole("link", { name: /^1 号 下一个就是您/ }).waitFor();
      await press(lan, /^1 号 下一个就是您/);
      await reads(lan, "理发 · 我的号");
      await focused(lan);

      const he = await comes(town, "organiser");
      await he.go(`${HERE}/markets/${market}`);
      await reads(he, "今天的集市");
      await press(he, /^去叫号 理发$/);
      await reads(he, "叫号 理发");
      await focused(he);
      await press(he, /^叫下一位：1 号$/);
      await press(he, /^1 号 来了，开始$/);
      await press(he, /^1 号 办好了$/);
      await he.page.getByText("0 人在等 · 办好了 1 位").first().waitFor();
      await press(he, /^给没带手机的邻居取号$/);
      await he.page.getByText("他是 2 号，请告诉他记住").first().waitFor();
      await press(he, /^叫下一位：2 号$/);
      await press(he, /^2 号 没来，不等了$/);
      await he.page.getByRole("dialog").waitFor();
      await press(he, /^没来，不等了$/);
      await see(he, "button", "2 号 没来，不等了").waitFor({ state: "detached" });
      await see(he, "button", "没有人在等").waitFor();
    });

    test("checks somebody in by the number of the ticket, and takes a slip back", async () => {
      await town.later(Math.floor((place.starts_at - town.now()) / 60_000) - 10);
      town.phones.delete(PEOPLE.organiser.phone);
      const he = await comes(town, "organiser");
      await he.go(day(place.market));
      await reads(he, MARKET);
      await press(he, /^用这部手机签到$/);
      await see(he, "textbox", "这部手机叫什么").waitFor();
      await type(he, /^这部手机叫什么/, "门口");
      await press(he, /^用这部手机签到$/);
      await reads(he, MARKET);
      await press(he, /^输号码$/);
      await see(he, "textbox", "取票号或尾号").waitFor();
      await enters(he, place.ticket.code);
      await says(he, "签到了");
      await press(he, /^点错了，撤回$/);
      await says(he, "撤回了");
      await enters(he, place.ticket.code);
      await says(he, "签到了");
      await waits(he, 0);
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/tickets/${place.id}`);
      await reads(lan, "已签到");
    });
  });
}

/** On the page of the market, and from there to the ticket. */
async function takesPlace(person, hour) {
  await press(person, new RegExp(`^报名 ${hour} 理发`));
  await see(person, "heading", "位子是您的了", { level: 4 }).waitFor();
  await press(person, /^打开这张票$/);
  await reads(person, "位子是您的了");
  await focused(person);
}

/** Types the number of a ticket, and sends it. */
async function enters(person, code) {
  await type(person, /^取票号或尾号/, code);
  await person.page.keyboard.press("Enter");
}
