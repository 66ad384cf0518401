// An item and the docket on paper: what was said and answered, with its address and without what only a screen can use.

const ON_SCREEN_ONLY = [".top", ".foot", ".skip", "main .filters", "main .pager", "main form", "main button"];
const PAGES = ["/items/27", "/docket"];
const LEAST_BYTES = 5_000;

/** What of the given parts a reader of this medium would see. */
async function seen(page, parts) {
  const found = [];
  for (const part of parts) {
    for (const place of await page.locator(part).all()) if (await place.isVisible()) found.push(part);
  }
  return [...new Set(found)];
}

/** The pages of a PDF, by the objects it is written of. */
const leaves = (pdf) => (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

async function onPaper(page, path, check) {
  await page.emulateMedia({ media: "screen" });
  await page.visit(path);
  check(`${path} has its navigation on the screen`, (await seen(page, [".top", ".foot"])).length === 2);
  await page.emulateMedia({ media: "print" });
  check(`${path} leaves it out on paper`, await seen(page, ON_SCREEN_ONLY));
  const address = await page.locator(".on-paper").innerText();
  check(`${path} says its address on paper`, address.includes(path) || `it says "${address}"`);
  check(`${path} has its title on paper`, await page.locator("main h1").isVisible());
  const pdf = await page.pdf({ format: "A4" });
  const isPdf = pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > LEAST_BYTES && leaves(pdf) > 0;
  check(`${path} makes a PDF`, isPdf || `${pdf.length} bytes, ${leaves(pdf)} pages`);
}

export default async function ({ browser, check }) {
  const page = await browser.newPage();
  for (const path of PAGES) await onPaper(page, path, check);
  check("an answer is on paper as it is on the screen", await answered(page));
  check("nothing was wrong on the way", page.problems);
}

async function answered(page) {
  await page.emulateMedia({ media: "print" });
  await page.visit(PAGES[0]);
  return (await page.locator("#answer .words").isVisible()) && (await page.locator("#answer .disposition").isVisible());
}
