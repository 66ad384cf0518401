// Walks a page by keyboard: whether the order of the stops is the order of reading, and whether each can be seen.

/** So many stops are really pressed through on a page; the rest are compared by their places. */
const PRESSED = 40;

/** What is wrong with a page for somebody who has a keyboard only, one line a place. */
export async function keyboard(page) {
  const wrong = await page.evaluate(beginWalk);
  const presses = await page.evaluate(countPresses, PRESSED);
  for (let press = 0; press < presses; press += 1) await page.keyboard.press("Tab");
  wrong.push(...(await page.evaluate(endWalk, PRESSED)));
  return [...wrong, ...(await pastNavigation(page))];
}

/** Runs in the page: takes down every stop with its place, begins to watch the focus, and tells what stands out of order. */
function beginWalk() {
  const says = (each) => `${each.localName} "${(each.getAttribute("aria-label") ?? each.labels?.[0]?.textContent ?? each.textContent).trim().replace(/\s+/g, " ").slice(0, 50)}"`;
  const LINE = 6;
  const isStop = (each) => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && each.checkVisibility({ visibilityProperty: true });
  const isChosen = (each) => each.type !== "radio" || each.checked
    || ![...document.getElementsByName(each.name)].some((other) => other.checked && other.form === each.form);
  const isFirstOfGroup = (each, at, all) => each.type !== "radio" || each.checked || all.findIndex((other) => other.type === "radio" && other.name === each.name && other.form === each.form) === at;
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls]")];
  const stops = found.filter((each) => isStop(each) && isChosen(each)).filter(isFirstOfGroup);
  Object.assign(globalThis, { says, stops, walked: [] });
  document.activeElement?.blur();
  document.addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target);
    const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    globalThis.walked.push({ target, isSeen: isOutlined || style.boxShadow !== "none" });
  });
  const place = (each, toLeft) => {
    const box = [...each.getClientRects()].find((part) => part.width > 0) ?? each.getBoundingClientRect();
    return { top: box.top, bottom: box.bottom, begin: toLeft ? -box.right : box.left, end: toLeft ? -box.left : box.right };
  };
  const around = (one, other) => (one.contains(other) ? one : around(one.parentElement, other));
  const wrong = stops.filter((each) => each.tabIndex > 0).map((each) => `${says(each)} jumps the queue of the keyboard`);
  for (let at = 2; at < stops.length; at += 1) {
    // The direction is that of what holds both: a text from left to right stays so on a page from right to left.
    const toLeft = getComputedStyle(around(stops[at - 1], stops[at])).direction === "rtl";
    const [before, after] = [place(stops[at - 1], toLeft), place(stops[at], toLeft)];
    // What stands beside, as the margin does, is a column of its own.
    const isAbove = after.bottom <= before.top + 1 && after.begin < before.end - 1 && after.end > before.begin + 1;
    const isBeside = after.end <= before.begin + 1 && Math.abs(after.top - before.top) <= LINE;
    if (isAbove || isBeside) wrong.push(`${says(stops[at])} stands ${isAbove ? "above" : "before"} ${says(stops[at - 1])}, and comes after it`);
  }
  return wrong;
}

/** Runs in the page: how often Tab must be pressed; a date has a stop for each of its parts. */
function countPresses(pressed) {
  const parts = (each) => ({ "datetime-local": 8, date: 4, time: 4 })[each.type] ?? 1;
  return globalThis.stops.slice(0, pressed).reduce((sum, each) => sum + parts(each), 1);
}

/** Runs in the page: compares where the focus went with where it should have gone. */
function endWalk(pressed) {
  const { says, stops, walked } = globalThis;
  const wrong = walked.filter(({ isSeen }) => !isSeen).map(({ target }) => `${says(target)} shows no focus`);
  for (const [at, stop] of stops.slice(0, pressed).entries()) {
    const went = walked[at]?.target;
    if (went !== stop) return [...wrong, `Tab leads to ${went ? says(went) : "nothing"}, not to ${says(stop)}`];
  }
  const last = walked[stops.length]?.target;
  if (stops.length < pressed && last && last !== stops[0]) wrong.push(`after the last stop Tab leads to ${says(last)}`);
  return wrong;
}

/** The first stop leads past the navigation: after it the next stop lies in the text. */
async function pastNavigation(page) {
  await page.evaluate(() => void (document.activeElement?.blur(), scrollTo(0, 0), getSelection().removeAllRanges()));
  await page.evaluate(() => globalThis.stops[0]?.focus());
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const inside = globalThis.stops.filter((each) => main?.contains(each));
    const isSkip = globalThis.stops[0]?.getAttribute("href")?.startsWith("#");
    if (!isSkip) return ["the first stop of the keyboard does not lead past the navigation"];
    const at = document.activeElement;
    const isFine = inside.length === 0 || main.contains(at);
    return isFine ? [] : [`the way past the navigation leads to ${globalThis.says(at)}`];
  });
}
