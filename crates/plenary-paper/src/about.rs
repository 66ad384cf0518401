//! What a file says of the document it holds, besides its words.

/// Title, language and origin of a version that becomes a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The document's title.
    pub title: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// Which version this is, in a line for readers.
    pub edition: String,
    /// Its permanent address, or any other name that no other version has.
    pub address: String,
    /// When it was frozen: `2026-11-28T19:00:00Z`.
    pub saved: String,
}

impl About {
    /// Whether its language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        const RTL: [&str; 11] = [
            "ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ku", "ckb",
        ];
        let first = self.lang.split('-').next().unwrap_or_default();
        RTL.contains(&first)
    }
}

/// Whether the first letter with a direction runs from right to left; nothing when no letter has one.
pub(crate) fn runs_rtl(text: &str) -> Option<bool> {
    text.chars().find_map(|letter| match letter as u32 {
        0x0590..=0x08ff
        | 0xfb1d..=0xfdff
        | 0xfe70..=0xfeff
        | 0x10800..=0x10fff
        | 0x1e800..=0x1efff => Some(true),
        _ if letter.is_alphabetic() => Some(false),
        _ => None,
    })
}

/// Addresses that a link of a file may lead to.
pub(crate) fn leads_out(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}

/// A text within XML or HTML; letters that XML cannot hold are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}
