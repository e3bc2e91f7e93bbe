//! Staff as they sign in: with a password and an authenticator.

use server::{
    db::{Tx, credentials},
    keys::Purpose,
    passwords, totp,
};
use shared::{api::*, person::Me, problem::Problem, staff::StepUp, time::Millis};

use crate::{Person, World};

/// What nobody tries first.
pub const PASSWORD: &str = "three blue lamps 7";

/// Someone with a password and an authenticator.
pub struct Staff {
    pub person: Person,
    pub secret: String,
}

impl World {
    /// Gives someone credentials, as if enrolled a while ago.
    pub async fn with_credentials(&self, person: Person) -> Staff {
        let (id, now, secret) = (person.id, self.app.clock.now(), totp::secret());
        let hash = passwords::hash(PASSWORD.into()).await.unwrap();
        let sealed = self.app.keys.seal(Purpose::Totp, &secret).unwrap();
        let insert =
            async move |tx: &mut Tx| Ok(credentials::insert(tx, id, &hash, &sealed, 0, now).await?);
        self.app.db.write(insert).await.unwrap();
        Staff { person, secret }
    }

    /// What an authenticator with this secret shows now.
    pub fn shown(&self, secret: &str) -> String {
        totp::code(secret, self.app.clock.now()).unwrap()
    }

    /// Waits until authenticators show another code.
    pub fn next_code(&self) {
        self.app.clock.advance(30 * Millis::SECOND);
    }
}

impl Staff {
    /// Opens staff powers with what the authenticator shows.
    pub async fn open(&mut self, world: &World) -> Result<Me, Problem> {
        let code = world.shown(&self.secret);
        self.offer(PASSWORD, &code).await
    }

    /// Tries to open staff powers.
    pub async fn offer(&mut self, password: &str, code: &str) -> Result<Me, Problem> {
        let offer = StepUp { password: password.into(), code: code.into() };
        self.person.visit(OpenStaffPowers, (), offer).await
    }
}
