//! The files and comparisons that pages are made of.

use plenary_kit::page::Piece;

use crate::answer::csv;
use crate::comment::pieces as marked;

#[test]
fn a_cell_that_begins_like_a_formula_is_text() {
    let line = |cells: &[&str]| {
        csv::line(
            &cells
                .iter()
                .map(|cell| (*cell).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(line(&["a", "b c"]), "a,b c\r\n");
    assert_eq!(
        line(&["=1+1", "+1", "-1", "@x", "\tx"]),
        "'=1+1,'+1,'-1,'@x,'\tx\r\n"
    );
    assert_eq!(line(&["\rx"]), "\"'\rx\"\r\n");
    assert_eq!(
        line(&["a,b", "say \"no\"", "two\nlines"]),
        "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n"
    );
}

#[test]
fn old_and_new_words_are_set_against_each_other_word_by_word() {
    let pieces = marked(Some("it is met in time"), Some("it is not met"));
    let mut old = String::new();
    let mut new = String::new();
    for piece in &pieces {
        match piece {
            Piece::Same(words) => {
                old.push_str(words);
                new.push_str(words);
            }
            Piece::Gone(words) => old.push_str(words),
            Piece::Fresh(words) => new.push_str(words),
        }
    }
    assert_eq!(
        (old.as_str(), new.as_str()),
        ("it is met in time", "it is not met")
    );
    assert_eq!(pieces.first(), Some(&Piece::Same("it is")));
    assert_eq!(marked(None, Some("new")), vec![Piece::Fresh("new")]);
}
