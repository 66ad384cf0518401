//! Proposes clusters of near-identical short texts, in any script: likely duplicates and campaigns, for people to confirm.
use crate::pair::Table;
use crate::words::{finish, segment};
use std::collections::BTreeSet;

/// Words of a shingle. Three tell one sentence from another and survive a changed word nearby.
const SHINGLE: usize = 3;

/// The signature: so many bands of so many rows. Texts that share 60 % of their shingles meet in a band with a chance
/// of 99 %, those that share 20 % with 15 % (1 - (1 - share^rows)^bands); who meets is then compared in full.
const BANDS: usize = 20;
const ROWS: usize = 3;

/// Share of common shingles from which two texts are proposed as the same.
pub const ALIKE_FROM: f64 = 0.5;

/// Most texts of one band that are compared with each other; in a larger crowd each is compared with the first.
const MOST_IN_BAND: usize = 30;

/// A proposed cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Indices of its texts in the list given, rising.
    pub texts: Vec<usize>,
    /// Whether all say the same words.
    pub verbatim: bool,
}

/// Clusters texts that share at least [`ALIKE_FROM`] of their word groups with another of the cluster. The same list
/// gives the same clusters, in the order of their first text; texts without words belong to none.
pub fn near_duplicates(texts: &[impl AsRef<str>]) -> Vec<Cluster> {
    let shingles: Vec<Vec<u64>> = texts.iter().map(|text| shingles(text.as_ref())).collect();
    let mut families = Families::of(texts.len());
    for band in 0..BANDS {
        for crowd in crowds(&shingles, band) {
            join_alike(&shingles, &crowd, &mut families);
        }
    }
    families.clusters(&shingles)
}

/// The distinct word groups of a text, as sorted hashes; a text shorter than a group is one group.
fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = segment(text).into_iter().map(|word| word.hash).collect();
    let hash = |group: &[u64]| {
        group.iter().fold(group.len() as u64, |hash, word| {
            finish(hash.rotate_left(5) ^ word)
        })
    };
    let mut shingles: Vec<u64> = match words.len() {
        0 => Vec::new(),
        1..=SHINGLE => vec![hash(&words)],
        _ => words.windows(SHINGLE).map(hash).collect(),
    };
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// The smallest hash of a set under one of many orders (Broder's min-wise sampling).
fn least(shingles: &[u64], order: usize) -> u64 {
    let salt = finish(order as u64 + 1);
    shingles
        .iter()
        .map(|shingle| finish(shingle ^ salt))
        .min()
        .unwrap_or(0)
}

/// Texts whose signatures agree in a band.
fn crowds(shingles: &[Vec<u64>], band: usize) -> Vec<Vec<usize>> {
    let mut by_key: Table<Vec<usize>> = Table::default();
    for (text, set) in shingles
        .iter()
        .enumerate()
        .filter(|(_, set)| !set.is_empty())
    {
        let key =
            (band * ROWS..(band + 1) * ROWS).fold(0, |key, order| finish(key ^ least(set, order)));
        by_key.entry(key).or_default().push(text);
    }
    let mut crowds: Vec<Vec<usize>> = by_key
        .into_values()
        .filter(|crowd| crowd.len() > 1)
        .collect();
    crowds.sort_unstable();
    crowds
}

fn join_alike(shingles: &[Vec<u64>], crowd: &[usize], families: &mut Families) {
    for (place, one) in crowd.iter().enumerate() {
        let others = if crowd.len() <= MOST_IN_BAND {
            &crowd[..place]
        } else {
            &crowd[..place.min(1)]
        };
        for other in others {
            if families.head(*one) != families.head(*other)
                && likeness(&shingles[*one], &shingles[*other]) >= ALIKE_FROM
            {
                families.join(*one, *other);
            }
        }
    }
}

/// Common elements over all elements of two sorted sets.
fn likeness(one: &[u64], other: &[u64]) -> f64 {
    let common = one
        .iter()
        .filter(|shingle| other.binary_search(shingle).is_ok())
        .count();
    common as f64 / (one.len() + other.len() - common).max(1) as f64
}

/// Which texts belong together so far; each family is named by its first text.
struct Families {
    parent: Vec<usize>,
}

impl Families {
    fn of(texts: usize) -> Families {
        Families {
            parent: (0..texts).collect(),
        }
    }

    fn head(&mut self, text: usize) -> usize {
        let mut at = text;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.head(one), self.head(other));
        self.parent[one.max(other)] = one.min(other);
    }

    fn clusters(mut self, shingles: &[Vec<u64>]) -> Vec<Cluster> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); shingles.len()];
        for text in 0..shingles.len() {
            members[self.head(text)].push(text);
        }
        let is_verbatim = |texts: &[usize]| {
            texts
                .iter()
                .map(|text| &shingles[*text])
                .collect::<BTreeSet<_>>()
                .len()
                == 1
        };
        members
            .into_iter()
            .filter(|texts| texts.len() > 1)
            .map(|texts| Cluster {
                verbatim: is_verbatim(&texts),
                texts,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(texts: &[&str]) -> Vec<Vec<usize>> {
        near_duplicates(texts)
            .into_iter()
            .map(|cluster| cluster.texts)
            .collect()
    }

    #[test]
    fn letters_of_a_campaign_meet_and_others_stay_apart() {
        let campaign = "We ask the forum to keep the paragraph on vulnerability disclosure, because researchers need safe harbour and clear rules in every country";
        let signed = format!("{campaign}. Kind regards, Ana from Lisbon");
        let texts = [
            campaign,
            "Please define cybersecurity before you use the word in the title of the paper and in its summary",
            &signed,
            "Thank you for the draft",
        ];
        assert_eq!(clusters(&texts), [[0, 2]]);
    }

    #[test]
    fn campaigns_are_seen_in_scripts_without_spaces() {
        let texts = [
            "我们要求论坛保留关于漏洞披露的段落因为研究人员需要明确的规则",
            "请先定义网络安全这个词",
            "我们要求论坛保留关于漏洞披露的段落，因为研究人员需要明确的规则。谢谢",
        ];
        assert_eq!(clusters(&texts), [[0, 2]]);
        let thai = [
            "เราขอให้เวทีคงย่อหน้าเรื่องการเปิดเผยช่องโหว่ไว้",
            "ขอบคุณสำหรับร่าง",
            "เราขอให้เวทีคงย่อหน้าเรื่องการเปิดเผยช่องโหว่ไว้ครับ",
        ];
        assert_eq!(clusters(&thai), [[0, 2]]);
    }

    #[test]
    fn short_answers_are_alike_only_when_equal() {
        let texts = ["I agree", "I disagree", "i agree!", "", "", "+1", "+1"];
        assert_eq!(clusters(&texts), [[0, 2], [5, 6]]);
        assert!(
            near_duplicates(&texts)
                .iter()
                .all(|cluster| cluster.verbatim)
        );
    }

    #[test]
    fn a_large_campaign_is_one_cluster_in_any_order() {
        let letter = |number: usize| {
            format!(
                "Dear editors number {number} please keep chapter four as it is, it protects those who report in good faith"
            )
        };
        let texts: Vec<String> = (0..300).map(letter).collect();
        assert_eq!(near_duplicates(&texts)[0].texts.len(), 300);
        let turned: Vec<String> = texts.iter().rev().cloned().collect();
        assert_eq!(near_duplicates(&turned)[0].texts.len(), 300);
    }
}
