//! What is read out of DOCX files, one rule a test.

mod common;

use common::{docx, part, said, words_at};
use plenary_paper::{Ask, Dropped, Found, docx as word};

fn read(body: &str) -> Found {
    word::read(&docx(body, &[])).unwrap()
}

fn read_with(body: &str, more: &[(&str, &str, &str)]) -> Found {
    word::read(&docx(body, more)).unwrap()
}

#[test]
fn headings_are_known_by_outline_by_inheritance_and_by_name_in_any_language() {
    let styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
         <w:style w:type='paragraph' w:styleId='Own'><w:name w:val='House style'/><w:basedOn w:val='Mid'/></w:style>\
         <w:style w:type='paragraph' w:styleId='Mid'><w:name w:val='Between'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='R2'><w:name w:val='Заголовок 2'/></w:style>\
         <w:style w:type='paragraph' w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>",
    );
    let of = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        of("berschrift1", "Eins"),
        of("Own", "Drei"),
        of("R2", "Два"),
        of("Loop", "Kein Titel"),
        "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Direct</w:t></w:r></w:p>".into(),
    ]
    .concat();
    let found = read_with(&body, &[("styles.xml", "styles", &styles)]);
    assert_eq!(
        said(&found),
        [
            "Heading { level: 1 } Eins",
            "Heading { level: 3 } Drei",
            "Heading { level: 2 } Два",
            "Paragraph Kein Titel",
            "Heading { level: 2 } Direct",
        ]
    );
    assert_eq!(found.title.as_deref(), Some("Eins"));
}

#[test]
fn a_title_stands_above_the_headings() {
    let styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>\
         <w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 1'/></w:style>",
    );
    let body = "<w:p><w:pPr><w:pStyle w:val='T'/></w:pPr><w:r><w:t>Whole</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>";
    let found = read_with(body, &[("styles.xml", "styles", &styles)]);
    assert_eq!(
        said(&found),
        ["Heading { level: 1 } Whole", "Heading { level: 2 } Part"]
    );
}

#[test]
fn lists_know_depth_and_sign_by_paragraph_style_and_link() {
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl>\
           <w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/></w:lvl></w:abstractNum>\
         <w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='Many'/></w:abstractNum>\
         <w:abstractNum w:abstractNumId='2'><w:styleLink w:val='Many'/><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:pStyle w:val='Num'/></w:lvl></w:abstractNum>\
         <w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='6'><w:abstractNumId w:val='1'/></w:num>",
    );
    let styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='Num'><w:name w:val='List Number'/><w:pPr><w:numPr><w:numId w:val='6'/></w:numPr></w:pPr></w:style>",
    );
    let of = |list: u8, level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        of(5, 0, "Bullet"),
        of(5, 1, "Letter"),
        "<w:p><w:pPr><w:pStyle w:val='Num'/></w:pPr><w:r><w:t>Counted</w:t></w:r></w:p>".into(),
        of(0, 0, "No list"),
        of(5, 1, "Deep at once"),
    ]
    .concat();
    let more = [
        ("styles.xml", "styles", styles.as_str()),
        ("numbering.xml", "numbering", numbering.as_str()),
    ];
    assert_eq!(
        said(&read_with(&body, &more)),
        [
            "ListItem { depth: 0, ordered: false } Bullet",
            "ListItem { depth: 1, ordered: true } Letter",
            "ListItem { depth: 0, ordered: true } Counted",
            "Paragraph No list",
            "ListItem { depth: 0, ordered: true } Deep at once",
        ]
    );
}

#[test]
fn cells_keep_their_column_over_spans_and_merges() {
    let body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Wide</w:t></w:r></w:p></w:tc>\
                <w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>Tall</w:t></w:r></w:p></w:tc></w:tr>\
                <w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p><w:p><w:r><w:t>second</w:t></w:r></w:p></w:tc>\
                <w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>\
                <w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    assert_eq!(
        said(&read(body)),
        [
            "TableCell { row: 0, column: 0 } Wide",
            "TableCell { row: 0, column: 2 } Tall",
            "TableCell { row: 1, column: 0 } A\nsecond",
            "TableCell { row: 1, column: 1 } B",
        ]
    );
    let tables = word::tables(&docx(body, &[])).unwrap();
    assert_eq!(
        tables[0].rows,
        [["Wide", "", "Tall"], ["A\nsecond", "B", ""]]
    );
}

#[test]
fn looks_links_breaks_fields_controls_and_signs_of_picture_fonts_are_read() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r><w:r><w:t xml:space='preserve'> and </w:t></w:r>\
        <w:hyperlink r:id='out'><w:r><w:rPr><w:i/></w:rPr><w:t>linked</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>next</w:t><w:tab/><w:t>tab </w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://field.example/\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
        <w:smartTag><w:r><w:t>!</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:sdtContent></w:sdt>\
        <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    let relations = "<Relationship Id='out' Type='http://x/hyperlink' Target='https://out.example/' TargetMode='External'/>";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let found = word::read(&common::docx_with(body, &[], relations, kind)).unwrap();
    assert_eq!(
        said(&found),
        ["Paragraph Bold and linked\nnext tab field!☑"]
    );
    let version = common::version(&found.blocks);
    let markdown = plenary_paper::to_markdown(&version);
    assert_eq!(
        markdown,
        "**Bold** and [*linked*](<https://out.example/>)\\\nnext tab [field](<https://field.example/>)\\!☑\n"
    );
}

#[test]
fn footnotes_and_endnotes_are_numbered_as_the_text_refers_to_them() {
    let note = |id: u8, words: &str| {
        format!(
            "<w:footnote w:id='{id}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> {words}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let notes = part(
        "footnotes",
        &format!(
            "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>{}{}",
            note(7, "Second."),
            note(3, "First.")
        ),
    );
    let ends = part(
        "endnotes",
        "<w:endnote w:id='1'><w:p><w:r><w:t>At the end.</w:t></w:r></w:p></w:endnote>",
    );
    let body = "<w:p><w:r><w:t>One</w:t><w:footnoteReference w:id='3'/></w:r><w:r><w:t>, two</w:t><w:footnoteReference w:id='7'/><w:endnoteReference w:id='1'/></w:r></w:p>";
    let more = [
        ("footnotes.xml", "footnotes", notes.as_str()),
        ("endnotes.xml", "endnotes", ends.as_str()),
    ];
    assert_eq!(
        said(&read_with(body, &more)),
        [
            "Paragraph One1, two2i",
            "Footnote { label: \"1\" } First.",
            "Footnote { label: \"2\" } Second.",
            "Footnote { label: \"i\" } At the end.",
        ]
    );
}

const ANA: &str = "w:id='1' w:author='Ana Lima' w:date='2026-01-05T10:00:00Z'";

#[test]
fn tracked_changes_become_proposals_on_the_text_before_them() {
    let body = format!(
        "<w:p><w:r><w:t xml:space='preserve'>The </w:t></w:r><w:del {ANA}><w:r><w:delText>quick</w:delText></w:r></w:del><w:ins {ANA}><w:r><w:t>slow</w:t></w:r></w:ins>\
         <w:r><w:t xml:space='preserve'> fox </w:t></w:r><w:ins w:id='2' w:author='Bo'><w:r><w:t xml:space='preserve'>never </w:t></w:r></w:ins><w:r><w:t>jumps</w:t></w:r>\
         <w:del w:id='3' w:author='Author'><w:r><w:delText xml:space='preserve'> high</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
    );
    let found = read(&body);
    assert_eq!(said(&found), ["Paragraph The quick fox jumps high."]);
    let all: Vec<_> = found
        .remarks
        .iter()
        .map(|remark| {
            let words = words_at(&found, &remark.passages[0]);
            (remark.author.as_deref(), words, remark.ask.clone())
        })
        .collect();
    assert_eq!(
        all,
        [
            (Some("Ana Lima"), "quick".into(), Ask::Reword("slow".into())),
            (Some("Bo"), "fox".into(), Ask::Reword("fox never".into())),
            (None, "jumps high".into(), Ask::Reword("jumps".into())),
        ]
    );
    assert_eq!(
        found.remarks[0].written.as_deref(),
        Some("2026-01-05T10:00:00Z")
    );
}

#[test]
fn whole_paragraphs_put_in_or_taken_out_are_proposals_too() {
    let body = format!(
        "<w:p><w:r><w:t>First.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:ins {ANA}/></w:rPr></w:pPr><w:ins {ANA}><w:r><w:t>Brand new.</w:t></w:r></w:ins></w:p>\
         <w:p><w:r><w:t>Second one.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del {ANA}/></w:rPr></w:pPr><w:del {ANA}><w:r><w:delText>Third.</w:delText></w:r></w:del></w:p>\
         <w:p><w:pPr><w:rPr><w:del {ANA}/></w:rPr></w:pPr><w:r><w:t>To be joined</w:t></w:r></w:p><w:p><w:r><w:t>with this.</w:t></w:r></w:p>"
    );
    let found = read(&body);
    assert_eq!(
        said(&found),
        [
            "Paragraph First.",
            "Paragraph Second one.",
            "Paragraph Third.",
            "Paragraph To be joined",
            "Paragraph with this.",
        ]
    );
    let asks: Vec<_> = found
        .remarks
        .iter()
        .map(|remark| (words_at(&found, &remark.passages[0]), remark.ask.clone()))
        .collect();
    assert_eq!(
        asks,
        [
            ("Second".into(), Ask::Reword("Brand new.\n\nSecond".into())),
            ("Third.".into(), Ask::Remove),
            ("joined".into(), Ask::Join),
        ]
    );
}

#[test]
fn words_put_in_where_none_stood_follow_the_block_before() {
    let body = format!(
        "<w:p><w:r><w:t>The end.</w:t></w:r></w:p><w:p><w:ins {ANA}><w:r><w:t>And a last word.</w:t></w:r></w:ins></w:p>"
    );
    let found = read(&body);
    assert_eq!(found.remarks.len(), 1);
    assert_eq!(words_at(&found, &found.remarks[0].passages[0]), "end.");
    assert_eq!(
        found.remarks[0].ask,
        Ask::Reword("end.\n\nAnd a last word.".into())
    );
}

#[test]
fn comments_stand_on_their_words_with_author_date_and_replies() {
    let comments = part(
        "comments",
        &format!(
            "<w:comment {ANA}><w:p w14:paraId='AA'><w:r><w:t>Why so fast?</w:t></w:r></w:p></w:comment>\
             <w:comment w:id='2' w:author='Bo'><w:p w14:paraId='BB'><w:r><w:t>Because.</w:t></w:r></w:p></w:comment>\
             <w:comment w:id='3' w:author='Cy'><w:p><w:r><w:t>Over both.</w:t></w:r></w:p></w:comment>"
        ),
    );
    let threads = "<x:commentsEx xmlns:x='http://schemas.microsoft.com/office/word/2012/wordml'><x:commentEx x:paraId='AA' x:done='1'/><x:commentEx x:paraId='BB' x:paraIdParent='AA'/></x:commentsEx>";
    let body = "<w:p><w:r><w:t xml:space='preserve'>The  </w:t></w:r><w:commentRangeStart w:id='1'/><w:commentRangeStart w:id='2'/><w:r><w:t>quick fox</w:t></w:r>\
        <w:commentRangeEnd w:id='1'/><w:commentRangeEnd w:id='2'/><w:r><w:commentReference w:id='1'/><w:commentReference w:id='2'/></w:r><w:commentRangeStart w:id='3'/><w:r><w:t xml:space='preserve'> jumps.</w:t></w:r></w:p>\
        <w:p/><w:p><w:r><w:t>High.</w:t></w:r><w:commentRangeEnd w:id='3'/></w:p>";
    let more = [
        ("comments.xml", "comments", comments.as_str()),
        ("commentsExtended.xml", "commentsExtended", threads),
    ];
    let found = read_with(body, &more);
    assert_eq!(found.remarks.len(), 2);
    let [first, second] = &found.remarks[..] else {
        unreachable!()
    };
    assert_eq!(first.author.as_deref(), Some("Ana Lima"));
    assert!(first.is_done);
    assert_eq!(first.ask, Ask::Words("Why so fast?".into()));
    assert_eq!(words_at(&found, &first.passages[0]), "quick fox");
    assert_eq!(first.replies[0].text, "Because.");
    let over: Vec<_> = second
        .passages
        .iter()
        .map(|place| words_at(&found, place))
        .collect();
    assert_eq!(over, ["jumps.", "High."]);
}

#[test]
fn what_is_left_out_is_told() {
    let body = "<w:p><w:r><w:drawing><w:txbxContent/></w:drawing></w:r><w:r><w:pict/></w:r><w:r><w:object/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
        <m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>E=mc</m:t></m:r></m:oMath>\
        <w:r><w:sym w:font='Webdings' w:char='F001'/></w:r><w:r><w:t>text</w:t></w:r></w:p>";
    let header = part("hdr", "<w:p><w:r><w:t>Confidential</w:t></w:r></w:p>");
    let found = read_with(body, &[("header1.xml", "header", &header)]);
    assert_eq!(said(&found), ["Paragraph E=mctext"]);
    let all = [
        Dropped::TextBox,
        Dropped::Picture,
        Dropped::Embedded,
        Dropped::Hidden,
        Dropped::Equation,
        Dropped::Symbol,
        Dropped::HeaderFooter,
    ];
    assert_eq!(found.dropped, all.map(|what| (what, 1)));
}

#[test]
fn a_table_of_contents_is_left_out_once() {
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1 Purpose 3</w:t></w:r></w:p>{}\
         <w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>{}",
        line("2 Scope 4"),
        line("The text.")
    );
    let found = read(&body);
    assert_eq!(said(&found), ["Paragraph The text."]);
    assert_eq!(found.dropped, [(Dropped::Contents, 1)]);
}
