// Somebody whose phone has WebKit, as every iPhone has: Debian's WebKitGTK stands in for it. Found
// by role and name here, too: the engine itself says what they are.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder, error } from "selenium-webdriver";
import { shotPath } from "./harness.mjs";

const MINI_BROWSER = ["4.1", "4.0"]
  .map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`)
  .find((path) => existsSync(path));

/** Longer than anyone would wait for a page, and than a busy machine takes for one. */
const PATIENCE = 20_000;

/** What can have a role; which of them have it, the engine says. */
const CANDIDATES = {
  button: "button", link: "a[href]", heading: "h1, h2, h3", textbox: "input, textarea", searchbox: "input",
};

/** A screen that nobody sees. */
export class Screen {
  async start() {
    this.server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "800x1000x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const [number] = await once(this.server.stdio[3], "data");
    this.name = `:${String(number).trim()}`;
  }

  async stop() {
    await ended(this.server);
  }
}

async function ended(program) {
  if (program?.exitCode !== null) return;
  program.kill("SIGTERM");
  await once(program, "exit");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A phone with WebKit, and who holds it. */
export class WebKitPhone {
  constructor(town, screen) {
    Object.assign(this, { town, screen });
  }

  async start() {
    const port = await freePort();
    const env = { ...process.env, DISPLAY: this.screen.name, LANG: "C.UTF-8", TZ: "Asia/Shanghai" };
    this.program = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
    const options = { binary: MINI_BROWSER, args: ["--automation"] };
    const wanted = { browserName: "MiniBrowser", "webkitgtk:browserOptions": options };
    await until("the driver listens", async () =>
      (await fetch(`http://127.0.0.1:${port}/status`).catch(() => null))?.ok);
    this.driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build();
    await this.driver.manage().window().setRect({ x: 0, y: 0, width: 390, height: 844 });
  }

  async stop() {
    await this.driver?.quit();
    await ended(this.program);
  }

  async go(path) {
    await this.driver.get(this.town.base + path);
    await until("the app has started", () =>
      this.driver.executeScript("return document.documentElement.dataset.app === 'started'"));
    await this.driver.executeScript(() => {
      window.stopped = [];
      const note = (event) => window.stopped.push(`${event.violatedDirective ?? event.message}`);
      for (const what of ["securitypolicyviolation", "error"]) addEventListener(what, note);
    });
  }

  /** Goes on where somebody with the other engine has signed in. */
  async knows(person) {
    await this.go("/");
    for (const { name, value, path } of await person.context.cookies(this.town.base)) {
      await this.driver.manage().addCookie({ name, value, path, httpOnly: true, sameSite: "Lax" });
    }
  }

  /** What the policy stopped and what broke since the page was opened. */
  async complaints() {
    return this.driver.executeScript("return window.stopped");
  }

  /** The first that is there, as a screen reader would find it. */
  async see(role, name) {
    return until(`${role} ${name}`, async () => {
      for (const element of await this.driver.findElements({ css: CANDIDATES[role] })) {
        if (await this.#is(element, role, name).catch(gone)) return element;
      }
      return null;
    });
  }

  async #is(element, role, name) {
    const said = (await element.getAccessibleName()).trim();
    const fits = name instanceof RegExp ? name.test(said) : said === name;
    return fits && await element.isDisplayed() && await element.getAriaRole() === role;
  }

  async tap(role, name) {
    await until(`${role} ${name}`, async () => press(await this.see(role, name), this.driver));
  }

  async fill(name, words, role = "textbox") {
    const field = await this.see(role, name);
    await field.clear();
    await field.sendKeys(words);
  }

  /** Radio buttons and ticks lie under their labels, which is what a thumb meets. */
  async choose(words) {
    await until(words, async () => {
      const [label] = await this.driver.findElements({ xpath: `//label[contains(., "${words}")]` });
      return label && press(label, this.driver);
    });
  }

  /** The page has this heading now. */
  async reads(heading) {
    await this.see("heading", heading);
  }

  /** These words stand on the page. */
  async shows(words) {
    const says = async () => (await this.text()).includes(words);
    await until(words, says).catch(async () => assert.fail(`never came: ${words}\n${await this.text()}`));
  }

  async text() {
    return this.driver.executeScript("return document.querySelector('main').innerText");
  }

  async shot(name) {
    await mkdir(dirname(shotPath(name)), { recursive: true });
    await writeFile(shotPath(name), await this.driver.takeScreenshot(), "base64");
  }
}

/** Where it can be seen, as a thumb would. */
async function press(element, driver) {
  await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
  await element.click();
  return true;
}

/** The engine has no word for what it is asked about when that leaves the page meanwhile. */
function gone(why) {
  if (!(why instanceof error.WebDriverError)) throw why;
  return false;
}

/** The page changed while it was looked at: then it is looked at again. */
function moved(why) {
  if (!(why instanceof error.StaleElementReferenceError)) throw why;
  return null;
}

async function until(what, check) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const found = await check().catch(moved);
    if (found) return found;
    await sleep(100);
  }
  return assert.fail(`never came: ${what}`);
}
