//! Signing in by phone, and out.

use shared::{
    id::{ChallengeId, PersonId},
    person::{AskCode, CodeSent, Me, NOTICE_VERSION, SignIn},
    problem::{Kind, Problem},
    text::masked_phone,
    time::Millis,
};

use super::people::me;
use crate::{
    App, Call,
    db::{
        self, Tx, challenges,
        events::{self, Event},
        people,
        rates::{self, Scope},
        sessions,
    },
    keys::Purpose,
    random,
    session::{self, NewSession},
    sign_in::{self, CLOCKS_DIFFER, CODE_LIFE, PER_ADDRESS, PER_NUMBER, TRIES, WRONG_CODES, wait},
    sms::{Message, NotSent},
    text,
};

/// Nothing here depends on whether the number is known.
pub async fn ask(call: Call, _: (), input: AskCode) -> Result<CodeSent, Problem> {
    let (app, now, phone) = (call.app.clone(), call.now, input.check()?);
    let (id, code) = (ChallengeId(random::id(now)), random::six_digits());
    let challenge = challenges::New {
        id,
        phone_hash: sign_in::phone_hash(&app, &phone),
        phone_sealed: app.keys.seal(Purpose::Phone, &phone)?,
        address_hash: sign_in::address_hash(&app, call.address),
        code_hash: sign_in::code_hash(&app, id, &code),
        made_at: now,
        ends_at: now.after(CODE_LIFE),
        tries: TRIES,
    };
    let next = app.db.write(async move |tx: &mut Tx| reserve(tx, &challenge, now).await).await?;
    let message = Message {
        phone: phone.clone(),
        text: text::sign_in_code(&code, CODE_LIFE / Millis::MINUTE),
        key: random::token(),
    };
    // Beside the request: whoever hangs up does not keep it from being sent or taken back.
    let sent = tokio::spawn(async move { send(&app, id, message, (now, next)).await });
    sent.await.map_err(Problem::bug)??;
    call.set_cookie(sign_in::set_cookie(&call.app.settings, Some(id)));
    Ok(CodeSent { phone: masked_phone(&phone), wait_seconds: sign_in::seconds(next) })
}

/// Looks whether another code may be sent and, in the same operation, counts it as sent. Gives
/// the milliseconds until the next may be.
async fn reserve(tx: &mut Tx, new: &challenges::New, now: Millis) -> Result<i64, Problem> {
    rates::take_turns(tx, &new.phone_hash, &new.address_hash).await?;
    let since = now.after(-Millis::DAY);
    let mut asks = challenges::asks_of_phone(tx, &new.phone_hash, since).await?;
    let others =
        challenges::others_at_address(tx, &new.address_hash, &new.phone_hash, since).await?;
    let too_soon = wait(&PER_NUMBER, &asks, now).max(wait(&PER_ADDRESS, &others, now));
    if too_soon > 0 {
        return Err(Problem::later(Kind::TooOften, sign_in::seconds(too_soon)));
    }
    challenges::insert(tx, new).await?;
    asks.insert(0, now);
    Ok(wait(&PER_NUMBER, &asks, now))
}

/// Sends a code. Where nobody took it, it is as if it had not been asked for; where it may have
/// been sent, it counts, so that a provider who is slow to say so is not asked without end.
async fn send(
    app: &App,
    id: ChallengeId,
    message: Message,
    (now, next): (Millis, i64),
) -> Result<(), Problem> {
    match app.sms.send(message, now).await {
        Ok(()) => return Ok(()),
        Err(NotSent::Unknown) => {
            return Err(Problem::later(Kind::SmsFailed, sign_in::seconds(next)));
        }
        Err(NotSent::Refused) => {}
    }
    let taken = async move |tx: &mut Tx| Ok(challenges::take_back(tx, id).await?);
    if let Err(problem) = app.db.write(taken).await {
        tracing::warn!(%problem, "a code that was not sent counts as sent");
    }
    Err(Kind::SmsFailed.into())
}

pub async fn enter(call: Call, _: (), input: SignIn) -> Result<Me, Problem> {
    let code = input.check()?;
    let settings = call.app.settings.clone();
    let entry = Entry::new(&call, &code)?;
    // A code is good once by itself, so no idempotency key is needed; and the token in the
    // answer is nothing to be kept.
    let entered = call.app.db.write(async move |tx: &mut Tx| entry.enter(tx).await).await?;
    let new = entered?;
    call.set_cookie(session::set_cookie(&settings, &new.token));
    call.set_cookie(sign_in::set_cookie(&settings, None));
    me(&call.app, new.person, None, call.now).await
}

/// Somebody who enters a code.
pub struct Entry {
    id: ChallengeId,
    code_hash: Vec<u8>,
    address_hash: Vec<u8>,
    call: Call,
}

impl Entry {
    /// The code is for what this browser waits for.
    pub fn new(call: &Call, code: &str) -> Result<Self, Problem> {
        let waits = sign_in::challenge(&call.app.settings, &call.headers);
        let id = waits.ok_or(Kind::CodeSpent)?;
        Ok(Self {
            id,
            code_hash: sign_in::code_hash(&call.app, id, code),
            address_hash: sign_in::address_hash(&call.app, call.address),
            call: call.clone(),
        })
    }

    async fn enter(self, tx: &mut Tx) -> Result<Result<NewSession, Problem>, Problem> {
        let tried = match self.tried(tx).await? {
            Ok(tried) => tried,
            Err(refused) => return Ok(Err(refused)),
        };
        let person = self.person(tx, &tried).await?;
        self.open(tx, person).await.map(Ok)
    }

    /// Whether the code is right. A refusal of the inner kind is committed: the try is used up.
    pub async fn tried(&self, tx: &mut Tx) -> Result<Result<challenges::Tried, Problem>, Problem> {
        let now = self.call.now;
        self.count_wrong(tx, 1).await?;
        let since = now.after(-Millis::DAY);
        if rates::sum(tx, Scope::WrongCodes, &self.address_hash, since).await? > WRONG_CODES {
            return Err(Problem::later(Kind::TooOften, sign_in::seconds(Millis::HOUR)));
        }
        let tried = challenges::try_code(tx, self.id, &self.code_hash, now, CLOCKS_DIFFER).await?;
        let Some(tried) = tried else {
            self.count_wrong(tx, -1).await?;
            challenges::spend(tx, self.id).await?;
            return Ok(Err(Kind::CodeSpent.into()));
        };
        if tried.proved_at.is_none() {
            let left = tried.tries_left;
            events::record(tx, &self.call.event(self.id.0, "sign_in.wrong_code")).await?;
            return Ok(Err(if left > 0 { Kind::WrongCode } else { Kind::CodeSpent }.into()));
        }
        self.count_wrong(tx, -1).await?;
        Ok(Ok(tried))
    }

    /// Counted before it is known, and taken back where the code was right: of many at once, no
    /// more go through than the limit says.
    async fn count_wrong(&self, tx: &mut Tx, count: i64) -> Result<(), db::Error> {
        rates::add(tx, Scope::WrongCodes, &self.address_hash, self.call.now, count).await
    }

    /// Who has the phone; somebody new, where nobody has.
    async fn person(&self, tx: &mut Tx, tried: &challenges::Tried) -> Result<PersonId, Problem> {
        let now = self.call.now;
        let known = people::by_phone(tx, &tried.phone_hash).await?;
        let id = known.as_ref().map_or_else(|| PersonId(random::id(now)), |person| person.id);
        if known.is_none() {
            people::insert(tx, id, &tried.phone_hash, &tried.phone_sealed, now).await?;
            events::record(tx, &self.event(id, "person.join")).await?;
        }
        people::agree(tx, id, NOTICE_VERSION, now).await?;
        Ok(id)
    }

    /// A new session; the one that the browser had before is over.
    async fn open(&self, tx: &mut Tx, person: PersonId) -> Result<NewSession, Problem> {
        let now = self.call.now;
        if let Some(old) = &self.call.session {
            end(tx, &self.call, old).await?;
        }
        let new = NewSession::new(person, &self.call.headers, now);
        new.insert(tx, now).await?;
        events::record(tx, &self.event(person, "sign_in")).await?;
        Ok(new)
    }

    fn event(&self, person: PersonId, what: &'static str) -> Event {
        Event { by: Some(person), ..self.call.event(person.0, what) }
    }
}

pub async fn out(call: Call, _: (), _: ()) -> Result<Me, Problem> {
    if let Some(session) = call.session.clone() {
        let ending = call.clone();
        call.app.db.write(async move |tx: &mut Tx| end(tx, &ending, &session).await).await?;
    }
    call.set_cookie(session::set_cookie(&call.app.settings, ""));
    Ok(Me::default())
}

/// Ends a session of the caller, unless it has ended.
async fn end(tx: &mut Tx, call: &Call, session: &session::Session) -> Result<(), Problem> {
    match sessions::end(tx, session.id, session.caller.id, call.now).await {
        Ok(()) => Ok(events::record(tx, &call.event(session.caller.id.0, "sign_out")).await?),
        Err(db::Error::Missing) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
