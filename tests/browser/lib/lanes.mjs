// Looks at many pages at once: each lane has a page of the browser for every visitor and every manner of looking.
import { axe, overflow } from "./look.mjs";
import { keyboard } from "./order.mjs";
import { abreast } from "./crawl.mjs";

/** As many pages as the machine has cores to show them; one of them serves the forum. */
const LANES = 3;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };
const MIRRORED = "ar-XB";

/** What axe can find only in another light or at another width; all else does not change with them. */
const OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "css-orientation-lock"];
/** What axe can find only in another language. */
const OF_TONGUES = ["html-has-lang", "html-lang-valid", "valid-lang", "target-size", "label", "link-name", "button-name", "document-title"];

/** A page that scrolls sideways, and what makes it do so. */
async function sideways(page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > NARROW.width ? [`the page is ${width} px wide`, ...(await overflow(page))] : overflow(page);
}

/** The manners of looking: each is given the page as it was opened, and tells what is wrong. */
const LOOKS = {
  /** Wide and light with everything that axe knows, by keyboard, then narrow and dark. */
  async straight(page, { isFirst }) {
    const wrong = said("1280 px, light", await axe(page));
    if (isFirst) wrong.push(...said("keyboard", await keyboard(page)));
    await page.setViewportSize(NARROW);
    await page.emulateMedia({ colorScheme: "dark" });
    wrong.push(...said("320 px, dark", [...(await axe(page, OF_LOOKS)), ...(await sideways(page))]));
    await page.emulateMedia({ colorScheme: "light" });
    return wrong;
  },
  /** From right to left, narrow: the interface is mirrored. */
  async mirrored(page, { isFirst }) {
    const way = await page.evaluate(() => getComputedStyle(document.body).direction);
    const wrong = way === "rtl" ? [] : [`the page runs ${way}`];
    wrong.push(...(await axe(page, OF_TONGUES)), ...(await sideways(page)));
    if (isFirst) wrong.push(...(await keyboard(page)));
    return said("320 px, right to left", wrong);
  },
  /** Narrow with everything that axe knows. */
  async narrow(page) {
    return said("320 px", [...(await axe(page)), ...(await sideways(page))]);
  },
};

const said = (where, lines) => lines.map((line) => `${where}: ${line}`);
const inTongue = (at, tongue) => (tongue ? `${at}${at.includes("?") ? "&" : "?"}lang=${tongue}` : at);

/** The browser reports the status of a refused page as an error; that one is the page's duty. */
const unexpected = (problems, status) =>
  problems.filter((line) => status < 400 || !/^console: Failed to load resource: .*status of 4\d\d/.test(line));

class Lane {
  constructor(browser, address) {
    this.browser = browser;
    this.address = address;
    this.pages = new Map();
  }

  async page(who, look) {
    const key = `${who.name} ${look}`;
    if (!this.pages.has(key)) {
      const page = await this.browser.newPage({ address: this.address });
      await page.context().addCookies(await who.context.cookies(this.address));
      this.pages.set(key, page);
    }
    return this.pages.get(key);
  }

  async close() {
    for (const page of this.pages.values()) await page.context().close();
  }

  /** What is wrong with one page in one manner. */
  async look(found, look) {
    const page = await this.page(found.who, look);
    page.problems.length = 0;
    await page.setViewportSize(look === "straight" ? WIDE : NARROW);
    const answer = await page.visit(inTongue(found.at, look === "mirrored" ? MIRRORED : found.tongue));
    const status = answer?.status() ?? 0;
    const wrong = status === found.status ? [] : [`answered ${status}, not ${found.status}`];
    wrong.push(...(await LOOKS[look](page, found)), ...unexpected(page.problems, status));
    return wrong;
  }
}

/**
 * Looks at pages in the given manners, several at a time, and checks each page once.
 * pages: what a crawl found, { who, at, status, isFirst }; state: the word for what is looked at.
 */
export async function lookAt({ browser, check }, address, state, pages, looks) {
  const lanes = Array.from({ length: LANES }, () => new Lane(browser, address));
  const free = [...lanes];
  await abreast(pages, LANES, async (found) => {
    const lane = free.pop();
    const wrong = [];
    for (const look of looks) wrong.push(...(await lane.look(found, look).catch((error) => [`${look}: ${error.message}`])));
    free.push(lane);
    check(`${state}: ${found.at} as ${found.who.name}`, wrong);
  });
  for (const lane of lanes) await lane.close();
}
