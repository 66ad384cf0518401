//! The comment form: the passages it is about in their own words, what is said, what is suggested, who says it.

use maud::{Markup, html};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Card, Faults, Field, Form, safe_text};
use plenary_kit::signin::Visit;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::words::Words;
use plenary_passage::Version;

use super::rules::SUGGESTION_LETTERS;
use super::spots::Spot;
use crate::docket::filing::{FIELDS as FILING_FIELDS, Filer, FilingFields, Guest, Mending, Typed};
use crate::docket::rules::TEXT_LETTERS;
use crate::docket::{Concerns, Door, FileItem, ItemNumber, Kind, Nature};
use crate::document::{Anchor, Document, labels, quote_in};

/// Every field of the form but its passages.
fn fields() -> impl Iterator<Item = &'static str> + Clone {
    ["text", "nature", "suggestion", "more"]
        .into_iter()
        .chain(FILING_FIELDS)
}

/// What was typed.
pub(super) struct Asked {
    pub typed: Typed,
    /// The passages, as the form names them.
    pub spots: Vec<Spot>,
}

impl Asked {
    pub fn take(sent: &mut Sent) -> Asked {
        let spots = sent.take_all("on");
        Asked {
            spots: spots.iter().filter_map(|spot| spot.parse().ok()).collect(),
            typed: Typed::take(sent, fields()),
        }
    }

    /// Adds the paragraph whose printed number was typed; says whether there is one.
    pub fn add_named(&mut self, version: &Version) -> bool {
        let named = self.typed.get("more").trim().replace("  ", " ");
        let at = labels(version).iter().position(|label| *label == named);
        let found = at.and_then(|at| version.blocks().get(at));
        if let Some(block) = found {
            let spot = Spot {
                block: block.id,
                letters: None,
            };
            if !self.spots.contains(&spot) {
                self.spots.push(spot);
            }
        }
        found.is_some()
    }

    /// What the form means.
    pub fn parse(
        &self,
        t: &Tongue,
        is_guest: bool,
        about: Option<ItemNumber>,
        document: Option<&Document>,
        passages: Vec<Anchor>,
    ) -> Result<(FileItem, Option<Guest>), Faults> {
        let mut faults = Mending::new(t);
        let typed = &self.typed;
        let text = faults.mend("text", text::maybe_prose(typed.get("text"), TEXT_LETTERS));
        let suggestion = text::maybe_prose(typed.get("suggestion"), SUGGESTION_LETTERS);
        let suggestion = faults.mend("suggestion", suggestion).flatten();
        let nature: Option<Nature> =
            faults.choose("nature", typed.or("nature", Nature::General.word()));
        let Some(filing) = typed.filing(&mut faults, is_guest) else {
            return Err(faults.into_faults());
        };
        let item = FileItem {
            kind: match nature {
                Some(Nature::Question) => Kind::Question,
                _ => Kind::Comment,
            },
            door: Door::Web,
            group: filing.group,
            on_behalf: filing.on_behalf,
            mark: filing.mark,
            attribution: filing.attribution,
            lang: filing.lang.into(),
            title: None,
            texts: text
                .flatten()
                .map(|text| (None, text))
                .into_iter()
                .collect(),
            format: filing.format,
            files: Vec::new(),
            about,
            concerns: Concerns {
                document: document.map(|document| document.id.clone()),
                passages,
                nature,
                suggestion: suggestion.map(Words::new),
                heard: None,
            },
        };
        Ok((item, filing.guest))
    }
}

/// All that the form shows.
pub(super) struct CommentForm<'a> {
    pub visit: &'a Visit,
    pub filer: &'a Filer,
    pub action: &'a str,
    pub asked: &'a Asked,
    pub faults: &'a Faults,
    /// The text that the passages stand in; none for a reply.
    pub version: Option<&'a Version>,
    pub lang: &'a str,
}

impl CommentForm<'_> {
    pub fn render(&self) -> Markup {
        let t = &self.visit.tongue;
        let key = plenary_kit::random::token();
        let typed = &self.asked.typed;
        let field =
            |name: &'static str, label: &str| Field::new(name, &t.say(label)).fault(self.faults);
        let fields = html! {
            @if let Some(version) = self.version { (self.passages(version)) }
            (field("text", "comment-field-text").words(t, typed.get("text"), TEXT_LETTERS as u32))
            @if self.version.is_some() {
                (self.natures())
                @if !self.asked.spots.is_empty() { (self.suggestion()) }
            }
            (FilingFields { visit: self.visit, filer: self.filer, typed, faults: self.faults }.render())
            p .acts { (Button::main(&t.say("comment-send")).sends("act", "send")) }
        };
        Form::new(self.action, &self.visit.token)
            .key(&key)
            .draft(self.action)
            .faults(t, self.faults)
            .render(fields)
    }

    /// "You comment on: ...", in the words of the text.
    fn passages(&self, version: &Version) -> Markup {
        let t = &self.visit.tongue;
        let spots: Vec<(Spot, _)> = self
            .asked
            .spots
            .iter()
            .filter_map(|spot| {
                let block = version.block(spot.block)?;
                let span = spot.letters.map_or(block.span, |(from, to)| {
                    plenary_passage::Span::new(block.span.start + from, block.span.start + to)
                });
                Some((*spot, quote_in(version, span)))
            })
            .collect();
        html! {
            section .passages aria-labelledby="passages-title" {
                h2 #passages-title { (t.say(if spots.is_empty() { "comment-on-whole" } else { "comment-on" })) }
                @for (spot, quote) in &spots {
                    input type="hidden" name="on" value=(spot);
                    blockquote .on lang=(self.lang) dir=(plenary_kit::tongue::direction(self.lang)) {
                        span .small { (quote.label) } " "
                        @if spot.letters.is_some() { (safe_text(&quote.before)) mark { (safe_text(&quote.exact)) } (safe_text(&quote.after)) }
                        @else { (safe_text(&quote.exact)) }
                    }
                }
                details .more { summary { (t.say("comment-more")) }
                    (Field::new("more", &t.say("comment-field-more")).hint(&t.say("comment-field-more-hint")).fault(self.faults).text(t, ""))
                    p { (Button::quiet(&t.say("comment-add")).sends("act", "add")) }
                }
            }
        }
    }

    fn natures(&self) -> Markup {
        let t = &self.visit.tongue;
        let said: Vec<_> = Nature::ALL
            .iter()
            .map(|nature| {
                let key = format!("comment-nature-{}", nature.word());
                (nature.word(), t.say(&key), t.say(&format!("{key}-means")))
            })
            .collect();
        let cards: Vec<Card<'_>> = said
            .iter()
            .map(|(value, label, means)| Card {
                value,
                label: html! { (label) },
                means,
            })
            .collect();
        let field = Field::new("nature", &t.say("comment-field-nature")).fault(self.faults);
        let chosen = self.asked.typed.or("nature", Nature::Substantive.word());
        field.required().cards(t, &cards, chosen)
    }

    /// The suggested wording. It opens with the passage's own words, so that a change of one word is a change of one word.
    fn suggestion(&self) -> Markup {
        let t = &self.visit.tongue;
        let typed = self.asked.typed.get("suggestion");
        html! {
            details .suggest open[!typed.is_empty()] { summary { (t.say("comment-suggest")) }
                (Field::new("suggestion", &t.say("comment-field-suggestion")).hint(&t.say("comment-field-suggestion-hint"))
                    .lang(self.lang).fault(self.faults).words(t, typed, SUGGESTION_LETTERS as u32))
            }
        }
    }
}
