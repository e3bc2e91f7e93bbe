//! Finished pages and answers: what many people ask for is made once, compressed once, and sent
//! as bytes until the community changes.

use std::{io::Write, sync::Arc, time::Duration};

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use shared::{id::CommunityId, problem::Problem};

/// How much finished pages may weigh together.
const CAPACITY: u64 = 64 * 1024 * 1024;
/// Smaller than this, compressing costs more than it saves.
const SMALLEST: usize = 256;

/// Which page, and in which state of its community.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub community: CommunityId,
    pub generation: u64,
    /// Pages tell how many days something waits.
    pub day: i64,
    /// Path and query.
    pub address: String,
}

/// A finished page, in the ways that browsers take it.
#[derive(Debug)]
pub struct Page {
    content_type: &'static str,
    etag: HeaderValue,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Page {
    /// Compresses a page; costs some 0.4 ms for a list.
    pub fn new(content_type: &'static str, content: Vec<u8>) -> Self {
        let hash = Sha256::digest(&content);
        let hash: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let etag = HeaderValue::from_str(&format!("\"{hash}\""));
        let worth_it = content.len() >= SMALLEST;
        Self {
            content_type,
            etag: etag.unwrap_or(HeaderValue::from_static("\"\"")),
            brotli: worth_it.then(|| brotli(&content)).flatten(),
            gzip: worth_it.then(|| gzip(&content)).flatten(),
            plain: content.into(),
        }
    }

    /// The page as this browser takes it; nothing but a word where the browser has it already.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let known = headers.get(header::IF_NONE_MATCH);
        let known = known.and_then(|tags| tags.to_str().ok()).unwrap_or_default();
        let etag = self.etag.to_str().unwrap_or_default();
        let shared = [
            (header::ETAG, self.etag.clone()),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        if known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag) {
            return (StatusCode::NOT_MODIFIED, shared).into_response();
        }
        let (body, encoding) = self.encoded(headers);
        let mut response = (shared, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn encoded(&self, headers: &HeaderMap) -> (Bytes, Option<&'static str>) {
        let accepted = headers.get(header::ACCEPT_ENCODING);
        let accepted = accepted.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            let mut offers = accepted.split(',').map(str::trim);
            offers.any(|it| {
                it.split(';').next() == Some(name) && !it.replace(' ', "").ends_with("q=0")
            })
        };
        match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if takes("br") => (bytes.clone(), Some("br")),
            (_, Some(bytes)) if takes("gzip") => (bytes.clone(), Some("gzip")),
            _ => (self.plain.clone(), None),
        }
    }

    fn weight(&self) -> u32 {
        let optional = |bytes: &Option<Bytes>| bytes.as_ref().map_or(0, Bytes::len);
        let all = self.plain.len() + optional(&self.brotli) + optional(&self.gzip) + 256;
        u32::try_from(all).unwrap_or(u32::MAX)
    }
}

/// Finished pages, the most wanted ones.
#[derive(Clone)]
pub struct Pages(Arc<moka::future::Cache<Key, Arc<Page>>>);

impl Default for Pages {
    fn default() -> Self {
        let cache = moka::future::Cache::builder()
            .weigher(|_: &Key, page: &Arc<Page>| page.weight())
            .max_capacity(CAPACITY)
            .time_to_idle(Duration::from_secs(600));
        Self(Arc::new(cache.build()))
    }
}

impl Pages {
    /// The finished page; made by `make` if there is none yet. However many ask at the same time,
    /// it is made once.
    ///
    /// # Errors
    /// What `make` refuses.
    pub async fn get(
        &self,
        key: Key,
        make: impl Future<Output = Result<Page, Problem>>,
    ) -> Result<Arc<Page>, Problem> {
        let made = self.0.try_get_with(key, async { make.await.map(Arc::new) });
        made.await.map_err(|problem: Arc<Problem>| Problem::clone(&problem))
    }
}

fn brotli(mut content: &[u8]) -> Option<Bytes> {
    let quality = brotli::enc::BrotliEncoderParams { quality: 4, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &quality).ok()?;
    Some(compressed.into())
}

fn gzip(content: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(page: &Page, name: header::HeaderName, value: &str) -> Response {
        page.answer(&HeaderMap::from_iter([(name, value.parse().unwrap())]))
    }

    #[test]
    fn a_browser_gets_what_it_takes() {
        let page = Page::new("text/html", b"many words ".repeat(100));
        for (accepted, sent) in
            [("gzip, br", Some("br")), ("gzip", Some("gzip")), ("br;q=0", None), ("", None)]
        {
            let response = answer(&page, header::ACCEPT_ENCODING, accepted);
            let encoding = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(encoding.map(|it| it.to_str().unwrap()), sent, "{accepted}");
        }
    }

    #[test]
    fn what_a_browser_has_is_not_sent_again() {
        let page = Page::new("text/html", b"words".to_vec());
        let etag = page.etag.to_str().unwrap().to_owned();
        for known in [etag.clone(), format!("\"x\", W/{etag}")] {
            let response = answer(&page, header::IF_NONE_MATCH, &known);
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        }
        let response = answer(&page, header::IF_NONE_MATCH, "\"x\"");
        assert_eq!(response.status(), StatusCode::OK);
    }
}
