// Keeps what the app is made of, so that it starts without a network and without a byte.
//
// Pages come from the network whenever there is one; without one, the empty shell comes from here
// and says so. Answers of the API, and pages with anything in them, are never kept.
//
// Most parts of the app are kept once they were needed. A phone that has to work for hours without
// a network asks for all of them, and gets them again with every later version.

const VERSION = "{%version%}";
const SHELL = "/shell.html";
const FIRST = [SHELL, "/icon.svg", {%assets%}];
const ALL = [...FIRST, {%parts%}];

// With a name of its own for each version, in the order in which they came.
const PREFIX = "linyuan-";
const CACHE = PREFIX + VERSION;

// Longer than that, and a page that only says "no network" is the better answer.
const PATIENCE = 10_000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    keptAll().then((all) => keep(all ? ALL : FIRST)).then(() => self.skipWaiting()),
  );
});

async function keep(paths) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const path of paths) {
    if (!await cache.match(path, { ignoreVary: true })) missing.push(path);
  }
  await cache.addAll(missing);
}

// Whether the version before was asked for everything.
async function keptAll() {
  for (const name of (await caches.keys()).filter((name) => name.startsWith(PREFIX))) {
    if ((await (await caches.open(name)).keys()).length >= ALL.length) return true;
  }
  return false;
}

// A page asks for everything, or for what it was made of itself.
self.addEventListener("message", (event) => {
  const { data, source } = event;
  const paths = data === "all" ? ALL : data.filter((path) => path.startsWith("/assets/"));
  event.waitUntil(keep(paths).then(() => source.postMessage("kept"), () => {}));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([removeOld(), self.clients.claim()]));
});

// Those who still have the page of the version before may yet need one of its lazy parts.
async function removeOld() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const before = ours.filter((name) => name !== CACHE).slice(0, -1);
  await Promise.all(before.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

// The name of an asset changes with its content: what is here is right.
async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

async function page(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const shell = await (await caches.open(CACHE)).match(SHELL, { ignoreVary: true });
    if (shell) return shell;
    throw error;
  }
}
