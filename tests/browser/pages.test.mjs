// Every page in every state and mode: contrast and names, targets, width, language, a picture. And
// every address in English.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { foreign, listens, switches, took } from "./english.mjs";
import { Town } from "./harness.mjs";
import { eachLooksRight, travels } from "./every.mjs";
import { letters } from "./looks.mjs";
import { HERE, choose, comes, reads, see, tap } from "./neighbours.mjs";
import { ASKING, PAGES, prepare } from "./pages.mjs";

describe("every page", { timeout: 1_800_000, concurrency: 2 }, () => {
  const town = new Town("sqlite");
  const titles = new Map();
  let known;

  // Two at a time, so each puts its own phone away.
  after(() => town.stop());
  before(async () => {
    await town.start();
    known = await prepare(town, comes);
    await town.everyoneLeaves();
  });

  eachLooksRight({ town, known: () => known, pages: PAGES, asking: ASKING, titles });

  test("has a title of its own", () => {
    const pages = [...titles].filter(([name]) => !name.includes("."));
    const seen = new Map();
    for (const [name, title] of pages) {
      assert.ok(!seen.has(title), `${name} and ${seen.get(title)} are both called ${title}`);
      assert.match(title, /.+ · .*邻愿$/);
      seen.set(title, name);
    }
  });

  test("says in English, too, what went wrong", async () => {
    const person = await comes(town, "resident");
    person.expects(/500|ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
    let fails = false;
    await person.page.route(new RegExp(`/api${HERE}/`), (route) =>
      fails ? route.fulfill({ status: 500, body: "" }) : route.continue());
    await person.go(`${HERE}/mine`);
    const data = listens(person);
    await switches(person);
    fails = true;
    await travels(person, `${HERE}/mine/inbox`);
    await see(person, "alert", undefined).first().waitFor();
    const sent = await data();
    const wrong = [...await foreign(person, sent), ...await person.violations()];
    await person.context.setOffline(true);
    await travels(person, `${HERE}/mine`);
    await person.page.locator(".banner").waitFor();
    await see(person, "alert", undefined).first().waitFor();
    wrong.push(...await foreign(person, sent), ...await person.violations());
    assert.deepEqual(wrong, []);
    await person.leaves();
  });

  test("has letters as large as somebody likes them", async () => {
    const person = await town.person();
    await person.go(`${HERE}/settings`);
    await choose(person, "长辈版");
    assert.deepEqual(await person.page.evaluate(letters, [22, 18]), []);
    for (const [button, least] of [["字大一点", 30], ["字小一点", 18]]) {
      for (let size = 18; size <= 30; size += 2) await tap(person, "button", button);
      await person.page.getByText(`现在是 ${least} 号`).waitFor();
      assert.deepEqual(await person.page.evaluate(letters, [least, 18]), []);
      await person.go(HERE);
      assert.deepEqual(await person.page.evaluate(letters, [least, 18]), [], "and it is kept");
      await person.go(`${HERE}/settings`);
    }
    await person.leaves();
  });

  test("has its heading in focus when someone comes to it", async () => {
    const person = await town.person();
    await person.go(HERE);
    const tabs = see(person, "navigation", "主要页面");
    for (const [tab, heading] of [["微心愿", "微心愿"], ["我的", "请先登录"], ["设置", "设置"], ["首页", /邻居/]]) {
      await tabs.getByRole("link", { name: tab }).tap();
      await reads(person, heading);
      await focused(person);
    }
    await person.page.goBack();
    await reads(person, "设置");
    await focused(person);
    await tap(person, "link", "隐私说明");
    await reads(person, "隐私说明");
    await focused(person);
    await person.leaves();
  });

  test("was read in English", (t) => {
    t.diagnostic(`${took.pages} pages in English, ${took.seconds.toFixed(0)} s of two at a time`);
    assert.ok(took.pages >= 10, `${took.pages} pages`);
  });

  test("is served without a single style attribute", async () => {
    const paths = ["", "/wishes", "/figures", "/find", "/new", `/wishes/${known.open}`, `/nodes/${known.node}`];
    for (const path of ["/", "/sign-in", ...paths.map((path) => HERE + path)]) {
      const html = await (await fetch(town.base + path)).text();
      assert.doesNotMatch(html, /<[^>]+\sstyle=/i, path);
      assert.match(html, /<html lang="zh-CN"/);
    }
  });
});

async function focused(person) {
  await person.page.waitForFunction(() => document.activeElement?.localName === "h1");
}
