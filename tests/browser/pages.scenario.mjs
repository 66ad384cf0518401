// Opens every page of the table of routes as its readers have it: full, refused, missing; wide and narrow, light and dark,
// from right to left, by keyboard.
//
// The pages are found by following every link of the demo forum. A page that was not looked at fails by name. What is no
// page tells itself by what it answers with.
import { Cover } from "./lib/cover.mjs";
import { Crawl } from "./lib/crawl.mjs";
import { Table } from "./lib/table.mjs";

/** So many pages more than one a route are looked at where there is much to see. */
const MORE = 40;
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
  await cover.look(crawl, "full", ["straight", "mirrored"], { more: MORE });
  await cover.closed(crawl, ["anybody", "nobody"]);
  await cover.missing(crawl, ["anybody", "secretariat"]);
  await cover.probe(crawl, crawl.visitors.find((who) => who.name === "secretariat"));
  check("demo: every link leads somewhere", [...crawl.stray]);
}

/** What the demo forum has no address of: letters and drafts are of the moment, and its records are not brought in. */
const OF_THE_MOMENT = /\{token\}|\/sent$|^\/drafts|^\/sign-in-code|\/files\/|\/items\/\{number\}\/edit|\/transcript\/(import\/\{id\}|source)/;

export default async function (around) {
  const table = Table.read();
  const cover = new Cover(around, table);
  await demo(around, table, cover);
  cover.close({ full: () => true }, (route) => OF_THE_MOMENT.test(route));
}
