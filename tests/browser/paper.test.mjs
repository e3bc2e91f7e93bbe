// What reaches those who are not online: a sheet in the stairwell, and a voice.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import { HERE, comes, reads, see, tap } from "./neighbours.mjs";

/** A browser that speaks, and remembers what it was asked to say. */
function voice() {
  window.said = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const spoken = { speak: (it) => window.said.push(it), cancel: () => window.said.at(-1)?.onend?.() };
  Object.defineProperty(window, "speechSynthesis", { value: spoken });
}

for (const database of databases) {
  describe(`on paper on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);

    test("the wishes that wait hang in the stairwell, and nothing private with them", async () => {
      const zhang = await comes(town, "gridWorker");
      const { wishes } = await zhang.ask("GET", `${HERE}/wishes`);
      const [market] = (await zhang.ask("GET", `${HERE}/markets`)).ahead;
      await zhang.go(`${HERE}/desk`);
      await zhang.page.getByRole("link", { name: "心愿公告" }).tap();
      await reads(zhang, "邻居的心愿，等人搭把手");
      await zhang.axe();
      await zhang.shot(`bulletin-${database}`);

      const sheet = zhang.page.getByRole("article");
      for (const { title } of wishes.slice(0, 10)) await sheet.getByText(title).waitFor();
      await sheet.getByText(market.title).waitFor();
      await sheet.getByText("0937-2600100").waitFor();
      await see(zhang, "img", "扫一下，打开全部心愿").waitFor();
      // On paper there is the sheet, and nothing to press.
      await zhang.page.emulateMedia({ media: "print" });
      await zhang.shot(`bulletin-paper-${database}`);
      assert.equal(await zhang.page.getByRole("button", { name: "打印" }).isVisible(), false);
      assert.equal(await see(zhang, "heading", "大喇叭稿").isVisible(), false);
      assert.equal(await sheet.isVisible(), true);
    });

    test("the same is read out, by whoever has a loudspeaker or by the phone", async () => {
      const lan = await comes(town, "neighbour");
      await lan.page.addInitScript(voice);
      const { wishes } = await lan.ask("GET", `${HERE}/wishes`);
      await lan.go(`${HERE}/bulletin`);
      const text = await lan.page.locator(".spoken").innerText();
      for (const part of ["街坊邻居们，大家好。", wishes[0].title, "0937-2600100"]) assert.ok(text.includes(part), text);
      await tap(lan, "button", "读出来听听");
      await see(lan, "button", "停").waitFor();
      const said = () => lan.page.evaluate(() => window.said.map(({ text, lang }) => [lang, text]));
      assert.deepEqual(await said(), [["zh-CN", text]]);
      await tap(lan, "button", "停");
      await see(lan, "button", "读出来听听").waitFor();
      await tap(lan, "button", "复制");
      await lan.page.getByText("已经复制").first().waitFor();

      const [market] = (await lan.ask("GET", `${HERE}/markets`)).ahead;
      await lan.go(`${HERE}/markets/${market.id}/poster`);
      const call = await lan.page.locator(".spoken").innerText();
      for (const part of [market.place_name, "理发", "不用手机也行"]) assert.ok(call.includes(part), call);
      await lan.axe();
      await lan.shot(`poster-${database}`);
    });
  });
}
