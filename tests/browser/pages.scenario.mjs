// Opens the main pages as their readers have them: wide and narrow, light and dark, and from right to left.
import { axe, overflow } from "./lib/look.mjs";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };
const MISSING = "/no/such/page";
const MIRRORED = "ar-XB";

const PUBLIC = [
  "/", "/cycles", "/cycles/2026", "/cycles/2026/call", "/cycles/2026/contribute", "/cycles/2026/contributions", "/docket",
  "/docket?q=line", "/docket?q=nothing+has+these+words", "/items/27", "/items/52", "/answers", "/sign-in", "/trust", MISSING,
  "/documents/shared-expectations", "/documents/shared-expectations/3/comments", "/documents/shared-expectations/versions",
  "/documents/shared-expectations/compare/2/3", "/documents/first-seventy-two-hours", "/cycles/2026/sessions", "/sessions/hearing",
  "/sessions/hearing/transcript", "/sessions/hearing/transcript/11", "/sessions/hearing/transcript/corrections", "/sessions/hearing/transcript/gaps",
];

/** Every role sees pages of its own; the same address differs by role where it is named twice. */
const SIGNED_IN = {
  secretariat: ["/me", "/me/profile", "/participants", "/outbox", "/forum/edit", "/forum/groups", "/cycles/new",
    "/cycles/2026/sessions/new", "/sessions/hearing/transcript/import", "/sessions/hearing/transcript/findings", "/sessions/hearing/transcript/speakers", "/sessions/workshop/captions"],
  editor: ["/me", "/queue", "/queue/publish", "/items/52", "/documents/shared-expectations/edit",
    "/documents/shared-expectations/3/places", "/documents/shared-expectations/3/bring", "/cycles/2026/clusters"],
  "participant-civil-society": ["/me", "/cycles/2026/contribute", "/me/tokens",
    "/documents/shared-expectations/3/comment?on=12"],
};

const inTongue = (path, tongue) => `${path}${path.includes("?") ? "&" : "?"}lang=${tongue}`;

/** The browser reports the status of a missing page as an error; that one is the page's duty. */
const unexpected = (problems, path) =>
  problems.filter((line) => path !== MISSING || !/^console: Failed to load resource: .*404/.test(line));

/** What is wrong at one width in one light, each line with where. */
async function looked(page, size, light) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: light });
  const where = (lines) => lines.map((line) => `${size.width} px, ${light}: ${line}`);
  return where([...(await axe(page)), ...(size === NARROW ? await sideways(page) : [])]);
}

/** A page that scrolls sideways, and what makes it do so. */
async function sideways(page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return [...(width > NARROW.width ? [`the page is ${width} px wide`] : []), ...(await overflow(page))];
}

async function opened(page, path) {
  page.problems.length = 0;
  const response = await page.visit(path);
  const wanted = path.startsWith(MISSING) ? 404 : 200;
  return response.status() === wanted ? [] : [`answered ${response.status()}, not ${wanted}`];
}

async function inEnglish(page, path) {
  await page.setViewportSize(WIDE);
  const wrong = await opened(page, path);
  wrong.push(...(await looked(page, WIDE, "light")), ...(await looked(page, NARROW, "dark")));
  return [...wrong, ...unexpected(page.problems, path)];
}

async function mirrored(page, path) {
  await page.setViewportSize(NARROW);
  const wrong = await opened(page, inTongue(path, MIRRORED));
  const way = await page.evaluate(() => getComputedStyle(document.body).direction);
  if (way !== "rtl") wrong.push(`the page runs ${way}`);
  return [...wrong, ...(await looked(page, NARROW, "light")), ...unexpected(page.problems, path)];
}

async function walk({ browser, forum, check }, role, paths) {
  const [english, arabic] = [await browser.newPage(), await browser.newPage()];
  if (role) for (const page of [english, arabic]) await forum.signIn(page, role);
  for (const path of paths) {
    const [straight, turned] = await Promise.all([inEnglish(english, path), mirrored(arabic, path)]);
    check(`${path} as ${role ?? "anybody"}, wide and light, narrow and dark`, straight);
    check(`${path} as ${role ?? "anybody"}, from right to left`, turned);
  }
}

export default async function (around) {
  await walk(around, null, PUBLIC);
  for (const [role, paths] of Object.entries(SIGNED_IN)) await walk(around, role, paths);
}
