//! Measures import and export of a document of 300 pages: `cargo run --release -p plenary-paper --example bench_paper`.

use std::time::Instant;

use plenary_paper::{About, docx, from_html, from_markdown, to_epub, to_html, to_markdown};
use plenary_passage::{BlockId, Version};

/// The fastest of five, in milliseconds.
fn fastest<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        std::hint::black_box(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    best
}

fn main() {
    let text = plenary_paper::sample(300);
    let about = About {
        title: "Three hundred pages".into(),
        lang: "en".into(),
        ..About::default()
    };
    let Ok(version) = Version::from_blocks(&from_markdown(&text).blocks, BlockId(0).following())
    else {
        return eprintln!("the sample is no version");
    };
    let file = docx::to_docx(&version, &about);
    let page = to_html(&version, &about);
    println!(
        "{} pages, {} letters, {} blocks; DOCX {} kB, HTML {} kB",
        300,
        version.letters(),
        version.blocks().len(),
        file.len() / 1000,
        page.len() / 1000
    );
    let show = |what: &str, ms: f64| println!("{what:<18}{ms:>9.1} ms");
    show("read DOCX", fastest(|| docx::read(&file)));
    show("write DOCX", fastest(|| docx::to_docx(&version, &about)));
    show("read Markdown", fastest(|| from_markdown(&text)));
    show("write Markdown", fastest(|| to_markdown(&version)));
    show("read HTML", fastest(|| from_html(&page)));
    show("write HTML", fastest(|| to_html(&version, &about)));
    show("write EPUB", fastest(|| to_epub(&version, &about)));
}
