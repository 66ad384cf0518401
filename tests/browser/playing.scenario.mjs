// The founding captions played by the shell script of docs/captioners.md, as a live feed, while three pages watch: at the end
// each shows what was played, to the letter. PLENARY_TEST_WHOLE plays the whole file instead of its beginning.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe, overflow } from "./lib/look.mjs";

const LIVE = "/sessions/workshop/live";
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const founding = here("../../../shared/data/000_211c2f254830c30c.txt");
/** So much is played in a run of all scenarios: a dozen paragraphs. */
const PART_LETTERS = 6_000;
const WAIT_MILLISECONDS = 60_000;
/** The page keeps this many letters of what was read since it was opened. */
const KEPT_LETTERS = 60_000;

/** Whole lines from the beginning of the founding captions; in a checkout without them, the captions of the demo. */
function text() {
  const file = existsSync(founding) ? founding : here("../../crates/plenary/src/demo/story/session.txt");
  const whole = readFileSync(file, "utf8");
  return process.env.PLENARY_TEST_WHOLE ? whole : whole.slice(0, whole.lastIndexOf("\n", PART_LETTERS) + 1);
}

/** The block of the captioner's page that plays a file. */
function script() {
  const page = readFileSync(here("../../docs/captioners.md"), "utf8");
  return page.split("```sh\n").map((block) => block.split("```")[0]).find((block) => block.includes("$FILE"));
}

function play(link, file) {
  const shell = spawn("sh", ["-euc", script()], {
    env: { ...process.env, LINK: link, FILE: file, PAUSE: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  shell.stderr.on("data", (part) => (said += part));
  return new Promise((done) => shell.on("exit", (code) => done(code === 0 || `it ended with ${code}: ${said}`)));
}

const squeezed = (words) => words.replace(/\s+/gu, " ").trim();

/** What a reader reads of captions: hard-wrapped lines joined, labels apart from words, arrows gone. */
function read(text) {
  const all = [];
  let before = Infinity;
  for (const line of text.split("\n").map((each) => each.trim())) {
    const goesOn = before > 0 && before <= 60 && !line.startsWith(">");
    if (line && goesOn && all.length > 0) all[all.length - 1] += ` ${line}`;
    else if (line) all.push(line);
    before = [...line].length;
  }
  return all.map((lines) => {
    const said = lines.replace(/^[> ]+/u, "");
    const label = lines.startsWith(">") && /^([^:：]{1,80})[:：]\s*(.*)$/u.exec(said);
    return squeezed(label ? `${label[1]} ${label[2]}` : said);
  });
}

const shown = async (page, where) => (await page.locator(`${where} > p`).allInnerTexts()).map(squeezed);

/** The last paragraphs of both are the same; the first of a window may be cut. */
function same(found, wanted) {
  const rest = found.slice(1);
  const end = wanted.slice(-rest.length);
  const at = rest.findIndex((line, place) => line !== end[place]);
  if (rest.length === 0) return "nothing is shown";
  return at < 0 || `line ${at} of ${rest.length} is\n  ${rest[at]}\nand should be\n  ${end[at]}`;
}

/** All parts of the page without scripts, one after the other. */
async function parts(page) {
  const all = [];
  for (let part = 1; ; part += 1) {
    await page.visit(`${LIVE}?part=${part}`);
    all.push(...(await shown(page, ".captions")));
    if ((await page.getByRole("link", { name: "Later words" }).count()) === 0) return all;
  }
}

export default async function ({ browser, forum, check }) {
  const said = text();
  const folder = mkdtempSync(join(tmpdir(), "plenary-playing-"));
  const file = join(folder, "said.txt");
  writeFileSync(file, `\n${said}`);
  const captioner = await browser.newPage();
  await forum.signIn(captioner, "captioner");
  await captioner.visit("/sessions/workshop/captions");
  const link = await captioner.locator("main .seats a[href^='/captions/']").first().getAttribute("href");
  const wide = await browser.newPage();
  const narrow = await browser.newPage({ width: 360, height: 640, dark: true });
  const still = await browser.newPage({ width: 800, scripts: false });
  for (const page of [wide, narrow, still]) await page.visit(LIVE);
  const started = Date.now();
  check("the script plays the file to its end", await play(new URL(link, forum.address).href, file));
  console.log(`# ${said.length} letters in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  rmSync(folder, { recursive: true });
  const wanted = read(said);
  const last = wanted.at(-1).slice(-60);
  for (const [name, page] of Object.entries({ wide, narrow })) {
    await page.locator("[role=log] > p").filter({ hasText: last }).last().waitFor({ timeout: WAIT_MILLISECONDS });
    const found = await shown(page, "[role=log]");
    check(`${name}: what was played is shown to the letter`, same(found.slice(-wanted.length - 1), wanted));
    check(`${name}: all that is kept`, found.join(" ").length > Math.min(said.length, KEPT_LETTERS) * 0.95);
  }
  await still.visit(LIVE);
  check("without scripts the end is shown to the letter", same((await shown(still, "[role=log]")).slice(-wanted.length - 1), wanted));
  const all = await parts(still);
  check("without scripts all parts together are what was played", same(all.slice(-wanted.length - 1), wanted));
  await still.visit(LIVE);
  await browser.shot(still, "playing-still");
  for (const [name, page] of Object.entries({ wide, narrow })) {
    check(`nothing is wrong with the page: ${name}`, [...(await axe(page)), ...(await overflow(page)), ...page.problems]);
    await browser.shot(page, `playing-${name}`);
  }
}
