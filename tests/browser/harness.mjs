// What every journey starts from: a server with the demo in it, and people with phones.
//
//   for (const database of databases) {
//     describe(`on ${database}`, () => {
//       const town = useTown(database);
//       test("a wish is posted", async () => {
//         const lan = await town.person();
//         await lan.go("/");
//         await lan.axe();
//         await lan.shot("home");
//       });
//     });
//   }
//
// A test fails if anyone's browser complained: an error in the console, an exception, anything
// that the content security policy stopped. What a test expects to be complained about it says
// beforehand: `lan.expects(/409/)`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startPostgres } from "./postgres.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = process.env.LINYUAN_BIN ?? join(ROOT, "target/debug/linyuan");
const SCREENSHOTS = join(ROOT, "target/screenshots");

/** The databases that journeys are made on; `LINYUAN_DATABASES=sqlite` for the quick one alone. */
export const databases = (process.env.LINYUAN_DATABASES ?? "sqlite,postgres").split(",");

// Without the first two it does not start as root in a container; the others keep it from calling
// anyone but our server.
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
};

// As the demo prints them, for whoever wants to try it as staff.
const CREDENTIALS = /(?:密码|password)\s+(?<password>\S+)\s+(?:TOTP\s+)?(?<secret>[A-Z2-7]{16,})/;

/** All of WCAG 2.2 at levels A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Longer than anyone would wait for a page, and than a busy machine takes for one. */
const PATIENCE = 10_000;

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
  reducedMotion: "reduce",
};

/** Where a picture goes. */
export const shotPath = (name) => join(SCREENSHOTS, `${name}.png`);

/** A town of its own for the tests of this `describe`: started before the first, gone after. */
export function useTown(database) {
  const town = new Town(database);
  before(() => town.start());
  afterEach(() => town.everyoneLeaves());
  after(() => town.stop());
  return town;
}

/** A running server with the demo, and the browser of those who live there. */
export class Town {
  people = [];
  said = "";
  /** What the phones of those who signed in remember, by number. */
  phones = new Map();
  /** By so many minutes the clock of the server is ahead. */
  ahead = 0;

  constructor(database) {
    this.database = database;
  }

  async start() {
    this.folder = await mkdtemp(join(tmpdir(), "linyuan-"));
    this.postgres = this.database === "postgres" ? await startPostgres() : null;
    await this.serve("127.0.0.1:0");
    this.browser = await chromium.launch(CHROMIUM);
  }

  async serve(listen) {
    const url = process.env.LINYUAN_DATABASE_URL ?? this.postgres?.url
      ?? `sqlite:${join(this.folder, "linyuan.db")}`;
    const serve = [
      "serve", "--development", "--demo", "--listen", listen, "--database-url", url,
      "--ahead", String(this.ahead),
    ];
    this.server = spawn(BINARY, serve, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    this.server.on("error", (error) => { this.said += `${BINARY}: ${error.message}\n`; });
    for (const stream of [this.server.stdout, this.server.stderr]) {
      stream.on("data", (chunk) => { this.said += chunk; });
    }
    await this.ready();
  }

  /** So many minutes pass in no time: the server starts anew, and staff open their powers anew. */
  async later(minutes) {
    const { host } = new URL(this.base);
    this.server.kill("SIGTERM");
    await once(this.server, "exit");
    this.ahead += minutes;
    await this.serve(host);
  }

  /** What time it is here. */
  now() {
    return Date.now() + this.ahead * 60_000;
  }

  async ready() {
    for (let tries = 0; tries < 300 && this.server.exitCode === null; tries += 1) {
      // The system chose a port that nobody else has.
      const [, address] = this.said.match(/listening.*?(127\.0\.0\.1:\d+)/) ?? [];
      if (address) {
        this.base = `http://${address}`;
        const answer = await fetch(`${this.base}/readyz`, { signal: AbortSignal.timeout(PATIENCE) })
          .catch(() => null);
        if (answer?.ok) return;
      }
      await sleep(200);
    }
    throw new Error(`the server is not ready; it said:\n${this.said}`);
  }

  async stop() {
    await this.browser?.close();
    if (this.server?.exitCode === null && this.server.pid) {
      const late = sleep(10_000, null, { ref: false });
      this.server.kill("SIGTERM");
      await Promise.race([once(this.server, "exit"), late.then(() => this.server.kill("SIGKILL"))]);
    }
    await this.postgres?.stop();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }

  /** Someone with a phone of their own. `kept` is what their browser remembers of earlier. */
  async person({ kept = {}, browser = this.browser, ...options } = {}) {
    const context = await browser.newContext({ ...PHONE, baseURL: this.base, ...options });
    context.setDefaultTimeout(PATIENCE);
    const person = new Person(this, context, await context.newPage());
    await person.watch(kept);
    this.people.push(person);
    return person;
  }

  /** What the server prints next that matches: sign-in codes, for one. */
  async hears(pattern, since = 0) {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = this.said.slice(since).match(pattern);
      if (found) return found;
      await sleep(50);
    }
    throw new Error(`the server never said ${pattern}; it said:\n${this.said.slice(-2000)}`);
  }

  /** What the server printed of someone's password and authenticator when it started. */
  credentials(phone) {
    const line = this.said.split("\n").find((line) => line.includes(phone) && CREDENTIALS.test(line));
    if (!line) throw new Error(`nothing is known of ${phone}; the server said:\n${this.said}`);
    return line.match(CREDENTIALS).groups;
  }

  async everyoneLeaves() {
    const people = this.people.splice(0);
    await Promise.all(people.map((person) => person.context.close()));
    assert.deepEqual(people.flatMap((person) => person.complaints), []);
  }
}

/**
 * What sticks to the edge of the screen lies where it would without: axe takes what is scrolled
 * below it for hidden. Returns whether axe is there already, and whether a question is open.
 */
const AT_REST = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".tabs, .dock { position: static !important; }");
  document.adoptedStyleSheets.push(sheet);
  return ["axe" in window, document.querySelector("dialog:modal") !== null];
};

/** What is told of a market for as long as its page is looked at: nobody waits for the end of it. */
export const hasNoEnd = (request) => /\/markets\/[^/]+\/live$/.test(request.url());

/** Someone with a phone: Playwright's `page`, and what nobody may forget to look at. */
export class Person {
  complaints = [];
  requests = [];
  #expected = [];
  #asking = new Set();

  constructor(town, context, page) {
    Object.assign(this, { town, context, page });
  }

  async watch(kept) {
    pressWhenSettled(this);
    const complain = (what) => {
      if (!this.#expected.some((pattern) => pattern.test(what))) this.complaints.push(what);
    };
    this.context.on("console", (message) => {
      if (message.type() === "error") complain(`${message.text()} (${message.location().url})`);
    });
    this.context.on("weberror", (error) => complain(String(error.error())));
    this.context.on("requestfinished", async (request) => {
      const [answer, sizes] = await Promise.all([request.response(), request.sizes()]).catch(() => []);
      if (answer) this.requests.push(seen(request, answer, sizes));
    });
    this.context.on("request", (request) => {
      if (request.url().includes("/api/") && !hasNoEnd(request)) this.#asking.add(request);
    });
    for (const end of ["requestfinished", "requestfailed"]) {
      this.context.on(end, (request) => this.#asking.delete(request));
    }
    await this.context.exposeBinding("stopped", (_, what) => complain(what));
    await this.context.addInitScript((kept) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.stopped(`policy: ${event.violatedDirective} stopped ${event.blockedURI}`);
      });
      for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);
    }, kept);
  }

  /** Complaints that match are what this test is about. */
  expects(...patterns) {
    this.#expected.push(...patterns);
  }

  /** Opens a page and waits until the app has taken over; what was pressed before is done first. */
  async go(path) {
    await this.settled();
    await this.page.goto(path);
    await this.started();
  }

  /**
   * Nobody presses what has not come to rest, nor loads another page before a press was heard. What
   * is never answered is not waited for.
   */
  async settled() {
    for (let tries = 0; tries < 60; tries += 1) {
      // What a press asks for, or an answer in turn, it asks for before the next frame is drawn.
      const drawn = this.page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => setTimeout(done));
      }));
      await Promise.race([drawn.catch(() => null), sleep(250)]);
      if (this.#asking.size === 0) return;
      await sleep(25);
    }
  }

  /** The app is closed, and opened again at an address. */
  async reopens(path) {
    await this.settled();
    await this.page.close();
    this.page = await this.context.newPage();
    pressWhenSettled(this);
    await this.go(path);
  }

  async started() {
    await this.page.waitForFunction(() => document.documentElement.dataset.app === "started");
  }

  /** Asks the API as this person; for what has to be there before a page can be looked at. */
  async ask(method, path, data = null) {
    const { base } = this.town;
    const cookies = await this.context.cookies(base);
    const answer = await fetch(`${base}/api${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        origin: base,
        "x-linyuan": "1",
        "idempotency-key": crypto.randomUUID(),
      },
      ...(method === "POST" && { body: JSON.stringify(data) }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  }

  /** What a file of the server says, as this person gets it. */
  async read(path) {
    const cookies = await this.context.cookies(this.town.base);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const answer = await fetch(this.town.base + path, { headers: { cookie }, signal: AbortSignal.timeout(PATIENCE) });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.text();
  }

  /** Nothing is wrong by any rule up to WCAG 2.2 AA, contrast among them. */
  async axe() {
    assert.deepEqual(await this.violations(), [], `on ${this.page.url()}`);
  }

  /** What is wrong. Our pages have no frames, so axe may stay in the page and be asked again. */
  async violations() {
    const { page } = this;
    const [stayed, asked] = await page.evaluate(AT_REST);
    // What lies behind an open question cannot be reached, which axe does not know.
    const where = asked ? "dialog[open]" : "html";
    const { violations } = stayed
      ? await page.evaluate(([where, runOnly]) =>
        window.axe.run(where, { runOnly, resultTypes: ["violations"] }), [where, RULES])
      : await new AxeBuilder({ page }).setLegacyMode(true).include(where).withTags(RULES).analyze();
    await page.evaluate(() => document.adoptedStyleSheets.pop());
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}\n${node.failureSummary}`));
  }

  /** The whole page as a picture, to be looked at. */
  async shot(name, options = { fullPage: true }) {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: shotPath(name), ...options });
  }

  /** Puts the phone away; nothing that nobody expected may have been complained about. */
  async leaves() {
    this.town.people = this.town.people.filter((person) => person !== this);
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}

/** Whatever is pressed on this page, stands still by then. */
function pressWhenSettled(person) {
  settling.set(person.page, person);
  const locators = Object.getPrototypeOf(person.page.locator("main"));
  if (locators.pressesWhenSettled) return;
  const { tap } = locators;
  Object.assign(locators, {
    pressesWhenSettled: true,
    async tap(...options) {
      await settling.get(this.page())?.settled();
      return tap.apply(this, options);
    },
  });
}

/** Whose page it is. */
const settling = new WeakMap();

/** One request as the budgets see it: bytes that came over the network, none if they were kept. */
function seen(request, answer, sizes) {
  const kept = answer.fromServiceWorker() || sizes.responseBodySize < 0;
  const { pathname } = new URL(request.url());
  return { path: pathname, status: answer.status(), bytes: kept ? 0 : sizes.responseBodySize, kept };
}
