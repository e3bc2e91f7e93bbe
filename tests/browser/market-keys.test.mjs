// A market with a keyboard and nothing else: from the list to the ticket, and the numbers of a
// stall.

import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { focused, press } from "./keys.mjs";
import { HERE, comes, reads, see } from "./neighbours.mjs";
import { holdMarket } from "./queues.mjs";
import { MARKET } from "./table.mjs";

for (const database of databases) {
  describe(`a market with a keyboard alone on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);

    test("is found, signed up for, and a place given back", async () => {
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets`);
      await reads(lan, "共享集市");
      await press(lan, /第十场/);
      await reads(lan, MARKET);
      await focused(lan);
      await takesPlace(lan, "09:00");
      await see(lan, "img", "签到用的二维码").waitFor();

      await press(lan, /^看看这个集市$/);
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
