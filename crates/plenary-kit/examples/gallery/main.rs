//! Writes every kind of page with invented content to `target/gallery`, to be looked at and measured.
//!
//! `cargo run -p plenary-kit --example gallery`, then serve that folder over HTTP: pages ask for `/look-<hash>.css`.

mod screens;
mod staff;
mod world;

use std::io;
use std::path::Path;

use plenary_kit::page::look;
use plenary_kit::tongue::{Catalogue, KIT_ENGLISH, PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT};

fn main() -> io::Result<()> {
    // A second language, so that the choice in the footer shows.
    let spanish = "language-name = Español\n";
    let catalogue =
        Catalogue::new(vec![("en", KIT_ENGLISH), ("es", spanish)]).map_err(io::Error::other)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    for lang in ["en", PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT] {
        let folder = root.join(lang);
        std::fs::create_dir_all(&folder)?;
        let t = catalogue.choose(Some(lang), None);
        for (name, page) in screens::all(&t).into_iter().chain(staff::all(&t)) {
            std::fs::write(folder.join(format!("{name}.html")), page.into_string())?;
        }
    }
    std::fs::write(
        root.join(look::css_path().trim_start_matches('/')),
        look::css(),
    )?;
    std::fs::write(
        root.join(look::js_path().trim_start_matches('/')),
        look::js(),
    )?;
    println!("{}", root.display());
    Ok(())
}
