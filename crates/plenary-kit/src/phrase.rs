//! Phrases: messages taken apart when the catalogue is read, so that a list of a hundred lines does not ask Fluent for every
//! one of them. They come out as Fluent would write them; a test compares.

use std::borrow::Cow;
use std::sync::Arc;

use fluent_syntax::ast::{
    Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use intl_pluralrules::{PluralCategory, PluralRules};
use maud::{Markup, PreEscaped, Render};

use crate::tongue::{Arg, without_marks};

/// From here on numbers are grouped in threes, since four digits read well together.
const GROUPED_FROM: i64 = 10_000;

/// A message that is nothing but words, arguments, and choices by an argument.
pub(crate) struct Phrase {
    pieces: Vec<Piece>,
    plurals: Arc<PluralRules>,
}

enum Piece {
    Words(String),
    Argument(String),
    Choice(Choice),
}

/// One of several phrases, by an argument.
struct Choice {
    argument: String,
    variants: Vec<(Key, Vec<Piece>)>,
    /// The place of the variant for all others.
    default: usize,
}

enum Key {
    Number(i64),
    /// A plural category for a number, the very word for words.
    Word(String, Option<PluralCategory>),
}

/// How the words of a catalogue are changed, for the languages that are made to test with.
type Transform = Option<fn(&str) -> Cow<'_, str>>;

impl Phrase {
    /// Takes a message apart; nothing when it refers to another message or calls a function.
    pub fn of(
        pattern: &Pattern<&str>,
        transform: Transform,
        plurals: &Arc<PluralRules>,
    ) -> Option<Phrase> {
        Some(Phrase {
            pieces: pieces(pattern, transform)?,
            plurals: plurals.clone(),
        })
    }

    /// The phrase as plain text; nothing when an argument is not given, which Fluent then shows in its own way.
    pub fn plain(&self, args: &[(&str, Arg)]) -> Option<String> {
        let mut out = String::with_capacity(64);
        self.write_plain(&self.pieces, args, &mut out)?;
        Some(out)
    }

    fn write_plain(&self, pieces: &[Piece], args: &[(&str, Arg)], out: &mut String) -> Option<()> {
        for piece in pieces {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Argument(name) => match given(args, name)? {
                    Arg::Number(number) => out.push_str(&grouped(*number)),
                    Arg::Text(text) => out.push_str(&without_marks(text)),
                    Arg::Marked(_) => {}
                },
                Piece::Choice(choice) => {
                    let chosen = choice.chosen(args, &self.plurals)?;
                    self.write_plain(chosen, args, out)?;
                }
            }
        }
        Some(())
    }

    /// The phrase as markup, each argument in `<bdi>` where it stands among words.
    pub fn marked(&self, args: &[(&str, Arg)]) -> Option<Markup> {
        let mut out = String::with_capacity(96);
        self.write_marked(&self.pieces, args, &mut out)?;
        Some(PreEscaped(out))
    }

    fn write_marked(&self, pieces: &[Piece], args: &[(&str, Arg)], out: &mut String) -> Option<()> {
        let is_among_words = pieces.len() > 1;
        for piece in pieces {
            let is_set_apart = is_among_words && !matches!(piece, Piece::Words(_));
            out.push_str(if is_set_apart { "<bdi>" } else { "" });
            match piece {
                Piece::Words(words) => words.render_to(out),
                Piece::Argument(name) => write(given(args, name)?, out),
                Piece::Choice(choice) => {
                    let chosen = choice.chosen(args, &self.plurals)?;
                    self.write_marked(chosen, args, out)?;
                }
            }
            out.push_str(if is_set_apart { "</bdi>" } else { "" });
        }
        Some(())
    }
}

fn pieces(pattern: &Pattern<&str>, transform: Transform) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Words(match transform {
            Some(transform) => transform(value).into_owned(),
            None => (*value).to_owned(),
        })),
        PatternElement::Placeable { expression } => match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                Some(Piece::Argument(id.name.to_owned()))
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => Choice::of(id.name, variants, transform).map(Piece::Choice),
            _ => None,
        },
    };
    pattern.elements.iter().map(piece).collect()
}

impl Choice {
    fn of(argument: &str, variants: &[Variant<&str>], transform: Transform) -> Option<Choice> {
        let pair = |variant: &Variant<&str>| {
            let key = match &variant.key {
                // Of numbers that are not whole Fluent knows more.
                VariantKey::NumberLiteral { value } => Key::Number(value.parse().ok()?),
                VariantKey::Identifier { name } => Key::Word((*name).to_owned(), category(name)),
            };
            Some((key, pieces(&variant.value, transform)?))
        };
        Some(Choice {
            argument: argument.to_owned(),
            default: variants.iter().position(|variant| variant.default)?,
            variants: variants.iter().map(pair).collect::<Option<_>>()?,
        })
    }

    fn chosen(&self, args: &[(&str, Arg)], plurals: &PluralRules) -> Option<&[Piece]> {
        let mut keys = self.variants.iter().map(|(key, _)| key);
        let at = match given(args, &self.argument)? {
            Arg::Number(number) => {
                let own = plurals.select(*number).ok()?;
                keys.position(|key| match key {
                    Key::Number(exact) => exact == number,
                    Key::Word(_, category) => category.as_ref() == Some(&own),
                })
            }
            Arg::Text(text) => {
                let text = without_marks(text);
                keys.position(|key| matches!(key, Key::Word(word, _) if *word == text))
            }
            Arg::Marked(_) => return None,
        };
        Some(&self.variants[at.unwrap_or(self.default)].1)
    }
}

/// The plural category of that name (Unicode CLDR).
fn category(name: &str) -> Option<PluralCategory> {
    Some(match name {
        "zero" => PluralCategory::ZERO,
        "one" => PluralCategory::ONE,
        "two" => PluralCategory::TWO,
        "few" => PluralCategory::FEW,
        "many" => PluralCategory::MANY,
        "other" => PluralCategory::OTHER,
        _ => return None,
    })
}

fn given<'a, 'b>(args: &'a [(&str, Arg<'b>)], name: &str) -> Option<&'a Arg<'b>> {
    let found = args.iter().find(|(each, _)| *each == name);
    found.map(|(_, argument)| argument)
}

fn write(argument: &Arg, out: &mut String) {
    match argument {
        Arg::Number(number) => grouped(*number).render_to(out),
        Arg::Text(text) => without_marks(text).render_to(out),
        Arg::Marked(markup) => out.push_str(&markup.0),
    }
}

/// A whole number with its thousands set apart by narrow spaces.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "\u{2212}" } else { "" };
    if number.unsigned_abs() < GROUPED_FROM.unsigned_abs() {
        return format!("{sign}{digits}");
    }
    let threes: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|c| std::str::from_utf8(c).unwrap_or(""))
        .collect();
    format!("{sign}{}", threes.join("\u{202F}"))
}
