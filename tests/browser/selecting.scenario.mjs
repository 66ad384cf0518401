// Words of a text under review are selected with the mouse and by the keyboard, across paragraphs too, and commented on.

const TEXT = "/documents/shared-expectations/3";
const SAID = "The two paragraphs count time from different moments.";

/** Runs in the page: where the first and the last letter of some words stand on the screen. */
function endsOf(words) {
  const walk = document.createTreeWalker(document.querySelector(".reading"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const box = (from, to) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect();
    };
    node.parentElement.scrollIntoView({ block: "center" });
    const [first, last] = [box(at, at + 1), box(at + words.length - 1, at + words.length)];
    return { from: [first.left + 1, first.top + first.height / 2], to: [last.right - 1, last.top + last.height / 2] };
  }
  throw new Error(`"${words}" is not on the page`);
}

/** Drags the mouse from the beginning of some words to the end of others further down. */
async function drag(page, words, last = words) {
  const { from } = await page.evaluate(endsOf, words);
  await page.mouse.move(...from);
  const { to } = words === last ? await page.evaluate(endsOf, last) : await page.evaluate(endsWithoutScroll, last);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 8 });
  await page.mouse.up();
  await page.locator(".picked").waitFor();
}

/** As above, where the page must not move under the mouse. */
function endsWithoutScroll(words) {
  const walk = document.createTreeWalker(document.querySelector(".reading"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at + words.length - 1);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return { to: [box.right - 1, box.top + box.height / 2] };
  }
  throw new Error(`"${words}" is not on the page`);
}

const about = (page) => page.locator("main").innerText();

async function acrossParagraphs(page, check) {
  await page.visit(TEXT);
  await drag(page, "within two hours after it knows", "say so to the desk");
  check("the buttons stand where the words are", await page.locator(".picked button.main").isVisible());
  await page.locator(".picked button.main").click();
  await page.waitForURL(/comment\?on=/);
  const text = await about(page);
  check("it is said what is commented on", text.includes("You comment on:"));
  const both = ["within two hours after it knows, whether or not it knows why.", "They say so to the desk"];
  check("the words of both paragraphs", both.filter((words) => !text.replace(/\s+/g, " ").includes(words)));
  const marked = (await page.locator(".passages mark").allInnerTexts()).join(" ");
  check("and no others", marked.endsWith("say so to the desk") || marked);
}

async function severalTogether(page, check) {
  await page.visit(TEXT);
  await drag(page, "sixteen hours without the grid");
  await page.locator(".picked button.quiet").click();
  await drag(page, "forty-eight");
  await page.locator(".picked button.quiet").click();
  check("both wait in the tray", (await page.locator(".tray li").count()) === 2);
  await page.locator(".tray li input").first().uncheck();
  await page.locator(".tray li input").first().check();
  await page.locator(".tray button").click();
  await page.waitForURL(/comment\?on=/);
  const text = await about(page);
  const missing = ["sixteen hours without the grid", "forty-eight"].filter((words) => !text.includes(words));
  check("several passages are commented on together", missing);
  await page.fill("[name=text]", SAID);
  await page.locator("button[value=send]").click();
  await page.waitForURL(/\/items\/|sent/);
  const number = page.url().match(/items\/([^/]+)/)[1];
  await page.visit(`/items/${number}`);
  const said = await about(page);
  const both = [SAID, "sixteen hours without the grid", "forty-eight"].filter((words) => !said.includes(words));
  check("the comment is on the docket with its passages", both);
}

/** One word taken by a double press is made longer by Shift and the arrows, and Tab reaches the button. */
async function byKeyboard(page, check) {
  await page.visit(TEXT);
  const { from } = await page.evaluate(endsOf, "sixteen hours without the grid");
  await page.mouse.dblclick(...from);
  for (let word = 0; word < 3; word += 1) await page.keyboard.press("Control+Shift+ArrowRight");
  await page.locator(".picked").waitFor();
  const words = (await page.evaluate(() => String(getSelection()))).trim();
  check("Shift and the arrows select words", words.split(" ").length === 4 || words);
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".picked button"))) break;
  }
  check("Tab reaches the button beside them", await page.evaluate(() => document.activeElement.matches(".picked button.main")));
  await Promise.all([page.waitForURL(/comment\?on=/), page.keyboard.press("Enter")]);
  check("the words are commented on", (await about(page)).includes(words) || words);
}

/** Whoever has a mouse finds out without one over the paragraph that it can be commented on. */
async function isFound(page, check) {
  await page.visit(TEXT);
  await page.mouse.move(2, 2);
  const hidden = await page.locator(".reading .say").evaluateAll((links) =>
    links.filter((link) => getComputedStyle(link).opacity !== "1").map((link) => link.href),
  );
  check("each paragraph shows its link to comment", hidden);
}

export default async function selecting({ browser, forum, check }) {
  const page = await browser.newPage();
  await forum.signIn(page, "participant-technical-community");
  await isFound(page, check);
  await acrossParagraphs(page, check);
  await severalTogether(page, check);
  await byKeyboard(page, check);
  check("nothing went wrong in the page", page.problems);
}
