//! What the cycle is made of: the captions and the four drafts of `../shared/data`, and words of our own invention.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The data that the story needs and the project does not hold.
pub struct Material {
    /// The captions of the founding session.
    pub captions: Vec<u8>,
    /// The four drafts, oldest first: file name and bytes.
    pub drafts: Vec<(String, Vec<u8>)>,
}

/// The captions' name.
const CAPTIONS: &str = "000_211c2f254830c30c.txt";

impl Material {
    /// Reads it from beside the project; nothing, with a word why, where it is not there.
    pub fn read() -> Result<Material, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let data = root.join("../shared/data");
        let missing = |path: &Path| format!("{} is not there", path.display());
        let read = |path: PathBuf| std::fs::read(&path).map_err(|_| missing(&path));
        let folder = data.join("documents");
        let files = std::fs::read_dir(&folder).map_err(|_| missing(&folder))?;
        let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
        paths.sort();
        let mut drafts = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            drafts.push((name, read(path)?));
        }
        match drafts.len() {
            4 => Ok(Material {
                captions: read(data.join(CAPTIONS))?,
                drafts,
            }),
            count => Err(format!("{} holds {count} drafts, not 4", folder.display())),
        }
    }

    /// Whether a sentence stands in a draft, by its number.
    pub fn holds(&self, version: usize, words: &str) -> bool {
        let text = String::from_utf8_lossy(&self.drafts[version - 1].1);
        text.contains(words)
    }
}

/// A sentence of version 1.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// How an address names it: block and letters.
    pub spot: String,
    /// The block it stands in.
    pub block: u64,
    /// Its words.
    pub words: String,
    /// Whether the later drafts keep it to the letter.
    pub stays: bool,
}

/// The sentences of version 1 that stand in it once, as the forum itself gives the text; those with a mark in them are
/// left out, so that the files can be searched for the rest.
pub fn sentences(version: &Value, material: &Material) -> Vec<Sentence> {
    let mut found = Vec::new();
    for block in version["blocks"].as_array().unwrap() {
        let kind = block["kind"].as_str().unwrap_or("");
        if kind.contains("heading") || kind.contains("table") {
            continue;
        }
        let text = block["text"].as_str().unwrap_or("");
        let id = block["id"].as_u64().unwrap();
        for (from, words) in split(text) {
            let is_once = whole(version).matches(words.as_str()).count() == 1;
            if !is_once || !material.holds(1, &words) {
                continue;
            }
            found.push(Sentence {
                spot: format!("{id}.{from}-{}", from + words.chars().count()),
                block: id,
                stays: (2..=4).all(|later| material.holds(later, &words)),
                words,
            });
        }
    }
    found
}

fn whole(version: &Value) -> String {
    let blocks = version["blocks"].as_array().unwrap().iter();
    let texts = blocks.map(|block| block["text"].as_str().unwrap_or(""));
    texts.collect::<Vec<_>>().join("\n")
}

/// Plain sentences of 40 to 220 letters with the letter at which each begins.
fn split(text: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = text.chars().collect();
    let mut from = 0;
    let mut found = Vec::new();
    for at in 0..letters.len() {
        let is_end = letters[at] == '.' && letters.get(at + 1).is_none_or(|next| *next == ' ');
        if is_end {
            let words: String = letters[from..=at].iter().collect();
            let is_plain = words
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || " ,.;:-".contains(letter));
            if is_plain && (40..=220).contains(&words.len()) {
                found.push((from, words));
            }
            from = at + 2;
        }
    }
    found
}

/// How a remark begins, what it sees, what it asks for: no two remarks of the story share all three.
const SEES: [&str; 9] = [
    "A small cooperative on our coast could not tell from this what it owes, and to whom.",
    "Our registry reads this as a duty; the ministry beside us reads it as a hope.",
    "Two of our engineers drew opposite conclusions from it within one afternoon.",
    "It does not say what happens in the night, when nobody answers the telephone.",
    "Translated into our language the sentence loses the word that carries it.",
    "Whoever reads this on paper cannot follow where it points.",
    "The young people in our workshop stumbled here and read no further.",
    "A hospital would have to ask its lawyers before it dared to act on this.",
    "We have no quarrel with the aim, only with how much is left to be guessed.",
];
const ASKS: [&str; 7] = [
    "Please name who acts, and within which time.",
    "Give one example that is neither from a capital nor from a large company.",
    "Say it in two sentences, with the exception in the second.",
    "If this is meant for everybody, it should say what a volunteer is spared.",
    "A line on how to object, and where, would settle it.",
    "Take it out, or tell us what we would miss without it.",
    "Move the reason to the front; the rule will then be kept.",
];

/// The words of a remark on a sentence.
pub fn remark(at: usize, on: &str) -> String {
    let start: Vec<&str> = on.split(' ').take(4).collect();
    format!(
        "“{} …” {} {}",
        start.join(" "),
        SEES[at % SEES.len()],
        ASKS[at % ASKS.len()]
    )
}

/// Another wording: the sentence with its last word made definite.
pub fn wording(on: &str) -> String {
    format!(
        "{}, as told to everybody concerned within seventy-two hours.",
        on.trim_end_matches('.')
    )
}

/// What everybody sends who was asked to by the same call of a campaign; each changes a word or two.
pub fn campaign(at: usize) -> String {
    const WHO: [&str; 6] = [
        "neighbour",
        "teacher",
        "pilot",
        "nurse",
        "baker",
        "gardener",
    ];
    format!(
        "As a {} I ask you to keep this sentence out of the outcome. Our valley depends on one mast, \
         and what is written here would let its operator leave without a word. Please put people before paper{}",
        WHO[at % WHO.len()],
        if at.is_multiple_of(2) {
            "."
        } else {
            ", always."
        }
    )
}

/// What a group answers to a question of the call.
pub fn contribution(at: usize, question: usize) -> String {
    const HOLDS: [&str; 5] = [
        "We kept a list of who may be rung at night, and it failed on the second night.",
        "We publish what broke within a day; nobody has yet used it against us.",
        "We learned of the last incident from a newspaper, like everybody else.",
        "We run exercises twice a year, and the third room is always the remote one.",
        "We are eight people for a coast of four hundred kilometres.",
    ];
    const WANTS: [&str; 4] = [
        "What helps is a name, a number and an hour.",
        "What helps is to be asked before, and not informed after.",
        "What helps is a text that a volunteer can read standing.",
        "What helps is an answer, even if it is no.",
    ];
    format!(
        "{} {}",
        HOLDS[(at + question) % HOLDS.len()],
        WANTS[(at * 3 + question) % WANTS.len()]
    )
}

/// The five groups of the story.
pub const GROUPS: [&str; 5] = [
    "government",
    "private-sector",
    "civil-society",
    "technical-community",
    "academia",
];

/// Somebody of our invention.
pub fn name(at: usize) -> String {
    const GIVEN: [&str; 13] = [
        "Alba", "Bram", "Chidi", "Dalia", "Emre", "Farai", "Greta", "Hana", "Ilan", "Jaya", "Kofi",
        "Lenka", "Mateo",
    ];
    const FAMILY: [&str; 7] = [
        "Quaycliff",
        "Ostrander",
        "Mbelwa",
        "Tarrow",
        "Vintila",
        "Saarikko",
        "Delmonde",
    ];
    format!("{} {}", GIVEN[at % GIVEN.len()], FAMILY[at % FAMILY.len()])
}
