//! Days, and how files write them.

use sectorscope::date::Date;
use serde_json::{Value, json};

use super::draw::Draw;

/// How the dates of a file are written, and how that is described to another reader.
pub(super) enum Spelling {
    /// By a format of strptime; `%-d` and `%-m` have no zero in front, `%z` is an offset.
    Format(&'static str),
    /// Ticks since 1970 of which a second has this many, with these seconds into the day.
    Unix { per_second: i64, second: i64, fraction: bool },
    /// Days of a spreadsheet.
    Serial,
    /// Three columns.
    Parts,
}

const PLAIN: [&str; 6] = ["%Y-%m-%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%-m-%-d", "%Y/%-m/%-d"];
const NUMERIC: [&str; 12] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%-d/%-m/%Y",
    "%-m/%-d/%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%-d.%-m.%Y",
    "%m.%d.%Y",
];
const NAMED: [&str; 11] = [
    "%d %b %Y",
    "%b %d, %Y",
    "%B %-d, %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%-d %B %Y",
    "%a, %d %b %Y",
    "%Y-%b-%d",
    "%d/%b/%Y",
    "%A, %B %d, %Y",
    "%a %b %d %Y",
];
const TIMED: [&str; 14] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%d.%m.%Y %H:%M:%S",
    "%Y%m%dT%H%M%SZ",
    "%Y-%m-%d %H:%M:%S UTC",
    "%a, %d %b %Y %H:%M:%S GMT",
    "%m/%d/%Y %H:%M:%S",
];

impl Spelling {
    /// A spelling; in a long table no days of a spreadsheet, which only count in one strict order.
    pub(super) fn draw(draw: &mut Draw, long: bool, headed: bool) -> Spelling {
        match draw.below(100) {
            0..=27 => Spelling::Format(draw.one_of(&PLAIN)),
            28..=49 => Spelling::Format(draw.one_of(&NUMERIC)),
            50..=62 => Spelling::Format(draw.one_of(&NAMED)),
            63..=77 => Spelling::Format(draw.one_of(&TIMED)),
            78..=84 => Spelling::Format("%Y%m%d"),
            85..=93 => Spelling::Unix {
                per_second: [1, 1, 1_000, 1_000, 1_000_000, 1_000_000_000][draw.below(6) as usize],
                second: if draw.percent(60) { 0 } else { draw.below(1_440) as i64 * 60 },
                fraction: draw.percent(20),
            },
            94..=96 if !long => Spelling::Serial,
            97..=99 if headed => Spelling::Parts,
            _ => Spelling::Format("%Y-%m-%d"),
        }
    }

    /// Whether the dates are numbers, which pass for dates only where they run one way.
    pub(super) fn must_run(&self) -> bool {
        matches!(self, Spelling::Format("%Y%m%d") | Spelling::Unix { .. } | Spelling::Serial)
    }

    /// Whether a fraction in the date would show a decimal point.
    pub(super) fn has_point(&self) -> bool {
        matches!(self, Spelling::Unix { fraction: true, .. })
    }

    fn year_of_two_digits(&self) -> bool {
        matches!(self, Spelling::Format(format) if format.contains("%y"))
    }

    /// Strictly ascending days for these dates. The first is past the twelfth of its month, which proves the order of day
    /// and month.
    pub(super) fn days(&self, draw: &mut Draw, count: usize) -> Vec<Date> {
        // Unix time and `YYYYMMDD` are believed from 1990 and 1900, days of a spreadsheet from 1954.
        let from = if self.must_run() || self.year_of_two_digits() { 1990 } else { 1955 };
        let year = draw.between(from, 2021) as i32;
        let first = Date::from_ymd(year, draw.between(1, 12) as u32, draw.between(13, 28) as u32).unwrap();
        let pace = draw.below(5);
        let mut days = vec![first];
        while days.len() < count {
            let last = days[days.len() - 1];
            let step = match pace {
                0 | 1 => 1,
                2 => {
                    if last.weekday() >= 4 {
                        7 - last.weekday() as i32
                    } else {
                        1
                    }
                }
                3 => draw.between(1, 5) as i32,
                _ => 7,
            };
            days.push(Date::from_days(last.days() + step));
        }
        days
    }

    /// The cells of a day.
    pub(super) fn cells(&self, draw: &mut Draw, date: Date) -> Vec<String> {
        let (year, month, day) = date.ymd();
        match self {
            Spelling::Format(format) => vec![formatted(draw, format, date)],
            Spelling::Unix { per_second, second, fraction } => {
                let ticks = (i64::from(date.days()) * 86_400 + second) * per_second;
                vec![format!("{ticks}{}", if *fraction { ".0" } else { "" })]
            }
            Spelling::Serial => vec![(date.days() + 25_569).to_string()],
            Spelling::Parts => vec![year.to_string(), month.to_string(), day.to_string()],
        }
    }

    /// The headers of its columns.
    pub(super) fn headers(&self, draw: &mut Draw) -> Vec<&'static str> {
        match self {
            Spelling::Parts => vec!["Year", "Month", "Day"],
            Spelling::Unix { .. } => vec![draw.one_of(&["timestamp", "Date", "unix", "time", "Unix Timestamp"])],
            _ => vec![draw.one_of(&["Date", "date", "DATE", "Trade Date", "Datetime", "timestamp", "Time"])],
        }
    }

    /// What another reader must know.
    pub(super) fn told(&self) -> Value {
        match self {
            Spelling::Format(format) => json!({"kind": "format", "format": format.replace("%-", "%")}),
            Spelling::Unix { per_second, .. } => json!({"kind": "unix", "per_second": per_second}),
            Spelling::Serial => json!({"kind": "serial"}),
            Spelling::Parts => json!({"kind": "parts"}),
        }
    }
}

fn formatted(draw: &mut Draw, format: &str, date: Date) -> String {
    let (year, month, day) = date.ymd();
    let spelled = date.spelled();
    let month_name = spelled.split(' ').nth(1).unwrap();
    let weekday =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][date.weekday() as usize];
    let (hour, minute, second) = (draw.below(24), draw.below(60), draw.below(60));
    let mut text = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let code = rest.next().unwrap();
        text.push_str(&match code {
            'Y' => format!("{year:04}"),
            'y' => format!("{:02}", year % 100),
            'm' => format!("{month:02}"),
            'd' => format!("{day:02}"),
            '-' if rest.next() == Some('m') => month.to_string(),
            '-' => day.to_string(),
            'b' => month_name[..3].to_owned(),
            'B' => month_name.to_owned(),
            'a' => weekday[..3].to_owned(),
            'A' => weekday.to_owned(),
            'H' => format!("{hour:02}"),
            'I' => format!("{:02}", (hour + 11) % 12 + 1),
            'p' => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
            'M' => format!("{minute:02}"),
            'S' => format!("{second:02}"),
            'f' => format!("{:06}", draw.below(1_000_000)),
            // Summer and winter, as an exchange has them.
            'z' => (if (4..=10).contains(&month) { "-04:00" } else { "-05:00" }).to_owned(),
            other => panic!("no such code: %{other}"),
        });
    }
    text
}
