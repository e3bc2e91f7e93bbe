// Pages in every state and mode, and what they say when the server fails or cannot be reached.

import { test } from "node:test";
import { listens, readsEnglish } from "./english.mjs";
import { look } from "./looks.mjs";
import { HERE, comes, see } from "./neighbours.mjs";

/** Pages that are looked at while their answer is under way. */
const HELD = new Set(["home", "wish", "my-wish", "market", "desk", "desk-market"]);

/**
 * A test for each state of each page, two for each that asks the server. `known` says what was
 * prepared, `titles` gets what each page is called.
 */
export function eachLooksRight({ town, known, pages, asking, titles }) {
  const someone = (who) => who ? comes(town, who) : town.person();

  for (const [name, who, open] of pages) {
    test(`${name} looks right in every mode`, async () => {
      const person = await someone(who);
      const sent = listens(person);
      await open(person, known());
      await see(person, "heading", undefined, { level: 1 }).first().waitFor();
      titles.set(name, await person.page.title());
      await look(person, name);
      await readsEnglish(person, name, who, sent);
      await person.leaves();
    });
  }

  for (const [name, who, path] of asking.filter(([name]) => HELD.has(name))) {
    test(`${name} says that it is being opened, and then opens`, async () => {
      const person = await someone(who);
      const answers = await holds(person);
      await person.go(`${HERE}/settings`);
      await person.settled();
      answers.hold();
      await travels(person, path(known()));
      await person.page.locator("main .loading").first().waitFor();
      await look(person, `${name}.loading`);
      answers.letGo();
      await see(person, "heading", undefined, { level: 1 }).first().waitFor();
      await person.page.waitForFunction(() => !document.querySelector("main .loading"));
      await person.leaves();
    });
  }

  for (const [name, who, path] of asking) {
    test(`${name} says that something went wrong`, async () => {
      const person = await someone(who);
      person.expects(/500/);
      // Before the first page: what is under way when a browser begins to be listened to may be lost.
      await person.page.route(new RegExp(`/api(${HERE}/|/me/data)`), (route) => route.fulfill({ status: 500, body: "" }));
      await person.go(`${HERE}/settings`);
      await travels(person, path(known()));
      await see(person, "alert", undefined).first().waitFor();
      await look(person, `${name}.error`);
      await person.leaves();
    });

    test(`${name} says that there is no network`, async () => {
      const person = await someone(who);
      person.expects(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/);
      await person.go(`${HERE}/settings`);
      await person.context.setOffline(true);
      await travels(person, path(known()));
      await person.page.getByText("网络不通。").first().waitFor();
      await look(person, `${name}.offline`);
      await person.leaves();
    });
  }
}

/** Keeps back what this person is answered, from when it is said until they may have it. */
async function holds(person) {
  let [held, letGo] = [Promise.resolve(), () => {}];
  await person.page.route(new RegExp(`/api${HERE}/`), async (route) => {
    await held;
    await route.continue();
  });
  return {
    hold: () => { held = new Promise((done) => { letGo = done; }); },
    letGo: () => letGo(),
  };
}

/** To another page of the app, without loading it anew. */
export async function travels(person, path) {
  await person.page.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}
