// Where people arrive: what one can do is seen at once on a phone, deadlines stand on the visitor's clock, figures fit and
// are told to those who do not see them.
import { axe, overflow } from "./lib/look.mjs";

const PHONE = { width: 360, height: 740 };
const FIGURES = ["/documents/first-seventy-two-hours", "/documents/first-seventy-two-hours/coverage", "/cycles/2026", "/cycles/2025"];

/** Where the first of the elements ends, in screens of a phone from the top. */
async function screensDown(page, selector) {
  const box = await page.locator(selector).first().boundingBox();
  return (box.y + box.height) / PHONE.height;
}

async function atOnce({ browser, check }) {
  const page = await browser.newPage({ ...PHONE, scripts: false });
  await page.visit("/");
  const down = await screensDown(page, ".now-open a.main");
  check("what one can do stands within two screens of a phone", down < 2 || `it ends ${down} screens down`);
  const until = await page.locator(".now-open time").first().innerText();
  check("until when, in the forum's zone and in UTC", /UTC/.test(until) && /\+04/.test(until) ? true : until);
}

/** The words about a deadline as somebody in that zone reads them. */
async function readIn(browser, timezoneId) {
  const context = await browser.program.newContext({ baseURL: browser.address, timezoneId, locale: "en" });
  const page = await context.newPage();
  await page.goto("/");
  const words = await page.locator(".now-open [data-yours]").first().innerText();
  await context.close();
  return words;
}

async function onOnesClock({ browser, check }) {
  const lima = await readIn(browser, "America/Lima");
  check("a deadline stands on the visitor's clock", /on your clock: .*15:00/.test(lima) || lima);
  const utc = await readIn(browser, "UTC");
  check("and not twice where that is UTC", !/on your clock/.test(utc) || utc);
}

/** What is wrong with the figures of a page on a phone. */
async function figures(page, path) {
  await page.visit(path);
  const wrong = await overflow(page);
  for (const figure of await page.locator("svg[role=img]").all()) {
    const told = await figure.evaluate((svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)?.textContent ?? ""));
    if (told.length < 2 || told.some((words) => words.length < 5)) wrong.push(`a figure says only ${JSON.stringify(told)}`);
    const beyond = await figure.evaluate((svg) => [...svg.querySelectorAll("text")].filter((text) => {
      const [box, all] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
      return box.left < all.left - 4 || box.right > all.right + 4;
    }).map((text) => text.textContent));
    wrong.push(...beyond.map((words) => `"${words}" reaches beyond its figure`));
  }
  if ((await page.locator("svg[role=img]").count()) === 0) wrong.push("there is no figure");
  for (const table of await page.locator("figure details").all()) await table.evaluate((details) => void (details.open = true));
  if ((await page.locator("figure table").count()) === 0) wrong.push("no table stands behind the figures");
  return [...wrong, ...(await axe(page)), ...(await overflow(page))];
}

export default async function (around) {
  await atOnce(around);
  await onOnesClock(around);
  const page = await around.browser.newPage(PHONE);
  for (const path of FIGURES) around.check(`the figures of ${path} fit a phone and have their tables`, await figures(page, path));
  around.check("nothing was wrong on the way", page.problems);
}
