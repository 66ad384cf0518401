"""A second verifier of an exported ledger, after the formats in the README; Python's standard library only.

Usage: second_verifier.py FOLDER. Prints one JSON object; exit code 0 means consistent.
Signatures are checked only where the package `cryptography` can be imported; "signatures" says so.
"""
import base64, hashlib, json, pathlib, sys

folder = pathlib.Path(sys.argv[1]) / "ledger"
problems, seals, erased, words, peaks, size, withheld, agreed, signed = [], {}, {}, {}, [], 0, 0, 0, -1
sha = lambda data: hashlib.sha256(data).digest()
unurl = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
compact = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))

def objects(value):
    """Every object in an event, in order."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)

def root():
    if not peaks:
        return sha(b"")
    found = peaks[-1]
    for left in reversed(peaks[:-1]):
        found = sha(b"\1" + left + found)
    return found

def check_signature(note, text):
    """None without `cryptography`; otherwise whether a key of key.txt signed this text."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    for key in (folder / "key.txt").read_text("utf-8").splitlines():
        name, _, public = key.split("+", 2)
        public = base64.b64decode(public)
        for line in note[len(text) + 1:].splitlines():
            dash, signer, signature = line.split(" ")
            signature = base64.b64decode(signature)
            if (dash, signer, signature[:4]) == ("—", name, sha(name.encode() + b"\n" + public)[:4]):
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], text.encode())
                return name == text.split("\n")[0]
    return False

checkpoints, signatures = {}, "checked"
for path in sorted((folder / "checkpoints").glob("*.txt")):
    note = path.read_bytes().decode("utf-8")
    text = note[:note.rindex("\n\n") + 1]
    try:
        good = check_signature(note, text)
    except Exception:  # cryptography's InvalidSignature, or a note that is not one
        good = False
    signatures = "not checked" if good is None else signatures
    problems += [f"{path.name}: bad signature"] if good is False else []
    checkpoints.setdefault(int(text.split("\n")[1]), []).append((path.name, text.split("\n")[2]))

def compare():
    global agreed, signed
    for name, claimed in checkpoints.pop(size, []):
        good = base64.b64decode(claimed) == root()
        agreed, signed = agreed + good, size if good else signed
        problems.extend([] if good else [f"{name}: the first {size} lines have another root"])

for row in (folder / "lines.jsonl").read_bytes().split(b"\n")[:-1]:
    line = json.loads(row)
    if list(line) == ["withheld"]:
        leaf, withheld = base64.b64decode(line["withheld"]), withheld + 1
    else:
        leaf = sha(b"\0" + row)
        if list(line) != ["seq", "at", "by", "room", "event"] or line["seq"] != size:
            problems.append(f"line {size}: wrong number or keys")
        for inner in objects(line["event"]):
            if "seal" in inner:
                seals.setdefault(inner["seal"], size)
            for seal in inner.get("erases", []):
                erased.setdefault(seal, size)
                if seals.get(seal, size) >= size and not withheld:
                    problems.append(f"line {size}: erases what was never sealed")
    compare()
    for _ in range((~size & size + 1).bit_length() - 1):  # as many as size has ones at its end
        leaf = sha(b"\1" + peaks.pop() + leaf)
    peaks.append(leaf)
    size += 1
compare()
problems += [] if signed == size else ["no checkpoint covers the last lines"]
problems += [f"{name}: signs {at} lines, {size} are here" for at, all_ in checkpoints.items() for name, _ in all_]

for number, row in enumerate((folder / "words.jsonl").read_bytes().split(b"\n")[:-1], 1):
    kept = json.loads(row)
    if not kept.get("withheld"):
        data = kept["text"].encode() if "text" in kept else base64.b64decode(kept["base64"])
        if sha(b"plenary words v1\n" + unurl(kept["salt"]) + data) != unurl(kept["seal"]):
            problems.append(f"words row {number}: not what was sealed")
            continue
    if kept["seal"] not in seals or kept["seal"] in words or compact(kept).encode() != row:
        problems.append(f"words row {number}: not sealed by a line, given twice or misspelled")
    words[kept["seal"]] = bool(kept.get("withheld"))

gone = {seal for seal in seals if words.get(seal, True)}
recorded = {seal for seal in gone if erased.get(seal, -1) > seals[seal]}
missing = gone - recorded - set(words)
problems += [f"line {seals[seal]}: words {seal} are missing" for seal in missing]
problems += [f"line {erased[seal]}: erased words are still here" for seal in erased if words.get(seal) is False]
report = {
    "consistent": not problems, "entries": size, "withheld": withheld,
    "words_present": sum(not hidden for hidden in words.values()), "erased_with_record": len(recorded),
    "missing": len(missing), "checkpoints_checked": agreed, "root": base64.b64encode(root()).decode(),
    "signatures": signatures, "problems": problems,
}
print(compact(report))
sys.exit(0 if report["consistent"] else 1)
