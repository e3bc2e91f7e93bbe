// How the app starts: quickly, without a network, and what is left if it cannot.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM, useTown } from "./harness.mjs";

/** The page that most people open first. */
const HOME = "/hantangjiebei";

/** What the first page may cost besides itself, over the network: what it did last, and 1 % more. */
const MOST_BYTES = 166_000;
const MOST_REQUESTS = 5;

describe("the app", () => {
  const town = useTown("sqlite");

  async function withServiceWorker(path) {
    const person = await town.person();
    await person.go(path);
    await person.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) =>
      new Promise((done) => {
        if (active.state === "activated") done();
        else active.addEventListener("statechange", () => active.state === "activated" && done());
      })));
    return person;
  }

  test("needs few bytes and few requests for the first page", async (t) => {
    const person = await town.person({ serviceWorkers: "block" });
    await person.go(HOME);
    await person.page.waitForLoadState("networkidle");
    const others = person.requests.filter(({ path, kept }) => path !== HOME && !kept);
    const bytes = others.reduce((sum, { bytes }) => sum + bytes, 0);
    t.diagnostic(`${bytes} bytes in ${others.length} requests, of ${MOST_BYTES} in ${MOST_REQUESTS}`);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes: ${JSON.stringify(others)}`);
    assert.ok(others.length <= MOST_REQUESTS, JSON.stringify(others));
  });

  test("starts again without one byte of itself", async () => {
    const person = await withServiceWorker("/");
    person.requests = [];
    await person.go("/");
    const assets = person.requests.filter(({ path }) => path.startsWith("/assets/"));
    assert.ok(assets.length > 0);
    assert.deepEqual(assets.filter(({ kept }) => !kept), []);
  });

  test("starts without a network and says so", async () => {
    const person = await withServiceWorker("/");
    person.expects(/ERR_INTERNET_DISCONNECTED/);
    await person.context.setOffline(true);
    await person.go("/");
    assert.match(await person.page.locator("body").innerText(), /网络|没有连接|连不上/);
    await person.axe();
    await person.shot("offline");
  });

  test("keeps what it is made of, and nothing that anyone wrote", async () => {
    const person = await withServiceWorker("/");
    await person.go("/");
    const kept = await person.page.evaluate(async () => {
      const found = [];
      for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        found.push(...requests.map((request) => new URL(request.url).pathname));
      }
      return found;
    });
    const ours = /^\/(assets\/[0-9a-f]{16}\/[\w-]+\.(js|wasm)|shell\.html|icon\.svg)$/;
    assert.ok(kept.length >= 4, String(kept));
    assert.deepEqual(kept.filter((path) => !ours.test(path)), []);
  });

  test("is missed by no one who only wants to read or call", async () => {
    const fail = (route) => route.abort();
    const never = () => {};
    for (const [name, wasm, options] of [
      ["wasm", fail, {}], ["end", never, {}], ["scripts", fail, { javaScriptEnabled: false }],
    ]) {
      const person = await town.person({ ...options, serviceWorkers: "block" });
      person.expects(/ERR_FAILED|Failed to fetch/);
      await person.page.route("**/*.wasm", wasm);
      await person.page.goto(HOME, { waitUntil: "commit" });
      const help = person.page.getByRole("complementary").getByRole("link", { name: "0937-2600100" });
      await help.waitFor({ timeout: 6_500 });
      assert.ok(await person.page.getByRole("heading", { level: 1 }).isVisible(), `without ${name}`);
      await person.page.getByText("共认领 128 个").first().waitFor();
      await person.shot(`without-${name}`);
    }
  });

  test("says so when an answer never comes, and asks once more", async () => {
    const person = await town.person();
    await person.page.clock.install();
    let asked = 0;
    await person.page.route(/\/api\/.*\/wishes/, () => { asked += 1; });
    await person.go(`${HOME}/settings`);
    await person.page.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: "微心愿" }).tap();
    const said = person.page.getByText("网络不通。").first();
    for (let waited = 0; !await said.isVisible() && waited < 60; waited += 1) await person.page.clock.runFor(1_000);
    assert.ok(await said.isVisible(), "nothing was said in a minute");
    assert.equal(asked, 3);
    await person.page.unroute(/\/api\/.*\/wishes/);
    await person.page.getByRole("button", { name: "再试一次" }).first().tap();
    await person.page.locator(`main a[href*="${HOME}/wishes/"]`).first().waitFor();
  });

  test("looks as this person likes it before anything is drawn", async () => {
    const person = await town.person({ kept: { "linyuan.mode": "dark care" } });
    person.expects(/ERR_FAILED|Failed to fetch/);
    await person.page.route("**/*.wasm", (route) => route.abort());
    await person.page.goto("/");
    await person.page.locator("html[data-theme=dark][data-care]").waitFor();
  });

  test("has large letters by itself where the whole phone has them, until somebody chooses", async () => {
    const args = [...CHROMIUM.args, "--blink-settings=defaultFontSize=24"];
    const browser = await chromium.launch({ ...CHROMIUM, args });
    try {
      const person = await town.person({ browser });
      await person.go(HOME);
      await person.page.locator("html[data-care]").waitFor();
      await person.page.getByRole("button", { name: "普通版" }).tap();
      await person.page.locator("html:not([data-care])").waitFor();
      await person.go(HOME);
      assert.equal(await person.page.locator("html[data-care]").count(), 0);
      await person.leaves();
    } finally {
      await browser.close();
    }
  });

  test("runs no script that someone wrote into a page", async () => {
    const person = await town.person();
    await person.go("/");
    person.expects(/policy: script-src-elem stopped inline/, /Executing inline script/);
    await person.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'it ran'";
      document.body.append(script);
    });
    assert.notEqual(await person.page.title(), "it ran");
  });
});
