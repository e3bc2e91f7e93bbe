// The pages of shared markets that everybody sees, and those of who signed up.

import { HERE, reads, see, tap } from "./neighbours.mjs";

/** A place, a wait for one and a place given back. */
export async function prepareVisits(comes) {
  const [resident, neighbour, poster] =
    [await comes("resident"), await comes("neighbour"), await comes("poster")];
  const { ahead: [ahead], over: [over] } = await resident.ask("GET", `${HERE}/markets`);
  const { stalls } = await resident.ask("GET", `${HERE}/markets/${ahead.id}`);
  const slots = (service) => stalls.find((it) => it.service === service).slots;
  const join = (who, slot) =>
    who.ask("POST", `${HERE}/slots/${slot.id}/sign-up`, { member: null, wants: "auto" });
  const [talk] = slots("counselling");
  for (const who of [neighbour, poster]) await join(who, talk);
  const waits = await join(resident, talk);
  const ticket = await join(resident, slots("haircut")[2]);
  const back = await join(resident, slots("sewing")[3]);
  const [link, linkDone] = [await linkOf(resident, ticket), await linkOf(resident, back)];
  await resident.ask("POST", `${HERE}/mine/sign-ups/${back.id}/step`, { step: { is: "cancel" } });
  return {
    market: ahead.id, marketOver: over.id, ticket: ticket.id, ticketWaits: waits.id, ticketBack: back.id, link, linkDone,
    ticketCode: ticket.ticket.code,
  };
}

/** The link by which a place is given back, as it stands in one's own calendar. */
export async function linkOf(person, { id }) {
  const calendar = (await person.read(`/api${HERE}/mine/sign-ups/${id}/ticket.ics`)).replaceAll("\r\n ", "");
  return calendar.match(/\/[a-z0-9-]+\/l\/[\w-]{48}/)[0];
}

const market = ({ market }) => `${HERE}/markets/${market}`;
const GONE = "01900000-0000-7000-8000-000000000000";

const at = (path, heading) => async (person, known) => {
  await person.go(typeof path === "function" ? path(known) : path);
  if (heading) await reads(person, heading);
};

/** Name, who, and the way there. */
export const VISITS = [
  ["markets", null, at(`${HERE}/markets`, "共享集市")],
  ["markets.empty", null, async (person) => {
    await at("/jinsong/markets", "共享集市")(person);
    await person.page.getByText("最近没有集市").waitFor();
  }],
  ["market", "resident", at(market)],
  ["market.stranger", null, at(market)],
  ["market.over", null, at(({ marketOver }) => `${HERE}/markets/${marketOver}`)],
  ["market.gone", null, async (person) => {
    person.expects(/404/);
    await at(`${HERE}/markets/${GONE}`, "没有找到这一场")(person);
  }],
  ["market.taken", "neighbour", async (person, known) => {
    await at(market)(person, known);
    await person.page.getByRole("button", { name: /^报名 10:30 修鞋/ }).tap();
    await see(person, "heading", "位子是您的了", { level: 4 }).waitFor();
  }],
  ["tickets", "resident", at(`${HERE}/tickets`, "我的票")],
  ["tickets.empty", "member", async (person) => {
    await at(`${HERE}/tickets`, "我的票")(person);
    await person.page.getByText("还没有报过名").waitFor();
  }],
  ["ticket", "resident", at(({ ticket }) => `${HERE}/tickets/${ticket}`, "位子是您的了")],
  ["ticket.waits", "resident", at(({ ticketWaits }) => `${HERE}/tickets/${ticketWaits}`, "您排在候补第 1 位")],
  ["ticket.back", "resident", at(({ ticketBack }) => `${HERE}/tickets/${ticketBack}`, "位子退了，谢谢您说一声")],
  ["ticket.asking", "resident", async (person, known) => {
    await at(({ ticket }) => `${HERE}/tickets/${ticket}`, "位子是您的了")(person, known);
    await tap(person, "button", "去不了了，让给别人");
    await see(person, "dialog", "退掉这个位子？").waitFor();
  }],
  ["link", null, at(({ link }) => link, "到时候您来吗？")],
  ["link.done", null, at(({ linkDone }) => linkDone, "位子退了，谢谢您说一声")],
  ["link.none", null, async (person) => {
    person.expects(/404/);
    await at(`${HERE}/l/${"A".repeat(48)}`, "这个链接打不开")(person);
  }],
];

/** What is asked of the server, so that it may fail. */
export const VISITS_ASKING = [
  ["markets", null, () => `${HERE}/markets`],
  ["market", null, market],
  ["tickets", "resident", () => `${HERE}/tickets`],
  ["ticket", "resident", ({ ticket }) => `${HERE}/tickets/${ticket}`],
  ["link", null, ({ link }) => link],
];
