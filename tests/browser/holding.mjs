// The pages of those who hold shared markets, review them, or offer a stall there.

import { HERE, picks, reads, see, tap } from "./neighbours.mjs";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** A stall as a shop offers it. */
export const SHOP = {
  provider_name: "老贺铺子", class: "commercial", service: "shoe_repair", capacity: 6, minutes_per_service: 10,
  needs: { power: true, water: false, screen: false }, elders: false, paper: "", paper_until: null,
};

/** The plan of a market; what is not named is still open. */
export const plan = (node, starts_at, more = {}) => ({
  kind: "market", title: "便民小集市", words: "", node, spot: "", starts_at, ends_at: starts_at + 2 * HOUR,
  safety: "", rain: "", owner_agreed: false, reachable: true, ...more,
});

/** All that has to be said before it is handed in. */
export const WHOLE = { safety: "留出通道", rain: "搬进大厅", owner_agreed: true };

const markets = `${HERE}/desk/markets`;

/** Takes a step of a market as it is now. */
export async function stepMarket(by, id, step) {
  const { version } = await by.ask("GET", `${markets}/${id}`);
  return by.ask("POST", `${markets}/${id}/step`, { version, step });
}

/** A market with one stall that is sure to come. */
export async function planned(by, node, starts_at, more) {
  const made = await by.ask("POST", markets, plan(node, starts_at, { ...WHOLE, ...more }));
  return by.ask("POST", `${markets}/${made.id}/stalls`, SHOP);
}

/** Markets on their way, with stalls that wait for somebody. */
export async function prepareHolding(comes, { market, marketOver }) {
  const [organiser, worker] = [await comes("organiser"), await comes("gridWorker")];
  const seen = await organiser.ask("GET", `${markets}/${market}`);
  const again = { is: "next", starts_at: seen.plan.starts_at + 5 * WEEK };
  const copy = await organiser.ask("POST", `${markets}/${market}/copy`, again);
  const draft = await organiser.ask("POST", markets, plan(seen.place, seen.plan.starts_at + 6 * WEEK));
  const handed = await planned(organiser, seen.place, seen.plan.starts_at + 2 * WEEK, { title: "等审核的集市" });
  await stepMarket(organiser, handed.id, { is: "submit" });
  const back = await planned(organiser, seen.place, seen.plan.starts_at + 3 * WEEK, { title: "退回来的集市" });
  await stepMarket(organiser, back.id, { is: "submit" });
  await stepMarket(worker, back.id, { is: "send_back", words: "下雨搬到哪个大厅，写清楚。" });
  const moves = await planned(organiser, seen.place, seen.plan.starts_at + WEEK, { title: "要改日子的集市" });
  await stepMarket(organiser, moves.id, { is: "submit" });
  await stepMarket(worker, moves.id, { is: "publish" });
  await stepMarket(organiser, moves.id, {
    is: "postpone", starts_at: seen.plan.starts_at + 2 * WEEK, ends_at: seen.plan.ends_at + 2 * WEEK,
  });
  const rehearsal = await organiser.ask("POST", `${markets}/${market}/copy`, { is: "rehearsal" });
  await stepMarket(organiser, rehearsal.id, { is: "start" });
  await stepMarket(organiser, marketOver, {
    is: "write_summary", words: "这一场来了一千多人次，谢谢每一位摆摊的邻居。", reason: "补上一句感谢",
  });
  const [neighbour, poster] = [await comes("neighbour"), await comes("poster")];
  const applied = await neighbour.ask("POST", `${HERE}/markets/${market}/stalls`, SHOP);
  const clinic = { ...SHOP, provider_name: "仁心诊所", service: "clinic", paper: "执业证", paper_until: Date.now() + 50 * WEEK };
  const paper = await poster.ask("POST", `${HERE}/markets/${market}/stalls`, clinic);
  const accepted = await poster.ask("POST", `${HERE}/markets/${market}/stalls`, { ...SHOP, service: "books" });
  await organiser.ask("POST", `${HERE}/desk/stalls/${accepted.id}/step`, { version: accepted.version, step: { is: "accept" } });
  return {
    marketCopy: copy.id, marketDraft: draft.id, marketHanded: handed.id, marketBack: back.id,
    marketMoves: moves.id, rehearsal: rehearsal.id, stallApplied: applied.id, stallPaper: paper.id,
    stallSure: seen.stalls[0].id,
  };
}

const at = (path, heading) => async (person, known) => {
  await person.go(HERE + (typeof path === "function" ? path(known) : path));
  if (heading) await reads(person, heading);
};

const held = (name) => (known) => `/desk/markets/${known[name]}`;
const stall = (name) => (known) => `/desk/markets/${known.market}/stalls/${known[name]}`;

/** Name, who, and the way there. */
export const HOLDING = [
  ["desk-markets", "organiser", at("/desk/markets", "办集市")],
  ["desk-markets.reviewer", "gridWorker", at("/desk/markets", "办集市")],
  ["desk-markets.empty", "administrator", async (person) => {
    await at("/desk/markets", "办集市")(person);
    await person.page.getByText("还没有办过集市").waitFor();
  }],
  ["desk-markets.resident", "resident", at("/desk/markets", "这里是工作人员用的")],
  ["desk-markets.stranger", null, at("/desk/markets", "请先登录")],
  ["desk.organiser", "organiser", at("/desk", "工作台")],
  ["desk-market", "organiser", at(held("marketCopy"))],
  ["desk-market.draft", "organiser", at(held("marketDraft"))],
  ["desk-market.back", "organiser", at(held("marketBack"), "退回来的集市")],
  ["desk-market.public", "organiser", at(held("market"))],
  ["desk-market.rehearsal", "organiser", at(held("rehearsal"))],
  ["desk-market.closing", "organiser", async (person, known) => {
    await at(held("rehearsal"))(person, known);
    await tap(person, "button", "结束这一场");
    await see(person, "dialog", "大家都走了，结束这一场？").waitFor();
  }],
  ["desk-market.moving", "organiser", async (person, known) => {
    await at(held("market"))(person, known);
    await tap(person, "button", "改日子");
    await see(person, "button", "提出改日子").waitFor();
  }],
  ["desk-market.cancelling", "organiser", async (person, known) => {
    await at(held("market"))(person, known);
    await tap(person, "button", "这次不办了");
    await tap(person, "button", "提出不办");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-market.moves", "gridWorker", at(held("marketMoves"), "要改日子的集市")],
  ["desk-market.review", "gridWorker", at(held("marketHanded"), "等审核的集市")],
  ["desk-market.returning", "gridWorker", async (person, known) => {
    await at(held("marketHanded"), "等审核的集市")(person, known);
    await tap(person, "button", "退回去改");
    await tap(person, "button", "退回去");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-market-plan", "organiser", at((known) => `${held("marketDraft")(known)}/plan`, "改计划")],
  ["desk-market-plan.settled", "organiser", at((known) => `${held("market")(known)}/plan`, "现在不能改计划")],
  ["desk-market-new", "organiser", at("/desk/markets/new", "新办一场")],
  ["desk-market-new.wrong", "organiser", async (person) => {
    await at("/desk/markets/new", "新办一场")(person);
    await tap(person, "button", "存好");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-market-copy", "organiser", at((known) => `${held("market")(known)}/copy`, "照着再办一场")],
  ["desk-market-summary", "gridWorker", at((known) => `${held("marketOver")(known)}/summary`, "总结")],
  ["desk-market-summary.organiser", "organiser", at((known) => `${held("marketOver")(known)}/summary`, "总结")],
  ["desk-market-summary.early", "organiser", at((known) => `${held("market")(known)}/summary`, "总结")],
  ["desk-market-demand", "organiser", at((known) => `${held("marketDraft")(known)}/demand`, "居民想要什么")],
  ["desk-market-demand.reviewer", "gridWorker", at((known) => `${held("marketHanded")(known)}/demand`, "居民想要什么")],
  ["desk-market-demand.resident", "resident", at((known) => `${held("marketDraft")(known)}/demand`, "这里是工作人员用的")],
  ["desk-stall-new", "organiser", at((known) => `${held("marketDraft")(known)}/stalls`, "加摊位")],
  ["desk-stall-new.paper", "organiser", async (person, known) => {
    await at((known) => `${held("marketDraft")(known)}/stalls`, "加摊位")(person, known);
    await picks(person, /^义诊/);
    await tap(person, "button", "加上这个摊位");
    await see(person, "alert", undefined).waitFor();
  }],
  ["desk-stall", "organiser", at(stall("stallApplied"), /^修鞋 · /)],
  ["desk-stall.rejecting", "organiser", async (person, known) => {
    await at(stall("stallApplied"), /^修鞋 · /)(person, known);
    await tap(person, "button", "这次不要");
    await see(person, "button", "发给对方").waitFor();
  }],
  ["desk-stall.sure", "organiser", async (person, known) => {
    await at(stall("stallSure"))(person, known);
    await person.page.getByText("改摊位的内容", { exact: true }).tap();
    await see(person, "button", "改好了").waitFor();
  }],
  ["desk-stall.paper", "gridWorker", at(stall("stallPaper"), /^义诊 · /)],
  ["stall", "resident", at(({ market }) => `/markets/${market}/stall`, "来摆摊")],
  ["stall.wrong", "resident", async (person, known) => {
    await at(({ market }) => `/markets/${market}/stall`, "来摆摊")(person, known);
    await tap(person, "button", "我想来摆摊");
    await see(person, "alert", undefined).waitFor();
  }],
  ["stall.applied", "neighbour", at(({ market }) => `/markets/${market}/stall`, "来摆摊")],
  ["stall.accepted", "poster", at(({ market }) => `/markets/${market}/stall`, "来摆摊")],
  ["stall.over", "resident", at(({ marketOver }) => `/markets/${marketOver}/stall`, "来摆摊")],
  ["stall.stranger", null, at(({ market }) => `/markets/${market}/stall`, "请先登录")],
  ["poster", null, at(({ market }) => `/markets/${market}/poster`)],
];

/** What is asked of the server, so that it may fail. */
export const HOLDING_ASKING = [
  ["desk-markets", "organiser", () => `${HERE}/desk/markets`],
  ["desk-market", "organiser", (known) => HERE + held("marketCopy")(known)],
  ["desk-market-plan", "organiser", (known) => `${HERE}${held("marketDraft")(known)}/plan`],
  ["desk-market-copy", "organiser", (known) => `${HERE}${held("market")(known)}/copy`],
  ["desk-market-summary", "organiser", (known) => `${HERE}${held("marketOver")(known)}/summary`],
  ["desk-market-demand", "organiser", (known) => `${HERE}${held("marketDraft")(known)}/demand`],
  ["desk-stall-new", "organiser", (known) => `${HERE}${held("marketDraft")(known)}/stalls`],
  ["desk-stall", "organiser", (known) => HERE + stall("stallSure")(known)],
  ["stall", "resident", ({ market }) => `${HERE}/markets/${market}/stall`],
  ["poster", null, ({ market }) => `${HERE}/markets/${market}/poster`],
];
