// A market that is under way: the queues at its stalls, as each sees them.

import { HERE, comes, reads, see, tap } from "./neighbours.mjs";

const MINUTE = 60_000;

/** A market that has begun, with a barber and a cobbler, and numbers at both. */
export async function prepareQueues(comes) {
  const held = await holdMarket(comes);
  const [resident, neighbour, organiser] = [await comes("resident"), await comes("neighbour"), await comes("organiser")];
  for (const who of [neighbour, resident]) await takes(who, held.barber);
  for (const step of [{ is: "call", number: 1 }, { is: "begin", number: 1 }, { is: "take" }, { is: "take" }]) {
    await steps(organiser, held.barber, step);
  }
  const helper = await comes("poster");
  await takes(helper, held.barber);
  await steps(organiser, held.barber, { is: "end", number: 1 });
  await calls(organiser, held.barber);
  await steps(organiser, held.barber, { is: "begin", number: 2 });
  await calls(organiser, held.barber);
  await takes(neighbour, held.cobbler);
  return { queueMarket: held.market, barber: held.barber, cobbler: held.cobbler };
}

/** Planned, published by another person, and begun. */
export async function holdMarket(comes) {
  const [organiser, secretary] = [await comes("organiser"), await comes("secretary")];
  const [known] = (await organiser.ask("GET", `${HERE}/markets`)).ahead;
  const { place } = await organiser.ask("GET", `${HERE}/markets/${known.id}`);
  const starts_at = Date.now() + 20 * MINUTE;
  let seen = await organiser.ask("POST", `${HERE}/desk/markets`, {
    kind: "market", title: "今天的集市", words: "", node: place, spot: "", starts_at, ends_at: starts_at + 180 * MINUTE,
    safety: "留出通道", rain: "搬进大厅", owner_agreed: true, reachable: true,
  });
  for (const [service, provider_name] of [["haircut", "巧手理发店"], ["shoe_repair", "街角修鞋摊"]]) {
    const stall = { provider_name, service, class: "public_good", capacity: 6, minutes_per_service: 15 };
    const more = { needs: { power: false, water: false, screen: false }, elders: false, paper: "", paper_until: null };
    seen = await organiser.ask("POST", `${HERE}/desk/markets/${seen.id}/stalls`, { ...stall, ...more });
  }
  for (const [who, is] of [[organiser, "submit"], [secretary, "publish"], [organiser, "start"]]) {
    const { version } = await who.ask("GET", `${HERE}/desk/markets/${seen.id}`);
    await who.ask("POST", `${HERE}/desk/markets/${seen.id}/step`, { version, step: { is } });
  }
  const stall = (service) => seen.stalls.find((it) => it.stall.service === service).id;
  return { market: seen.id, barber: stall("haircut"), cobbler: stall("shoe_repair") };
}

/** Somebody has a number there. */
export const takes = (who, stall) => who.ask("POST", `${HERE}/stalls/${stall}/number`, { member: null });

/** What happens at the stall. */
export const steps = (who, stall, step) => who.ask("POST", `${HERE}/stalls/${stall}/queue`, step);

/** The next, please: whoever that is now. */
export async function calls(who, stall) {
  const { next } = await who.ask("GET", `${HERE}/stalls/${stall}/queue`);
  return steps(who, stall, { is: "call", number: next });
}

/** Presses that whoever was called first is not there. */
const asksAboutFirst = (person) => person.page.getByRole("button", { name: /没来，不等了$/ }).first().tap();

const at = (path, heading) => async (person, known) => {
  await person.go(path(known));
  if (heading) await reads(person, heading);
};

const market = ({ queueMarket }) => `${HERE}/markets/${queueMarket}`;
const board = ({ queueMarket }) => `${HERE}/markets/${queueMarket}/queues`;
const mine = ({ barber }) => `${HERE}/tickets/queue/${barber}`;
const desk = ({ barber }) => `${HERE}/desk/queues/${barber}`;
const GONE = "01900000-0000-7000-8000-000000000000";

/** Name, who, and the way there. */
export const QUEUES = [
  ["market.under-way", "resident", async (person, known) => {
    await at(market)(person, known);
    await see(person, "heading", "现场取号", { level: 2 }).waitFor();
  }],
  ["market.under-way-stranger", null, async (person, known) => {
    await at(market)(person, known);
    await see(person, "heading", "现场取号", { level: 2 }).waitFor();
  }],
  ["my-queue", "poster", at(mine, "理发 · 我的号")],
  ["my-queue.leaving", "poster", async (person, known) => {
    await at(mine, "理发 · 我的号")(person, known);
    await tap(person, "button", "不等了");
    await see(person, "dialog", "真的不等了？").waitFor();
  }],
  ["my-queue.empty", "member", at(mine, "理发 · 我的号")],
  ["my-queue.served", "neighbour", at(mine, "理发 · 我的号")],
  ["my-queue.called", "neighbour", async (person, known) => {
    const { cobbler } = known;
    const [number] = (await person.ask("GET", `${HERE}/stalls/${cobbler}/mine`)).numbers;
    if (number.state.is === "waiting") await calls(await comes(person.town, "organiser"), cobbler);
    await at(() => `${HERE}/tickets/queue/${cobbler}`, "修鞋 · 我的号")(person, known);
  }],
  ["my-queue.stranger", null, at(mine, "请先登录")],
  ["queue-desk", "organiser", at(desk, "叫号 理发")],
  ["queue-desk.given", "organiser", async (person, known) => {
    await at(desk, "叫号 理发")(person, known);
    await tap(person, "button", "给没带手机的邻居取号");
    await person.page.getByText(/^他是 \d+ 号/).first().waitFor();
  }],
  ["queue-desk.asking", "organiser", async (person, known) => {
    const { numbers } = await person.ask("GET", `${HERE}/stalls/${known.barber}/queue`);
    if (!numbers.some((it) => it.state.is === "called")) await calls(person, known.barber);
    await at(desk, "叫号 理发")(person, known);
    await asksAboutFirst(person);
    await see(person, "dialog", "叫到的人没来？").waitFor();
  }],
  ["queue-desk.refused", "resident", async (person, known) => {
    person.expects(/403/);
    await at(desk)(person, known);
    await person.page.getByText("这个摊位不归您叫号").waitFor();
  }],
  ["queue-board", null, at(board, "今天的集市")],
  ["queue-board.shut", null, async (person, known) => {
    await at(({ market: other }) => `${HERE}/markets/${other}/queues`)(person, known);
    await person.page.getByText("现在不叫号").waitFor();
  }],
  ["queue-board.gone", null, async (person) => {
    person.expects(/404/);
    await at(() => `${HERE}/markets/${GONE}/queues`, "没有找到这一场")(person);
  }],
];

/** What is asked of the server, so that it may fail. */
export const QUEUES_ASKING = [
  ["my-queue", "poster", mine],
  ["queue-desk", "organiser", desk],
  ["queue-board", null, board],
];
