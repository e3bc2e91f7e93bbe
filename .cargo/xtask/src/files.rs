//! Files, with their name in what is said when they fail.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::Result;

pub fn read(path: &Path) -> Result<Vec<u8>> {
    named(path, fs::read(path))
}

pub fn text(path: &Path) -> Result<String> {
    named(path, fs::read_to_string(path))
}

/// Writes a file, and the folders above it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result {
    if let Some(folder) = path.parent() {
        named(folder, fs::create_dir_all(folder))?;
    }
    named(path, fs::write(path, content))
}

/// Removes a folder with all that is in it; none is as good.
pub fn remove(folder: &Path) -> Result {
    if folder.exists() { named(folder, fs::remove_dir_all(folder)) } else { Ok(()) }
}

/// Gives a file or a folder another place.
pub fn rename(from: &Path, to: &Path) -> Result {
    if let Some(folder) = to.parent() {
        named(folder, fs::create_dir_all(folder))?;
    }
    named(to, fs::rename(from, to))
}

/// Stands for this program as it was built: what another one made may have to be made again.
pub fn this_program() -> String {
    let built =
        env::current_exe().and_then(fs::metadata).and_then(|it| Ok((it.len(), it.modified()?)));
    format!("{built:?}")
}

/// All files of a folder and the folders in it, by name.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in named(folder, fs::read_dir(folder))? {
        let path = named(folder, entry)?.path();
        if path.is_dir() {
            found.extend(all(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The folders in a folder.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = named(folder, fs::read_dir(folder))?;
    let paths = entries.map(|entry| named(folder, entry).map(|entry| entry.path()));
    Ok(paths.collect::<Result<Vec<_>>>()?.into_iter().filter(|path| path.is_dir()).collect())
}

/// Sixteen letters that stand for this content and no other.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

pub fn named<T>(path: &Path, result: io::Result<T>) -> Result<T> {
    result.map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_division_of_the_same_bytes_is_other_content() {
        assert_ne!(hash([&b"ab"[..], b"c"]), hash([&b"a"[..], b"bc"]));
        assert_eq!(hash([&b"ab"[..]]).len(), 16);
    }
}
