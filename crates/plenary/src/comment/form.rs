//! The comment form: the passages it is about in their own words, what is said, what is suggested, who says it.

use maud::{Markup, html};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Card, Faults, Field, Form, safe_text, words_diff};
use plenary_kit::signin::Visit;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::words::Words;
use plenary_passage::Version;

use super::diff::pieces;
use super::rules::SUGGESTION_LETTERS;
use super::spots::Spot;
use crate::docket::filing::{FIELDS as FILING_FIELDS, Filer, FilingFields, Guest, Mending, Typed};
use crate::docket::rules::TEXT_LETTERS;
use crate::docket::{Concerns, Door, FileItem, ItemNumber, Kind, Nature};
use crate::document::{Anchor, Document, labels, quote_in};

/// What Enter in a field of one line sends.
pub(super) const ENTER: &str = "enter";

/// Every field of the form but its passages.
fn fields() -> impl Iterator<Item = &'static str> + Clone {
    ["text", "nature", "suggestion", "more", "draft"]
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
            let spot = Spot::of(block.id);
            if !self.spots.contains(&spot) {
                self.spots.push(spot);
            }
        }
        found.is_some()
    }

    /// The words of the first passage, which a suggestion is about and begins with.
    pub fn first_words<'v>(&self, version: &'v Version) -> Option<&'v str> {
        let span = self.spots.first()?.span(version)?;
        Some(version.slice(span)).filter(|words| words.len() <= SUGGESTION_LETTERS)
    }

    /// Whether the suggested wording says anything else than the passage does.
    fn suggests(&self, version: &Version) -> bool {
        let suggested = self.typed.get("suggestion").trim();
        !suggested.is_empty() && self.first_words(version).map(str::trim) != Some(suggested)
    }

    /// The name under which a browser keeps the unsent words: each place has its own.
    pub fn draft_name(&self, action: &str) -> String {
        let place = self.spots.first().map_or_else(String::new, Spot::to_string);
        match self.typed.get("draft") {
            "" => format!("{action}?{place}"),
            name => name.to_owned(),
        }
    }

    /// What the form means; `version` is the text in which its passages stand.
    pub fn parse(
        &self,
        t: &Tongue,
        is_guest: bool,
        about: Option<ItemNumber>,
        (document, version): (Option<&Document>, Option<&Version>),
        passages: Vec<Anchor>,
    ) -> Result<(FileItem, Option<Guest>), Faults> {
        let mut faults = Mending::new(t);
        let typed = &self.typed;
        let text = faults.mend("text", text::maybe_prose(typed.get("text"), TEXT_LETTERS));
        let suggestion = text::maybe_prose(typed.get("suggestion"), SUGGESTION_LETTERS);
        let suggestion = faults.mend("suggestion", suggestion).flatten();
        let suggestion = suggestion.filter(|_| version.is_none_or(|text| self.suggests(text)));
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
        let draft = self.asked.draft_name(self.action);
        let fields = html! {
            input type="hidden" name="draft" value=(draft);
            // A browser presses the first button when somebody presses Enter in a field; it would be that of "add".
            button .heard name="act" value=(ENTER) tabindex="-1" aria-hidden="true" {}
            @if let Some(version) = self.version { (self.passages(version)) }
            @match self.version {
                Some(_) => {
                    (field("text", "comment-field-text").hint(&t.say("comment-field-text-hint")).words(t, typed.get("text"), TEXT_LETTERS as u32))
                    (self.natures())
                }
                None => (field("text", "comment-field-text").required().words(t, typed.get("text"), TEXT_LETTERS as u32)),
            }
            @if let Some(version) = self.version.filter(|_| !self.asked.spots.is_empty()) { (self.suggestion(version)) }
            (FilingFields { visit: self.visit, filer: self.filer, typed, faults: self.faults }.render())
            p .acts {
                (Button::main(&t.say("comment-send")).sends("act", "send"))
                @if self.version.is_some() { (Button::quiet(&t.say("comment-look")).sends("act", "look")) }
            }
        };
        Form::new(self.action, &self.visit.token)
            .key(&key)
            .draft(&draft)
            .answers(!typed.get("draft").is_empty())
            .faults(t, self.faults)
            .render(fields)
    }

    /// "You comment on: ...", in the words of the text.
    fn passages(&self, version: &Version) -> Markup {
        let t = &self.visit.tongue;
        let all = self.asked.spots.iter();
        let spots: Vec<(Spot, _)> = all
            .filter_map(|spot| Some((*spot, quote_in(version, spot.span(version)?))))
            .collect();
        // What was found stands above; what was not stays in the field.
        let is_unknown = self.faults.of("more").is_some();
        let unknown = if is_unknown {
            self.asked.typed.get("more")
        } else {
            ""
        };
        html! {
            section .passages aria-labelledby="passages-title" {
                h2 #passages-title { (t.say(if spots.is_empty() { "comment-on-whole" } else { "comment-on" })) }
                @if spots.len() > 1 { p .hint { (t.say("comment-untick")) } }
                @for (spot, quote) in &spots {
                    label .pick {
                        @if spots.len() > 1 { input type="checkbox" name="on" value=(spot) checked; }
                        @else { input type="hidden" name="on" value=(spot); }
                        (self.quoted(spot, quote))
                    }
                }
                details .more open[is_unknown] { summary { (t.say("comment-more")) }
                    (Field::new("more", &t.say("comment-field-more")).hint(&t.say("comment-field-more-hint")).fault(self.faults).text(t, unknown))
                    p { (Button::quiet(&t.say("comment-add")).sends("act", "add")) }
                }
            }
        }
    }

    /// A passage in the words of the text, with its printed number.
    fn quoted(&self, spot: &Spot, quote: &crate::document::Quote) -> Markup {
        html! {
            blockquote .on lang=(self.lang) dir=(plenary_kit::tongue::direction(self.lang)) {
                span .small { (quote.label) } " "
                @if spot.letters.is_some() { (safe_text(&quote.lead_in())) mark { (safe_text(&quote.exact)) } (safe_text(&quote.lead_out())) }
                @else { (safe_text(&quote.exact)) }
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

    /// The suggested wording. It begins with the passage's own words, so that a change of one word is a change of one
    /// word; what was changed so far is shown as a comparison.
    fn suggestion(&self, version: &Version) -> Markup {
        let t = &self.visit.tongue;
        let typed = self.asked.typed.get("suggestion");
        let old = self.asked.first_words(version);
        let is_open = self.asked.suggests(version) || self.faults.of("suggestion").is_some();
        let field = Field::new("suggestion", &t.say("comment-field-suggestion"))
            .hint(&t.say("comment-field-suggestion-hint"))
            .lang(self.lang)
            .fault(self.faults);
        html! {
            details .suggest open[is_open] { summary { (t.say("comment-suggest")) }
                @if self.asked.suggests(version) {
                    h3 { (t.say("comment-suggested")) }
                    (words_diff(t, &pieces(old, Some(typed))))
                }
                (field.words(t, typed, SUGGESTION_LETTERS as u32))
            }
        }
    }
}
