// What every page has to be like, in every mode: each rule looks at the page as it is now and
// returns what is wrong with it, as sentences.

import assert from "node:assert/strict";

/** The modes in which a page is looked at. Care mode is turned on by its button, as people do. */
const MODES = ["light", "dark", "care"];

/** Pages that most people come to: they are looked at more closely. */
const MAIN = new Set([
  "home", "wishes", "wish", "new", "mine", "my-wish", "claim", "market", "ticket", "desk", "settings", "sign-in",
]);

/** How large letters are in care mode: the smallest choice, the usual one, the largest. */
const [SMALLEST, USUAL, LARGEST] = [18, 22, 30];

/** Words in Latin letters that Chinese readers know by these letters. */
const KNOWN = /^(TOTP|QR|SMS|PDF|APP|English|Linux|Chrome|Android|iPhone|Windows|Mac|Safari|Edge)$/i;

/** Looks at the page in every mode, by every rule there is; takes a picture of each. */
export async function look(person, name) {
  const wrong = [];
  const before = person.page.viewportSize();
  const isMain = MAIN.has(name);
  for (const mode of isMain ? [...MODES, "care-dark"] : MODES) {
    await wear(person, mode);
    const found = mode.endsWith("dark") ? [] : await narrow(person);
    if (isMain && mode === "light") found.push(...await low(person));
    if (isMain && mode === "care") found.push(...await sizes(person, before));
    await whole(person, before);
    const care = mode.startsWith("care");
    found.push(
      ...await person.violations(),
      ...await person.page.evaluate(smallControls, care ? 60 : 44),
      ...care ? await person.page.evaluate(letters, [USUAL, SMALLEST]) : [],
      ...await person.page.evaluate(movement),
      ...await latin(person),
    );
    await person.shot(`${name}-${mode}`, { scale: "css" });
    await person.page.setViewportSize(before);
    wrong.push(...found.map((it) => `${mode}: ${it}`));
  }
  assert.deepEqual(wrong, [], `${name}, ${person.page.url()}`);
}

/** All of the page at once, so that what sticks to the end of the screen covers nothing. */
async function whole(person, { width, height }) {
  await person.page.setViewportSize({ width, height });
  const all = await person.page.evaluate(() => document.documentElement.scrollHeight);
  await person.page.setViewportSize({ width, height: Math.max(all, height) });
}

/** Puts the page into a mode without loading it again, so that its state stays. */
async function wear(person, mode) {
  const { page } = person;
  await page.emulateMedia({ colorScheme: mode.endsWith("dark") ? "dark" : "light" });
  const isCare = await page.evaluate(() => "care" in document.documentElement.dataset);
  if (isCare === mode.startsWith("care")) return;
  const button = page.getByRole("button", { name: isCare ? "普通版" : "长辈版" });
  // Behind an open question nothing can be pressed.
  if (await page.getByRole("dialog").count() > 0) {
    await page.evaluate((on) => document.documentElement.toggleAttribute("data-care", on), !isCare);
  } else {
    await button.tap();
  }
  await page.waitForFunction((on) => ("care" in document.documentElement.dataset) === on, !isCare);
}

/** Everything that takes the focus is large enough for a thumb: itself, or its label. */
export function smallControls(least) {
  const all = document.querySelectorAll("a[href], button, input, textarea, select, summary");
  const wrong = [];
  for (const control of all) {
    const box = (control.matches("input[type=radio], input[type=checkbox]")
      ? control.labels[0] : control).getBoundingClientRect();
    const skip = control.matches(".skip") || control.matches("[type=hidden]");
    if (skip || !control.checkVisibility({ visibilityProperty: true })) continue;
    // Links in running text are held to the general measure.
    const main = control.matches("button, input, textarea, .button, .door, .tab, .chip, .tool");
    const needed = main ? least : 44;
    if (box.width < needed - .5 || box.height < needed - .5) {
      const size = `${box.width.toFixed(0)}×${box.height.toFixed(0)}`;
      const said = control.ariaLabel ?? control.innerText ?? "";
      wrong.push(`${control.localName} “${said || control.name}” is ${size}, less than ${needed}`);
    }
  }
  return wrong;
}

/** Whoever asked for less movement gets none. */
function movement() {
  const moving = document.getAnimations().filter((it) => it.playState === "running");
  return moving.map((it) => `moves: ${it.effect.target.outerHTML.slice(0, 80)}`);
}

/** No foreign words on a Chinese page, whether they are read or heard. */
async function latin(person) {
  const said = await person.page.evaluate(() => {
    const words = [document.title, document.body.innerText];
    const spoken = ["aria-label", "placeholder", "title", "alt", "aria-description"];
    for (const name of spoken) {
      for (const it of document.querySelectorAll(`[${name}]`)) words.push(it.getAttribute(name));
    }
    return { lang: document.documentElement.lang, words: words.join("\n") };
  });
  if (said.lang !== "zh-CN") return [`the page says it is in ${said.lang}`];
  const found = said.words.replace(/https?:\/\/\S+/g, "").match(/[A-Za-z]{2,}/g) ?? [];
  return found.filter((word) => !KNOWN.test(word)).map((word) => `“${word}” on a Chinese page`);
}

/** On the narrowest phone, with letters twice as large, nobody scrolls sideways. */
async function narrow(person) {
  const { page } = person;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  const found = await page.evaluate(tooWide, 320);
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
  return found;
}

/** What is wider than the screen, where anything is. */
export function tooWide(width) {
  const root = document.documentElement;
  if (root.scrollWidth <= width) return [];
  const wide = (it) => it.getBoundingClientRect().right > width + 1 && it.checkVisibility()
    && !it.closest(".unseen, .skip, dialog:not([open])");
  const found = [...document.querySelectorAll("body *")].filter((it) => wide(it) && ![...it.children].some(wide));
  const where = found.slice(0, 5).map((it) => `too wide at ${width}: ${it.outerHTML.slice(0, 120)}`);
  return [`scrolls sideways at ${width}: ${root.scrollWidth}`, ...where];
}

/**
 * As on a large screen at 400 %: a low one, on which nothing sticks, and with lines, words and
 * letters as far apart as readers may set them.
 */
async function low(person) {
  const { page } = person;
  await page.setViewportSize({ width: 320, height: 256 });
  const found = await page.evaluate(tooWide, 320);
  found.push(...await page.evaluate(() => {
    const sticks = (it) => /sticky|fixed/.test(getComputedStyle(it).position) && it.checkVisibility();
    const bars = [...document.querySelectorAll("body *")].filter(sticks);
    return bars.map((it) => `covers a low screen: ${it.outerHTML.slice(0, 80)}`);
  }));
  await page.evaluate(() => {
    const apart = new CSSStyleSheet();
    apart.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets.push(apart);
  });
  found.push(...(await page.evaluate(tooWide, 320)).map((it) => `set apart: ${it}`));
  await page.evaluate(() => { document.adoptedStyleSheets.pop(); });
  return found;
}

/** In care mode with the smallest and the largest letters that can be chosen. */
async function sizes(person, before) {
  const { page } = person;
  await page.setViewportSize(before);
  const found = [];
  for (const size of [SMALLEST, LARGEST]) {
    await page.evaluate((size) => { document.documentElement.dataset.text = size; }, size);
    found.push(
      ...await page.evaluate(letters, [size, SMALLEST]),
      ...(await page.evaluate(tooWide, before.width)).map((it) => `with letters of ${size}: ${it}`),
    );
  }
  await page.evaluate((size) => { document.documentElement.dataset.text = size; }, USUAL);
  return found;
}

/** Letters of this size, none smaller than the least; running text in lines that stand apart. */
export function letters([size, least]) {
  // What is no more than a word or a number has no second line to stand apart from.
  const SHORT = "a, button, summary, h1, h2, h3, h4, .word, .large, .date, .pair, .queue-number, .board-called b, .slot";
  const px = (it, what) => parseFloat(getComputedStyle(it)[what]);
  const body = px(document.body, "fontSize");
  const wrong = Math.abs(body - size) < .1 ? [] : [`letters of ${body}, not of ${size}`];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let it = walk.nextNode(); it; it = walk.nextNode()) {
    const [words, around] = [it.data.trim(), it.parentElement];
    const isSeen = around.checkVisibility({ visibilityProperty: true }) && !around.closest(".unseen, .skip, script");
    if (!words || !isSeen) continue;
    const font = px(around, "fontSize");
    if (font < least - .1) wrong.push(`“${words}” in letters of ${font}, less than ${least}`);
    const runs = around.closest("p, li, dd") && !around.closest(SHORT);
    const lines = px(around, "lineHeight") / font;
    if (runs && !(lines > 1.49)) wrong.push(`“${words}” in lines of ${lines}`);
  }
  return wrong.slice(0, 8);
}
