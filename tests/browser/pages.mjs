// Every page and the states it can be in: who opens it, and how it gets there.

import { GUESTS, GUESTS_ASKING, prepareGuests } from "./guests.mjs";
import { OFFICE, OFFICE_ASKING, prepareOffice } from "./office.mjs";
import { QUEUES, QUEUES_ASKING, prepareQueues } from "./queues.mjs";
import { STATES, prepareStates } from "./states.mjs";
import { TABLE, TABLE_ASKING } from "./table.mjs";
import { VISITS, VISITS_ASKING, prepareVisits } from "./visits.mjs";
import { HERE, choose, choosesGrid, fill, reads, sayWhere, sayWish, see, tap, turnsTo } from "./neighbours.mjs";

/** What the pages need to be there before they are opened. */
export async function prepare(town, comes) {
  const resident = await comes(town, "resident");
  const member = await comes(town, "member");
  const worker = await comes(town, "gridWorker");
  const [open, second] = (await resident.ask("GET", `${HERE}/wishes`)).wishes;
  const [fulfilled] = (await resident.ask("GET", `${HERE}/wishes?status=fulfilled`)).wishes;
  const [node] = await resident.ask("GET", `${HERE}/nodes?q=${encodeURIComponent("丰泽院")}`);
  const posted = await resident.ask("POST", `${HERE}/wishes`, {
    kind: "repair", title: "阳台的灯不亮了", story: "换过灯泡，还是不亮。", when: "晚饭以后", node: node.id,
    contact: { name: "兰阿姨", phone: "13900001111", address: "5号楼301" }, preview_seen: true,
  });
  const claim = await member.ask("POST", `${HERE}/wishes/${second.id}/claim`);
  const [review] = (await worker.ask("GET", `${HERE}/desk`)).reviews;
  for (const other of ["neighbour", "administrator", "organiser"]) await comes(town, other);
  const rounds = await resident.ask("GET", `${HERE}/rounds`);
  const states = await prepareStates(town, comes, node.id);
  const office = await prepareOffice(town, comes, node.id, states);
  const newcomer = await comes(town, "newcomer");
  await newcomer.ask("POST", `${HERE}/applications`, {
    class: "team", name: "周明", organisation: "红马甲服务队", node: node.id, skills: ["repair", "goods"],
    note: "会修水电，周末有空", papers: [{ kind: "repair", words: "电工证，2028 年 6 月到期" }],
  });
  return {
    running: rounds[0].id, closed: rounds[1].id,
    ...states, ...office, ...await prepareVisits((who) => comes(town, who)),
    ...await prepareQueues((who) => comes(town, who)), ...await prepareGuests((who) => comes(town, who)), open: open.id, fulfilled: fulfilled.id, node: node.id, mine: posted.wish, claim: claim.id, review: review.id,
  };
}

/** Opens an address and says what its heading is; a function where it depends on the community. */
const at = (path, heading) => async (person, known) => {
  await person.go(typeof path === "function" ? path(known) : path);
  if (heading) await reads(person, heading);
};

const wish = ({ open }) => `${HERE}/wishes/${open}`;
const mine = ({ mine }) => `${HERE}/mine/${mine}`;
const claim = ({ claim }) => `${HERE}/claims/${claim}`;
const review = ({ review }) => `${HERE}/desk/${review}`;

/** Name, who, and the way there. Names that begin alike are states of one page. */
export const PAGES = [
  ["communities", null, at("/", "您在哪个社区？")],
  ["home", null, at(HERE, /您好，邻居|您想做什么？/)],
  ["wishes", null, at(`${HERE}/wishes`, "微心愿")],
  ["wishes.fulfilled", null, at(`${HERE}/wishes?status=fulfilled`, "微心愿")],
  ["wishes.empty", null, at(`${HERE}/wishes?q=${encodeURIComponent("没人要的")}`, "微心愿")],
  ["wish", null, at(wish)],
  ["bulletin", null, at(`${HERE}/bulletin`, "邻居的心愿，等人搭把手")],
  ["wish.fulfilled", null, at(({ fulfilled }) => `${HERE}/wishes/${fulfilled}`)],
  ["wish.gone", null, async (person) => {
    person.expects(/404/);
    await person.go(`${HERE}/wishes/01900000-0000-7000-8000-000000000000`);
  }],
  ["node", null, at(({ node }) => `${HERE}/nodes/${node}`)],
  ["find", null, at(`${HERE}/find`, "找我的网格")],
  ["find.empty", null, async (person) => {
    await person.go(`${HERE}/find`);
    await fill(person, "院子或街道", "天涯海角", "searchbox");
    await tap(person, "button", "查找");
    await person.page.getByText("没有找到").first().waitFor();
  }],
  ["figures", null, async (person) => {
    await person.go(`${HERE}/figures`);
    await see(person, "heading", "每个网格有多少").waitFor();
  }],
  ["rounds", null, at(`${HERE}/rounds`, "心愿活动")],
  ["rounds.empty", null, async (person) => {
    await person.go("/jinsong/rounds");
    await person.page.getByText("还没有办过").waitFor();
  }],
  ["round", null, at(({ running }) => `${HERE}/rounds/${running}`, "邻里小心愿 · 第二期")],
  ["round.closed", null, at(({ closed }) => `${HERE}/rounds/${closed}`, "邻里小心愿 · 第一期")],
  ["round.gone", null, async (person) => {
    person.expects(/404/);
    await at(`${HERE}/rounds/01900000-0000-7000-8000-000000000000`, "没有这一期")(person);
  }],
  ["privacy", null, at(`${HERE}/privacy`, "隐私说明")],
  ["settings", null, at(`${HERE}/settings`, "设置")],
  ["nowhere", null, async (person) => {
    person.expects(/404/);
    await at(`${HERE}/nothing`, "没有找到这个页面")(person);
  }],
  ["sign-in", null, at("/sign-in", "用手机号登录")],
  ["sign-in.error", null, async (person) => {
    await person.go("/sign-in");
    await fill(person, "手机号", "138");
    await tap(person, "button", "获取验证码");
    await see(person, "alert", undefined).first().waitFor();
  }],
  ["sign-in.code", null, async (person) => {
    await person.go("/sign-in");
    await fill(person, "手机号", `1370000${Math.random().toString().slice(2, 6)}`);
    await choose(person, "我看过并同意《隐私说明》");
    await tap(person, "button", "获取验证码");
    await see(person, "textbox", "短信验证码").waitFor();
  }],
  ["new", null, at(`${HERE}/new`, "您需要哪种帮助？")],
  ["new.what", null, async (person) => {
    await sayWish(person, { title: "轮椅坏了，想借一辆", story: "我住5号楼2单元301，电话 138 0000 1234" });
    await see(person, "button", "帮我去掉，继续").waitFor();
  }],
  ["new.money", null, async (person) => {
    await sayWish(person, { title: "看病想借 500 元" });
    await person.page.getByText("邻愿不涉及钱。").first().waitFor();
  }],
  ["new.right", null, async (person) => {
    await sayWish(person, { title: "高龄补贴的表不会填" });
    await person.page.getByText("这件事，也许本来就有部门管").waitFor();
    await tap(person, "button", "改成跑腿：请人陪我去办");
    await person.page.getByText("已经改成跑腿").waitFor();
  }],
  ["new.whom", null, async (person) => {
    await sayWish(person, { title: "轮椅坏了，想借一辆", when: "周四上午" });
    await tap(person, "button", "继续");
    await sayWhere(person, { phone: "13900001111", address: "5号楼301" });
    await person.page.getByText("我同意社区和来帮忙的人看到").waitFor();
  }],
  ["mine.stranger", null, at(`${HERE}/mine`, "请先登录")],
  ["mine.empty", "neighbour", at(`${HERE}/mine`, "我的")],
  ["mine", "resident", at(`${HERE}/mine`, "我的")],
  ["mine.helper", "member", at(`${HERE}/mine`, "我的")],
  ["my-wish", "resident", at(mine, "阳台的灯不亮了")],
  ["my-wish.asking", "resident", async (person, known) => {
    await at(mine, "阳台的灯不亮了")(person, known);
    await tap(person, "button", "撤回这个心愿");
    await see(person, "dialog", "撤回这个心愿？").waitFor();
  }],
  ["new.error", "neighbour", async (person) => {
    await sayWish(person, { title: "楼道的灯坏了" });
    await tap(person, "button", "继续");
    await reads(person, "去哪里，找谁？");
    await tap(person, "button", "提交心愿");
    await person.page.getByText("还有几处要改一下").waitFor();
  }],
  ["posted", "neighbour", async (person) => {
    await sayWish(person, { title: "楼道的灯坏了" });
    await tap(person, "button", "继续");
    await sayWhere(person, { phone: "13900001111" });
    await tap(person, "button", "提交心愿");
    await reads(person, "心愿收到了");
  }],
  ["settings.signed-in", "resident", at(`${HERE}/settings`, "设置")],
  ["helper", "resident", at(`${HERE}/helper`, "申请帮忙")],
  ["helper.waiting", "newcomer", at(`${HERE}/helper`, "申请收到了，网格员正在看")],
  ["helper.approved", "member", at(`${HERE}/helper`, "您可以帮忙了")],
  ["wish.asking", "member", async (person, known) => {
    await person.go(wish(known));
    await tap(person, "button", "我来帮这个忙");
    await see(person, "dialog", "认领这个心愿？").waitFor();
  }],
  ["claim", "member", async (person, known) => {
    await person.go(claim(known));
    await tap(person, "button", "打开联系方式");
    await person.page.getByText("已打开。").first().waitFor();
    await person.page.getByText("没有暗号，我办好了").tap();
  }],
  ["claim.gone", "resident", at(claim, "这个心愿不在您手上")],
  ["desk.stranger", null, at(`${HERE}/desk`, "请先登录")],
  ["desk.resident", "resident", at(`${HERE}/desk`, "这里是工作人员用的")],
  ["desk", "gridWorker", at(`${HERE}/desk`, "工作台")],
  ["desk.declining", "gridWorker", async (person) => {
    await at(`${HERE}/desk`, "工作台")(person);
    await person.page.getByRole("button", { name: "不同意" }).first().tap();
    await see(person, "textbox", "告诉他为什么").waitFor();
  }],
  ["review", "gridWorker", at(review, "审核心愿")],
  ["review.declining", "gridWorker", async (person, known) => {
    await at(review, "审核心愿")(person, known);
    await turnsTo(person, /^不通过/);
    await choose(person, "看不明白要什么");
  }],
  ["helpers", "gridWorker", at(`${HERE}/desk/helpers`, "帮忙的人")],
  ["helpers.papers", "gridWorker", async (person) => {
    await person.go(`${HERE}/desk/helpers`);
    await see(person, "button", "登记证书").first().tap();
    await choose(person, "小修理");
    await person.page.getByText("证书还能用多久").first().waitFor();
  }],
  ["staff", "gridWorker", at("/staff", "验证工作身份")],
  ["staff.resident", "resident", at("/staff", "验证工作身份")],
  ["invite", "administrator", at(`${HERE}/desk/invite`, "邀请工作人员")],
  ["invite.done", "administrator", async (person) => {
    await invite(person);
  }],
  ["enrol", "administrator", async (person) => person.go(`/staff/enrol/${await invite(person)}`)],
  ...STATES,
  ...OFFICE,
  ...VISITS,
  ...GUESTS,
  ...QUEUES,
  ...TABLE,
];

/** Makes a link, and returns what it ends with. */
async function invite(person) {
  await at(`${HERE}/desk/invite`, "邀请工作人员")(person);
  await choose(person, "社区工作者");
  await choosesGrid(person, "丰泽院");
  await tap(person, "button", "生成链接");
  await reads(person, "链接好了");
  const shown = await see(person, "main", undefined).innerText();
  return shown.match(/staff\/enrol\/(\S+)/)[1];
}

/** Pages that ask the server for something: what they say if it fails, or cannot be reached. */
export const ASKING = [
  ["home", null, () => HERE],
  ["wishes", null, () => `${HERE}/wishes`],
  ["wish", null, wish],
  ["node", null, ({ node }) => `${HERE}/nodes/${node}`],
  ["find", null, () => `${HERE}/find`],
  ["figures", null, () => `${HERE}/figures`],
  ["rounds", null, () => `${HERE}/rounds`],
  ["round", null, ({ running }) => `${HERE}/rounds/${running}`],
  ["mine", "resident", () => `${HERE}/mine`],
  ["my-wish", "resident", mine],
  ["helper", "resident", () => `${HERE}/helper`],
  ["claim", "member", claim],
  ["inbox", "resident", () => `${HERE}/mine/inbox`],
  ["my-data", "resident", () => `${HERE}/mine/data`],
  ["desk", "gridWorker", () => `${HERE}/desk`],
  ["review", "gridWorker", review],
  ["helpers", "gridWorker", () => `${HERE}/desk/helpers`],
  ...OFFICE_ASKING,
  ...VISITS_ASKING,
  ...GUESTS_ASKING,
  ...QUEUES_ASKING,
  ...TABLE_ASKING,
];

