// An editor answers with the keyboard alone: through the queue, a disposition, a reason, on to the next item.
import { keyboardWalk, unseen } from "./lib/look.mjs";

const REASON = "The draft says so already in its second section, and nobody asked for more at the hearing.";

/** Runs in the page: which row of the queue has the focus, and whether a person can see that it has. */
function focusedRow() {
  const rows = [...document.querySelectorAll("[data-queue] [data-row]")];
  const style = getComputedStyle(document.activeElement);
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return { row: rows.indexOf(document.activeElement), count: rows.length, isSeen };
}

/** Presses a key once a step and tells where that does not lead to the expected row, or to one not seen. */
async function steps(page, key, rows) {
  const wrong = [];
  for (const expected of rows) {
    await page.keyboard.press(key);
    const { row, isSeen } = await page.evaluate(focusedRow);
    if (row !== expected || !isSeen) wrong.push(`${key} leads to row ${row}, not ${expected}; seen: ${isSeen}`);
  }
  return wrong;
}

async function walksTheList(page, check) {
  const { count } = await page.evaluate(focusedRow);
  check("several items wait", count >= 3);
  const down = Array.from({ length: count - 1 }, (_, step) => step + 1);
  check("j leads from the first item to the last", await steps(page, "j", down));
  check("and no further", await steps(page, "j", [count - 1]));
  check("k leads back to the first", await steps(page, "k", down.map((row) => row - 1).reverse()));
}

/** Tab until the focus is on an element that fits, as somebody without a pointer does. */
async function tabTo(page, selector, most = 120) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Opens the first item given to somebody to draft, by its key and Enter. */
async function opensOneToDraft(page) {
  await page.visit("/queue?show=draft");
  await tabTo(page, "[data-row]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/item=/);
  const isLast = (await page.locator("[data-row]").count()) === 1;
  return { number: new URL(page.url()).searchParams.get("item"), isLast };
}

async function drafts(page, check) {
  const { number, isLast } = await opensOneToDraft(page);
  await page.keyboard.press("d");
  check("d chooses to decline", await page.isChecked("[name=disposition][value=declined]"));
  await tabTo(page, "[name=reason]");
  await page.keyboard.type(REASON);
  check("letters typed into the reason are no commands", (await page.inputValue("[name=reason]")) === REASON);
  await tabTo(page, "form[action$='/propose'] button");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const went = new URL(page.url()).searchParams;
  const isOn = isLast ? went.has("end") : went.has("item") && went.get("item") !== number;
  check("the queue moves on", isOn || `from ${number} to ${page.url()}`);
  const waiting = await page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => row.href));
  check("what is drafted waits there no more", waiting.filter((href) => href.endsWith(`item=${number}`)));
  await page.visit(`/items/${number}`);
  check("the draft is kept with the item", (await page.locator("main").innerText()).includes(REASON));
}

/** Without scripts the same list is walked by Tab. */
async function withoutScripts({ browser, forum, check }) {
  const page = await browser.newPage({ scripts: false });
  await forum.signIn(page, "editor");
  await page.visit("/queue");
  const rows = await page.locator("[data-row]").count();
  for (let presses = 0; presses < 100 && (await page.locator("[data-row]:focus").count()) === 0; presses += 1) {
    await page.keyboard.press("Tab");
  }
  for (let row = 1; row < rows; row += 1) await page.keyboard.press("Tab");
  check("without scripts Tab leads from the first item to the last", (await page.locator("li:last-child > [data-row]:focus").count()) === 1);
}

export default async function (around) {
  const { browser, forum, check } = around;
  const page = await browser.newPage();
  await forum.signIn(page, "editor");
  await page.visit("/queue");
  await walksTheList(page, check);
  await page.visit("/queue");
  const stops = await keyboardWalk(page);
  check("Tab begins with the way past the navigation", stops[0]?.name === "Skip to the text" || stops[0]);
  check("Tab reaches the button that keeps the draft", stops.some((stop) => stop.name.startsWith("Keep the draft")));
  check("every stop of the keyboard can be seen", unseen(stops));
  await drafts(page, check);
  await withoutScripts(around);
  check("nothing was wrong on the way", page.problems);
}
