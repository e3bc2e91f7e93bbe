// A keyboard and nothing else: from stop to stop, and what has the focus can be seen: it is marked,
// and nothing lies over it.

import assert from "node:assert/strict";

/** More stops than any page has. */
const MOST = 150;

/** What has the focus, as it would be read out. */
const said = () => {
  const it = document.activeElement;
  if (!it.matches("a, button, input, textarea, select, summary")) return it.localName;
  return (it.ariaLabel || it.labels?.[0]?.innerText || it.innerText || it.name || it.localName).trim();
};

/** How much of what has the focus is neither off the screen nor under what sticks to its edge. */
const shown = () => {
  const it = document.activeElement;
  const seen = it.matches("input[type=radio], input[type=checkbox]") ? it.labels[0] : it;
  const { top, bottom } = seen.getBoundingClientRect();
  // An open question lies over everything.
  const over = [...document.querySelectorAll(".dock, .tabs")]
    .filter((bar) => getComputedStyle(bar).position === "sticky" && !bar.contains(it) && !it.closest("dialog"))
    .map((bar) => bar.getBoundingClientRect());
  let [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
  for (const bar of over) {
    if (bar.top < to && bar.bottom > from) to = Math.max(from, bar.top);
  }
  return Math.max(0, to - from) / Math.min(bottom - top, innerHeight);
};

/** From stop to stop until the one that is called so; it can be seen that it has the focus. */
export async function to(person, name) {
  const passed = [];
  // A page that comes takes the focus to its heading; whoever pressed before that, pressed nothing.
  await person.settled();
  for (let stops = 0; stops < MOST; stops += 1) {
    const here = await person.page.evaluate(said);
    // The page as a whole, or its heading, is where one comes from.
    if (!/^(body|main|h1|div)$/.test(here)) {
      const part = await person.page.evaluate(shown);
      assert.ok(part >= .5, `${here} has the focus, and ${Math.round(part * 100)} % of it are seen`);
    }
    if (name.test(here)) {
      const seen = await person.page.evaluate(() => {
        const it = document.activeElement;
        const shown = it.matches("input[type=radio], input[type=checkbox]") ? it.labels[0] : it;
        return it.matches(":focus-visible") && getComputedStyle(shown).outlineStyle !== "none";
      });
      assert.ok(seen, `${here} has the focus, and nobody sees it`);
      await person.settled();
      if (name.test(await person.page.evaluate(said))) return;
      continue;
    }
    passed.push(here.slice(0, 12));
    await person.page.keyboard.press("Tab");
  }
  assert.fail(`no way to ${name} on ${person.page.url()}: ${passed.join(" → ")}`);
}

export async function press(person, name) {
  await to(person, name);
  await person.page.keyboard.press("Enter");
}

export async function type(person, name, words) {
  await to(person, name);
  await person.page.keyboard.type(words);
}

export async function focused(person) {
  await person.page.waitForFunction(() => document.activeElement?.localName === "h1");
}
