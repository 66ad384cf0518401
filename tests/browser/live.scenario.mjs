// Live captions: three pages watch while words come, one without scripts; the captioner types in a fourth, and a tool posts.
import { axe, overflow } from "./lib/look.mjs";

const LIVE = "/sessions/workshop/live";
const telephone = { width: 360, height: 640 };
const later = `Paused at ${Date.now()}.`;
const said = `Word number ${Date.now()} is here.`;

/** The captioner's own link, as the page with the links shows it. */
async function captionersPage({ browser, forum }) {
  const page = await browser.newPage();
  await forum.signIn(page, "captioner");
  await page.visit("/sessions/workshop/captions");
  await page.locator("main .seats a[href^='/captions/']").first().click();
  return page;
}

const has = (page, words) =>
  page.locator("[role=log]", { hasText: words }).waitFor().then(() => true, () => `"${words}" did not come`);

const light = (page) => page.locator("[data-light-words]").innerText();

/** What a screen reader is not told yet: the sentence that is still being written. */
const open = (page) => page.locator("[role=log] .open[aria-hidden=true]").count();

async function typing({ check }, captioner, pages) {
  await captioner.locator("textarea").pressSequentially(`>> ANA KIM: ${said.slice(0, -5)}hear`);
  for (const [name, page] of pages) check(`${name} sees the words while they are typed`, await has(page, said.slice(0, -5)));
  check("a sentence that is not whole is not spoken", (await open(pages[0][1])) === 1);
  for (let letter = 0; letter < 4; letter += 1) await captioner.keyboard.press("Backspace");
  await captioner.keyboard.type("here. And");
  for (const [name, page] of pages) check(`${name} sees what was deleted and typed again`, await has(page, said));
  const spoken = pages[0][1].locator("[role=log] span:not([aria-hidden])", { hasText: said });
  await spoken.first().waitFor();
  check("the whole sentence is spoken once", (await spoken.count()) === 1);
  const now = await light(pages[0][1]);
  check("the light says that it is live", now.startsWith("Live:") || now);
}

const posted = `Posted at ${Date.now()}`;

/** A tool posts as Zoom's do: numbered, one packet twice, two in the wrong order, from an origin of its own. */
async function posting({ check }, link, pages) {
  const send = (seq, body) =>
    fetch(`${link}/closedcaption?plenary=1&seq=${seq}&lang=en-US`, {
      method: "POST",
      headers: { "content-type": "text/plain", origin: "https://captions.example.com" },
      body,
    });
  const last = Number(await (await fetch(`${link}/closedcaption/seq?plenary=1`)).text());
  const words = [[1, "\n>> BEN OLE: "], [3, "the harbour "], [2, `${posted}: `], [2, `${posted}: `], [4, "is open. "]];
  const answers = [];
  for (const [place, text] of words) answers.push((await send(last + place, text)).status);
  check("each post is taken", answers.every((status) => status === 200) || answers.join(" "));
  for (const [name, page] of pages) {
    check(`${name} sees what was posted, in its order`, await has(page, `${posted}: the harbour is open.`));
    const text = await page.locator("[role=log]").innerText();
    check(`${name} sees it once`, text.split(posted).length === 2 || text);
  }
}

async function pausing({ check }, page, captioner) {
  await page.getByRole("link", { name: "Pause" }).click();
  await captioner.keyboard.type(` ${later}`);
  await page.locator(".to-now button", { hasText: "new" }).waitFor();
  check("a paused page stands still", (await page.locator("[role=log]", { hasText: later }).count()) === 0);
  await page.locator(".to-now button").click();
  check("and catches up when asked", await has(page, later));
  await page.getByRole("link", { name: "Very large" }).click();
  check("letters grow in place", (await page.locator("[role=log].larger").count()) === 1);
}

export default async function (around) {
  const { browser, check } = around;
  const wide = await browser.newPage();
  const narrow = await browser.newPage({ ...telephone, dark: true });
  const still = await browser.newPage({ ...telephone, scripts: false });
  const captioner = await captionersPage(around);
  for (const page of [wide, narrow, still]) await page.visit(LIVE);
  await typing(around, captioner, [["a wide page", wide], ["a telephone", narrow]]);
  const link = captioner.url().split("?")[0];
  await posting(around, link, [["a wide page", wide], ["a telephone", narrow]]);
  await still.reload();
  check("a page without scripts has the words when it reads itself anew", await has(still, said));
  await still.getByRole("link", { name: "Strong" }).click();
  check("without scripts contrast is a link", (await still.locator("[role=log].strong").count()) === 1);
  await pausing(around, wide, captioner);
  for (const [name, page] of Object.entries({ wide, narrow, captioner })) {
    check(`nothing is wrong with the page: ${name}`, [...(await axe(page)), ...(await overflow(page)), ...page.problems]);
    await browser.shot(page, `live-${name}`);
  }
}
