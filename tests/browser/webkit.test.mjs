// The main journeys on the other engine: a resident's wish, a helper who makes it come true, and a
// resident at a market.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import { HERE, PEOPLE, approves, comes } from "./neighbours.mjs";
import { calls, holdMarket } from "./queues.mjs";
import { MARKET } from "./table.mjs";
import { Screen, WebKitPhone } from "./webkit.mjs";

describe("on WebKit", { timeout: 360_000 }, () => {
  const town = useTown("sqlite");
  const screen = new Screen();
  const TITLE = "纱窗破了一个洞";
  const phones = [];
  let word;

  before(() => screen.start());
  after(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    await screen.stop();
  });

  async function phoneOf() {
    const phone = new WebKitPhone(town, screen);
    phones.push(phone);
    await phone.start();
    return phone;
  }

  async function signsIn(number) {
    const phone = await phoneOf();
    await phone.go(`/sign-in?next=${HERE}/mine`);
    const since = town.said.length;
    await phone.fill("手机号", number);
    await phone.choose("我看过并同意");
    await phone.tap("button", "获取验证码");
    const [, code] = await town.hears(/验证码 (\d{6})/, since);
    await phone.fill("短信验证码", code);
    await phone.tap("button", "登录");
    await phone.reads("我的");
    return phone;
  }

  test("a resident signs in and posts a wish in three screens", async () => {
    const lan = await signsIn(PEOPLE.resident.phone);
    await lan.go(`${HERE}/new`);
    await lan.choose("小修理");
    await lan.tap("button", "继续");
    await lan.reads("您需要什么？");
    await lan.fill("用一句平常话说", TITLE);
    await lan.tap("button", "继续");
    await lan.reads("去哪里，找谁？");
    await lan.fill("院子或街道", "丰泽院", "searchbox");
    await lan.tap("button", /^丰泽院/);
    await lan.fill("怎么称呼您", "兰阿姨");
    await lan.fill("联系电话", "13900001111");
    await lan.shot("webkit-where");
    await lan.tap("button", "提交心愿");
    await lan.reads("心愿收到了");
    const shown = await lan.text();
    [, word] = shown.match(/您的暗号\s+(\p{Script=Han}{2} \p{Script=Han}{2})\s/u) ?? [];
    assert.ok(word, shown);
    await lan.shot("webkit-word");
    assert.deepEqual(await lan.complaints(), []);
  });

  test("a helper claims it, calls, and brings it to its end with the word", async () => {
    await approves(await comes(town, "gridWorker"), TITLE);
    const chen = await phoneOf();
    await chen.knows(await comes(town, "member"));
    await chen.go(`${HERE}/wishes`);
    await chen.fill("找心愿", TITLE, "searchbox");
    await chen.tap("button", "查找");
    await chen.tap("link", new RegExp(TITLE));
    await chen.reads(TITLE);
    await chen.tap("button", "我来帮这个忙");
    await chen.tap("button", "好，我来办");
    await chen.shows("这个心愿交给您了");
    await chen.tap("link", "去看联系方式");
    await chen.tap("button", "打开联系方式");
    await chen.shows("兰阿姨");
    await chen.shot("webkit-contact");
    await chen.fill(/^许愿人告诉您的两个词/, word);
    await chen.tap("button", "对暗号，办好了");
    await chen.shows("已实现");
    await chen.shot("webkit-done");
    assert.deepEqual(await chen.complaints(), []);
  });

  test("a resident has a place at a market, a ticket, and on the day a number", async () => {
    const lan = await signsIn(PEOPLE.neighbour.phone);
    await lan.go(`${HERE}/markets`);
    await lan.reads("共享集市");
    await lan.tap("link", /第十场/);
    await lan.reads(MARKET);
    await lan.tap("button", /^报名 09:00 理发/);
    await lan.shows("位子是您的了");
    await lan.shot("webkit-place");
    await lan.tap("link", "打开这张票");
    await lan.reads("位子是您的了");
    assert.match(await lan.text(), /取票号\s*\d{4} \d{4}/);
    const drawn = await lan.driver.executeScript(() => {
      const picture = document.querySelector("main .ticket [role=img]");
      const path = picture.querySelector("path").getAttribute("d");
      return [picture.getAttribute("aria-label"), picture.getBoundingClientRect().width > 200, path.length > 1000];
    });
    assert.deepEqual(drawn, ["签到用的二维码", true, true]);
    await lan.shot("webkit-ticket");

    const { barber } = await holdMarket((who) => comes(town, who));
    await lan.go(`${HERE}/markets`);
    await lan.tap("link", /今天的集市/);
    await lan.reads("今天的集市");
    await lan.tap("button", "取号 理发");
    await lan.tap("link", /^1 号/);
    await lan.reads("理发 · 我的号");
    await lan.shows("下一个就是您，请到摊位旁边来");
    await calls(await comes(town, "organiser"), barber);
    await lan.shows("轮到您了");
    await lan.shot("webkit-number");
    assert.deepEqual(await lan.complaints(), []);
  });
});
