//! What the browser asks for, compressed as far as it goes: it happens once, here.

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;

pub fn brotli(mut content: &[u8]) -> io::Result<Vec<u8>> {
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &best)?;
    Ok(compressed)
}

pub fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}
