//! Text in one of the encodings that are recognised by their text. The first byte chooses the encoding, the second the
//! slices.

use encoding_rs::{
    BIG5, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
};
use sectorscope::diagnostic::Code;
use sectorscope::import::{ImportOptions, ImportedFile};

use super::{facts, slices};

/// The encodings, by the names that are reported of files.
const ENCODINGS: [(&str, &encoding_rs::Encoding); 9] = [
    ("Shift-JIS", SHIFT_JIS),
    ("GB18030", GB18030),
    ("EUC-KR", EUC_KR),
    ("Big5", BIG5),
    ("Windows-1250", WINDOWS_1250),
    ("Windows-1251", WINDOWS_1251),
    ("Windows-1252", WINDOWS_1252),
    ("Windows-1253", WINDOWS_1253),
    ("Windows-1254", WINDOWS_1254),
];

pub(super) fn run(data: &[u8]) {
    let Some((&[encoding, choice], text)) = data.split_first_chunk() else { return };
    let text = String::from_utf8_lossy(text);
    // Each encoding gets the mark that it has.
    let text = text.trim_start_matches('\u{feff}');
    let Some((name, bytes)) = encoded(text, encoding) else { return };
    let import = |bytes: &[u8], choice| slices::import("data/XLK.csv", &ImportOptions::default(), bytes, choice);
    let whole = import(&bytes, 0);
    whole.iter().for_each(facts::hold);
    let sliced = import(&bytes, choice.max(1));
    assert_eq!(facts::everything(&sliced), facts::everything(&whole), "slices make a difference");
    let told = whole[0].diagnostics.iter().find(|said| said.code == Code::Encoding);
    if told.is_some_and(|told| told.found.as_deref() == Some(name)) {
        assert_eq!(read(&whole), read(&import(text.as_bytes(), 0)), "{name} is not read as UTF-8 is");
    }
}

/// The text in the encoding that a byte chooses, with its name; none where that has not all of its characters.
fn encoded(text: &str, choice: u8) -> Option<(&'static str, Vec<u8>)> {
    match usize::from(choice) % (ENCODINGS.len() + 2) {
        0 => Some(("UTF-16", format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect())),
        1 => Some(("UTF-16", format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect())),
        other => {
            let (name, encoding) = ENCODINGS[other - 2];
            let (bytes, _, lost) = encoding.encode(text);
            // A few characters come back as others: then the text is not this.
            let back = encoding.decode_without_bom_handling(&bytes).0;
            (!lost && back == text).then(|| (name, bytes.into_owned()))
        }
    }
}

/// What became of files, and their prices, as text that two imports can be compared by.
fn read(files: &[ImportedFile]) -> String {
    let told = |file: &ImportedFile| {
        let series = file.series.iter().map(|series| format!("{}: {:?}", series.value_column, series.prices.prices()));
        format!("{:?} {}", file.outcome, series.collect::<Vec<_>>().join("; "))
    };
    files.iter().map(told).collect::<Vec<_>>().join("\n")
}
