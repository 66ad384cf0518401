//! Sets a Markdown file, or a made-up text of so many pages, as a PDF, and says how long that took: `measure_pdf 300 out.pdf`.

use std::error::Error;
use std::time::Instant;

use plenary_paper::{About, Fonts, from_markdown, sample, to_pdf};
use plenary_passage::{BlockId, Version};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_else(|| "300".into());
    let text = match what.parse() {
        Ok(pages) => sample(pages),
        Err(_) => std::fs::read_to_string(&what)?,
    };
    let began = Instant::now();
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("/usr/share/fonts")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            match entry?.path() {
                path if path.is_dir() => folders.push(path),
                path => files.extend(path.to_str().map(str::to_owned)),
            }
        }
    }
    let fonts = Fonts::of(files, |file| std::fs::read(file).ok());
    println!("{} faces found in {:?}", fonts.count(), began.elapsed());
    let version = Version::from_blocks(&from_markdown(&text).blocks, BlockId(0).following())?;
    let about = About {
        title: "A text of many pages".into(),
        lang: "en".into(),
        ..About::default()
    };
    let began = Instant::now();
    let pdf = to_pdf(&version, &about, &[], &fonts)?;
    let took = began.elapsed();
    println!(
        "{} letters, {} bytes of PDF in {took:?}",
        version.letters(),
        pdf.len()
    );
    if let Some(file) = args.next() {
        std::fs::write(file, pdf)?;
    }
    Ok(())
}
