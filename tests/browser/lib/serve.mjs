// Starts forums of the program under test, each in a folder of its own, and ends them.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A forum opens within this. */
const START_MILLISECONDS = 30_000;

/** The program: PLENARY_TEST_PROGRAM, or the one that `cargo build` left in this clone. */
export function program() {
  return process.env.PLENARY_TEST_PROGRAM ?? fileURLToPath(new URL("../../../target/debug/plenary", import.meta.url));
}

export class Served {
  constructor(server, folder, address, link) {
    this.server = server;
    this.folder = folder;
    this.address = address;
    this.link = link;
  }

  /** A forum with nothing in it but its first secretary. name: what it is called; smtp: the relay for its letters. */
  static async empty({ name, secretary, smtp }) {
    const folder = mkdtempSync(join(tmpdir(), "plenary-forum-"));
    const address = `http://127.0.0.1:${await freePort()}`;
    const told = ["--name", name, "--address", "forum@example.org", "--secretary", secretary, "--public-url", address];
    const line = execFileSync(program(), ["init", join(folder, "data"), ...told, "--json"], { encoding: "utf8" });
    const { sign_in_link: link } = JSON.parse(line);
    const served = new Served(null, folder, address, link);
    await served.start(["serve", "--data", join(folder, "data"), "--listen", address.slice(7), "--smtp", smtp]);
    return served;
  }

  /** Starts the server and waits until it is open. A write beyond the limit of `fill` is an error to it, as on a full disk, and no end. */
  async start(words) {
    const ignored = 'trap "" XFSZ; exec "$0" "$@"';
    this.server = spawn("sh", ["-c", ignored, program(), ...words], { stdio: ["ignore", "pipe", "ignore"] });
    const [said] = await once(this.server.stdout, "data", { signal: AbortSignal.timeout(START_MILLISECONDS) });
    this.server.stdout.resume();
    if (!String(said).includes(this.address)) throw new Error(`${words[0]} is not open at ${this.address}: ${said}`);
  }

  /** From now on nothing can be written. */
  fill() {
    execFileSync("prlimit", ["--pid", String(this.server.pid), "--fsize=1:1"]);
  }

  async stop() {
    const gone = new Promise((ended) => this.server.once("exit", ended));
    this.server.kill();
    await gone;
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
