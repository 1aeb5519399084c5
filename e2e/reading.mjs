// How a person reads: Arabic figures in order, print in both directions, the keyboard, no JavaScript, no dead link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES, routes, site } from "./site.mjs";

/** For each figure of several digits: whether each of its letters stands at the right of the one before. */
const figuresInOrder = () => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const match of node.data.matchAll(/[0-9]+(?:\u202f[0-9]{3})+(?:,[0-9]+)?/g)) {
      const range = document.createRange();
      const lefts = [...match[0]].map((_, index) => {
        range.setStart(node, match.index + index);
        range.setEnd(node, match.index + index + 1);
        return range.getBoundingClientRect();
      });
      if (lefts.every((box) => box.width === 0)) continue;
      const inOrder = lefts.every((box, index) => index === 0 || box.left >= lefts[index - 1].left);
      found.push({ figure: match[0], inOrder, oneLine: lefts.every((box) => box.top === lefts[0].top) });
    }
  }
  return found;
};

test("figures in Arabic are read in order and never broken", async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  let seen = 0;
  for (const path of ["", "/contracts/ma-offshoring-2016", "/contracts/ma-offshoring-2025", "/commitments", "/operators"]) {
    await page.goto(`${site.base}/ar${path}`);
    await page.evaluate(() => document.fonts.ready);
    const figures = await page.evaluate(figuresInOrder);
    seen += figures.length;
    assert.deepEqual(figures.filter((one) => !one.inOrder || !one.oneLine), [], path);
  }
  assert.ok(seen > 20, `only ${seen} figures were looked at`);
  await context.close();
});

test("pages print whole in both directions", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  for (const path of ["/contracts/ma-offshoring-2016", "/commitments", "/operators/op-001"]) {
    const counts = {};
    for (const language of LANGUAGES) {
      await page.setViewportSize({ width: 680, height: 960 });
      await page.emulateMedia({ media: "print" });
      await page.goto(`${site.base}/${language}${path}`);
      const lost = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const hidden = (box) => box.left < -1 || box.right > width + 1;
        return [...document.querySelectorAll("main p, main td, main th, main h1, main h2")]
          .filter((one) => one.checkVisibility() && getComputedStyle(one).clipPath === "none" && hidden(one.getBoundingClientRect()))
          .map((one) => one.textContent.slice(0, 60));
      });
      assert.deepEqual(lost, [], `/${language}${path}`);
      const stamp = await page.locator(".foot .stamp").isVisible();
      assert.equal(stamp, path !== "/commitments", `/${language}${path}: the mark of fictitious data on paper`);
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      counts[language] = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    }
    const numbers = Object.values(counts);
    assert.ok(Math.min(...numbers) > 0, path);
    assert.ok(Math.max(...numbers) <= 2 * Math.min(...numbers) + 2, `${path}: ${JSON.stringify(counts)}`);
  }
  await context.close();
});

test("the keyboard leads through the page, and shows where it is", async () => {
  const context = await site.browser.newContext({ viewport: { width: 1180, height: 900 } });
  const page = await context.newPage();
  for (const language of ["fr", "ar"]) {
    await page.goto(`${site.base}/${language}/contracts/ma-offshoring-2025`);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => ({ href: document.activeElement.getAttribute("href"), clip: getComputedStyle(document.activeElement).clipPath }));
    assert.deepEqual(skip, { href: "#content", clip: "none" });
    const visited = new Set();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const one = document.activeElement;
        const style = getComputedStyle(one);
        return { name: `${one.tagName} ${one.getAttribute("href") ?? one.id} ${one.textContent.slice(0, 30)}`, outline: style.outlineStyle, width: parseFloat(style.outlineWidth) };
      });
      assert.ok(here.outline !== "none" && here.width >= 2, `no visible focus on ${here.name}`);
      visited.add(here.name);
    }
    assert.ok(visited.size >= 30, `the keyboard is caught: ${[...visited].join("; ")}`);
  }
  await context.close();
});

test("the road from the register to a job's months needs no JavaScript", async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 1180, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/fr`);
  await page.click('a[href="/fr/contracts/ma-offshoring-2016"]');
  assert.match(await page.locator("#art-4").innerText(), /impossible à déterminer/);
  assert.match(await page.locator("#commitment-jobs-2020").innerText(), /148\u202f500/);
  await page.goBack();
  await page.click('a[href="/fr/contracts/ma-offshoring-2025"]');
  await page.click('a[href="/fr/contracts/ma-offshoring-2025/clauses/pae"]');
  const amount = page.locator('a[href*="/amounts/"]').first();
  await amount.click();
  assert.match(page.url(), /\/amounts\/op-[0-9]+\/[0-9a-f]{8}-/);
  assert.match(await page.locator("main").innerText(), /(juillet|août|septembre|octobre|novembre)\s2025/);
  assert.match(await page.locator(".origins").innerText(), /ligne [0-9]+/);
  await page.fill("#known", "2026-06-30");
  await page.click("form.known button");
  assert.match(page.url(), /known=2026-06-30/);
  assert.match(await page.locator("main").innerText(), /en attente|n’existe pas/);
  await context.close();
});

test("no link leads nowhere", async () => {
  const todo = (await routes()).map((path) => `/fr${path}`);
  const done = new Set();
  let amounts = 0;
  while (todo.length > 0 && done.size < 150) {
    const path = todo.pop();
    if (done.has(path)) continue;
    done.add(path);
    const answer = await fetch(site.base + path, { redirect: "manual" });
    assert.equal(answer.status, 200, path);
    const html = await answer.text();
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    for (const [, href] of html.matchAll(/ href="([^"]+)"/g)) {
      const [address, anchor] = href.replaceAll("&amp;", "&").split("#");
      if (address === "" && anchor) assert.ok(ids.has(anchor), `${path} leads to #${anchor}, which it has not`);
      if (!address.startsWith("/fr")) continue;
      if (address.includes("/amounts/") && (amounts += 1) > 20) continue;
      todo.push(address);
    }
  }
  assert.ok(done.size > 30, `only ${done.size} pages`);
});
