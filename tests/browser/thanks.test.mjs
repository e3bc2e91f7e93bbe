// A word of thanks: for the helper, for everybody once two have said yes, and taken back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, choose, comes, fill, opensClaim, opensMine, opensWish, reads, see, tap } from "./neighbours.mjs";
import { prepareState } from "./states.mjs";

for (const database of databases) {
  describe(`thanks on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const STOOL = "小板凳的腿松了";
    const WORDS = "您手真巧，板凳比新的还稳当。";

    const confirmed = async () => {
      const [node] = await (await comes(town, "poster")).ask("GET", `${HERE}/nodes?q=${encodeURIComponent("丰泽院")}`);
      return prepareState(town, comes, node.id, "confirmed", STOOL);
    };

    test("go to the helper, and to everybody once the office has read them", async () => {
      await confirmed();
      const lan = await comes(town, "poster");
      await opensMine(lan, STOOL);
      await see(lan, "heading", "这件事办得怎么样？").waitFor();
      await lan.axe();
      await lan.shot(`wish.how-${database}`);
      await tap(lan, "button", "很好");
      await lan.page.getByText("记下了，谢谢您。").first().waitFor();
      await lan.settled();
      assert.equal(await see(lan, "heading", "这件事办得怎么样？").count(), 0, "asked once");
      await see(lan, "heading", "对帮忙的人说声谢谢").waitFor();
      await fill(lan, "您想说的话", `${WORDS}我的电话 138 0000 1234`);
      await choose(lan, "也可以让大家看到");
      await tap(lan, "button", "发给帮忙的人");
      await lan.page.getByText("还有几处要改一下").waitFor();
      await fill(lan, "您想说的话", WORDS);
      await tap(lan, "button", "发给帮忙的人");
      await lan.page.getByText("您的感谢已经送到。").first().waitFor();
      await lan.page.getByText("社区看过以后，大家也能看到。").waitFor();

      const chen = await comes(town, "member");
      await chen.go(`${HERE}/mine/inbox`);
      await chen.page.getByRole("link", { name: new RegExp(`${STOOL}.*感谢`) }).first().tap();
      await reads(chen, STOOL);
      await chen.page.getByText(WORDS).waitFor();
      const stranger = await town.person();
      await opensWish(stranger, STOOL, "fulfilled");
      assert.equal(await stranger.page.getByText(WORDS).count(), 0);

      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk`);
      await zhang.page.getByRole("link", { name: STOOL }).tap();
      await reads(zhang, "感谢的话要不要公开");
      await zhang.page.getByText(WORDS).waitFor();
      await tap(zhang, "button", "可以公开");
      await reads(zhang, "已经公开");

      await opensWish(stranger, STOOL, "fulfilled");
      await stranger.page.getByText(WORDS).waitFor();
    });

    test("are taken back, from the public page first and then altogether", async () => {
      const lan = await comes(town, "poster");
      await opensMine(lan, STOOL);
      await lan.page.getByText("大家都能看到。").waitFor();
      await tap(lan, "button", "不要公开了，只给帮忙的人看");
      await lan.page.getByText("好了，只有帮忙的人看得到。").first().waitFor();
      const stranger = await town.person();
      await opensWish(stranger, STOOL, "fulfilled");
      assert.equal(await stranger.page.getByText(WORDS).count(), 0);
      const chen = await comes(town, "member");
      await opensClaim(chen, STOOL);
      await chen.page.getByText(WORDS).waitFor();

      await tap(lan, "button", "收回这句话");
      await see(lan, "dialog", "收回这句感谢？").getByRole("button", { name: "收回", exact: true }).tap();
      await lan.page.getByText("已经收回。").first().waitFor();
      await opensClaim(chen, STOOL);
      assert.equal(await chen.page.getByText(WORDS).count(), 0);
      await see(lan, "textbox", "您想说的话").waitFor();
    });
  });
}
