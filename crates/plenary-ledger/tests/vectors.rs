//! The published test vectors of the formats: RFC 6962 trees and proofs, signed notes.

use plenary_ledger::*;

/// Leaves of the reference tree in google/certificate-transparency (cpp/log/merkle_tree_test.cc),
/// repeated in transparency-dev/merkle (testonly/constants.go).
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
/// Roots over the first 0 to 8 of these leaves, from the same files.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let pairs = hexadecimal.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn hash(hexadecimal: &str) -> Hash {
    Hash(bytes(hexadecimal).try_into().unwrap())
}

fn leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect()
}

struct Tree(Vec<Hash>);

impl Tiles for Tree {
    fn hashes(&self, level: u8, start: u64, count: usize) -> Vec<Hash> {
        assert_eq!(level, 0, "a tree of eight leaves has no full tile");
        self.0[start as usize..][..count].to_vec()
    }
}

#[test]
fn roots_are_those_of_the_reference_tree() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), hash(ROOTS[0]));
    for (leaf, root) in leaves().into_iter().zip(&ROOTS[1..]) {
        frontier.push(leaf);
        assert_eq!(frontier.root(), hash(root));
    }
}

/// Inclusion proofs (index, size, path) from cpp/log/merkle_tree_test.cc.
#[test]
fn inclusion_proofs_are_those_of_the_reference_tree() {
    let cases: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            3,
            &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
        ),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    let tree = Tree(leaves());
    for (index, size, path) in cases {
        let path: Vec<Hash> = path.iter().map(|text| hash(text)).collect();
        assert_eq!(
            inclusion_proof(&TileNodes(&tree), index, size),
            Ok(path.clone())
        );
        let root = hash(ROOTS[size as usize]);
        assert_eq!(
            verify_inclusion(&tree.0[index as usize], index, size, &path, &root),
            Ok(())
        );
    }
}

/// Consistency proofs (old, new, proof) from cpp/log/merkle_tree_test.cc.
#[test]
fn consistency_proofs_are_those_of_the_reference_tree() {
    let cases: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    let tree = Tree(leaves());
    for (old, new, proof) in cases {
        let proof: Vec<Hash> = proof.iter().map(|text| hash(text)).collect();
        assert_eq!(
            consistency_proof(&TileNodes(&tree), old, new),
            Ok(proof.clone())
        );
        let (first, second) = (hash(ROOTS[old as usize]), hash(ROOTS[new as usize]));
        assert_eq!(
            verify_consistency((old, &first), (new, &second), &proof),
            Ok(())
        );
    }
}

/// Keys, text and signatures of golang.org/x/mod/sumdb/note (note_test.go).
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

#[test]
fn a_note_is_signed_as_the_go_checksum_database_signs_it() {
    let key = SigningKey::read_secret(PETER_SECRET).unwrap();
    assert_eq!(key.verifying_key().to_string(), PETER);
    assert_eq!(key.write_secret(), PETER_SECRET);
    assert_eq!(
        note::sign(TEXT, &[&key]).unwrap(),
        format!("{TEXT}\n{PETER_LINE}")
    );
}

#[test]
fn a_note_opens_when_all_known_keys_agree() {
    let keys: Vec<VerifyingKey> = vec![PETER.parse().unwrap(), ENOCH.parse().unwrap()];
    let both = format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}");
    assert_eq!(note::open(&both, &keys).unwrap().signers.len(), 2);
    let opened = note::open(&both, &keys[..1]).unwrap();
    assert_eq!((opened.text, opened.signers.len()), (TEXT, 1));
    assert_eq!(note::open(&both, &[]), Err(BadNote::NoKnownKey));
    let spoiled = format!("{TEXT}\n{}ABCD{}", &PETER_LINE[..60], &PETER_LINE[60..]);
    assert_eq!(
        note::open(&spoiled, &keys),
        Err(BadNote::Signature("PeterNeumann".into()))
    );
}

/// The malformed notes of note_test.go.
#[test]
fn malformed_notes_are_refused() {
    let keys: Vec<VerifyingKey> = vec![PETER.parse().unwrap()];
    let bad = [
        TEXT.to_string(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", &PETER_LINE[..PETER_LINE.len() - 1]),
        format!("\x01{TEXT}\n{PETER_LINE}"),
        format!("{TEXT}\n— Bad Name {}", &PETER_LINE[17..]),
        format!("{TEXT}\n{PETER_LINE}Unexpected line.\n"),
        format!("{TEXT}\n{}", PETER_LINE.repeat(101)),
    ];
    for note in bad {
        assert_eq!(note::open(&note, &keys), Err(BadNote::Malformed), "{note}");
    }
}

/// As note_test.go does: every part of a key and every changed letter is refused.
#[test]
fn mangled_keys_are_refused() {
    for key in [PETER, PETER_SECRET] {
        let refused = |text: &str| {
            text.parse::<VerifyingKey>().is_err() && SigningKey::read_secret(text).is_err()
        };
        for start in 0..key.len() {
            for end in start..=key.len() {
                assert!(
                    (start, end) == (0, key.len()) || refused(&key[start..end]),
                    "{start} {end}"
                );
            }
            let mut changed = key.as_bytes().to_vec();
            changed[start] += 1;
            assert!(refused(str::from_utf8(&changed).unwrap()), "{start}");
        }
    }
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert!(long.parse::<VerifyingKey>().is_err());
    let other = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(other.parse::<VerifyingKey>(), Err(BadKey::Algorithm));
}

/// A note of a ledger that others run: the Go checksum database at 63,096,908 records, under the
/// key pinned in the Go toolchain (cmd/go/internal/modfetch/key.go).
#[test]
fn a_note_of_the_go_checksum_database_opens() {
    let key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let keys: Vec<VerifyingKey> = vec![key.parse().unwrap()];
    let note = "go.sum database tree\n63096908\n8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=\n\n— sum.golang.org Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk=\n";
    assert_eq!(note::open(note, &keys).unwrap().signers.len(), 1);
    let grown = note.replace("63096908", "63096909");
    assert_eq!(
        note::open(&grown, &keys),
        Err(BadNote::Signature("sum.golang.org".into()))
    );
    // its origin is not the name of its key, which our ledgers demand
    let refused = Checkpoint::open(note, &keys);
    assert_eq!(
        refused,
        Err(BadCheckpoint::Origin("go.sum database tree".into()))
    );
}

/// The leaf of transparency-dev/tessera v1.0.0 in that database (tessera, cmd/tlog-verify/README.md).
#[test]
fn a_leaf_of_the_go_checksum_database_has_its_published_hash() {
    let leaf = "github.com/transparency-dev/tessera v1.0.0 h1:4OT1V9xJLa5NnYlFWWlCdZkCm18/o12rdd+bCTje7XE=\ngithub.com/transparency-dev/tessera v1.0.0/go.mod h1:TLvfjlkbmsmKVEJUtzO2eb9Q2IBnK3EJ0dI4G0oxEOU=\n";
    let published = "D6V8URw7L/zAoFrWMXJWjSZar5hE6bY2oJeHlTlvKrE=";
    assert_eq!(leaf_hash(leaf.as_bytes()).to_string(), published);
}

#[test]
fn a_checkpoint_signs_and_opens() {
    let key = SigningKey::from_seed("forum.example/ledger", &[7; 32]).unwrap();
    let mut frontier = Frontier::new();
    leaves().into_iter().for_each(|leaf| frontier.push(leaf));
    let checkpoint = Checkpoint::of("forum.example/ledger", &frontier);
    let note = checkpoint.sign(&key).unwrap();
    assert!(note.starts_with("forum.example/ledger\n8\nXcnaeacGWamtVZy3Ad7Zoqudgjqt"));
    assert_eq!(
        Checkpoint::open(&note, &[key.verifying_key()]),
        Ok(checkpoint)
    );
}
