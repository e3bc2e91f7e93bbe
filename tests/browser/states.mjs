// The states that a wish can be in, as its poster, its helper and everyone else see them.

import { HERE, choose, fill, reads, see, tap } from "./neighbours.mjs";

const DAY = 24 * 60 * 60 * 1000;

/** Brings one wish into each state. */
export async function prepareStates(town, comes, node) {
  const way = await helpersAndOffice(town, comes, node);
  const known = {};
  for (const [state, bring] of Object.entries(WAYS)) known[state] = await bring(way, TITLES[state]);
  return known;
}

/** Brings one wish into one state. */
export async function prepareState(town, comes, node, state, title) {
  return WAYS[state](await helpersAndOffice(town, comes, node), title);
}

/** Those who bring it there. */
export async function helpersAndOffice(town, comes, node) {
  const call = (name) => comes(town, name);
  const [poster, member] = [await comes(town, "poster"), await comes(town, "member")];
  const [worker, secretary] = [await comes(town, "gridWorker"), await comes(town, "secretary")];
  const resident = await comes(town, "resident");
  const helpers = await worker.ask("GET", `${HERE}/desk/helpers`);
  const helper = helpers.find((it) => it.name === "周帮手" && it.class === "party_member");
  return { poster, member, resident, worker, secretary, node, helper: helper.appointment, call };
}

const TITLES = {
  question: "帮我看看家里的东西",
  merge: "楼道口的灯又灭了",
  promised: "窗帘轨道松了",
  longer: "书架要钉牢",
  delivered: "水池下面漏水",
  disputed: "门把手松了",
  confirmed: "想有人帮忙搬一袋米",
  unmet: "想学拉二胡",
  referred: "楼顶漏水",
  merged: "单元门口的灯不亮",
  removed: "想问一件事",
  appealed: "想请人量一量窗户",
  withdrawn: "想借一把梯子",
  declined: "帮一下我",
  offered: "推车的轮子松了",
  child: "想要一套水彩笔",
  thanked: "想请人教视频通话",
  praised: "想修一修小板凳",
  sent: "想借一个打气筒",
  parts: "年前想把屋里收拾一下",
  team: "床板断了一根",
  handed: "窗户关不严",
};

const at = (wish, what) => `${HERE}/wishes/${wish}/${what}`;
const desk = (wish, what) => `${HERE}/desk/wishes/${wish}/${what}`;
const mine = (wish) => `${HERE}/mine/wishes/${wish}/step`;

/** Sends it in. */
export async function post({ poster, node }, title, more = {}) {
  const { wish } = await poster.ask("POST", `${HERE}/wishes`, {
    kind: "repair", title, story: "", when: "周末", node,
    contact: { name: "赵奶奶", phone: "13900002222", address: "8号楼101" }, preview_seen: true, ...more,
  });
  return wish;
}

export async function decide(worker, wish, decision) {
  const { version, kind, title, story } = await worker.ask("POST", desk(wish, "open"));
  const words = decision.decision === "approve" ? { kind, title, story, entitled: null } : {};
  await worker.ask("POST", desk(wish, "decide"), { version, ...words, ...decision });
}

export async function open(way, title) {
  const wish = await post(way, title);
  await decide(way.worker, wish, { decision: "approve" });
  return wish;
}

/** The wish of another household, for only into such a one may one be merged. */
async function elsewhere(way, title) {
  const contact = { name: "兰阿姨", phone: "13900001111", address: "5号楼301" };
  const wish = await post({ ...way, poster: way.resident }, title, { contact });
  await decide(way.worker, wish, { decision: "approve" });
  return wish;
}

async function claimed(way, title) {
  const wish = await open(way, title);
  await way.member.ask("POST", at(wish, "claim"));
  return wish;
}

async function promised(way, title) {
  const wish = await claimed(way, title);
  await way.member.ask("POST", at(wish, "help"), { step: "promise", at: Date.now() + 2 * DAY });
  return wish;
}

async function delivered(way, title) {
  const wish = await promised(way, title);
  await way.member.ask("POST", at(wish, "deliver"), { note: "都弄好了，试过了。" });
  return wish;
}

const WAYS = {
  async question(way, title) {
    const wish = await post(way, title);
    await decide(way.worker, wish, { decision: "ask_info", reason: "what", words: "具体是哪一样东西，哪里坏了？" });
    return wish;
  },
  async merge(way, title) {
    const [into, wish] = [await elsewhere(way, "三层的灯灭了"), await post(way, title)];
    await decide(way.worker, wish, { decision: "merge", into });
    return wish;
  },
  promised,
  async longer(way, title) {
    const wish = await promised(way, title);
    const words = { step: "ask_longer", until: Date.now() + 5 * DAY, words: "板子周五才到。" };
    await way.member.ask("POST", at(wish, "help"), words);
    return wish;
  },
  delivered,
  async disputed(way, title) {
    const wish = await delivered(way, title);
    await way.poster.ask("POST", mine(wish), { step: "dispute", reason: "half_done", words: "拧紧了，第二天又松了。" });
    return wish;
  },
  async confirmed(way, title) {
    const wish = await delivered(way, title);
    await way.poster.ask("POST", at(wish, "confirm"));
    return wish;
  },
  /** Thanked, and to be read by a reviewer. */
  async thanked(way, title) {
    const wish = await delivered(way, title);
    await way.poster.ask("POST", at(wish, "confirm"));
    await way.poster.ask("POST", `${HERE}/mine/wishes/${wish}/thanks`, { words: "您很细心，做得真好。", public: true });
    return wish;
  },
  /** Thanked, as everybody can read. */
  async praised(way, title) {
    const wish = await WAYS.thanked(way, title);
    const { at } = await way.worker.ask("GET", desk(wish, "thanks"));
    await way.worker.ask("POST", desk(wish, "thanks"), { at, public: true });
    return wish;
  },
  /** Goods on their way. */
  async sent(way, title) {
    const wish = await post(way, title, { kind: "goods" });
    await decide(way.worker, wish, { decision: "approve" });
    await way.member.ask("POST", at(wish, "claim"));
    await way.member.ask("POST", at(wish, "help"), { step: "send" });
    return wish;
  },
  /** In parts, one of which came true. */
  async parts(way, title) {
    const wish = await open(way, title);
    const parts = ["厨房的灯换一个", "窗户擦一擦", "两箱旧书搬下楼"].map((title) => ({ kind: "repair", title }));
    await way.worker.ask("POST", desk(wish, "step"), { step: "split", parts, consulted: true });
    const { parts: list } = await way.poster.ask("GET", at(wish, "").slice(0, -1));
    const [first] = list.map(({ id }) => id);
    await way.member.ask("POST", at(first, "claim"));
    await way.member.ask("POST", at(first, "deliver"), { note: "都弄好了，试过了。" });
    await way.poster.ask("POST", at(first, "confirm"));
    return wish;
  },
  /** In the hands of a team. */
  async team(way, title) {
    const [wish, lead] = [await open(way, title), await way.call("teamLead")];
    await way.call("teamMate");
    await lead.ask("POST", at(wish, "claim"));
    return wish;
  },
  /** One of the team asks another to go on with it. */
  async handed(way, title) {
    const [wish, lead] = [await WAYS.team(way, title), await way.call("teamLead")];
    await lead.ask("POST", at(wish, "help"), { step: "promise", at: Date.now() + 2 * DAY });
    const [{ appointment }] = await lead.ask("GET", at(wish, "colleagues"));
    await lead.ask("POST", at(wish, "help"), { step: "hand_over", to: appointment, advice: "星期六上午去。" });
    return wish;
  },
  async unmet(way, title) {
    const wish = await open(way, title);
    const words = { step: "cannot_be", reason: "not_available", words: "附近没有人会。", consulted: true };
    await way.worker.ask("POST", desk(wish, "step"), words);
    return wish;
  },
  async referred(way, title) {
    const wish = await open(way, title);
    const words = { step: "refer", office: "property_management", words: "物业会派人看。", reply_by: Date.now() + 7 * DAY };
    await way.worker.ask("POST", desk(wish, "step"), { ...words, consulted: true });
    return wish;
  },
  async merged(way, title) {
    const [into, wish] = [await elsewhere(way, "大门口的灯灭了"), await post(way, title)];
    await decide(way.worker, wish, { decision: "merge", into });
    await way.poster.ask("POST", mine(wish), { step: "agree_merge" });
    return wish;
  },
  async removed(way, title) {
    const wish = await open(way, title);
    await way.worker.ask("POST", desk(wish, "step"), { step: "ask_removal", reason: "fraud", words: "不像是真的。" });
    await way.secretary.ask("POST", desk(wish, "step"), { step: "agree_removal" });
    return wish;
  },
  async appealed(way, title) {
    const wish = await WAYS.removed(way, title);
    await way.poster.ask("POST", mine(wish, "step"), { step: "appeal", words: "那是我自己家的事，没有写别人。" });
    return wish;
  },
  async withdrawn(way, title) {
    const wish = await open(way, title);
    await way.poster.ask("POST", at(wish, "withdraw"));
    return wish;
  },
  async declined(way, title) {
    const wish = await post(way, title);
    await decide(way.worker, wish, { decision: "decline", reason: "unclear", words: "没看明白您要什么。" });
    return wish;
  },
  async offered(way, title) {
    const wish = await open(way, title);
    await way.worker.ask("POST", desk(wish, "step"), { step: "offer", to: way.helper, urgent: false });
    return wish;
  },
  async child(way, title) {
    const guardian = { name: "王秀兰", relation: "grandparent", way: "in_person", agreed_at: Date.now(), is_poster: true };
    return post(way, title, { kind: "goods", beneficiary: "minor", guardian });
  },
};

/** A page of a wish in a state: `heading` is its title unless something else is said. */
const of = (state, path, heading = TITLES[state]) => async (person, known) => {
  await person.go(path(known[state]));
  await reads(person, heading);
};
const poster = (state) => [`my-wish.${state}`, "poster", of(state, (wish) => `${HERE}/mine/${wish}`)];
const helper = (state) => [`claim.${state}`, "member", of(state, (wish) => `${HERE}/claims/${wish}`)];
const anyone = (state, heading) => [`wish.${state}`, null, of(state, (wish) => `${HERE}/wishes/${wish}`, heading)];

/** After a button, the dialog that asks. */
const asking = ([name, who, there], button, dialog) => [`${name}.asking`, who, async (person, known) => {
  await there(person, known);
  await tap(person, "button", button);
  await see(person, "dialog", dialog).waitFor();
}];

/** As far as the third screen, for a child. */
const forChild = (person, title) => forSomeone(person, "为孩子（监护人已同意）", title);

async function forSomeone(person, whom, title) {
  await person.go(`${HERE}/new`);
  await choose(person, whom);
  await person.page.getByRole("radio", { name: "物品" }).locator("xpath=..").tap();
  await tap(person, "button", "继续");
  await reads(person, "您需要什么？");
  await fill(person, "用一句平常话说", title);
}

export const STATES = [
  ...["question", "merge", "promised", "longer", "delivered", "disputed", "confirmed", "unmet", "referred",
    "merged", "removed", "appealed", "withdrawn", "declined", "child", "thanked", "praised", "sent", "parts"].map(poster),
  asking(poster("delivered"), "没办好", "哪里没办好？"),
  asking(poster("removed"), "我觉得不该下架", "觉得不该下架？"),
  asking(poster("praised"), "收回这句话", "收回这句感谢？"),
  ["my-wish.thanking", "poster", async (person, known) => {
    await person.go(`${HERE}/mine/${known.confirmed}`);
    await fill(person, "您想说的话", "谢谢小王，电话 138 0000 1234");
    await choose(person, "也可以让大家看到");
    await tap(person, "button", "发给帮忙的人");
    await see(person, "alert", undefined).waitFor();
  }],
  asking(poster("unmet"), "再试一次", "再试一次？"),
  ...["promised", "longer", "delivered", "disputed", "confirmed", "offered", "thanked", "sent"].map(helper),
  ["claim.handed", "teamLead", of("handed", (wish) => `${HERE}/claims/${wish}`)],
  ["claim.handed-to-me", "teamMate", of("handed", (wish) => `${HERE}/claims/${wish}`)],
  asking(["claim.team", "teamLead", of("team", (wish) => `${HERE}/claims/${wish}`)], "请同队的人接着办", "请谁接着办？"),
  asking(helper("promised"), "要晚几天", "想改到哪一天？"),
  asking(helper("promised"), "我帮不了了", "把心愿退回去？"),
  ...["promised", "delivered", "disputed", "unmet", "referred", "offered", "praised", "parts"].map((state) => anyone(state)),
  anyone("removed", "这个心愿下架了"),
  ["mine.poster", "poster", async (person) => {
    await person.go(`${HERE}/mine`);
    await reads(person, "我的");
  }],
  ["join", "neighbour", async (person, { open }) => {
    await person.go(at(open, "join"));
    await reads(person, "我家也需要");
  }],
  ["join.stranger", null, async (person, { open }) => {
    await person.go(at(open, "join"));
    await reads(person, "请先登录");
  }],
  ["report", "neighbour", async (person, { open }) => {
    await person.go(at(open, "report"));
    await reads(person, "觉得哪里不对");
  }],
  ["report.error", "neighbour", async (person, { open }) => {
    await person.go(at(open, "report"));
    await tap(person, "button", "告诉社区");
    await person.page.getByText("还有几处要改一下").waitFor();
  }],
  ["inbox", "poster", async (person) => {
    await person.go(`${HERE}/mine/inbox`);
    await reads(person, "消息");
  }],
  ["inbox.empty", "neighbour", async (person) => {
    await person.go(`${HERE}/mine/inbox`);
    await reads(person, "消息");
  }],
  ["my-data", "poster", async (person) => {
    await person.go(`${HERE}/mine/data`);
    await reads(person, "我的资料");
  }],
  ["my-data.deleting", "poster", async (person) => {
    await person.go(`${HERE}/mine/data`);
    await reads(person, "我的资料");
    await tap(person, "button", "删除我和我的资料");
    await see(person, "dialog", "删除我和我的资料").waitFor();
  }],
  ["figures.open", null, async (person) => {
    await person.go(`${HERE}/figures`);
    await person.page.getByText("认领", { exact: true }).first().tap();
  }],
  ["new.child", "neighbour", async (person) => {
    await forChild(person, "小明想要一套水彩笔，在读三年级");
    await see(person, "button", "帮我去掉，继续").waitFor();
  }],
  ["new.for-another", "neighbour", async (person) => {
    await forSomeone(person, "替别人（本人已同意）", "邻居想借一把轮椅");
    await tap(person, "button", "继续");
    await reads(person, "去哪里，找谁？");
    await tap(person, "button", "提交心愿");
    await see(person, "checkbox", /^我问过本人/).waitFor();
  }],
  ["new.guardian", "neighbour", async (person) => {
    await forChild(person, "想要一套水彩笔");
    await tap(person, "button", "继续");
    await reads(person, "去哪里，找谁？");
    await see(person, "heading", "监护人同意").waitFor();
  }],
];

