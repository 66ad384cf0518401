//! Checkpoints (c2sp.org/tlog-checkpoint): the size and root of a ledger, signed.

use crate::key::{SigningKey, VerifyingKey};
use crate::note::{self, BadNote};
use crate::tree::{Frontier, Hash};

/// What a forum signs: its ledger had this size and this root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ledger's name, which is also its key's name.
    pub origin: String,
    /// How many lines.
    pub size: u64,
    /// The root of the tree over these lines.
    pub root: Hash,
    /// Further signed lines without a meaning to this crate; the specification advises none.
    pub extensions: Vec<String>,
}

/// Why a text is not a checkpoint one can rely on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// The note around it does not hold.
    #[error(transparent)]
    Note(#[from] BadNote),
    /// The signed text is not a checkpoint.
    #[error("the signed text is not a checkpoint: origin, size and root on three lines")]
    Malformed,
    /// Signed, but by the key of another ledger.
    #[error("this checkpoint of {0} is not signed by the key of that name")]
    Origin(String),
}

impl Checkpoint {
    /// The head of a ledger at its present size.
    pub fn of(origin: &str, frontier: &Frontier) -> Checkpoint {
        let (size, root) = (frontier.size(), frontier.root());
        Checkpoint {
            origin: origin.to_string(),
            size,
            root,
            extensions: Vec::new(),
        }
    }

    /// The signed note; the key must bear the name of the origin.
    pub fn sign(&self, key: &SigningKey) -> Result<String, BadCheckpoint> {
        if key.name() != self.origin {
            return Err(BadCheckpoint::Origin(self.origin.clone()));
        }
        if self
            .extensions
            .iter()
            .any(|line| line.is_empty() || line.contains('\n'))
        {
            return Err(BadCheckpoint::Malformed);
        }
        Ok(note::sign(&self.write(), &[key])?)
    }

    /// Reads a signed note and checks that the key of its origin signed it.
    pub fn open(note: &str, keys: &[VerifyingKey]) -> Result<Checkpoint, BadCheckpoint> {
        let opened = note::open(note, keys)?;
        let checkpoint = Checkpoint::read(opened.text).ok_or(BadCheckpoint::Malformed)?;
        match opened
            .signers
            .iter()
            .any(|key| key.name() == checkpoint.origin)
        {
            true => Ok(checkpoint),
            false => Err(BadCheckpoint::Origin(checkpoint.origin)),
        }
    }

    /// The text that is signed.
    fn write(&self) -> String {
        let extensions: String = self
            .extensions
            .iter()
            .map(|line| format!("{line}\n"))
            .collect();
        format!(
            "{}\n{}\n{}\n{extensions}",
            self.origin, self.size, self.root
        )
    }

    fn read(text: &str) -> Option<Checkpoint> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines
            .next()
            .filter(|origin| !origin.is_empty())?
            .to_string();
        let size = read_decimal(lines.next()?)?;
        let root = lines.next()?.parse().ok()?;
        let extensions: Vec<String> = lines.map(str::to_string).collect();
        let whole = extensions.iter().all(|line| !line.is_empty());
        whole.then_some(Checkpoint {
            origin,
            size,
            root,
            extensions,
        })
    }
}

/// A number in its one spelling: digits without leading zeroes.
pub(crate) fn read_decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
