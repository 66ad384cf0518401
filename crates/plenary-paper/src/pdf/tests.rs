//! What a PDF holds: its pages and tags as laid out, and its file as poppler and qpdf read it where they are installed.

use std::process::{Command, Stdio};
use std::sync::LazyLock;

use krilla::tagging::TagKind;
use plenary_passage::BlockId;

use super::sheet::{Mark, Sheet};
use super::*;

/// The fonts of this machine, among them those of Debian's package fonts-dejavu-core.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| fonts_where(|_| true));

fn fonts_where(is_taken: fn(&str) -> bool) -> Fonts {
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("/usr/share/fonts")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => files.extend(
                    path.to_str()
                        .filter(|path| is_taken(path))
                        .map(str::to_owned),
                ),
            }
        }
    }
    Fonts::of(files, |file| std::fs::read(file).ok())
}

/// Whether this machine can set these letters; without fonts nothing of this file can be tried.
fn can_set(words: &str) -> bool {
    let made = to_pdf(&version(words), &about("en"), &[], &FONTS);
    let can = !matches!(made, Err(NoPdf::NoFont | NoPdf::NoGlyph { .. }));
    let must = std::env::var_os("CI").is_some();
    assert!(can || !must, "no font for {words}: {made:?}");
    can
}

fn version(markdown: &str) -> Version {
    let found = crate::from_markdown(markdown);
    Version::from_blocks(&found.blocks, BlockId(0).following()).unwrap()
}

fn about(lang: &str) -> About {
    About {
        title: "Shared expectations".into(),
        lang: lang.into(),
        edition: "Version 2".into(),
        address: "https://forum.example/documents/shared/2".into(),
        saved: "2026-11-28T19:00:00Z".into(),
    }
}

fn laid(markdown: &str, lang: &str) -> Sheet {
    let shelf = FONTS.shelf().unwrap();
    let version = version(markdown);
    layout::lay_out(&version, &about(lang), &[], &shelf).unwrap()
}

/// The tags of a text in reading order, each by its name and depth.
fn tags(sheet: &Sheet) -> Vec<String> {
    fn walk(node: &krilla::tagging::Node, depth: usize, out: &mut Vec<String>) {
        match node {
            krilla::tagging::Node::Leaf(_) => out.push(format!("{depth} words")),
            krilla::tagging::Node::Group(group) => {
                let name = format!("{:?}", group.tag);
                let name = name.split('(').next().unwrap_or_default();
                out.push(format!("{depth} {name}"));
                group
                    .children
                    .iter()
                    .for_each(|child| walk(child, depth + 1, out));
            }
        }
    }
    let mut document = krilla::Document::new();
    let mut page = document.start_page();
    let mut surface = page.surface();
    let mark = surface.start_tagged(krilla::tagging::ContentTag::Other);
    surface.end_tagged();
    let marks = vec![Some(mark); sheet.tags.marks()];
    let mut out = Vec::new();
    sheet
        .tags
        .tree(&marks, "en")
        .children
        .iter()
        .for_each(|child| walk(child, 0, &mut out));
    out
}

/// What a program says of a file it is given; nothing where it is not installed.
fn asked(program: &str, args: &[&str], pdf: &[u8]) -> Option<String> {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let file =
        std::env::temp_dir().join(format!("plenary-paper-{}-{number}.pdf", std::process::id()));
    std::fs::write(&file, pdf).unwrap();
    let args: Vec<&str> = args
        .iter()
        .map(|arg| {
            if *arg == "FILE" {
                file.to_str().unwrap()
            } else {
                arg
            }
        })
        .collect();
    let out = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output();
    std::fs::remove_file(&file).unwrap();
    let is_missing = |fault: &std::io::Error| fault.kind() == std::io::ErrorKind::NotFound;
    match out {
        Err(fault) if is_missing(&fault) && std::env::var_os("CI").is_none() => {
            eprintln!("{program} is not installed; nothing was asked of it");
            None
        }
        out => Some(String::from_utf8_lossy(&out.unwrap().stdout).into_owned()),
    }
}

const MANY: &str = "# Expectations\n\nA **bold** word and a [link](https://example.org/a).[^1]\n\n## 1. Terms\n\n1. First\n2. Second\n   - deeper\n\n> Said.\n\n| Line | Change |\n|---|---|\n| 1 | |\n\n[^1]: The note.\n";

#[test]
fn tags_stand_in_the_order_of_the_text() {
    if !can_set(MANY) {
        return;
    }
    let seen = tags(&laid(MANY, "en"));
    let from = seen.iter().position(|tag| tag == "0 Hn").unwrap();
    let expected = "0 Hn, 1 words, 0 P, 1 words, 1 Strong, 2 words, 1 words, 1 Link, 2 words, 2 words, \
        1 words, 1 Reference, 2 Link, 3 words, 3 words, 0 Hn, 1 words, 0 L, 1 LI, 2 Lbl, 3 words, \
        2 LBody, 3 words, 1 LI, 2 Lbl, 3 words, 2 LBody, 3 words, 3 L, 4 LI, 5 Lbl, 6 words, \
        5 LBody, 6 words, 0 BlockQuote, 1 P, 2 words, 0 Table, 1 THead, 2 TR, 3 TH, 4 words, \
        3 TH, 4 words, 1 TBody, 2 TR, 3 TD, 4 words, 3 TD, 4 words, 0 Note, 1 Lbl, 2 words, \
        1 words";
    assert_eq!(seen[from..].join(", "), expected);
}

#[test]
fn headings_make_the_outline_and_none_of_their_levels_is_passed_over() {
    let sheet = laid("## Second\n\nWords.\n\n##### Deep\n\nWords.\n", "en");
    let seen: Vec<(u8, &str)> = sheet
        .headings
        .iter()
        .map(|each| (each.level, each.words.as_str()))
        .collect();
    assert_eq!(
        seen,
        [(1, "Shared expectations"), (2, "Second"), (3, "Deep")]
    );
    let level = |tag: &TagKind| matches!(tag, TagKind::Hn(hn) if hn.level().get() == 3);
    let tree = sheet.tags.tree(&vec![None; sheet.tags.marks()], "en");
    let mut groups = tree.children.iter().filter_map(|node| match node {
        krilla::tagging::Node::Group(group) => Some(&group.tag),
        krilla::tagging::Node::Leaf(_) => None,
    });
    assert!(groups.any(level));
}

#[test]
fn other_programs_read_the_file_its_words_tags_and_title() {
    if !can_set(MANY) {
        return;
    }
    let labels: Vec<String> = (0..20).map(|at| format!("§{at}")).collect();
    let pdf = to_pdf(&version(MANY), &about("en"), &labels, &FONTS).unwrap();
    if let Some(said) = asked("qpdf", &["--check", "FILE"], &pdf) {
        assert!(
            said.contains("No syntax or stream encoding errors"),
            "{said}"
        );
    }
    if let Some(said) = asked("pdfinfo", &["FILE"], &pdf) {
        assert!(
            said.contains("Shared expectations") && said.contains("Tagged:          yes"),
            "{said}"
        );
    }
    if let Some(said) = asked("pdfinfo", &["-struct", "FILE"], &pdf) {
        for tag in [
            "H1",
            "H2",
            "L (block)",
            "LI",
            "Table",
            "TH",
            "TD",
            "Link",
            "Note",
            "BlockQuote",
        ] {
            assert!(said.contains(tag), "{tag}: {said}");
        }
    }
    if let Some(said) = asked("pdftotext", &["FILE", "-"], &pdf) {
        for words in ["A bold word and a link.", "Expectations", "§1", "The note."] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
    if let Some(said) = asked("qpdf", &["--json", "FILE"], &pdf) {
        for what in [
            "/StructTreeRoot",
            "/Outlines",
            "/DisplayDocTitle",
            "\"u:en\"",
            "https://example.org/a",
        ] {
            assert!(said.contains(what), "{what}");
        }
    }
}

#[test]
fn letters_of_many_scripts_come_back_as_they_were() {
    for (lang, words) in [
        ("ar", "هذه فقرة باللغة العربية"),
        ("ru", "Определение кибербезопасности спорно"),
        ("th", "ความมั่นคงปลอดภัยไซเบอร์"),
        ("hi", "साइबर सुरक्षा की परिभाषा"),
        ("el", "Κοινές προσδοκίες"),
        ("zh", "网络安全的定义由各方共同写下，并逐条答复。"),
        ("zh-Hant", "網路安全的定義由各方共同寫下，並逐條答覆。"),
        (
            "ja",
            "すべての意見に番号が付き、理由のある回答が返る。サイバー",
        ),
        ("ko", "모든 의견에 답한다"),
    ] {
        if !can_set(words) {
            continue;
        }
        let pdf = to_pdf(&version(words), &about(lang), &[], &FONTS).unwrap();
        if let Some(said) = asked("pdftotext", &["FILE", "-"], &pdf) {
            let plain: String = said
                .chars()
                .filter(|letter| !letters::is_unseen(*letter))
                .collect();
            assert!(plain.contains(words), "{lang}: {plain}");
        }
    }
}

#[test]
fn lines_of_arabic_begin_on_the_right_with_their_numbers_beside_them() {
    let words = "هذه فقرة باللغة العربية";
    if to_pdf(&version(words), &about("ar"), &[], &FONTS).is_err() {
        return;
    }
    let shelf = FONTS.shelf().unwrap();
    let version = version(words);
    let sheet = layout::lay_out(&version, &about("ar"), &["¶1".to_owned()], &shelf).unwrap();
    let words: Vec<&sheet::Words> = sheet.pages[0]
        .iter()
        .filter_map(|mark| match mark {
            Mark::Words(words) => Some(words),
            _ => None,
        })
        .collect();
    let number = words.iter().find(|words| &*words.text == "¶1").unwrap();
    let text = words
        .iter()
        .find(|words| words.text.starts_with("هذه"))
        .unwrap();
    assert!(number.x > text.x && number.x > sheet::WIDTH / 2.0);
    let last = text.glyphs.last().unwrap();
    assert_eq!(last.start, 0, "the first letter stands rightmost");
}

#[test]
fn without_a_font_it_says_which_package_brings_one() {
    let none = Fonts::of(Vec::new(), |_| None);
    let refusal = to_pdf(&version("Words."), &about("en"), &[], &none).unwrap_err();
    assert_eq!(refusal, NoPdf::NoFont);
    assert!(
        refusal
            .to_string()
            .contains("apt-get install fonts-noto-core"),
        "{refusal}"
    );
    if !can_set("Words.") {
        return;
    }
    let latin = fonts_where(|file| file.contains("Lato-Regular") || file.contains("DejaVuSerif"));
    let refusal = to_pdf(&version("A 中 in it."), &about("en"), &[], &latin).unwrap_err();
    let says = "the letter “中” (U+4E2D, Han). Whoever runs it can install one, on Debian: apt-get install fonts-noto-cjk";
    assert!(refusal.to_string().contains(says), "{refusal}");
}

#[test]
fn a_few_letters_that_no_font_has_are_shown_by_a_sign_and_told_of() {
    let words =
        "Whoever carries the line meets it. ".repeat(4) + "They write 中 once, and 中 again.";
    let latin = fonts_where(|file| file.contains("Lato-Regular") || file.contains("DejaVuSerif"));
    if latin.count() == 0 && std::env::var_os("CI").is_none() {
        return;
    }
    let pdf = to_pdf(&version(&words), &about("en"), &[], &latin).unwrap();
    if let Some(said) = asked("qpdf", &["--check", "FILE"], &pdf) {
        let sound = "No syntax or stream encoding errors";
        assert!(said.contains(sound), "{said}");
    }
    if let Some(said) = asked("pdftotext", &["FILE", "-"], &pdf) {
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("They write 中 once, and 中 again."), "{said}");
        assert!(said.contains("U+4E2D (Han, 2 times)"), "{said}");
    }
    let whole = to_pdf(&version("No letter is gone."), &about("en"), &[], &latin).unwrap();
    if let Some(said) = asked("pdftotext", &["FILE", "-"], &whole) {
        assert!(!said.contains("no font"), "{said}");
    }
}

#[test]
fn lines_of_chinese_are_full_and_begin_with_no_point() {
    let words = "网络安全的定义由各方共同写下，并逐条答复。".repeat(12);
    if !can_set(&words) {
        return;
    }
    let shaped_lines = lines_of(&words, "zh");
    assert!(shaped_lines.len() > 4, "{shaped_lines:?}");
    for line in &shaped_lines {
        assert!(!line.starts_with(['，', '。']), "{line}");
    }
    let (_, full) = shaped_lines.split_last().unwrap();
    for line in full {
        assert!(line.chars().count() >= 30, "{line}");
    }
}

#[test]
fn lines_of_thai_break_at_blanks_and_never_part_what_is_written_as_one() {
    let phrase = "ทุกความเห็นที่ส่งเข้ามามีเลขที่เดียวและได้รับคำตอบ";
    let words = format!("{phrase} ").repeat(6);
    if !can_set(&words) {
        return;
    }
    for line in lines_of(&words, "th") {
        assert!(line.trim().starts_with("ทุก"), "{line}");
        assert!(line.trim().ends_with("คำตอบ"), "{line}");
    }
    // A phrase longer than a line has to be parted somewhere.
    let lines = lines_of(&phrase.repeat(6), "th");
    assert!(lines.len() > 2, "{lines:?}");
    for line in &lines[1..] {
        assert!(
            !line.starts_with(['ะ', 'า', 'ำ', 'ๆ', 'ฯ', '่', '้', '็', 'ั', 'ี']),
            "{line}"
        );
    }
    for line in &lines[..lines.len() - 1] {
        assert!(!line.ends_with(['เ', 'แ', 'โ', 'ใ', 'ไ']), "{line}");
    }
}

/// The lines that a paragraph is cut into.
fn lines_of(words: &str, lang: &str) -> Vec<String> {
    let shelf = FONTS.shelf().unwrap();
    let mut setter = letters::Setter::new(&shelf, lang);
    let dress = shape::Dress {
        look: fonts::Look::default(),
        twig: 0,
        size: layout::BODY,
        raise: 0.0,
        is_struck: false,
        link: None,
    };
    let shaped = shape::shape(&mut setter, words, vec![(words.len(), dress)], false).unwrap();
    let cut = lines::cut(&shaped, sheet::COLUMN);
    let text = |line: &lines::Line| {
        let clusters = &shaped.clusters[line.clusters.clone()];
        let (first, last) = (clusters.first().unwrap(), clusters.last().unwrap());
        words[first.start as usize..last.end as usize].to_owned()
    };
    cut.iter().map(text).collect()
}

#[test]
fn a_text_without_words_or_title_is_a_page_too() {
    let nothing = Version::from_blocks(&[], BlockId(0).following()).unwrap();
    let about = About {
        address: "here".into(),
        ..About::default()
    };
    if can_set("here") {
        let pdf = to_pdf(&nothing, &about, &[], &FONTS).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
    }
}

#[test]
fn rows_and_words_larger_than_a_page_go_on_with_the_next() {
    if !can_set("Words.") {
        return;
    }
    let long = "expectation ".repeat(3_000);
    let unbroken = "x".repeat(9_000);
    let text = format!("| a | b |\n|---|---|\n| {long} | c |\n\n{unbroken}\n");
    let sheet = laid(&text, "en");
    assert!(sheet.pages.len() > 3, "{} pages", sheet.pages.len());
    let bottom = |mark: &Mark| matches!(mark, Mark::Words(words) if words.y > sheet::HEIGHT - 40.0);
    assert!(!sheet.pages.iter().flatten().any(bottom));
}

#[test]
fn signs_that_are_not_seen_and_stray_ones_do_no_harm() {
    let words = "a\u{200b}b\u{ad}c\u{200f}\u{2066}d\u{2069} e\u{fe0f}\u{ffff} f\tg";
    if can_set("Words.") && can_set("\u{fffd}") {
        to_pdf(&version(words), &about("en"), &[], &FONTS).unwrap();
    }
}

#[test]
fn a_text_that_is_too_long_is_refused_at_once() {
    let long = version(&"Whoever carries it meets it. ".repeat(MAX_PDF_BYTES / 28));
    assert_eq!(
        to_pdf(&long, &about("en"), &[], &FONTS),
        Err(NoPdf::TooLong)
    );
}
