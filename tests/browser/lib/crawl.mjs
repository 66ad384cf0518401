// Follows every link of a forum as several visitors: which pages there are, and what each holds.
import { Agent, get } from "node:http";

/** So many requests at once: the machine has two cores, and one of them serves. */
const ABREAST = 4;

export class Crawl {
  /**
   * table: the routes; address: the forum's; reader: a page of the browser that reads markup;
   * most: so many addresses of one route each visitor follows, for what more there is looks the same.
   */
  constructor({ table, address, reader, most }) {
    Object.assign(this, { table, address, reader, most });
    this.visitors = [];
    /** The routes that some page leads to. */
    this.linked = new Set();
    /** Every page, by visitor and address: { who, at, route, status, type, links, shape, bytes }. */
    this.pages = new Map();
    /** The values that addresses were seen with, by the name in their route. */
    this.known = new Map();
    this.stray = new Set();
  }

  /** Somebody who looks around, from `/` on; context: the browser's, with the cookies of who has signed in. */
  async visitor(name, context, begins = ["/"]) {
    const who = { name, context, counts: new Map(), ahead: [], seen: new Set() };
    const cookies = await context.cookies(this.address);
    who.cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    this.visitors.push(who);
    for (const at of begins) this.take(who, at);
    return who;
  }

  /** Takes an address up unless its visitor knows enough of its kind. from: the page that leads there. */
  add(who, link, from) {
    const url = new URL(link, this.address + from);
    if (url.origin !== this.address) return;
    const at = url.pathname + url.search;
    const route = this.table.match("GET", at);
    if (!route) return void this.stray.add(`${from} leads to ${at}, which no route answers`);
    this.linked.add(route);
    for (const [name, value] of this.table.values(route, at)) this.learn(name, value);
    if (this.isNews(who, route, url)) this.take(who, at);
  }

  take(who, at) {
    if (who.seen.has(at)) return;
    who.seen.add(at);
    who.ahead.push(at);
  }

  /** Of plain addresses the first few of a route are news; of those with questions each that asks something new. */
  isNews(who, route, url) {
    const kinds = url.search ? [...url.searchParams.keys()].map((key) => `${route}?${key}`) : [route];
    const isNews = kinds.some((kind) => (who.counts.get(kind) ?? 0) < (url.search ? 1 : this.most));
    for (const kind of kinds) who.counts.set(kind, (who.counts.get(kind) ?? 0) + 1);
    return isNews;
  }

  learn(name, value) {
    if (!this.known.has(name)) this.known.set(name, new Set());
    this.known.get(name).add(value);
  }

  /** Every visitor follows the links of their pages until nothing new is found. */
  async run() {
    for (;;) {
      const ahead = this.visitors.flatMap((who) => who.ahead.splice(0).map((at) => ({ who, at })));
      if (ahead.length === 0) return;
      await abreast(ahead, ABREAST, ({ who, at }) => this.read(who, at));
    }
  }

  /** Reads one address, anew if it was read before. */
  async read(who, at) {
    const page = await this.fetched(who, at);
    this.pages.set(`${who.name} ${at}`, page);
    for (const link of page.links) this.add(who, link, at);
    return page;
  }

  /** Asks as somebody for every route with names that other addresses have, where no such page was read yet. */
  async fill(who) {
    for (const route of this.table.of("GET")) {
      const isThere = this.html(route).some((page) => page.status === 200);
      if (!isThere) for (const at of this.table.filled(route, this.known)) await this.read(who, at);
    }
  }

  async fetched(who, at) {
    const { status, type, location, text } = await asked(this.address + at, who.cookie);
    const page = { who, at, route: this.table.match("GET", at), status, type, links: [], shape: [], bytes: 0 };
    if (location) page.links.push(location);
    return type === "text/html" ? Object.assign(page, { bytes: text.length }, await this.markup(text)) : page;
  }

  /** Pages are read by the browser's own parser, several at a time. */
  markup(text) {
    return this.reader.evaluate(readMarkup, text);
  }

  /** The pages that came as pages, of a route or of all. */
  html(route) {
    return [...this.pages.values()].filter((page) => page.type === "text/html" && (!route || page.route === route));
  }
}

/** Runs in the browser: the links and the shape of a page. */
function readMarkup(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const all = (selector) => [...page.querySelectorAll(selector)];
  const own = (link) => /^[/?]/.test(link) && !link.startsWith("//");
  const links = all("a[href], area[href], link[href], script[src], img[src]").map((each) => each.getAttribute("href") ?? each.getAttribute("src"));
  const questions = all("form:not([method=post])").map((form) => {
    const said = [...new FormData(form)].map(([name, value]) => [name, value || (form.querySelector(`input[type=search][name="${name}"]`) ? "line" : value)]);
    return `${form.getAttribute("action") ?? ""}?${new URLSearchParams(said)}`;
  });
  const written = all(".words").flatMap((each) => [...each.textContent.matchAll(/https?:\/\/[^/\s]+(\/[^\s<>"]+)/g)].map((found) => found[1]));
  const shape = new Set(all("body *").map((each) => {
    const names = each.getAttributeNames().filter((name) => !["href", "id", "for", "value", "action", "d", "x", "y"].includes(name) && !/^(x|y|cx|cy|r|width|height|style|title|dir|lang|datetime)/.test(name));
    const type = each.getAttribute("type") ?? "";
    return `${each.localName}.${each.className.baseVal ?? each.className} ${type} ${names.sort().join()}`;
  }));
  return { links: [...links.filter(own), ...questions.filter(own), ...written], shape: [...shape] };
}

const agent = new Agent({ keepAlive: true });

/** What an address answers; of streams and files only the beginning is waited for. */
function asked(url, cookie) {
  return new Promise((done, failed) => {
    const request = get(url, { agent, headers: { cookie } }, (answer) => {
      const type = (answer.headers["content-type"] ?? "").split(";")[0];
      // What is saved instead of shown is a file, whatever it holds.
      const isFile = (answer.headers["content-disposition"] ?? "").startsWith("attachment");
      const told = { status: answer.statusCode, type: isFile ? "file" : type, location: answer.headers.location, text: "" };
      if (told.type !== "text/html") return answer.destroy(), done(told);
      answer.setEncoding("utf8");
      answer.on("data", (part) => void (told.text += part));
      answer.on("end", () => done(told)).on("error", failed);
    });
    request.on("error", failed);
  });
}

/** Does work on each of many, so many at once. */
export async function abreast(many, width, work) {
  let next = 0;
  const lane = async () => {
    while (next < many.length) await work(many[next++]);
  };
  await Promise.all(Array.from({ length: Math.min(width, many.length) }, lane));
}
