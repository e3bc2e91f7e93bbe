//! Makes the folder of the built app before anything looks for it: a debug build that was compiled
//! without it would never see the app that is laid out there later.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = env::var("CARGO_MANIFEST_DIR")?;
    fs::create_dir_all(Path::new(&manifest).join("../target/site"))?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    Ok(())
}
