// Hold pages against what everybody needs of them:
//
//     node .ci/accessibility/check.mjs PATH ...      files of HTML, or folders of them
//
// Each is read by axe-core, best practices included, 1280 and 320 pixels wide; it must not scroll
// sideways; and printed on A4 by the browser, it must have lost no cell of a table. Says what is
// wrong and where, and ends with status 1 if anything is. CHROMIUM says where the browser is, if elsewhere.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
];
const WIDTHS = [1280, 320];

const pagesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true }).map((name) => join(path, name)).filter((name) => name.endsWith(".html") && !name.endsWith("/404.html")) // finds its styles on a server only
    : [path];

// Runs in the page. Lets its scripts follow the new width.
const settled = async () => {
  for (let k = 0; k < 4; k++) await new Promise(requestAnimationFrame);
};

// Runs in the page. What axe finds, a line for each place.
const broken = async () => {
  const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}  ${node.failureSummary.split("\n").slice(1).join(" ").trim()}`),
  );
};

// Runs in the page. By what it says, how many cells of its tables say so.
const cells = () => {
  const counts = {};
  for (const cell of document.querySelectorAll("th, td")) {
    const text = cell.textContent.normalize("NFKC").replace(/\s/g, "");
    if (text) counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
};

const lostInPrint = async (page) => {
  const wanted = await page.evaluate(cells);
  if (!Object.keys(wanted).length) return [];
  const input = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const read = spawnSync("pdftotext", ["-raw", "-", "-"], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (read.status !== 0) throw new Error(`pdftotext: ${read.error ?? read.stderr}`);
  const printed = read.stdout.normalize("NFKC").replace(/\s/g, "");
  return Object.entries(wanted)
    .filter(([text, times]) => printed.split(text).length - 1 < times)
    .map(([text, times]) => `lost in print: ${text} (${printed.split(text).length - 1} of ${times})`);
};

const faultsOf = async (page, file) => {
  const faults = [];
  const quiet = (text) => faults.push(`on the console: ${text}`);
  page.on("pageerror", (error) => quiet(error.message));
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await page.evaluate(AXE);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(settled);
    faults.push(...(await page.evaluate(broken)).map((fault) => `${width} px: ${fault}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${width} px: the page is ${wide} px wide`);
  }
  faults.push(...(await lostInPrint(page)));
  page.removeAllListeners("pageerror");
  return faults;
};

// What is written twice, as a page and in a folder, is looked at once.
const given = process.argv.slice(2).flatMap((path) => pagesIn(resolve(path))).sort();
const files = [...new Map(given.map((file) => [readFileSync(file, "utf8"), file])).values()];
if (!files.length) {
  console.error("no pages: give files of HTML, or folders of them");
  process.exit(2);
}
const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
const waiting = [...files];
let wrong = 0;
const work = async () => {
  const page = await (await browser.newContext()).newPage();
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const faults = [...new Set(await faultsOf(page, file))];
    wrong += faults.length;
    for (const fault of faults) console.log(`${relative(".", file)}: ${fault}`);
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
await browser.close();
console.log(wrong ? `${wrong} faults in ${files.length} pages` : `${files.length} pages, no fault`);
process.exit(wrong ? 1 : 0);
