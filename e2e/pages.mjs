// Every page in every language: accessible, whole, in the right direction, within its budget.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { LANGUAGES, complaints, routes, site } from "./site.mjs";

const LOOKS = [
  { colorScheme: "light", viewport: { width: 1180, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const KILOBYTE = 1024;
const PUBLISHED = ["/commitments", "/method"];

for (const language of LANGUAGES) {
  for (const look of LOOKS) {
    test(`pages in ${language}, ${look.colorScheme}, ${look.viewport.width} px`, async () => {
      const context = await site.browser.newContext(look);
      const paths = await routes();
      // Two at a time: one is drawn while the other is weighed.
      const walk = async () => {
        for (let path = paths.shift(); path !== undefined; path = paths.shift()) await lookAt(context, language, path);
      };
      await Promise.all([walk(), walk()]);
      await context.close();
    });
  }
}

/** One page: there, whole, in its direction, marked fictitious, accessible, without complaint of the browser. */
async function lookAt(context, language, path) {
  const page = await context.newPage();
  const heard = complaints(page);
  const where = `/${language}${path}`;
  const answer = await page.goto(site.base + where);
  assert.equal(answer.status(), 200, where);
  await page.evaluate(() => document.fonts.ready);
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll("h1").length,
    notice: document.querySelector(".notice.fictitious")?.getBoundingClientRect().height ?? 0,
  }));
  assert.equal(seen.lang, language, where);
  assert.equal(seen.dir, language === "ar" ? "rtl" : "ltr", where);
  assert.equal(seen.over, 0, `${where} is wider than the screen by ${seen.over} px`);
  assert.equal(seen.headings, 1, where);
  // What is generated says so; what is published does not.
  assert.equal(seen.notice > 10, !PUBLISHED.includes(path), `${where}: the mark of fictitious data`);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].failureSummary}`);
  assert.deepEqual(told, [], where);
  assert.deepEqual(heard, [], where);
  await page.close();
}

test("a reader of French loads little, and nothing moves", async () => {
  const context = await site.browser.newContext({ viewport: { width: 1180, height: 900 } });
  const page = await context.newPage();
  const sizes = { font: 0, document: 0, stylesheet: 0 };
  const read = [];
  const weigh = async (response, kind) => {
    const body = await response.body();
    sizes[kind] += kind === "font" ? body.length : gzipSync(body).length;
  };
  page.on("response", (response) => {
    const kind = response.request().resourceType();
    if (kind in sizes) read.push(weigh(response, kind));
  });
  await page.goto(`${site.base}/fr/contracts/ma-offshoring-2016`, { waitUntil: "networkidle" });
  // A body is there some time after its answer.
  await Promise.all(read);
  assert.ok(sizes.font > 0 && sizes.font <= 150 * KILOBYTE, `fonts: ${sizes.font} bytes`);
  const text = sizes.document + sizes.stylesheet;
  assert.ok(text > 0 && text <= 30 * KILOBYTE, `page and style, compressed: ${text} bytes`);
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({
          type: "layout-shift",
          buffered: true,
        });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  assert.ok(shift < 0.1, `layout shift ${shift}`);
  await context.close();
});

test("both scripts are set in their own faces", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.base}/ar/contracts/ma-offshoring-2016`, { waitUntil: "networkidle" });
  const loaded = await page.evaluate(() =>
    [...document.fonts].filter((face) => face.status === "loaded").map((face) => `${face.family.replaceAll('"', "")} ${face.weight}`),
  );
  for (const face of ["IBM Plex Sans Arabic 400", "IBM Plex Sans Arabic 600", "Noto Naskh Arabic 400", "IBM Plex Sans 400", "Source Serif 4 400"]) {
    assert.ok(loaded.includes(face), `${face} among ${loaded.join(", ")}`);
  }
  await context.close();
});

test("accessibility trees are those on record", async () => {
  mkdirSync("trees", { recursive: true });
  const context = await site.browser.newContext({ viewport: { width: 1180, height: 900 } });
  for (const language of LANGUAGES) {
    for (const [name, path] of [["register", ""], ["territories", "/territories"]]) {
      const page = await context.newPage();
      await page.goto(`${site.base}/${language}${path}`);
      // Figures follow from the engine and are tested there.
      const tree = (await page.locator("body").ariaSnapshot()).replaceAll(/[0-9][0-9\u00a0\u202f.,]*/g, "#") + "\n";
      const file = `trees/${name}-${language}.yml`;
      if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, tree);
      assert.equal(tree, readFileSync(file, "utf8"), file);
      await page.close();
    }
  }
  await context.close();
});
