// What was promised and what came of it: a wish for a child, a day, more days, an objection, an end
// that is not the end, and a word to the office.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, approves, choose, claims, comes, fill, opensClaim, opensMine, opensWish, reads, sayWhere, see, send, tap,
  wishes,
} from "./neighbours.mjs";
import { decide } from "./states.mjs";

for (const database of databases) {
  describe(`a promise on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const PAINTS = "想要一套水彩笔";
    const SHELF = "书架松了，想请人钉一下";

    const idOf = (person) => person.page.url().split("/").at(-1).split("?")[0];

    test("to a child goes through its guardian, and two people look before anyone sees it", async () => {
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/new`);
      await choose(lan, "为孩子（监护人已同意）");
      await lan.page.getByRole("radio", { name: "物品" }).locator("xpath=..").tap();
      await tap(lan, "button", "继续");
      await reads(lan, "您需要什么？");
      await fill(lan, "用一句平常话说", `${PAINTS}，小明在读三年级`);
      await lan.page.getByRole("mark").filter({ hasText: "三年级" }).or(lan.page.locator("mark").filter({ hasText: "三年级" })).first().waitFor();
      assert.equal(await see(lan, "textbox", /^再多说一点/).count(), 0);
      await fill(lan, "用一句平常话说", PAINTS);
      await tap(lan, "button", "继续");
      await sayWhere(lan, { phone: "13900001111" });
      await tap(lan, "button", "提交心愿");
      await lan.page.getByText("请填上监护人。").first().waitFor();
      await fill(lan, "监护人姓名", "王秀兰");
      await choose(lan, "爷爷奶奶、外公外婆");
      await choose(lan, "监护人同意替孩子许这个愿");
      await send(lan);
      await lan.go(`${HERE}/mine`);
      await lan.page.getByRole("link", { name: PAINTS }).last().tap();
      await reads(lan, PAINTS);
      const wish = idOf(lan);

      const [worker, secretary] = [await comes(town, "gridWorker"), await comes(town, "secretary")];
      const stranger = await town.person();
      stranger.expects(/404/);
      const there = () => stranger.context.request.get(`/api${HERE}/wishes/${wish}`);
      await decide(worker, wish, { decision: "approve" });
      assert.equal((await there()).status(), 404, "one approval is not enough for a child");
      await decide(secretary, wish, { decision: "approve" });
      const shown = await (await there()).text();
      assert.match(shown, new RegExp(PAINTS));
      assert.doesNotMatch(shown, /王秀兰|兰阿姨|1390000/);
    });

    test("is claimed, called, kept for a day, and comes true with the word", async () => {
      const lan = await comes(town, "neighbour");
      const word = await wishes(lan, { title: SHELF });
      await approves(await comes(town, "gridWorker"), SHELF);
      const chen = await comes(town, "member");
      await opensWish(chen, SHELF);
      await claims(chen);
      await opensClaim(chen, SHELF);
      await see(chen, "heading", "我打过电话了").waitFor();
      await tap(chen, "button", "打了，没有人接");
      await chen.page.getByText(/^记下了。许愿人会收到消息/).first().waitFor();
      assert.equal(await see(chen, "button", "打了，没有人接").count(), 0, "once a day");
      await chen.shot("claim-called-in-vain");
      await lan.go(`${HERE}/mine/inbox`);
      await lan.page.getByText(/打过电话，没有打通/).first().waitFor();
      await choose(chen, "后天");
      await tap(chen, "button", "就这么约好");
      await chen.page.getByText("说好后天办好").first().waitFor();

      const stranger = await town.person();
      await opensWish(stranger, SHELF, "in_progress");
      await stranger.page.getByText("约好后天办好").first().waitFor();
      await opensMine(lan, SHELF);
      await lan.page.getByText("说好后天办好").first().waitFor();

      await fill(chen, /^许愿人告诉您的两个词/, word);
      await tap(chen, "button", "对暗号，办好了");
      await chen.page.getByText("心愿实现了，谢谢您").first().waitFor();
    });

    test("may be put off once, with the resident's yes", async () => {
      const TAP = "水龙头要换一个";
      const [lan, chen] = [await comes(town, "neighbour"), await comes(town, "member")];
      await promised(lan, chen, TAP);
      await tap(chen, "button", "要晚几天");
      const question = see(chen, "dialog", "想改到哪一天？");
      await question.getByRole("radio").last().locator("xpath=..").tap();
      await question.getByRole("textbox", { name: "为什么要晚几天" }).fill("零件周五才到");
      await question.getByRole("button", { name: "问问许愿人" }).tap();
      await chen.page.getByText("等许愿人回答。").first().waitFor();

      await lan.go(`${HERE}/mine`);
      await lan.page.getByRole("link", { name: `帮忙的人想晚几天：${TAP}` }).tap();
      await lan.page.getByText("零件周五才到").waitFor();
      await tap(lan, "button", "可以，就这么办");
      await lan.page.getByText("好，我们告诉他了。").first().waitFor();
      await lan.page.getByText("您同意推后").first().waitFor();

      await opensClaim(chen, TAP);
      assert.equal(await see(chen, "button", "要晚几天").count(), 0, "once is enough");
    });

    test("that was not kept is objected to, and a secretary hears of it", async () => {
      const DOOR = "门关不严，漏风";
      const [lan, chen] = [await comes(town, "neighbour"), await comes(town, "member")];
      await promised(lan, chen, DOOR);
      await chen.page.getByText("没有暗号，我办好了").tap();
      await fill(chen, /^怎么办好的/, "贴了密封条");
      await tap(chen, "button", "请许愿人确认");
      await chen.page.getByText("等许愿人确认").first().waitFor();

      await opensMine(lan, DOOR);
      await tap(lan, "button", "没办好");
      const question = see(lan, "dialog", "哪里没办好？");
      await question.getByRole("button", { name: "告诉社区" }).tap();
      await question.getByText("还有几处要改一下").waitFor();
      await question.getByText("只办了一半，或者又坏了").tap();
      await question.getByRole("textbox", { name: "说一说" }).fill("贴了一边，另一边还漏风");
      await question.getByRole("button", { name: "告诉社区" }).tap();
      await lan.page.getByText("记下了，社区正在核实。").first().waitFor();

      await opensClaim(chen, DOOR);
      await see(chen, "heading", "社区正在核实").waitFor();
      const secretary = await comes(town, "secretary");
      const { queue } = await secretary.ask("GET", `${HERE}/desk`);
      assert.ok(queue.some(({ kind, thing }) => kind === "dispute" && thing.title === DOOR), JSON.stringify(queue));
    });

    test("that cannot be kept here is no end: the wish may be tried once more, with new words", async () => {
      const SONG = "想学唱秦腔";
      const lan = await comes(town, "poster");
      const first = await wishes(lan, { title: SONG, kind: "其他" });
      const zhang = await comes(town, "gridWorker");
      await approves(zhang, SONG);
      await opensMine(lan, SONG);
      const wish = idOf(lan);
      await zhang.ask("POST", `${HERE}/desk/wishes/${wish}/step`, {
        step: "cannot_be", reason: "not_available", words: "这个月没有人会。", consulted: true,
      });
      await opensMine(lan, SONG);
      await see(lan, "heading", "这次没能办成").waitFor();
      await tap(lan, "button", "再试一次");
      const question = see(lan, "dialog", "再试一次？");
      await question.getByRole("textbox", { name: "为什么要再试一次" }).fill("听说来了一位老师傅");
      await question.getByRole("button", { name: "重新等人认领" }).tap();
      await reads(lan, "心愿又在等人了");
      const shown = await see(lan, "main", undefined).innerText();
      const [, word] = shown.match(/您的暗号\s+(\p{Script=Han}{2} \p{Script=Han}{2})\s/u) ?? [];
      assert.ok(word && word !== first, shown);
      await tap(lan, "button", "看我的心愿");
      await reads(lan, SONG);
      await see(lan, "listitem", undefined).filter({ hasText: "您要再试一次" }).waitFor();
    });

    test("is not needed where a neighbour says me too, or that something is wrong", async () => {
      const SHARED = "想借打气筒给自行车打气";
      const lan = await comes(town, "poster");
      await wishes(lan, { title: SHARED, kind: "物品" });
      await approves(await comes(town, "gridWorker"), SHARED);
      const wu = await comes(town, "neighbour");
      await opensWish(wu, SHARED);
      await tap(wu, "link", "我家也需要");
      await reads(wu, "我家也需要");
      await tap(wu, "button", "算我一户");
      await reads(wu, "好，连您一共 2 户");
      await tap(wu, "link", "回到这个心愿");
      await reads(wu, SHARED);
      await wu.page.getByText("1 户也需要").first().waitFor();

      await tap(wu, "link", "觉得哪里不对？说一声");
      await reads(wu, "觉得哪里不对");
      wu.expects(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
      await choose(wu, "别的");
      await fill(wu, /^想多说一句/, "这位邻居已经搬走了");
      await wu.context.setOffline(true);
      await tap(wu, "button", "告诉社区");
      await wu.page.getByText("您填的内容还在。").first().waitFor();
      await wu.context.setOffline(false);
      await wu.page.reload();
      await wu.started();
      assert.equal(await see(wu, "textbox", /^想多说一句/).inputValue(), "这位邻居已经搬走了");
      await choose(wu, "别的");
      await tap(wu, "button", "告诉社区");
      await reads(wu, "收到了，谢谢您");
    });

    /** A wish that is in hand with a day; the helper stands before it. */
    async function promised(lan, chen, title) {
      await wishes(lan, { title });
      await approves(await comes(town, "gridWorker"), title);
      await opensWish(chen, title);
      await claims(chen);
      // Whoever leaves before the answer may not have it.
      await chen.page.getByText("这个心愿交给您了").first().waitFor();
      await opensClaim(chen, title);
      await choose(chen, "明天");
      await tap(chen, "button", "就这么约好");
      await chen.page.getByText("说好明天办好").first().waitFor();
    }
  });
}
