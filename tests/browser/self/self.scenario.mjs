// Tries the runner on two pages of its own: one without fault, one with a fault for each thing the runner looks for.
import { createServer } from "node:http";
import { axe, keyboardWalk, overflow, unseen } from "../lib/look.mjs";
import { Forum } from "../lib/forum.mjs";
import { Tally } from "../lib/tally.mjs";

const page = (body, style = "") =>
  `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Try</title>
   <style>:root { color-scheme: light dark } ${style}</style><main><h1>Try</h1>${body}</main></html>`;

const FINE = page(
  `<p><a href="/one">One</a> <a href="/two">Two</a></p>
   <form method="post" action="/in"><label>Words <input name="words"></label> <button>Send</button></form>
   <p id="said">no script ran</p><script>document.getElementById("said").textContent = "a script ran"</script>`,
);

const FAULTY = page(
  `<img src="/x.png"><p style="color:#ccc;background:#fff">pale</p><a href="/one">hidden focus</a>
   <div class="wide">wide</div><script src="http://127.0.0.1:9/outside.js"></script><script>gone()</script>`,
  "a:focus { outline: none } .wide { width: 900px }",
);

function serve(request, response) {
  const signedIn = request.method === "POST";
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(signedIn ? page("<p id='in'>in</p>") : request.url === "/faulty" ? FAULTY : FINE);
}

async function served(use) {
  const server = createServer(serve);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function theTallyFails(check) {
  const lines = [];
  const tally = new Tally((line) => lines.push(line));
  for (const found of [false, ["a finding"], "a sentence", undefined, new Error("broken")]) tally.check("wrong", found);
  for (const found of [true, []]) tally.check("right", found);
  check("what is wrong counts as failed, what is right as passed", tally.failed === 5 && tally.passed === 2);
  check("a failed check says what was found", lines.includes("#    \"a finding\""));
}

async function aFinePage(browser, address, check) {
  const visitor = await browser.newPage({ address });
  await visitor.visit("/");
  check("axe finds nothing on a fine page", await axe(visitor));
  const stops = await keyboardWalk(visitor);
  check("the keyboard reaches all in order", stops.map((stop) => stop.name).join() === "One,Two,Words,Send");
  check("every stop can be seen", unseen(stops));
  check("nothing is wrong with a fine page", visitor.problems);
  check("its script ran", (await visitor.textContent("#said")) === "a script ran");
  await browser.shot(visitor, "self-check");
}

async function aFaultyPage(browser, address, check) {
  const visitor = await browser.newPage({ address, width: 320 });
  await visitor.visit("/faulty");
  const found = (await axe(visitor)).join("\n");
  check("axe finds the picture without words and the pale text", /image-alt/.test(found) && /color-contrast/.test(found));
  check("a hidden focus is found", unseen(await keyboardWalk(visitor)).length === 1);
  check("what is too wide is found", (await overflow(visitor)).some((line) => line.startsWith("div.wide")));
  const problems = visitor.problems.join("\n");
  check("a broken script is found", /script: gone is not defined/.test(problems));
  check("an outside request is found", /outside request: http:\/\/127.0.0.1:9\//.test(problems));
}

async function otherReaders(browser, address, check) {
  const still = await browser.newPage({ address, scripts: false });
  await still.visit("/");
  check("without scripts none runs", (await still.textContent("#said")) === "no script ran");
  const other = await browser.newPage({ address, width: 320, dark: true, lang: "ar", dir: "rtl" });
  await other.visit("/");
  const seen = await other.evaluate(() => [
    innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, navigator.language, getComputedStyle(document.body).direction,
  ]);
  check("width, darkness, language and direction arrive", seen.join() === "320,true,ar,rtl");
  check("a fine page fits a narrow screen", await overflow(other));
}

async function signingIn(browser, address, check) {
  const forum = Forum.read(JSON.stringify({ address, links: { editor: "/sign-in" } }));
  const editor = await browser.newPage({ address });
  await forum.signIn(editor, "editor");
  check("a role signs in by its link and button", (await editor.textContent("#in")) === "in");
  const unknown = await forum.signIn(editor, "nobody").catch((error) => error.message);
  check("a role without a link is named", unknown === "no sign-in link for nobody; there are: editor");
}

export default async function ({ browser, check }) {
  theTallyFails(check);
  await served(async (address) => {
    await aFinePage(browser, address, check);
    await aFaultyPage(browser, address, check);
    await otherReaders(browser, address, check);
    await signingIn(browser, address, check);
  });
}
