//! ZIP archives read from front to back, as their bytes come in.
//!
//! The entries are taken from their local headers, which lets an archive be read in one pass without a seek; the directory
//! at its end then shows whether all was there. Sizes may stand in the header, in its ZIP64 field, or, with archives that
//! were written in one pass too, behind the data.

use crate::import::container::checksum::Crc32;
use crate::import::container::inflate::{Inflate, Progress, little_endian};
use crate::import::container::zip_name;

/// What an archive begins with: an entry, or the end of an empty one.
pub(crate) const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
const LOCAL: &[u8] = b"PK\x03\x04";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// The longest of the descriptors (signature, checksum, two sizes of eight bytes) and the signature behind it.
const LONGEST_DESCRIPTOR: usize = 28;

/// An entry, by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Name with folders.
    pub name: String,
    /// Whether a password protects it.
    pub encrypted: bool,
    /// Whether it is stored or deflated; there are other ways, seldom used.
    pub supported: bool,
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All of it was there and agrees with its checksum.
    Sound,
    /// It is damaged, in this way.
    Damaged(&'static str),
}

/// How an archive ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// With a directory of this many entries.
    Directory(u64),
    /// Too early.
    Cut,
    /// In something that no archive has.
    Lost,
    /// The taker wanted no more.
    Stopped,
}

/// Takes what is in an archive.
pub(crate) trait Unpack {
    /// An entry begins; says whether its data is wanted.
    fn begin(&mut self, entry: Entry) -> bool;
    /// Data of the entry, with the bytes of it that are read so far, unpacked and packed; says whether to go on.
    fn data(&mut self, bytes: &[u8], unpacked: u64, packed: u64) -> bool;
    /// The entry ends.
    fn end(&mut self, ending: Ending);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a local header or the directory.
    Header,
    /// In stored data, or data that is passed over; this much is left.
    Raw(u64),
    /// In deflated data; this much is left, where that is known.
    Deflated(Option<u64>),
    /// In data that is not deflated and ends where a descriptor fits.
    Open,
    /// Before a descriptor.
    Descriptor,
    /// In the directory.
    Directory,
    /// Behind the end.
    Done,
    Lost,
    Stopped,
}

/// What is known of the entry being read.
#[derive(Default)]
struct Current {
    checksum: Option<u64>,
    size: Option<u64>,
    described: bool,
    wanted: bool,
    readable: bool,
    hasher: Crc32,
    unpacked: u64,
    packed: u64,
    trouble: Option<&'static str>,
}

/// Reads an archive.
pub(crate) struct ZipReader {
    state: State,
    /// Bytes that wait for more, to be a whole header.
    pending: Vec<u8>,
    inflate: Inflate,
    current: Option<Current>,
    listed: u64,
}

impl ZipReader {
    /// An archive of which nothing is read yet.
    pub(crate) fn new() -> ZipReader {
        ZipReader { state: State::Header, pending: Vec::new(), inflate: Inflate::new(), current: None, listed: 0 }
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, slice: &[u8], to: &mut dyn Unpack) {
        let mut pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            let used = self.run(slice, to, false);
            self.pending.extend_from_slice(slice.get(used..).unwrap_or(&[]));
        } else {
            pending.extend_from_slice(slice);
            let used = self.run(&pending, to, false);
            pending.drain(..used.min(pending.len()));
            self.pending = pending;
        }
    }

    /// Ends the archive and says how it ended.
    pub(crate) fn finish(mut self, to: &mut dyn Unpack) -> Close {
        let pending = std::mem::take(&mut self.pending);
        self.run(&pending, to, true);
        if self.current.is_some() && self.state != State::Stopped {
            self.end(to, Some("ends too early"));
        }
        match self.state {
            State::Done => Close::Directory(self.listed),
            State::Lost => Close::Lost,
            State::Stopped => Close::Stopped,
            _ => Close::Cut,
        }
    }

    fn run(&mut self, input: &[u8], to: &mut dyn Unpack, last: bool) -> usize {
        let mut used = 0;
        loop {
            let before = self.state;
            let rest = input.get(used..).unwrap_or(&[]);
            let step = match self.state {
                State::Header => self.header(rest, to),
                State::Raw(left) => self.raw(rest, left, to),
                State::Deflated(left) => self.deflated(rest, left, to),
                State::Open => self.open(rest, to, last),
                State::Descriptor => self.descriptor(rest, to, last),
                State::Directory => self.directory(rest),
                State::Done | State::Lost | State::Stopped => rest.len(),
            };
            used += step;
            if step == 0 && self.state == before {
                return used;
            }
        }
    }

    /// Each step below takes bytes from the front and says how many; none, and no change, is a wish for more.
    fn header(&mut self, bytes: &[u8], to: &mut dyn Unpack) -> usize {
        let Some(signature) = bytes.first_chunk::<4>() else { return 0 };
        if signature != LOCAL {
            self.state = State::Directory;
            return 0;
        }
        let number = |at| little_endian::<2>(bytes, at);
        let (Some(flags), Some(method), Some(name_length), Some(extra_length)) =
            (number(6), number(8), number(26), number(28))
        else {
            return 0;
        };
        let name_end = 30 + name_length as usize;
        let end = name_end + extra_length as usize;
        let (Some(name), Some(extra)) = (bytes.get(30..name_end), bytes.get(name_end..end)) else { return 0 };
        let size = |at| little_endian::<4>(bytes, at).unwrap_or(0);
        let (mut packed, mut unpacked) = (size(18), size(22));
        widen(extra, &mut packed, &mut unpacked);
        let encrypted = flags & 0x41 != 0;
        let supported = matches!(method, 0 | 8);
        let readable = supported && !encrypted;
        // A size of zero before data of unknown length means that it comes later.
        let described = flags & 8 != 0;
        let known = !described || packed > 0;
        let entry = Entry { name: zip_name::decoded(name, extra, flags & 0x800 != 0), encrypted, supported };
        let wanted = to.begin(entry) && readable;
        self.current = Some(Current {
            checksum: (!described).then(|| size(14)),
            size: (!described).then_some(unpacked),
            described,
            wanted,
            readable,
            ..Current::default()
        });
        self.inflate.restart();
        self.state = match (known, readable && method == 8) {
            // What is not wanted need not be inflated where its end is known.
            (true, deflated) if !deflated || !wanted => State::Raw(packed),
            (true, _) => State::Deflated(Some(packed)),
            (false, true) => State::Deflated(None),
            (false, false) => State::Open,
        };
        end
    }

    fn raw(&mut self, bytes: &[u8], left: u64, to: &mut dyn Unpack) -> usize {
        let length = usize::try_from(left).map_or(bytes.len(), |left| left.min(bytes.len()));
        let data = bytes.get(..length).unwrap_or(&[]);
        let left = left - length as u64;
        self.state = State::Raw(left);
        if self.store(data, to) && left == 0 {
            self.close(to);
        }
        length
    }

    /// Hands over data as it stands; says whether to go on.
    fn store(&mut self, data: &[u8], to: &mut dyn Unpack) -> bool {
        let Some(current) = &mut self.current else { return true };
        current.packed += data.len() as u64;
        if data.is_empty() || !current.wanted {
            return true;
        }
        current.unpacked += data.len() as u64;
        current.hasher.update(data);
        let go_on = to.data(data, current.unpacked, current.packed);
        if !go_on {
            self.state = State::Stopped;
        }
        go_on
    }

    fn deflated(&mut self, bytes: &[u8], left: Option<u64>, to: &mut dyn Unpack) -> usize {
        if left == Some(0) {
            self.close(to);
            return 0;
        }
        let Some(current) = &mut self.current else { return 0 };
        let most = left.and_then(|left| usize::try_from(left).ok()).unwrap_or(bytes.len()).min(bytes.len());
        let Some(data) = bytes.get(..most).filter(|data| !data.is_empty()) else { return 0 };
        let (hasher, unpacked) = (&mut current.hasher, &mut current.unpacked);
        let (before, wanted) = (current.packed, current.wanted);
        let progress = self.inflate.feed(data, &mut |out, used| {
            *unpacked += out.len() as u64;
            hasher.update(out);
            // Even data that is not wanted is held to the limits: it costs the same to inflate.
            to.data(if wanted { out } else { &[] }, *unpacked, before + used as u64)
        });
        let used = if let Progress::Ended(used) = progress { used } else { data.len() };
        current.packed += used as u64;
        let left = left.map(|left| left - used as u64);
        match (progress, left) {
            (Progress::Stopped, _) => self.state = State::Stopped,
            (Progress::More, Some(0)) => {
                current.trouble = Some("is damaged inside");
                self.close(to);
            }
            (Progress::More, left) => self.state = State::Deflated(left),
            (Progress::Ended(_), None | Some(0)) => self.close(to),
            (Progress::Ended(_) | Progress::Damaged, Some(left)) => {
                let trouble = "is damaged inside";
                current.trouble = Some(trouble);
                // The next entry is where the header says.
                current.wanted = false;
                if left == 0 { self.close(to) } else { self.state = State::Raw(left) }
            }
            (Progress::Damaged, None) => {
                self.end(to, Some("is damaged inside"));
                self.state = State::Lost;
            }
        }
        used
    }

    /// Data of unknown length that does not tell its own end: it ends where a descriptor names just the length so far.
    fn open(&mut self, bytes: &[u8], to: &mut dyn Unpack, last: bool) -> usize {
        let found = bytes.windows(4).position(|four| four == DESCRIPTOR);
        let Some(at) = found else {
            let safe = if last { bytes.len() } else { bytes.len().saturating_sub(3) };
            self.store(bytes.get(..safe).unwrap_or(&[]), to);
            return safe;
        };
        if at > 0 {
            self.store(bytes.get(..at).unwrap_or(&[]), to);
            return at;
        }
        if bytes.len() < LONGEST_DESCRIPTOR && !last {
            return 0;
        }
        let Some(current) = &self.current else { return 0 };
        let checksum = current.hasher.value();
        let fits = little_endian::<4>(bytes, 8) == Some(current.packed)
            && (!current.wanted || little_endian::<4>(bytes, 4) == Some(checksum));
        if fits {
            self.state = State::Descriptor;
            return 0;
        }
        let length = bytes.len().min(4);
        self.store(bytes.get(..length).unwrap_or(&[]), to);
        length
    }

    /// Sizes and checksum behind the data: with or without a signature, with short or long sizes. The sizes themselves,
    /// and what follows, say which it is.
    fn descriptor(&mut self, bytes: &[u8], to: &mut dyn Unpack, last: bool) -> usize {
        if bytes.len() < LONGEST_DESCRIPTOR && !last {
            return 0;
        }
        let Some(current) = &mut self.current else { return 0 };
        let signed = if bytes.starts_with(DESCRIPTOR) { 4 } else { 0 };
        for start in [signed, 0] {
            let short = (little_endian::<4>(bytes, start + 4), little_endian::<4>(bytes, start + 8), 12);
            let long = (little_endian::<8>(bytes, start + 4), little_endian::<8>(bytes, start + 12), 20);
            for (packed, unpacked, length) in [short, long] {
                // What is passed over was not unpacked, so its unpacked size is not known.
                let fits = unpacked.is_some_and(|size| !current.wanted || size == current.unpacked);
                let followed =
                    bytes.get(start + length..).is_none_or(|next| next.is_empty() || next.starts_with(b"PK"));
                if packed == Some(current.packed) && fits && followed {
                    current.checksum = little_endian::<4>(bytes, start);
                    current.size = unpacked;
                    self.end(to, None);
                    return start + length;
                }
            }
        }
        self.end(to, Some("is damaged at its end"));
        self.state = State::Lost;
        0
    }

    fn close(&mut self, to: &mut dyn Unpack) {
        if self.current.as_ref().is_some_and(|current| current.described) {
            self.state = State::Descriptor;
        } else {
            self.end(to, None);
        }
    }

    fn end(&mut self, to: &mut dyn Unpack, trouble: Option<&'static str>) {
        self.state = State::Header;
        let Some(current) = self.current.take() else { return };
        let differs = current.wanted
            && (current.checksum.is_some_and(|checksum| checksum != current.hasher.value())
                || current.size.is_some_and(|size| size != current.unpacked));
        let disagreement = (differs && current.readable).then_some("does not agree with its checksum");
        to.end(trouble.or(current.trouble).or(disagreement).map_or(Ending::Sound, Ending::Damaged));
    }

    fn directory(&mut self, bytes: &[u8]) -> usize {
        let Some(signature) = bytes.first_chunk::<4>() else { return 0 };
        let length = match signature {
            b"PK\x01\x02" => {
                let lengths = [28, 30, 32].map(|at| little_endian::<2>(bytes, at));
                lengths.into_iter().try_fold(46, |sum, length| Some(sum + length?))
            }
            // The records of ZIP64: their lengths, but for the locator's, are their own.
            b"PK\x06\x06" => little_endian::<8>(bytes, 4).map(|length| length.saturating_add(12)),
            b"PK\x06\x07" => Some(20),
            b"PK\x05\x05" => little_endian::<2>(bytes, 4).map(|length| length + 6),
            b"PK\x05\x06" => Some(22),
            _ => {
                self.state = State::Lost;
                return 0;
            }
        };
        let Some(length) = length else { return 0 };
        if length > 1 << 20 {
            self.state = State::Lost;
            return 0;
        }
        let length = length as usize;
        if bytes.len() < length {
            return 0;
        }
        match signature {
            b"PK\x01\x02" => self.listed += 1,
            b"PK\x05\x06" => self.state = State::Done,
            _ => {}
        }
        length
    }
}

/// Takes sizes that do not fit the header from its ZIP64 field.
fn widen(extra: &[u8], packed: &mut u64, unpacked: &mut u64) {
    let Some(field) = zip_name::extra_field(extra, 1) else { return };
    let mut at = 0;
    for size in [unpacked, packed] {
        if *size == u64::from(u32::MAX) {
            *size = little_endian::<8>(field, at).unwrap_or(*size);
            at += 8;
        }
    }
}
