// An editor pastes rich text: it becomes Markdown where one writes, and the preview shows its headings, lists and tables.
import { axe } from "./lib/look.mjs";

const EDIT = "/documents/shared-expectations/edit";

/** Pasted markup, and the Markdown that it becomes. */
const PASTES = [
  ["<meta charset=utf-8><h2>Who  answers</h2><p>The <b>operator</b>, by <a href='https://example.org/a b'>name</a>.</p>",
    "## Who answers\n\nThe **operator**, by [name](<https://example.org/a%20b>)."],
  ["<b style='font-weight:normal'><p><span style='font-weight:700'>Bold </span>and <span style='font-style:italic'>slanted</span></p></b>",
    "**Bold** and *slanted*"],
  ["<ol><li>First</li><li><p>Second</p><ul><li>deeper</li></ul></li></ol>", "1. First\n2. Second\n   -  deeper"],
  ["<table><tr><th>Line</th><th>Change</th></tr><tr><td>1</td><td>a | b</td></tr></table>",
    "| Line | Change |\n|---|---|\n| 1 | a \\| b |"],
  ["<blockquote><p>Said.</p></blockquote><pre>a  b\n</pre>", "> Said.\n\n```\na  b\n```"],
  ["<p># no heading</p><p>1. no list</p><p>*no* _look_</p>", "\\# no heading\n\n1\\. no list\n\n\\*no\\* \\_look\\_"],
  ["<style>p{}</style><script>alert(1)</script><p onclick='x()'>Words <img src=x onerror=alert(1) alt=pictured></p>", "Words pictured"],
  ["<p>One<br>line <a href='javascript:alert(1)'>and</a> <s>struck</s></p>", "One\\\nline and ~~struck~~"],
];

async function paste(page, kinds) {
  await page.fill("textarea", "");
  return page.$eval("textarea", (field, kinds) => {
    field.focus();
    const clipboardData = new DataTransfer();
    Object.entries(kinds).forEach(([kind, text]) => clipboardData.setData(kind, text));
    const goesOn = field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    return { text: field.value, goesOn };
  }, kinds);
}

export default async function ({ browser, forum, check }) {
  const page = await browser.newPage();
  await forum.signIn(page, "editor");
  await page.visit(EDIT);
  for (const [html, expected] of PASTES) {
    const { text } = await paste(page, { "text/html": html, "text/plain": "plain" });
    check(`pasted: ${expected.slice(0, 30).replaceAll("\n", " ")}`, text === expected || [`became ${JSON.stringify(text)}`]);
  }
  const { goesOn } = await paste(page, { "text/plain": "Plain words." });
  check("what has no looks is left to the browser", goesOn);
  const { text } = await paste(page, { "text/html": PASTES[3][0] });
  check("the preview follows what was pasted", await page.waitForSelector("#preview table th").then(() => true, () => [`no table for ${text}`]));
  check("axe finds nothing in the preview", await axe(page));
}
