//! The bytes of one table, out of their container: encoding, delimiter and layout are decided on the first of them, then
//! all become rows.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::file::{ImportOptions, ImportedFile, Mend, Outcome};
use crate::import::layout;
use crate::import::layout::header::Role;
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::unquoted_dates;
use crate::import::refused::refused;
use crate::import::rows::Rows;
use crate::import::text::content::{self, NotATable};
use crate::import::text::dialect;
use crate::import::text::encoding::{Decode, Encoding, MakeDecoder, decoder, is_ascii};
use crate::import::text::reader::{Event, LONGEST_RECORD, RecordReader};
use crate::import::text::rejoin::{Parted, Rejoin};
use crate::import::text::sniff::{Reader, sniff, utf16};
use crate::number::grouped;

/// Bytes that are looked at before the layout is decided.
const SAMPLE_BYTES: usize = 64 << 10;
/// Lines that these bytes must hold; where lines are longer, as in tables with a column for each day, more bytes are.
const SAMPLE_LINES: usize = 6;
/// Bytes that are looked at in such a table: thirty years of days and a row of prices.
const LONG_SAMPLE_BYTES: usize = 1 << 18;
/// Records that are looked at before the layout is decided.
const SAMPLE_RECORDS: usize = 400;

/// How bytes become text.
enum Text {
    /// Gathering the first bytes.
    Head(Vec<u8>),
    /// Nothing but ASCII so far, which is the same in every encoding left.
    Ascii,
    /// Gathering bytes from the first that is not ASCII, to decide by them.
    Gathering(Vec<u8>),
    /// UTF-8, or bytes that are not decoded: taken as they are.
    Plain,
    /// Another encoding.
    Foreign(Box<dyn Decode>),
}

enum Table {
    Waiting,
    Reading(Box<RecordReader>, Box<Taking>),
    Skipping(NotATable),
}

/// Takes records, put together where a comma split what belongs in one cell.
struct Taking {
    rows: Rows,
    rejoin: Option<Rejoin>,
}

impl Taking {
    #[inline]
    fn take(&mut self, event: Event<'_>) {
        match (&event, &mut self.rejoin) {
            (Event::Record(record), Some(rejoin)) => self.rows.take(&Event::Record(rejoin.record(*record))),
            (event, _) => self.rows.take(event),
        }
    }
}

/// Reads one table.
pub(crate) struct Body {
    options: ImportOptions,
    decoders: MakeDecoder,
    text: Text,
    table: Table,
    assumed: Option<Encoding>,
    /// Bytes there are in all, where that is known.
    expected: Option<u64>,
    /// In a container that may turn out to be damaged, a line waits here for its end: a number cut short is a wrong number.
    held: Option<Vec<u8>>,
}

impl Body {
    /// A body; `packed` where its bytes come out of a container.
    pub(crate) fn new(options: ImportOptions, decoders: MakeDecoder, packed: bool) -> Body {
        Body {
            options,
            decoders,
            text: Text::Head(Vec::new()),
            table: Table::Waiting,
            assumed: None,
            expected: None,
            held: packed.then(Vec::new),
        }
    }

    /// Says how many bytes there are in all.
    pub(crate) fn expect(&mut self, bytes: u64) {
        self.expected = Some(bytes);
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, slice: &[u8]) {
        match &mut self.text {
            // What is looked at has the same bytes whatever the slices.
            Text::Head(head) => {
                let wanted = if head.len() >= SAMPLE_BYTES { LONG_SAMPLE_BYTES } else { SAMPLE_BYTES };
                let Some((head, rest)) = filled(head, slice, wanted) else { return };
                let lines = dialect::lines(&head).count() - 1;
                if lines < SAMPLE_LINES && wanted < LONG_SAMPLE_BYTES {
                    self.text = Text::Head(head);
                } else {
                    self.open(&head, false);
                }
                self.feed(rest);
            }
            Text::Gathering(gathered) => {
                if let Some((gathered, rest)) = filled(gathered, slice, SAMPLE_BYTES) {
                    self.decide(&gathered, false);
                    self.feed(rest);
                }
            }
            Text::Ascii if !is_ascii(slice) => {
                let first = slice.iter().position(|byte| !byte.is_ascii()).unwrap_or(slice.len());
                let (ascii, other) = slice.split_at_checked(first).unwrap_or((slice, &[]));
                self.read(ascii);
                self.text = Text::Gathering(Vec::new());
                self.feed(other);
            }
            Text::Ascii | Text::Plain => self.read(slice),
            Text::Foreign(decoder) => {
                let mut text = Vec::new();
                decoder.push(slice, false, &mut text);
                self.read(&text);
            }
        }
    }

    /// Decides, from the first bytes, what this is, and reads these bytes accordingly.
    fn open(&mut self, head: &[u8], whole: bool) {
        let wide = utf16(head);
        if let (None, Some(kind)) = (wide, content::not_a_table(head)) {
            self.skip(kind);
            return;
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let encoding = wide.unwrap_or_else(|| sniff(head, whole, self.reader()));
        self.assume(encoding, head.is_ascii());
        let decoded = match &mut self.text {
            Text::Foreign(decoder) => {
                let mut decoded = Vec::new();
                decoder.push(head, false, &mut decoded);
                Cow::Owned(decoded)
            }
            _ => Cow::Borrowed(head),
        };
        if let (true, Some(kind)) = (wide.is_some(), content::not_a_table(&decoded)) {
            self.skip(kind);
            return;
        }
        // The last line of a sample may be cut short; a whole file's is not.
        let line_end = dialect::line_end(&decoded);
        let last_line_end = decoded.iter().rposition(|byte| *byte == line_end).map_or(0, |end| end + 1);
        let cut = !whole && last_line_end > 0;
        let sampled = if cut { decoded.get(..last_line_end).unwrap_or(&decoded) } else { &decoded };
        let chosen = self.options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
        let delimiter = chosen.unwrap_or_else(|| dialect::delimiter(sampled));
        let mut sample = sample_rows(sampled, delimiter);
        let fields: Vec<&[String]> = sample.iter().map(|row| row.fields.as_slice()).collect();
        let rejoin = if delimiter == b',' { Rejoin::decide(&fields) } else { None };
        if let Some(rejoin) = &rejoin {
            sample.iter_mut().for_each(|row| row.fields = rejoin.fields(std::mem::take(&mut row.fields)));
        }
        let parted_dates = rejoin.as_ref().is_some_and(|rejoin| rejoin.parted() == Parted::Date);
        let refused = (parted_dates && !self.options.mends.contains(&Mend::JoinDates))
            .then(|| sample.get(1).map(unquoted_dates))
            .flatten();
        let mut rows = Rows::new(match refused {
            Some(refused) => Err(refused),
            None => layout::layout(&sample, delimiter, &self.options),
        });
        if let (Some(bytes), false, Some(of_row)) = (self.expected, whole, rows.bytes_of_row()) {
            let lines = dialect::lines(sampled).count() as u64 - 1;
            // A little more than the sample's lines tell, and never more memory than the file has bytes.
            let expected = (bytes / (sampled.len() as u64).max(1)).saturating_mul(lines) / 50 * 51;
            rows.reserve(usize::try_from(expected.min(bytes / of_row)).unwrap_or(0));
        }
        self.table = Table::Reading(Box::new(RecordReader::new(delimiter)), Box::new(Taking { rows, rejoin }));
        self.read(&decoded);
    }

    /// How encodings are told apart here.
    fn reader(&self) -> Reader {
        Reader { decoders: self.decoders, known: |word| layout::header::role(word) != Role::Unknown }
    }

    fn skip(&mut self, kind: NotATable) {
        self.table = Table::Skipping(kind);
        self.text = Text::Plain;
        self.assumed = None;
    }

    /// Sets the way to read on.
    fn assume(&mut self, encoding: Encoding, ascii: bool) {
        self.text = match encoding {
            Encoding::Utf8 if ascii => Text::Ascii,
            Encoding::Utf8 => Text::Plain,
            _ => {
                self.assumed = Some(encoding);
                Text::Foreign(decoder(encoding, self.decoders))
            }
        };
    }

    /// Decides, from bytes that begin with the first that is not ASCII, and reads them.
    fn decide(&mut self, gathered: &[u8], whole: bool) {
        self.assume(sniff(gathered, whole, self.reader()), false);
        self.feed(gathered);
    }

    /// Takes text.
    fn read(&mut self, text: &[u8]) {
        let Table::Reading(reader, rows) = &mut self.table else { return };
        let mut take = |event: Event<'_>| rows.take(event);
        let Some(held) = &mut self.held else {
            reader.feed(text, &mut take);
            return;
        };
        let complete = text.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
        let (lines, rest) = text.split_at_checked(complete).unwrap_or((text, &[]));
        if !lines.is_empty() {
            reader.feed(held, &mut take);
            held.clear();
            reader.feed(lines, &mut take);
        }
        held.extend_from_slice(rest);
        if held.len() > LONGEST_RECORD {
            reader.feed(held, &mut take);
            held.clear();
        }
    }

    /// Ends the table and writes what is known of it into `file`. Where the container was damaged, a last line without
    /// an end is left out.
    pub(crate) fn finish(mut self, file: &mut ImportedFile, damage: Option<Diagnostic>) {
        match std::mem::replace(&mut self.text, Text::Plain) {
            Text::Head(head) => self.open(&head, true),
            Text::Gathering(gathered) => self.decide(&gathered, true),
            other => self.text = other,
        }
        if let Text::Foreign(decoder) = &mut self.text {
            let mut text = Vec::new();
            decoder.push(&[], true, &mut text);
            self.read(&text);
        }
        match self.table {
            Table::Waiting => {}
            Table::Skipping(kind) => {
                file.diagnostics = vec![refused(kind.code, kind.found, "a table of dates and prices", kind.advice)];
            }
            Table::Reading(mut reader, mut rows) => {
                if let (None, Some(held)) = (&damage, self.held) {
                    reader.feed(&held, &mut |event| rows.take(event));
                }
                reader.finish(&mut |event| rows.take(event));
                let rejoined = rows.rejoin.and_then(|rejoin| Some((rejoin.parted(), rejoin.done?)));
                rows.rows.finish(file, &self.options);
                // Of a refused file nothing was put together that counts.
                if file.outcome != Outcome::Refused {
                    file.diagnostics.extend(rejoined.map(|(parted, done)| unquoted_commas(parted, done)));
                }
            }
        }
        if let Some(encoding) = self.assumed {
            file.diagnostics.insert(0, assumption(encoding));
        }
        if let Some(damage) = damage {
            // Where nothing could be read, the damage is the reason and not what it left.
            if file.outcome == Outcome::Refused {
                file.diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Error);
            }
            file.diagnostics.push(damage);
        }
    }
}

/// Fills a buffer up to a size; gives it, and what is left of the slice, once it is full.
fn filled<'s>(buffer: &mut Vec<u8>, slice: &'s [u8], size: usize) -> Option<(Vec<u8>, &'s [u8])> {
    let wanted = size.saturating_sub(buffer.len());
    let Some((taken, rest)) = slice.split_at_checked(wanted) else {
        buffer.extend_from_slice(slice);
        return None;
    };
    buffer.extend_from_slice(taken);
    Some((std::mem::take(buffer), rest))
}

fn assumption(encoding: Encoding) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        code: Code::Encoding,
        line: None,
        column: None,
        found: Some(encoding.name().to_owned()),
        expected: Some("UTF-8".to_owned()),
        message: format!("The text is not UTF-8: read as {}.", encoding.name()),
    }
}

/// The diagnostic for cells that were put together.
fn unquoted_commas(parted: Parted, (line, count): (u64, u64)) -> Diagnostic {
    let what = match parted {
        Parted::Date => "a date with a comma",
        Parted::Thousands => "a number with a comma between thousands",
        Parted::Decimals => "a number with a decimal comma",
    };
    let mut diagnostic = Diagnostic::remark(
        Code::UnquotedCommas,
        format!(
            "Line {}: found {what} in two cells, expected quotation marks around it. {} put together again; export the file with quotation \
             marks if that is wrong.",
            grouped(line),
            if count == 1 { "1 such cell was".to_owned() } else { format!("{} such cells were", grouped(count)) }
        ),
    );
    diagnostic.line = Some(line);
    diagnostic
}

fn sample_rows(sampled: &[u8], delimiter: u8) -> Vec<SampleRow> {
    let mut sample = Vec::new();
    let take = |sample: &mut Vec<SampleRow>, event: Event<'_>| {
        if let Event::Record(record) = event
            && !record.is_blank()
            && sample.len() < SAMPLE_RECORDS
        {
            let fields = (0..record.len()).map(|index| record.text(index)).collect();
            sample.push(SampleRow { line: record.line, fields });
        }
    };
    let mut reader = RecordReader::new(delimiter);
    for slice in sampled.chunks(1 << 13) {
        reader.feed(slice, &mut |event| take(&mut sample, event));
        if sample.len() >= SAMPLE_RECORDS {
            return sample;
        }
    }
    reader.finish(&mut |event| take(&mut sample, event));
    sample
}
