// What neighbours do on their phones: found by role and name, as a screen reader would find it.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

/** The community of the demo in which the journeys are made. */
export const HERE = "/hantangjiebei";

/** Those of the demo who can sign in; the resident and the newcomer are nobody yet. */
export const PEOPLE = {
  resident: { phone: "13900000001" },
  neighbour: { phone: "13900000002" },
  newcomer: { phone: "13900000003" },
  member: { phone: "13900000004", helps: "party_member" },
  volunteer: { phone: "13900000005", helps: "volunteer" },
  poster: { phone: "13900000006" },
  /** Two of one team. */
  teamLead: { phone: "13900000008", helps: "team", name: "唐姐", organisation: "红马甲服务队" },
  teamMate: { phone: "13900000009", helps: "team", name: "魏明", organisation: "红马甲服务队" },
  gridWorker: { phone: "13800000004", staff: true },
  secretary: { phone: "13800000005", staff: true },
  administrator: { phone: "13800000006", staff: true },
  /** Holds markets. */
  organiser: { phone: "13800000008", staff: true },
  communityWorker: { phone: "13800000009", staff: true },
  /** Helps in the other community of the demo. */
  guest: { phone: "13800000007" },
};

/** A button, link, field and so on: `tap(lan, "button", "登录")`. */
export function see(person, role, name, options = {}) {
  return person.page.getByRole(role, { name, exact: true, ...options });
}

export async function tap(person, role, name, options) {
  await see(person, role, name, options).tap();
}

export async function fill(person, name, words, role = "textbox") {
  await see(person, role, name).fill(words);
}

/** Radio buttons and ticks lie under their labels, which is what a thumb meets. */
export async function choose(person, name) {
  await person.page.getByText(name, { exact: true }).first().tap();
}

/** The page has this heading now, and the focus is on it. */
export async function reads(person, heading) {
  await see(person, "heading", heading, { level: 1 }).waitFor();
}

/** Someone of PEOPLE, with their own phone. Signed in once per town; their phone remembers. */
export async function comes(town, name, options = {}) {
  const who = PEOPLE[name];
  const storageState = town.phones.get(who.phone);
  const person = await town.person({ ...options, ...(storageState && { storageState }) });
  if (storageState) return person;
  await signIn(person, who.phone);
  if (name !== "administrator") await generous(town);
  if (who.staff) await openPowers(person, town.credentials(who.phone));
  if (who.helps) await becomesHelper(town, person, who);
  town.phones.set(who.phone, await person.context.storageState());
  return person;
}

/** Signs in with the code that the server would have sent by SMS. */
export async function signIn(person, phone, next = `${HERE}/mine`) {
  await person.go(`/sign-in?next=${next}`);
  await enterPhone(person, phone);
  await person.page.waitForURL(({ pathname }) => pathname === next);
}

/** From the page where the phone number is asked for. */
export async function enterPhone(person, phone) {
  const since = person.town.said.length;
  await fill(person, "手机号", phone);
  await choose(person, "我看过并同意《隐私说明》");
  await tap(person, "button", "获取验证码");
  const [, code] = await person.town.hears(/验证码 (\d{6})/, since);
  await fill(person, "短信验证码", code);
  await tap(person, "button", "登录");
}

/** Password and second factor, as staff need them. */
export async function openPowers(person, credentials) {
  await person.go(`/staff?next=${HERE}/desk`);
  await enterPowers(person, credentials);
  await reads(person, "工作台");
}

/** One helper has more in hand here in a minute than usual in a month. */
async function generous(town) {
  town.generous ??= comes(town, "administrator").then((administrator) =>
    administrator.ask("POST", `${HERE}/settings`, { setting: "live_claims", value: 20 }));
  await town.generous;
}

/** As a journey of its own shows; here it only has to be so. */
async function becomesHelper(town, person, { helps, name = "周帮手", organisation = "" }) {
  const nodes = await person.ask("GET", `${HERE}/nodes?q=${encodeURIComponent("汉唐街")}`);
  const node = nodes.find(({ level }) => level === 1);
  const skills = ["repair", "company", "goods", "errand", "service"];
  const applied = await person.ask("POST", `${HERE}/applications`, {
    class: helps, name, organisation, node: node.id, skills, note: "",
  });
  const worker = await comes(town, "gridWorker");
  const waits = (await worker.ask("GET", `${HERE}/desk`)).applications.find(({ id }) => id === applied.id);
  const team = waits.teams?.find((team) => team.name === organisation)?.id;
  await worker.ask("POST", `${HERE}/desk/applications/${applied.id}/decide`, { decision: "approve", days: null, team });
}

/** Where they are asked for. */
export async function enterPowers(person, { password, secret }) {
  await fill(person, "工作密码", password);
  await fill(person, "动态码", totp(secret, person.town.now()));
  await tap(person, "button", "打开工作权限");
}

/** What an authenticator shows: RFC 6238 with SHA-1, six digits, 30 seconds. */
export function totp(secret, now) {
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", base32(secret)).update(count).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function base32(secret) {
  const bits = [...secret.replace(/[\s=]/g, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from(bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The first two of the three screens. */
export async function sayWish(person, { title, story = "", when = "", kind = "小修理" }) {
  await person.go(`${HERE}/new`);
  await reads(person, "您需要哪种帮助？");
  await person.page.getByRole("radio", { name: kind }).locator("xpath=..").tap();
  await tap(person, "button", "继续");
  await reads(person, "您需要什么？");
  await fill(person, "用一句平常话说", title);
  if (story) await fill(person, /^再多说一点/, story);
  if (when) await fill(person, /^什么时候方便/, when);
}

/** The third screen: where, and whom to call. */
export async function sayWhere(person, { grid = "丰泽院", name = "兰阿姨", phone, address = "" }) {
  await reads(person, "去哪里，找谁？");
  // Whoever has made a wish before need not say again where they live.
  const remembered = see(person, "button", "换一个");
  await remembered.or(see(person, "searchbox", "院子或街道")).waitFor();
  if (!await remembered.isVisible()) await choosesGrid(person, grid);
  await fill(person, "怎么称呼您", name);
  await fill(person, "联系电话", phone);
  if (address) await fill(person, /^楼号、单元、房号/, address);
}

/** Looks for a courtyard and takes it. */
export async function choosesGrid(person, grid) {
  await fill(person, "院子或街道", grid, "searchbox");
  await see(person, "button", new RegExp(`^${grid}`)).tap();
}

/** Sends it, and returns the word that is shown this once. */
export async function send(person) {
  await tap(person, "button", "提交心愿");
  await reads(person, "心愿收到了");
  const shown = await person.page.getByRole("main").innerText();
  const [, word] = shown.match(/您的暗号\s+(\p{Script=Han}{2} \p{Script=Han}{2})\s/u) ?? [];
  assert.ok(word, shown);
  return word;
}

/** A plain wish from start to word. */
export async function wishes(person, wish) {
  await sayWish(person, wish);
  await tap(person, "button", "继续");
  await sayWhere(person, { phone: "13900001111", ...wish });
  return send(person);
}

/** The grid worker finds it on the desk and opens it. */
export async function opensReview(worker, title) {
  await worker.go(`${HERE}/desk`);
  await worker.page.getByRole("link", { name: title }).tap();
  await reads(worker, "审核心愿");
}

export async function approves(worker, title) {
  await opensReview(worker, title);
  await publishes(worker);
}

/** No office has to do it, so neighbours may. */
export async function publishes(worker) {
  await choose(worker, "没有，是邻里帮忙的事");
  await tap(worker, "button", "通过，公开");
  await reads(worker, "已经公开");
}

/** Something else than publishing: the choice that begins so. */
export async function turnsTo(worker, way) {
  await tap(worker, "button", "别的办法");
  await picks(worker, way);
}

/** A large choice, by how it begins. */
export async function picks(person, name) {
  await person.page.getByRole("radio", { name }).first().locator("xpath=..").tap();
}

/** A wish that staff look after, opened for a reason. */
export async function looksAfter(worker, title, reason = "打电话问问情况") {
  await worker.go(`${HERE}/desk`);
  await worker.page.getByRole("link", { name: title }).tap();
  await reads(worker, "处理心愿");
  await tap(worker, "button", reason);
  await reads(worker, title);
}

/** Looks for words in the public list. */
export async function searches(person, words, status) {
  await person.go(status ? `${HERE}/wishes?status=${status}` : `${HERE}/wishes`);
  await fill(person, "找心愿", words, "searchbox");
  await tap(person, "button", "查找");
  await person.page.waitForURL(`**q=${encodeURIComponent(words)}*`);
}

/** Opens a wish as anyone finds it. */
export async function opensWish(person, title, status) {
  await searches(person, title, status);
  await person.page.getByRole("link", { name: title }).tap();
  await reads(person, title);
}

/** Says yes twice: the button, and the question. */
export async function claims(person) {
  await tap(person, "button", "我来帮这个忙");
  await see(person, "dialog", "认领这个心愿？").getByRole("button", { name: "好，我来办" }).tap();
}

/** The wish in the helper's own list. */
export const opensClaim = (person, title) => opensOwn(person, title, "claims");

/** The wish in the resident's own list. */
export const opensMine = (person, title) => opensOwn(person, title, "mine");

async function opensOwn(person, title, folder) {
  await person.go(`${HERE}/mine`);
  await person.page.locator(`main a[href*="${HERE}/${folder}/"]`).filter({ hasText: title }).last().tap();
  await reads(person, title);
}
