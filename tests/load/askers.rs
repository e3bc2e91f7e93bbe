//! Everything that the OpenAPI document allows and forbids, asked by nobody in particular and by
//! someone who may do everything there is.

use std::net::SocketAddr;

use shared::{api::ListWishes, id::WishId, policy::Role};
use tests::{Backend, World, make};
use tokio::{net::TcpListener, task::spawn_blocking};

use crate::tools::{Asker, schemathesis};

/// What each asker got to hear, or found, with a name for the line of the table.
pub async fn ask(product: SocketAddr, seconds: u32) -> [(&'static str, Result<String, String>); 2] {
    let stranger = Asker { name: "stranger", cookie: None, parameters: &[], without: &[] };
    let open = schemathesis(product, &stranger, seconds);
    let held = insider(seconds).await;
    [("signed out", open), ("signed in with every role", held)]
}

/// Asks a world of its own, since the demo signs nobody in without a code.
async fn insider(seconds: u32) -> Result<String, String> {
    let world = World::new(Backend::Sqlite).await;
    let person = world.resident().await;
    for role in Role::ALL {
        world.appoint(person.id, role, &world.nodes[0].clone()).await;
    }
    let person = world.sign_in(person.id, true).await;
    let wish = make::open(&world, &world.resident().await).await.wish;
    let at = serve(&world).await.map_err(|error| error.to_string())?;
    let answer = spawn_blocking(move || {
        let parameters = [("community", tests::COMMUNITY.to_owned()), ("wish", wish.to_string())];
        let without = &["SignOut", "EndSession", "CloseStaffPowers", "EndAppointmentNow"];
        let cookie = person.cookie();
        let asker = Asker { name: "insider", cookie, parameters: &parameters, without };
        schemathesis(at, &asker, seconds)
    });
    let answer = answer.await.map_err(|error| error.to_string())?;
    still_answers(&world, wish).await?;
    answer
}

async fn serve(world: &World) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let at = listener.local_addr()?;
    let router = world.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(at)
}

async fn still_answers(world: &World, wish: WishId) -> Result<(), String> {
    let page = world.anyone().call(ListWishes, world.key.clone(), Default::default()).await;
    page.map(drop).map_err(|problem| format!("no list any more, {wish}: {problem}"))
}
