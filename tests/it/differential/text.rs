//! Rows of cells to the bytes of a file.

use super::draw::Draw;

/// A table of cells.
#[derive(Default)]
pub(super) struct Text {
    /// None, one, or several rows above the data.
    pub header: Vec<Vec<String>>,
    pub rows: Vec<Vec<String>>,
    /// Positions of the date.
    pub date_columns: Vec<usize>,
}

/// What stands around the cells.
pub(super) struct Frame {
    pub delimiter: char,
    pub preamble: Vec<String>,
    pub footer: Vec<String>,
    pub encoding: &'static str,
    /// A space behind each delimiter.
    pub spaced: bool,
    quoting: u64,
    end: &'static str,
    /// The last line has an end too.
    closed: bool,
    /// Empty lines between the others, of a hundred.
    blank: u64,
}

const PREAMBLES: [&str; 5] =
    ["Historical prices", "Export of an example exchange", "Account: none", "All rights reserved.", "# closing prices"];
const FOOTERS: [&str; 4] = ["Source: an example exchange", "End of data", "Prices may be delayed.", "--- end ---"];

impl Frame {
    pub(super) fn draw(draw: &mut Draw, text: &Text, headerless: bool) -> Frame {
        let delimiter = [',', ',', ';', '\t', '|'][draw.below(5) as usize];
        let lines = |draw: &mut Draw, of: &[&str], percent: u64| -> Vec<String> {
            if !draw.percent(percent) {
                return Vec::new();
            }
            (0..draw.between(1, 3)).map(|_| draw.one_of(of).to_owned()).collect()
        };
        let preamble = if headerless { Vec::new() } else { lines(draw, &PREAMBLES, 15) };
        let footer = lines(draw, &FOOTERS, 12);
        let quoting = draw.below(6);
        let needs = |cell: &String| cell.contains([delimiter, '"', '\n', ' ']);
        let plain = !text.header.iter().chain(&text.rows).flatten().any(needs);
        let latin = text.header.iter().flatten().all(|cell| cell.chars().all(|c| u32::from(c) < 256));
        let ascii = text.header.iter().flatten().all(|cell| cell.is_ascii());
        let encoding = match draw.below(100) {
            0..=59 => "utf-8",
            60..=84 => "utf-8-sig",
            85..=91 => "utf-16",
            _ if latin && !ascii => "cp1252",
            _ => "utf-8",
        };
        Frame {
            delimiter,
            preamble,
            footer,
            encoding,
            spaced: plain && quoting == 0 && delimiter != '\t' && draw.percent(30),
            quoting,
            end: if draw.percent(40) { "\r\n" } else { "\n" },
            closed: draw.percent(80),
            blank: if draw.percent(8) { 5 } else { 0 },
        }
    }

    pub(super) fn bytes(&self, draw: &mut Draw, text: &Text) -> Vec<u8> {
        let mut lines: Vec<String> = self.preamble.clone();
        lines.extend(text.header.iter().map(|row| self.line(row, true)));
        for row in &text.rows {
            if draw.percent(self.blank) {
                lines.push(String::new());
            }
            lines.push(self.line(row, false));
        }
        lines.extend(self.footer.iter().cloned());
        let whole = lines.join(self.end) + if self.closed { self.end } else { "" };
        match self.encoding {
            "utf-8-sig" => format!("\u{feff}{whole}").into_bytes(),
            "utf-16" => format!("\u{feff}{whole}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "cp1252" => whole.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            _ => whole.into_bytes(),
        }
    }

    fn line(&self, row: &[String], header: bool) -> String {
        let cell = |cell: &String| {
            let number = cell.starts_with(|c: char| c.is_ascii_digit());
            let wanted = match self.quoting {
                0..=2 => false,
                3 => true,
                4 => header,
                _ => !number,
            };
            if wanted || cell.contains([self.delimiter, '"', '\n']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let between = format!("{}{}", self.delimiter, if self.spaced { " " } else { "" });
        row.iter().map(cell).collect::<Vec<_>>().join(&between)
    }
}
