// A round of wishes: opened at the desk, chosen where a wish is made, seen by everybody, full, and
// summed up when it is over.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, choosesGrid, comes, fill, opensMine, opensReview, publishes, reads, sayWhere, sayWish, see, send, tap,
} from "./neighbours.mjs";

for (const database of databases) {
  describe(`a round on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const NAME = "暖冬小修理";
    const WISH = "暖气片要包一包";

    test("is opened by the secretary, and filled by neighbours who choose it", async () => {
      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk`);
      await tap(li, "link", /办一期心愿活动/);
      await reads(li, "办一期心愿活动");
      await fill(li, "叫什么", NAME);
      await fill(li, "为了什么", "入冬以前，给3号楼2单元301修好");
      await choosesGrid(li, "丰泽院");
      await fill(li, "一共多少个", "1");
      await tap(li, "button", "就这样办");
      await li.page.getByText("还有几处要改一下").waitFor();
      await fill(li, "为了什么", "入冬以前，把家里的小毛病修好");
      await tap(li, "button", "就这样办");
      await reads(li, "这一期定好了");
      await tap(li, "link", "看看公开的页面");
      await reads(li, NAME);

      const lan = await comes(town, "resident");
      await sayWish(lan, { title: WISH });
      await tap(lan, "button", "继续");
      await sayWhere(lan, { phone: "13900001111" });
      await lan.page.getByRole("radio", { name: NAME }).locator("xpath=..").tap();
      await send(lan);
      await opensMine(lan, WISH);
      await see(lan, "link", NAME).waitFor();

      const wu = await comes(town, "neighbour");
      await sayWish(wu, { title: "纱窗破了一个洞" });
      await tap(wu, "button", "继续");
      await sayWhere(wu, { phone: "13900003333", name: "吴叔叔" });
      await see(wu, "group", /要不要参加正在办的心愿活动/).waitFor();
      assert.equal(await wu.page.getByRole("radio", { name: NAME }).count(), 0, "it is full");
    });

    test("shows everybody how far it has come", async () => {
      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, WISH);
      await see(zhang, "link", NAME).waitFor();
      await publishes(zhang);
      const stranger = await town.person();
      await stranger.go(`${HERE}/figures`);
      await tap(stranger, "link", "心愿活动");
      await reads(stranger, "心愿活动");
      await stranger.page.getByRole("link", { name: NAME }).tap();
      await reads(stranger, NAME);
      await stranger.page.getByText("名额满了").first().waitFor();
      const public_ = stranger.page.locator(".rows > div").filter({ hasText: "公开" });
      await public_.getByText("1", { exact: true }).waitFor();
      await see(stranger, "link", new RegExp(WISH)).waitFor();
    });

    test("gets another place, and one that is over gets its last words", async () => {
      const li = await comes(town, "secretary");
      await li.go(`${HERE}/rounds`);
      await li.page.getByRole("link", { name: NAME }).tap();
      await reads(li, NAME);
      await tap(li, "link", "管理这一期");
      await reads(li, "管理这一期");
      await fill(li, "一共多少个", "5");
      await tap(li, "button", "改好了");
      await li.page.getByText("已经改好。").first().waitFor();

      await li.go(`${HERE}/rounds`);
      await li.page.getByRole("link", { name: /第一期/ }).tap();
      await reads(li, /第一期/);
      await tap(li, "link", "管理这一期");
      await reads(li, "管理这一期");
      await fill(li, "想说的话", "都有了着落，谢谢街坊。");
      await tap(li, "button", "写好了，公开");
      await li.page.getByText("已经公开。").first().waitFor();
      const stranger = await town.person();
      await stranger.go(`${HERE}/rounds`);
      await stranger.page.getByRole("link", { name: /第一期/ }).tap();
      await stranger.page.getByText("都有了着落，谢谢街坊。").waitFor();
    });
  });
}
