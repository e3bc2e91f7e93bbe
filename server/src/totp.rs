//! The second factor of staff: codes from an authenticator, one for each 30 seconds (RFC 6238).

use qrcode::{Color, EcLevel, QrCode};
use shared::{problem::Problem, staff::Authenticator, time::Millis};
use totp_rs::{Builder, Secret, Totp};

use crate::{random, text};

/// How many modules around a code must stay empty, for phones to find it.
const QUIET: usize = 4;

/// A new secret, in Base32 as it is sealed and shown.
pub fn secret() -> String {
    Secret::new_stack(random::bytes()).to_base32()
}

fn totp(secret: &str) -> Result<Totp, Problem> {
    let secret = Secret::try_from_base32(secret).map_err(|_| Problem::bug("a TOTP secret"))?;
    // A clock may be a step ahead or behind: phones of staff are not always on time.
    Builder::new().with_secret(secret).with_skew(1).build().map_err(Problem::bug)
}

/// Which time step a code belongs to, if it is one of those that are good now.
///
/// # Errors
/// A bug, when the secret is none.
pub fn step(secret: &str, code: &str, now: Millis) -> Result<Option<i64>, Problem> {
    let step = totp(secret)?.check(code, unix(now));
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What the authenticator shows, for tests and demonstrations.
///
/// # Errors
/// A bug, when the secret is none.
pub fn code(secret: &str, now: Millis) -> Result<String, Problem> {
    Ok(totp(secret)?.generate(unix(now)).to_string())
}

fn unix(now: Millis) -> u64 {
    u64::try_from(now.0 / Millis::SECOND).unwrap_or_default()
}

/// What an authenticator needs to know, to be typed, opened or scanned.
///
/// # Errors
/// A bug, when it does not fit into a QR code.
pub fn authenticator(secret: &str, account: &str) -> Result<Authenticator, Problem> {
    let (issuer, account) = (percent(text::NAME), percent(account));
    let address = format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    );
    let code = QrCode::with_error_correction_level(&address, EcLevel::M).map_err(Problem::bug)?;
    let width = code.width();
    let size = u32::try_from(width + 2 * QUIET).map_err(Problem::bug)?;
    let qr_path = path(&code.into_colors(), width);
    Ok(Authenticator { secret: secret.to_owned(), address, qr_path, qr_size: size })
}

/// The dark modules of each row, as few rectangles as there are runs.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, long) = (x + QUIET, y + QUIET, run.len());
                path += &format!("M{left} {top}h{long}v1h-{long}z");
            }
            x += run.len();
        }
    }
    path
}

fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~*".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_a_step_before_and_after() {
        let (secret, now) = (secret(), Millis(1_700_000_000_000));
        let code = code(&secret, now).unwrap();
        let at = |seconds: i64| step(&secret, &code, now.after(seconds * Millis::SECOND)).unwrap();
        assert_eq!(at(0), Some(now.0 / 30_000));
        assert_eq!((at(-30), at(30)), (at(0), at(0)));
        assert_eq!((at(-60), at(60)), (None, None));
    }

    /// The values of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        for (second, expected) in [(59, "287082"), (1_111_111_109, "081804")] {
            assert_eq!(code(&secret, Millis(second * 1000)).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_scanned_has_the_secret_and_a_quiet_zone() {
        let secret = secret();
        let made = authenticator(&secret, "138****1234").unwrap();
        assert!(made.address.contains(&format!("secret={secret}&")));
        assert!(made.address.is_ascii() && !made.address.contains(' '));
        assert!(made.qr_path.starts_with("M4 4h7v1h-7z"), "{}", made.qr_path);
        assert!(made.qr_size > 8 + 21);
    }
}
