//! Makes texts in several scripts and edits them, remembering where every word went: the truth that tests compare with.
#![allow(dead_code)]
use plenary_passage::{BlockId, Span, Version};
use std::collections::HashMap;

/// Chance that is the same on every machine (xorshift, Marsaglia 2003).
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// A way of writing: letters, what stands between words, what ends a sentence, letters of a word.
pub struct Script {
    pub name: &'static str,
    letters: &'static str,
    between: &'static str,
    stop: &'static str,
    longest: usize,
}

/// The scripts under test; Chinese, Thai and Japanese write no space between words.
pub const SCRIPTS: [Script; 10] = [
    Script {
        name: "Latin",
        letters: "aeiounrstldmpcvgbfh",
        between: " ",
        stop: ".",
        longest: 9,
    },
    Script {
        name: "Russian",
        letters: "оеаинтсрвлкмдпуяыьг",
        between: " ",
        stop: ".",
        longest: 9,
    },
    Script {
        name: "Arabic",
        letters: "اليمنترسبدعقفكهوحج",
        between: " ",
        stop: "؟",
        longest: 7,
    },
    Script {
        name: "Hindi",
        letters: "कखगचजटडतदनपबमयरलवसह",
        between: " ",
        stop: "।",
        longest: 6,
    },
    Script {
        name: "Chinese",
        letters: "网络安全政策治理利益相关者参与论坛国家社会技术标准信息隐私保护能力建设合作原则发展",
        between: "",
        stop: "。",
        longest: 3,
    },
    Script {
        name: "Thai",
        letters: "กขคงจชซดตทนบปพมยรลวสหอ",
        between: "",
        stop: " ",
        longest: 6,
    },
    Script {
        name: "mixed",
        letters: "aeнор网络العกคकन",
        between: " ",
        stop: ".",
        longest: 6,
    },
    Script {
        name: "Korean",
        letters: "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초",
        between: " ",
        stop: ".",
        longest: 5,
    },
    Script {
        name: "Japanese",
        letters: "のにはをがとでもしてるいうかなこれさ安全政策治理情報会議国際セキュリティアクス",
        between: "",
        stop: "。",
        longest: 5,
    },
    Script {
        name: "Hebrew",
        letters: "אבגדהוזחטיכלמנסעפצקרשת",
        between: " ",
        stop: ".",
        longest: 7,
    },
];

/// A word with a number of its own, so that it can be found again.
#[derive(Clone)]
struct Token {
    number: usize,
    text: String,
}

/// A text under work.
#[derive(Clone)]
pub struct Draft {
    paragraphs: Vec<Vec<Token>>,
    between: &'static str,
}

/// Makes texts of one script out of a vocabulary where few words are common and most are rare.
pub struct Forge {
    pub chance: Chance,
    vocabulary: Vec<String>,
    script: &'static Script,
    next: usize,
}

impl Forge {
    pub fn of(script: &'static Script, seed: u64) -> Forge {
        let mut chance = Chance::of(seed);
        let letters: Vec<char> = script.letters.chars().collect();
        let word = |chance: &mut Chance| {
            (0..1 + chance.below(script.longest))
                .map(|_| letters[chance.below(letters.len())])
                .collect()
        };
        let vocabulary = (0..3000).map(|_| word(&mut chance)).collect();
        Forge {
            chance,
            vocabulary,
            script,
            next: 0,
        }
    }

    pub fn draft(&mut self, paragraphs: usize) -> Draft {
        Draft {
            paragraphs: (0..paragraphs).map(|_| self.paragraph()).collect(),
            between: self.script.between,
        }
    }

    fn paragraph(&mut self) -> Vec<Token> {
        (0..2 + self.chance.below(5))
            .flat_map(|_| self.sentence())
            .collect()
    }

    fn sentence(&mut self) -> Vec<Token> {
        let words = 6 + self.chance.below(14);
        let mut sentence: Vec<Token> = (0..words).map(|_| self.word()).collect();
        sentence[words - 1].text.push_str(self.script.stop);
        sentence
    }

    fn word(&mut self) -> Token {
        let place = self.chance.below(1000) as f64 / 1000.0;
        self.next += 1;
        let pick = (place.powi(3) * self.vocabulary.len() as f64) as usize;
        Token {
            number: self.next,
            text: self.vocabulary[pick].clone(),
        }
    }

    /// The draft after a round of work: paragraphs kept, reworded, deleted, added, moved, split and merged.
    pub fn revised(&mut self, draft: &Draft) -> Draft {
        let mut new: Vec<Vec<Token>> = Vec::new();
        let mut moved = Vec::new();
        for paragraph in &draft.paragraphs {
            match self.chance.below(100) {
                0..8 => {}
                8..16 => new.extend([self.paragraph(), paragraph.clone()]),
                16..24 => moved.push(paragraph.clone()),
                24..30 => {
                    let (head, tail) = paragraph.split_at(paragraph.len() / 2);
                    new.extend([head.to_vec(), tail.to_vec()]);
                }
                30..36 => match new.last_mut() {
                    Some(last) => last.extend(paragraph.clone()),
                    None => new.push(paragraph.clone()),
                },
                36..52 => new.push(self.reworded(paragraph)),
                _ => new.push(paragraph.clone()),
            }
        }
        for paragraph in moved {
            let place = self.chance.below(new.len() + 1);
            new.insert(place, paragraph);
        }
        Draft {
            paragraphs: new,
            between: draft.between,
        }
    }

    /// About one word in eight replaced, dropped or joined by another.
    fn reworded(&mut self, paragraph: &[Token]) -> Vec<Token> {
        let mut new = Vec::new();
        for token in paragraph {
            match self.chance.below(24) {
                0 => new.push(self.word()),
                1 => {}
                2 => new.extend([token.clone(), self.word()]),
                _ => new.push(token.clone()),
            }
        }
        new
    }
}

/// A text with the place of every word.
pub struct Page {
    pub version: Version,
    places: HashMap<usize, Span>,
    order: Vec<Vec<(usize, Span)>>,
}

impl Draft {
    pub fn page(&self) -> Page {
        let (mut text, mut at) = (String::new(), 0);
        let mut order = Vec::new();
        for paragraph in &self.paragraphs {
            let mut line = Vec::new();
            for token in paragraph {
                let letters = token.text.chars().count() as u32;
                line.push((token.number, Span::new(at, at + letters)));
                text.push_str(&token.text);
                text.push_str(self.between);
                at += letters + self.between.len() as u32;
            }
            text.push_str("\n\n");
            at += 2;
            order.push(line);
        }
        let version = Version::from_plain_text(text, BlockId(0).following()).expect("a small text");
        Page {
            version,
            places: order.iter().flatten().copied().collect(),
            order,
        }
    }
}

/// What became of a passage, by the forge's own record.
pub struct Truth {
    /// Share of its words that are still there.
    pub share: f64,
    /// From its first to its last surviving word, and whether little else stands between them.
    pub hull: Option<(Span, bool)>,
}

impl Page {
    /// A passage of some words within one paragraph, by chance.
    pub fn passage(&self, chance: &mut Chance) -> (Span, Vec<usize>) {
        let line = &self.order[chance.below(self.order.len())];
        let words = (3 + chance.below(20)).min(line.len());
        let start = chance.below(line.len() - words + 1);
        let part = &line[start..start + words];
        (
            part[0].1.hull(part[words - 1].1),
            part.iter().map(|(number, _)| *number).collect(),
        )
    }

    pub fn truth(&self, numbers: &[usize]) -> Truth {
        let kept: Vec<Span> = numbers
            .iter()
            .filter_map(|number| self.places.get(number).copied())
            .collect();
        let hull = kept.iter().copied().reduce(Span::hull);
        let letters: u32 = kept.iter().map(|span| span.letters()).sum();
        Truth {
            share: kept.len() as f64 / numbers.len() as f64,
            hull: hull.map(|hull| (hull, hull.letters() <= 2 * letters + 8)),
        }
    }
}
