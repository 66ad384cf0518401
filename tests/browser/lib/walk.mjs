// Does the acts of a forum without scripts, each by the form that a page shows to somebody; what is refused is told.
import { axe, overflow } from "./look.mjs";
import { send } from "./fill.mjs";
import { isOfTheMoment } from "./table.mjs";

export class Walk {
  /**
   * table: the routes; address: the forum's; words: what is typed, made anew for every form;
   * fleeting: called with somebody, the address and the route of a page that is of the moment.
   */
  constructor({ browser, table, address, words, fleeting }) {
    Object.assign(this, { browser, table, address, words, fleeting });
    /** The acts that were done, by the path of their route. */
    this.done = new Set();
    /** The routes that acts and followed links lead to. */
    this.ledTo = new Set();
    /** The pages that were opened: { who, at }. */
    this.opened = [];
    /** What was wrong with pages that refuse something. */
    this.wrong = [];
    this.rude = new Set();
  }

  /** Somebody with a browser of their own: narrow, without scripts. */
  async person(name) {
    const page = await this.browser.newPage({ width: 320, height: 640, scripts: false, address: this.address });
    return { name, page, context: page.context() };
  }

  /** Opens a page as somebody. */
  async open(who, at) {
    const answer = await who.page.goto(new URL(at, this.address).href);
    if (answer.status() !== 200) throw new Error(`${at} as ${who.name} answers ${answer.status()}`);
    await this.keep(who);
  }

  /** Remembers where somebody is; gives the address. */
  async keep(who) {
    const { pathname, search } = new URL(who.page.url());
    const [at, route] = [pathname + search, this.table.match("GET", pathname)];
    if (!route) return at;
    if (isOfTheMoment(route)) await this.fleeting(who, at, route);
    else this.opened.push({ who, at });
    return at;
  }

  /**
   * Somebody opens a page and sends the form on it that leads to an act.
   *
   * from: the page, or null for where they are; told: what is typed, by field; says: a pattern for the button's name and value, and
   * those of hidden fields; files: by field. Gives the address of the page that they come to.
   */
  async does(who, from, act, told = {}, { says = "", files } = {}) {
    if (from) await this.open(who, from);
    let found = await this.form(who, act, says, told);
    if (from && found.isAsking && !this.rude.has(act)) {
      this.rude.add(act);
      await this.refusal(who, found, act);
      await who.page.goto(new URL(from, this.address).href);
      found = await this.form(who, act, says, told);
    }
    const { status } = await send(who.page, found.which, { ...found, words: this.words(), told, files });
    if (status === null) throw new Error(`${act} as ${who.name} is kept back by the browser: ${await invalid(who.page)}`);
    if (status >= 400) throw new Error(`${act} as ${who.name} is refused with ${status}: ${await alert(who.page)}`);
    this.done.add(act);
    const at = await this.keep(who);
    this.ledTo.add(this.table.match("GET", at));
    return at;
  }

  /** Where on somebody's page the form of an act is, and which of its buttons is meant. */
  async form(who, act, says, told) {
    const forms = await who.page.evaluate(forms_);
    const here = new URL(who.page.url()).pathname;
    for (const [which, form] of forms.entries()) {
      if (this.table.match("POST", form.action || here) !== act) continue;
      const fits = Object.entries(told).every(([name, value]) => value === null || !(name in form.hidden) || form.hidden[name] === value);
      const button = form.buttons.findIndex((button) => new RegExp(says).test(`${button} ${form.said}`));
      if (fits && button >= 0) return { which, button, isAsking: form.isAsking && !form.letting.includes(button) };
    }
    throw new Error(`${here} shows ${who.name} no form for ${act} ${says}`);
  }

  /** Leaves out all that a form asks for: the page that refuses it is as good as any other, and keeps what was typed. */
  async refusal(who, found, act) {
    const words = this.words();
    const { status, answer, typed } = await send(who.page, found.which, { ...found, words, told: {}, isRude: true });
    const wrong = (line) => void this.wrong.push(`${act} left empty: ${line}`);
    if (status < 400) return;
    for (const line of await this.shown(who.page.url(), answer)) wrong(line);
    const held = await who.page.evaluate(() => [...document.querySelectorAll("input, textarea")].map((each) => each.value));
    if (typed && !held.includes(typed)) wrong(`${status}, and what was typed is gone`);
  }

  /** Sends the form of an act where somebody is, which must be refused with a status; what is wrong with the page that says so. */
  async refused(who, act, wanted, told = {}) {
    const { which } = await this.form(who, act, "", told);
    const { status, answer } = await send(who.page, which, { words: this.words(), told });
    if (status !== wanted) throw new Error(`${act} as ${who.name} answers ${status}, not ${wanted}`);
    return this.shown(who.page.url(), answer);
  }

  /** What is wrong with an answer, shown to a browser with scripts, for axe needs them. */
  async shown(url, answer) {
    this.looker ??= await this.browser.newPage({ width: 320, height: 640, address: this.address });
    const [body, status] = [await answer.text(), answer.status()];
    await this.looker.route(url, (route) => route.fulfill({ status, body, contentType: "text/html; charset=utf-8" }));
    await this.looker.goto(url);
    await this.looker.unroute(url);
    return [...(await axe(this.looker)), ...(await overflow(this.looker))];
  }

  /** The first address on somebody's page that fits. */
  async link(who, fits) {
    const links = await who.page.evaluate(() => [...document.querySelectorAll("main a[href]")].map((each) => each.getAttribute("href")));
    const found = links.find((link) => fits.test(link));
    if (!found) throw new Error(`${who.page.url()} leads ${who.name} nowhere like ${fits}`);
    this.ledTo.add(this.table.match("GET", found));
    return found;
  }

  async close() {
    await this.looker?.context().close();
  }
}

/** Runs in the page: its forms that change something, with what they say of themselves. */
function forms_() {
  return [...document.querySelectorAll("form[method=post]")].map((form) => {
    const hidden = [...form.elements].filter((each) => each.type === "hidden");
    const buttons = [...form.querySelectorAll("button:not([type=button])")];
    return {
      action: form.getAttribute("action") ?? "",
      hidden: Object.fromEntries(hidden.map((each) => [each.name, each.value])),
      said: hidden.map((each) => `${each.name}=${each.value}`).join(" "),
      letting: buttons.flatMap((each, at) => (each.formNoValidate ? [at] : [])),
      buttons: buttons.map((each) => `${each.name}=${each.value}`),
      isAsking: [...form.elements].some((each) => each.required && each.type !== "hidden"),
    };
  });
}

/** What the browser says of the fields that it did not let through. */
function invalid(page) {
  return page.evaluate(() => [...document.querySelectorAll(":invalid:not(form, fieldset)")].map((each) => `${each.name}: ${each.validationMessage}`).join(" "));
}

/** What a page that refuses says. */
function alert(page) {
  return page.evaluate(() => {
    const said = document.querySelector("[role=alert], .faults") ?? document.querySelector("main") ?? document.body;
    return said.textContent.trim().replace(/\s+/g, " ").slice(0, 300);
  });
}
