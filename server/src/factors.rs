//! Password and second factor of one person, tried so that guessing leads nowhere.

use shared::{
    id::PersonId,
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    App,
    db::{self, Tx, credentials},
    keys::Purpose,
    passwords, sign_in, totp,
};

/// How many mistakes cost no waiting.
const FREE: i64 = 3;
/// After the next one …
const FIRST_DELAY: i64 = 15 * Millis::SECOND;
/// … and after ever so many: whoever it belongs to gets in again on the same day.
const LONGEST_DELAY: i64 = 15 * Millis::MINUTE;

/// How long nobody may try after so many mistakes in a row.
fn delay(failures: i64) -> i64 {
    let more = (failures - FREE).clamp(0, 10);
    if more == 0 { 0 } else { (FIRST_DELAY << (more - 1)).min(LONGEST_DELAY) }
}

/// What somebody offers.
pub struct Offer {
    pub password: Option<String>,
    pub code: Option<String>,
}

/// What of an offer was right; a time step is still to be used up by [`credentials::succeed`].
pub struct Judged {
    pub password: bool,
    pub step: Option<i64>,
}

/// Judges an offer. It is counted as a failure before that, which stays until the caller says
/// that it was none: of many offers at once, each is counted.
///
/// # Errors
/// [`Kind::NotAllowed`] for someone who has no credentials, [`Kind::TooOften`] while nobody may
/// try.
pub async fn judge(
    app: &App,
    person: PersonId,
    offer: Offer,
    now: Millis,
) -> Result<Judged, Problem> {
    let stored = credentials::get(&app.db, person).await?.ok_or(Kind::NotAllowed)?;
    app.db.write(async move |tx: &mut Tx| count_try(tx, person, now).await).await?;
    let password = match offer.password {
        Some(password) => passwords::verify(password, stored.password).await?,
        None => false,
    };
    let secret: String = app.keys.unseal(Purpose::Totp, &stored.totp_sealed)?;
    let step = match offer.code {
        Some(code) => totp::step(&secret, &code, now)?,
        None => None,
    };
    Ok(Judged { password, step })
}

async fn count_try(tx: &mut Tx, person: PersonId, now: Millis) -> Result<(), Problem> {
    let row = credentials::load(tx, person).await?;
    let wait = row.locked_until.0 - now.0;
    if wait > 0 {
        let wait = wait.min(LONGEST_DELAY);
        return Err(Problem::later(Kind::TooOften, sign_in::seconds(wait)));
    }
    let locked_until = now.after(delay(row.failures + 1));
    let counted = credentials::count_try(tx, person, &row, locked_until, now).await;
    counted.map_err(|error| match error {
        db::Error::Stale => Problem::later(Kind::TooOften, 1),
        other => other.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_cost_ever_more_time_up_to_a_quarter_of_an_hour() {
        let delays: Vec<i64> = (1..=10).map(|it| delay(it) / Millis::SECOND).collect();
        assert_eq!(delays, [0, 0, 0, 15, 30, 60, 120, 240, 480, 900]);
        assert_eq!(delay(i64::MAX), LONGEST_DELAY);
    }

    #[test]
    fn few_guesses_an_hour_reach_the_password() {
        let (mut now, mut guesses) = (0, 0);
        while now < Millis::HOUR {
            guesses += 1;
            now += delay(guesses).max(1);
        }
        assert!(guesses <= 20, "{guesses}");
    }
}
