// Words that a browser keeps for who writes: gone once they are saved, back where they were not, and never put over another's.
const EDIT = "/documents/shared-expectations/edit";
const text = (page) => page.locator("[name=text]");
const putBack = (page) => page.locator("form .notice").count();

/** Leaves words unsent, as somebody does who is called away. */
async function leaves(page, from, to) {
  await page.visit(EDIT);
  await text(page).fill((await text(page).inputValue()).replace(from, to));
  await page.visit("/");
}

async function adds(page, line) {
  await page.visit(EDIT);
  await text(page).fill(`${await text(page).inputValue()}\n\n${line}\n`);
  await page.click("button[value=save]");
}

export default async function ({ browser, forum, check }) {
  const [one, other] = [await browser.newPage(), await browser.newPage()];
  await forum.signIn(one, "editor");
  await forum.signIn(other, "facilitator");
  await adds(one, "A closing line.");
  check("saving is confirmed", (await one.locator(".notice.done").count()) === 1 || one.url());
  await one.visit(EDIT);
  check("what was saved is not put back", (await putBack(one)) === 0);
  await leaves(one, "A closing line.", "A last line.");
  await adds(other, "By somebody else.");
  await one.visit(EDIT);
  check("unsent words come back", (await putBack(one)) === 1 && (await text(one).inputValue()).includes("A last line."));
  await one.click("button[value=save]");
  check("they do not go over what somebody else saved", (await one.locator("button[value=merge]").count()) === 1 || one.url());
  await one.click("button[value=merge]");
  const both = await text(one).inputValue();
  check("both texts together stay in the field", both.includes("A last line.") && both.includes("By somebody else."));
  const told = (line) => /^console: Failed to load resource: .*409/.test(line);
  check("nothing was wrong on the way", [...one.problems, ...other.problems].filter((line) => !told(line)));
}
