//! Strings as people type them, checked once where they come in: one spelling, a length in
//! characters, nothing invisible.

use crate::problem::Kind;

/// The text as it is stored: normalised to NFC, without spaces around it.
///
/// # Errors
/// [`Kind::Required`] when nothing is left of a text that must not be empty, [`Kind::TooLong`]
/// over `longest` characters, [`Kind::Unreadable`] for control, private-use or direction
/// characters, which can hide or reverse what a reader sees.
pub fn clean(text: &str, shortest: usize, longest: usize) -> Result<String, Kind> {
    let text: String = composed(text.trim()).chars().filter(|c| *c != '\r').collect();
    let length = text.chars().count();
    match text.chars().any(is_unreadable) {
        true => Err(Kind::Unreadable),
        false if length < shortest => Err(Kind::Required),
        false if length > longest => Err(Kind::TooLong),
        false => Ok(text),
    }
}

/// A line of its own: as [`clean`], and all white space is one space.
///
/// # Errors
/// As [`clean`].
pub fn clean_line(text: &str, shortest: usize, longest: usize) -> Result<String, Kind> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    clean(&line, shortest, longest)
}

/// One spelling of each character, as it is stored.
#[cfg(not(target_arch = "wasm32"))]
fn composed(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// One spelling of what only looks different, such as full-width digits.
#[cfg(not(target_arch = "wasm32"))]
fn compatible(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// In the app, where the tables would make up a fifth of it, the server has the last word.
#[cfg(target_arch = "wasm32")]
fn composed(text: &str) -> String {
    text.to_owned()
}

/// In the app, what a Chinese keyboard makes: characters of full width.
#[cfg(target_arch = "wasm32")]
fn compatible(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// A digit, letter or sign of full width as the one of half width; every other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The digits of what somebody typed, in half or full width; all else falls away.
pub fn digits(text: &str) -> String {
    text.chars().map(narrow).filter(char::is_ascii_digit).collect()
}

fn is_unreadable(c: char) -> bool {
    let control = c.is_control() && c != '\n';
    let direction = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}');
    let invisible = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    control || direction || invisible || private
}

/// A mobile number of the mainland: eleven digits, as typed with or without spaces and +86.
///
/// # Errors
/// [`Kind::NotAPhone`] for anything else.
pub fn phone(text: &str) -> Result<String, Kind> {
    let plain = |c: &char| !matches!(c, ' ' | '-' | '\u{3000}');
    let digits: String = compatible(text).chars().filter(plain).collect();
    let digits = digits.strip_prefix("+86").unwrap_or(&digits);
    let bytes = digits.as_bytes();
    let fits = bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit);
    if fits { Ok(digits.to_owned()) } else { Err(Kind::NotAPhone) }
}

/// A number that somebody answers: of a mobile, or with its area code of a telephone at home or in an
/// office, through which staff may be the ones who call.
///
/// # Errors
/// [`Kind::NotATelephone`] for anything else.
pub fn telephone(text: &str) -> Result<String, Kind> {
    let plain = |c: &char| !matches!(c, ' ' | '-' | '(' | ')' | '\u{3000}');
    let digits: String = compatible(text).chars().filter(plain).collect();
    let of_house = digits.starts_with('0') && !digits.starts_with("00");
    let fits = of_house && (10..=12).contains(&digits.len());
    match fits && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(digits),
        false => phone(text).map_err(|_| Kind::NotATelephone),
    }
}

/// Digits of a code, as typed with or without spaces, in half or full width.
///
/// # Errors
/// [`Kind::NotACode`] unless there are exactly six.
pub fn six_digits(text: &str) -> Result<String, Kind> {
    let digits: String = compatible(text).chars().filter(|c| !c.is_whitespace()).collect();
    let fits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(digits) } else { Err(Kind::NotACode) }
}

/// How a phone number is shown: `138****1234`.
pub fn masked_phone(phone: &str) -> String {
    match phone.len() == 11 && phone.is_ascii() {
        true => format!("{}****{}", &phone[..3], &phone[7..]),
        false => "****".to_owned(),
    }
}

/// Words of a text for the search index: each character, and each pair of neighbours.
///
/// Chinese is written without spaces and its words mostly have two characters, so pairs find
/// them; single characters serve a search for one. Letters and digits stay together.
pub fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in runs(text) {
        match run.first().is_some_and(|c| c.is_ascii_alphanumeric()) {
            true => found.push(run.iter().collect()),
            false => {
                found.extend(run.iter().map(char::to_string));
                found.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What to look for in the index of [`tokens`]: pairs where there are pairs, else the character.
pub fn search_tokens(query: &str) -> Vec<String> {
    const MOST: usize = 16;
    let mut wanted = Vec::new();
    for run in runs(query) {
        let word = run.first().is_some_and(|c| c.is_ascii_alphanumeric());
        match (word, run.len()) {
            (true, _) | (_, 1) => wanted.push(run.iter().collect()),
            _ => wanted.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
        }
    }
    wanted.truncate(MOST);
    wanted
}

/// Stretches of characters that belong together: words of letters and digits, or Chinese.
fn runs(text: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    let mut before = None;
    for c in compatible(text).chars().flat_map(char::to_lowercase) {
        let class = c.is_alphanumeric().then(|| c.is_ascii());
        if class.is_some() && class == before {
            runs.last_mut().into_iter().for_each(|run| run.push(c));
        } else if class.is_some() {
            runs.push(vec![c]);
        }
        before = class;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for hidden in ["a\u{202e}b", "a\0b", "\u{e001}", "a\u{200b}b"] {
            assert_eq!(clean(hidden, 1, 10), Err(Kind::Unreadable), "{hidden:?}");
        }
        assert_eq!(clean("一\n二", 1, 10).as_deref(), Ok("一\n二"));
    }

    #[test]
    fn length_is_counted_in_characters_after_trimming() {
        assert_eq!(clean("  ", 1, 3), Err(Kind::Required));
        assert_eq!(clean(" 轮椅车 ", 1, 3).as_deref(), Ok("轮椅车"));
        assert_eq!(clean("轮椅车吗", 1, 3), Err(Kind::TooLong));
        assert_eq!(clean_line("a \n b", 1, 3).as_deref(), Ok("a b"));
    }

    #[test]
    fn a_phone_is_read_however_it_is_typed() {
        for typed in ["13800001234", "138 0000 1234", "+86 138-0000-1234", "１３８００００１２３４"]
        {
            assert_eq!(phone(typed).as_deref(), Ok("13800001234"), "{typed}");
        }
        for wrong in ["", "12800001234", "1380000123", "138000012345", "abc", "1380000123é"] {
            assert_eq!(phone(wrong), Err(Kind::NotAPhone), "{wrong}");
        }
    }

    #[test]
    fn a_telephone_at_home_is_answered_too() {
        for (typed, number) in [
            ("0937-2600100", "09372600100"),
            ("(010) 8888 1234", "01088881234"),
            ("１３８ 0000 1234", "13800001234"),
        ] {
            assert_eq!(telephone(typed).unwrap(), number);
        }
        for wrong in ["2600100", "00861088881234", "0937-26001", "138000", "0937-26oo100"] {
            assert_eq!(telephone(wrong), Err(Kind::NotATelephone), "{wrong}");
        }
    }

    #[test]
    fn digits_are_read_as_a_keyboard_of_full_width_types_them() {
        assert_eq!(digits("１２３４ 5678"), "12345678");
        assert_eq!(digits("号：０-9。"), "09");
        let typed: String = "Ａｂ－１（灯）　".chars().map(narrow).collect();
        assert_eq!(typed, "Ab-1(灯)　", "and nothing else becomes another thing");
    }

    #[test]
    fn a_masked_phone_shows_seven_digits_at_most() {
        assert_eq!(masked_phone("13800001234"), "138****1234");
        assert_eq!(masked_phone("1"), "****");
    }

    #[test]
    fn one_and_two_characters_are_found() {
        let index = tokens("想借一辆轮椅 LED灯");
        for query in ["轮", "轮椅", "借一辆", "led", "灯"] {
            let wanted = search_tokens(query);
            assert!(!wanted.is_empty() && wanted.iter().all(|it| index.contains(it)), "{query}");
        }
        assert!(!search_tokens("椅轮").iter().all(|it| index.contains(it)));
        assert!(search_tokens("，。 ！").is_empty());
    }
}
