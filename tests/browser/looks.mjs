// What every page has to be like, in every mode: each rule looks at the page as it is now and
// returns what is wrong with it, as sentences.

import assert from "node:assert/strict";

/** The modes in which a page is looked at. Care mode is turned on by its button, as people do. */
const MODES = ["light", "dark", "care"];

/** Words in Latin letters that Chinese readers know by these letters. */
const KNOWN = /^(TOTP|QR|SMS|PDF|APP|English|Linux|Chrome|Android|iPhone|Windows|Mac|Safari|Edge)$/i;

/** Looks at the page in every mode, by every rule there is; takes a picture of each. */
export async function look(person, name) {
  const wrong = [];
  const before = person.page.viewportSize();
  for (const mode of MODES) {
    await wear(person, mode);
    const found = mode === "dark" ? [] : await narrow(person);
    await whole(person, before);
    found.push(
      ...await person.violations(),
      ...await person.page.evaluate(smallControls, mode === "care" ? 60 : 44),
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
  await page.emulateMedia({ colorScheme: mode === "dark" ? "dark" : "light" });
  const isCare = await page.evaluate(() => "care" in document.documentElement.dataset);
  if (isCare === (mode === "care")) return;
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
function smallControls(least) {
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
  return page.evaluate(() => {
    const root = document.documentElement;
    root.style.fontSize = "200%";
    const wide = (it) => it.getBoundingClientRect().right > 321 && it.checkVisibility()
      && !it.closest(".unseen, .skip, dialog:not([open])");
    const found = root.scrollWidth <= 320 ? [] : [...document.querySelectorAll("body *")]
      .filter((it) => wide(it) && ![...it.children].some(wide))
      .map((it) => `too wide at 320: ${it.outerHTML.slice(0, 120)}`);
    const sum = root.scrollWidth <= 320 ? [] : [`scrolls sideways at 320: ${root.scrollWidth}`];
    root.style.fontSize = "";
    return [...sum, ...found.slice(0, 5)];
  });
}
