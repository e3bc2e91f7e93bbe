import { Town } from "./harness.mjs";
import AxeBuilder from "@axe-core/playwright";
const town = new Town("sqlite");
const T = async (n, f) => { const t=performance.now(); const r = await f(); console.log(n.padEnd(30), (performance.now()-t).toFixed(0)); return r; };
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
try {
await town.start();
const p = await town.person();
await p.go("/hantangjiebei");
await p.page.setViewportSize({width:390,height:1900});
for (let i=0;i<3;i++) {
await T("legacy", () => new AxeBuilder({page:p.page}).setLegacyMode(true).withTags(tags).analyze());
await T("legacy violations only", () => new AxeBuilder({page:p.page}).setLegacyMode(true).options({resultTypes:["violations"], runOnly: tags}).analyze());
const r = await T("direct", () => p.page.evaluate((tags) => axe.run(document, {runOnly: tags, resultTypes:["violations"]}).then(({violations}) => violations), tags));
}
} catch(e) {console.log(e)} finally { await town.stop(); }
