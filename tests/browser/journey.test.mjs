// One wish, the whole way: from a resident's phone to the grid worker's, to a helper's, and back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, approves, choose, choosesGrid, claims, comes, fill, opensClaim, opensMine, opensReview, opensWish,
  publishes, reads, sayWhere, sayWish, searches, see, send, tap, turnsTo, wishes,
} from "./neighbours.mjs";

for (const database of databases) {
  describe(`a wish on ${database}`, { timeout: 240_000 }, () => {
    const town = useTown(database);
    const RACK = "阳台的晾衣杆掉下来了";
    const TOO_MUCH = "我家门口贴着大红对联";
    let word;

    test("is posted in three screens, and what others must not read is taken out", async () => {
      const lan = await comes(town, "resident");
      const story = `绳子断了，要两个人抬。${TOO_MUCH}。`;
      await sayWish(lan, { title: RACK, story: `${story}我住5号楼2单元301，电话 138 0000 1234`, when: "周四上午" });
      const warning = lan.page.getByRole("status").filter({ hasText: "有 2 处别人不该看到" });
      await warning.waitFor();
      for (const leak of ["5号楼2单元301", "138 0000 1234"]) {
        await lan.page.getByRole("mark").filter({ hasText: leak }).waitFor();
      }
      await lan.shot("journey-marked");

      await tap(lan, "button", "帮我去掉，继续");
      await sayWhere(lan, { phone: "13900001111", address: "5号楼2单元301" });
      const card = see(lan, "region", "邻居们将看到的样子");
      for (const words of [RACK, story, "周四上午", "丰泽院"]) {
        await card.getByText(words, { exact: false }).first().waitFor();
      }
      assert.doesNotMatch(await card.innerText(), /301|138|139|兰阿姨/);
      await lan.shot("journey-preview");

      word = await send(lan);
      await lan.shot("journey-word");
    });

    test("is reviewed: the grid worker takes out what no rule could find", async () => {
      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, RACK);
      await zhang.page.getByText("13900001111").waitFor();
      const story = see(zhang, "textbox", /^说明/);
      const said = await story.inputValue();
      await story.fill(said.replace(`${TOO_MUCH}。`, ""));
      const card = see(zhang, "region", "公开后的样子");
      await card.getByText("绳子断了").waitFor();
      assert.ok(!(await card.innerText()).includes(TOO_MUCH));
      await zhang.shot("journey-review");
      await publishes(zhang);
    });

    test("is found by strangers who look for one character or two", async () => {
      const stranger = await town.person();
      for (const words of ["晾", "衣杆", RACK]) {
        await searches(stranger, words);
        await stranger.page.getByRole("link", { name: RACK }).waitFor();
      }
      await stranger.page.getByRole("link", { name: RACK }).tap();
      await reads(stranger, RACK);
      const shown = await see(stranger, "article", undefined).innerText();
      assert.match(shown, /绳子断了/);
      assert.doesNotMatch(shown, /对联|301|1390000|兰阿姨/);
    });

    test("is claimed by one helper; the second is shown other wishes", async () => {
      const [chen, wu] = [await comes(town, "member"), await comes(town, "volunteer")];
      await Promise.all([opensWish(chen, RACK), opensWish(wu, RACK)]);
      await claims(chen);
      await chen.page.getByText("这个心愿交给您了").first().waitFor();
      await chen.shot("journey-claimed");

      wu.expects(/409/);
      await claims(wu);
      await wu.page.getByText("刚刚有邻居先认领了，谢谢您的热心").waitFor();
      await see(wu, "heading", "这些心愿还在等人").waitFor();
      await wu.page.getByRole("main").getByRole("link", { name: /等了|今天发布/ }).first().waitFor();
      await wu.shot("journey-too-late");
    });

    test("opens the contact to its helper, and the resident sees who looked", async () => {
      const chen = await comes(town, "member");
      await opensClaim(chen, RACK);
      assert.doesNotMatch(await chen.page.getByRole("main").innerText(), /13900001111/);
      await tap(chen, "button", "打开联系方式");
      await see(chen, "link", /13900001111.*兰阿姨/).waitFor();
      await chen.page.getByText("5号楼2单元301").waitFor();
      await chen.shot("journey-contact");

      const lan = await comes(town, "resident");
      await opensMine(lan, RACK);
      const looked = see(lan, "listitem", undefined);
      await looked.filter({ hasText: "认领您心愿的人" }).waitFor();
      await looked.filter({ hasText: "社区审核人员" }).waitFor();
      await lan.shot("journey-looks");
    });

    test("is handed over with a word for the next, who has it alone", async () => {
      const chen = await comes(town, "member");
      await opensClaim(chen, RACK);
      const here = chen.page.url();
      await tap(chen, "button", "我帮不了了");
      const question = see(chen, "dialog", "把心愿退回去？");
      await question.getByRole("textbox", { name: /^给下一位留句话/ }).fill("要带一把长梯子");
      await question.getByRole("button", { name: "退回，让别人来" }).tap();
      await reads(chen, "已经退回，谢谢您");

      const wu = await comes(town, "volunteer");
      await opensWish(wu, RACK);
      await claims(wu);
      await tap(wu, "link", "去看联系方式");
      await wu.page.getByText("要带一把长梯子").waitFor();

      await chen.go(here);
      await reads(chen, "这个心愿不在您手上");
      assert.doesNotMatch(await chen.page.getByRole("main").innerText(), /13900001111|301/);
    });

    test("comes true with the word, and not with another", async () => {
      const wu = await comes(town, "volunteer");
      wu.expects(/422|403|409/);
      await opensClaim(wu, RACK);
      await fill(wu, /^许愿人告诉您的两个词/, "苹果苹果");
      await tap(wu, "button", "对暗号，办好了");
      await wu.page.getByText("暗号不对。").first().waitFor();
      await fill(wu, /^许愿人告诉您的两个词/, word);
      await tap(wu, "button", "对暗号，办好了");
      await wu.page.getByText("心愿实现了，谢谢您").first().waitFor();
      await wu.shot("journey-fulfilled");

      const stranger = await town.person();
      await stranger.go(`${HERE}/wishes?status=fulfilled&q=${encodeURIComponent("晾衣杆")}`);
      await stranger.page.getByRole("link", { name: RACK }).waitFor();
    });

    test("comes true when the resident taps, where the word was lost", async () => {
      const LAMP = "厨房的灯管要换一根";
      const lan = await comes(town, "resident");
      await wishes(lan, { title: LAMP });
      await approves(await comes(town, "gridWorker"), LAMP);

      const chen = await comes(town, "member");
      await opensWish(chen, LAMP);
      await claims(chen);
      await tap(chen, "link", "去看联系方式");
      await chen.page.getByText("没有暗号，我办好了").tap();
      await fill(chen, /^怎么办好的/, "灯管换好了，试了三次都亮");
      await tap(chen, "button", "请许愿人确认");
      await chen.page.getByText("等许愿人确认").first().waitFor();

      await lan.go(`${HERE}/mine`);
      await lan.page.getByRole("link", { name: `“${LAMP}”办好了吗？请您确认` }).first().tap();
      await lan.page.getByText("灯管换好了，试了三次都亮").waitFor();
      await tap(lan, "button", "办好了，谢谢");
      await lan.page.getByText("好，记下了。谢谢您，也谢谢帮忙的邻居。").first().waitFor();
      await lan.shot("journey-confirmed");
    });

    test("can be withdrawn, and is gone from the public list", async () => {
      const DOOR = "想请人教我用缝纫机";
      const lan = await comes(town, "resident");
      await wishes(lan, { title: DOOR, kind: "其他" });
      await approves(await comes(town, "gridWorker"), DOOR);
      await opensMine(lan, DOOR);
      await tap(lan, "button", "撤回这个心愿");
      await see(lan, "dialog", "撤回这个心愿？").getByRole("button", { name: "撤回", exact: true }).tap();
      await lan.page.getByText("已撤回").first().waitFor();

      const stranger = await town.person();
      await searches(stranger, "缝纫机");
      await stranger.page.getByText("没有找到和“缝纫机”有关的心愿").waitFor();
    });

    test("is declined with a reason, which the resident reads", async () => {
      const VAGUE = "帮帮我家";
      const lan = await comes(town, "resident");
      await wishes(lan, { title: VAGUE });
      const zhang = await comes(town, "gridWorker");
      await opensReview(zhang, VAGUE);
      await turnsTo(zhang, /^不通过/);
      await choose(zhang, "看不明白要什么");
      await zhang.shot("journey-declining");
      await tap(zhang, "button", "不通过，告诉居民");
      await reads(zhang, "已经告诉居民");

      await opensMine(lan, VAGUE);
      await see(lan, "heading", "为什么没有通过").waitFor();
      await lan.page.getByText("我们没看明白您需要什么。").first().waitFor();
      await lan.shot("journey-declined");
    });

    test("is for helpers: a newcomer applies, and the grid worker says yes", async () => {
      const ming = await comes(town, "newcomer");
      await ming.go(`${HERE}/helper`);
      await reads(ming, "申请帮忙");
      await fill(ming, "您的姓名", "周明");
      await choosesGrid(ming, "丰泽院");
      await ming.page.getByRole("checkbox", { name: /^小修理/ }).locator("xpath=..").tap();
      await fill(ming, /^有证书吗/, "电工证，2028 年 6 月到期");
      await tap(ming, "button", "提交申请");
      await reads(ming, "申请收到了，网格员正在看");
      await ming.shot("journey-applied");

      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk`);
      const applied = see(zhang, "listitem", undefined).filter({ hasText: "周明" });
      await zhang.shot("journey-desk");
      await applied.getByText("电工证，2028 年 6 月到期").waitFor();
      await applied.getByText("小修理", { exact: true }).last().tap();
      await applied.getByText("两年", { exact: true }).tap();
      await applied.getByRole("button", { name: "同意，可以帮忙" }).tap();
      await zhang.page.getByText("周明现在可以认领心愿了。").first().waitFor();

      await ming.go(`${HERE}/helper`);
      await reads(ming, "您可以帮忙了");
      const [{ qualified }] = (await zhang.ask("GET", `${HERE}/desk/helpers`)).filter((it) => it.name === "周明");
      assert.deepEqual(qualified.map((it) => it.kind), ["repair"]);
    });
  });
}
