import { Town } from "./harness.mjs";
import * as n from "./neighbours.mjs";
const town = new Town("sqlite");
const dump = async (p, name) => { await p.shot(`try-${name}`); console.log("==", name, p.page.url(), (await p.page.evaluate(()=>document.documentElement.dataset.app+" "+document.querySelector("main")?.innerText.slice(0,700))), p.complaints.splice(0)); };
try {
await town.start();
const ming = await n.comes(town, "newcomer");
await ming.go("/hantangjiebei/helper"); await ming.page.waitForTimeout(1500); await dump(ming, "helper");
const chen = await n.comes(town, "member");
await n.opensWish(chen, "楼道的灯坏了，晚上看不清台阶");
await n.claims(chen).catch(e=>console.log(String(e))); await chen.page.waitForTimeout(1500); await dump(chen, "claimed");
const again = await n.comes(town, "member");
await again.go("/hantangjiebei/mine"); await again.page.waitForTimeout(1500); await dump(again, "mine");
} catch(e) {console.log(e)} finally { await town.stop(); console.log(town.said.replace(/\x1b\[\d+m/g,"").split("\n").filter(l=>/ERROR|WARN|api/.test(l)).slice(-25).join("\n")); }
