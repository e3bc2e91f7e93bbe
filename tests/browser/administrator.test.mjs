// What an administrator looks after: who is signed in as staff, and which communities are neighbours.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { databases, useTown } from "./harness.mjs";
import {
  HERE, approves, claims, comes, opensWish, reads, see, tap, wishes,
} from "./neighbours.mjs";

for (const database of databases) {
  describe(`an administrator on ${database}`, { timeout: 300_000 }, () => {
    const town = useTown(database);
    const WISH = "窗帘杆掉下来了";

    test("signs a colleague out whose phone was stolen", async () => {
      const li = await comes(town, "secretary");
      const wang = await comes(town, "administrator");
      await wang.go(`${HERE}/desk`);
      await tap(wang, "link", /^工作人员/);
      await reads(wang, "工作人员");
      await wang.page.getByText("这是您自己").waitFor();
      await tap(wang, "button", "让支部书记（138****0005）退出登录");
      await wang.page.getByText("让支部书记（138****0005）在所有地方退出登录？").waitFor();
      await tap(wang, "button", "取消");
      await tap(wang, "button", "让支部书记（138****0005）退出登录");
      await wang.shot("staff-list-asking");
      await tap(wang, "button", "好，退出");
      await wang.page.getByText("已经在 1 台手机或电脑上退出登录。").waitFor();
      await see(wang, "button", "让支部书记（138****0005）退出登录").waitFor({ state: "detached" });
      await wang.go(`${HERE}/settings`);
      await tap(wang, "link", "工作人员");
      await reads(wang, "工作人员");

      await li.go(`${HERE}/desk`);
      await reads(li, "请先登录");
      const zhang = await comes(town, "gridWorker");
      await zhang.go(`${HERE}/desk`);
      await see(zhang, "link", /^邻近社区/).waitFor();
      assert.equal(await see(zhang, "link", /^工作人员/).count(), 0, "not theirs to see");
      await zhang.go(`${HERE}/settings`);
      await see(zhang, "link", "我的资料").waitFor();
      assert.equal(await see(zhang, "link", "工作人员").count(), 0);
      await zhang.go(`${HERE}/desk/settings`);
      await tap(zhang, "link", "邻近社区");
      await reads(zhang, "邻近社区");
    });

    test("asks a neighbour community for help, and its helper takes on a wish", async () => {
      await wishes(await comes(town, "resident"), { title: WISH });
      await approves(await comes(town, "gridWorker"), WISH);
      const guest = await comes(town, "guest");
      await opensWish(guest, WISH);
      await see(guest, "link", "我来帮这个忙").waitFor();

      const wang = await comes(town, "administrator");
      await wang.go(`${HERE}/desk`);
      await tap(wang, "link", /^邻近社区/);
      await reads(wang, "邻近社区");
      await wang.page.getByText("现在没有打开").waitFor();
      await tap(wang, "button", "请劲松社区来帮");
      await wang.page.getByText("他们只能认领等了好些天的心愿").waitFor();
      await tap(wang, "button", "好，请他们来");
      await wang.page.getByText("劲松社区帮忙的人可以来了。").waitFor();
      for (const [setting, value] of [["neighbours", 1], ["widen_neighbours", 5]]) {
        await wang.ask("POST", `${HERE}/settings`, { setting, value });
      }
      await opensWish(guest, WISH);
      await guest.page.getByText("这个心愿先等本社区的人").waitFor();
      assert.equal(await guest.page.getByRole("button", { name: "我来帮这个忙" }).count(), 0);
      await wang.ask("POST", `${HERE}/settings`, { setting: "widen_neighbours", value: 0 });
      await wang.go(`${HERE}/desk/neighbours`);
      await wang.page.getByText("心愿一公开").waitFor();

      await opensWish(guest, WISH);
      await guest.page.getByText("您是邻近社区的帮手（劲松社区）").waitFor();
      await guest.axe();
      await guest.shot("wish-guest");
      await claims(guest);
      await tap(guest, "link", "去看联系方式");
      await reads(guest, WISH);
      await tap(guest, "button", "打开联系方式");
      await guest.page.getByText("13900001111").waitFor();
    });

    test("asks it no longer, and the wish waits for others again", async () => {
      const wang = await comes(town, "administrator");
      await wang.go(`${HERE}/desk/neighbours`);
      await tap(wang, "button", "不再请劲松社区");
      await tap(wang, "button", "不再请了");
      await wang.page.getByText("劲松社区帮忙的人不再来了。").waitFor();
      const guest = await comes(town, "guest");
      await opensWish(guest, WISH);
      await see(guest, "link", "我来帮这个忙").waitFor();
    });
  });
}
