// The harness sees what it is there to see: each of its guards, tried on a page that is wrong.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { startPostgres } from "./postgres.mjs";
import { CHROMIUM, Town } from "./harness.mjs";

const PAGES = {
  "/good": "<h1>Good</h1>",
  "/console": "<h1>Bad</h1><script src='/error.js'></script>",
  "/policy": "<h1>Bad</h1><script>document.title = 'ran'</script>",
  "/contrast": "<h1>Bad</h1><link rel='stylesheet' href='/pale.css'>",
};

const FILES = {
  "/error.js": ["text/javascript", "console.error('wrong')"],
  "/pale.css": ["text/css", "h1 { color: rgb(230 230 230); background: rgb(255 255 255); }"],
};

function answer(request, response) {
  const [type, body] = FILES[request.url] ?? ["text/html; charset=utf-8",
    `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A page</title>`
    + `<main>${PAGES[request.url]}</main></html>`];
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:";
  response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(body);
}

describe("the harness", () => {
  const town = new Town("none");
  const server = createServer(answer);

  before(async () => {
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    town.base = `http://127.0.0.1:${server.address().port}`;
    town.browser = await chromium.launch(CHROMIUM);
  });

  after(async () => {
    await town.stop();
    server.close();
  });

  async function complaintsAbout(path, ...expected) {
    const person = await town.person();
    person.expects(...expected);
    await person.page.goto(path);
    await person.page.waitForTimeout(200);
    const { complaints } = person;
    person.complaints = [];
    await town.everyoneLeaves();
    return complaints.join("\n");
  }

  test("is content with a page that is good", async () => {
    assert.equal(await complaintsAbout("/good"), "");
    const person = await town.person();
    await person.page.goto("/good");
    await person.axe();
    await town.everyoneLeaves();
  });

  test("hears an error in the console, unless it was expected", async () => {
    assert.match(await complaintsAbout("/console"), /wrong/);
    assert.equal(await complaintsAbout("/console", /wrong/), "");
  });

  test("hears what the policy stopped", async () => {
    assert.match(await complaintsAbout("/policy"), /policy: script-src-elem stopped inline/);
  });

  test("sees letters that are too pale", async () => {
    const person = await town.person();
    await person.page.goto("/contrast");
    await assert.rejects(person.axe(), /color-contrast/);
    await town.everyoneLeaves();
  });

  test("has a PostgreSQL that comes and goes", async () => {
    const postgres = await startPostgres();
    assert.match(postgres.url, /^postgres:/);
    await postgres.stop();
  });
});
