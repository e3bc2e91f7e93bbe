// A wish that a team took on does not hang on one person: who has it asks a colleague, and until the
// yes nothing has changed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, approves, choose, claims, comes, fill, opensClaim, opensMine, opensWish, reads, see, tap, wishes,
} from "./neighbours.mjs";

for (const database of databases) {
  describe(`a team on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const WISH = "床板断了一根";

    test("goes on with what one of them has in hand", async () => {
      const lan = await comes(town, "resident");
      await wishes(lan, { title: WISH });
      await approves(await comes(town, "gridWorker"), WISH);
      const wei = await comes(town, "teamMate");
      const tang = await comes(town, "teamLead");
      await opensWish(tang, WISH);
      await claims(tang);
      await tang.page.getByText("这个心愿交给您了").first().waitFor();
      await opensClaim(tang, WISH);
      await choose(tang, "后天");
      await tap(tang, "button", "就这么约好");
      await tang.page.getByText("说好后天办好").first().waitFor();

      await tap(tang, "button", "请同队的人接着办");
      const question = see(tang, "dialog", "请谁接着办？");
      await question.getByText("魏明").waitFor();
      await question.getByRole("button", { name: "请对方接着办" }).tap();
      await question.getByText("还有几处要改一下").waitFor();
      await question.getByText("魏明").tap();
      await question.getByRole("textbox", { name: /^给对方留句话/ }).fill("要带木工胶");
      await tang.axe();
      await question.getByRole("button", { name: "请对方接着办" }).tap();
      await see(tang, "heading", "您请魏明接着办，等回答").waitFor();
      await see(tang, "button", "打开联系方式").waitFor();

      await wei.go(`${HERE}/mine`);
      await wei.page.getByRole("link", { name: `同队的人请您接着办：${WISH}` }).tap();
      await reads(wei, WISH);
      await see(wei, "heading", "唐姐想请您接着办").waitFor();
      await wei.page.getByText("说好后天办好").first().waitFor();
      assert.equal(await see(wei, "button", "打开联系方式").count(), 0, "not before the yes");
      assert.equal(await wei.page.getByText("要带木工胶").count(), 0, "nor what is left for after it");
      await wei.axe();
      await wei.shot("team-asked");
      await tap(wei, "button", "好，我接着办");
      await wei.page.getByText("要带木工胶").waitFor();
      await wei.page.getByText("说好后天办好").first().waitFor();
      await tap(wei, "button", "打开联系方式");
      await wei.page.getByText("13900001111").first().waitFor();
    });

    test("leaves nothing with who gave it away, and tells the resident", async () => {
      const tang = await comes(town, "teamLead");
      await tang.go(`${HERE}/mine`);
      await tang.page.getByText(`“${WISH}”由同队的人接着办了`).first().waitFor();
      assert.equal(await tang.page.locator(`main a.card[href*="${HERE}/claims/"]`).filter({ hasText: WISH }).count(), 0);

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/mine`);
      await lan.page.getByText(`帮您办“${WISH}”的队伍换了一位帮手`).first().waitFor();
      await opensMine(lan, WISH);
      await lan.page.getByText("同队的人接着办了").first().waitFor();

      const stranger = await town.person();
      await opensWish(stranger, WISH, "in_progress");
      const shown = await see(stranger, "main", undefined).innerText();
      assert.match(shown, /服务队已认领/);
      assert.doesNotMatch(shown, /唐姐|魏明|红马甲/);

      const wei = await comes(town, "teamMate");
      await opensClaim(wei, WISH);
      await wei.page.getByText("没有暗号，我办好了").first().tap();
      await fill(wei, /^怎么办好的/, "床板换好了。");
      await tap(wei, "button", "请许愿人确认");
      await wei.page.getByText("等许愿人确认").first().waitFor();
    });
  });
}
