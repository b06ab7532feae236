//! Prices, and how files write them.

use super::draw::Draw;

/// What kinds of decimal text a file has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Cents,
    Whole,
    Fine,
    /// More digits than a double tells apart.
    Long,
    Exponent,
    /// From the smallest to the largest.
    Extreme,
}

const KINDS: [Kind; 8] =
    [Kind::Cents, Kind::Cents, Kind::Cents, Kind::Whole, Kind::Fine, Kind::Long, Kind::Exponent, Kind::Extreme];

/// How the numbers of a file are written.
pub(super) struct Numerals {
    pub comma: bool,
    pub thousands: Option<char>,
    pub missing: &'static str,
    /// `1E5` for `1e5`.
    capital: bool,
    kinds: [Kind; 2],
}

const MISSING: [&str; 14] = ["", "", "", "NA", "N/A", "null", "NULL", "nan", "NaN", "None", "-", "--", "#N/A", "n/a"];

impl Numerals {
    pub(super) fn draw(draw: &mut Draw) -> Numerals {
        let comma = draw.percent(30);
        let other = if comma { '.' } else { ',' };
        let thousands = match draw.below(10) {
            0..=5 => None,
            6..=8 => Some(other),
            _ => Some(if draw.percent(50) { '\'' } else { ' ' }),
        };
        let mut kind = || KINDS[draw.below(KINDS.len() as u64) as usize];
        let kinds = [kind(), kind()];
        Numerals { comma, thousands, missing: draw.one_of(&MISSING), capital: draw.percent(40), kinds }
    }

    /// The same with a decimal point.
    pub(super) fn with_point(self) -> Numerals {
        let thousands = self.thousands.map(|separator| if separator == '.' { ',' } else { separator });
        Numerals { comma: false, thousands, ..self }
    }

    /// The text of a price in the standard form: digits, a point, an exponent. The first of a file has cents, which prove
    /// the decimal mark.
    pub(super) fn price(&self, draw: &mut Draw, first: bool) -> String {
        let kind = if first { Kind::Cents } else { self.kinds[draw.below(2) as usize] };
        price_of(draw, kind)
    }

    /// The text as this file has it.
    pub(super) fn written(&self, standard: &str) -> String {
        let (mantissa, exponent) = match standard.find('e') {
            Some(at) => standard.split_at(at),
            None => (standard, ""),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        // Zeros in front would not group.
        let group = self.thousands.filter(|_| exponent.is_empty() && !digits.starts_with('0'));
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if let Some(separator) = group
                && at > 0
                && (digits.len() - at) % 3 == 0
            {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        let mark = if mantissa.contains('.') { if self.comma { "," } else { "." } } else { "" };
        let exponent = if self.capital { exponent.to_uppercase() } else { exponent.to_owned() };
        format!("{sign}{grouped}{mark}{fraction}{exponent}")
    }
}

fn digits(draw: &mut Draw, count: u64) -> String {
    (0..count).map(|_| char::from(b'0' + draw.below(10) as u8)).collect()
}

/// Digits that do not begin with zero.
fn leading(draw: &mut Draw, count: u64) -> String {
    let first = draw.between(1, 9);
    format!("{first}{}", digits(draw, count - 1))
}

fn price_of(draw: &mut Draw, kind: Kind) -> String {
    match kind {
        Kind::Cents => {
            let length = draw.between(1, 7);
            format!("{}.{}", leading(draw, length), digits(draw, 2))
        }
        Kind::Whole => {
            let length = draw.between(1, 9);
            leading(draw, length)
        }
        Kind::Fine => {
            let (length, fraction) = (draw.between(1, 5), draw.between(1, 8));
            let whole = if draw.percent(30) { "0".to_owned() } else { leading(draw, length) };
            format!("{whole}.{}1", digits(draw, fraction))
        }
        Kind::Long => {
            let (length, fraction) = (draw.between(1, 12), draw.between(10, 24));
            let whole = if draw.percent(30) { "0".to_owned() } else { leading(draw, length) };
            format!("{whole}.{}7", digits(draw, fraction))
        }
        Kind::Exponent => {
            let fraction = draw.between(0, 17);
            let power = draw.below(24) as i64 - 12;
            let mantissa = match fraction {
                0 => leading(draw, 1),
                _ => format!("{}.{}", leading(draw, 1), digits(draw, fraction)),
            };
            match draw.below(3) {
                0 => format!("{mantissa}e{power}"),
                1 => format!("{mantissa}e{}{:02}", if power < 0 { '-' } else { '+' }, power.abs()),
                _ => format!("{mantissa}e{}{:03}", if power < 0 { '-' } else { '+' }, power.abs()),
            }
        }
        Kind::Extreme => match draw.below(6) {
            0 => format!("{}e-{}", leading(draw, 3), draw.between(290, 320)),
            1 => format!("{}e{}", leading(draw, 2), draw.between(280, 306)),
            2 => "1.7976931348623157e308".to_owned(),
            3 => "4.9e-324".to_owned(),
            // Half-way between two doubles, and a hair to either side.
            4 => format!("9007199254740993.{}", ["0", "00000000000000000000001"][draw.below(2) as usize]),
            _ => {
                let zeros = draw.between(5, 25);
                format!("0.{}{}", "0".repeat(zeros as usize), leading(draw, 5))
            }
        },
    }
}
