// The pages of staff in their states: reviews, wishes to look after, reports, rules, health.

import assert from "node:assert/strict";
import { HERE, choose, fill, picks, reads, see, tap, turnsTo } from "./neighbours.mjs";
import { helpersAndOffice, open as opened } from "./states.mjs";

/** What has to be there besides the wishes in their states. */
export async function prepareOffice(town, comes, node, states) {
  const [neighbour, worker] = [await comes(town, "neighbour"), await comes(town, "gridWorker")];
  // Signed in once: two pages at a time would ask for two codes.
  await comes(town, "communityWorker");
  const words = "这位邻居好像已经搬走了，门口贴着别人的名字。";
  await neighbour.ask("POST", `${HERE}/reports`, { about: { wish: states.promised }, reason: "private", words });
  await worker.ask("POST", `${HERE}/desk/wishes/${states.longer}/step`, {
    step: "ask_removal", reason: "private", words: "写了别人家的事。",
  });
  const again = await opened(await helpersAndOffice(town, comes, node), "想借一个热水袋");
  const { queue } = await worker.ask("GET", `${HERE}/desk`);
  return { again, report: queue.find(({ kind }) => kind === "report").thing.id };
}

const at = (path, heading) => async (person, known) => {
  await person.go(HERE + (typeof path === "function" ? path(known) : path));
  await reads(person, heading);
};

const review = (state) => at((known) => `/desk/${known[state]}`, "审核心愿");
const lookAt = (state) => (known) => `/desk/wishes/${known[state]}`;

/** Opened, as far as the wish itself. */
const open = (state) => async (person, known) => {
  await at(lookAt(state), "处理心愿")(person, known);
  await tap(person, "button", "打电话问问情况");
  await see(person, "heading", "许愿的居民", { level: 2 }).waitFor();
};

/** With the form of a step, which is a large button or one among others. */
const acting = (state, name) => async (person, known) => {
  await open(state)(person, known);
  await person.page.getByRole("button", { name }).first().tap();
  await see(person, "button", "取消").waitFor();
};

const other = (name, way, then) => [`review.${name}`, "gridWorker", async (person, known) => {
  await at(({ review }) => `/desk/${review}`, "审核心愿")(person, known);
  await turnsTo(person, way);
  await then?.(person);
}];

export const OFFICE = [
  ["desk.empty", "administrator", async (person) => {
    await at("/desk", "工作台")(person);
    await person.page.getByText("都办完了，喝口茶吧").waitFor();
  }],
  ["desk.secretary", "secretary", at("/desk", "工作台")],
  ["desk.only", "secretary", async (person) => {
    await at("/desk", "工作台")(person);
    await person.page.getByRole("button", { name: /^有异议/ }).tap();
  }],
  ["review.child", "gridWorker", review("child")],
  ["review.waits", "gridWorker", at(({ question }) => `/desk/${question}`, "正在等居民回答")],
  ["review.over", "gridWorker", at(({ declined }) => `/desk/${declined}`, "这个心愿已经处理过了")],
  ["review.right", "gridWorker", async (person, known) => {
    await at(({ review }) => `/desk/${review}`, "审核心愿")(person, known);
    await picks(person, /^有，本来就该有部门管/);
    await tap(person, "button", "通过，公开");
    await see(person, "alert", undefined).waitFor();
  }],
  other("asking", /^问居民一句/, (person) => choose(person, "要什么")),
  other("merging", /^和一样的心愿合在一起/, (person) => see(person, "group", "和哪一个合在一起").getByRole("radio").first().waitFor()),
  other("referring", /^转给部门办/, (person) => tap(person, "button", "转过去，告诉居民")),
  ["staff-wish", "gridWorker", at(lookAt("promised"), "处理心愿")],
  ["staff-wish.error", "gridWorker", async (person, known) => {
    await at(lookAt("promised"), "处理心愿")(person, known);
    await tap(person, "button", "打开");
    await see(person, "alert", undefined).waitFor();
  }],
  ["staff-wish.promised", "gridWorker", open("promised")],
  ["staff-wish.extending", "gridWorker", acting("promised", "改约好的日子")],
  ["staff-wish.delivered", "secretary", open("delivered")],
  ["staff-wish.calling", "secretary", acting("delivered", "记下电话结果")],
  ["staff-wish.disputed", "secretary", open("disputed")],
  ["staff-wish.settling", "secretary", async (person, known) => {
    await acting("disputed", "写下核实结果")(person, known);
    await picks(person, /^还由原来的人接着办/);
    await tap(person, "button", "发出结果");
    await see(person, "alert", undefined).waitFor();
  }],
  ["staff-wish.removal", "secretary", open("longer")],
  ["staff-wish.removing", "secretary", acting("longer", "同意下架")],
  ["staff-wish.appeal", "communityWorker", open("appealed")],
  ["staff-wish.restoring", "communityWorker", acting("appealed", "恢复这个心愿")],
  ["staff-wish.upholding", "communityWorker", acting("appealed", /^维持下架/)],
  ["staff-wish.open", "gridWorker", open("again")],
  ["staff-wish.offering", "gridWorker", async (person, known) => {
    await acting("again", "请人来办")(person, known);
    await see(person, "group", "请谁来办").getByRole("radio").first().waitFor();
  }],
  ["staff-wish.referring", "gridWorker", acting("again", /^转给部门/)],
  ["staff-wish.answering", "gridWorker", async (person, known) => {
    await acting("referred", "部门怎么答复的")(person, known);
    await picks(person, /^还没有/);
    await tap(person, "button", "告诉居民");
    await see(person, "alert", undefined).waitFor();
  }],
  ["staff-wish.cannot-be", "gridWorker", acting("again", /^办不成/)],
  ["staff-wish.child", "gridWorker", async (person, known) => {
    await at(lookAt("child"), "处理心愿")(person, known);
    assert.equal(await see(person, "button", "打电话问问情况").count(), 0, "no ready words for a child's");
    await fill(person, /^为什么要看/, "学校打电话来，问两个人什么时候看");
    await tap(person, "button", "打开");
    await see(person, "link", "去审核").waitFor();
  }],
  ["staff-wish.childs-reason", "gridWorker", at(lookAt("child"), "处理心愿")],
  ["staff-wish.unmet", "secretary", open("unmet")],
  ["staff-wish.parts", "gridWorker", open("parts")],
  ["staff-wish.sent", "gridWorker", open("sent")],
  ["staff-wish.splitting", "gridWorker", acting("open", "拆成几件")],
  ["staff-wish.word", "gridWorker", async (person, known) => {
    await acting("again", /^换一个暗号/)(person, known);
    await see(person, "textbox", "写几句").fill("居民忘了。");
    await tap(person, "button", "换新的");
    await reads(person, "暗号换好了");
  }],
  ["desk-report", "gridWorker", at(({ report }) => `/desk/reports/${report}`, "有人反映")],
  ["desk-report.error", "gridWorker", async (person, known) => {
    await at(({ report }) => `/desk/reports/${report}`, "有人反映")(person, known);
    await tap(person, "button", "发出答复");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-report.over", "administrator", at(({ report }) => `/desk/reports/${report}`, "这件事已经答复过了")],
  ["desk-thanks", "gridWorker", at(({ thanked }) => `/desk/thanks/${thanked}`, "感谢的话要不要公开")],
  ["desk-thanks.public", "gridWorker", at(({ praised }) => `/desk/thanks/${praised}`, "感谢的话要不要公开")],
  ["desk-thanks.declining", "gridWorker", async (person, known) => {
    await at(({ thanked }) => `/desk/thanks/${thanked}`, "感谢的话要不要公开")(person, known);
    await tap(person, "button", "不公开");
    await tap(person, "button", "不公开，告诉许愿人");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-thanks.over", "gridWorker", async (person, known) => {
    person.expects(/404/);
    await at(({ confirmed }) => `/desk/thanks/${confirmed}`, "这里没有要看的感谢")(person, known);
  }],
  ["desk-thanks.resident", "resident", at(({ thanked }) => `/desk/thanks/${thanked}`, "这里是工作人员用的")],
  ["hold-round.new", "secretary", at("/desk/rounds", "办一期心愿活动")],
  ["hold-round.wrong", "secretary", async (person) => {
    await at("/desk/rounds", "办一期心愿活动")(person);
    await see(person, "textbox", "一共多少个").fill("900");
    await tap(person, "button", "就这样办");
    await see(person, "alert", undefined).waitFor();
  }],
  ["hold-round", "secretary", at(({ running }) => `/desk/rounds/${running}`, "管理这一期")],
  ["hold-round.closed", "secretary", at(({ closed }) => `/desk/rounds/${closed}`, "管理这一期")],
  ["hold-round.worker", "gridWorker", at(({ running }) => `/desk/rounds/${running}`, "这件事由书记或管理员来做")],
  ["hold-round.stranger", null, at("/desk/rounds", "请先登录")],
  ["rules", "administrator", at("/desk/settings", "社区的规定")],
  ["rules.read", "gridWorker", async (person) => {
    await at("/desk/settings", "社区的规定")(person);
    await person.page.getByRole("button", { name: /^认领/ }).tap();
  }],
  ["rules.changing", "administrator", async (person) => {
    await at("/desk/settings", "社区的规定")(person);
    await person.page.getByRole("button", { name: /^认领/ }).tap();
    await tap(person, "button", "改：一个人手上最多几个");
    await see(person, "textbox", "改成").fill("900");
    await tap(person, "button", "就这么改");
    await see(person, "alert", undefined).waitFor();
    await person.page.getByText("谁改过").first().tap();
  }],
  ["health", "gridWorker", at("/desk/health", "系统运行情况")],
  ["staff-list", "administrator", at("/desk/staff", "工作人员")],
  ["staff-list.asking", "administrator", async (person) => {
    await at("/desk/staff", "工作人员")(person);
    await person.page.getByRole("button", { name: /^让支部书记/ }).first().tap();
    await see(person, "button", "好，退出").waitFor();
  }],
  ["staff-list.secretary", "secretary", at("/desk/staff", "工作人员")],
  ["staff-list.worker", "gridWorker", at("/desk/staff", "这一页由书记和管理员来看")],
  ["staff-list.resident", "resident", at("/desk/staff", "这里是工作人员用的")],
  ["neighbour-list", "administrator", at("/desk/neighbours", "邻近社区")],
  ["neighbour-list.asking", "administrator", async (person) => {
    await at("/desk/neighbours", "邻近社区")(person);
    await tap(person, "button", "请劲松社区来帮");
    await see(person, "button", "好，请他们来").waitFor();
  }],
  ["neighbour-list.worker", "gridWorker", at("/desk/neighbours", "邻近社区")],
  ["neighbour-list.stranger", null, at("/desk/neighbours", "请先登录")],
];

export const OFFICE_ASKING = [
  ["staff-wish", "gridWorker", ({ promised }) => `${HERE}/desk/wishes/${promised}`],
  ["desk-report", "gridWorker", ({ report }) => `${HERE}/desk/reports/${report}`],
  ["desk-thanks", "gridWorker", ({ thanked }) => `${HERE}/desk/thanks/${thanked}`],
  ["hold-round", "secretary", ({ running }) => `${HERE}/desk/rounds/${running}`],
  ["rules", "administrator", () => `${HERE}/desk/settings`],
  ["health", "gridWorker", () => `${HERE}/desk/health`],
  ["staff-list", "secretary", () => `${HERE}/desk/staff`],
  ["neighbour-list", "administrator", () => `${HERE}/desk/neighbours`],
];
