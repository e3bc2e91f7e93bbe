// Every page in every state and mode: contrast and names, targets, width, language, a picture.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Town } from "./harness.mjs";
import { look } from "./looks.mjs";
import { HERE, comes, reads, see, tap } from "./neighbours.mjs";
import { ASKING, PAGES, prepare } from "./pages.mjs";

describe("every page", { timeout: 900_000, concurrency: 2 }, () => {
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

  const someone = (who) => who ? comes(town, who) : town.person();

  for (const [name, who, open] of PAGES) {
    test(`${name} looks right in every mode`, async () => {
      const person = await someone(who);
      await open(person, known);
      await see(person, "heading", undefined, { level: 1 }).first().waitFor();
      titles.set(name, await person.page.title());
      await look(person, name);
      await person.leaves();
    });
  }

  for (const [name, who, path] of ASKING) {
    test(`${name} says that something went wrong`, async () => {
      const person = await someone(who);
      person.expects(/500/);
      // Before the first page: what is under way when a browser begins to be listened to may be lost.
      await person.page.route(new RegExp(`/api(${HERE}/|/me/data)`), (route) => route.fulfill({ status: 500, body: "" }));
      await person.go(`${HERE}/settings`);
      await travels(person, path(known));
      await see(person, "alert", undefined).first().waitFor();
      await look(person, `${name}.error`);
      await person.leaves();
    });

    test(`${name} says that there is no network`, async () => {
      const person = await someone(who);
      person.expects(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/);
      await person.go(`${HERE}/settings`);
      await person.context.setOffline(true);
      await travels(person, path(known));
      await person.page.getByText("网络不通。").first().waitFor();
      await look(person, `${name}.offline`);
      await person.leaves();
    });
  }

  test("has a title of its own", () => {
    const pages = [...titles].filter(([name]) => !name.includes("."));
    const seen = new Map();
    for (const [name, title] of pages) {
      assert.ok(!seen.has(title), `${name} and ${seen.get(title)} are both called ${title}`);
      assert.match(title, /.+ · .*邻愿$/);
      seen.set(title, name);
    }
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

  test("is served without a single style attribute", async () => {
    const paths = ["", "/wishes", "/figures", "/find", "/new", `/wishes/${known.open}`, `/nodes/${known.node}`];
    for (const path of ["/", "/sign-in", ...paths.map((path) => HERE + path)]) {
      const html = await (await fetch(town.base + path)).text();
      assert.doesNotMatch(html, /<[^>]+\sstyle=/i, path);
      assert.match(html, /<html lang="zh-CN"/);
    }
  });
});

/** To another page of the app, without loading it anew. */
async function travels(person, path) {
  await person.page.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

async function focused(person) {
  await person.page.waitForFunction(() => document.activeElement?.localName === "h1");
}
