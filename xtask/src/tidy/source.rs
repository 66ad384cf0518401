//! Reads a Rust file just far enough to judge it: code without comments and strings, its strings, its functions.

/// A string literal, as written between its quotes.
pub struct Literal {
    /// Where its text starts, in bytes from the start of the file.
    pub at: usize,
    /// The text, with escapes as typed.
    pub text: String,
}

/// A function with its place in the file.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Whether `pub` stands before it.
    pub public: bool,
    /// From `fn` to the opening brace.
    pub signature: String,
    /// Where `fn` stands and where the closing brace ends, in bytes.
    pub span: (usize, usize),
    /// Where the body starts, in bytes.
    pub body: usize,
}

/// One Rust file, taken apart.
pub struct Source {
    /// The file with comments and the insides of strings blanked; as long as the file.
    pub code: String,
    /// Every string literal.
    pub literals: Vec<Literal>,
    /// Every function that has a body.
    pub functions: Vec<Function>,
    /// The byte ranges that stand under `#[cfg(test)]`.
    pub tests: Vec<(usize, usize)>,
}

impl Source {
    /// Takes a file apart.
    pub fn read(text: &str) -> Source {
        let (code, literals) = mask(text);
        let functions = functions(&code);
        let tests = test_ranges(&code);
        Source {
            code,
            literals,
            functions,
            tests,
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        line_of(&self.code, at)
    }

    /// The function's length in lines.
    pub fn lines(&self, function: &Function) -> usize {
        self.line(function.span.1 - 1) - self.line(function.span.0) + 1
    }

    /// Whether a byte stands under `#[cfg(test)]`.
    pub fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|&(from, to)| from <= at && at < to)
    }

    /// The code of a function's body.
    pub fn body(&self, function: &Function) -> &str {
        &self.code[function.body..function.span.1]
    }
}

/// The line of a byte, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count()
        + 1
}

/// Every place where `word` stands in `code` as a word of its own.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = code[..at].chars().next_back().is_some_and(is_word);
            let after = code[at + word.len()..].chars().next().is_some_and(is_word);
            !(before || after && word.ends_with(is_word))
        })
}

/// Whether a letter can stand in a Rust name.
pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The name at the start of `text`, or nothing.
pub fn name_at(text: &str) -> &str {
    &text[..text.find(|letter| !is_word(letter)).unwrap_or(text.len())]
}

/// Blanks comments and the insides of strings and letters; returns the strings.
fn mask(text: &str) -> (String, Vec<Literal>) {
    let bytes = text.as_bytes();
    let (mut code, mut literals, mut at) = (bytes.to_vec(), Vec::new(), 0);
    while at < bytes.len() {
        let Some(piece) = piece_at(text, at) else {
            at += 1;
            continue;
        };
        if piece.string {
            literals.push(Literal {
                at: piece.from,
                text: text[piece.from..piece.to].to_owned(),
            });
        }
        for byte in &mut code[piece.from..piece.to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = piece.end;
    }
    (String::from_utf8(code).unwrap_or_default(), literals)
}

/// Something to blank: its inside, the byte after it, and whether it is a string.
struct Piece {
    from: usize,
    to: usize,
    end: usize,
    string: bool,
}

impl Piece {
    fn plain(from: usize, to: usize) -> Piece {
        Piece {
            from,
            to,
            end: to,
            string: false,
        }
    }
}

fn piece_at(text: &str, at: usize) -> Option<Piece> {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'/' if bytes.get(at + 1) == Some(&b'/') => Some(Piece::plain(
            at,
            at + text[at..].find('\n').unwrap_or(text.len() - at),
        )),
        b'/' if bytes.get(at + 1) == Some(&b'*') => {
            Some(Piece::plain(at, block_comment_end(bytes, at)))
        }
        b'"' => Some(string_at(text, at)),
        b'r' => raw_string_at(text, at),
        b'\'' => letter_at(text, at),
        _ => None,
    }
}

fn block_comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn string_at(text: &str, at: usize) -> Piece {
    let bytes = text.as_bytes();
    let mut to = at + 1;
    while to < bytes.len() && bytes[to] != b'"' {
        to += if bytes[to] == b'\\' { 2 } else { 1 };
    }
    let to = to.min(bytes.len());
    Piece {
        from: at + 1,
        to,
        end: (to + 1).min(bytes.len()),
        string: true,
    }
}

fn raw_string_at(text: &str, at: usize) -> Option<Piece> {
    let glued = text[..at]
        .trim_end_matches(['b', 'c'])
        .chars()
        .next_back()
        .is_some_and(is_word);
    let hashes = text[at + 1..]
        .bytes()
        .take_while(|&byte| byte == b'#')
        .count();
    let from = at + 1 + hashes + 1;
    if glued || text.as_bytes().get(from - 1) != Some(&b'"') {
        return None;
    }
    let closing = format!("\"{}", "#".repeat(hashes));
    let to = text[from..]
        .find(&closing)
        .map_or(text.len(), |length| from + length);
    Some(Piece {
        from,
        to,
        end: (to + closing.len()).min(text.len()),
        string: true,
    })
}

/// A letter between single quotes; a lifetime is none.
fn letter_at(text: &str, at: usize) -> Option<Piece> {
    let rest = &text[at + 1..];
    let length = match rest.chars().next()? {
        '\\' => 2 + rest[2..].find('\'')?,
        letter => letter.len_utf8(),
    };
    let to = at + 1 + length;
    (text.as_bytes().get(to) == Some(&b'\'')).then_some(Piece {
        from: at + 1,
        to,
        end: to + 1,
        string: false,
    })
}

fn functions(code: &str) -> Vec<Function> {
    words(code, "fn")
        .filter_map(|at| function_at(code, at))
        .collect()
}

fn function_at(code: &str, at: usize) -> Option<Function> {
    let rest = code[at + 2..].trim_start();
    let name = name_at(rest);
    let body = at + body_offset(&code[at..])?;
    let line = code[..at].rfind('\n').map_or(0, |newline| newline + 1);
    (!name.is_empty()).then(|| Function {
        name: name.to_owned(),
        public: words(&code[line..at], "pub").next().is_some(),
        signature: code[at..body].to_owned(),
        span: (at, closing(code, body)),
        body,
    })
}

/// Where the body's brace opens; nothing for a function without a body.
fn body_offset(code: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at),
            b';' if depth == 0 => return None,
            _ if depth < 0 => return None,
            _ => {}
        }
    }
    None
}

/// The byte after the brace that closes the one at `open`.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, byte) in code[open..].bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return open + offset + 1;
        }
    }
    code.len()
}

fn test_ranges(code: &str) -> Vec<(usize, usize)> {
    let marked = code
        .match_indices("#[cfg(test)]")
        .map(|(at, mark)| (at, at + mark.len()));
    marked
        .filter_map(|(at, after)| Some((at, closing(code, after + body_offset(&code[after..])?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked_and_strings_are_kept() {
        let source = Source::read(
            "let a = \"x // y\"; // unsafe\n/* /* unsafe */ */ let b = r#\"q\"q\"#; 'c'",
        );
        assert!(!source.code.contains("unsafe") && !source.code.contains('y'));
        let texts: Vec<_> = source
            .literals
            .iter()
            .map(|literal| literal.text.as_str())
            .collect();
        assert_eq!(texts, ["x // y", "q\"q"]);
    }

    #[test]
    fn a_lifetime_opens_no_letter_and_a_quote_letter_no_string() {
        let source =
            Source::read("fn a<'x>(b: &'x str) { let q = '\"'; let e = '\\''; unsafe_here(); }");
        assert!(source.code.contains("unsafe_here"));
        assert!(source.literals.is_empty());
    }

    #[test]
    fn functions_have_names_and_lengths_and_pointers_are_none() {
        let source = Source::read("pub fn one(x: [u8; 4]) -> fn(u8) {\n}\ntrait T { fn two(); }\n");
        let found: Vec<_> = source
            .functions
            .iter()
            .map(|function| (function.name.as_str(), source.lines(function)))
            .collect();
        assert_eq!(found, [("one", 2)]);
        assert!(source.functions[0].public);
    }

    #[test]
    fn code_under_cfg_test_is_test_code() {
        let source = Source::read("fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\nfn c() {}");
        let test: Vec<_> = source
            .functions
            .iter()
            .map(|function| source.is_test(function.span.0))
            .collect();
        assert_eq!(test, [false, true, false]);
    }

    #[test]
    fn words_stand_alone() {
        assert_eq!(words("unsafe unsafe_code my_unsafe", "unsafe").count(), 1);
    }
}
