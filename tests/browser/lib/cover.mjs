// Keeps which page of the table was looked at in which state, and tells at the end what was not.
import { choose } from "./choose.mjs";
import { lookAt } from "./lanes.mjs";

/** Something that no address of the product has. */
const NOTHING = "nothing-has-this-name";

export class Cover {
  constructor(around, table) {
    Object.assign(this, { around, table });
    /** What the routes answered with: a page, or something else that is for programs or to be saved. */
    this.kinds = new Map();
    /** The routes that some page leads to. */
    this.linked = new Set();
    this.looked = new Map();
  }

  /** Learns from a crawl which routes answer with pages. A route is a page when it ever answered with one. */
  learn(crawl) {
    for (const page of crawl.pages.values()) {
      // A program without its token is told so in its own way.
      const isTelling = page.status === 200 || (page.status === 401 && page.type !== "text/html");
      if (isTelling && !this.isPage(page.route)) this.kinds.set(page.route, page.type);
    }
    for (const route of crawl.linked) this.linked.add(route);
  }

  isPage(route) {
    return this.kinds.get(route) === "text/html";
  }

  /** Looks at what a crawl found, in some manners, and keeps which routes were looked at in that state. */
  async look(crawl, state, looks, { more = 0, only = () => true } = {}) {
    this.learn(crawl);
    const chosen = choose(crawl.html().filter((page) => page.status === 200 && only(page)), more);
    await lookAt(this.around, crawl.address, state, chosen, looks);
    for (const { route } of chosen) this.keep(state, route);
  }

  keep(state, route) {
    if (!this.looked.has(state)) this.looked.set(state, new Set());
    this.looked.get(state).add(route);
  }

  isLooked(state, route) {
    return this.looked.get(state)?.has(route) === true;
  }

  /** Looks at a page that is there for a moment only, once a state. */
  async fleeting(address, state, looks, page) {
    if (this.isLooked(state, page.route)) return;
    this.kinds.set(page.route, "text/html");
    this.keep(state, page.route);
    await lookAt(this.around, address, state, [{ ...page, status: 200, isFirst: true }], looks);
  }

  /** What answers to names that nothing has: every page says so, and one of each look is looked at. */
  async missing(crawl, names) {
    const wrong = [];
    const found = [];
    for (const who of crawl.visitors.filter((each) => names.includes(each.name))) {
      for (const route of this.table.of("GET").filter((path) => path.includes("{") && this.isPage(path))) {
        const page = await crawl.fetched(who, route.replace(/\{\w+\}/g, NOTHING));
        const isSentToSignIn = page.status === 303 && page.links[0].startsWith("/sign-in");
        if (!isSentToSignIn && (page.type !== "text/html" || page.status < 400 || page.status >= 500)) wrong.push(`${route} answers ${page.status} ${page.type} to ${who.name}`);
        if (page.status >= 400) found.push({ ...page, route: `${who.name} ${page.status} ${page.shape.length}` });
      }
    }
    this.around.check("every page has an answer for a name that nothing has", wrong);
    await lookAt(this.around, crawl.address, "missing", choose(found, 0), ["straight", "mirrored"]);
  }

  /** What those see who may not: every address that others see, as they get it. */
  async closed(crawl, names) {
    const wrong = [];
    const refused = [];
    for (const who of crawl.visitors.filter((each) => names.includes(each.name))) {
      for (const at of new Set([...crawl.pages.values()].filter((page) => page.status === 200).map((page) => page.at))) {
        const page = crawl.pages.get(`${who.name} ${at}`) ?? (await crawl.fetched(who, at));
        if (page.status >= 400 && ![403, 404].includes(page.status)) wrong.push(`${at} answers ${page.status} to ${who.name}`);
        if (page.status >= 400 && page.type === "text/html") refused.push({ ...page, route: `${who.name} ${page.status} ${page.shape.length}` });
      }
    }
    this.around.check("who may not see a page is answered", wrong);
    await lookAt(this.around, crawl.address, "closed to them", choose(refused, 0), ["straight", "mirrored"]);
  }

  /** Fails by name for every route that nobody reached, and every page that was not looked at in a state. */
  close(states) {
    const { check } = this.around;
    const get = this.table.of("GET");
    check("every route for reading answered somebody", get.filter((route) => !this.kinds.has(route)));
    const isMailed = (route) => route.includes("{token}");
    check("every page is led to by another, by an act or by a letter", get.filter((route) => this.isPage(route) && !isMailed(route) && !this.linked.has(route)));
    for (const [state, isWanted] of Object.entries(states)) {
      const missed = get.filter((route) => this.isPage(route) && isWanted(route) && !this.isLooked(state, route));
      check(`every page was looked at: ${state}`, missed);
    }
  }
}
