//! What a paragraph is by its style: headings and quotations under any name and in any language.

use std::collections::HashMap;

use super::xml::Node;

/// Styles based on styles; Word itself stops at 11.
const CHAIN: usize = 20;

/// What is needed of a style.
#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<(Option<String>, Option<u8>)>,
    looks: Looks,
}

/// Bold, italic and struck, where something says so.
#[derive(Clone, Copy, Default)]
pub(crate) struct Looks {
    pub strong: Option<bool>,
    pub emphasis: Option<bool>,
    pub struck: Option<bool>,
}

impl Looks {
    /// Reads run properties.
    pub fn of(properties: Option<&Node>) -> Looks {
        let Some(properties) = properties else {
            return Looks::default();
        };
        let either = |one, other| match (properties.switch(one), properties.switch(other)) {
            (Some(a), Some(b)) => Some(a || b),
            (a, b) => a.or(b),
        };
        Looks {
            strong: either("b", "bCs"),
            emphasis: either("i", "iCs"),
            struck: either("strike", "dstrike"),
        }
    }

    /// These looks where they say something, otherwise the others.
    pub fn or(self, other: Looks) -> Looks {
        Looks {
            strong: self.strong.or(other.strong),
            emphasis: self.emphasis.or(other.emphasis),
            struck: self.struck.or(other.struck),
        }
    }
}

/// The styles of a document.
#[derive(Default)]
pub(crate) struct Styles {
    all: HashMap<String, Style>,
    /// The style of a paragraph that names none.
    usual: Option<String>,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub fn of(root: Option<Node>) -> Styles {
        let mut styles = Styles::default();
        for node in root.iter().flat_map(|root| &root.children) {
            if node.word() != "style" {
                continue;
            }
            let Some(id) = node.attribute("styleId") else {
                continue;
            };
            let is_usual = node
                .attribute("default")
                .is_some_and(|on| on == "1" || on == "true");
            if is_usual && node.attribute("type") == Some("paragraph") {
                styles.usual = Some(id.to_owned());
            }
            styles.all.insert(id.to_owned(), style(node));
        }
        styles
    }

    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = &'a Style> + use<'a> {
        let first = id.or(self.usual.as_deref());
        let first = first.and_then(|id| self.all.get(id));
        let based_on =
            |style: &&'a Style| self.all.get(style.based_on.as_deref().unwrap_or_default());
        std::iter::successors(first, based_on).take(CHAIN)
    }

    /// The level of a heading in this style, from 1; 0 for the title of the document.
    pub fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.chain(id).find_map(|style| {
            let by_name = heading_by_name(&style.name);
            let by_outline = style.outline.map(|level| (level < 9).then_some(level + 1));
            by_name.map(Some).or(by_outline)
        })?
    }

    /// Whether any style of the chain has a name that fits.
    fn is_named(&self, id: Option<&str>, fits: impl Fn(&str) -> bool) -> bool {
        self.chain(id).any(|style| fits(&style.name))
    }

    /// Whether it is a quotation.
    pub fn is_quote(&self, id: Option<&str>) -> bool {
        let names = [
            "quote",
            "quotations",
            "intense quote",
            "block text",
            "zitat",
            "citation",
            "cita",
        ];
        self.is_named(id, |name| names.contains(&name))
    }

    /// Whether its white space matters.
    pub fn is_code(&self, id: Option<&str>) -> bool {
        let names = [
            "code",
            "html preformatted",
            "preformatted text",
            "source code",
            "source text",
            "html code",
            "verbatim char",
            "plain text code",
        ];
        self.is_named(id, |name| names.contains(&name))
    }

    /// Whether it is the sign of a note in front of its text.
    pub fn is_note_sign(&self, id: Option<&str>) -> bool {
        let names = ["footnote reference", "endnote reference"];
        id.is_some() && self.is_named(id, |name| names.contains(&name))
    }

    /// Whether it is a line of a table of contents.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).take(1).any(|style| {
            let rest = style.name.strip_prefix("toc ");
            rest.is_some_and(|rest| !rest.is_empty())
                || style.name == "toc heading"
                || style.name == "table of figures"
        })
    }

    /// List and level that the style sets, as far as it does.
    pub fn numbering<'a>(&'a self, id: Option<&str>) -> Option<(Option<&'a str>, Option<u8>)> {
        let found = self.chain(id).find_map(|style| style.numbering.as_ref())?;
        Some((found.0.as_deref(), found.1))
    }

    /// What a character style looks like.
    pub fn looks(&self, id: Option<&str>) -> Looks {
        match id {
            Some(_) => self
                .chain(id)
                .fold(Looks::default(), |looks, style| looks.or(style.looks)),
            None => Looks::default(),
        }
    }
}

fn style(node: &Node) -> Style {
    let paragraph = node.child("pPr");
    let list = paragraph.and_then(|properties| properties.child("numPr"));
    let level = |node: &Node, name: &str| node.value(name).and_then(|value| value.parse().ok());
    Style {
        name: node.value("name").unwrap_or_default().trim().to_lowercase(),
        based_on: node.value("basedOn").map(str::to_owned),
        outline: paragraph.and_then(|properties| level(properties, "outlineLvl")),
        numbering: list.map(|list| {
            let id = list.value("numId").map(str::to_owned);
            (id, level(list, "ilvl"))
        }),
        looks: Looks::of(node.child("rPr")),
    }
}

/// Built-in names are English whatever the language of the program; other programs translate them.
fn heading_by_name(name: &str) -> Option<u8> {
    const TITLES: [&str; 12] = [
        "title",
        "titel",
        "titre",
        "título",
        "titolo",
        "titre principal",
        "название",
        "заголовок документа",
        "标题文档",
        "tytuł",
        "العنوان",
        "otsikko 0",
    ];
    const HEADINGS: [&str; 19] = [
        "heading",
        "überschrift",
        "titre",
        "título",
        "titolo",
        "заголовок",
        "标题",
        "標題",
        "見出し",
        "제목",
        "عنوان",
        "rubrik",
        "otsikko",
        "nagłówek",
        "kop",
        "επικεφαλίδα",
        "cabeçalho",
        "overskrift",
        "header",
    ];
    if TITLES.contains(&name) {
        return Some(0);
    }
    let words = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let level: u8 = name[words.len()..].parse().ok()?;
    let is_heading = HEADINGS.contains(&words.trim());
    (is_heading && (1..=9).contains(&level)).then_some(level)
}
