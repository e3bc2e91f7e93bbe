// Three journeys with a keyboard and nothing else: making a wish, taking one on, saying it is done.

import { describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import { focused, press, to, type } from "./keys.mjs";
import { HERE, approves, comes, reads, see } from "./neighbours.mjs";

describe("with a keyboard alone", { timeout: 240_000 }, () => {
  const town = useTown("sqlite");
  const CLOCK = "挂钟要换电池";

  test("a wish is made", async () => {
    const lan = await comes(town, "resident");
    await lan.go(`${HERE}/new`);
    await reads(lan, "您需要哪种帮助？");
    await to(lan, /小修理/);
    await lan.page.keyboard.press("Space");
    await press(lan, /^继续$/);
    await reads(lan, "您需要什么？");
    await type(lan, /^用一句平常话说/, CLOCK);
    await press(lan, /^继续$/);
    await reads(lan, "去哪里，找谁？");
    await type(lan, /^院子或街道$/, "丰泽院");
    await lan.page.getByRole("button", { name: /^丰泽院/ }).first().waitFor();
    await press(lan, /^丰泽院/);
    await type(lan, /^怎么称呼您/, "兰阿姨");
    await type(lan, /^联系电话/, "13900001111");
    await press(lan, /^提交心愿$/);
    await reads(lan, "心愿收到了");
    await focused(lan);
  });

  test("it is taken on, and a day is promised", async () => {
    await approves(await comes(town, "gridWorker"), CLOCK);
    const chen = await comes(town, "member");
    await chen.go(`${HERE}/wishes?q=${encodeURIComponent(CLOCK)}`);
    await press(chen, new RegExp(CLOCK));
    await reads(chen, CLOCK);
    await press(chen, /^我来帮这个忙$/);
    await press(chen, /^好，我来办$/);
    await chen.page.getByText("这个心愿交给您了").first().waitFor();
    await press(chen, /^去看联系方式$/);
    await see(chen, "button", "打开联系方式").waitFor();
    await press(chen, /^打开联系方式$/);
    await chen.page.getByText("已打开。").first().waitFor();
    await to(chen, /^今天|^明天/);
    await chen.page.keyboard.press("ArrowDown");
    await press(chen, /^就这么约好$/);
    await chen.page.getByText("约好了，许愿人也知道了。").first().waitFor();
    await press(chen, /^没有暗号，我办好了$/);
    await type(chen, /^怎么办好的/, "换好了，走得很准");
    await press(chen, /^请许愿人确认$/);
    await chen.page.getByText("等许愿人确认").first().waitFor();
  });

  test("it is confirmed", async () => {
    const lan = await comes(town, "resident");
    await lan.go(`${HERE}/mine`);
    await press(lan, new RegExp(`${CLOCK}.*办好了吗`));
    await reads(lan, CLOCK);
    await focused(lan);
    await press(lan, /^办好了，谢谢$/);
    await lan.page.getByText("好，记下了。").first().waitFor();
  });
});
