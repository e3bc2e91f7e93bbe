// A wish that was taken down, and a third person who hears what its resident says.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, approves, comes, fill, looksAfter, opensMine, reads, see, tap, wishes } from "./neighbours.mjs";

for (const database of databases) {
  describe(`taken down on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const TITLE = "想请人量一量窗户";
    const WORDS = "那是我自己家的窗户，没有写别人。";
    const FOUND = "打电话问过了，是她自己家。";
    let wish;

    test("by two people, and its resident says that it should not be", async () => {
      const lan = await comes(town, "resident");
      await wishes(lan, { title: TITLE });
      const [zhang, li] = [await comes(town, "gridWorker"), await comes(town, "secretary")];
      await approves(zhang, TITLE);
      await opensMine(lan, TITLE);
      wish = lan.page.url().split("/").at(-1).split("?")[0];
      const step = (who, step) => who.ask("POST", `${HERE}/desk/wishes/${wish}/step`, step);
      await step(zhang, { step: "ask_removal", reason: "private", words: "写了别人家的事。" });
      await step(li, { step: "agree_removal" });

      await opensMine(lan, TITLE);
      await lan.page.getByText("这个心愿下架了").first().waitFor();
      await tap(lan, "button", "我觉得不该下架");
      await see(lan, "dialog", "觉得不该下架？").waitFor();
      await tap(lan, "button", "交给社区再看");
      await see(lan, "alert", undefined).getByText(/为什么不该下架/).first().waitFor();
      await fill(lan, "为什么不该下架", WORDS);
      await lan.page.reload();
      await lan.started();
      await tap(lan, "button", "我觉得不该下架");
      assert.equal(await see(lan, "textbox", "为什么不该下架").inputValue(), WORDS, "what was typed is kept");
      await tap(lan, "button", "交给社区再看");
      await lan.page.getByText(/^交上去了/).first().waitFor();
      await lan.page.getByText(/社区请了另一位没有经手的同事在看/).first().waitFor();
      assert.equal(await see(lan, "button", "我觉得不该下架").count(), 0);
      assert.deepEqual(await lan.violations(), []);
    });

    test("is put back by somebody who had no part in it", async () => {
      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk`);
      await reads(li, "工作台");
      assert.equal(await li.page.getByRole("link", { name: TITLE }).count(), 0, "not by one of the two");

      const wang = await comes(town, "communityWorker");
      await looksAfter(wang, TITLE);
      await wang.page.getByText(WORDS).first().waitFor();
      await wang.page.getByText("下架的原因：写了别人的隐私。写了别人家的事。").waitFor();
      await wang.page.getByRole("button", { name: /^恢复这个心愿/ }).tap();
      await fill(wang, /^写几句/, FOUND);
      assert.deepEqual(await wang.violations(), []);
      await tap(wang, "button", "恢复");
      await reads(wang, "已经恢复");
      await wang.shot(`removals-restored-${database}`);

      const stranger = await town.person();
      await stranger.go(`${HERE}/wishes/${wish}`);
      await reads(stranger, TITLE);
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/mine/inbox`);
      await lan.page.getByText(`“${TITLE}”核实过了：${FOUND}`).first().waitFor();
    });
  });
}
