//! What stands around the text of a DOCX file: styles, lists, notes, properties, relations.

use crate::about::{About, escape};
use crate::pack::{Part, pack};

/// The width of the text on an upright A4 page, in twentieths of a point.
pub(super) const PORTRAIT_WIDTH: u32 = 9_070;
/// The same on a page that lies on its side.
pub(super) const LANDSCAPE_WIDTH: u32 = 14_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Addresses that links lead to, each once.
#[derive(Default)]
pub(super) struct Links {
    targets: Vec<String>,
    ids: std::collections::HashMap<String, usize>,
}

impl Links {
    pub fn id(&mut self, target: &str) -> String {
        let next = self.targets.len();
        let at = *self.ids.entry(target.to_owned()).or_insert(next);
        if at == next {
            self.targets.push(target.to_owned());
        }
        format!("link{at}")
    }

    fn relations(&self) -> String {
        let one = |(at, target): (usize, &String)| {
            format!(
                "<Relationship Id=\"link{at}\" Type=\"{RELATION}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                escape(target)
            )
        };
        self.targets.iter().enumerate().map(one).collect()
    }
}

/// What goes into the frame.
pub(super) struct Insides<'a> {
    pub about: &'a About,
    pub body: &'a str,
    pub links: &'a Links,
    /// How many numbered lists there are.
    pub lists: usize,
    pub notes: &'a str,
    pub note_links: &'a Links,
    pub is_landscape: bool,
}

/// The whole file.
pub(super) fn file(insides: Insides<'_>) -> Vec<u8> {
    pack(&[
        Part::new("[Content_Types].xml", content_types()),
        Part::new(
            "_rels/.rels",
            relations(&format!(
                "<Relationship Id=\"main\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/>\
                 <Relationship Id=\"core\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
            )),
        ),
        Part::new("docProps/core.xml", core(insides.about)),
        Part::new("word/document.xml", document(&insides)),
        Part::new(
            "word/_rels/document.xml.rels",
            relations(&(beside() + &insides.links.relations())),
        ),
        Part::new("word/styles.xml", styles(insides.about)),
        Part::new("word/numbering.xml", numbering(insides.lists)),
        Part::new("word/settings.xml", settings(insides.about)),
        Part::new("word/footnotes.xml", footnotes(insides.notes)),
        Part::new(
            "word/_rels/footnotes.xml.rels",
            relations(&insides.note_links.relations()),
        ),
    ])
}

fn beside() -> String {
    ["styles", "numbering", "settings", "footnotes"]
        .map(|kind| {
            format!(
                "<Relationship Id=\"{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{kind}.xml\"/>"
            )
        })
        .concat()
}

fn relations(all: &str) -> String {
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footnotes", "footnotes"),
    ];
    let parts = parts.map(|(name, kind)| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
    });
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>",
        parts.concat()
    )
}

fn core(about: &About) -> String {
    let instant = |name: &str| match about.saved.is_empty() {
        true => String::new(),
        false => format!(
            "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{}</dcterms:{name}>",
            escape(&about.saved)
        ),
    };
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:identifier>{}</dc:identifier><dc:language>{}</dc:language>{}{}</cp:coreProperties>",
        escape(&about.title),
        escape(&about.edition),
        escape(&about.address),
        escape(&about.lang),
        instant("created"),
        instant("modified"),
    )
}

fn document(insides: &Insides<'_>) -> String {
    let (size, turn) = match insides.is_landscape {
        true => (
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            "w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\"",
        ),
        false => (
            "w:w=\"11906\" w:h=\"16838\"",
            "w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\"",
        ),
    };
    let bidi = if insides.about.is_rtl() {
        "<w:bidi/>"
    } else {
        ""
    };
    // A word processor puts its cursor behind the last table.
    let end = if insides.body.ends_with("</w:tbl>") {
        "<w:p/>"
    } else {
        ""
    };
    format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATION}\"><w:body>{}{end}<w:sectPr><w:pgSz {size}/>\
         <w:pgMar {turn} w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>{bidi}</w:sectPr></w:body></w:document>",
        insides.body
    )
}

fn settings(about: &About) -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         {}</w:settings>",
        lang("themeFontLang", about)
    )
}

/// The language where Word looks for it: scripts of the East and those from right to left have places of their own.
fn lang(element: &str, about: &About) -> String {
    let lang = escape(&about.lang);
    let first = about.lang.split('-').next().unwrap_or_default();
    match first {
        _ if about.is_rtl() => format!("<w:{element} w:bidi=\"{lang}\"/>"),
        "zh" | "ja" | "ko" => format!("<w:{element} w:val=\"{lang}\" w:eastAsia=\"{lang}\"/>"),
        "th" | "hi" => format!("<w:{element} w:val=\"{lang}\" w:bidi=\"{lang}\"/>"),
        _ => format!("<w:{element} w:val=\"{lang}\"/>"),
    }
}

fn footnotes(notes: &str) -> String {
    let line = |id: u8, kind: &str, sign: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>"
        )
    };
    format!(
        "{HEAD}<w:footnotes xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATION}\">{}{}{notes}</w:footnotes>",
        line(0, "separator", "separator"),
        line(1, "continuationSeparator", "continuationSeparator"),
    )
}

fn numbering(lists: usize) -> String {
    let level = |at: u32, format: &str, sign: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{}\" w:hanging=\"360\"/></w:pPr></w:lvl>",
            360 + 360 * at
        )
    };
    let bullets: String = (0..9)
        .map(|at| level(at, "bullet", ["•", "–", "▪"][at as usize % 3]))
        .collect();
    let formats = ["decimal", "lowerLetter", "lowerRoman"];
    let numbers: String = (0..9)
        .map(|at| level(at, formats[at as usize % 3], &format!("%{}.", at + 1)))
        .collect();
    let restarts: String = (0..9)
        .map(|at| {
            format!("<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>")
        })
        .collect();
    let each: String = (0..lists)
        .map(|at| {
            format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>{restarts}</w:num>",
                at + 2
            )
        })
        .collect();
    format!(
        "{HEAD}<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>{numbers}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{each}</w:numbering>"
    )
}

fn styles(about: &About) -> String {
    let bidi = if about.is_rtl() { "<w:bidi/>" } else { "" };
    let headings: String = (1..=6)
        .map(|level| {
            let size = [36, 30, 26, 24, 22, 22][level - 1];
            style(
                "paragraph",
                &format!("Heading{level}"),
                &format!("heading {level}"),
                "Normal",
                &format!("<w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>", level - 1),
            )
        })
        .collect();
    let indented = "<w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr>";
    let machine = "<w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Courier New\"/><w:sz w:val=\"20\"/></w:rPr>";
    let raised = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    let blue = "<w:rPr><w:color w:val=\"0B57A4\"/><w:u w:val=\"single\"/></w:rPr>";
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>")
    };
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(border)
        .concat();
    [
        format!("{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>{}</w:rPr></w:rPrDefault>\
             <w:pPrDefault><w:pPr>{bidi}<w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>", lang("lang", about)),
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>".to_owned(),
        headings,
        style("paragraph", "Quote", "Quote", "Normal", indented),
        style("paragraph", "Code", "Code", "Normal", &format!("<w:pPr><w:spacing w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>{machine}")),
        style("paragraph", "ListParagraph", "List Paragraph", "Normal", "<w:pPr><w:contextualSpacing/></w:pPr>"),
        style("paragraph", "FootnoteText", "footnote text", "Normal", "<w:pPr><w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>"),
        style("character", "CodeWords", "HTML Code", "", machine),
        style("character", "FootnoteReference", "footnote reference", "", raised),
        style("character", "Hyperlink", "Hyperlink", "", blue),
        style("table", "TableGrid", "Table Grid", "", &format!("<w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>")),
        "</w:styles>".to_owned(),
    ]
    .concat()
}

fn style(kind: &str, id: &str, name: &str, based_on: &str, inside: &str) -> String {
    let based_on = match based_on {
        "" => String::new(),
        id => format!("<w:basedOn w:val=\"{id}\"/>"),
    };
    format!(
        "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based_on}{inside}</w:style>"
    )
}
