//! Phrases: messages without choices, taken apart when the catalogue is read, so that a list of a hundred lines does not
//! ask Fluent for every one of them. They come out as Fluent would write them; a test compares.

use std::borrow::Cow;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use maud::{Markup, PreEscaped, Render};

use crate::tongue::{Arg, without_marks};

/// From here on numbers are grouped in threes, since four digits read well together.
const GROUPED_FROM: i64 = 10_000;

/// A message that is nothing but words and arguments.
pub(crate) struct Phrase(Vec<Piece>);

enum Piece {
    Words(String),
    Argument(String),
}

impl Phrase {
    /// Takes a message apart; nothing when it chooses, refers to another message or calls a function.
    pub fn of(
        pattern: &Pattern<&str>,
        transform: Option<fn(&str) -> Cow<'_, str>>,
    ) -> Option<Phrase> {
        let piece = |element: &PatternElement<&str>| match element {
            PatternElement::TextElement { value } => Some(Piece::Words(match transform {
                Some(transform) => transform(value).into_owned(),
                None => (*value).to_owned(),
            })),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(Piece::Argument(id.name.to_owned())),
            PatternElement::Placeable { .. } => None,
        };
        let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(piece).collect();
        pieces.map(Phrase)
    }

    /// The phrase as plain text; nothing when an argument is not given, which Fluent then shows in its own way.
    pub fn plain(&self, args: &[(&str, Arg)]) -> Option<String> {
        let mut out = String::with_capacity(64);
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Argument(name) => match given(args, name)? {
                    Arg::Number(number) => out.push_str(&grouped(*number)),
                    Arg::Text(text) => out.push_str(&without_marks(text)),
                    Arg::Marked(_) => {}
                },
            }
        }
        Some(out)
    }

    /// The phrase as markup, each argument in `<bdi>` where it stands among words.
    pub fn marked(&self, args: &[(&str, Arg)]) -> Option<Markup> {
        let mut out = String::with_capacity(96);
        let is_among_words = self.0.len() > 1;
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => words.render_to(&mut out),
                Piece::Argument(name) => {
                    let argument = given(args, name)?;
                    out.push_str(if is_among_words { "<bdi>" } else { "" });
                    write(argument, &mut out);
                    out.push_str(if is_among_words { "</bdi>" } else { "" });
                }
            }
        }
        Some(PreEscaped(out))
    }
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
