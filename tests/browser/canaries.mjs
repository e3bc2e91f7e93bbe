// Words that stand nowhere else, put into every field that is not for everybody, each by the
// endpoint by which it comes in; with who has to read them, and who may.

import { HERE, comes, openPowers, signIn } from "./neighbours.mjs";
import { decide, post } from "./states.mjs";

const DAY = 24 * 60 * 60 * 1000;
const ORGANISER = "13800000008";

/** Of a contact that was corrected. */
export const CORRECTED = "13900007790";

const at = (wish, what) => `${HERE}/wishes/${wish}/${what}`;
const desk = (wish, what) => `${HERE}/desk/wishes/${wish}/${what}`;
const mine = (wish, what) => `${HERE}/mine/wishes/${wish}/${what}`;

/** The sixty pairs by which years were counted: as many words as are needed, none within another. */
const PAIRS = Array.from({ length: 60 }, (_, n) => "甲乙丙丁戊己庚辛壬癸"[n % 10] + "子丑寅卯辰巳午未申酉戌亥"[n % 12]);

/** All who say something, and what was said so far, by the field it was said in. */
class Voices {
  said = {};
  ids = {};

  constructor(people) {
    Object.assign(this, people);
  }

  /** A word for a field; those who must read it, and those who may. */
  say(field, must = "", may = "") {
    const word = `鹮${PAIRS[Object.keys(this.said).length]}`;
    this.said[field] = { word, must: must.split(" "), may: may.split(" ") };
    return word;
  }

  /** All words by their fields. */
  words() {
    return Object.fromEntries(Object.entries(this.said).map(([field, { word }]) => [field, word]));
  }

  /** Those that somebody has to read. */
  mustRead(who) {
    return Object.fromEntries(Object.entries(this.said).filter(([, { must }]) => must.includes(who))
      .map(([field, { word }]) => [field, word]));
  }

  /** Those that somebody must not read. */
  mustNotRead(who) {
    return Object.fromEntries(Object.entries(this.said)
      .filter(([, { must, may }]) => !must.includes(who) && !may.includes(who))
      .map(([field, { word }]) => [field, word]));
  }

  /** Where somebody would ask without a page, who knows an id; and what only looks like asking. */
  addresses() {
    const reads = (wish) => [
      `wishes/${wish}`, `wishes/${wish}/claim`, `wishes/${wish}/colleagues`, `mine/wishes/${wish}`,
      `desk/wishes/${wish}/thanks`,
    ];
    const opens = (wish) => [`wishes/${wish}/contact`, `desk/wishes/${wish}/open`, `desk/wishes/${wish}/look`];
    const all = (paths) => Object.values(this.ids).flatMap(paths).map((path) => `/api${HERE}/${path}`);
    const drafts = [`/api${HERE}/markets/${this.draft}`, `/api${HERE}/desk/markets/${this.draft}`];
    const files = [
      `/api${HERE}/figures.csv`, `/api${HERE}/markets.ics`,
      `/open311/v2/requests.json?jurisdiction_id=${HERE.slice(1)}`,
      ...Object.values(this.ids).map((id) => `/open311/v2/requests/${id}.json?jurisdiction_id=${HERE.slice(1)}`),
    ];
    return { reads: [...all(reads), ...drafts, ...files], opens: all(opens) };
  }

  async posted(name, title, more) {
    this.ids[name] = await post({ poster: this.lan, node: this.node }, title, more);
    return this.ids[name];
  }

  async open(name, title, more) {
    const wish = await this.posted(name, title, more);
    await decide(this.zhang, wish, { decision: "approve" });
    return wish;
  }

  async claimed(name, title, more) {
    const wish = await this.open(name, title, more);
    await this.wu.ask("POST", at(wish, "claim"));
    return wish;
  }

  async fulfilled(name, title) {
    const wish = await this.claimed(name, title);
    await this.wu.ask("POST", at(wish, "deliver"), { note: "都弄好了。" });
    await this.lan.ask("POST", at(wish, "confirm"));
    return wish;
  }

  /** The poster, the helper and staff take their steps. */
  poster = (wish, step) => this.lan.ask("POST", mine(wish, "step"), step);
  helper = (wish, step) => this.wu.ask("POST", at(wish, "help"), step);
  staff = (wish, step, who = this.zhang) => who.ask("POST", desk(wish, "step"), step);
}

/** Plants all of it. Lan wishes, Wu helps, Mei and another resident are others. */
export async function plants(town, { lan, mei, node }) {
  const [zhang, secretary] = [await comes(town, "gridWorker"), await comes(town, "secretary")];
  const worker = await comes(town, "communityWorker");
  const [wu, resident] = [await comes(town, "volunteer"), await comes(town, "resident")];
  const voices = new Voices({ town, lan, mei, node, zhang, secretary, worker, wu, resident });
  for (const part of [review, promise, thank, end, goods, team, help, market]) await part(voices);
  return voices;
}

/** What reviewers ask and are answered, and where they send people. */
async function review(all) {
  const asked = await all.posted("asked", "书桌晃得厉害");
  const words = all.say("ReviewWishNow ask_info.words", "lan", "zhang");
  await decide(all.zhang, asked, { decision: "ask_info", reason: "what", words });
  await all.poster(asked, {
    step: "answer",
    title: all.say("StepAsPoster answer.title", "lan zhang"),
    story: all.say("StepAsPoster answer.story", "lan", "zhang"),
    when: all.say("StepAsPoster answer.when", "lan", "zhang"),
  });
  const sent = await all.posted("sent", "单元门口积水");
  const reply = { office: "property_management", reply_by: Date.now() + 7 * DAY };
  const referred = all.say("ReviewWishNow refer.words", "lan", "zhang");
  await decide(all.zhang, sent, { decision: "refer", words: referred, ...reply });
  const later = await all.open("later", "楼道墙皮掉了");
  const consulted = all.say("StepAsStaff refer.words", "lan", "zhang");
  await all.staff(later, { step: "refer", words: consulted, consulted: true, ...reply });
}

/** A promise that is put off, objected to and settled; somebody looks, and somebody reports. */
async function promise(all) {
  const wish = await all.claimed("disputed", "橱柜的门歪了");
  await all.helper(wish, { step: "promise", at: Date.now() + 2 * DAY });
  const longer = all.say("StepAsHelper ask_longer.words", "lan", "wu zhang");
  await all.helper(wish, { step: "ask_longer", until: Date.now() + 5 * DAY, words: longer });
  await all.poster(wish, { step: "agree_longer" });
  await all.wu.ask("POST", at(wish, "deliver"), { note: "都弄好了。" });
  const dispute = all.say("StepAsPoster dispute.words", "lan", "zhang");
  await all.poster(wish, { step: "dispute", reason: "half_done", words: dispute });
  const finding = { finding: "go_on", promised: Date.now() + 3 * DAY };
  const settled = all.say("StepAsStaff settle.words", "lan wu", "zhang");
  await all.staff(wish, { step: "settle", finding, words: settled }, all.secretary);
  await all.zhang.ask("POST", desk(wish, "look"), { reason: all.say("LookAtWish reason", "lan", "zhang") });
  await all.lan.ask("POST", mine(wish, "contact"), {
    name: all.say("CorrectContact name", "lan", "wu zhang"),
    phone: CORRECTED,
    address: all.say("CorrectContact address", "lan", "wu zhang"),
    note: all.say("CorrectContact note", "lan", "wu zhang"),
  });
  await report(all, all.mei, wish, all.say("MakeReport words", "zhang"));
  await report(all, all.resident, wish, "门牌好像不对");
  const { queue } = await all.zhang.ask("GET", `${HERE}/desk`);
  const { thing } = queue.find(({ kind, thing }) => kind === "report" && thing.words === "门牌好像不对");
  const answer = all.say("AnswerReport words", "", "zhang");
  await all.zhang.ask("POST", `${HERE}/desk/reports/${thing.id}/answer`, { words: answer });
}

const report = (all, who, wish, words) => who.ask("POST", `${HERE}/reports`, { about: { wish }, reason: "other", words });

/** Between the two; and what a reviewer does not want everybody to read. */
async function thank(all) {
  const wish = await all.fulfilled("thanked", "闹钟走不准了");
  const words = all.say("ThankHelper words", "lan wu");
  await all.lan.ask("POST", mine(wish, "thanks"), { words, public: false });
  const other = await all.fulfilled("refused", "伞骨断了一根");
  await all.lan.ask("POST", mine(other, "thanks"), { words: "您很细心，做得真好。", public: true });
  const seen = await all.zhang.ask("GET", desk(other, "thanks"));
  const no = all.say("DecideThanks words", "lan", "zhang");
  await all.zhang.ask("POST", desk(other, "thanks"), { at: seen.at, public: false, words: no });
}

/** Ends that are none, and what staff say among themselves. */
async function end(all) {
  const wish = await all.open("unmet", "想学吹埙");
  const unmet = all.say("StepAsStaff cannot_be.words", "lan", "zhang");
  await all.staff(wish, { step: "cannot_be", reason: "not_available", words: unmet, consulted: true });
  await all.poster(wish, { step: "reopen", words: all.say("StepAsPoster reopen.words", "", "lan zhang") });
  await all.staff(wish, { step: "keep_open", words: all.say("StepAsStaff keep_open.words", "", "zhang") });
  await all.staff(wish, { step: "new_word", words: all.say("StepAsStaff new_word.words", "", "zhang") });
  const removal = all.say("StepAsStaff ask_removal.words", "", "zhang");
  await all.staff(wish, { step: "ask_removal", reason: "fraud", words: removal });
  const kept = all.say("StepAsStaff refuse_removal.words", "", "zhang");
  await all.staff(wish, { step: "refuse_removal", words: kept }, all.secretary);
  await takenDown(all, "restore", "那是自己家的事");
  await takenDown(all, "uphold_removal", all.say("StepAsPoster appeal.words", "", "lan"));
}

/** Taken down, and a third person is asked. */
async function takenDown(all, step, words) {
  const wish = await all.open(step, step === "restore" ? "想学打快板" : "想学拉二胡");
  await all.staff(wish, { step: "ask_removal", reason: "fraud", words: "不像是真的" });
  await all.staff(wish, { step: "agree_removal" }, all.secretary);
  await all.poster(wish, { step: "appeal", words });
  await all.staff(wish, { step, words: all.say(`StepAsStaff ${step}.words`, "lan") }, all.worker);
}

/** Goods that come back, and an offer that is refused. */
async function goods(all) {
  const wish = await all.claimed("goods", "想借一个打气筒", { kind: "goods" });
  await all.helper(wish, { step: "send" });
  const said = all.say("StepAsHelper say_returned.words", "", "lan wu zhang");
  await all.helper(wish, { step: "say_returned", words: said });
  await all.staff(wish, { step: "returned", words: all.say("StepAsStaff returned.words", "", "zhang") });
  const offered = await all.open("offered", "想请人理一理电线");
  const helpers = await all.zhang.ask("GET", `${HERE}/desk/helpers`);
  const to = helpers.find((it) => it.name === "周帮手" && it.class === "volunteer").appointment;
  await all.staff(offered, { step: "offer", to, urgent: false });
  const refused = all.say("StepAsHelper refuse_offer.words", "", "wu zhang");
  await all.helper(offered, { step: "refuse_offer", words: refused });
}

/** What one of a team leaves for another, who has not said yes. */
async function team(all) {
  const [lead] = [await comes(all.town, "teamLead"), await comes(all.town, "teamMate")];
  const wish = await all.open("team", "床板断了一根");
  await lead.ask("POST", at(wish, "claim"));
  await lead.ask("POST", at(wish, "help"), { step: "promise", at: Date.now() + 2 * DAY });
  const [{ appointment }] = await lead.ask("GET", at(wish, "colleagues"));
  const advice = all.say("StepAsHelper hand_over.advice");
  await lead.ask("POST", at(wish, "help"), { step: "hand_over", to: appointment, advice });
}

/** Who does not become a helper, and who is none any more. */
async function help(all) {
  const apply = (who, name) => who.ask("POST", `${HERE}/applications`, {
    class: "volunteer", name, organisation: "", node: all.node, skills: ["repair"], note: "",
  });
  const decided = (id, decision) => all.zhang.ask("POST", `${HERE}/desk/applications/${id}/decide`, decision);
  const declined = await apply(all.mei, "梅姐");
  const reason = all.say("DecideApplication decline.reason", "", "zhang");
  await decided(declined.id, { decision: "decline", reason });
  const approved = await apply(all.resident, "郑师傅");
  await decided(approved.id, { decision: "approve", days: null });
  const helpers = await all.zhang.ask("GET", `${HERE}/desk/helpers`);
  const { appointment } = helpers.find(({ name }) => name === "郑师傅");
  const ended = all.say("EndAppointmentNow reason", "", "zhang");
  await all.zhang.ask("POST", `${HERE}/desk/appointments/${appointment}/end`, { reason: ended });
}

/** A stall that does not come, and a market that is not public. */
async function market(all) {
  const organiser = await all.town.person();
  await signIn(organiser, ORGANISER);
  await openPowers(organiser, all.town.credentials(ORGANISER));
  const { ahead: [ahead] } = await all.mei.ask("GET", `${HERE}/markets`);
  const stall = await all.mei.ask("POST", `${HERE}/markets/${ahead.id}/stalls`, {
    provider_name: all.say("ApplyForStall provider_name", "", "zhang"), class: "commercial", service: "haircut",
    capacity: 4, minutes_per_service: 15, needs: { power: false, water: false, screen: false }, elders: false,
    paper: all.say("ApplyForStall paper", "", "zhang"), paper_until: Date.now() + 300 * DAY,
  });
  const no = { is: "reject", words: all.say("StepStall step.reject.words", "", "zhang") };
  await organiser.ask("POST", `${HERE}/desk/stalls/${stall.id}/step`, { version: stall.version, step: no });
  await organiser.ask("POST", `${HERE}/markets/${ahead.id}/devices`, { name: all.say("InviteDevice name", "", "zhang") });
  const starts = ahead.starts_at + 14 * DAY;
  const draft = await organiser.ask("POST", `${HERE}/desk/markets`, {
    kind: "market", node: all.node, starts_at: starts, ends_at: starts + DAY / 8,
    title: all.say("MakeMarket title", "", "zhang"), words: all.say("MakeMarket words", "", "zhang"),
    spot: all.say("MakeMarket spot", "", "zhang"), safety: all.say("MakeMarket safety", "", "zhang"),
    rain: all.say("MakeMarket rain", "", "zhang"), owner_agreed: true, reachable: true,
  });
  const steps = `${HERE}/desk/markets/${draft.id}/step`;
  const held = await organiser.ask("POST", `${HERE}/desk/markets/${draft.id}/stalls`, {
    provider_name: "巧手理发店", class: "public_good", service: "haircut", capacity: 4, minutes_per_service: 15,
    needs: { power: false, water: false, screen: false }, elders: false, paper: "", paper_until: null,
  });
  const waits = await organiser.ask("POST", steps, { version: held.version, step: { is: "submit" } });
  const back = { is: "send_back", words: all.say("StepMarket step.send_back.words", "", "zhang") };
  await all.secretary.ask("POST", steps, { version: waits.version, step: back });
  all.draft = draft.id;
}
