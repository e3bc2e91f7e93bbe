// Everything that someone can come to read in the app: each page that a link leads to, what its
// buttons disclose, what the network brought for it, and what stays behind on the phone.

import assert from "node:assert/strict";
import { hasNoEnd } from "./harness.mjs";

/** What changes something, leaves the app, or only changes how it looks: not pressed. */
const LEAVE_ALONE = /提交|撤回$|办好了|退出登录|关上|结束|清空|复制|记下来|打印|长辈版|普通版|同意|通过|邀请|生成|算我|发验证码|没有人接/;

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Writes down all that comes to a person's browser from now on. */
export class Reader {
  #read = [];
  #open = new Set();
  #bodies = [];

  constructor(person) {
    this.person = person;
    const { context } = person;
    context.on("request", (request) => {
      if (!hasNoEnd(request)) this.#open.add(request);
    });
    for (const end of ["requestfinished", "requestfailed"]) {
      context.on(end, (request) => this.#open.delete(request));
    }
    context.on("response", (response) => this.#bodies.push(this.#body(response)));
    context.on("console", (message) => this.#note("console", message.text()));
  }

  #note(where, text) {
    this.#read.push([where, text]);
  }

  async #body(response) {
    const { status, type, url } = {
      status: response.status(),
      type: response.headers()["content-type"] ?? "",
      url: response.url(),
    };
    this.#note(`headers of ${url}`, JSON.stringify(await response.allHeaders()));
    // What is told without an end, is read in the stories of the API.
    const hasNone = status === 204 || (status >= 300 && status < 400) || hasNoEnd(response.request());
    if (hasNone || type === "application/wasm") return;
    // A browser forgets the answers of a page that is left; then it is asked for once more.
    const text = await response.text().catch(() => this.#again(response.request()));
    this.#note(`answer of ${url}`, text);
  }

  async #again(request) {
    assert.equal(request.method(), "GET", `what ${request.url()} answered was not read`);
    const answer = await this.person.context.request.get(request.url());
    return answer.text();
  }

  /** All answers are there, and nothing waits for another. */
  async settled() {
    const { page } = this.person;
    do {
      await Promise.all(this.#bodies.splice(0));
      await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
      // What an answer asks for in turn, it asks for before the next frame is drawn.
      await page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }));
    } while (this.#open.size + this.#bodies.length > 0);
  }

  /** The page as it is now: seen, heard, written in fields, and hidden in its source. */
  async look() {
    await this.settled();
    const { page } = this.person;
    const [at, ...texts] = await page.evaluate(() => [
      location.href,
      document.title,
      document.body.innerText,
      document.documentElement.outerHTML,
      `${JSON.stringify(history.state)}`,
      [...document.querySelectorAll("input, textarea")].map(({ value }) => value).join("\n"),
    ]);
    texts.forEach((text) => this.#note(`page ${at}`, text));
  }

  /** Opens what can be opened without consequences. */
  async press() {
    const { page } = this.person;
    const count = await page.evaluate((leave) => {
      const main = document.querySelector("main");
      const buttons = [...main.querySelectorAll("summary, button[type=button]")]
        .filter((it) => it.checkVisibility() && !it.matches(".slot") && !new RegExp(leave).test(it.innerText));
      buttons.forEach((it) => it.click());
      return buttons.length;
    }, LEAVE_ALONE.source);
    if (count > 0) await this.look();
  }

  async links() {
    const hrefs = await this.person.page.evaluate(() =>
      [...document.querySelectorAll("a[href]")].map(({ href }) => href));
    return this.#ours(hrefs);
  }

  #ours(hrefs) {
    const { base } = this.person.town;
    const urls = hrefs.map((href) => new URL(href, base)).filter(({ origin }) => origin === base);
    return urls.map(({ pathname, search }) => pathname + search);
  }

  /** The page as the server sends it: with its first view, the data of it, and Open Graph. */
  async served(path) {
    const answer = await this.person.context.request.get(path);
    const html = await answer.text();
    this.#note(`served ${path}`, html);
    const hrefs = Array.from(html.matchAll(/<a\s[^>]*href="([^"]+)"/g), ([, href]) => href.replaceAll("&amp;", "&"));
    return this.#ours(hrefs);
  }

  /** What the API answers to whoever asks without a page. */
  async asks(method, path) {
    const headers = {
      "content-type": "application/json", "idempotency-key": crypto.randomUUID(),
      origin: this.person.town.base, "x-linyuan": "1",
    };
    const why = path.endsWith("/look") ? '{"reason":"看看有没有写全"}' : "null";
    const asked = { method, headers, ...(method === "POST" && { data: why }) };
    const answer = await this.person.context.request.fetch(path, asked);
    this.#note(`${method} ${path}`, await answer.text());
    return answer.status();
  }

  /** What the browser keeps, wherever it can. */
  async keeps() {
    const stores = await this.person.page.evaluate(async () => {
      const kept = [["history", `${JSON.stringify(history.state)}`], ["cookies", document.cookie]];
      kept.push(["local storage", JSON.stringify({ ...localStorage })]);
      kept.push(["session storage", JSON.stringify({ ...sessionStorage })]);
      const words = (it) =>
        it instanceof ArrayBuffer || ArrayBuffer.isView(it) ? new TextDecoder().decode(it)
        : it && typeof it === "object" ? Object.entries(it).map(([name, value]) => `${name} ${words(value)}`).join(" ")
        : String(it);
      const answered = (request) => new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      for (const { name } of await indexedDB.databases()) {
        const database = await answered(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const held = database.transaction(store).objectStore(store);
          const [keys, values] = await Promise.all([answered(held.getAllKeys()), answered(held.getAll())]);
          kept.push([`indexed database ${store}`, words([keys, values])]);
        }
        database.close();
      }
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request, { ignoreVary: true });
          const isText = !answer.headers.get("content-type")?.includes("wasm");
          kept.push([`cache ${request.url}`, isText ? await answer.text() : ""]);
        }
      }
      return kept;
    });
    stores.push(["cookies", JSON.stringify(await this.person.context.cookies())]);
    return stores.flatMap(([where, text]) => readings(text).map((it) => [where, it]));
  }

  /** All of it, in each way that it can be read. */
  async everything() {
    await this.settled();
    return this.#read.flatMap(([where, text]) => readings(text).map((it) => [where, it]));
  }
}

/**
 * Breadth first from these addresses: whatever a link leads to. All of it is read as it is served;
 * of pages that only differ in what they are about, one is drawn. Returns what was.
 */
export async function crawl(reader, starts) {
  const { person } = reader;
  const alike = new Set();
  const [waiting, known, drawn] = [[...starts], new Set(starts), []];
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const found = await reader.served(path);
    // A file is read as it is served, and there is nothing to draw.
    const file = path.startsWith("/api/");
    if (!file && (starts.includes(path) || !alike.has(shape(path)))) {
      alike.add(shape(path));
      await person.go(path);
      await reader.look();
      found.push(...await reader.links());
      await reader.press();
      found.push(...await reader.links());
      drawn.push(path);
    }
    for (const next of new Set(found)) {
      if (!known.has(next)) waiting.push(next);
      known.add(next);
    }
  }
  return drawn;
}

/** The same for pages that are alike, in whichever community. */
function shape(path) {
  const { pathname, searchParams } = new URL(path, "http://here");
  const page = pathname.replace(/^\/[a-z]+(?=\/|$)/, "").replace(ID, "id");
  return `${page} ${[...searchParams.keys()].sort()}`;
}

/** A text, and what it says to whoever takes the trouble to decode it. */
function readings(text) {
  const plain = [
    text,
    text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    text.replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16))),
    text.replace(/(%[0-9a-f]{2})+/gi, (coded) => Buffer.from(coded.replaceAll("%", ""), "hex").toString()),
  ];
  // A telephone number is one however it is spaced.
  return [...new Set(plain.flatMap((it) => [it, it.replace(/[\s-]/g, "")]))];
}

/** Which of these words stand where: for each that does, its name and the first such place. */
export function found(words, texts) {
  const hits = Object.entries(words).map(([name, word]) =>
    [name, texts.find(([, text]) => text.includes(word))?.[0]]);
  return hits.filter(([, where]) => where !== undefined).map(([name, where]) => `${name} in ${where}`);
}
