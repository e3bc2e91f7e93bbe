// A grid worker with a keyboard and nothing else: reviews a wish, and asks a helper to do it.

import { describe, test } from "node:test";
import { useTown } from "./harness.mjs";
import { focused, press, to, type } from "./keys.mjs";
import { HERE, comes, reads, wishes } from "./neighbours.mjs";

describe("the office with a keyboard alone", { timeout: 240_000 }, () => {
  const town = useTown("sqlite");
  const CLOCK = "挂钟要换电池";

  test("reviews a wish, asks a helper, and answers what went wrong on the way", async () => {
    await wishes(await comes(town, "resident"), { title: CLOCK });
    await comes(town, "member");
    const zhang = await comes(town, "gridWorker");
    await zhang.go(`${HERE}/desk`);
    await reads(zhang, "工作台");
    await press(zhang, new RegExp(CLOCK));
    await reads(zhang, "审核心愿");
    await focused(zhang);
    await to(zhang, /^没有，是邻里帮忙的事/);
    await zhang.page.keyboard.press("Space");
    await to(zhang, /^邻居自己认领/);
    await zhang.page.keyboard.press("ArrowDown");
    await press(zhang, /^通过，公开$/);
    await reads(zhang, "已经公开");
    await focused(zhang);
    await press(zhang, /^回到工作台$/);
    await reads(zhang, "工作台");

    await press(zhang, new RegExp(CLOCK));
    await reads(zhang, "处理心愿");
    await press(zhang, /^安排人来办$/);
    await reads(zhang, CLOCK);
    await focused(zhang);
    await press(zhang, /^请人来办$/);
    await press(zhang, /^请他来办$/);
    await zhang.page.getByRole("alert").getByRole("link", { name: "请谁来办" }).waitFor();
    await to(zhang, /会办这类事/);
    await zhang.page.keyboard.press("Space");
    await press(zhang, /^请他来办$/);
    await reads(zhang, "已经去问他了");
    await focused(zhang);
  });

  test("takes down what two agree on, with a reason", async () => {
    const zhang = await comes(town, "gridWorker");
    const [{ id, title }] = (await zhang.ask("GET", `${HERE}/wishes`)).wishes;
    await zhang.go(`${HERE}/desk/wishes/${id}`);
    await type(zhang, /^别的原因/, "邻居来说了一声");
    await press(zhang, /^打开$/);
    await reads(zhang, title);
    await press(zhang, /^提出下架/);
    await to(zhang, /^不安全/);
    await zhang.page.keyboard.press("Space");
    await type(zhang, /^写几句/, "要爬到屋顶上。");
    await press(zhang, /^提出来$/);
    await reads(zhang, "已经提出");
  });
});
