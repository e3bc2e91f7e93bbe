//! Sign-ups are not there yet: each of these endpoints answers that there is nothing.

use serde::Serialize;
use shared::problem::{Kind, Problem};

use crate::Call;

pub async fn none<P, I, T: Serialize>(_: Call, _: P, _: I) -> Result<T, Problem> {
    Err(Kind::NotFound.into())
}
