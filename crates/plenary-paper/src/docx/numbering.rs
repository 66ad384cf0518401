//! Lists: whether a paragraph is an entry, how deep, and whether it counts.

use std::collections::HashMap;

use super::xml::Node;

/// What stands in front of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Bullet,
    Number,
    Nothing,
}

#[derive(Default)]
struct Abstract {
    levels: HashMap<u8, (Sign, Option<String>)>,
    /// The name under which it stands for a list style.
    style_link: Option<String>,
    /// The list style that says what it looks like.
    looks_like: Option<String>,
}

/// The lists of a document.
#[derive(Default)]
pub(crate) struct Numbering {
    /// From a list's id to its pattern and the levels it changes.
    lists: HashMap<String, (String, HashMap<u8, Sign>)>,
    patterns: HashMap<String, Abstract>,
}

impl Numbering {
    /// Reads the part `numbering.xml`.
    pub fn of(root: Option<Node>) -> Numbering {
        let mut all = Numbering::default();
        for node in root.iter().flat_map(|root| &root.children) {
            match node.word() {
                "abstractNum" => {
                    let id = node.attribute("abstractNumId").unwrap_or_default();
                    all.patterns.insert(id.to_owned(), pattern(node));
                }
                "num" => {
                    let id = node.attribute("numId").unwrap_or_default().to_owned();
                    let pattern = node.value("abstractNumId").unwrap_or_default().to_owned();
                    all.lists.insert(id, (pattern, overrides(node)));
                }
                _ => {}
            }
        }
        all
    }

    fn pattern(&self, list: &str) -> Option<&Abstract> {
        let (id, _) = self.lists.get(list)?;
        let found = self.patterns.get(id)?;
        let Some(like) = &found.looks_like else {
            return Some(found);
        };
        let mut others = self.patterns.values();
        let linked = others.find(|each| each.style_link.as_ref() == Some(like));
        linked.or(Some(found))
    }

    /// The level that a list keeps for a paragraph style.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let levels = &self.pattern(list)?.levels;
        let is_its = |(_, (_, of)): &(&u8, &(Sign, Option<String>))| of.as_deref() == Some(style);
        levels.iter().find(is_its).map(|(level, _)| *level)
    }

    /// Whether entries of this list and level count; nothing when they have no sign or the list is the empty one.
    pub fn is_ordered(&self, list: &str, level: u8) -> Option<bool> {
        if list == "0" {
            return None;
        }
        let changed = self.lists.get(list).and_then(|(_, own)| own.get(&level));
        let usual = || Some(self.pattern(list)?.levels.get(&level)?.0);
        match changed.copied().or_else(usual) {
            Some(Sign::Number) => Some(true),
            Some(Sign::Nothing) => None,
            Some(Sign::Bullet) | None => Some(false),
        }
    }
}

fn pattern(node: &Node) -> Abstract {
    let levels = node.children.iter().filter(|child| child.word() == "lvl");
    Abstract {
        levels: levels.filter_map(level).collect(),
        style_link: node.value("styleLink").map(str::to_owned),
        looks_like: node.value("numStyleLink").map(str::to_owned),
    }
}

fn level(node: &Node) -> Option<(u8, (Sign, Option<String>))> {
    let depth = node.attribute("ilvl")?.parse().ok()?;
    let style = node.value("pStyle").map(str::to_owned);
    Some((depth, (sign(node), style)))
}

fn sign(level: &Node) -> Sign {
    match level.value("numFmt") {
        Some("bullet") => Sign::Bullet,
        Some("none") => Sign::Nothing,
        _ => Sign::Number,
    }
}

fn overrides(node: &Node) -> HashMap<u8, Sign> {
    let changed = node
        .children
        .iter()
        .filter(|child| child.word() == "lvlOverride");
    let sign_of = |each: &Node| {
        let depth = each.attribute("ilvl")?.parse().ok()?;
        Some((depth, sign(each.child("lvl")?)))
    };
    changed.filter_map(sign_of).collect()
}
