// Holds a page against WCAG 2.2 AA with axe-core in Debian's Chromium, and looks at what axe cannot see: that it fetches
// nothing, and that it fits A4 when it is printed.
//
//   node check_accessibility.mjs PAGE.html [SCREENSHOT.png] [PRINT.pdf]
//
// Exit code 0: nothing found; 1: violations, one a line; 77: Chromium or the packages are not there.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const skip = 77;
const browser = process.env.FIVESTEP_CHROMIUM ?? "/usr/bin/chromium";
// The success criteria of WCAG 2.0 to 2.2, levels A and AA, and axe's own advice.
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// A4 at 96 dots to the inch, less the margins of the page.
const printedWidth = Math.floor(((210 - 28) / 25.4) * 96);

const require = createRequire(import.meta.url);
let chromium, axe;
try {
  ({ chromium } = require("playwright-core"));
  axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch {
  console.log("skip: playwright-core and axe-core are not installed; tests/run --accessibility installs them");
  process.exit(skip);
}
if (!existsSync(browser)) {
  console.log(`skip: there is no ${browser}; tests/run --accessibility installs Debian's chromium`);
  process.exit(skip);
}

const [page_path, screenshot, print] = process.argv.slice(2);
const found = [];
const instance = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
try {
  const page = await instance.newPage({ viewport: { width: 1100, height: 900 } });
  page.on("request", (request) => {
    if (!request.url().startsWith("file://")) found.push(`it fetches ${request.url()}`);
  });
  page.on("pageerror", (error) => found.push(`it runs something: ${error}`));
  await page.goto(pathToFileURL(resolve(page_path)).href);
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  for (const violation of result.violations) {
    for (const node of violation.nodes.slice(0, 5)) {
      found.push(`${violation.id} (${violation.impact}): ${violation.help}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}`);
    }
  }
  for (const width of [320, printedWidth]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media: width === 320 ? "screen" : "print" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) found.push(`at ${width} pixels it is ${wide} pixels too wide`);
  }
  if (print) await page.pdf({ path: print, preferCSSPageSize: true });
  console.log(`${result.passes.length} rules of axe-core ${result.testEngine.version} passed, ${found.length} violations`);
} finally {
  await instance.close();
}
for (const sentence of found) console.log(sentence);
process.exit(found.length === 0 ? 0 : 1);
