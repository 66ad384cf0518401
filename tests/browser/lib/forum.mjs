// The forum under test: its address and one sign-in link per role, as `plenary demo --json` prints them.

export class Forum {
  constructor(address, links) {
    this.address = address.replace(/\/$/, "");
    this.links = links;
  }

  /** Reads the line; the links stand under "links", by role. */
  static read(line) {
    const { address, links } = JSON.parse(line);
    if (typeof address !== "string" || typeof links !== "object") {
      throw new Error(`the forum's line needs "address" and "links": ${line}`);
    }
    return new Forum(address, links);
  }

  /** Signs a page in as a role: the link shows a button, the button uses it up. */
  async signIn(page, role) {
    const link = this.links[role];
    if (!link) throw new Error(`no sign-in link for ${role}; there are: ${Object.keys(this.links).join(", ")}`);
    await page.goto(new URL(link, this.address).href);
    await page.locator("main form button").first().click();
  }
}
