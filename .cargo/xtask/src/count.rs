//! How many tests passed and failed, read from what their runners print.

use std::ops::AddAssign;

/// Tests, or whole steps where a step is one test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    pub fn total(self) -> u64 {
        self.passed + self.failed
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads the closing lines of cargo's and of node's test runners.
pub fn tests(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines().map(str::trim) {
        if let Some(result) = line.strip_prefix("test result:") {
            count += Count { passed: before(result, " passed"), failed: before(result, " failed") };
        }
        let node = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "));
        match node.and_then(|line| line.split_once(' ')) {
            Some(("pass", number)) => count.passed += number.parse().unwrap_or(0),
            Some(("fail" | "cancelled", number)) => count.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
    count
}

/// The number in front of a word.
fn before(line: &str, word: &str) -> u64 {
    let number = line.split(word).next().and_then(|it| it.rsplit([' ', ';']).next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_understood() {
        let cargo = "running 3 tests\n\
            test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n\
            test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(tests(cargo), Count { passed: 17, failed: 3 });
        let node = "ℹ tests 9\nℹ pass 7\nℹ fail 1\nℹ cancelled 1\n# pass 2\n# fail 0";
        assert_eq!(tests(node), Count { passed: 9, failed: 2 });
        assert_eq!(tests("no tests here, 5 passed the door"), Count::default());
    }
}
