//! The files of the project, or those of a project that breaks a rule.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// What is built, bought or written while running is not ours to tidy.
const NOT_OURS: [&str; 5] = [".git", "data", "node_modules", "target", ".cache"];

/// Files that are read as text.
const TEXTS: [&str; 11] =
    ["css", "html", "js", "json", "md", "mjs", "rs", "sql", "svg", "toml", "txt"];

/// One file: its path from the root with `/`, and its text if it is one.
pub struct File {
    pub path: String,
    pub text: String,
}

/// All files, by path.
pub struct Tree(Vec<File>);

impl Tree {
    /// The project that this test belongs to.
    pub fn project() -> Self {
        let tests = env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
        let root = Path::new(&tests).join("..");
        let mut files = Vec::new();
        read(&root, &root, &mut files);
        files.sort_by(|a: &File, b| a.path.cmp(&b.path));
        assert!(files.len() > 50, "only {} files: this is not the project", files.len());
        Self(files)
    }

    /// A project of one file.
    pub fn of(path: &str, text: &str) -> Self {
        Self(vec![File { path: path.into(), text: text.into() }])
    }

    /// All files.
    pub fn all(&self) -> &[File] {
        &self.0
    }

    /// Files whose path begins and ends like this.
    pub fn files<'a>(
        &'a self,
        start: &'a str,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |file| {
            file.path.starts_with(start) && endings.iter().any(|it| file.path.ends_with(it))
        })
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.0.iter().any(|file| file.path == path)
    }
}

fn read(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path: PathBuf = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            read(root, &path, files);
            continue;
        }
        let ending = name.rsplit('.').next().unwrap_or_default();
        let hidden = name.starts_with('.') || folder.file_name().is_some_and(|it| it == ".ci");
        let text = match TEXTS.contains(&ending) || hidden {
            true => String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
            false => String::new(),
        };
        let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        files.push(File { path, text });
    }
}

impl File {
    /// The lines of a Rust file that run in the product, with their numbers: no comments, and no
    /// tests, which stand at the end of a file or in one of their own.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = ["_tests.rs", "/tests.rs"].iter().any(|it| self.path.ends_with(it));
        let until = self.text.find("\n#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        let text = if own { "" } else { &self.text[..until] };
        text.lines().enumerate().map(|(at, line)| (at + 1, without_comment(line)))
    }

    /// A violation, as it is shown.
    pub fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {}", self.path, what.trim())
    }
}

/// What stands before `//`, unless that is inside quotes.
fn without_comment(line: &str) -> &str {
    let comment =
        line.match_indices("//").find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    comment.map_or(line, |(at, _)| &line[..at])
}
