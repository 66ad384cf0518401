//! Anchors as W3C Web Annotation selectors: the quote with its surroundings, the position, and the block.
//! Format: Web Annotation Data Model, W3C Recommendation 23 February 2017, sections 4.2.4 and 4.2.5.
use crate::span::Span;
use crate::version::{BlockId, Version};
use crate::words::segment;
use serde::{Deserialize, Serialize};

/// Letters of surroundings kept on each side of a quote.
pub const CONTEXT_LETTERS: u32 = 32;

/// Fragment that names a block of a document (RFC 3986 fragment syntax, our own vocabulary).
const BLOCK_FRAGMENT: &str = "block-";

/// One way to find a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Selector {
    /// The words themselves, with the letters just before and after them.
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        prefix: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        suffix: String,
    },
    /// Letters counted from the start of the canonical text, in code points, end excluded.
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
    /// The block the passage begins in, as `block-` and its identity.
    #[serde(rename = "FragmentSelector")]
    Fragment {
        value: String,
        /// A selector within the block; its positions count from the start of the block.
        #[serde(default, rename = "refinedBy", skip_serializing_if = "Option::is_none")]
        refined_by: Option<Box<Selector>>,
    },
    /// A selector of a kind that says nothing about a plain text (CSS, XPath, SVG, bytes): passed over.
    #[serde(other)]
    Other,
}

/// Writes a passage of a version as selectors: quote, position, block. A span outside the text is cut to it.
pub fn to_selectors(version: &Version, passage: Span) -> Vec<Selector> {
    let passage = passage.within(version.letters());
    let before = Span::new(passage.start.saturating_sub(CONTEXT_LETTERS), passage.start);
    let after = Span::new(passage.end, passage.end.saturating_add(CONTEXT_LETTERS));
    let text = |span| version.slice(span).to_owned();
    let mut selectors = vec![
        Selector::Quote {
            exact: text(passage),
            prefix: text(before),
            suffix: text(after),
        },
        Selector::Position {
            start: passage.start,
            end: passage.end,
        },
    ];
    let block = version
        .block_at(passage.start)
        .map(|block| Selector::Fragment {
            value: format!("{BLOCK_FRAGMENT}{}", block.id),
            refined_by: None,
        });
    selectors.extend(block);
    selectors
}

/// Finds the passage that selectors describe. The quote decides; among several places with the same words the one with
/// the best surroundings, then in the named block, then nearest to the position. A quote that differs in its spaces,
/// case or punctuation only is found by its words. Without a quote the position, without a position the block; `None`
/// when nothing fits.
pub fn from_selectors(version: &Version, selectors: &[Selector]) -> Option<Span> {
    let block = selectors
        .iter()
        .find_map(block_named)
        .and_then(|id| version.block(id))
        .map(|block| block.span);
    let refined: Vec<Selector> = selectors
        .iter()
        .filter_map(|selector| refinement(selector, block))
        .collect();
    let all = || refined.iter().chain(selectors);
    let position = all().find_map(|selector| match selector {
        Selector::Position { start, end } => Some(Span::new(*start, *end)),
        _ => None,
    });
    let quote = all().find_map(|selector| match selector {
        Selector::Quote {
            exact,
            prefix,
            suffix,
        } if !exact.is_empty() => Some(Quote {
            exact,
            prefix,
            suffix,
        }),
        _ => None,
    });
    match quote {
        Some(quote) => quote.find(version, position, block),
        None => position
            .filter(|span| !span.is_empty() && span.end <= version.letters())
            .or(block),
    }
}

fn block_named(selector: &Selector) -> Option<BlockId> {
    match selector {
        Selector::Fragment { value, .. } => value
            .trim_start_matches('#')
            .strip_prefix(BLOCK_FRAGMENT)?
            .parse()
            .ok()
            .map(BlockId),
        _ => None,
    }
}

/// What a fragment is refined by, in letters of the whole text.
fn refinement(selector: &Selector, block: Option<Span>) -> Option<Selector> {
    let Selector::Fragment { refined_by, .. } = selector else {
        return None;
    };
    let inner = refined_by.as_deref()?.clone();
    match inner {
        Selector::Position { start, end } => block.map(|block| Selector::Position {
            start: block.start.saturating_add(start),
            end: block.start.saturating_add(end),
        }),
        inner => Some(inner),
    }
}

struct Quote<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

impl Quote<'_> {
    fn find(&self, version: &Version, position: Option<Span>, block: Option<Span>) -> Option<Span> {
        let text = version.text();
        let letters = self.exact.chars().count() as u32;
        let whole = self.prefix.chars().count() + self.suffix.chars().count();
        let stays = |span: &Span| {
            version.slice(*span) == self.exact && self.surroundings(version, *span) == whole
        };
        if let Some(span) = position.filter(stays) {
            return Some(span);
        }
        let (mut letter, mut byte) = (0, 0);
        let verbatim = text.match_indices(self.exact).map(|(at, _)| {
            letter += text[byte..at].chars().count() as u32;
            byte = at;
            Span::new(letter, letter + letters)
        });
        let mut places: Vec<Span> = verbatim.collect();
        if places.is_empty() {
            places = self.by_words(version);
        }
        places.into_iter().min_by_key(|span| {
            let surroundings = self.surroundings(version, *span);
            let elsewhere = block.is_some_and(|block| !block.touches(*span));
            let distance = position.map_or(0, |position| position.start.abs_diff(span.start));
            (std::cmp::Reverse(surroundings), elsewhere, distance)
        })
    }

    /// Where the words of the quote stand, whatever is between them and however they are written.
    fn by_words(&self, version: &Version) -> Vec<Span> {
        let quoted: Vec<u64> = segment(self.exact).iter().map(|word| word.hash).collect();
        if quoted.is_empty() {
            return Vec::new();
        }
        let windows = version.words().list.windows(quoted.len());
        windows
            .filter(|words| {
                words
                    .iter()
                    .map(|word| word.hash)
                    .eq(quoted.iter().copied())
            })
            .map(|words| Span::new(words[0].start, words[words.len() - 1].end))
            .collect()
    }

    fn surroundings(&self, version: &Version, span: Span) -> usize {
        let text = version.text();
        self.agreement(
            &text[..version.byte_at(span.start)],
            &text[version.byte_at(span.end)..],
        )
    }

    /// Letters of the surroundings that agree, counted outwards from the quote.
    fn agreement(&self, before: &str, after: &str) -> usize {
        let before = self
            .prefix
            .chars()
            .rev()
            .zip(before.chars().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let after = self
            .suffix
            .chars()
            .zip(after.chars())
            .take_while(|(a, b)| a == b)
            .count();
        before + after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::from_plain_text(text, BlockId(0).following()).expect("a short text")
    }

    #[test]
    fn every_passage_comes_back_from_its_selectors() {
        let version = version("Цель: 安全 for all.\n\nFor all, الأمن for all.\n\nFor all.");
        for start in 0..version.letters() {
            for end in start + 1..=version.letters() {
                let selectors = to_selectors(&version, Span::new(start, end));
                let wire = serde_json::to_string(&selectors).expect("plain data");
                let read: Vec<Selector> = serde_json::from_str(&wire).expect("what was written");
                assert_eq!(
                    from_selectors(&version, &read),
                    Some(Span::new(start, end)),
                    "{wire}"
                );
            }
        }
    }

    #[test]
    fn the_selectors_are_those_of_the_standard() {
        let selectors = to_selectors(&version("One two.\n\nThree 🌍 four."), Span::new(16, 17));
        let wire = serde_json::to_value(&selectors).expect("plain data");
        assert_eq!(
            wire[0],
            serde_json::json!({"type": "TextQuoteSelector", "exact": "🌍", "prefix": "One two.\n\nThree ", "suffix": " four."})
        );
        assert_eq!(
            wire[1],
            serde_json::json!({"type": "TextPositionSelector", "start": 16, "end": 17})
        );
        assert_eq!(
            wire[2],
            serde_json::json!({"type": "FragmentSelector", "value": "block-2"})
        );
    }

    #[test]
    fn a_quote_alone_is_enough_and_surroundings_choose_among_twins() {
        let version = version("We agree. They agree. All agree.");
        let quote = |prefix: &str| Selector::Quote {
            exact: "agree".into(),
            prefix: prefix.into(),
            suffix: String::new(),
        };
        assert_eq!(
            from_selectors(&version, &[quote("They ")]),
            Some(Span::new(15, 20))
        );
        assert_eq!(
            from_selectors(&version, &[quote("")]),
            Some(Span::new(3, 8))
        );
        assert_eq!(
            from_selectors(
                &version,
                &[Selector::Quote {
                    exact: "gone".into(),
                    prefix: String::new(),
                    suffix: String::new()
                }]
            ),
            None
        );
    }

    fn read(version: &Version, wire: serde_json::Value) -> Option<Span> {
        let selectors: Vec<Selector> = serde_json::from_value(wire).expect("selectors");
        from_selectors(version, &selectors)
    }

    #[test]
    fn selectors_of_other_tools_are_read_as_far_as_they_speak_of_text() {
        let version = version("One two.\n\nThree 🌍 four, “five”.");
        let quote = |exact: &str| serde_json::json!({"type": "TextQuoteSelector", "exact": exact});
        let place = |start, end| serde_json::json!({"type": "TextPositionSelector", "start": start, "end": end});
        let css = serde_json::json!({"type": "CssSelector", "value": "#a > p"});
        let path = serde_json::json!({"type": "XPathSelector", "value": "/html/body/p[2]", "refinedBy": place(0, 3)});
        for (wire, found) in [
            (serde_json::json!([css, quote("four")]), Some((18, 22))),
            (serde_json::json!([path, place(4, 7)]), Some((4, 7))),
            (serde_json::json!([css]), None),
            (serde_json::json!([]), None),
            (
                serde_json::json!([quote("four,  \"FIVE\"")]),
                Some((18, 29)),
            ),
            (serde_json::json!([place(4, 400)]), None),
            (serde_json::json!([place(9, 4)]), None),
            (serde_json::json!([quote("gone"), place(4, 7)]), None),
        ] {
            let found = found.map(|(start, end)| Span::new(start, end));
            assert_eq!(read(&version, wire.clone()), found, "{wire}");
        }
    }

    #[test]
    fn a_block_refined_by_a_selector_is_searched_within() {
        let version = version("We agree to it.\n\nThey agree to it.\n\nAll agree.");
        let within = |inner: serde_json::Value| serde_json::json!([{"type": "FragmentSelector", "value": "#block-2", "refinedBy": inner}]);
        let quote = serde_json::json!({"type": "TextQuoteSelector", "exact": "agree"});
        let place = serde_json::json!({"type": "TextPositionSelector", "start": 5, "end": 10});
        for inner in [quote, place] {
            assert_eq!(read(&version, within(inner)), Some(Span::new(22, 27)));
        }
    }
}
