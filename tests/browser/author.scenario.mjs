// The author of an answered item objects, and the objection is in the open at once.
import { axe } from "./lib/look.mjs";

const BECAUSE = "The answer names forty-eight hours. The last register was a week old when the second storm came.";

/** The first participant who is asked for a reply, signed in, with the link to the item that waits for it. */
async function somebodyAsked({ browser, forum }) {
  for (const role of Object.keys(forum.links).filter((role) => role.startsWith("participant-"))) {
    const page = await browser.newPage();
    await forum.signIn(page, role);
    await page.visit("/me");
    const asked = page.locator('main a[href$="#reply"]').first();
    if ((await asked.count()) > 0) return { page, asked };
  }
  throw new Error("no participant is asked for a reply");
}

/** An objection without a because is refused by the server, and the choice is kept. */
async function objectsWithoutReason(page, check) {
  await page.check("#reply [name=reply][value=objects]");
  await page.click("#reply form button.main");
  check("an objection needs a because", (await page.locator("[aria-invalid=true]").count()) > 0);
  check("a refused objection stays chosen", await page.isChecked("[name=reply][value=objects]"));
}

async function objects(page, check) {
  await page.fill("[name=words]", BECAUSE);
  await page.click("form[action$='/reply'] button.main");
  check("the author sees that the inquiry is open", (await page.locator(".reply.r-inquiry-open").count()) > 0);
  check("no second reply is offered", (await page.locator("form[action$='/reply']").count()) === 0);
  check("axe finds nothing on the item with its inquiry", await axe(page));
}

export default async function (around) {
  const { browser, check } = around;
  const { page, asked } = await somebodyAsked(around);
  await asked.click();
  const path = new URL(page.url()).pathname;
  check("the page of mine leads to the form", (await page.locator("#reply form").count()) === 1);
  await objectsWithoutReason(page, check);
  await objects(page, check);
  const anybody = await browser.newPage({ scripts: false });
  await anybody.visit(path);
  check("everybody sees that the inquiry is open", (await anybody.locator(".reply.r-inquiry-open").count()) > 0);
  check("and why", (await anybody.locator("main").innerText()).includes(BECAUSE));
  await page.visit("/me");
  check("nothing more is asked of the author", (await page.locator(`main a[href="${path}#reply"]`).count()) === 0);
}
