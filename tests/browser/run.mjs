// Runs the scenarios of this folder in a real browser; prints one line a check and fails when one fails.
//
//   node tests/browser/run.mjs --self-test            tries the runner itself on pages of its own
//   node tests/browser/run.mjs --all                  every *.scenario.mjs of this folder
//   node tests/browser/run.mjs reading answering      those two
//
// The forum to visit is the line that `plenary demo --json` prints, in PLENARY_BROWSER_FORUM or after --forum.
// PLENARY_TEST_BROWSER is the browser's program, PLENARY_TEST_BROWSER_MODULES the folder of the installed modules,
// PLENARY_TEST_SHOTS the folder for screenshots; `cargo xtask test` sets all of them.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser } from "./lib/browser.mjs";
import { Forum } from "./lib/forum.mjs";
import { Tally } from "./lib/tally.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const END = ".scenario.mjs";

function asked(words) {
  const forum = words.indexOf("--forum");
  const line = forum < 0 ? process.env.PLENARY_BROWSER_FORUM : words.splice(forum, 2)[1];
  if (words.includes("--self-test")) return { folder: join(here, "self"), names: null, line };
  return { folder: here, names: words.includes("--all") ? null : words, line };
}

function scenarios(folder, names) {
  const all = readdirSync(folder).filter((file) => file.endsWith(END)).map((file) => file.slice(0, -END.length));
  const unknown = (names ?? []).filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(", ")}; there are: ${all.join(", ")}`);
  return (names ?? all).sort();
}

async function main() {
  const { folder, names, line } = asked(process.argv.slice(2));
  const tally = new Tally(console.log);
  const forum = line ? Forum.read(line) : null;
  for (const name of scenarios(folder, names)) {
    const browser = await Browser.open(forum?.address);
    try {
      const { default: scenario } = await import(pathToFileURL(join(folder, name + END)));
      await scenario({ browser, forum, check: (what, found) => tally.check(`${name}: ${what}`, found) });
    } catch (error) {
      tally.check(`${name}: runs to its end`, error);
    } finally {
      await browser.close();
    }
  }
  console.log(`# ${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

await main();
