// A market with many sign-ups on its morning, phones at its tables, and what lies on them.

import assert from "node:assert/strict";
import { HERE, comes, fill, reads, see, signIn, tap } from "./neighbours.mjs";

export const MARKET = "共享集市 · 第十场";

/** Stands nowhere else. */
export const CANARY = "鹮小孙";

/** What a page says that finds no network. */
export const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|fetching the script/;

/** So many accounts, with so many in each household besides. */
const [ACCOUNTS, MEMBERS] = [6, 11];

/** Those of the slots of a stall for which people are checked in when a market begins. */
const NOW = 3;

/** The market of the demo, minutes after it began, with so many people signed up for its first slots. */
export async function useMarketDay(town, many) {
  const guests = [];
  const { ahead: [{ id, starts_at: starts }] } = await (await fetch(`${town.base}/api${HERE}/markets`)).json();
  const { stalls } = await (await fetch(`${town.base}/api${HERE}/markets/${id}`)).json();
  for (let account = 0; account < ACCOUNTS && guests.length < many; account += 1) {
    const person = await town.person();
    await signIn(person, `1390000${8800 + account}`);
    guests.push(...await signsUp(person, stalls, Math.min(Math.ceil(many / ACCOUNTS), many - guests.length)));
    town.phones.set(`guest ${account}`, await person.context.storageState());
    await person.leaves();
  }
  assert.equal(guests.length, many);
  await town.later(Math.ceil((starts - town.now()) / 60_000) + 1);
  return { id, guests, stalls, starts };
}

/** A household signs up for so many places: everyone for each of the first slots, somewhere. */
async function signsUp(person, stalls, many) {
  let household = [];
  for (let at = 0; at < MEMBERS; at += 1) {
    const nickname = at === 0 ? CANARY : `家人${at}`;
    household = await person.ask("POST", `${HERE}/mine/members`, { nickname });
  }
  const taken = new Map();
  const places = [];
  for (const member of [null, ...household.map((it) => it.id)]) {
    let rest = stalls;
    for (let time = 0; time < NOW && places.length < many; time += 1) {
      const place = await anywhere(person, rest, { member, time, taken });
      assert.ok(place, "no place is left");
      places.push(place);
      // Of one person at one stall, one check-in counts.
      rest = rest.filter((it) => it.id !== place.stall);
    }
  }
  return places;
}

/** A place at the first stall that has one, and at most four of a household in one slot. */
async function anywhere(person, stalls, { member, time, taken }) {
  for (const { slots } of [...stalls].reverse()) {
    const slot = slots[time];
    if ((taken.get(slot.id) ?? 0) >= 4) continue;
    const got = await person.ask("POST", `${HERE}/slots/${slot.id}/sign-up`, { member, wants: "auto" });
    taken.set(slot.id, (taken.get(slot.id) ?? 0) + 1);
    if (got.status === "confirmed") return got;
    await person.ask("POST", `${HERE}/mine/sign-ups/${got.id}/step`, { step: { is: "cancel" } });
    taken.set(slot.id, 4);
  }
  return null;
}

/** Where people are checked in. */
export const table = (id) => `${HERE}/markets/${id}/check-in`;

/** The day, as those see it who hold the market. */
export const day = (id) => `${HERE}/desk/markets/${id}/day`;

/** The organiser's own phone, at the table. */
export async function organiserAtTable(town, id, name = "门口", who = null) {
  const organiser = who ?? await comes(town, "organiser");
  await joins(organiser, id, name);
  return organiser;
}

/** Whoever holds the market takes the own phone. */
async function joins(organiser, id, name) {
  await organiser.go(table(id));
  await takesPhone(organiser, name);
}

/** On the page where a phone becomes one of the table. */
export async function takesPhone(person, name, title = MARKET) {
  await reads(person, "用这部手机签到");
  await fill(person, "这部手机叫什么", name);
  await tap(person, "button", "用这部手机签到");
  await reads(person, title);
}

/** The code for another phone, as the organiser shows it. */
export async function invites(organiser, id, name, button = "再加一部手机") {
  await organiser.go(day(id));
  await reads(organiser, MARKET);
  await organiser.page.getByText(button, { exact: true }).tap();
  await fill(organiser, "那部手机叫什么", name);
  await tap(organiser, "button", "出示口令");
  const digits = organiser.page.locator(".invited .digits");
  await digits.waitFor();
  return (await digits.innerText()).replace(/\s/g, "");
}

/** A phone checks nobody in any more. */
export async function ends(organiser, id, name) {
  await organiser.go(day(id));
  await tap(organiser, "button", `停用“${name}”`);
  await see(organiser, "dialog", "停用这部手机？").getByRole("button", { name: "停用", exact: true }).tap();
  await see(organiser, "button", `停用“${name}”`).waitFor({ state: "detached" });
}

/** A helper's phone, by the link that was scanned. Nobody is signed in on it. */
export async function helperAtTable(town, id, code, options) {
  const helper = await town.person(options);
  await helper.go(`${table(id)}#${code}`);
  await tap(helper, "button", "开始签到");
  await reads(helper, MARKET);
  return helper;
}

/** From now on it opens without a network. */
export const isReady = (person) => person.page.getByText("没有网络也能用了").waitFor();

/** What the phone says in large letters. */
export const says = (person, words) =>
  see(person, "region", "结果").getByText(words, { exact: true }).waitFor();

/** How much it says is not sent. */
export const waits = (person, count) =>
  person.page.getByText(count === 0 ? "都传上去了" : `${count} 条没传上去`, { exact: true }).waitFor();

/** Turns to another way of checking in. */
export const turns = (person, way) =>
  see(person, "group", "怎么签到").getByRole("button", { name: way, exact: true }).tap();

/** Types the number of a ticket, as people do who cannot scan it. */
export async function types(person, number) {
  const field = see(person, "textbox", "取票号或尾号");
  await field.fill(number);
  await field.press("Enter");
}

/** At which stall the phone is from now on. */
export const stands = (person, stall) =>
  see(person, "combobox", "这部手机在哪里").selectOption(stall);

/** Everything in the browser's own database: names, and bytes as letters, whatever they mean. */
export function lies(person) {
  return person.page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const base = await asked(indexedDB.open(name));
      for (const shelf of base.objectStoreNames) {
        const store = base.transaction(shelf).objectStore(shelf);
        const [names, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
        values.forEach((value, at) => all.push([names[at], value]));
      }
      base.close();
    }
    const letters = (bytes) => new TextDecoder().decode(bytes);
    const key = new Map(all.filter(([, value]) => value instanceof CryptoKey)
      .map(([name, value]) => [name.replace(/key$/, ""), value]));
    const found = [];
    for (const [name, value] of all) {
      if (value instanceof CryptoKey) {
        found.push({ name, key: true, extractable: value.extractable });
        continue;
      }
      if (typeof value === "number") {
        found.push({ name, until: value });
        continue;
      }
      const [, opens] = [...key].find(([shelf]) => name.startsWith(shelf)) ?? [];
      const plain = opens && await crypto.subtle.decrypt({ name: "AES-GCM", iv: value.start }, opens, value.sealed);
      found.push({ name, text: letters(value.sealed) + letters(value.start), plain: plain ? letters(plain) : "" });
    }
    const kept = { ...localStorage, ...sessionStorage };
    return { found, storage: JSON.stringify(kept) };
  });
}

/** As many vaults with something on a shelf. */
export async function kept(person, shelf, count) {
  const all = new RegExp(`^${shelf}/.*/all$`);
  for (let tries = 0; tries < 100; tries += 1) {
    const { found } = await lies(person);
    if (found.filter(({ name }) => all.test(name)).length === count) return;
    await person.settled();
  }
  assert.fail(`${count} were expected`);
}

/** A resident's phone with a ticket. */
export async function guestComes(town, account = 0) {
  return town.person({ storageState: town.phones.get(`guest ${account}`) });
}

/** A film that shows a ticket for a second: a picture of the path that the page draws. */
export function film(path, size) {
  const [width, height, scale] = [640, 480, Math.floor(460 / size)];
  const grey = Buffer.alloc(width * height, 235);
  const [left, top] = [Math.floor((width - size * scale) / 2), Math.floor((height - size * scale) / 2)];
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = 0; row < scale; row += 1) {
      const from = (top + Number(y) * scale + row) * width + left + Number(x) * scale;
      grey.fill(16, from, from + Number(run) * scale);
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc(width * height / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]);
}

const atTable = (go = () => {}) => async (person, known) => {
  await joins(person, known.market, "门口");
  await go(person, known);
};

/** The pages of the table and of the day, in the states that they have before it. */
export const TABLE = [
  ["check-in.join", "organiser", async (person, { market }) => {
    await person.go(table(market));
    await reads(person, "用这部手机签到");
    await see(person, "textbox", "这部手机叫什么").waitFor();
  }],
  ["check-in.wrong", null, async (person, { market }) => {
    person.expects(/409/);
    await person.go(table(market));
    await fill(person, "签到口令", "12345678");
    await tap(person, "button", "开始签到");
    await see(person, "alert", undefined).first().waitFor();
  }],
  ["check-in", "organiser", atTable()],
  ["check-in.early", "organiser", atTable(async (person, { ticketCode }) => {
    await turns(person, "输号码");
    await types(person, ticketCode);
    await says(person, /^还没到时候/);
  })],
  ["check-in.list", "organiser", atTable(async (person) => {
    await turns(person, "名单");
    await see(person, "searchbox", "找人").waitFor();
  })],
  ["check-in.nobody", "organiser", atTable(async (person) => {
    await turns(person, "名单");
    await see(person, "searchbox", "找人").fill("没有这个人");
    await person.page.getByText("没有找到").waitFor();
  })],
  ["check-in.walk-in", "organiser", atTable(async (person) => {
    await stands(person, { index: 1 });
    await turns(person, "没报名的");
    await person.page.getByText(/^还没到时候/).waitFor();
  })],
  ["check-in.nowhere", "organiser", atTable((person) => turns(person, "没报名的"))],
  ["check-in.leaving", "organiser", atTable(async (person) => {
    await tap(person, "button", "交还这部手机");
    await see(person, "dialog", "交还这部手机？").waitFor();
  })],
  ["market-day", "organiser", async (person, { market }) => {
    await person.go(day(market));
    await reads(person, MARKET);
  }],
  ["market-day.invited", "organiser", (person, { market }) => invites(person, market, "小李的手机")],
  ["at-risk", "organiser", async (person, { market }) => {
    await person.go(risk(market));
    await reads(person, "可能来不了的人");
  }],
];

const risk = (id) => `${HERE}/desk/markets/${id}/at-risk`;

/** What is asked of the server, so that it may fail. */
export const TABLE_ASKING = [
  ["market-day", "organiser", ({ market }) => day(market)],
  ["at-risk", "organiser", ({ market }) => risk(market)],
];
