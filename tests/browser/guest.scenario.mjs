// Somebody without an account, without scripts and on a telephone is heard: from the form to the public item.
import { readFileSync } from "node:fs";
import { overflow } from "./lib/look.mjs";

const ADDRESS = `neha.${Date.now()}@example.org`;
const SAID = {
  title: "The radio hut has no key after dark",
  answer1: "We planned with fuel for two days, and it came on the fourth.\n\nNobody had the key.",
  text: "I write this on a telephone.",
};

const telephone = { width: 360, height: 640, scripts: false };

async function kept(guest) {
  const lost = [];
  for (const [name, words] of Object.entries({ ...SAID, name: "Neha Pillai" })) {
    const held = await guest.locator(`[name=${name}]`).inputValue();
    if (held.replaceAll("\r\n", "\n") !== words) lost.push(`${name} holds ${JSON.stringify(held)}`);
  }
  return lost;
}

/** Sends the form with an address that the browser lets through and the server cannot use, then with a right one. */
async function contributes(guest, check) {
  await guest.visit("/cycles/2026/contribute");
  for (const [name, words] of Object.entries({ ...SAID, name: "Neha Pillai" })) await guest.fill(`[name=${name}]`, words);
  await guest.selectOption("[name=group]", "civil-society");
  await guest.check("[name=attribution][value=named]");
  await guest.fill("[name=address]", "neha@nowhere");
  await guest.click("button[value=send]");
  check("a bad address is named beside its field", (await guest.locator("[name=address][aria-invalid=true]").count()) === 1);
  check("a refused form keeps every word", await kept(guest));
  check("the refused form fits a telephone", await overflow(guest));
  await guest.fill("[name=address]", ADDRESS);
  await guest.click("button[value=send]");
}

/** The number on the sent page, and the receipt behind its link. */
async function sent(guest, check) {
  check("the form leads to the sent page", /\/contribute\/sent\?/.test(guest.url()) || guest.url());
  const number = (await guest.locator("main .stamp > [aria-hidden]").first().innerText()).trim();
  check("the sent page shows the number", /^\d+$/.test(number) || `it shows "${number}"`);
  const [download] = await Promise.all([guest.waitForEvent("download"), guest.click("main a[download]")]);
  const receipt = readFileSync(await download.path(), "utf8");
  check("the receipt is a proof of the record", receipt.startsWith("c2sp.org/tlog-proof@v1\n") || receipt.slice(0, 80));
  return number;
}

/** The link in the letter that waits for the guest, as the secretariat can read it. */
async function linkInLetter(secretariat) {
  await secretariat.visit("/outbox");
  await secretariat.locator("main li", { hasText: ADDRESS }).getByRole("link").first().click();
  const letter = await secretariat.locator("main .words").innerText();
  const link = letter.match(/\/confirm\/\S+/);
  if (!link) throw new Error(`no link to confirm in the letter: ${letter}`);
  return link[0];
}

const isPublic = async (page, number) => {
  const answer = await page.visit(`/items/${number}`);
  return answer.status() === 200 && (await page.locator("main").innerText()).includes(SAID.text);
};

export default async function ({ browser, forum, check }) {
  const guest = await browser.newPage(telephone);
  const [stranger, secretariat] = [await browser.newPage(telephone), await browser.newPage({ scripts: false })];
  await contributes(guest, check);
  const number = await sent(guest, check);
  check("nobody else can read it before it is confirmed", !(await isPublic(stranger, number)));
  await forum.signIn(secretariat, "secretariat");
  await guest.visit(await linkInLetter(secretariat));
  await guest.locator("main form button").click();
  check("the item is public after the confirmation", await isPublic(stranger, number));
  await stranger.visit("/docket?order=newest");
  check("and it stands in the docket", (await stranger.locator("main a", { hasText: SAID.title }).count()) > 0);
  // The browser reports the status of the refused form as an error; that one was asked for.
  check("nothing was wrong on the way", guest.problems.filter((line) => !/^console: Failed to load resource: .*422/.test(line)));
}
