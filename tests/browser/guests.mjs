// Who is let in, who comes, and who did not: the pages of it, and the way there.

import { plan, SHOP, stepMarket, WHOLE } from "./holding.mjs";
import { HERE, reads, see, tap } from "./neighbours.mjs";
import { day, organiserAtTable, table, turns } from "./table.mjs";

const DAY = 24 * 3_600_000;
const markets = `${HERE}/desk/markets`;

export const approvals = (id) => `${HERE}/markets/${id}/approvals`;
export const objections = `${HERE}/desk/objections`;
export const here = (id) => `${HERE}/tickets/${id}/here`;

/** A public market, each of whose slots somebody says yes to first; with its slots in order. */
export async function lookedAt(comes, more = {}) {
  const [organiser, worker] = [await comes("organiser"), await comes("gridWorker")];
  const { ahead } = await organiser.ask("GET", `${HERE}/markets`);
  const near = ahead.find(({ title }) => title === "共享集市 · 第十场");
  const seen = await organiser.ask("GET", `${markets}/${near.id}`);
  const title = more.kind === "appointment" ? "谈心预约" : "要看一眼的集市";
  // On another day, so that nobody's times overlap.
  const starts = seen.plan.starts_at - DAY;
  const made = await organiser.ask("POST", markets, plan(seen.place, starts, { ...WHOLE, title, ...more }));
  const { stalls: [stall] } = await organiser.ask("POST", `${markets}/${made.id}/stalls`, { ...SHOP, capacity: 2 });
  const cut = { minutes: 30, capacity: 2, walk_in: 0, approval: true };
  await organiser.ask("POST", `${HERE}/desk/stalls/${stall.id}/slots`, cut);
  await stepMarket(organiser, made.id, { is: "submit" });
  await stepMarket(worker, made.id, { is: "publish" });
  const { stalls } = await organiser.ask("GET", `${HERE}/markets/${made.id}`);
  return { id: made.id, slots: stalls.flatMap((it) => it.slots), organiser };
}

export const joins = (who, slot, wants = "auto") =>
  who.ask("POST", `${HERE}/slots/${slot.id}/sign-up`, { member: null, wants });

/** An appointment, of which only whoever is asked knows who comes. */
export async function confidential(comes) {
  const market = await lookedAt(comes, { kind: "appointment" });
  const [provider, guest] = [await comes("poster"), await comes("neighbour")];
  const offer = { ...SHOP, provider_name: "解忧小屋", service: "books", capacity: 2 };
  const stall = await provider.ask("POST", `${HERE}/markets/${market.id}/stalls`, offer);
  const step = (by, path, version, is) => by.ask("POST", `${HERE}/${path}/${stall.id}/step`, { version, step: { is } });
  await step(market.organiser, "desk/stalls", stall.version, "accept");
  const cut = { minutes: 30, capacity: 2, walk_in: 0, approval: true };
  await market.organiser.ask("POST", `${HERE}/desk/stalls/${stall.id}/slots`, cut);
  const own = (await provider.ask("GET", `${HERE}/mine/stalls`)).find(({ id }) => id === stall.id);
  await step(provider, "mine/stalls", own.version, "confirm");
  const { stalls } = await guest.ask("GET", `${HERE}/markets/${market.id}`);
  const { slots } = stalls.find(({ id }) => id === stall.id);
  return { ...market, stall: stall.id, place: await joins(guest, slots[0]), provider };
}

export async function prepareGuests(comes) {
  const market = await lookedAt(comes);
  const [resident, newcomer] = [await comes("resident"), await comes("newcomer")];
  for (const who of [resident, newcomer]) await joins(who, market.slots[0]);
  const talk = await confidential(comes);
  return { lookedAt: market.id, talk: talk.id };
}

const at = (path, heading) => async (person, known) => {
  await person.go(path(known));
  if (heading) await reads(person, heading);
};

/** Name, who, and the way there. */
export const GUESTS = [
  ["approvals", "organiser", at((known) => approvals(known.lookedAt), "等您点头的报名")],
  ["approvals.refusing", "organiser", async (person, known) => {
    await at((it) => approvals(it.lookedAt), "等您点头的报名")(person, known);
    await see(person, "button", /^不同意尾号/).first().tap();
    await tap(person, "button", "不同意，告诉他");
    await see(person, "alert", undefined).waitFor();
  }],
  ["approvals.provider", "poster", at((known) => approvals(known.talk), "等您点头的报名")],
  ["approvals.empty", "organiser", async (person, known) => {
    await at((it) => approvals(it.market), "等您点头的报名")(person, known);
    await person.page.getByText("没有人在等").waitFor();
  }],
  ["approvals.resident", "resident", async (person, known) => {
    person.expects(/403/);
    await at((it) => approvals(it.lookedAt))(person, known);
    await see(person, "alert", undefined).waitFor();
  }],
  ["approvals.stranger", null, at((known) => approvals(known.lookedAt), "请先登录")],
  ["desk-market.waits", "organiser", async (person, known) => {
    await person.go(`${markets}/${known.lookedAt}`);
    await see(person, "link", "要点头的报名：2").waitFor();
  }],
  ["stall.decides", "poster", async (person, known) => {
    await person.go(`${HERE}/markets/${known.talk}/stall`);
    await see(person, "link", "要点头的报名：1").waitFor();
  }],
  ["market.alone", "resident", async (person, known) => {
    await person.go(`${HERE}/markets/${known.talk}`);
    await person.page.getByText("您来约，只有接待您的人知道，别人看不到。").waitFor();
  }],
  ["market-day.provider", "poster", at((known) => day(known.talk), "谈心预约")],
  ["check-in.provider", "poster", async (person, known) => {
    await at((it) => table(it.talk), "用这部手机签到")(person, known);
    await see(person, "textbox", "这部手机叫什么").waitFor();
  }],
  ["objections", "organiser", at(() => objections, "说自己来过的人")],
  ["objections.stranger", null, at(() => objections, "请先登录")],
  ["here", "resident", at((known) => here(known.ticket), "我到了")],
  ["here.wrong", "resident", async (person, known) => {
    person.expects(/409/);
    await at((it) => here(it.ticket), "我到了")(person, known);
    await see(person, "textbox", "码下面的数字").fill("0123 4567");
    await tap(person, "button", "签到");
    await person.page.getByText("现场的码换过了。").first().waitFor();
  }],
  ["here.stranger", null, at((known) => here(known.ticket), "请先登录")],
  ["check-in.place", "organiser", async (person, known) => {
    await organiserAtTable(person.town, known.market, "门口", person);
    await turns(person, "大家自己扫");
    await see(person, "img", "现场签到的二维码").waitFor();
  }],
  ["check-in.place-whole", "organiser", async (person, known) => {
    await organiserAtTable(person.town, known.market, "门口", person);
    await turns(person, "大家自己扫");
    await tap(person, "button", "全屏显示");
    await see(person, "button", "不显示了").waitFor();
  }],
  ["market.filtered", "resident", async (person, { market }) => {
    await person.go(`${HERE}/markets/${market}`);
    await tap(person, "button", "修修补补");
    await person.page.getByRole("heading", { name: "修鞋", level: 3 }).waitFor();
    await person.page.getByRole("heading", { name: "义诊", level: 3 }).waitFor({ state: "hidden" });
  }],
  ["market.asks", "resident", async (person, { market }) => {
    await person.go(`${HERE}/markets/${market}`);
    await tap(person, "button", "先问问我");
    await person.page.getByText("先问的，请在说好的时间里点开回答").waitFor();
  }],
];

/** What is asked of the server, so that it may fail. */
export const GUESTS_ASKING = [
  ["approvals", "organiser", (known) => approvals(known.lookedAt)],
  ["objections", "organiser", () => objections],
];
