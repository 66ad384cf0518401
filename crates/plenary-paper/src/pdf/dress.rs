//! The looks of a block's words, and the tags that say them.

use krilla::tagging::Tag;
use plenary_passage::{Block, Style};

use super::NoPdf;
use super::fonts::Look;
use super::layout::Layout;
use super::letters::is_unseen;
use super::shape::{Dress, Shaped, shape};
use super::sheet::Target;
use crate::about::{leads_out, runs_rtl};
use crate::pieces::{Run, runs};

impl<'a> Layout<'a> {
    /// The lines that a block's words have of their own, each shaped.
    pub fn dressed(
        &mut self,
        block: &'a Block,
        twig: usize,
        look: Look,
        size: f32,
    ) -> Result<Vec<Shaped>, NoPdf> {
        let is_rtl = runs_rtl(self.version.slice(block.span)).unwrap_or(self.sheet.is_rtl);
        let mut out = Vec::new();
        let mut text = String::new();
        let mut dresses: Vec<(usize, Dress)> = Vec::new();
        for run in runs(self.version, block) {
            let dress = self.dress(&run, twig, look, size);
            for (at, line) in run.text.split('\n').enumerate() {
                if at > 0 {
                    let done = (std::mem::take(&mut text), std::mem::take(&mut dresses));
                    out.push(shape(&mut self.setter, &done.0, done.1, is_rtl)?);
                }
                text.extend(line.chars().map(plain));
                dresses.push((text.len(), dress.clone()));
            }
        }
        out.push(shape(&mut self.setter, &text, dresses, is_rtl)?);
        Ok(out)
    }

    fn dress(&mut self, run: &Run<'a>, twig: usize, look: Look, size: f32) -> Dress {
        let mut dress = Dress {
            look,
            twig,
            size,
            raise: 0.0,
            is_struck: false,
            link: None,
        };
        for style in &run.styles {
            match style {
                Style::Strong => dress.look.is_bold = true,
                Style::Emphasis => dress.look.is_italic = true,
                Style::Code => dress.look.is_mono = true,
                Style::Struck => dress.is_struck = true,
                Style::Link { target } if leads_out(target) => {
                    dress.twig = self.sheet.tags.within(dress.twig, Tag::Link);
                    dress.link = Some(self.sheet.links.len());
                    self.sheet.links.push(Target::Address(target.clone()));
                }
                Style::Link { .. } => {}
                Style::FootnoteReference { label } => {
                    dress.twig = self.sheet.tags.within(dress.twig, Tag::Reference);
                    (dress.size, dress.raise) = (size * 0.7, size * 0.35);
                    if self.notes.contains(label.as_str()) {
                        dress.twig = self.sheet.tags.within(dress.twig, Tag::Link);
                        dress.link = Some(self.sheet.links.len());
                        self.sheet.links.push(Target::Note(label.clone()));
                    }
                }
            }
        }
        if dress.twig == twig && dress.look != look {
            let tags = &mut self.sheet.tags;
            dress.twig = match dress.look {
                Look { is_mono: true, .. } => tags.within(twig, Tag::Code),
                Look { is_bold, .. } if is_bold != look.is_bold => tags.within(twig, Tag::Strong),
                _ => tags.within(twig, Tag::Em),
            };
        }
        dress
    }

    /// Words of one look, shaped.
    pub fn set(
        &mut self,
        words: &str,
        twig: usize,
        look: Look,
        size: f32,
    ) -> Result<Shaped, NoPdf> {
        let text: String = words.chars().map(plain).collect();
        let dress = Dress {
            look,
            twig,
            size,
            raise: 0.0,
            is_struck: false,
            link: None,
        };
        let is_rtl = runs_rtl(&text).unwrap_or(self.sheet.is_rtl);
        shape(&mut self.setter, &text, vec![(text.len(), dress)], is_rtl)
    }
}

/// A letter as it is set: what steers files is not for pages.
fn plain(letter: char) -> char {
    match letter {
        '\t' => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ if is_unseen(letter) => letter,
        _ if letter.is_control() => ' ',
        _ => letter,
    }
}
