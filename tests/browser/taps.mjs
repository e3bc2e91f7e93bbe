// How often somebody pressed, and where they typed, as the browser itself saw it.

/** Counts from now on, for as long as no page is loaded anew. */
export async function counts(person) {
  await person.page.evaluate(() => {
    const counted = { taps: 0, fields: [] };
    window.counted = counted;
    addEventListener("pointerdown", () => { counted.taps += 1; }, true);
    addEventListener("input", ({ target }) => {
      const typed = !target.matches("[type=checkbox], [type=radio]");
      if (typed && !counted.fields.includes(target.name)) counted.fields.push(target.name);
    }, true);
  });
}

/** So many taps, and these fields. */
export const counted = (person) => person.page.evaluate(() => window.counted);
