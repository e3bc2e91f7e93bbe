// A page in English: its words are ours, in English, or somebody's own. What is Chinese on it has
// come as data, or is meant: an example of what neighbours type, a language called by its name.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hasNoEnd } from "./harness.mjs";
import { smallControls, tooWide } from "./looks.mjs";

const TEXT = fileURLToPath(new URL("../../app/src/text", import.meta.url));
const HAN = /\p{Script=Han}+/gu;

/** All strings in the sentences of a language. */
function strings(language) {
  const files = readdirSync(`${TEXT}/${language}`).map((name) => readFileSync(`${TEXT}/${language}/${name}`, "utf8"));
  const literals = files.flatMap((file) => file.replace(/^\s*\/\/.*$/gm, "").match(/"(\\.|[^"\\])*"/gs) ?? []);
  return literals.map((it) => it.slice(1, -1)).filter((it) => it.match(HAN));
}

/** The whole sentences of the other language, and what English ones have of it. */
const OURS = new Set(strings("zh"));
const MEANT = new Set(["中文", ...strings("en").flatMap((it) => it.match(HAN))]);

/** Of these there is a picture. */
const PICTURES = new Set(["home", "wishes", "wish", "my-wish", "market", "ticket", "settings", "desk", "review"]);

/** Each address once: what is pressed there is drawn from the same sentences. */
const seen = new Set();

/** How long all of it has taken, in seconds, two pages at a time. */
export const took = { pages: 0, seconds: 0 };

/**
 * Opens the page where somebody stands once more, in English, and looks at it. `before` says what
 * the server has sent already: a phone may have kept it.
 */
export async function readsEnglish(person, name, who, before) {
  const { pathname, search } = new URL(person.page.url());
  const page = `${who} ${pathname}${search}`;
  if (seen.has(page)) return;
  seen.add(page);
  const began = performance.now();
  const [kept, data] = [await before(), listens(person)];
  await switches(person);
  // Words that are looked for stand in the address, and on the page.
  const wrong = await foreign(person, new Set([...kept, ...await data(), ...new URLSearchParams(search).values()]));
  const usual = person.page.viewportSize();
  for (const width of [usual.width, 320]) {
    await person.page.setViewportSize({ width, height: usual.height });
    wrong.push(...await person.page.evaluate(tooWide, width));
  }
  await person.page.setViewportSize(usual);
  wrong.push(...await person.violations(), ...await person.page.evaluate(smallControls, 44));
  if (PICTURES.has(name)) await person.shot(`${name}-english`);
  assert.deepEqual(wrong, [], `${name} in English, ${person.page.url()}`);
  took.pages += 1;
  took.seconds += (performance.now() - began) / 1000;
}

/** Light, at the usual size, in English, and all of it there. */
export async function switches(person) {
  const { page } = person;
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => {
    localStorage.setItem("linyuan.language", "en");
    localStorage.removeItem("linyuan.mode");
  });
  await page.reload();
  // The server draws in Chinese what is read until the app is there.
  await page.waitForFunction(() => {
    const skip = document.querySelector(".skip");
    return skip ? skip.textContent.startsWith("Skip") : document.documentElement.dataset.app === "started";
  });
  await person.started();
  await page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector("main .loading"));
  await person.settled();
}

/** Notes what the server sends from now on, and later says which values came with it. */
export function listens(person) {
  const answers = [];
  const note = (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.startsWith("/api/") && !hasNoEnd(answer.request())) answers.push(answer.text().catch(() => ""));
    if (answer.request().isNavigationRequest()) answers.push(answer.text().then(first, () => ""));
  };
  person.page.on("response", note);
  return async () => {
    person.page.off("response", note);
    const kept = await person.page.evaluate(() => Object.values({ ...localStorage }));
    return new Set([...await Promise.all(answers), ...kept].flatMap(values));
  };
}

/** The data that a page brings along, as it is sent. */
const first = (html) => html.match(/<script type="application\/json" id="first">(.*?)<\/script>/s)?.[1] ?? "";

/** Every Chinese string in a text that may be JSON. */
function values(text) {
  const found = [];
  const walk = (it) => {
    if (typeof it === "string" && it.match(HAN)) found.push(it.trim());
    else if (it && typeof it === "object") Object.values(it).forEach(walk);
  };
  try {
    walk(JSON.parse(text));
  } catch {
    walk(text);
  }
  return found;
}

/** Chinese words that nobody sent, and sentences of ours that should be English. */
export async function foreign(person, data) {
  const { lang, words } = await person.page.evaluate(said);
  const [all, pieces] = [[...data].join("\n"), new Set([...data].flatMap((it) => it.match(HAN) ?? []))];
  const longest = [...pieces].filter((it) => it.length > 1).sort((one, other) => other.length - one.length);
  const isSent = (run) => MEANT.has(run) || all.includes(run)
    || longest.reduce((rest, piece) => rest.replaceAll(piece, ""), run) === "";
  const wrong = words.flatMap((text) => {
    if (OURS.has(text) && !data.has(text)) return [`“${text}” on an English page`];
    const runs = (text.match(HAN) ?? []).filter((run) => !isSent(run));
    return runs.map((run) => `“${run}” of “${text.slice(0, 60)}” on an English page`);
  });
  if (lang !== "en") wrong.push(`the page says it is in ${lang}`);
  return wrong;
}

/** Everything that is read or heard, piece by piece. */
function said() {
  const words = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let it = walk.nextNode(); it; it = walk.nextNode()) {
    if (it.parentElement.checkVisibility() && !it.parentElement.closest("script")) words.push(it.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "aria-description"]) {
    for (const it of document.querySelectorAll(`[${name}]`)) words.push(it.getAttribute(name));
  }
  return { lang: document.documentElement.lang, words: words.map((it) => it.trim()).filter(Boolean) };
}
