// Opens HTML pages from the disk, without a network, and says what a reader or a browser would trip over.
// usage: node pages.mjs FOLDER_OF_NODE_MODULES CHROMIUM PAGE…; prints a list of JSON objects.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [home, executablePath, ...pages] = process.argv.slice(2);
const require = createRequire(`${home}/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const found = [];
for (const page of pages) {
  for (const width of [1400, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme, offline: true, viewport: { width, height: 900 } });
      const tab = await context.newPage();
      const [errors, requests] = [[], []];
      tab.on("console", (said) => ["error", "warning"].includes(said.type()) && errors.push(said.text()));
      tab.on("pageerror", (error) => errors.push(String(error)));
      tab.on("requestfailed", (request) => errors.push(`failed: ${request.url()}`));
      tab.on("request", (request) => requests.push(request.url()));
      await tab.goto(pathToFileURL(page).href, { waitUntil: "load" });
      const elsewhere = requests.filter((url) => !/^(file|data|blob):/.test(url));
      const own = [...errors]; // axe-core asks for style sheets again, which a browser refuses on the disk
      await tab.evaluate(axe);
      const violations = await tab.evaluate(async () =>
        (await globalThis.axe.run()).violations.map((each) => `${each.id}: ${each.nodes[0].html}`),
      );
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const text = await tab.evaluate(() => document.body.innerText);
      found.push({ page, width, colorScheme, errors: own, elsewhere, violations, wide: Math.max(0, wide), text });
      const filter = tab.locator(".filter input");
      if (await filter.count()) {
        if (width < 1000) await tab.locator(".contents summary").click();
        await tab.locator("body").press("/");
        await tab.keyboard.type("request cpu");
        found[found.length - 1].filtered = await tab.locator(".found a").allTextContents();
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(JSON.stringify(found));
