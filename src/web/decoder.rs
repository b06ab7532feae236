//! The decoder that every browser, and Node, brings along: its tables need not be in the module.

use web_sys::{TextDecodeOptions, TextDecoder};

use crate::import::encoding::{Decode, Encoding};

/// A decoder of the platform. Where it has none for this encoding, the bytes pass, and what is not ASCII becomes U+FFFD.
pub(super) fn of_platform(encoding: Encoding) -> Box<dyn Decode> {
    Box::new(OfPlatform(TextDecoder::new_with_label(encoding.label()).ok()))
}

struct OfPlatform(Option<TextDecoder>);

impl Decode for OfPlatform {
    fn push(&mut self, bytes: &[u8], last: bool, out: &mut Vec<u8>) {
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        let text = self.0.as_ref().and_then(|decoder| decoder.decode_with_u8_array_and_options(bytes, &options).ok());
        match text {
            Some(text) => out.extend_from_slice(text.as_bytes()),
            None => out.extend_from_slice(String::from_utf8_lossy(bytes).as_bytes()),
        }
    }
}
