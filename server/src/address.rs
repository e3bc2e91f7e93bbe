//! Whose address a request comes from. Forwarded headers are believed from listed proxies only.

use std::{net::IpAddr, sync::Arc};

use http::HeaderMap;

/// The address of the browser, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Proxies whose word is taken for who is behind them.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<Vec<IpAddr>>);

impl TrustedProxies {
    /// Addresses separated by commas.
    ///
    /// # Errors
    /// A sentence naming the part that is no address.
    pub fn parse(list: &str) -> Result<Self, String> {
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        let parse = |part: &str| part.parse().map_err(|_| format!("{part} is no IP address"));
        parts.map(parse).collect::<Result<Vec<_>, _>>().map(|all| Self(Arc::new(all)))
    }

    /// The right-most address of the chain that is no trusted proxy. Where anything in the chain
    /// is not an address, whoever sent it is not believed further.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        let mut address = peer.to_canonical();
        let chain: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|value| value.to_str().unwrap_or("?").split(','))
            .map(str::trim)
            .collect();
        for hop in chain.into_iter().rev() {
            if !self.0.contains(&address) {
                break;
            }
            let Ok(next) = hop.parse::<IpAddr>() else { break };
            address = next.to_canonical();
        }
        ClientAddress(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxies = TrustedProxies::parse(proxies).unwrap();
        proxies.client(peer.parse().unwrap(), &headers).0.to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("", "198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(client("10.0.0.1", "198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_counts() {
        let chain = ["1.1.1.1, 203.0.113.9", "10.0.0.2"];
        assert_eq!(client("10.0.0.1,10.0.0.2", "10.0.0.1", &chain), "203.0.113.9");
        assert_eq!(client("10.0.0.1", "10.0.0.1", &chain), "10.0.0.2");
    }

    #[test]
    fn nonsense_ends_the_chain() {
        assert_eq!(client("10.0.0.1", "10.0.0.1", &["203.0.113.9, nonsense"]), "10.0.0.1");
        assert!(TrustedProxies::parse("10.0.0.1, nonsense").is_err());
    }
}
