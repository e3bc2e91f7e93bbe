//! Signing in as people do: with a phone in the hand.

use server::sms::Message;
use shared::{
    api::*,
    id::PersonId,
    person::{AskCode, Me, NOTICE_VERSION, SignIn},
    problem::Problem,
};

use crate::{Person, World};

impl World {
    /// All messages that a phone got, oldest first.
    pub fn messages(&self, phone: &str) -> Vec<Message> {
        self.sms.all().into_iter().filter(|message| message.phone == phone).collect()
    }

    /// The code in the last message that a phone got.
    pub fn code(&self, phone: &str) -> String {
        let message = self.messages(phone).pop().expect("a message");
        let digits = message.text.split(|c: char| !c.is_ascii_digit());
        digits.filter(|run| run.len() == 6).map(str::to_owned).next().expect("a code")
    }

    /// Somebody whose browser waits for a code.
    pub async fn asked(&self, phone: &str) -> Person {
        let mut person = self.anyone();
        person.visit(AskForCode, (), AskCode { phone: phone.into() }).await.unwrap();
        person
    }

    /// Somebody who signed in with this phone.
    pub async fn by_phone(&self, phone: &str) -> Person {
        let mut person = self.asked(phone).await;
        let me = person.enter(&self.code(phone)).await.unwrap();
        person.id = me.person.map_or(PersonId::default(), |it| it.id);
        person
    }
}

impl Person {
    /// Enters a code, and agrees to the notice.
    pub async fn enter(&mut self, code: &str) -> Result<Me, Problem> {
        let input = SignIn { code: code.into(), notice_version: NOTICE_VERSION };
        self.visit(EnterCode, (), input).await
    }

    /// Who the server thinks is calling.
    pub async fn me(&self) -> Me {
        self.call(GetMe, (), ()).await.unwrap()
    }
}

/// Some code that is not this one.
pub fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
