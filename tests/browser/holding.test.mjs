// Every page of who holds shared markets or has a stall there, in every state and mode.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { eachLooksRight } from "./every.mjs";
import { Town } from "./harness.mjs";
import { HOLDING, HOLDING_ASKING, prepareHolding } from "./holding.mjs";
import { HERE, comes } from "./neighbours.mjs";

describe("every page of a market that is held", { timeout: 900_000, concurrency: 2 }, () => {
  const town = new Town("sqlite");
  const titles = new Map();
  let known;

  // Two at a time, so each puts its own phone away.
  after(() => town.stop());
  before(async () => {
    await town.start();
    const resident = await comes(town, "resident");
    await comes(town, "administrator");
    const { ahead: [ahead], over: [over] } = await resident.ask("GET", `${HERE}/markets`);
    const places = { market: ahead.id, marketOver: over.id };
    known = { ...places, ...await prepareHolding((who) => comes(town, who), places) };
    await town.everyoneLeaves();
  });

  eachLooksRight({ town, known: () => known, pages: HOLDING, asking: HOLDING_ASKING, titles });

  test("has a title of its own", () => {
    const own = [...titles].filter(([name]) => !name.includes(".")).map(([, title]) => title);
    assert.equal(new Set(own).size, own.length, own.join("\n"));
  });
});
