//! Any text as each thing that a ledger's folder holds: refused, or written again as it came.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plenary_ledger::{Checkpoint, Entry, Line, Receipt, Verifier, WordsRow};

fuzz_target!(|text: &str| {
    let _ = Checkpoint::open(text, &[]);
    if let Ok(line) = Line::read(text) {
        assert_eq!(line.write(), text);
        let _ = (line.seals(), line.erases());
    }
    if let Ok(receipt) = Receipt::read(text) {
        assert_eq!(Receipt::read(&receipt.write()).as_ref(), Ok(&receipt));
        let _ = (receipt.verify(text.as_bytes(), &[]), receipt.carried());
    }
    let _ = WordsRow::read(text);
    let mut verifier = Verifier::with_keys_found(Vec::new());
    for row in text.lines() {
        match Entry::read(row) {
            Ok(entry) => verifier.line(entry),
            Err(_) => verifier.unreadable(row.as_bytes(), "no row"),
        }
    }
    verifier.checkpoint(text);
    verifier.finish();
});
