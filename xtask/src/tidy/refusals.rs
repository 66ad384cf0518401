//! Demands for each act a test that it is refused to those who may not.

use super::source::{Function, Source, words};
use super::{File, Finding, PROGRAM, Tree};

/// What a test of a refusal says.
const REFUSED: [&str; 5] = ["Err(", "is_err()", "unwrap_err()", "Refusal::", "refused("];

/// Checks every room that has rules.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let rules = tree
        .rust()
        .filter(|(file, _)| file.path.starts_with(PROGRAM) && file.name() == "rules.rs");
    rules
        .flat_map(|(file, source)| room(tree, file, source))
        .collect()
}

fn room(tree: &Tree, file: &File, source: &Source) -> Vec<Finding> {
    let folder = file.path.trim_end_matches("rules.rs");
    let tests = refusal_tests(tree, folder);
    let acts: Vec<&Function> = source
        .functions
        .iter()
        .filter(|act| is_act(source, act))
        .collect();
    let tested = |act: &Function| {
        tests
            .iter()
            .any(|(name, body)| name.contains(&act.name) || calls(body, &act.name))
    };
    let kept: Vec<&Function> = acts.iter().copied().filter(|act| tested(act)).collect();
    let kept_by_caller = |act: &Function| {
        act.name.starts_with("may_")
            && kept
                .iter()
                .any(|caller| calls(source.body(caller), &act.name))
    };
    let missing = acts
        .iter()
        .filter(|act| !tested(act) && !kept_by_caller(act));
    let what = |act: &Function| format!("no test in {folder} shows that {} is refused", act.name);
    missing
        .map(|act| file.finding_at(act.span.0, what(act)))
        .collect()
}

/// A public rule that answers with a refusal is an act, or the question that the act's button asks.
fn is_act(source: &Source, function: &Function) -> bool {
    let answer = function.signature.split("->").last().unwrap_or_default();
    let answer = answer.split(" where ").next().unwrap_or_default().trim();
    function.public
        && !source.is_test(function.span.0)
        && answer.starts_with("Result<")
        && answer
            .trim_end_matches(['>', ' ', '\n', ','])
            .ends_with("Refusal")
}

/// The name and body of each of the room's tests that expects a refusal.
fn refusal_tests<'a>(tree: &'a Tree, folder: &str) -> Vec<(&'a str, &'a str)> {
    let files = tree
        .rust()
        .filter(|(file, _)| file.path.starts_with(folder));
    let functions = files.flat_map(|(file, source)| {
        let test = |function: &&Function| file.is_test() || source.is_test(function.span.0);
        source
            .functions
            .iter()
            .filter(test)
            .map(move |function| (function.name.as_str(), source.body(function)))
    });
    functions
        .filter(|(_, body)| REFUSED.iter().any(|word| body.contains(word)))
        .collect()
}

fn calls(body: &str, name: &str) -> bool {
    words(body, name).any(|at| body[at + name.len()..].trim_start().starts_with('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "//! R.
pub fn may_comment(now: Instant) -> Result<(), Refusal> { Ok(()) }
pub fn file_comment(now: Instant) -> Result<Event, docket::Refusal> { may_comment(now)?; Ok(e) }
pub fn count(items: &[Item]) -> usize { 0 }
pub fn parse(text: &str) -> Result<Item, NotANumber> { Err(NotANumber) }
fn helper() -> Result<(), Refusal> { Ok(()) }
";

    fn missing(tests: &str) -> usize {
        let folder = PROGRAM.to_owned() + "docket/";
        check(&Tree::of(&[
            (&(folder.clone() + "rules.rs"), RULES),
            (&(folder + "tests.rs"), tests),
        ]))
        .len()
    }

    #[test]
    fn an_act_without_a_refusal_test_is_found_and_so_is_its_question() {
        assert_eq!(missing(""), 2);
    }

    #[test]
    fn a_test_that_calls_the_act_and_expects_a_refusal_is_enough() {
        assert_eq!(
            missing(
                "#[test] fn late() { assert_eq!(file_comment(LATE), Err(Refusal::PhaseClosed)) }"
            ),
            0
        );
    }

    #[test]
    fn a_test_named_after_the_act_that_expects_a_refusal_is_enough() {
        assert_eq!(
            missing("#[test] fn file_comment_after_the_review() { assert!(late().is_err()) }"),
            0
        );
    }

    #[test]
    fn a_test_that_expects_no_refusal_is_not_enough() {
        assert_eq!(
            missing("#[test] fn file_comment_works() { file_comment(NOW).unwrap(); }"),
            2
        );
    }

    #[test]
    fn a_test_of_the_question_alone_leaves_the_act_untested() {
        assert_eq!(
            missing("#[test] fn late() { assert!(may_comment(LATE).is_err()) }"),
            1
        );
    }
}
