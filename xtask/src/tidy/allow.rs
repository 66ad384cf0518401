//! The list of exceptions: each names its true size, so that it can only shrink.

use super::{Finding, Tree};

/// Where the exceptions stand, one `rule subject number` a line.
const LIST: &str = "xtask/tidy.allow";

/// Something counted that has a limit.
pub struct Measure {
    /// `file` and `function` count lines, `sleep` and `sql` count places.
    pub rule: &'static str,
    /// A path, or `path::function`.
    pub subject: String,
    /// The first line concerned.
    pub line: usize,
    /// What was counted.
    pub truth: usize,
    /// The most that needs no exception.
    pub limit: usize,
    /// What to do instead.
    pub advice: &'static str,
}

/// One exception.
struct Allowed<'a> {
    line: usize,
    rule: &'a str,
    subject: &'a str,
    number: usize,
}

/// Compares what was counted with the limits and the exceptions.
pub fn judge(tree: &Tree, measures: Vec<Measure>) -> Vec<Finding> {
    let (list, mut findings) = read(tree.get(LIST).map_or("", |file| &file.text));
    findings.extend(
        measures
            .iter()
            .filter_map(|measure| too_large(measure, &list)),
    );
    findings.extend(
        list.iter()
            .filter_map(|allowed| too_generous(allowed, &measures)),
    );
    findings
}

fn finding(line: usize, what: String) -> Finding {
    Finding {
        path: LIST.to_owned(),
        line,
        what,
    }
}

fn read(text: &str) -> (Vec<Allowed<'_>>, Vec<Finding>) {
    let (mut list, mut findings) = (Vec::new(), Vec::new());
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()));
    for (line, text) in lines.filter(|(_, text)| !text.is_empty() && !text.starts_with('#')) {
        let parts: Vec<&str> = text.split_whitespace().collect();
        match (
            parts.as_slice(),
            parts.last().and_then(|number| number.parse().ok()),
        ) {
            (&[rule, subject, _], Some(number)) => list.push(Allowed {
                line,
                rule,
                subject,
                number,
            }),
            _ => findings.push(finding(
                line,
                "an exception reads `rule subject number`".to_owned(),
            )),
        }
    }
    (list, findings)
}

fn too_large(measure: &Measure, list: &[Allowed]) -> Option<Finding> {
    let same =
        |allowed: &&Allowed| allowed.rule == measure.rule && allowed.subject == measure.subject;
    let most = list
        .iter()
        .find(same)
        .map_or(measure.limit, |allowed| allowed.number.max(measure.limit));
    let path = measure
        .subject
        .split("::")
        .next()
        .unwrap_or_default()
        .to_owned();
    let Measure {
        rule,
        subject,
        truth,
        advice,
        ..
    } = measure;
    (*truth > most).then(|| Finding {
        path,
        line: measure.line,
        what: format!("{rule} {subject} counts {truth}, at most {most} allowed; {advice}"),
    })
}

fn too_generous(allowed: &Allowed, measures: &[Measure]) -> Option<Finding> {
    let same =
        |measure: &&Measure| measure.rule == allowed.rule && measure.subject == allowed.subject;
    let Some(measure) = measures
        .iter()
        .filter(same)
        .max_by_key(|measure| measure.truth)
    else {
        return Some(finding(
            allowed.line,
            format!(
                "{} is not there any more; delete this line",
                allowed.subject
            ),
        ));
    };
    if measure.truth <= measure.limit {
        return Some(finding(
            allowed.line,
            format!("{} needs no exception; delete this line", allowed.subject),
        ));
    }
    (allowed.number > measure.truth).then(|| {
        finding(
            allowed.line,
            format!(
                "{} counts {}; lower this line",
                allowed.subject, measure.truth
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(list: &str, truth: usize) -> usize {
        let tree = Tree::of(&[(LIST, list)]);
        let measure = Measure {
            rule: "file",
            subject: "a.rs".into(),
            line: 1,
            truth,
            limit: 500,
            advice: "split it",
        };
        judge(&tree, vec![measure]).len()
    }

    #[test]
    fn the_limit_holds_without_an_exception() {
        assert_eq!((judged("", 500), judged("", 501)), (0, 1));
    }

    #[test]
    fn an_exception_holds_up_to_its_number() {
        assert_eq!(
            (
                judged("# why\nfile a.rs 510", 510),
                judged("file a.rs 510", 511)
            ),
            (0, 1)
        );
    }

    #[test]
    fn an_exception_larger_than_the_truth_is_a_finding() {
        assert_eq!(judged("file a.rs 511", 510), 1);
    }

    #[test]
    fn an_exception_no_longer_needed_is_a_finding() {
        assert_eq!(
            (
                judged("file a.rs 500", 400),
                judged("file gone.rs 600", 400)
            ),
            (1, 1)
        );
    }

    #[test]
    fn an_exception_that_cannot_be_read_is_a_finding() {
        assert_eq!(judged("file a.rs", 400), 1);
    }
}
