// Opens every page of the table of routes in every state it can be in - full, empty, closed, refused, missing, in words
// without end and in Arabic - wide and narrow, light and dark, from right to left, by keyboard; and does every act without
// scripts.
//
// The pages are found by following every link of the demo forum, and of two forums whose story is told by their forms
// alone. A page that was not looked at in a state, and an act that was not done, fail by name. What is no page tells itself
// by what it answers with.
import { Cover } from "./lib/cover.mjs";
import { Crawl } from "./lib/crawl.mjs";
import { Story } from "./lib/story.mjs";
import { Table, isOfTheMoment } from "./lib/table.mjs";

/** So many pages more than one a route are looked at where there is much to see. */
const MORE = 4;
/** Who looks around in the demo forum: who may do most, who may do some, who has only an account. */
const ROLES = ["secretariat", "editor", "participant-civil-society", "nobody"];
/** Where they begin; no link leads to a search that finds nothing. */
const BEGINS = ["/", "/docket?q=nothing+has+these+words"];

/** The demo forum as nobody and as some of its roles. */
async function demo({ browser, forum, check }, table, cover) {
  const crawl = new Crawl({ table, address: forum.address, reader: await browser.newPage(), most: 4 });
  for (const role of [null, ...ROLES]) {
    const page = await browser.newPage({ scripts: false });
    await (role ? forum.signIn(page, role) : page.visit("/"));
    await crawl.visitor(role ?? "anybody", page.context(), BEGINS);
  }
  await crawl.run();
  await crawl.fill(crawl.visitors[1]);
  await cover.look(crawl, "full", ["straight", "mirrored"], { more: MORE });
  await cover.closed(crawl, ["anybody", "nobody"]);
  await cover.missing(crawl, ["anybody", "secretariat"]);
  check("demo: every link leads somewhere", [...crawl.stray]);
}

/** One forum's story, looked at when all was said; the first also before anything was said, and when its cycle is closed. */
class Told {
  constructor(around, table, cover, tongue, look, { isFirst = false } = {}) {
    Object.assign(this, { around, table, cover, tongue, look, isFirst, state: isFirst ? "empty" : tongue });
  }

  async run() {
    const { around, table, tongue } = this;
    const fleeting = (who, at, route) => this.fleeting(who, at, route);
    this.story = await Story.begin({ browser: around.browser, table, tongue, fleeting });
    try {
      await this.chapters(Story.EMPTY);
      if (this.isFirst) await this.lookAround("empty");
      this.state = tongue;
      await this.chapters(Story.FULL);
      await this.lookAround(tongue, { more: MORE / 4 });
      await this.chapters(Story.LATE);
      if (this.isFirst) await this.lookAround("closed");
      this.programs = await this.story.programs(this.crawl.known);
      await this.chapters(Story.END);
    } finally {
      await this.story.end();
    }
    const { done, wrong, ledTo } = this.story.walk;
    for (const route of ledTo) this.cover.linked.add(route);
    around.check(`${tongue}: pages that refuse something are as good as any other, and keep what was typed`, wrong);
    around.check(`${tongue}: every act of the table is done without scripts`, table.of("POST").filter((act) => !done.has(act) && !this.programs.includes(act)));
  }

  async chapters(names) {
    for (const name of names) {
      const told = await this.story[name]().catch((error) => error);
      this.around.check(`${this.tongue}: ${name}`, told ?? []);
    }
  }

  /** Everybody of the story follows the links from where they have been. */
  async lookAround(state, options) {
    const { story, around, table, cover } = this;
    const crawl = new Crawl({ table, address: story.served.address, reader: await around.browser.newPage(), most: 2 });
    for (const who of [story.anybody, story.secretary, story.author]) {
      const been = story.walk.opened.filter((page) => page.who === who).map((page) => page.at);
      await crawl.visitor(who.name, who.context, ["/", ...new Set(been)]);
    }
    await crawl.run();
    await crawl.fill(crawl.visitors[1]);
    await cover.look(crawl, state, [this.look], options);
    around.check(`${this.tongue}, ${state}: every link leads somewhere`, [...crawl.stray]);
    this.crawl = crawl;
  }

  fleeting(who, at, route) {
    return this.cover.fleeting(this.story.served.address, this.state, [this.look], { who, at, route });
  }
}

export default async function (around) {
  const table = Table.read();
  const cover = new Cover(around, table);
  await demo(around, table, cover);
  const long = new Told(around, table, cover, "long", "narrow", { isFirst: true });
  await Promise.all([long.run(), new Told(around, table, cover, "arabic", "mirrored").run()]);
  // Only the author of a fresh comment is led to changing its words; the stories have one.
  const isInDemo = (route) => !isOfTheMoment(route) && route !== "/items/{number}/edit";
  // In an empty forum nothing has a name yet, but for what holds the rest; in a closed cycle staff has nothing left to do.
  const isNameless = (route) => !route.includes("{") && !isOfTheMoment(route);
  const isOfCycle = (route) => /^\/(cycles|documents|sessions|items)\/\{/.test(route) && table.isOpen(route) && !route.endsWith("/sent");
  cover.close({ full: isInDemo, long: () => true, arabic: () => true, empty: isNameless, closed: isOfCycle });
}
