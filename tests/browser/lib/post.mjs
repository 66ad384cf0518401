// A mail server of the test's own: takes the forum's letters, and refuses those to one address.
import { once } from "node:events";
import { createServer } from "node:net";

/** A letter comes within this after the one before. */
const WAIT_MILLISECONDS = 15_000;

export class Post {
  /** Every letter taken: { to, text }. */
  letters = [];

  constructor(server, refused) {
    this.server = server;
    this.refused = refused;
    server.on("connection", (line) => this.serve(line));
  }

  /** refused: the address whose letters are turned away for good. */
  static async open(refused) {
    const post = new Post(createServer(), refused);
    await new Promise((ready) => post.server.listen(0, "127.0.0.1", ready));
    return post;
  }

  get url() {
    return `smtp://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.close();
  }

  serve(line) {
    let [held, letter, to] = ["", null, ""];
    line.setEncoding("utf8");
    line.on("error", () => {});
    line.write("220 post\r\n");
    const said = (words) => {
      if (/^EHLO|^HELO/i.test(words)) return "250 post";
      if (/^RCPT/i.test(words)) to = /<(.*)>/.exec(words)?.[1] ?? "";
      if (/^RCPT/i.test(words) && to === this.refused) return "550 5.1.1 nobody lives here";
      if (/^DATA/i.test(words)) return (letter = []), "354 go on";
      return /^QUIT/i.test(words) ? "221 bye" : "250 fine";
    };
    line.on("data", (part) => {
      held += part;
      const lines = held.split("\r\n");
      held = lines.pop();
      for (const words of lines) {
        if (letter === null) line.write(`${said(words)}\r\n`);
        else if (words !== ".") letter.push(words.replace(/^\./, ""));
        else {
          this.letters.push({ to, text: readable(letter.join("\n")) });
          letter = null;
          this.server.emit("letter");
          line.write("250 taken\r\n");
        }
      }
    });
  }

  /** The path of the newest link to somebody that begins so; waits until it has come. */
  async link(to, begins) {
    for (;;) {
      const paths = this.paths(begins, to);
      if (paths.length > 0) return paths.at(-1);
      await once(this.server, "letter", { signal: AbortSignal.timeout(WAIT_MILLISECONDS) }).catch(() => {
        throw new Error(`no letter to ${to} with a link to ${begins}`);
      });
    }
  }

  /** Every path of a link in the letters that begins so, oldest first; of one person or of all. */
  paths(begins, to) {
    const mine = this.letters.filter((letter) => !to || letter.to === to);
    const links = mine.flatMap(({ text }) => [...text.matchAll(/https?:\/\/[^/\s]+(\/[^\s<>"]+)/g)].map((found) => found[1]));
    return links.filter((path) => path.startsWith(begins));
  }
}

/** Soft line ends and =XX taken back, and base64 read: enough to find a link. */
function readable(text) {
  const plain = text.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const packed = /base64\n(?:[^\n]+\n)*\n([A-Za-z0-9+/=\n]+)/.exec(text);
  return packed ? plain + Buffer.from(packed[1], "base64").toString("utf8") : plain;
}
