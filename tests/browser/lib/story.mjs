// A cycle from its first form to its end, told by forms alone, in words without end or in Arabic: every act of the table.
import { instant } from "./fill.mjs";
import { Post } from "./post.mjs";
import { Served } from "./serve.mjs";
import { Walk } from "./walk.mjs";

const LONG = "Zusammenarbeitsvereinbarungsverhandlungsgrundlagenkonferenzen";
/** Nobody takes letters there. */
const REFUSED = "gone@example.org";
/** A picture of one dot. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

/** What is typed in each tongue; `other` has no word of `text`. */
const TONGUES = {
  long: { lang: "en", title: LONG, name: `${LONG} ${LONG.slice(0, 12)}`, text: `${LONG} and ${LONG}, then ${LONG} as well.`,
    other: "Nobody wrote this sentence before, and whoever reads it finds nothing of the first one." },
  arabic: { lang: "ar", title: "توقعات مشتركة عند انقطاع الشبكة", name: "زينب الحراصي", text: "نرى أن الفقرة الأولى لا تكفي، ونقترح أن يُضاف إليها تعريف الانقطاع (CERT 2016).",
    other: "هذه جملة جديدة كتبها محرر آخر بعد الجلسة ولا علاقة لها بما سبق." },
};

const STAFF = ["facilitator", "editor", "rapporteur"];
const MEMBERS = ["author", "member"];
/** What their names end in, so that each is somebody else. */
const SURNAMES = { author: "Alva", member: "Brunat" };

export class Story {
  /** A new forum in one of the tongues, with nobody but its secretary. fleeting: as the walk's. */
  static async begin({ browser, table, tongue, fleeting }) {
    const story = Object.assign(new Story(), { browser, table, tongue, words: TONGUES[tongue], count: 0 });
    story.post = await Post.open(REFUSED);
    const { name, title } = story.words;
    story.served = await Served.empty({ name: title, secretary: `${name} <secretary@example.org>`, smtp: story.post.url });
    story.walk = new Walk({ browser, table, address: story.served.address, words: () => story.typed(), fleeting });
    for (const who of ["anybody", "secretary", ...STAFF, ...MEMBERS, "newcomer"]) story[who] = await story.walk.person(who);
    return story;
  }

  /** What is typed into one form: names that must be new are. */
  typed() {
    this.count += 1;
    return { ...this.words, name: `${this.words.name} ${this.count}`, slug: `s${this.count}`, address: `n${this.count}@example.org` };
  }

  /** The acts that are doors for programs: what they answer to a form is no page, whatever it holds. */
  async programs(known) {
    const doors = [];
    for (const act of this.table.of("POST").filter((each) => !this.walk.done.has(each))) {
      for (const at of this.table.filled(act, known, 1)) {
        const answer = await fetch(this.served.address + at, { method: "POST", redirect: "manual" });
        const type = answer.headers.get("content-type") ?? "";
        await answer.arrayBuffer();
        if (![303, 404].includes(answer.status) && !type.startsWith("text/html")) doors.push(act);
      }
    }
    return doors;
  }

  async end() {
    await this.walk.close();
    this.post.close();
    await this.served.end();
  }

  /** The chapters in their order, by what they tell. */
  static EMPTY = ["cycle"];
  static FULL = ["people", "call", "text", "comments", "rows", "captions", "record", "heard", "answers", "replies", "version", "places", "profiles"];
  static LATE = ["regrets", "answerAll", "close"];
  static END = ["erase", "stale", "tooOften", "readOnly"];

  /** The forum before anything was said: cycles, a text and sessions with nothing in them. */
  async cycle() {
    const { walk, secretary } = this;
    await walk.does(secretary, new URL(this.served.link).pathname, "/sign-in/{token}");
    const phases = ["call", "drafting", "review", "session", "revision", "final"]
      .flatMap((phase, at) => [[`${phase}-opens`, instant(-9 + at)], [`${phase}-closes`, instant(20 + at)]]);
    await walk.does(secretary, "/cycles/new", "/cycles/new", Object.fromEntries(phases));
    this.at = `/cycles/s${this.count}`;
    await walk.does(secretary, `${this.at}/edit`, "/cycles/{slug}/edit");
    for (const days of [-1, -0.01]) {
      this.later = this.session;
      this.session = await walk.does(secretary, `${this.at}/sessions/new`, "/cycles/{slug}/sessions/new", { starts: instant(days) });
    }
    await walk.does(secretary, `${this.session}/edit`, "/sessions/{slug}/edit");
    await walk.does(secretary, `${this.at}/documents/new`, "/cycles/{slug}/documents/new");
    this.document = `/documents/s${this.count}`;
  }

  /** The forum's own words; people with their roles, each signed in by the link in a letter, one by its code. */
  async people() {
    const { walk, secretary } = this;
    await walk.does(secretary, "/forum/edit", "/forum/edit");
    await walk.does(secretary, "/forum/groups", "/forum/groups");
    for (const role of [...STAFF, ...MEMBERS]) {
      const address = `${role}@example.org`;
      const at = await walk.does(secretary, "/participants/new", "/participants", { address, name: `${this.words.name} ${SURNAMES[role] ?? role}` });
      if (STAFF.includes(role)) await walk.does(secretary, null, "/participants/{id}/roles", { role });
      this[role].at = at;
      await walk.does(this[role], "/sign-in", "/sign-in", { address });
      const link = await this.post.link(address, "/sign-in/");
      if (role === "member") await this.byCode(this[role], link);
      else await walk.does(this[role], link, "/sign-in/{token}");
    }
    await walk.does(this.newcomer, "/sign-in", "/sign-in", { address: "newcomer@example.org" });
    await walk.does(this.newcomer, await this.post.link("newcomer@example.org", "/join/"), "/join/{token}");
  }

  /** A link that was opened in another browser shows a code, which is typed where it was asked for. */
  async byCode(who, link) {
    const { walk, anybody } = this;
    await walk.open(anybody, link);
    const code = await anybody.page.locator("main code, main .code").first().innerText();
    await walk.does(who, null, "/sign-in-code", { code });
  }

  async call() {
    const { walk, secretary, author, member, anybody, at } = this;
    await walk.does(secretary, `${at}/call/edit`, "/cycles/{slug}/call/edit");
    const form = `${at}/contribute`;
    const files = { files: { name: "dot.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") } };
    await walk.does(author, form, "/cycles/{slug}/contribute", {}, { says: "act=save" });
    await walk.does(author, null, "/drafts/{id}/discard");
    this.items = [];
    for (const who of [author, author, member]) {
      this.items.push(numbered(await walk.does(who, form, "/cycles/{slug}/contribute", {}, { says: "act=send", files })));
    }
    for (const address of ["guest@example.org", REFUSED]) await walk.does(anybody, form, "/cycles/{slug}/contribute", { address }, { says: "act=send" });
    await walk.does(anybody, await this.post.link("guest@example.org", "/confirm/"), "/confirm/{token}");
  }

  /** A text in its first version, out for review. */
  async text() {
    const { walk, secretary, document } = this;
    const { title, text } = this.words;
    const written = `# ${title}\n\n${text}\n\n## ${title}\n\n- ${text}\n- ${title}\n\n| ${title} | ${title} |\n|---|---|\n| ${text} | 1 |\n`;
    const file = { name: "text.md", mimeType: "text/markdown", buffer: Buffer.from(written) };
    await walk.does(secretary, `${document}/edit`, "/documents/{slug}/edit", {}, { says: "act=preview", files: { file } });
    await walk.does(secretary, null, "/documents/{slug}/edit", {}, { says: "act=save" });
    await walk.does(secretary, `${document}/state`, "/documents/{slug}/state", {}, { says: "to=in-review" });
    this.written = written;
  }

  async comments() {
    const { walk, author, member, document, editor } = this;
    await walk.open(author, `${document}/1`);
    const on = await walk.link(author, /\/comment\?on=/);
    const said = { text: this.words.text };
    this.comments_ = [];
    for (const who of [author, member]) {
      const told = { ...said, more: "", suggestion: this.words.other };
      this.comments_.push(numbered(await walk.does(who, on, "/documents/{slug}/{version}/comment", told, { says: "act=send" })));
    }
    const [first, other] = this.comments_;
    await walk.open(author, first);
    await walk.does(author, await walk.link(author, /^\/items\/[^/]+\/edit$/), "/items/{number}/edit", said);
    await walk.does(member, `${first}/comment`, "/items/{number}/comment", said, { says: "act=send" });
    await walk.does(member, first, "/items/{number}/endorse");
    await walk.does(member, first, "/items/{number}/endorse/back");
    await walk.does(author, other, "/items/{number}/endorse");
    await walk.does(editor, `${this.at}/clusters`, "/cycles/{slug}/clusters", {}, { says: "act=confirm" });
  }

  async rows() {
    const { walk, author, document } = this;
    const { text, title } = this.words;
    const csv = `MB,Line number,Clause,Paragraph,Type of comment,Comments,Proposed change,Observations\nXX,,1,1,ge,${text},${title},\n`;
    const file = { name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await walk.does(author, `${document}/1/bring`, "/documents/{slug}/{version}/bring", {}, { says: "act=preview", files: { file } });
    await walk.does(author, null, "/documents/{slug}/{version}/bring", {}, { says: "act=file" });
  }

  /** What the captions of the session say: the author is heard, and not heard. */
  speech() {
    const { name, text } = this.words;
    const [author, member] = MEMBERS.map((who) => `${name} ${SURNAMES[who]}`.toUpperCase());
    return `>> ${author}: ${text} (inaudible) ${text}\n>> ${member}: ${text}\n>> ${author}: [indiscernible] ${text}\n`
      + `>> ${member}: ${text}\n>> MODERATOR: I propose that we include item 1 in the next version. What do you say about item 2?\n`;
  }

  /** Words typed by a captioner become the record of a session. */
  async captions() {
    const { walk, secretary, anybody, later } = this;
    await walk.does(secretary, `${later}/captions`, "/sessions/{slug}/captions");
    const captioner = await walk.link(secretary, /^\/captions\//);
    await walk.does(anybody, captioner, "/captions/{secret}/typed", { words: `>> MODERATOR: ${this.words.other}\n` });
    await walk.does(secretary, `${later}/captions/erase`, "/sessions/{slug}/captions/erase");
    await walk.does(anybody, captioner, "/captions/{secret}/typed", { words: this.speech() });
    await walk.does(secretary, `${later}/captions`, "/sessions/{slug}/captions/close");
    await walk.does(secretary, `${later}/captions`, "/sessions/{slug}/captions/open");
    await walk.does(secretary, `${later}/captions`, "/sessions/{slug}/captions/close");
    await walk.does(secretary, `${later}/captions`, "/sessions/{slug}/captions/record");
    await walk.does(secretary, null, "/sessions/{slug}/transcript/import/{id}");
    await walk.does(secretary, `${later}/transcript/import`, "/sessions/{slug}/transcript/take-back");
  }

  /** The record of a session out of a file: who spoke, what was not heard, what was heard wrong. */
  async record() {
    const { walk, rapporteur, author, session } = this;
    const file = { name: "record.txt", mimeType: "text/plain", buffer: Buffer.from(this.speech()) };
    await walk.does(rapporteur, `${session}/transcript/import`, "/sessions/{slug}/transcript/import", {}, { files: { file } });
    await walk.does(rapporteur, null, "/sessions/{slug}/transcript/import/{id}");
    for (let known = 0; known < MEMBERS.length; known += 1) {
      await walk.does(rapporteur, `${session}/transcript/speakers`, "/sessions/{slug}/transcript/speakers", {}, { says: "act=participant" });
    }
    await walk.does(author, `${session}/transcript/4`, "/sessions/{slug}/transcript/{number}/correct", { words: this.words.other }, { says: "act=words" });
    await walk.does(rapporteur, `${session}/transcript/corrections`, "/sessions/{slug}/corrections/{id}", {}, { says: "verdict=yes" });
    // Who makes the record finds that one more passage could not be heard, after its speaker had become known.
    const unheard = { words: `${this.words.text} (inaudible)` };
    await walk.does(rapporteur, `${session}/transcript/2`, "/sessions/{slug}/transcript/{number}/correct", unheard, { says: "act=words" });
    await walk.does(rapporteur, `${session}/transcript/gaps`, "/sessions/{slug}/transcript/gaps");
    await walk.does(this.anybody, await this.post.link("author@example.org", "/supply/"), "/supply/{token}", { words: this.words.text });
  }

  /** From the record to the docket. */
  async heard() {
    const { walk, rapporteur, session } = this;
    await walk.does(rapporteur, `${session}/transcript/findings`, "/sessions/{slug}/transcript/findings", {}, { says: "verdict=" });
    await walk.does(rapporteur, `${session}/passage?first=2&last=2`, "/sessions/{slug}/passage", {}, { says: "act=raise" });
  }

  /** Answers from screening to their letters; what was drafted first goes back once. */
  async answers() {
    const { walk, editor, facilitator, items, comments_ } = this;
    const [first] = items;
    await walk.does(editor, first, "/items/{number}/screen");
    await walk.does(editor, first, "/items/{number}/assign");
    await this.propose(first);
    await walk.does(facilitator, first, "/items/{number}/send-back", { words: this.words.text });
    await this.propose(first);
    await walk.does(editor, comments_[0], "/items/{number}/apply");
    await this.propose(comments_[0]);
    await this.propose(items[2]);
    for (const item of [first, comments_[0], items[2]]) await walk.does(facilitator, item, "/items/{number}/agree", {}, { says: item === comments_[0] ? "^= " : "" });
    await walk.does(facilitator, comments_[0], "/items/{number}/give");
    await walk.does(facilitator, "/queue/publish", "/queue/publish");
  }

  propose(item, told = {}) {
    const declined = { disposition: "declined", reason: this.words.text, old: "", new: "", place: "", target: "", paragraph: "", after: "", passage: "" };
    return this.walk.does(this.editor, item, "/items/{number}/propose", { ...declined, ...told });
  }

  /** One author objects where they are signed in, another is satisfied by the link in the letter. */
  async replies() {
    const { walk, author, anybody, facilitator, items } = this;
    await walk.does(author, items[0], "/items/{number}/reply", { reply: "objects", words: this.words.text });
    await walk.does(facilitator, items[0], "/items/{number}/inquiry", { words: this.words.text, changes: "", disposition: "", reason: "", old: "", new: "", place: "", target: "" });
    await walk.does(anybody, await this.post.link("member@example.org", "/reply/"), "/reply/{token}", { reply: "satisfied" });
    await walk.open(this.secretary, "/outbox");
    const letter = await this.failed();
    await walk.does(this.secretary, letter, "/outbox/{id}/again");
  }

  /** The letter that nobody took. */
  async failed() {
    for (let tries = 0; tries < 100; tries += 1) {
      await this.walk.open(this.secretary, "/outbox");
      const rows = this.secretary.page.locator("main li, main tr, main article").filter({ hasText: REFUSED });
      for (const link of await rows.locator("a[href^='/outbox/']").evaluateAll((all) => all.map((each) => each.getAttribute("href")))) {
        await this.walk.open(this.secretary, link);
        if ((await this.secretary.page.locator("form[action$='/again']").count()) > 0) return link;
      }
    }
    throw new Error(`no letter to ${REFUSED} can be sent again`);
  }

  /** A second version, in which nothing is left of what was commented on. */
  async version() {
    const { walk, secretary, document } = this;
    const { title, other } = this.words;
    await walk.does(secretary, `${document}/edit`, "/documents/{slug}/edit", { text: `# ${title}\n\n${other}\n\n## ${title}\n\n- ${title}\n` }, { says: "act=save" });
  }

  async places() {
    const { walk, author, editor, document } = this;
    await walk.does(author, `${document}/2/places`, "/items/{number}/place", {}, { says: "at=gone" });
    await walk.open(editor, `${document}/2/basis`);
    const block = await walk.link(editor, /\/basis\?block=/);
    await walk.does(editor, block, "/documents/{slug}/{version}/basis", { numbers: this.items[0].slice(7), heard: "", others: "" }, { says: "act=save" });
  }

  async profiles() {
    const { walk, secretary, author } = this;
    await walk.does(author, "/me/profile", "/me/profile");
    await walk.does(author, "/me/tokens", "/me/tokens");
    await walk.does(author, "/me/tokens", "/me/tokens/end");
    const organisations = [];
    for (let count = 0; count < 2; count += 1) organisations.push(await walk.does(secretary, "/organisations", "/organisations"));
    await walk.does(secretary, organisations[0], "/organisations/{id}");
    await walk.does(secretary, organisations[0], "/organisations/{id}/clients", {}, { says: "change=name" });
    await walk.does(author, "/me/profile", "/me/affiliations");
    await walk.does(secretary, author.at, "/participants/{id}/affiliations/confirm");
    await walk.does(secretary, author.at, "/participants/{id}/affiliations", { organisation: organisations[1].split("/").at(-1) });
    await walk.does(secretary, author.at, "/participants/{id}/affiliations/end");
    await walk.does(author, "/me/profile", "/me/affiliations/end");
  }

  /** What takes something back. */
  async regrets() {
    const { walk, secretary, author, later, session, items } = this;
    await walk.does(author, items[1], "/items/{number}/retract", { reason: this.words.text });
    await walk.does(secretary, `${items[1]}/erase`, "/items/{number}/erase");
    await walk.does(secretary, `${later}/edit`, "/sessions/{slug}/call-off");
    await walk.does(author, `${session}/transcript/1/erase`, "/sessions/{slug}/transcript/{number}/erase");
    await walk.does(secretary, this.rapporteur.at, "/participants/{id}/secretariat", {}, { says: "change=name" });
    await walk.does(secretary, this.rapporteur.at, "/participants/{id}/roles/take");
  }

  /** Every item that waits is answered. */
  async answerAll() {
    const { walk, editor, secretary, facilitator, at } = this;
    for (let most = 0; most < 40; most += 1) {
      await walk.open(secretary, `${at}/close`);
      const next = await walk.link(secretary, /^\/items\/[^/]+$/).catch(() => null);
      if (!next) return;
      await walk.open(editor, next);
      if ((await editor.page.locator("form[action$='/propose']").count()) > 0) await this.propose(next);
      await walk.does(facilitator, next, "/items/{number}/agree");
      await walk.does(facilitator, "/queue/publish", "/queue/publish");
    }
    throw new Error("the queue has no end");
  }

  async close() {
    const { walk, secretary, editor, document, at } = this;
    await walk.does(editor, `${document}/2/basis`, "/documents/{slug}/{version}/basis", {}, { says: "act=rest" });
    await walk.does(editor, `${document}/state`, "/documents/{slug}/state", {}, { says: "to=final" });
    await walk.does(secretary, `${at}/close`, "/cycles/{slug}/close");
  }

  async erase() {
    const { walk, secretary, newcomer, member } = this;
    await walk.does(secretary, `${member.at}/erase`, "/participants/{id}/erase");
    await walk.does(newcomer, "/me/data", "/me/erase");
    await walk.does(this.author, "/me", "/sign-out");
  }

  /** A form that was open for too long: 403, and what was typed can be sent again. */
  async stale() {
    const { walk, facilitator } = this;
    await walk.open(facilitator, "/me/profile");
    await facilitator.page.evaluate(() => document.querySelectorAll("input[name=csrf]").forEach((each) => (each.value = "stale")));
    return walk.refused(facilitator, "/me/profile", 403, { about: this.words.text });
  }

  /** Letters asked for again and again: 429. */
  async tooOften() {
    const { walk, anybody } = this;
    const told = { address: "often@example.org" };
    for (let most = 0; most < 50; most += 1) {
      await walk.open(anybody, "/sign-in");
      const wrong = await walk.refused(anybody, "/sign-in", 429, told).catch((error) => error);
      if (!(wrong instanceof Error)) return wrong;
    }
    throw new Error("nobody is told that it is too often");
  }

  /** A disk that takes nothing more: every page can be read, and who writes is told so with 503. */
  async readOnly() {
    const { walk, facilitator } = this;
    this.served.fill();
    await walk.open(facilitator, "/me/profile");
    return walk.refused(facilitator, "/me/profile", 503);
  }
}

/** The item that a page after sending speaks of. */
function numbered(at) {
  const number = /[?&]number=([^&]+)/.exec(at)?.[1] ?? /^\/items\/([^/?]+)/.exec(at)?.[1];
  if (!number) throw new Error(`${at} names no item`);
  return `/items/${number}`;
}
