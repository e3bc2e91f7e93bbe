// What somebody writes is not lost: not by a reload, not without a network, not by a server that
// does not answer. And what is private does not stay behind on the phone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import {
  HERE, comes, enterPhone, reads, sayWhere, sayWish, see, send, signIn, tap,
} from "./neighbours.mjs";

const PHONE = "13900001111";
const ADDRESS = "5号楼2单元301";

describe("what is written", { timeout: 120_000 }, () => {
  const town = useTown("sqlite");

  async function written(person, title) {
    await sayWish(person, { title, story: "绳子断了", when: "周四上午" });
    await tap(person, "button", "继续");
    await sayWhere(person, { phone: PHONE, address: ADDRESS });
  }

  async function isStillThere(person, title) {
    await reads(person, "去哪里，找谁？");
    assert.equal(await see(person, "textbox", "联系电话").inputValue(), PHONE);
    assert.equal(await see(person, "textbox", /^楼号、单元、房号/).inputValue(), ADDRESS);
    await see(person, "region", "邻居们将看到的样子").getByText(title).waitFor();
  }

  /** How many wishes of this title the person has. */
  async function count(person, title) {
    const { wishes } = await person.ask("GET", `${HERE}/mine`);
    return wishes.filter((wish) => wish.title === title).length;
  }

  test("is there again where the wish was not published and is sent once more", async () => {
    const lan = await comes(town, "neighbour");
    const [node] = await lan.ask("GET", `${HERE}/nodes?q=${encodeURIComponent("丰泽院")}`);
    const [title, when] = ["想借一把电钻", "周六下午"];
    const { wish } = await lan.ask("POST", `${HERE}/wishes`, {
      kind: "goods", title, story: "用一个小时", when, node: node.id, preview_seen: true,
      contact: { name: "兰阿姨", phone: "0937-2611234", address: ADDRESS },
    });
    const zhang = await comes(town, "gridWorker");
    const { version } = await zhang.ask("POST", `${HERE}/desk/wishes/${wish}/open`);
    const words = "请写清楚要钻哪里";
    await zhang.ask("POST", `${HERE}/desk/wishes/${wish}/decide`, { decision: "decline", version, reason: "unclear", words });

    await lan.go(`${HERE}/mine/${wish}`);
    await lan.page.getByText(words).waitFor();
    await tap(lan, "link", "重新许一个");
    await reads(lan, "您需要哪种帮助？");
    await tap(lan, "button", "继续");
    await reads(lan, "您需要什么？");
    assert.equal(await see(lan, "textbox", "用一句平常话说").inputValue(), title);
    assert.equal(await see(lan, "textbox", /^什么时候方便/).inputValue(), when);
    await lan.shot("draft-again");
  });

  test("survives a reload, also without a network", async () => {
    const lan = await town.person();
    lan.expects(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    const title = "晾衣杆掉下来了";
    await written(lan, title);
    await lan.page.evaluate(() => navigator.serviceWorker.ready);
    await lan.page.reload();
    await lan.started();
    await isStillThere(lan, title);

    await lan.context.setOffline(true);
    await lan.page.getByText("现在没有网络。").first().waitFor();
    await isStillThere(lan, title);
    await lan.shot("draft-offline");
  });

  test("survives signing in on the way", async () => {
    const lan = await town.person();
    const title = "门锁很难打开";
    await written(lan, title);
    await tap(lan, "button", "先登录，再提交");
    await enterPhone(lan, "13900000021");
    await isStillThere(lan, title);
    await send(lan);
    assert.equal(await count(lan, title), 1);
  });

  test("is kept when there is no network, and sent once when it is back", async () => {
    const lan = await comes(town, "resident");
    lan.expects(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    const title = "水龙头一直滴水";
    await written(lan, title);
    await lan.context.setOffline(true);
    await tap(lan, "button", "提交心愿");
    await lan.page.getByText("网络不通。联网后再试一次，您填的内容还在。").first().waitFor();
    await isStillThere(lan, title);
    await lan.context.setOffline(false);
    await send(lan);
    assert.equal(await count(lan, title), 1);
  });

  test("is sent once, however often the answer is lost", async () => {
    const lan = await comes(town, "neighbour", { serviceWorkers: "block" });
    lan.expects(/ERR_FAILED|ERR_CONNECTION|Failed to fetch/);
    const title = "窗户关不严";
    await written(lan, title);
    let lost = 0;
    await lan.page.route(`**/api${HERE}/wishes`, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      // It arrives and is carried out, but whoever sent it never hears of it.
      await route.fetch();
      lost += 1;
      await route.abort();
    });
    await tap(lan, "button", "提交心愿");
    await lan.page.getByText("您填的内容还在。").first().waitFor();
    await isStillThere(lan, title);
    await lan.page.unroute(`**/api${HERE}/wishes`);
    await send(lan);
    assert.ok(lost >= 1);
    assert.equal(await count(lan, title), 1);
  });

  test("is not on the phone any more once it is sent, nor after signing out", async () => {
    const lan = await town.person();
    await signIn(lan, "13900000022");
    await written(lan, "纱窗破了");
    assert.match(await keptBy(lan), /301/, "a draft is kept while it is written");
    await send(lan);
    assert.doesNotMatch(await keptBy(lan), /301|1390000|兰阿姨|纱窗/);

    await written(lan, "想借梯子");
    await lan.go(`${HERE}/settings`);
    await tap(lan, "button", "退出登录");
    await lan.page.getByText("您还没有登录。").waitFor();
    assert.doesNotMatch(await keptBy(lan), /301|1390000|兰阿姨|梯子/);
  });

  test("is kept for a server that cannot be reached", async () => {
    const lan = await comes(town, "resident", { serviceWorkers: "block" });
    lan.expects(/ERR_CONNECTION|ERR_FAILED|Failed to fetch|503/);
    const title = "灯管一闪一闪";
    await written(lan, title);
    await lan.page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await tap(lan, "button", "提交心愿");
    await lan.page.getByText("您填的内容还在。").first().waitFor();
    await isStillThere(lan, title);
    await lan.page.unroute("**/api/**");
    await send(lan);
    assert.equal(await count(lan, title), 1);
  });
});

/** All that the browser keeps for this site. */
async function keptBy(person) {
  return person.page.evaluate(async () => {
    const stores = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return `${stores} ${databases}`;
  });
}
