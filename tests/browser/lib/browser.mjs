// Opens the browser and pages as people have them: narrow, dark, without scripts, right to left.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const WAIT_MILLISECONDS = 10_000;
const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Loads an installed module; the modules lie outside this folder, so that nothing of them can be committed. */
export function installed(name) {
  const folder = process.env.PLENARY_TEST_BROWSER_MODULES;
  if (!folder) throw new Error("PLENARY_TEST_BROWSER_MODULES is not set; run this by `cargo xtask test`");
  return createRequire(join(folder, "from-here.js"))(name);
}

/** The browser needs its sandbox off when run as root, and only then. */
function flags() {
  return process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS;
}

export class Browser {
  constructor(program, address) {
    this.program = program;
    this.address = address;
  }

  static async open(address) {
    const { chromium } = installed("playwright-core");
    const executablePath = process.env.PLENARY_TEST_BROWSER ?? "/usr/bin/chromium";
    return new Browser(await chromium.launch({ executablePath, args: flags() }), address);
  }

  close() {
    return this.program.close();
  }

  /**
   * A page of a fresh visitor, with `page.visit(path)` to go somewhere and `page.problems`, which lists everything the
   * page did that ours must never do: errors in scripts, refused contents, requests to elsewhere.
   * width and height in pixels; lang is asked for in Accept-Language; dir overrides the page's own direction.
   */
  async newPage({ width = 1280, height = 800, dark = false, scripts = true, lang = "en", dir, address = this.address } = {}) {
    const context = await this.program.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: scripts,
      locale: lang,
      reducedMotion: "reduce",
      baseURL: address,
    });
    context.setDefaultTimeout(WAIT_MILLISECONDS);
    const page = await context.newPage();
    page.problems = problems(page, address);
    page.visit = async (path) => {
      const response = await page.goto(path);
      if (dir) await page.evaluate((way) => void (document.documentElement.dir = way), dir);
      return response;
    };
    return page;
  }

  /** Saves what the whole page looks like. */
  async shot(page, name) {
    const folder = process.env.PLENARY_TEST_SHOTS ?? "target/shots";
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}

function problems(page, address) {
  const found = [];
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (address && /^https?:/.test(url) && !url.startsWith(address)) found.push(`outside request: ${url}`);
  });
  return found;
}
