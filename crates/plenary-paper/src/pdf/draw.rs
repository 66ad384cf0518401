//! Draws laid-out pages, and says what the file says of itself.

use std::collections::HashMap;
use std::ops::Range;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation};
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::{Destination, XyzDestination};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::Stroke;
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId};

use super::NoPdf;
use super::fonts::Shelf;
use super::layout::title;
use super::letters::Glyph;
use super::sheet::{HEIGHT, Heading, Mark, Sheet, Target, WIDTH, Words};
use crate::about::About;

/// The file of a document.
pub(super) fn draw(sheet: Sheet, about: &About, shelf: &Shelf<'_>) -> Result<Vec<u8>, NoPdf> {
    let mut document = Document::new_with(settings()?);
    let mut pen = Pen {
        fonts: fonts(&sheet, shelf)?,
        drawn: vec![None; sheet.tags.marks()],
    };
    for marks in &sheet.pages {
        let size = PageSettings::from_wh(WIDTH, HEIGHT);
        let size = size.ok_or_else(|| NoPdf::Failed("no page of that size".to_owned()))?;
        let mut page = document.start_page_with(size);
        pen.page(&mut page, marks, &sheet)?;
        page.finish();
    }
    document.set_outline(outline(&sheet.headings));
    document.set_metadata(metadata(about));
    document.set_tag_tree(sheet.tags.tree(&pen.drawn, lang(about)));
    document
        .finish()
        .map_err(|fault| NoPdf::Failed(told(&fault)))
}

/// What is wrong, with the first rule that was broken.
fn told(fault: &KrillaError) -> String {
    match fault {
        KrillaError::Validation(broken) if !broken.is_empty() => format!("{:?}", broken[0].0),
        _ => fault.to_string(),
    }
}

/// PDF/UA-1 (ISO 14289-1), which the writer checks as far as a machine can.
fn settings() -> Result<SerializeSettings, NoPdf> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|fault| NoPdf::Failed(format!("{fault:?}")))?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

fn lang(about: &About) -> &str {
    if about.lang.is_empty() {
        "und"
    } else {
        &about.lang
    }
}

/// The fonts that any page uses.
fn fonts(sheet: &Sheet, shelf: &Shelf<'_>) -> Result<HashMap<usize, Font>, NoPdf> {
    let mut fonts = HashMap::new();
    for mark in sheet.pages.iter().flatten() {
        let Mark::Words(Words { face, .. }) = mark else {
            continue;
        };
        if !fonts.contains_key(face) {
            let font = shelf.bytes(*face);
            let font = font.and_then(|(bytes, index)| Font::new(bytes.clone().into(), index));
            let font = font.ok_or_else(|| NoPdf::Failed("a font cannot be embedded".to_owned()))?;
            fonts.insert(*face, font);
        }
    }
    Ok(fonts)
}

fn metadata(about: &About) -> Metadata {
    let direction = match about.is_rtl() {
        true => TextDirection::RightToLeft,
        false => TextDirection::LeftToRight,
    };
    let metadata = Metadata::new()
        .title(title(about).to_owned())
        .language(lang(about).to_owned())
        .text_direction(direction)
        .document_id(about.address.clone())
        .producer("Plenary".to_owned());
    match date(&about.saved) {
        Some(date) => metadata.creation_date(date),
        None => metadata,
    }
}

/// The instant of `2026-11-28T19:00:00Z`.
fn date(saved: &str) -> Option<DateTime> {
    let part = |range: Range<usize>| saved.get(range)?.parse::<u8>().ok();
    let date = DateTime::new(saved.get(0..4)?.parse().ok()?)
        .month(part(5..7)?)
        .day(part(8..10)?);
    let date = date
        .hour(part(11..13)?)
        .minute(part(14..16)?)
        .second(part(17..19)?);
    Some(date.utc_offset_hour(0).utc_offset_minute(0))
}

/// Headings below headings.
fn outline(headings: &[Heading]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, level: u8| {
        while let Some((_, node)) = open.pop_if(|(each, _)| *each >= level) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for heading in headings {
        close(&mut open, heading.level);
        let place = XyzDestination::new(heading.page, Point::from_xy(0.0, heading.y));
        open.push((
            heading.level,
            OutlineNode::new(heading.words.clone(), place),
        ));
    }
    close(&mut open, 0);
    outline
}

struct Pen {
    fonts: HashMap<usize, Font>,
    /// What each mark of the tags became.
    drawn: Vec<Option<Identifier>>,
}

impl Pen {
    fn page(&mut self, page: &mut Page<'_>, marks: &[Mark], sheet: &Sheet) -> Result<(), NoPdf> {
        let mut surface = page.surface();
        let mut open: Option<Option<usize>> = None;
        for mark in marks {
            let own = match mark {
                Mark::Link { .. } => continue,
                Mark::Words(words) => words.mark,
                Mark::Rule { .. } => None,
            };
            if open != Some(own) {
                if open.is_some() {
                    surface.end_tagged();
                }
                self.begin(&mut surface, own);
                open = Some(own);
            }
            self.mark(&mut surface, mark);
        }
        if open.is_some() {
            surface.end_tagged();
        }
        surface.finish();
        for mark in marks {
            if let Mark::Link {
                mark,
                link,
                corner,
                size,
            } = mark
            {
                let target = &sheet.links[*link];
                if let Some(link) = annotation(target, sheet, *corner, *size) {
                    self.drawn[*mark] = Some(page.add_tagged_annotation(link));
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, surface: &mut Surface<'_>, mark: Option<usize>) {
        match mark {
            Some(mark) => {
                let began = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.drawn[mark] = Some(began);
            }
            None => {
                let artifact = Artifact::with_kind(ArtifactType::Other);
                surface.start_tagged(ContentTag::Artifact(artifact));
            }
        }
    }

    fn mark(&self, surface: &mut Surface<'_>, mark: &Mark) {
        match mark {
            Mark::Words(words) => {
                if let Some(font) = self.fonts.get(&words.face) {
                    let place = Point::from_xy(words.x, words.y);
                    let (font, size) = (font.clone(), words.size);
                    surface.draw_glyphs(place, &words.glyphs, font, &words.text, size, false);
                }
            }
            Mark::Rule { from, to } => {
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                surface.set_stroke(Some(thin()));
                path.finish()
                    .into_iter()
                    .for_each(|path| surface.draw_path(&path));
                surface.set_stroke(None);
            }
            Mark::Link { .. } => {}
        }
    }
}

fn thin() -> Stroke {
    Stroke {
        paint: luma::Color::new(110).into(),
        width: 0.5,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }
}

fn annotation(
    target: &Target,
    sheet: &Sheet,
    corner: (f32, f32),
    size: (f32, f32),
) -> Option<Annotation> {
    let (leads, said) = match target {
        Target::Address(address) => {
            let action = Action::Link(LinkAction::new(address.clone()));
            (krilla::annotation::Target::Action(action), address.clone())
        }
        Target::Note(label) => {
            let (page, y) = sheet.notes.get(label)?;
            let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
            (
                krilla::annotation::Target::Destination(Destination::Xyz(place)),
                label.clone(),
            )
        }
    };
    let rect = Rect::from_xywh(corner.0, corner.1, size.0.max(1.0), size.1)?;
    Some(Annotation::new_link(
        LinkAnnotation::new(rect, leads),
        Some(said),
    ))
}

impl krilla::text::Glyph for Glyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id)
    }

    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}
