//! Long texts made up for measuring.

const WORDS: &str = "operator community outage network report within ninety days shall publish every incident that \
                     concerns more than one region and name who answers for it";

/// A Markdown text of so many printed pages: headings, paragraphs, lists, tables, links and footnotes.
pub fn sample(pages: usize) -> String {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut state = 7_u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        words[(state >> 16) as usize % words.len()]
    };
    let mut out = String::from("# A text of many pages\n\n");
    (1..=pages).for_each(|at| page(&mut out, at, &mut word));
    out
}

fn page(out: &mut String, at: usize, word: &mut impl FnMut() -> &'static str) {
    out.push_str(&format!("## {at}. {} and {}\n\n", word(), word()));
    let mut many = |count: usize| (0..count).map(|_| word()).collect::<Vec<_>>().join(" ");
    let endings = [
        String::new(),
        " [as said](https://example.org/said)".into(),
        format!("[^{at}]"),
        String::new(),
        String::new(),
    ];
    for ending in endings {
        out.push_str(&format!("The **{}** {}{ending}.\n\n", many(1), many(70)));
    }
    out.push_str(&format!(
        "- {}\n- {}\n   1. {}\n\n",
        many(9),
        many(5),
        many(7)
    ));
    out.push_str(&format!(
        "| {} | {} |\n|---|---|\n| {} | {} |\n\n",
        many(1),
        many(2),
        many(3),
        many(8)
    ));
    out.push_str(&format!("[^{at}]: Of {}.\n\n", many(12)));
}
