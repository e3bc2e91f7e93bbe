//! Links of messages that do one thing each, without a sign-in: how they are written and read.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::{
    id::CommunityId,
    market::{LINK_BYTES, LINK_SEAL, Link, LinkPurpose, LinkToken, Sealed},
    notice::News,
    problem::{Kind, Problem},
};
use subtle::ConstantTimeEq;

use crate::{
    App,
    keys::{Keys, Purpose},
};

/// What stands in the address of a link.
///
/// # Errors
/// A bug, when it cannot be written.
pub fn token(keys: &Keys, community: CommunityId, link: &Link) -> Result<LinkToken, Problem> {
    let bytes = link.pack(&seal(keys, community, link));
    URL_SAFE_NO_PAD.encode(bytes).parse().map_err(Problem::bug)
}

/// The link behind it.
///
/// # Errors
/// [`Kind::NotFound`] when it is none of ours, whatever is wrong with it.
pub fn read(keys: &Keys, community: CommunityId, token: LinkToken) -> Result<Link, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(token.to_string()).unwrap_or_default();
    let bytes: [u8; LINK_BYTES] = bytes.try_into().map_err(|_| Problem::new(Kind::NotFound))?;
    let (link, given) = Link::unpack(&bytes).ok_or(Kind::NotFound)?;
    match seal(keys, community, &link).ct_eq(&given).into() {
        true => Ok(link),
        false => Err(Kind::NotFound.into()),
    }
}

fn seal(keys: &Keys, community: CommunityId, link: &Link) -> [u8; LINK_SEAL] {
    let bytes = Sealed::Link(*link).bytes();
    let seal = keys.hash(Purpose::Link, &[community.0.as_bytes(), &bytes]);
    seal.first_chunk().copied().unwrap_or_default()
}

/// The whole address of a link.
///
/// # Errors
/// When there is no such community.
pub fn address(app: &App, community: CommunityId, link: &Link) -> Result<String, Problem> {
    let known = app.communities.all();
    let of = known.iter().find(|it| it.id == community).ok_or(Kind::NotFound)?;
    let token = token(&app.keys, community, link)?;
    Ok(format!("{}/{}/l/{token}", app.settings.public_url.trim_end_matches('/'), of.key))
}

/// What whoever is told can do at once about it, without a sign-in.
pub fn of_news(news: &News) -> Option<Link> {
    let (purpose, sign_up, until) = match *news {
        News::SignUpReminder { sign_up, starts_at, .. }
        | News::PlaceGiven { sign_up, starts_at, .. }
        | News::SignUpAdmitted { sign_up, starts_at, .. }
        | News::DateMoved { sign_up, starts_at, .. } => (LinkPurpose::Cancel, sign_up, starts_at),
        News::PlaceOffered { sign_up, answer_by, .. } => (LinkPurpose::Accept, sign_up, answer_by),
        _ => return None,
    };
    Some(Link { purpose, sign_up, until })
}
