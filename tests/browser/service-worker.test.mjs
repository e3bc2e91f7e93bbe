// What a new version keeps of the app: a phone that was made ready for a day without a network stays
// ready when the app is renewed on the evening before.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import vm from "node:vm";

const SOURCE = new URL("../../app/public/service-worker.js", import.meta.url);
const FIRST = ["app.js", "app.wasm"];

describe("a new version", () => {
  test("keeps again what a ticket needs, and no more", async () => {
    const phone = new Phone();
    await phone.installs("one", [...FIRST, "split_open.wasm", "split_own.wasm", "split_office.wasm"]);
    await phone.asks(["/assets/one/app.js", "/assets/one/split_own.wasm"]);
    await phone.installs("two", [...FIRST, "split_open.wasm", "split_own.wasm", "split_office.wasm"]);
    const kept = await phone.keeps("two");
    assert.ok(kept.includes("/assets/two/split_own.wasm"));
    assert.ok(!kept.includes("/assets/two/split_office.wasm"));
    await phone.installs("three", [...FIRST, "split_own.wasm"]);
    assert.ok((await phone.keeps("three")).includes("/assets/three/split_own.wasm"), "and the one after it");
  });

  test("keeps everything for a table, also parts that it did not have before", async () => {
    const phone = new Phone();
    await phone.installs("one", [...FIRST, "split_open.wasm"]);
    await phone.asks("all");
    await phone.installs("two", [...FIRST, "split_open.wasm", "split_new.wasm", "split_newer.wasm"]);
    const kept = await phone.keeps("two");
    for (const name of ["split_open.wasm", "split_new.wasm", "split_newer.wasm"]) {
      assert.ok(kept.includes(`/assets/two/${name}`), name);
    }
  });

  test("keeps only what every page needs, where nobody asked for more", async () => {
    const phone = new Phone();
    for (const version of ["one", "two"]) {
      await phone.installs(version, [...FIRST, "split_open.wasm"]);
      assert.ok(!(await phone.keeps(version)).includes(`/assets/${version}/split_open.wasm`));
    }
  });
});

/** A browser with its caches, as far as a service worker sees it. */
class Phone {
  caches = new Map();

  async installs(version, names) {
    const paths = names.map((name) => `/assets/${version}/${name}`);
    const list = (of) => of.map((path) => `"${path}"`).join(", ");
    const source = (await readFile(SOURCE, "utf8"))
      .replace("{%version%}", version)
      .replace("{%assets%}", list(paths.slice(0, FIRST.length)))
      .replace("{%parts%}", list(paths.slice(FIRST.length)));
    this.hears = {};
    const self = {
      addEventListener: (name, hear) => { this.hears[name] = hear; },
      skipWaiting: () => {},
      clients: { claim: () => {} },
      location: { origin: "http://here" },
    };
    vm.runInNewContext(source, { self, caches: this.#storage(), URL, Response, AbortSignal, fetch: null });
    await this.#told("install", {});
    await this.#told("activate", {});
  }

  /** A page asks for something to be kept, and hears when it is. */
  async asks(data) {
    let heard = null;
    await this.#told("message", { data, source: { postMessage: (said) => { heard = said; } } });
    assert.equal(heard, "kept");
  }

  async keeps(version) {
    return [...this.caches.get(`linyuan-${version}`).keys()];
  }

  async #told(name, event) {
    const waits = [];
    this.hears[name]({ ...event, waitUntil: (promise) => waits.push(promise) });
    await Promise.all(waits);
  }

  #storage() {
    const all = this.caches;
    const open = async (name) => {
      if (!all.has(name)) all.set(name, new Map());
      const kept = all.get(name);
      return {
        match: async (path) => kept.get(path)?.clone(),
        put: async (path, answer) => { kept.set(path, answer); },
        addAll: async (paths) => { for (const path of paths) kept.set(path, new Response(path)); },
        keys: async () => [...kept.keys()],
      };
    };
    const match = async (path) => [...all.values()].map((it) => it.get(path)).find(Boolean)?.clone();
    return { open, match, keys: async () => [...all.keys()], delete: async (name) => all.delete(name) };
  }
}
