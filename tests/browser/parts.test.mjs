// A wish that is too much for one: split at the desk, taken on part by part, and true when all of
// it is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  approves, choose, claims, comes, fill, opensClaim, opensMine, opensWish, reads, see, tap, wishes,
} from "./neighbours.mjs";

/** Claims it, and waits for the answer. */
async function takes(person) {
  await claims(person);
  await person.page.getByText("这个心愿交给您了").first().waitFor();
}

for (const database of databases) {
  describe(`a wish in parts on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const WISH = "年前想把屋里收拾一下";
    const [LAMP, BOXES] = ["厨房的灯换一个", "两箱旧书搬下楼"];
    let word;

    test("is split at the desk, in words that everybody may read", async () => {
      const lan = await comes(town, "resident");
      word = await wishes(lan, { title: WISH });
      const worker = await comes(town, "gridWorker");
      await approves(worker, WISH);
      await tap(worker, "link", "一个人办不了？拆成几件");
      await reads(worker, "处理心愿");
      await tap(worker, "button", "打电话问问情况");
      await reads(worker, WISH);
      await worker.page.getByRole("button", { name: /^拆成几件/ }).tap();
      await fill(worker, "第一件要什么", LAMP);
      await fill(worker, "第二件要什么", "给13800001234搬书");
      await choose(worker, "已经和居民商量过，本人知道");
      await worker.axe();
      await tap(worker, "button", "就这样拆");
      await worker.page.getByText("这里有电话、住址或姓名").first().waitFor();
      await fill(worker, "第二件要什么", BOXES);
      await fill(worker, /^第二件再多说一点/, "送到5号楼2单元301");
      await tap(worker, "button", "就这样拆");
      await worker.page.getByText("这里有电话、住址或姓名").first().waitFor();
      await fill(worker, /^第二件再多说一点/, "书不重，搬到楼下的棚子里");
      await tap(worker, "button", "就这样拆");
      await reads(worker, "拆好了");
    });

    test("is shown to everybody with its parts, each with a way to take it on", async () => {
      const stranger = await town.person();
      await opensWish(stranger, WISH, "in_parts");
      await stranger.page.getByText("2 件里办好了 0 件").first().waitFor();
      await stranger.page.getByRole("link", { name: LAMP }).first().waitFor();
      assert.equal(await see(stranger, "link", "我来帮这个忙").count(), 0, "nobody claims the whole");
      await stranger.axe();

      const chen = await comes(town, "member");
      await opensWish(chen, WISH, "in_parts");
      await tap(chen, "link", `我来办：${LAMP}`);
      await reads(chen, LAMP);
      await see(chen, "link", "这是一个心愿里的一件，看整个心愿").waitFor();
      await takes(chen);
      await opensClaim(chen, LAMP);
      await fill(chen, /^许愿人告诉您的两个词/, word);
      await tap(chen, "button", "对暗号，办好了");
      await chen.page.getByText("心愿实现了，谢谢您").first().waitFor();
    });

    test("says honestly how many parts are done, and comes true with the last", async () => {
      const lan = await comes(town, "resident");
      await opensMine(lan, WISH);
      await see(lan, "heading", "2 件里办好了 1 件").waitFor();
      await lan.axe();

      const wu = await comes(town, "volunteer");
      await opensWish(wu, WISH, "in_parts");
      await tap(wu, "link", `我来办：${BOXES}`);
      await reads(wu, BOXES);
      await wu.page.getByText("书不重，搬到楼下的棚子里").first().waitFor();
      await takes(wu);
      await opensClaim(wu, BOXES);
      await wu.page.getByText("没有暗号，我办好了").first().tap();
      await fill(wu, /^怎么办好的/, "书都搬下去了。");
      await tap(wu, "button", "请许愿人确认");

      await opensMine(lan, WISH);
      await lan.page.getByRole("link", { name: BOXES }).first().tap();
      await reads(lan, BOXES);
      await tap(lan, "button", "办好了，谢谢");
      await see(lan, "button", "没办好").waitFor();
      await tap(lan, "link", "这是一个心愿里的一件，看整个心愿");
      await reads(lan, WISH);
      await see(lan, "heading", "2 件里办好了 2 件").waitFor();
      await lan.page.getByText("已实现").first().waitFor();
    });
  });

  describe(`goods on their way on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const PUMP = "想借一个打气筒";

    test("are not given back, and are received with one tap", async () => {
      const lan = await comes(town, "resident");
      await wishes(lan, { title: PUMP, kind: "物品" });
      await approves(await comes(town, "gridWorker"), PUMP);
      const chen = await comes(town, "member");
      await opensWish(chen, PUMP);
      await takes(chen);
      await opensClaim(chen, PUMP);
      await see(chen, "button", "我帮不了了").waitFor();
      await tap(chen, "button", "东西已经送出");
      await see(chen, "button", "东西退回来了").waitFor();
      assert.equal(await see(chen, "button", "我帮不了了").count(), 0, "not while it is on its way");
      await chen.axe();

      await opensMine(lan, PUMP);
      // What the dock covers in passing can be scrolled to.
      await lan.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await lan.axe();
      await tap(lan, "button", "收到了");
      await lan.page.getByText("好，心愿实现了。").first().waitFor();
    });
  });
}
