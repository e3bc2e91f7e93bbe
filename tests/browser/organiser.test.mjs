// Holding a shared market on a phone: copied, handed in, published by another; stalls; the end.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { databases, shotPath, useTown } from "./harness.mjs";
import { planned, stepMarket } from "./holding.mjs";
import { HERE, comes, fill, picks, reads, see, tap } from "./neighbours.mjs";

const MARKET = "共享集市 · 第十场";
const NEXT = "共享集市 · 第十一场";
const MINUTE = 60_000;

for (const database of databases) {
  describe(`holding a market on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);

    test("copies the last one in five taps, and another person publishes it", async () => {
      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk`);
      await he.page.getByRole("link", { name: /^办集市/ }).tap();
      await reads(he, "办集市");
      const taps = counted(he);
      await taps.tap("link", "照上一场再办");
      await reads(he, "照着再办一场");
      await taps.tap("button", "就这天，再办一场");
      await reads(he, MARKET);
      await he.page.getByText("交审核以前，还差 2 样").waitFor();
      assert.equal(await see(he, "button", "交去审核").count(), 0, "said before, not after");
      await he.shot(`organiser-copied-${database}`);
      await taps.tap("button", /^20 个摊位都会来/);
      await he.page.getByText("记下了：这些摊位都会来。").first().waitFor();
      await taps.tap("button", /^场地说好了/);
      await he.page.getByText("都齐了，可以交去审核。").waitFor();

      // Another name and another day; nothing else is typed.
      await tap(he, "link", "改计划");
      await reads(he, "改计划");
      await fill(he, "叫什么", NEXT);
      await he.page.getByLabel("哪一天").fill(dayIn(40));
      await tap(he, "button", "存好");
      await reads(he, NEXT);
      await taps.tap("button", "交去审核");
      await he.page.getByText("交上去了。另一个人看过以后就公开。").first().waitFor();
      assert.equal(taps.count, 5);
      await he.axe();

      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk`);
      await li.page.getByRole("link", { name: NEXT }).tap();
      await reads(li, NEXT);
      await li.shot(`organiser-review-${database}`);
      await tap(li, "button", "通过，公开");
      await li.page.getByText("已经公开，居民可以看到了。").first().waitFor();

      const stranger = await town.person();
      await stranger.go(`${HERE}/markets`);
      await stranger.page.getByRole("link", { name: NEXT }).tap();
      await reads(stranger, NEXT);
      await see(stranger, "heading", "20 个摊位", { level: 2 }).waitFor();
    });

    test("keeps what was typed where there is no network, and stores it later", async () => {
      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk/markets/new`);
      await reads(he, "新办一场");
      await fill(he, "叫什么", "周末修东西");
      await tap(he, "button", "留出消防通道，入口有人引导。");
      await he.page.getByText("还有 2 样没写").waitFor();
      const home = see(he, "searchbox", "院子或街道");
      if (await home.isVisible()) {
        await home.fill("丰泽院");
        await see(he, "button", /^丰泽院/).tap();
      }
      he.expects(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
      await he.context.setOffline(true);
      await tap(he, "button", "存好");
      await he.page.getByRole("alert").getByText("网络不通。").waitFor();
      await he.context.setOffline(false);
      await he.page.reload();
      await he.started();
      await he.page.getByText("上次在这部手机上写的还在，接着写就行。").waitFor();
      assert.equal(await see(he, "textbox", "叫什么").inputValue(), "周末修东西");
      await tap(he, "button", "存好");
      await reads(he, "周末修东西");
      await he.page.getByText("交审核以前，还差 3 样").waitFor();
      assert.equal(await he.page.evaluate(() =>
        Object.keys(localStorage).filter((it) => it.startsWith("linyuan.draft.market")).length), 0);
    });

    test("adds one stall after the other, each with its slots", async () => {
      const he = await comes(town, "organiser");
      const [draft] = (await he.ask("GET", `${HERE}/desk/markets`)).filter((it) => it.title === "周末修东西");
      await he.go(`${HERE}/desk/markets/${draft.id}/stalls`);
      await reads(he, "加摊位");
      for (const [service, name, count] of [["修鞋", "街角修鞋摊", 1], ["磨刀", "磨刀小队", 2]]) {
        await picks(he, new RegExp(`^${service}$`));
        await fill(he, "谁来做", name);
        await tap(he, "button", "加上这个摊位");
        await he.page.getByText(`加上了：${service}，${name}。一共 ${count} 个摊位。`).first().waitFor();
      }
      const { stalls } = await he.ask("GET", `${HERE}/desk/markets/${draft.id}`);
      assert.deepEqual(stalls.map((it) => [it.status, it.slots.length, it.slots[0].capacity]),
        [["confirmed", 6, 3], ["confirmed", 6, 6]], "ten minutes each, then five");
    });

    test("sees that somebody was faster, and loses nothing", async () => {
      const he = await comes(town, "organiser");
      const [draft] = (await he.ask("GET", `${HERE}/desk/markets`)).filter((it) => it.title === "周末修东西");
      await he.go(`${HERE}/desk/markets/${draft.id}/plan`);
      await reads(he, "改计划");
      await fill(he, /^说几句/, "带上要修的东西");
      const { version, plan } = await he.ask("GET", `${HERE}/desk/markets/${draft.id}`);
      await he.ask("POST", `${HERE}/desk/markets/${draft.id}`, { version, market: { ...plan, title: "别人改的名字" } });
      he.expects(/409/);
      await tap(he, "button", "存好");
      await he.page.getByText("刚才有人改过这一场。现在是：").waitFor();
      await he.page.getByText("别人改的名字").waitFor();
      assert.equal(await see(he, "textbox", /^说几句/).inputValue(), "带上要修的东西");
      await he.shot(`organiser-conflict-${database}`);
      await tap(he, "button", "存好");
      await reads(he, "周末修东西");
      await he.page.getByText("带上要修的东西").waitFor();
    });

    test("takes a stall that a shop offers, and everybody sees it", async () => {
      const shop = await comes(town, "neighbour");
      const { ahead: [market] } = await shop.ask("GET", `${HERE}/markets`);
      await shop.go(`${HERE}/markets/${market.id}`);
      await shop.page.getByRole("link", { name: /^我想来摆摊/ }).tap();
      await reads(shop, "来摆摊");
      await picks(shop, /^吃的$/);
      await fill(shop, "谁来做", "街口豆花");
      await tap(shop, "button", "我想来摆摊");
      await shop.page.getByText("收到了，谢谢您。主办的人看过以后告诉您。").first().waitFor();
      await shop.page.getByText("正在看", { exact: true }).waitFor();

      const he = await comes(town, "organiser");
      await he.go(`${HERE}/desk/markets`);
      await he.page.getByText("1 个摊位申请，等您来定").waitFor();
      await he.page.getByRole("link", { name: MARKET }).first().tap();
      await he.page.getByRole("link", { name: /吃的 · 街口豆花/ }).tap();
      await reads(he, /^吃的 · /);
      await he.shot(`organiser-stall-${database}`);
      await tap(he, "button", "要这个摊位");
      await he.page.getByText("定了，等对方说一声会来。").first().waitFor();

      // The message leads to the page of the stall.
      await shop.go(`${HERE}/mine/inbox`);
      await shop.page.locator("main .messages a").first().tap();
      await reads(shop, "来摆摊");
      await shop.axe();
      await tap(shop, "button", "好，我来");
      await shop.page.getByText("说好了，到时候见。").first().waitFor();
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${market.id}`);
      await stranger.page.getByText("街口豆花").waitFor();
    });

    test("lets no clinic in before another person has seen its paper", async () => {
      const doctor = await comes(town, "poster");
      const { ahead: [market] } = await doctor.ask("GET", `${HERE}/markets`);
      await doctor.go(`${HERE}/markets/${market.id}/stall`);
      await reads(doctor, "来摆摊");
      await picks(doctor, /^义诊$/);
      await fill(doctor, "谁来做", "仁心诊所");
      await fill(doctor, "哪种证件", "医师执业证");
      await doctor.page.getByLabel("有效到哪天").fill(dayIn(400));
      await tap(doctor, "button", "我想来摆摊");
      await doctor.page.getByText("正在看", { exact: true }).waitFor();
      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk/markets/${market.id}`);
      await zhang.page.getByRole("link", { name: /义诊 · 仁心诊所/ }).tap();
      await zhang.page.getByText(/还没有人看过/).waitFor();
      assert.equal(await see(zhang, "button", "要这个摊位").count(), 0);
      await tap(zhang, "button", "证件我看过了");
      await zhang.page.getByText("记下了：证件看过了。").first().waitFor();
    });

    test("changes the day only when two people say so", async () => {
      const he = await comes(town, "organiser");
      const { ahead: [market] } = await he.ask("GET", `${HERE}/markets`);
      await he.go(`${HERE}/desk/markets/${market.id}`);
      await tap(he, "button", "改日子");
      await tap(he, "button", "提出改日子");
      await he.page.getByText("提出来了。另一个人同意以后才算数。").first().waitFor();
      assert.equal(await see(he, "button", "同意").count(), 0);
      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk/markets`);
      await li.page.getByRole("link", { name: MARKET }).first().tap();
      await tap(li, "button", "同意");
      await li.page.getByText("同意了，已经告诉大家。").first().waitFor();
      const { ahead } = await li.ask("GET", `${HERE}/markets`);
      const moved = ahead.find((it) => it.id === market.id);
      assert.equal(moved.moved_from, market.starts_at);
    });

    test("starts, ends, is summed up, and another person signs", async () => {
      const he = await comes(town, "organiser");
      const { over: [last] } = await he.ask("GET", `${HERE}/markets`);
      const { place } = await he.ask("GET", `${HERE}/desk/markets/${last.id}`);
      const today = await planned(he, place, Date.now() + 20 * MINUTE, { title: "今天的小集市" });
      await stepMarket(he, today.id, { is: "submit" });
      const li = await comes(town, "secretary");
      await stepMarket(li, today.id, { is: "publish" });
      await he.go(`${HERE}/desk/markets/${today.id}`);
      await tap(he, "button", "开始了");
      await he.page.getByText("开始了，祝顺利。").first().waitFor();
      await tap(he, "button", "结束这一场");
      await see(he, "dialog", "大家都走了，结束这一场？").getByRole("button", { name: "结束", exact: true }).tap();
      await tap(he, "link", "写总结");
      await reads(he, "总结");
      await he.page.getByText("还没有签到和计数，先空着。").waitFor();
      await fill(he, "办得怎么样", "人不多，鞋都修好了。");
      await tap(he, "button", "写好了，请人签字");
      await he.page.getByText("写好了，等另一个人签字。").first().waitFor();
      assert.equal(await see(he, "button", "签字，公开").count(), 0);
      await he.shot(`organiser-summary-${database}`);

      await li.go(`${HERE}/desk`);
      await li.page.getByRole("link", { name: "今天的小集市" }).tap();
      await tap(li, "link", "看总结，签字");
      await tap(li, "button", "签字，公开");
      await li.page.getByText("签好了，数字和话都定下来了。").first().waitFor();
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${today.id}`);
      await stranger.page.getByText("人不多，鞋都修好了。").waitFor();
    });

    test("hangs at the door on one sheet, with a code that a scanner reads", async () => {
      const lan = await town.person();
      const { ahead: [market] } = await (await fetch(`${town.base}/api${HERE}/markets`)).json();
      await lan.go(`${HERE}/markets/${market.id}/poster`);
      await reads(lan, MARKET);
      const picture = lan.page.getByRole("img", { name: "扫一下，打开这一场的页面" });
      await picture.screenshot({ path: shotPath(`poster-code-${database}`) });
      const read = execFileSync("zbarimg", ["--quiet", "--raw", shotPath(`poster-code-${database}`)], { encoding: "utf8" });
      assert.equal(read.trim(), `${town.base}${HERE}/markets/${market.id}`);
      const pdf = await lan.page.pdf({ preferCSSPageSize: true });
      assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "one sheet");
      await lan.page.emulateMedia({ media: "print" });
      await lan.page.setViewportSize({ width: 688, height: 1016 });
      await lan.shot(`poster-print-${database}`);
    });
  });
}

/** Counts what is pressed. */
function counted(person) {
  return {
    count: 0,
    async tap(role, name) {
      this.count += 1;
      await (typeof name === "string" ? see(person, role, name) : person.page.getByRole(role, { name })).first().tap();
    },
  };
}

/** A day from today on, as a field has it. */
function dayIn(days) {
  return new Date(Date.now() + days * 24 * 60 * MINUTE + 8 * 60 * MINUTE).toISOString().slice(0, 10);
}
