// Other things than markets, made of the same stalls and slots: what neighbours do together, a talk of
// which nobody knows but who gives it, and helpers who take turns.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { approvals } from "./guests.mjs";
import { databases, useTown } from "./harness.mjs";
import { SHOP, WHOLE } from "./holding.mjs";
import { DAY, aMorning, desk, publishes } from "./kinds.mjs";
import { HERE, PEOPLE, choose, comes, fill, picks, reads, see, tap } from "./neighbours.mjs";
import { day, says, table, takesPhone, turns, types, waits } from "./table.mjs";
import { linkOf } from "./visits.mjs";

const MINUTE = 60_000;

for (const database of databases) {
  describe(`an activity on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const CLEAN_UP = "一起打扫院子";
    let [id, starts, place] = [];

    test("is planned on a phone, published by another person, and joined with one tap", async () => {
      const he = await comes(town, "organiser");
      ({ starts } = await aMorning(he));
      await he.go(`${HERE}/desk/markets`);
      await tap(he, "link", "新办一场");
      await reads(he, "新办一场");
      await fill(he, "叫什么", CLEAN_UP);
      await picks(he, /^活动$/);
      await he.page.getByLabel("哪一天").fill(dayOf(starts));
      await he.page.getByLabel("几点结束").fill("11:00");
      const where = see(he, "searchbox", "院子或街道");
      if (await where.isVisible()) {
        await where.fill("丰泽院");
        await see(he, "button", /^丰泽院/).tap();
      }
      await tap(he, "button", "留出消防通道，入口有人引导。");
      await tap(he, "button", "下雨改到下一周的同一天。");
      await choose(he, "场地说好了");
      await he.page.getByText("都写好了").waitFor();
      await tap(he, "button", "存好");
      await reads(he, CLEAN_UP);
      id = new URL(he.page.url()).pathname.split("/").at(-1);

      await tap(he, "link", "还没有摊位，加一个");
      await reads(he, "加摊位");
      await picks(he, /^清洗打扫$/);
      await fill(he, "谁来做", "红马甲服务队");
      await fill(he, "同时几个人做", "20");
      await picks(he, /^一小时$/);
      await tap(he, "button", "加上这个摊位");
      await he.page.getByText("加上了：清洗打扫，红马甲服务队。一共 1 个摊位。").first().waitFor();
      await tap(he, "link", "返回这一场");
      await he.page.getByText("都齐了，可以交去审核。").waitFor();
      await tap(he, "button", "交去审核");
      await he.page.getByText("交上去了。另一个人看过以后就公开。").first().waitFor();
      assert.equal(await see(he, "button", "通过，公开").count(), 0, "another person does that");

      const li = await comes(town, "secretary");
      await li.go(`${HERE}/desk`);
      await li.page.getByRole("link", { name: CLEAN_UP }).tap();
      await reads(li, CLEAN_UP);
      await li.page.getByText("活动", { exact: true }).first().waitFor();
      await tap(li, "button", "通过，公开");
      await li.page.getByText("已经公开，居民可以看到了。").first().waitFor();

      const lan = await comes(town, "resident");
      await signsUp(lan, CLEAN_UP, /^报名 09:00 清洗打扫/);
      await see(lan, "heading", "位子是您的了", { level: 4 }).waitFor();
      await lan.axe();
      await lan.shot(`kinds-activity-${database}`);
      place = await own(lan, id);
    });

    test("checks people in, calls no numbers, and is summed up and signed", async () => {
      await theDayComes(town, starts);
      const he = await comes(town, "organiser");
      await he.go(desk(id));
      await tap(he, "button", "开始了");
      await he.page.getByText("开始了，祝顺利。").first().waitFor();
      await tap(he, "link", "当天的事");
      await reads(he, CLEAN_UP);
      await tap(he, "link", "用这部手机签到");
      await takesPhone(he, "院门口", CLEAN_UP);
      await turns(he, "输号码");
      await types(he, place.ticket.code);
      await says(he, "签到了");
      await waits(he, 0);

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets/${id}`);
      await reads(lan, CLEAN_UP);
      await lan.settled();
      assert.equal(await see(lan, "heading", "现场取号").count(), 0, "everybody does the same");
      await lan.go(`${HERE}/tickets/${place.id}`);
      await reads(lan, "已签到");

      await he.go(desk(id));
      await tap(he, "button", "结束这一场");
      await see(he, "dialog", "大家都走了，结束这一场？").getByRole("button", { name: "结束", exact: true }).tap();
      await tap(he, "link", "写总结");
      await reads(he, "总结");
      await figure(he, "来了多少人", "1").waitFor();
      await fill(he, "办得怎么样", "院子扫干净了，花坛也翻了土。");
      await tap(he, "button", "写好了，请人签字");
      await he.page.getByText("写好了，等另一个人签字。").first().waitFor();
      const li = await comes(town, "secretary");
      await li.go(`${desk(id)}/summary`);
      await tap(li, "button", "签字，公开");
      await li.page.getByText("签好了，数字和话都定下来了。").first().waitFor();
      const stranger = await town.person();
      await stranger.go(`${HERE}/markets/${id}`);
      await stranger.page.getByText("院子扫干净了，花坛也翻了土。").waitFor();
      await stranger.axe();
    });
  });

  describe(`a talk of which nobody else knows, on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const [TALK, PROVIDER, GUEST] = ["解忧杂货铺", "谈心小屋", "尾号 0001"];
    const ABOUT = /谈心|小屋/;
    let [id, starts, place] = [];

    test("is offered by somebody with a paper that another person has seen", async () => {
      const he = await comes(town, "organiser");
      const talk = { ...WHOLE, kind: "appointment", title: TALK };
      const books = { ...SHOP, class: "public_good", provider_name: "社区书屋", service: "books" };
      ({ id, starts } = await publishes(town, he, talk, books));

      const min = await comes(town, "poster");
      await min.go(`${HERE}/markets`);
      await min.page.getByRole("link", { name: TALK }).tap();
      await reads(min, TALK);
      await min.page.getByRole("link", { name: /^我想来摆摊/ }).tap();
      await reads(min, "来摆摊");
      await picks(min, /^谈心解忧$/);
      await fill(min, "谁来做", PROVIDER);
      await fill(min, "哪种证件", "心理咨询师证");
      await min.page.getByLabel("有效到哪天").fill(dayOf(starts + 365 * DAY));
      await tap(min, "button", "我想来摆摊");
      await min.page.getByText("正在看", { exact: true }).waitFor();

      const zhang = await comes(town, "gridWorker");
      await looksAtStall(zhang, id);
      await tap(zhang, "button", "证件我看过了");
      await zhang.page.getByText("记下了：证件看过了。").first().waitFor();
      await looksAtStall(he, id);
      await tap(he, "button", "要这个摊位");
      await he.page.getByText("定了，等对方说一声会来。").first().waitFor();
      await he.page.getByText("重新排时段", { exact: true }).tap();
      await choose(he, "每个报名都由我来定");
      await tap(he, "button", "就这样排");
      await he.page.getByText("排好了。").first().waitFor();

      await opensOwnStall(min, TALK);
      await tap(min, "button", "好，我来");
      await min.page.getByText("说好了，到时候见。").first().waitFor();
      await min.page.getByText("谁约了，只有您看得到。").waitFor();
      await min.axe();
      await min.shot(`kinds-talk-provider-${database}`);
    });

    test("is booked, and of all others nobody sees by whom", async () => {
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/markets/${id}`);
      await lan.page.getByText("您来约，只有接待您的人知道，别人看不到。").waitFor();
      await signsUp(lan, TALK, /^报名 09:00 谈心解忧/);
      await see(lan, "heading", "接待您的人点头以后，位子就是您的", { level: 4 }).waitFor();
      await lan.axe();
      place = await own(lan, id);
      // Whoever comes after sees that it is full, and not how many wait.
      const wei = await comes(town, "neighbour");
      await wei.go(`${HERE}/markets/${id}`);
      await see(wei, "button", /^候补 09:00 谈心解忧 满了，可候补$/).waitFor();

      for (const who of ["organiser", "secretary", "gridWorker"]) {
        const staff = await comes(town, who);
        await staff.go(desk(id));
        await reads(staff, TALK);
        await staff.page.getByText(/^4 个时段，报了 1 人/).waitFor();
        assert.ok(!(await words(staff)).includes(GUEST), who);
        assert.equal(await staff.page.getByRole("link", { name: /^当天的事$|^要点头的报名/ }).count(), 0, who);
      }
      const he = await comes(town, "organiser");
      await he.go(approvals(id));
      await reads(he, "等您点头的报名");
      await he.page.getByText("没有人在等").waitFor();
      await he.go(day(id));
      await reads(he, TALK);
      assert.match(await words(he), /社区书屋/, "the organiser's own stall");
      assert.doesNotMatch(await words(he), ABOUT);
      const li = await comes(town, "secretary");
      li.expects(/403/);
      await li.go(day(id));
      await see(li, "alert", undefined).first().waitFor();
    });

    test("is agreed to by who gives it; what others may read says that it is, and not what", async () => {
      const min = await comes(town, "poster");
      await opensOwnStall(min, TALK);
      await see(min, "link", "要点头的报名：1").tap();
      await reads(min, "等您点头的报名");
      await see(min, "button", `同意${GUEST}`).tap();
      await min.page.getByText("没有人在等").waitFor();

      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/mine/inbox`);
      const told = lan.page.getByRole("link", { name: "同意您来了" });
      assert.doesNotMatch(await told.innerText(), ABOUT);
      await told.tap();
      await reads(lan, "位子是您的了");
      const calendar = await lan.read(`/api${HERE}/mine/sign-ups/${place.id}/ticket.ics`);
      assert.match(calendar, /\r\nSUMMARY:预约\r\n/);
      assert.doesNotMatch(calendar, ABOUT);
      const stranger = await town.person();
      await stranger.go(await linkOf(lan, place));
      await reads(stranger, "到时候您来吗？");
      await see(stranger, "heading", "您的预约 09:00", { level: 2 }).waitFor();
      assert.doesNotMatch(await words(stranger), new RegExp(`${ABOUT.source}|${TALK}`));
      await stranger.axe();
      await stranger.shot(`kinds-talk-link-${database}`);
    });

    test("is come to, and checked in by who gives it", async () => {
      await theDayComes(town, starts);
      const min = await comes(town, "poster");
      await opensOwnStall(min, TALK);
      await tap(min, "link", "当天谁来，在这里签到");
      await reads(min, TALK);
      await min.page.getByText("到 0 人，报名 1 人").waitFor();
      await min.axe();
      await tap(min, "link", "用这部手机签到");
      await takesPhone(min, PROVIDER, TALK);
      await turns(min, "名单");
      await see(min, "button", `签到 ${GUEST} 09:00`).tap();
      await says(min, "签到了");
      await waits(min, 0);
      await min.shot(`kinds-talk-here-${database}`);
      const lan = await comes(town, "resident");
      await lan.go(`${HERE}/tickets/${place.id}`);
      await reads(lan, "已签到");
      await see(min, "button", `办好了 ${GUEST} 09:00`).tap();
      await says(min, "记下了：办好了");
      await waits(min, 0);
      await min.axe();
      await min.shot(`kinds-talk-done-${database}`);
      await lan.go(`${HERE}/tickets/${place.id}`);
      await reads(lan, "办好了");

      // The organiser's own phone has a list as well, and nobody of theirs is on it.
      const he = await comes(town, "organiser");
      await he.go(table(id));
      await takesPhone(he, "书屋", TALK);
      await turns(he, "名单");
      await he.page.getByText("还没有人报名").waitFor();
      assert.ok(!(await words(he)).includes(GUEST));
    });
  });

  describe(`a shift of helpers on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const SHIFT = "周末巡逻";
    let [id, starts, place] = [];

    test("is taken with one tap", async () => {
      const he = await comes(town, "organiser");
      const patrol = { ...SHOP, class: "public_good", provider_name: "平安巡逻队", service: "safety", capacity: 4 };
      const whole = { minutes: 120, capacity: 4, walk_in: 0, approval: false };
      ({ id, starts } = await publishes(town, he, { ...WHOLE, kind: "duty_shift", title: SHIFT }, patrol, whole));
      const wu = await comes(town, "volunteer");
      await signsUp(wu, SHIFT, /^报名 09:00 安全宣传/);
      await see(wu, "heading", "位子是您的了", { level: 4 }).waitFor();
      await wu.axe();
      await wu.shot(`kinds-shift-${database}`);
      place = await own(wu, id);
    });

    test("is come to at one phone", async () => {
      await theDayComes(town, starts);
      const he = await comes(town, "organiser");
      await opensTable(he, id, "前门", SHIFT);
      await types(he, place.ticket.code);
      await says(he, "签到了");
      await waits(he, 0);
      const wu = await comes(town, "volunteer");
      await wu.go(`${HERE}/tickets/${place.id}`);
      await reads(wu, "已签到");
    });

    test("is gone home from at another, and the hours count once somebody has looked at them", async () => {
      await town.later(80);
      town.phones.delete(PEOPLE.organiser.phone);
      const he = await comes(town, "organiser");
      await opensTable(he, id, "后门", SHIFT);
      await types(he, place.ticket.code);
      await says(he, /^已经签过了，\d\d:\d\d$/);
      await see(he, "region", "结果").getByText("在“前门”签的").waitFor();
      await tap(he, "button", "签退，回家了");
      await says(he, "签退了，辛苦了");
      await waits(he, 0);
      await he.shot(`kinds-shift-left-${database}`);

      await he.go(day(id));
      await see(he, "heading", "帮忙的时间").waitFor();
      const hours = await he.page.getByText(/^\d\d:\d\d 到 \d\d:\d\d，算 \d+ 分钟$/).innerText();
      assert.ok(Number(hours.match(/算 (\d+)/)[1]) >= 80, hours);
      await he.axe();
      await tap(he, "button", "时间没错");
      await he.page.getByText("确认过了").waitFor();
      await he.go(`${desk(id)}/summary`);
      await reads(he, "总结");
      await figure(he, "帮忙的人", "1").waitFor();
      await figure(he, "帮忙的小时", "1").waitFor();
      const wu = await comes(town, "volunteer");
      await wu.go(`${HERE}/tickets/${place.id}`);
      await reads(wu, "已签退");
    });
  });
}

/** From the list to a place. */
async function signsUp(person, title, slot) {
  await person.go(`${HERE}/markets`);
  await person.page.getByRole("link", { name: title }).tap();
  await reads(person, title);
  await person.page.getByRole("button", { name: slot }).tap();
}

/** The own sign-up there. */
async function own(person, market) {
  return (await person.ask("GET", `${HERE}/mine/sign-ups`)).find((it) => it.market === market);
}

/** Ten minutes before it begins; staff open their powers anew. */
async function theDayComes(town, starts) {
  await town.later(Math.floor((starts - town.now()) / MINUTE) - 10);
  for (const who of ["organiser", "secretary", "gridWorker"]) town.phones.delete(PEOPLE[who].phone);
}

/** The organiser's phone, ready for the numbers of tickets, by the way that the pages show. */
async function opensTable(organiser, id, name, title) {
  await organiser.go(desk(id));
  await tap(organiser, "link", "当天的事");
  await reads(organiser, title);
  await tap(organiser, "link", "用这部手机签到");
  await takesPhone(organiser, name, title);
  await turns(organiser, "输号码");
}

async function looksAtStall(staff, id) {
  await staff.go(desk(id));
  await staff.page.getByRole("link", { name: /谈心解忧 · 谈心小屋/ }).tap();
  await reads(staff, /^谈心解忧 · /);
}

async function opensOwnStall(provider, title) {
  await provider.go(`${HERE}/mine`);
  await provider.page.getByRole("link", { name: `谈心解忧 · ${title}` }).tap();
  await reads(provider, "来摆摊");
}

/** A row of figures, with what it says. */
const figure = (person, name, count) => person.page.locator("dl.rows div")
  .filter({ has: person.page.getByText(name, { exact: true }) }).getByText(count, { exact: true });

/** Everything on the page that is not around every page. */
const words = (person) => person.page.getByRole("main").innerText();

/** A day as a field has it. */
const dayOf = (at) => new Date(at + DAY / 3).toISOString().slice(0, 10);
