// Looks at a page as its readers do: by assistive technology, by keyboard, on a narrow screen.
import { installed } from "./browser.mjs";

/** Everything axe-core finds wrong, one line a place; rules: only these, for what else was looked at before. */
export async function axe(page, rules) {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.evaluate(installed("axe-core").source);
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}: ${help}`));
}

/** What the Tab key reaches, in order, from the top of the page until it leaves the page; `most` ends a trap. */
export async function keyboardWalk(page, most = 300) {
  await page.evaluate(() => document.activeElement?.blur());
  const stops = [];
  while (stops.length < most) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (!stop || stop.again) break;
    stops.push(stop);
  }
  await page.evaluate(() => document.querySelectorAll("*").forEach((element) => delete element.walked));
  return stops;
}

/** Runs in the page: the element that has the focus and whether a person can see that it has. */
function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const again = element.walked === true;
  element.walked = true;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
  return {
    again,
    tag: element.localName,
    name: name.trim().replace(/\s+/g, " ").slice(0, 80),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && (outlined || style.boxShadow !== "none"),
  };
}

/** The stops of a walk at which a person would not see where they are. */
export function unseen(stops) {
  return stops.filter((stop) => !stop.seen).map(({ tag, name }) => `${tag} "${name}" shows no focus`);
}

/** What reaches beyond the sides of the screen without a scrolling box of its own. */
export async function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const boxed = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (scrolls(up)) return true;
      return false;
    };
    const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 1 || box.left < -1) && !boxed(element);
    });
    return beyond.map((element) => `${element.localName}.${element.className} is ${Math.round(element.getBoundingClientRect().width)} px wide`);
  });
}
