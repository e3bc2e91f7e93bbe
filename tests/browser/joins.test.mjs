// Nobody is forgotten: who said me too, who was merged, who waits for an office, whose turn it is not yet.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, approves, comes, fill, opensMine, opensWish, picks, reads, see, tap, wishes } from "./neighbours.mjs";
import { decide } from "./states.mjs";

for (const database of databases) {
  describe(`nobody is forgotten on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const LADDER = "想借一架梯子换灯泡";

    /** The id of somebody's own wish. */
    async function idOf(person, title) {
      await opensMine(person, title);
      return person.page.url().split("/").at(-1).split("?")[0];
    }

    test("who said me too, or was merged, hears how it ends and what may be done", async () => {
      const [lan, wu, zhao] = [await comes(town, "resident"), await comes(town, "neighbour"), await comes(town, "poster")];
      await wishes(lan, { title: LADDER, kind: "物品" });
      const zhang = await comes(town, "gridWorker");
      await approves(zhang, LADDER);
      const into = await idOf(lan, LADDER);
      await wu.go(`${HERE}/wishes/${into}/join`);
      await tap(wu, "button", "算我一户");
      await reads(wu, "好，连您一共 2 户");
      await wu.page.reload();
      await reads(wu, "好，连您一共 2 户");
      await see(wu, "button", "不算我了").waitFor();
      const SAME = "家里要用一下梯子";
      await wishes(zhao, { title: SAME, kind: "物品", phone: "13900002222", address: "8号楼101" });
      const own = await idOf(zhao, SAME);
      await decide(zhang, own, { decision: "merge", into });
      await opensMine(zhao, SAME);
      await tap(zhao, "button", "好，合在一起");
      await zhao.page.getByText("有了结果，会告诉您。").first().waitFor();

      await zhang.ask("POST", `${HERE}/desk/wishes/${into}/step`, {
        step: "cannot_be", reason: "not_available", words: "这个月没有人有梯子。", consulted: true,
      });
      await wu.go(`${HERE}/mine/inbox`);
      await wu.page.getByRole("link", { name: /您说过也需要的“想借一架梯子换灯泡”，这次没能办成/ }).tap();
      await reads(wu, LADDER);
      await zhao.go(`${HERE}/mine/inbox`);
      await zhao.page.getByRole("link", { name: /您的“家里要用一下梯子”和邻居的合在一起办，这次没能办成/ }).tap();
      await reads(zhao, SAME);
      await zhao.page.getByText(/那个心愿没有在这里办成/).first().waitFor();
      await see(zhao, "link", "看合在一起的心愿").waitFor();
      await zhao.shot("joins-merged-ended");
    });

    test("an office that has not answered is asked, and the resident is told", async () => {
      const DOOR = "单元门关不上";
      const lan = await comes(town, "newcomer");
      await wishes(lan, { title: DOOR, phone: "13900003333", address: "9号楼202" });
      const zhang = await comes(town, "gridWorker");
      await approves(zhang, DOOR);
      const wish = await idOf(lan, DOOR);
      await zhang.ask("POST", `${HERE}/desk/wishes/${wish}/step`, {
        step: "refer", office: "property_management", words: "物业来修。", reply_by: Date.now() + 864e5, consulted: true,
      });
      await zhang.go(`${HERE}/desk/wishes/${wish}`);
      await reads(zhang, "处理心愿");
      await tap(zhang, "button", "打电话问问情况");
      await reads(zhang, DOOR);
      await zhang.page.getByRole("button", { name: "部门怎么答复的" }).first().tap();
      await picks(zhang, /^答复了/);
      await fill(zhang, /^写几句/, "物业换好了闭门器。");
      await tap(zhang, "button", "告诉居民");
      await reads(zhang, "已经告诉居民");
      await opensMine(lan, DOOR);
      await lan.page.getByText("部门已经答复了").first().waitFor();
      await lan.page.getByText("物业换好了闭门器。").first().waitFor();
    });

    test("a helper reads whose turn it is before anything is pressed", async () => {
      const WALK = "想有人陪着去湖边走走";
      const lan = await comes(town, "volunteer");
      await wishes(lan, { title: WALK, kind: "陪伴", phone: "13900005555", address: "10号楼303" });
      const zhang = await comes(town, "gridWorker");
      await decide(zhang, await idOf(lan, WALK), { decision: "approve", route: "dispatched", entitled: "health" });
      const chen = await comes(town, "member");
      await opensWish(chen, WALK);
      await chen.page.getByText(/这个心愿由网格员一位一位去请/).first().waitFor();
      assert.equal(await see(chen, "button", "我来帮这个忙").count(), 0);

      await opensMine(lan, WALK);
      await see(lan, "heading", "这件事，社区卫生服务中心本来也管").waitFor();
    });
  });
}
