//! Reads how many tests passed from what the runners print.

use std::ops::AddAssign;

/// Tests by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
    /// Those that were not run.
    pub skipped: usize,
}

impl Counts {
    /// What a closing line of cargo test or nextest tells.
    pub fn of_runner(line: &str) -> Counts {
        let line = line.trim_start();
        if !line.starts_with("test result: ") && !line.starts_with("Summary [") {
            return Counts::default();
        }
        Counts {
            passed: before(line, "passed"),
            failed: before(line, "failed") + before(line, "timed"),
            skipped: before(line, "ignored") + before(line, "skipped"),
        }
    }

    /// What one check of a browser scenario tells.
    pub fn of_check(line: &str) -> Counts {
        let (passed, failed) = (
            line.starts_with("ok ").into(),
            line.starts_with("not ok ").into(),
        );
        Counts {
            passed,
            failed,
            skipped: 0,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split([' ', ',', ';']).collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_read() {
        let cargo = "test result: FAILED. 37 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s";
        assert_eq!(
            Counts::of_runner(cargo),
            Counts {
                passed: 37,
                failed: 2,
                skipped: 1
            }
        );
        let nextest = "     Summary [   1.234s] 40 tests run: 37 passed (1 slow), 2 failed, 1 timed out, 5 skipped";
        assert_eq!(
            Counts::of_runner(nextest),
            Counts {
                passed: 37,
                failed: 3,
                skipped: 5
            }
        );
    }

    #[test]
    fn each_check_of_a_scenario_counts() {
        assert_eq!(Counts::of_check("ok 3 - the page has a title").passed, 1);
        assert_eq!(Counts::of_check("not ok 4 - no finding").failed, 1);
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            Counts::of_runner("   Compiling plenary v0.1.0 (37 passed, 2 failed)"),
            Counts::default()
        );
        assert_eq!(Counts::of_check("okay then"), Counts::default());
    }
}
