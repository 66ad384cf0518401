//! The grounds of a block as one types them, and typed ones as grounds.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::Viewer;
use plenary_kit::web::Who;

use super::bases::Typed;
use crate::basis::{BasisRefusal, Ground, Shown, shown};
use crate::docket::ItemNumber;
use crate::document::{VersionNumber, label_of, labels, store as documents};
use crate::session::{Heard, store as sessions};

/// The grounds as the form shows them, without those that the viewer may not know of.
pub(super) fn typed_of(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    grounds: &[Ground],
) -> Result<Typed, Fault> {
    let mut typed = Typed::default();
    let (mut heard, mut others) = (Vec::new(), Vec::new());
    for ground in grounds {
        let Some(seen) = shown(app, db, &who.viewer, ground)? else {
            continue;
        };
        match (seen, ground) {
            (Shown::Item(number), _) => typed.items.push(number.to_string()),
            (Shown::OwnText, _) => typed.is_own = true,
            (Shown::Heard(slug, _, first, last), _) => heard.push(format!("{slug} {first}-{last}")),
            (
                Shown::Block(..),
                Ground::Block {
                    document,
                    version,
                    block,
                },
            ) => {
                let slug = documents::document(db, document)?.map(|document| document.slug);
                let text = documents::version(db, document, *version)?;
                let label = text.and_then(|text| label_of(&text, *block));
                others.extend(
                    slug.zip(label)
                        .map(|(slug, label)| format!("{slug}/{version} {label}")),
                );
            }
            _ => {}
        }
    }
    typed.heard = heard.join("; ");
    typed.others = others.join("; ");
    Ok(typed)
}

/// What was typed as grounds, each looked up for the viewer.
pub(super) fn asked_grounds(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    typed: &Typed,
) -> Result<Vec<Ground>, Stop> {
    let mut grounds = Vec::new();
    let listed = typed
        .numbers
        .split([',', ';', ' ', '\n'])
        .map(str::to_owned);
    let numbers = typed.items.iter().cloned().chain(listed);
    for word in numbers.filter(|word| !word.trim().is_empty()) {
        let number: ItemNumber = word
            .parse()
            .map_err(|_| BasisRefusal::Unknown(word.clone()))?;
        grounds.push(Ground::Item(number));
    }
    for part in parts(&typed.heard) {
        grounds.push(heard(db, part)?);
    }
    for part in parts(&typed.others) {
        grounds.push(other(db, part)?);
    }
    if typed.is_own {
        grounds.push(Ground::OwnText);
    }
    for ground in &grounds {
        if shown(app, db, viewer, ground)?.is_none() {
            return Err(BasisRefusal::Unknown(name(ground)).into());
        }
    }
    Ok(grounds)
}

/// The grounds that this editor may not know of: they stay, whatever the form says of the others.
pub(super) fn unseen(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    grounds: &[Ground],
) -> Result<Vec<Ground>, Fault> {
    let mut kept = Vec::new();
    for ground in grounds {
        if shown(app, db, viewer, ground)?.is_none() {
            kept.push(ground.clone());
        }
    }
    Ok(kept)
}

fn name(ground: &Ground) -> String {
    match ground {
        Ground::Item(number) => number.to_string(),
        Ground::Heard(heard) => format!("{}-{}", heard.first, heard.last),
        Ground::Block { block, .. } => block.to_string(),
        Ground::OwnText => String::new(),
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// "hearing 12-14": a session and paragraphs of its transcript.
fn heard(db: &Db<'_>, part: &str) -> Result<Ground, Stop> {
    let unknown = || BasisRefusal::Unknown(part.to_owned());
    let (slug, paragraphs) = part.rsplit_once(' ').ok_or_else(unknown)?;
    let session = sessions::by_slug(db, slug.trim())?.ok_or_else(unknown)?;
    let (first, last) = paragraphs
        .split_once(['-', '–'])
        .unwrap_or((paragraphs, paragraphs));
    let number = |text: &str| {
        text.trim()
            .trim_start_matches('¶')
            .parse::<u32>()
            .map_err(|_| unknown())
    };
    let (first, last) = (number(first)?, number(last)?);
    if first == 0 || last < first {
        return Err(unknown().into());
    }
    Ok(Ground::Heard(Heard {
        session: session.id,
        first,
        last,
    }))
}

/// "outcome/2 2.1 ¶3": a text, a version of it or the latest, and a block by its printed number.
fn other(db: &Db<'_>, part: &str) -> Result<Ground, Stop> {
    let unknown = || BasisRefusal::Unknown(part.to_owned());
    let (place, label) = part.split_once(' ').ok_or_else(unknown)?;
    let (slug, number) = match place.split_once('/') {
        Some((slug, number)) => (slug, Some(number.parse().map_err(|_| unknown())?)),
        None => (place, None),
    };
    let document = documents::by_slug(db, slug)?.ok_or_else(unknown)?;
    let number = number.map_or(document.latest, VersionNumber);
    let version = documents::version(db, &document.id, number)?.ok_or_else(unknown)?;
    let plain = |text: &str| text.replace([' ', '¶'], "");
    let at = labels(&version)
        .iter()
        .position(|each| plain(each) == plain(label));
    let block = at.map(|at| version.blocks()[at].id).ok_or_else(unknown)?;
    Ok(Ground::Block {
        document: document.id,
        version: number,
        block,
    })
}
