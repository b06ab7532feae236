//! Gzip (RFC 1952), of one member or several, inflated as it comes in.

use crate::import::body::Body;
use crate::import::container::checksum::Crc32;
use crate::import::container::inflate::{Inflate, Progress, is_too_large, little_endian};
use crate::import::file::ImportOptions;
use crate::import::file::ImportedFile;
use crate::import::refused::damaged;
use crate::import::refused::too_large;
use crate::import::text::encoding::MakeDecoder;

/// What every member begins with.
pub(crate) const MAGIC: &[u8] = b"\x1f\x8b";
/// The longest header that is believed: its name and comment have no length of their own.
const LONGEST_HEADER: usize = 1 << 17;

enum State {
    /// Gathering a member's header; empty between members.
    Header(Vec<u8>),
    Data,
    /// Gathering the checksum and the length.
    Trailer(Vec<u8>),
    /// Behind the last member.
    Padding,
    Damaged(&'static str),
    TooLarge,
}

/// Reads the table in a gzip file.
pub(crate) struct Gunzip {
    state: State,
    inflate: Inflate,
    body: Body,
    checksum: Crc32,
    /// Bytes that came out of this member, and of all.
    member: u64,
    unpacked: u64,
    packed: u64,
    members: u64,
}

impl Gunzip {
    /// A file of which nothing is read yet.
    pub(crate) fn new(options: ImportOptions, decoders: MakeDecoder) -> Gunzip {
        Gunzip {
            state: State::Header(Vec::new()),
            inflate: Inflate::new(),
            body: Body::new(options, decoders, true),
            checksum: Crc32::default(),
            member: 0,
            unpacked: 0,
            packed: 0,
            members: 0,
        }
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, mut slice: &[u8]) {
        while !slice.is_empty() {
            let used = match std::mem::replace(&mut self.state, State::Padding) {
                State::Header(gathered) => self.header(gathered, slice),
                State::Data => self.data(slice),
                State::Trailer(gathered) => self.trailer(gathered, slice),
                ended => {
                    self.state = ended;
                    slice.len()
                }
            };
            self.packed += used as u64;
            slice = slice.get(used..).unwrap_or(&[]);
        }
    }

    fn header(&mut self, mut gathered: Vec<u8>, slice: &[u8]) -> usize {
        let before = gathered.len();
        // Tapes and some servers fill up with zeros.
        if before == 0 && self.members > 0 && slice.first() == Some(&0) {
            self.state = State::Padding;
            return slice.len();
        }
        gathered.extend_from_slice(slice);
        match header_length(&gathered) {
            Header::Ends(length) => {
                self.inflate.restart();
                self.checksum = Crc32::default();
                self.member = 0;
                self.state = State::Data;
                length.saturating_sub(before)
            }
            Header::Unfinished if gathered.len() <= LONGEST_HEADER => {
                self.state = State::Header(gathered);
                slice.len()
            }
            _ => {
                let what = if self.members > 0 { "is followed by other data" } else { "is damaged at its start" };
                self.state = State::Damaged(what);
                slice.len()
            }
        }
    }

    fn data(&mut self, slice: &[u8]) -> usize {
        let (body, checksum) = (&mut self.body, &mut self.checksum);
        let (member, unpacked, packed) = (&mut self.member, &mut self.unpacked, self.packed);
        let progress = self.inflate.feed(slice, &mut |bytes, used| {
            *member += bytes.len() as u64;
            *unpacked += bytes.len() as u64;
            let go_on = !is_too_large(*unpacked, packed + used as u64);
            if go_on {
                checksum.update(bytes);
                body.feed(bytes);
            }
            go_on
        });
        self.state = match progress {
            Progress::More => State::Data,
            Progress::Ended(_) => State::Trailer(Vec::new()),
            Progress::Damaged => State::Damaged("is damaged inside"),
            Progress::Stopped => State::TooLarge,
        };
        if let Progress::Ended(used) = progress { used } else { slice.len() }
    }

    fn trailer(&mut self, mut gathered: Vec<u8>, slice: &[u8]) -> usize {
        let used = slice.len().min(8 - gathered.len().min(8));
        gathered.extend_from_slice(slice.get(..used).unwrap_or(&[]));
        let (Some(checksum), Some(length)) = (little_endian::<4>(&gathered, 0), little_endian::<4>(&gathered, 4))
        else {
            self.state = State::Trailer(gathered);
            return used;
        };
        self.members += 1;
        let sound = checksum == self.checksum.value() && length == self.member % (1 << 32);
        self.state = if sound { State::Header(Vec::new()) } else { State::Damaged("does not agree with its checksum") };
        used
    }

    /// Ends the file: what could be read goes into `file`.
    pub(crate) fn finish(self, file: &mut ImportedFile) {
        let trouble = match self.state {
            State::TooLarge => {
                file.diagnostics = vec![too_large("This gzip file")];
                return;
            }
            State::Header(gathered) if gathered.is_empty() && self.members > 0 => None,
            State::Padding => None,
            State::Damaged(what) => Some(what),
            State::Header(_) | State::Data | State::Trailer(_) => Some("ends too early"),
        };
        let outer = file.name.clone();
        // The series is named by the file inside.
        file.name = inner_name(&outer).to_owned();
        self.body.finish(file, trouble.map(|what| damaged("The gzip file", what)));
        file.name = outer;
    }
}

fn inner_name(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inner, ending)) if ending.eq_ignore_ascii_case("gz") || ending.eq_ignore_ascii_case("gzip") => inner,
        _ => name,
    }
}

enum Header {
    Unfinished,
    Ends(usize),
    Wrong,
}

/// Where a member's header ends.
fn header_length(bytes: &[u8]) -> Header {
    let fixed = [Some(0x1f), Some(0x8b), Some(8), None];
    let wrong = |(byte, wanted): (&u8, &Option<u8>)| wanted.is_some_and(|wanted| wanted != *byte);
    let flags = bytes.get(3).copied().unwrap_or(0);
    if bytes.iter().zip(&fixed).any(wrong) || flags & 0xe0 != 0 {
        return Header::Wrong;
    }
    let mut length = 10;
    if flags & 4 != 0 {
        let Some(extra) = little_endian::<2>(bytes, length) else { return Header::Unfinished };
        length += 2 + extra as usize;
    }
    // A name and a comment, each with a zero behind it.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let text = bytes.get(length..).unwrap_or(&[]);
            let Some(end) = text.iter().position(|byte| *byte == 0) else { return Header::Unfinished };
            length += end + 1;
        }
    }
    if flags & 2 != 0 {
        length += 2;
    }
    if bytes.len() < length { Header::Unfinished } else { Header::Ends(length) }
}
