//! The keys that the database lacks: they seal what is private, and make hashes that cannot be
//! tried out by whoever has only the database.
//!
//! The file has one line per key, newest last: `1 <64 hex digits>`. New data is sealed with the
//! newest; older ones open what was sealed before. A key that is added while the server runs is
//! read when something turns up that was sealed with it.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use shared::problem::Problem;

use crate::{db::chains::ChainKey, random};

/// The first byte of everything sealed: AES-256-GCM with a 96-bit random nonce.
const ALGORITHM: u8 = 1;
const NONCE: usize = 12;

/// What a key is used for: what is sealed for one purpose does not open for another.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    Phone,
    Contact,
    Application,
    Replay,
    Totp,
    Code,
    Word,
    History,
    Household,
    Guardian,
    Report,
    Reason,
    Thanks,
    Ticket,
    Link,
    Member,
    Device,
    FollowUp,
}

impl Purpose {
    fn name(self) -> &'static [u8] {
        match self {
            Purpose::Phone => b"phone",
            Purpose::Contact => b"contact",
            Purpose::Application => b"application",
            Purpose::Replay => b"replay",
            Purpose::Totp => b"totp",
            Purpose::Code => b"code",
            Purpose::Word => b"word",
            Purpose::History => b"history",
            Purpose::Household => b"household",
            Purpose::Guardian => b"guardian",
            Purpose::Report => b"report",
            Purpose::Reason => b"reason",
            Purpose::Thanks => b"thanks",
            Purpose::Ticket => b"ticket",
            Purpose::Link => b"link",
            Purpose::Member => b"member",
            Purpose::Device => b"device",
            Purpose::FollowUp => b"follow_up",
        }
    }
}

/// All keys of a server.
#[derive(Clone)]
pub struct Keys(Arc<Ring>);

struct Ring {
    /// Where others may have added one.
    file: Option<PathBuf>,
    keys: RwLock<Numbered>,
}

type Numbered = BTreeMap<u8, [u8; 32]>;

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "keys up to number {}", self.newest())
    }
}

impl Keys {
    fn of(file: Option<PathBuf>, keys: Numbered) -> Self {
        Self(Arc::new(Ring { file, keys: RwLock::new(keys) }))
    }

    /// One key that nobody else has, for tests.
    pub fn fresh() -> Self {
        Self::of(None, BTreeMap::from([(1, random::bytes())]))
    }

    /// Reads the keys; where there is no file yet, makes one that only its owner can read.
    ///
    /// # Errors
    /// A sentence, when the file cannot be read or written or is not what it should be.
    pub fn open(path: &Path) -> Result<Self, String> {
        if !path.exists() {
            write(path, &line(1, &random::bytes())).map_err(say(path))?;
        }
        Ok(Self::of(Some(path.to_owned()), read(path)?))
    }

    /// Adds a key to a file, with which all is sealed from now on, and answers its number.
    ///
    /// # Errors
    /// A sentence, when the file cannot be read or written, or holds as many as it can.
    pub fn rotate(path: &Path) -> Result<u8, String> {
        let text = fs::read_to_string(path).map_err(say(path))?;
        let newest = read(path)?.last_key_value().map_or(0, |(number, _)| *number);
        let number = newest.checked_add(1).ok_or("there are 255 keys, and no more can be")?;
        // Beside it and then in its place: a file of keys is whole at every moment.
        let beside = path.with_extension("new");
        let all = format!("{}\n{}", text.trim_end(), line(number, &random::bytes()));
        write(&beside, &all).map_err(say(&beside))?;
        fs::rename(&beside, path).map_err(say(path))?;
        Ok(number)
    }

    /// The number of the key with which all is sealed now.
    pub fn newest(&self) -> u8 {
        self.with(|keys| keys.last_key_value().map_or(0, |(number, _)| *number))
    }

    fn with<T>(&self, look: impl FnOnce(&Numbered) -> T) -> T {
        look(&self.0.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A key by its number, also one that was added to the file since it was read.
    fn by_number(&self, number: u8) -> Option<[u8; 32]> {
        if let Some(key) = self.with(|keys| keys.get(&number).copied()) {
            return Some(key);
        }
        let keys = read(self.0.file.as_ref()?).ok()?;
        let key = keys.get(&number).copied();
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        key
    }

    /// Seals with the newest key what an older one had sealed.
    ///
    /// # Errors
    /// A bug, when it cannot be unsealed.
    pub fn reseal(&self, purpose: Purpose, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        self.seal_bytes(purpose, &self.unseal_bytes(purpose, sealed)?)
    }

    /// Seals a value, so that only [`Keys::unseal`] with the same purpose reads it.
    ///
    /// # Errors
    /// A bug, when it cannot be written as JSON.
    pub fn seal<T: Serialize>(&self, purpose: Purpose, value: &T) -> Result<Vec<u8>, Problem> {
        self.seal_bytes(purpose, &serde_json::to_vec(value).map_err(Problem::bug)?)
    }

    fn seal_bytes(&self, purpose: Purpose, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        let newest = self.with(|keys| keys.last_key_value().map(|(number, key)| (*number, *key)));
        let (number, key) = newest.ok_or_else(|| Problem::bug("no keys"))?;
        let nonce: [u8; NONCE] = random::bytes();
        let payload = Payload { msg: plain, aad: purpose.name() };
        let sealed = cipher(&key).encrypt(&nonce.into(), payload).map_err(Problem::bug)?;
        Ok([&[ALGORITHM, number][..], &nonce, &sealed].concat())
    }

    /// # Errors
    /// A bug, when it was sealed otherwise, with a lost key, or changed since.
    pub fn unseal<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        sealed: &[u8],
    ) -> Result<T, Problem> {
        serde_json::from_slice(&self.unseal_bytes(purpose, sealed)?).map_err(Problem::bug)
    }

    fn unseal_bytes(&self, purpose: Purpose, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        let broken = || Problem::bug(format!("{purpose:?} cannot be unsealed"));
        let [ALGORITHM, number, rest @ ..] = sealed else { return Err(broken()) };
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let key = self.by_number(*number).ok_or_else(broken)?;
        let payload = Payload { msg: sealed, aad: purpose.name() };
        cipher(&key).decrypt(&(*nonce).into(), payload).map_err(|_| broken())
    }

    /// A hash under the oldest key, which stays the same when keys are added: by it a phone is
    /// found again, and a code or a word is compared.
    pub fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> Vec<u8> {
        let key = self.with(|keys| keys.values().next().copied()).unwrap_or_default();
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("HMAC takes any key");
        mac.update(purpose.name());
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// A number that nobody foresees without the keys, and always the same of the same.
    pub fn lot(&self, purpose: Purpose, of: &[u8]) -> u64 {
        let hash = self.hash(purpose, &[of]);
        u64::from_le_bytes(hash.first_chunk().copied().expect("SHA-256 gives 32 bytes"))
    }

    /// What chains the history; like every hash, under the oldest key.
    pub fn chain(&self) -> ChainKey {
        let bytes = self.hash(Purpose::History, &[]).try_into();
        ChainKey::new(bytes.expect("SHA-256 gives 32 bytes"))
    }
}

fn say(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

fn line(number: u8, key: &[u8; 32]) -> String {
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{number} {hex}\n")
}

/// Writes a file that was not there, for its owner alone.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new();
    let mut file = file.write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn read(path: &Path) -> Result<Numbered, String> {
    let text = fs::read_to_string(path).map_err(say(path))?;
    parse(&text).ok_or_else(|| format!("{}: not a file of keys", path.display()))
}

fn parse(text: &str) -> Option<Numbered> {
    let keys = text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let (number, hex) = line.trim().split_once(' ')?;
        Some((number.parse().ok()?, bytes_of_hex(hex)?))
    });
    keys.collect::<Option<Numbered>>().filter(|keys| !keys.is_empty())
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(key.into())
}

fn bytes_of_hex(hex: &str) -> Option<[u8; 32]> {
    let digits = hex.trim().as_bytes();
    let mut bytes = [0; 32];
    (digits.len() == 64).then_some(())?;
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_only() {
        let keys = Keys::fresh();
        let sealed = keys.seal(Purpose::Phone, &"13800001234").unwrap();
        assert_eq!(keys.unseal::<String>(Purpose::Phone, &sealed).unwrap(), "13800001234");
        assert!(keys.unseal::<String>(Purpose::Contact, &sealed).is_err());
        assert!(Keys::fresh().unseal::<String>(Purpose::Phone, &sealed).is_err());
        assert!(!sealed.windows(4).any(|part| part == b"1380"));
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let keys = Keys::fresh();
        let mut sealed = keys.seal(Purpose::Phone, &"13800001234").unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        assert!(keys.unseal::<String>(Purpose::Phone, &sealed).is_err());
    }

    #[test]
    fn a_new_key_leaves_what_was_sealed_before() {
        let old = format!("1 {}\n", "ab".repeat(32));
        let new = format!("{old}2 {}\n", "cd".repeat(32));
        let keys = |text| Keys::of(None, parse(text).unwrap());
        let (old, new) = (keys(&old), keys(&new));
        let sealed = old.seal(Purpose::Phone, &1).unwrap();
        assert_eq!(new.unseal::<i32>(Purpose::Phone, &sealed).unwrap(), 1);
        assert_eq!(new.seal(Purpose::Phone, &1).unwrap()[1], 2);
        assert_eq!(old.hash(Purpose::Code, &[b"1"]), new.hash(Purpose::Code, &[b"1"]));
    }

    #[test]
    fn a_lot_falls_evenly_and_the_same_every_time() {
        let read = || Keys::of(None, parse(&format!("1 {}\n", "ab".repeat(32))).unwrap());
        let (keys, again, others) = (read(), read(), Keys::fresh());
        let lot = |keys: &Keys, nth: u32| keys.lot(Purpose::FollowUp, &nth.to_le_bytes());
        let chosen = (0..10_000).filter(|nth| lot(&keys, *nth).is_multiple_of(10)).count();
        assert!((800..1200).contains(&chosen), "{chosen} of 10,000");
        assert_eq!(lot(&keys, 7), lot(&again, 7), "after the program was started anew, too");
        assert_ne!(lot(&keys, 7), lot(&others, 7), "without the keys, nobody knows");
    }

    #[test]
    fn the_file_is_made_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(random::token());
        fs::create_dir(&folder).unwrap();
        let path = folder.join("keys");
        let sealed = Keys::open(&path).unwrap().seal(Purpose::Word, &1).unwrap();
        assert_eq!(Keys::open(&path).unwrap().unseal::<i32>(Purpose::Word, &sealed).unwrap(), 1);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn parts_are_not_run_together() {
        let keys = Keys::fresh();
        assert_ne!(
            keys.hash(Purpose::Code, &[b"1", b"23"]),
            keys.hash(Purpose::Code, &[b"12", b"3"])
        );
    }
}
