//! Receipts (c2sp.org/tlog-proof@v1): a contributor's own proof that a line is in the ledger.

use crate::checkpoint::{BadCheckpoint, Checkpoint, read_decimal};
use crate::encoding;
use crate::key::VerifyingKey;
use crate::line::{BadLine, Line};
use crate::note::NOTE_BYTES;
use crate::proof::{BadProof, NoProof, Nodes, inclusion_proof, verify_inclusion};
use crate::rows::{BadRow, WordsRow};
use crate::tree::{Hash, leaf_hash};

const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// A proof that one line stands in a signed ledger; the file name ends in `.tlog-proof`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The line's position in the ledger.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling upwards.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
    /// Further bytes, not protected by the format; [`Carried`] says how Plenary uses them.
    pub extra: Vec<u8>,
}

/// The line and words a receipt brings along as its extra, so that one file can be checked alone.
///
/// Written as the line, a line break, then each row of words with a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The exact text of the line.
    pub line: String,
    /// The words it seals, as far as the holder of the receipt has them.
    pub words: Vec<WordsRow>,
}

/// What a receipt that holds proves: this line is in the ledger of this checkpoint.
#[derive(Debug, Clone)]
pub struct Witnessed {
    /// The line.
    pub line: Line,
    /// The signed head of the ledger that has it.
    pub checkpoint: Checkpoint,
}

/// Why a receipt does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReceipt {
    /// It is not built as a receipt.
    #[error("this is not a receipt: {0}")]
    Malformed(&'static str),
    /// Its checkpoint cannot be relied on.
    #[error("the checkpoint of the receipt does not hold: {0}")]
    Checkpoint(#[from] BadCheckpoint),
    /// The line is not the one the receipt was made for, or the proof was changed.
    #[error("the receipt does not prove this line: {0}")]
    Proof(#[from] BadProof),
    /// The line is not a line of a ledger.
    #[error(transparent)]
    Line(#[from] BadLine),
    /// The line says another number than the receipt.
    #[error("the line calls itself number {line}, the receipt number {receipt}")]
    Number { line: u64, receipt: u64 },
    /// The words it carries are not those the line seals.
    #[error("the words in the receipt are not those the line sealed: {0}")]
    Words(String),
}

impl Receipt {
    /// The receipt of line `index` under this signed checkpoint of a ledger of `size` lines.
    pub fn of(
        nodes: &impl Nodes,
        index: u64,
        size: u64,
        checkpoint: &str,
    ) -> Result<Receipt, NoProof> {
        let proof = inclusion_proof(nodes, index, size)?;
        Ok(Receipt {
            index,
            proof,
            checkpoint: checkpoint.to_string(),
            extra: Vec::new(),
        })
    }

    /// The text of the receipt.
    pub fn write(&self) -> String {
        let extra = match self.extra.is_empty() {
            true => String::new(),
            false => format!("extra {}\n", encoding::standard(&self.extra)),
        };
        let proof: String = self.proof.iter().map(|hash| format!("{hash}\n")).collect();
        format!(
            "{HEADER}{extra}index {}\n{proof}\n{}",
            self.index, self.checkpoint
        )
    }

    /// Reads the text of a receipt; nothing of it is proven before it is verified.
    pub fn read(text: &str) -> Result<Receipt, BadReceipt> {
        let rest = text
            .strip_prefix(HEADER)
            .ok_or(BadReceipt::Malformed("its first line"))?;
        let (head, checkpoint) = rest
            .split_once("\n\n")
            .ok_or(BadReceipt::Malformed("no checkpoint"))?;
        let mut lines = head.split('\n').peekable();
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => read_extra(line)?,
            None => Vec::new(),
        };
        let index = lines
            .next()
            .and_then(|line| read_decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(BadReceipt::Malformed("the line with the index"))?;
        let proof: Result<Vec<Hash>, _> = lines.take(65).map(str::parse).collect();
        let proof = proof.map_err(|_| BadReceipt::Malformed("the hashes of the proof"))?;
        match proof.len() <= 64 && checkpoint.len() <= NOTE_BYTES {
            true => Ok(Receipt {
                index,
                proof,
                checkpoint: checkpoint.to_string(),
                extra,
            }),
            false => Err(BadReceipt::Malformed("it is too long")),
        }
    }

    /// Checks the signature and that exactly these bytes are the line at this index.
    pub fn verify(&self, line: &[u8], keys: &[VerifyingKey]) -> Result<Checkpoint, BadReceipt> {
        let checkpoint = Checkpoint::open(&self.checkpoint, keys)?;
        let leaf = leaf_hash(line);
        verify_inclusion(
            &leaf,
            self.index,
            checkpoint.size,
            &self.proof,
            &checkpoint.root,
        )?;
        Ok(checkpoint)
    }

    /// The line and words in the extra, still unproven.
    pub fn carried(&self) -> Result<Carried, BadReceipt> {
        let text = str::from_utf8(&self.extra).map_err(|_| BadReceipt::Malformed("its extra"))?;
        let text = text
            .strip_suffix('\n')
            .ok_or(BadReceipt::Malformed("it carries no line"))?;
        let mut rows = text.split('\n');
        let line = rows.next().unwrap_or_default().to_string();
        let words: Result<Vec<WordsRow>, BadRow> = rows.map(WordsRow::read).collect();
        Ok(Carried {
            line,
            words: words.map_err(|bad| BadReceipt::Words(bad.to_string()))?,
        })
    }
}

impl Carried {
    /// The bytes that go into [`Receipt::extra`].
    pub fn write(&self) -> Vec<u8> {
        let rows: String = self.words.iter().map(|row| row.write() + "\n").collect();
        format!("{}\n{rows}", self.line).into_bytes()
    }

    /// Checks that every row of words is sealed by the line; a row without words says nothing that could be wrong.
    fn check(&self, line: &Line) -> Result<(), BadReceipt> {
        let seals = line.seals()?;
        for row in &self.words {
            let fits = row
                .shown()
                .is_none_or(|(salt, words)| row.seal.matches(salt, words));
            if !fits || !seals.contains(&row.seal) {
                return Err(BadReceipt::Words(format!("see the seal {}", row.seal)));
            }
        }
        Ok(())
    }
}

/// Checks offline that this receipt proves this line, under the published key of the forum.
pub fn verify_receipt(
    receipt: &str,
    line: &[u8],
    key: &VerifyingKey,
) -> Result<Witnessed, BadReceipt> {
    let receipt = Receipt::read(receipt)?;
    let checkpoint = receipt.verify(line, std::slice::from_ref(key))?;
    let text = str::from_utf8(line).map_err(|error| BadLine::Malformed(error.to_string()))?;
    let line = Line::read(text)?;
    match line.seq == receipt.index {
        true => Ok(Witnessed { line, checkpoint }),
        false => Err(BadReceipt::Number {
            line: line.seq,
            receipt: receipt.index,
        }),
    }
}

/// Checks a receipt that carries its line and words; every byte of the file then counts.
pub fn verify_receipt_alone(
    receipt: &str,
    key: &VerifyingKey,
) -> Result<(Witnessed, Carried), BadReceipt> {
    let carried = Receipt::read(receipt)?.carried()?;
    let witnessed = verify_receipt(receipt, carried.line.as_bytes(), key)?;
    carried.check(&witnessed.line)?;
    Ok((witnessed, carried))
}

fn read_extra(line: &str) -> Result<Vec<u8>, BadReceipt> {
    let bytes = line
        .strip_prefix("extra ")
        .and_then(encoding::from_standard);
    bytes
        .filter(|bytes| !bytes.is_empty())
        .ok_or(BadReceipt::Malformed("its extra"))
}
