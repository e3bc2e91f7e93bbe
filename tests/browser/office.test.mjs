// What staff do on their phones: a child's wish and two people, a question, an objection, a report,
// a number that is changed, and a helper who is asked.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, approves, choose, comes, fill, looksAfter, opensMine, opensReview, picks, publishes, reads, see, tap,
  turnsTo, wishes,
} from "./neighbours.mjs";
import { post, prepareState } from "./states.mjs";

for (const database of databases) {
  describe(`the office on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const CRAYONS = "想要一盒蜡笔";
    const VAGUE = "帮我弄一下家里的东西";
    const CLEAR = "帮我把柜子上的箱子拿下来";
    const SHELF = "鞋架要钉牢";
    const CHESS = "想找人下象棋";

    test("shows a child's wish to two people before anyone else", async () => {
      const [poster, node] = [await comes(town, "poster"), await nodeIn(town)];
      const guardian = { name: "王秀兰", relation: "grandparent", way: "in_person", agreed_at: Date.now(), is_poster: true };
      await post({ poster, node }, CRAYONS, { kind: "goods", beneficiary: "minor", guardian });

      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, CRAYONS);
      await zhang.page.getByText("您是第一位").waitFor();
      await zhang.page.getByText("王秀兰（爷爷奶奶、外公外婆）").waitFor();
      await tap(zhang, "button", "通过，公开");
      await zhang.page.getByRole("alert").getByText("有没有部门本来就该管").waitFor();
      await choose(zhang, "没有，是邻里帮忙的事");
      await tap(zhang, "button", "通过，公开");
      await reads(zhang, "记下了，还要一位同事看");
      await tap(zhang, "link", "回到工作台");
      await reads(zhang, "工作台");
      assert.equal(await zhang.page.getByRole("link", { name: CRAYONS }).count(), 0, "nobody is both of two people");

      const li = await comes(town, "secretary");
      await opensReview(li, CRAYONS);
      await li.page.getByText("您是第二位").waitFor();
      await li.shot("office-second");
      await publishes(li);
    });

    test("asks one question, and goes on with the answer", async () => {
      const lan = await comes(town, "resident");
      await wishes(lan, { title: VAGUE });
      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, VAGUE);
      await turnsTo(zhang, /^问居民一句/);
      await tap(zhang, "button", "把问题发给居民");
      await zhang.page.getByText("请填上").first().waitFor();
      await choose(zhang, "要什么");
      await zhang.shot("office-asking");
      await tap(zhang, "button", "把问题发给居民");
      await reads(zhang, "问题发出去了");

      await opensMine(lan, VAGUE);
      await lan.page.getByText("请您再说清楚一点：具体要什么？").first().waitFor();
      await lan.page.getByRole("textbox").first().fill(CLEAR);
      await tap(lan, "button", "改好了，再送去看");
      await lan.page.getByText("好，社区会再看一遍。").first().waitFor();
      await approves(zhang, CLEAR);
    });

    test("settles an objection, and both sides hear of it", async () => {
      const { lan } = await disputed(town, SHELF);
      const li = await comes(town, "secretary");
      await looksAfter(li, SHELF, "核实有异议的事");
      await li.page.getByText("拧紧了，第二天又松了。").first().waitFor();
      await li.page.getByText("周帮手").waitFor();
      await tap(li, "button", "写下核实结果");
      await picks(li, /^还由原来的人接着办/);
      await tap(li, "button", "发出结果");
      const wrong = li.page.getByRole("alert");
      await wrong.getByRole("link", { name: "哪天以前办好" }).waitFor();
      await wrong.getByRole("link", { name: "写几句" }).waitFor();
      await li.page.getByRole("radio", { name: /^明天/ }).locator("xpath=..").tap();
      await fill(li, "写几句", "两边都问过，明天再钉一次。");
      await li.shot("office-settling");
      await tap(li, "button", "发出结果");
      await reads(li, "结果发出去了");

      await opensMine(lan, SHELF);
      await lan.page.getByText("说好明天办好").first().waitFor();
    });

    test("leaves what it said in the resident's own history", async () => {
      const [lan, poster] = [await comes(town, "resident"), await comes(town, "poster")];
      await opensMine(lan, CLEAR);
      await lan.page.locator(".way li").filter({ hasText: "社区问了您一句" }).locator("q").waitFor();
      await opensMine(poster, SHELF);
      const found = poster.page.locator(".way li").filter({ hasText: "社区核实过了" });
      await found.locator("q").filter({ hasText: "两边都问过，明天再钉一次。" }).waitFor();
    });

    test("asks a helper, who is shown first as one who can do it", async () => {
      const lan = await comes(town, "neighbour");
      await comes(town, "member");
      await wishes(lan, { title: CHESS, kind: "陪伴" });
      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, CHESS);
      await picks(zhang, /^网格员来安排/);
      await publishes(zhang);
      await looksAfter(zhang, CHESS, "安排人来办");
      await zhang.page.getByText("请您找一位合适的人").first().waitFor();
      await tap(zhang, "button", "请人来办");
      await picks(zhang, /周帮手.*会办这类事/);
      await zhang.shot("office-offering");
      await tap(zhang, "button", "请他来办");
      await reads(zhang, "已经去问他了");

      await opensMine(lan, CHESS);
      await lan.page.getByText("网格员去请一位邻居").first().waitFor();
      await see(lan, "listitem", undefined).filter({ hasText: "社区工作人员" }).first().waitFor();
    });

    test("answers a report", async () => {
      const wu = await comes(town, "neighbour");
      const [{ id, title }] = (await wu.ask("GET", `${HERE}/wishes`)).wishes;
      await wu.ask("POST", `${HERE}/reports`, { about: { wish: id }, reason: "other", words: "这位邻居已经搬走了" });
      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk`);
      const only = see(zhang, "group", "只看一种").getByRole("button", { name: /^有人反映/ });
      await only.tap();
      assert.equal(await only.getAttribute("aria-pressed"), "true");
      await zhang.page.getByRole("link", { name: title }).tap();
      await reads(zhang, "有人反映");
      await zhang.page.getByText("这位邻居已经搬走了").waitFor();
      await zhang.page.getByRole("button", { name: /已经处理好/ }).tap();
      await tap(zhang, "button", "发出答复");
      await reads(zhang, "已经答复");
      const inbox = JSON.stringify(await wu.ask("GET", `${HERE}/inbox`));
      assert.match(inbox, /已经处理好/);
    });

    test("changes a number, and it is seen who did", async () => {
      const he = await comes(town, "administrator");
      await he.go(`${HERE}/desk/settings`);
      await reads(he, "社区的规定");
      await he.page.getByRole("button", { name: /^认领/ }).tap();
      await tap(he, "button", "改：多久以后全社区都能认领");
      await fill(he, "改成", "90");
      await tap(he, "button", "就这么改");
      await he.page.getByText("这个数超出了范围").first().waitFor();
      await fill(he, "改成", "5");
      await tap(he, "button", "就这么改");
      await he.page.getByText("多久以后全社区都能认领，现在是 5 天。").first().waitFor();
      const number = see(he, "listitem", undefined).filter({ hasText: "多久以后全社区都能认领" }).last();
      await number.getByText("谁改过").tap();
      await he.page.getByText("您把 3 天 改成 5 天").waitFor();
      await he.shot("office-rules");
      // A time of the day, typed with keys that have no colon; and a number about markets.
      await he.page.getByRole("button", { name: /^办公时间和夜里/ }).tap();
      await tap(he, "button", "改：几点上班");
      await fill(he, "改成", "900");
      await tap(he, "button", "就这么改");
      await he.page.getByText("几点上班，现在是 09:00。").first().waitFor();
      await he.page.getByRole("button", { name: /^集市：结束和总结/ }).tap();
      await tap(he, "button", "改：总结多久以内写好");
      await fill(he, "改成", "10");
      await tap(he, "button", "就这么改");
      await he.page.getByText("总结多久以内写好，现在是 10 天。").first().waitFor();
      await he.shot("office-rules-markets");

      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk/settings`);
      await zhang.page.getByRole("button", { name: /^认领/ }).tap();
      await zhang.page.getByText("5 天", { exact: true }).waitFor();
      assert.equal(await see(zhang, "button", "改：多久以后全社区都能认领").count(), 0);
    });

    test("takes a wish down only when two agree", async () => {
      const TALE = "急用钱的故事";
      const lan = await comes(town, "neighbour");
      await wishes(lan, { title: TALE.replace("钱", "车"), kind: "其他" });
      const title = TALE.replace("钱", "车");
      const zhang = await comes(town, "gridWorker");
      await approves(zhang, title);
      await opensMine(lan, title);
      const wish = lan.page.url().split("/").at(-1).split("?")[0];
      await zhang.go(`${HERE}/desk/wishes/${wish}`);
      await tap(zhang, "button", "核实情况");
      await reads(zhang, title);
      await zhang.page.getByRole("button", { name: /^提出下架/ }).tap();
      await choose(zhang, "像是骗人的");
      await fill(zhang, "写几句", "问过了，没有这回事。");
      await tap(zhang, "button", "提出来");
      await reads(zhang, "已经提出");

      const li = await comes(town, "secretary");
      await looksAfter(li, title, "核实情况");
      await li.page.getByText("问过了，没有这回事。").first().waitFor();
      await tap(li, "button", "同意下架");
      await see(li, "button", "同意下架").last().tap();
      await reads(li, "已经下架");
    });
  });
}

async function nodeIn(town) {
  const lan = await comes(town, "resident");
  const [node] = await lan.ask("GET", `${HERE}/nodes?q=${encodeURIComponent("丰泽院")}`);
  return node.id;
}

/** A wish that was done, and somebody says it was not. */
async function disputed(town, title) {
  const node = await nodeIn(town);
  await prepareState(town, comes, node, "disputed", title);
  return { lan: await comes(town, "poster") };
}
