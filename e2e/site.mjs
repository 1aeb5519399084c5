// A small fictitious workspace, served, and a browser that looks at it.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";

export const LANGUAGES = ["fr", "ar", "en"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Makes a workspace, serves it on a free port and opens a browser. */
async function open() {
  const folder = mkdtempSync(join(tmpdir(), "mithaq-e2e-"));
  const workspace = join(folder, "workspace");
  const common = ["--lang", "en", "--workspace", workspace];
  const made = spawnSync(process.env.MITHAQ, [...common, "demo", "--operators", "12", "--persons", "600", "--no-serve"]);
  if (made.status !== 0) throw new Error(`no demo: ${made.stderr}`);
  const server = spawn(process.env.MITHAQ, [...common, "serve", "--port", "0"]);
  const base = await addressOf(server);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  const close = async () => {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { base, browser, close };
}

/** The address that the server prints. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (bytes) => {
        said += bytes;
        const found = said.match(/http:\/\/[0-9.:]+/);
        if (found) resolve(found[0]);
      });
    }
  });
}

/** The pages of the table of routes, each with real values for its variables. */
export async function routes() {
  const clause = "/contracts/ma-offshoring-2025/clauses/pae";
  const html = await (await fetch(`${site.base}/fr${clause}`)).text();
  const amount = html.match(/href="\/fr(\/contracts\/[^"]+\/amounts\/[^"]+)"/);
  if (!amount) throw new Error("the clause leads to no amount");
  return [
    "",
    "/contracts/ma-offshoring-2016",
    "/contracts/ma-offshoring-2025",
    clause,
    amount[1],
    "/commitments",
    "/territories?theme=amounts",
    "/operators",
    "/operators/op-001",
    "/method",
    "/journal",
    "/journal/2",
  ];
}

/** What the browser complains of while a page is open: refused scripts and styles among it. */
export function complaints(page) {
  const heard = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}

/** The one site that all tests look at. */
export const site = await open();
after(() => site.close());
