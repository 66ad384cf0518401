//! A PDF of one page of text, small enough to write by hand (ISO 32000-1, section 7.5): for the demo's attachments.

/// The letters that fit a line of 12 points between margins of 72 on A4, by the width of Helvetica's average letter.
const LETTERS_PER_LINE: usize = 80;
const LINES_PER_PAGE: usize = 46;

/// The text as a PDF file; letters outside Latin-1 become question marks, which the demo's attachments have none of.
pub fn pdf(title: &str, text: &str) -> Vec<u8> {
    let content = content(title, text);
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
        [format!("<< /Length {} >>\nstream\n", content.len()).as_bytes(), &content, b"\nendstream"].concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places
        .iter()
        .for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = places.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    out
}

fn content(title: &str, text: &str) -> Vec<u8> {
    let mut out = b"BT /F1 12 Tf 16 TL 72 770 Td\n".to_vec();
    let lines = std::iter::once(title.to_owned())
        .chain([String::new()])
        .chain(text.lines().flat_map(wrap));
    for line in lines.take(LINES_PER_PAGE) {
        out.push(b'(');
        line.chars()
            .for_each(|letter| push_letter(&mut out, letter));
        out.extend(b") Tj T*\n");
    }
    out.extend(b"ET");
    out
}

fn push_letter(out: &mut Vec<u8>, letter: char) {
    let byte = u8::try_from(u32::from(letter)).unwrap_or(b'?');
    if matches!(byte, b'(' | b')' | b'\\') {
        out.push(b'\\');
    }
    out.push(byte);
}

fn wrap(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let last = lines.len() - 1;
        if !lines[last].is_empty()
            && lines[last].chars().count() + word.chars().count() >= LETTERS_PER_LINE
        {
            lines.push(word.to_owned());
        } else {
            let gap = if lines[last].is_empty() { "" } else { " " };
            lines[last].push_str(gap);
            lines[last].push_str(word);
        }
    }
    lines
}
