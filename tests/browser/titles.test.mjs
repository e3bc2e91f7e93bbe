// What a page is called when it cannot be shown: by what stands in its place. Once it is there, and on
// every other page, the title is the page's own.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import { HERE, PEOPLE, comes, enterPhone, reads, see, tap } from "./neighbours.mjs";

const MINE = /^我的 · /;
const SETTINGS = /^设置 · /;

describe("a page that cannot be shown", { timeout: 240_000 }, () => {
  const town = useTown("sqlite");

  test("is called so, and gives the title back once it is there", async () => {
    const lan = await comes(town, "resident");
    lan.expects(/500/);
    const broken = `**/api${HERE}/mine`;
    await lan.page.route(broken, (route) => route.fulfill({ status: 500, body: "" }));
    await lan.go(`${HERE}/settings`);
    await isCalled(lan, "设置", SETTINGS);
    await turns(lan, /^我的/);
    await isCalled(lan, "没有打开", /^没有打开$/);
    await tap(lan, "button", "再试一次");
    await isCalled(lan, "没有打开", /^没有打开$/);
    // Whoever goes on to another page does not take the title along, nor find it on coming back.
    await turns(lan, /^设置/);
    await isCalled(lan, "设置", SETTINGS);
    await turns(lan, /^我的/);
    await isCalled(lan, "没有打开", /^没有打开$/);
    await lan.page.unroute(broken);
    await tap(lan, "button", "再试一次");
    await isCalled(lan, "我的", MINE);
    await turns(lan, /^设置/);
    await isCalled(lan, "设置", SETTINGS);
  });

  test("is called so where nobody could be asked who it is", async () => {
    const lan = await comes(town, "resident");
    lan.expects(/ERR_FAILED/);
    await lan.page.route("**/api/me", (route) => route.abort());
    await lan.go(`${HERE}/mine`);
    await isCalled(lan, "没有打开", /^没有打开$/);
    await lan.page.unroute("**/api/me");
    await tap(lan, "button", "再试一次");
    await isCalled(lan, "我的", MINE);
  });

  test("asks a stranger to sign in by its title, too, and has its own afterwards", async () => {
    const stranger = await town.person();
    await stranger.go(`${HERE}/tickets`);
    await isCalled(stranger, "请先登录", /^请先登录$/);
    await tap(stranger, "link", "用手机号登录");
    await isCalled(stranger, "用手机号登录", /^用手机号登录 · /);
    await enterPhone(stranger, PEOPLE.newcomer.phone);
    await isCalled(stranger, "我的票", /^我的票 · /);
  });

  test("that is for staff alone says so by its title", async () => {
    const lan = await comes(town, "resident");
    await lan.go(HERE);
    await see(lan, "heading", undefined, { level: 1 }).first().waitFor();
    await lan.settled();
    const home = await lan.page.title();
    await lan.go(`${HERE}/desk/markets`);
    await isCalled(lan, "这里是工作人员用的", /^这里是工作人员用的$/);
    await tap(lan, "link", "回到首页");
    await lan.page.waitForFunction((home) => document.title === home, home);
  });
});

/** The page has this heading, and the browser calls it so. */
async function isCalled(person, heading, title) {
  await reads(person, heading);
  await person.page.waitForFunction((fits) => new RegExp(fits).test(document.title), title.source)
    .catch(async () => assert.match(await person.page.title(), title));
}

/** To another page by a tab. */
const turns = (person, name) => person.page.getByRole("navigation", { name: "主要页面" })
  .getByRole("link", { name }).tap();
