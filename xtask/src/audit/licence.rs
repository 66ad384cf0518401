//! Reads licence expressions (SPDX 2.3, annex D) and says whether one way to take them is allowed.

/// Whether some choice the expression offers has only licences of the list; an old `A/B` means `A OR B`.
pub fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (fine, rest) = any(&words, allowed);
    fine && rest.is_empty()
}

/// Choices joined by OR; returns what is left to read.
fn any<'a, 'b>(words: &'a [&'b str], allowed: &[&str]) -> (bool, &'a [&'b str]) {
    let (mut fine, mut rest) = all(words, allowed);
    while let ["OR", after @ ..] = rest {
        let (other, left) = all(after, allowed);
        (fine, rest) = (fine || other, left);
    }
    (fine, rest)
}

/// Licences joined by AND, which binds stronger.
fn all<'a, 'b>(words: &'a [&'b str], allowed: &[&str]) -> (bool, &'a [&'b str]) {
    let (mut fine, mut rest) = one(words, allowed);
    while let ["AND", after @ ..] = rest {
        let (other, left) = one(after, allowed);
        (fine, rest) = (fine && other, left);
    }
    (fine, rest)
}

fn one<'a, 'b>(words: &'a [&'b str], allowed: &[&str]) -> (bool, &'a [&'b str]) {
    match words {
        ["(", after @ ..] => match any(after, allowed) {
            (fine, [")", rest @ ..]) => (fine, rest),
            (_, rest) => (false, rest),
        },
        [licence, "WITH", exception, rest @ ..] => (
            allowed.contains(&&*format!("{licence} WITH {exception}")),
            rest,
        ),
        [licence, rest @ ..] => (allowed.contains(licence), rest),
        [] => (false, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: [&str; 3] = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"];

    #[test]
    fn one_allowed_choice_is_enough() {
        assert!(is_allowed("MIT OR GPL-3.0", &ALLOWED) && is_allowed("GPL-3.0/MIT", &ALLOWED));
        assert!(!is_allowed("GPL-3.0 OR LGPL-2.1", &ALLOWED));
    }

    #[test]
    fn every_licence_joined_by_and_must_be_allowed() {
        assert!(!is_allowed("MIT AND GPL-3.0", &ALLOWED));
        assert!(is_allowed("(MIT OR GPL-3.0) AND Apache-2.0", &ALLOWED));
        assert!(is_allowed("GPL-3.0 AND Zlib OR MIT", &ALLOWED));
    }

    #[test]
    fn an_exception_is_part_of_its_licence() {
        assert!(is_allowed(
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            &ALLOWED
        ));
        assert!(!is_allowed("Apache-2.0 WITH Other-exception", &ALLOWED));
    }

    #[test]
    fn no_licence_and_no_sense_are_not_allowed() {
        assert!(
            !is_allowed("", &ALLOWED)
                && !is_allowed("(MIT", &ALLOWED)
                && !is_allowed("MIT MIT", &ALLOWED)
        );
    }
}
