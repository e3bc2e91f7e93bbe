// The figures of the first page, as somebody reads them there: 120 of 128 came true, and what
// became of each of the other eight; and the page that explains them says the same.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import { HERE, see } from "./neighbours.mjs";

describe("the figures", () => {
  const town = useTown("sqlite");
  const REST = ["3 个退回，重新等人认领", "4 个认领了，还没约时间", "1 个等本人确认"];

  /** A part of the page by its heading. */
  const part = (person, heading) =>
    person.page.locator("section.card").filter({ has: see(person, "heading", heading, { level: 2 }) });

  /** As it is read. */
  const words = async (part) => (await part.innerText()).replace(/\s+/g, " ");

  const sum = (parts) => parts.reduce((sum, it) => sum + parseInt(it, 10), 0);

  test("of the first page explain themselves", async () => {
    const lan = await town.person();
    await lan.go(HERE);
    const said = await words(part(lan, "大家一起实现的"));
    assert.match(said, /120\s*个心愿成真\s*共认领 128 个/);
    assert.ok(said.includes(`还有 8 个：${REST.join("，")}`), said);
    assert.equal(sum(REST), 128 - 120);
    await see(lan, "img", "认领的 128 个里，120 个已实现").waitFor();
  });

  test("are the same where they are explained, and in the table to take along", async () => {
    const lan = await town.person();
    await lan.go(HERE);
    await see(lan, "link", "这些数字怎么算").first().tap();
    await see(lan, "heading", "每个网格有多少").waitFor();
    const funnel = await words(part(lan, "从提交到实现"));
    assert.match(funnel, /认领 128 实现 120/);
    const rest = await words(part(lan, "认领了但还没实现的 8 个"));
    for (const it of REST) assert.ok(rest.includes(it), `${it} in ${rest}`);

    const table = await (await fetch(`${town.base}/api${HERE}/figures.csv`)).text();
    const rows = table.split("\n").map((line) => line.split(","));
    const count = (of) => Number(rows.find(([name, place]) => name === of && place === "")[2]);
    assert.deepEqual([count("claimed"), count("fulfilled")], [128, 120]);
    const others = rows.filter(([name]) => name.startsWith("claimed but "));
    assert.deepEqual(others.map((row) => Number(row[2])), REST.map((it) => parseInt(it, 10)));

    const cells = await part(lan, "现在都在哪里").getByRole("cell").allInnerTexts();
    const [posted, ...steps] = cells.map(Number).reverse();
    assert.match(funnel, new RegExp(`提交 ${posted} 公开 130 `));
    assert.equal(steps.reduce((sum, it) => sum + it, 0), posted);
  });
});
