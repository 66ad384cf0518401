// The program's table of routes, and which route an address belongs to.
import { execFileSync } from "node:child_process";
import { program } from "./serve.mjs";

/** Pages that a letter or a form leads to, and that are gone when their turn is over. */
const OF_THE_MOMENT = /\{token\}|\/sent$|^\/drafts\/|^\/sign-in-code$|\/import\/\{id\}$/;
export const isOfTheMoment = (route) => OF_THE_MOMENT.test(route);

const isName = (part) => part.startsWith("{");

export class Table {
  /** routes: what `plenary routes` prints, one object a line. */
  constructor(routes) {
    this.routes = routes.map(({ method, path, access }) => ({ method, path, access, parts: path.split("/") }));
  }

  static read() {
    const lines = execFileSync(program(), ["routes"], { encoding: "utf8" }).trim().split("\n");
    return new Table(lines.map((line) => JSON.parse(line)));
  }

  of(method) {
    return this.routes.filter((route) => route.method === method).map((route) => route.path);
  }

  /** Whether somebody without an account may enter a route for reading. */
  isOpen(path) {
    return this.routes.find((route) => route.method === "GET" && route.path === path)?.access === "everyone";
  }

  /** The path of the route that takes this address, or null. Words win over names, from left to right. */
  match(method, address) {
    const parts = address.split(/[?#]/)[0].split("/");
    const fits = (route) => route.parts.length === parts.length
      && route.parts.every((part, at) => (isName(part) ? parts[at] !== "" : part === parts[at]));
    const rank = (route) => route.parts.map((part) => (isName(part) ? "1" : "0")).join("");
    const found = this.routes.filter((route) => route.method === method && fits(route));
    return found.sort((a, b) => rank(a).localeCompare(rank(b)))[0]?.path ?? null;
  }

  /** What an address says for each name of its route, by the word before the name: `cycles/{slug}` is 2026. */
  values(path, address) {
    const said = address.split(/[?#]/)[0].split("/");
    const parts = path.split("/");
    return parts.flatMap((part, at) => (isName(part) ? [[`${wordBefore(parts, at)}/${part}`, said[at]]] : []));
  }

  /** The addresses of a route for values known from other routes; none where a value is not known. `most` a route. */
  filled(path, known, most = 2) {
    const parts = path.split("/");
    let begun = [[]];
    for (const [at, part] of parts.entries()) {
      const values = isName(part) ? [...(known.get(`${wordBefore(parts, at)}/${part}`) ?? [])].slice(0, most) : [part];
      begun = begun.flatMap((done) => values.map((value) => [...done, value]));
    }
    return begun.map((done) => done.join("/"));
  }
}

/** The nearest word to the left, so that `/documents/{slug}/{version}` knows what its version is of. */
function wordBefore(parts, at) {
  return parts.slice(0, at).findLast((part) => !isName(part)) ?? "";
}
