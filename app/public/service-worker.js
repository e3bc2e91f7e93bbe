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

// What was asked for is noted here, by names that are the same in every version.
const ASKED = "/asked";
const EVERYTHING = "*";

// "/assets/…/name"
const nameOf = (path) => path.split("/").slice(3).join("/");

self.addEventListener("install", (event) => {
  event.waitUntil(
    asked().then((names) => keepNamed(names, FIRST)).then(() => self.skipWaiting()),
  );
});

// What is kept of this version because of its name, and besides.
async function keepNamed(names, paths) {
  const named = names.includes(EVERYTHING) ? ALL : ALL.filter((path) => names.includes(nameOf(path)));
  await keep([...new Set([...paths, ...named])]);
  if (names.length > 0) {
    const cache = await caches.open(CACHE);
    await cache.put(ASKED, new Response(JSON.stringify(names)));
  }
}

async function keep(paths) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const path of paths) {
    // A page of the version before may ask for parts of its own, which lie where they were.
    const where = ALL.includes(path) ? cache : caches;
    if (!await where.match(path, { ignoreVary: true })) missing.push(path);
  }
  await cache.addAll(missing);
}

// What any version was asked for so far: a ticket, or a table, has to open with the next one too.
async function asked() {
  const names = new Set();
  for (const name of (await caches.keys()).filter((name) => name.startsWith(PREFIX))) {
    const noted = await (await caches.open(name)).match(ASKED);
    for (const one of noted ? await noted.json() : []) names.add(one);
  }
  return [...names];
}

// A page asks for everything, or for what it was made of itself.
self.addEventListener("message", (event) => {
  const { data, source } = event;
  const paths = data === "all" ? [] : data.filter((path) => path.startsWith("/assets/"));
  const fresh = data === "all" ? [EVERYTHING] : paths.map(nameOf);
  const kept = asked().then((names) => keepNamed([...new Set([...names, ...fresh])], paths));
  event.waitUntil(kept.then(() => source.postMessage("kept"), () => {}));
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
