// Counts checks and prints each as a line of the Test Anything Protocol.

/** What a check found: true or an empty list is fine; anything else is wrong and is printed. */
function isFine(found) {
  return found === true || (Array.isArray(found) && found.length === 0);
}

function inWords(found) {
  if (found instanceof Error) return found.stack ?? String(found);
  return typeof found === "string" ? found : JSON.stringify(found, null, 1) ?? String(found);
}

export class Tally {
  passed = 0;
  failed = 0;

  constructor(print) {
    this.print = print;
  }

  /** Counts one check; `found` is true, a list of what is wrong, or an error. */
  check(what, found) {
    const number = this.passed + this.failed + 1;
    if (isFine(found)) {
      this.passed += 1;
      this.print(`ok ${number} - ${what}`);
      return;
    }
    this.failed += 1;
    this.print(`not ok ${number} - ${what}`);
    for (const line of inWords(found).split("\n")) this.print(`#   ${line}`);
  }
}
