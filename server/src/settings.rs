//! What can be set, by flag or by environment.
//!
//! Invariant: help and refusals show no value that came from the environment; it may be a secret.

use std::{
    fs::DirBuilder,
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    address::TrustedProxies,
    commands::Failure,
    db::{Db, Grouping},
    keys::Keys,
    sms::Gateway,
};

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct Store {
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env,
        value_name = "URL",
        default_value = "sqlite:data/linyuan.db",
        hide_env_values = true
    )]
    database_url: String,

    /// The file with the keys that seal what is private; made where there is none.
    /// Without it, nobody can read a phone or an address again: keep a copy elsewhere
    #[arg(
        long,
        env = "KEYS_FILE",
        value_name = "FILE",
        default_value = "data/keys",
        hide_env_values = true
    )]
    keys: PathBuf,
}

/// How the server is reached, and what it may do.
#[derive(Args, Clone, Debug)]
pub struct Serving {
    /// The address and port to listen on
    #[arg(long, env, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Where browsers find this server, such as https://linyuan.example; needed in production
    #[arg(long, env, value_name = "URL")]
    public_url: Option<String>,

    /// IP addresses, separated by commas, whose X-Forwarded-For is believed
    #[arg(long, env, value_name = "IPS", default_value = "", value_parser = TrustedProxies::parse)]
    pub trusted_proxies: TrustedProxies,

    /// How codes and messages are sent: https addresses of providers, separated by commas, the
    /// first preferred; needed in production, where "log" is refused
    #[arg(long, env = "SMS_GATEWAY", value_name = "GATEWAY", hide_env_values = true)]
    sms: Option<String>,

    /// How often one person may write in a minute; ten times as often read, and ten times as much
    /// from one address before it is known who asks; 0 for no limit
    #[arg(long, env, value_name = "COUNT", default_value_t = 120)]
    pub writes_per_minute: u32,

    /// For trying it out on this very machine: codes in the log, cookies without TLS
    #[arg(long)]
    pub development: bool,

    /// Fill an empty database with the demo, and print who can sign in
    #[arg(long, requires = "development")]
    pub demo: bool,

    /// So many minutes the clock goes ahead, to try out what time does
    #[arg(long, requires = "development", value_name = "MINUTES", default_value_t = 0)]
    pub ahead: u32,
}

impl Store {
    /// The file of keys.
    pub fn keys(&self) -> &Path {
        &self.keys
    }

    /// # Errors
    /// A sentence, and what it is about.
    pub async fn open(&self) -> Result<(Db, Keys), Failure> {
        if let Some(path) = self.database_url.strip_prefix("sqlite:") {
            make_folder(Path::new(path)).map_err(Failure::database)?;
        } else if !self.database_url.starts_with("postgres") {
            return Err(Failure::settings(
                "--database-url must begin with sqlite: or postgres://.",
            ));
        }
        make_folder(&self.keys).map_err(Failure::keys)?;
        let keys = Keys::open(&self.keys).map_err(Failure::keys)?;
        let db = Db::open(&self.database_url, Grouping::default()).await;
        Ok((db.map_err(Failure::database)?, keys))
    }
}

/// A folder that is made is its owner's alone.
fn make_folder(file: &Path) -> Result<(), String> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()))
}

impl Serving {
    /// Refuses what would be dangerous, before anything is opened.
    ///
    /// # Errors
    /// A sentence that says what to set instead.
    pub fn check(&self) -> Result<(), Failure> {
        if self.development {
            return match self.listen.ip().is_loopback() {
                true => Ok(()),
                false => Err(Failure::settings(format!(
                    "--development shows sign-in codes to whoever reads the log, so it listens on \
                     this machine only: set --listen 127.0.0.1:{}, or leave --development out.",
                    self.listen.port()
                ))),
            };
        }
        if !self.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
            return Err(Failure::settings(
                "--public-url must say where browsers find this server, such as \
                 https://linyuan.example; without TLS nobody could stay signed in. To try it out, \
                 add --development.",
            ));
        }
        if matches!(self.sms.as_deref(), None | Some("" | "log")) {
            return Err(Failure::settings(
                "--sms must name a gateway that sends codes: writing them to the log is for \
                 --development only.",
            ));
        }
        self.gateway().map(drop)
    }

    /// How messages go out; on a developer's machine into the log, unless a gateway is named.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the setting.
    pub fn gateway(&self) -> Result<Gateway, Failure> {
        let usual = if self.development { "log" } else { "" };
        let setting = self.sms.as_deref().unwrap_or(usual);
        Gateway::parse(setting, self.development)
            .map_err(|sentence| Failure::settings(format!("--sms: {sentence}.")))
    }

    /// Where browsers find the server that listens here.
    pub fn public_url(&self, here: SocketAddr) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{here}"))
    }
}
