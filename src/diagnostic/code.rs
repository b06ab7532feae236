//! Every kind of finding about files: its name, its severity, what it costs, and how often it is reported.

use std::{cmp::Ordering, fmt};

use serde::{Serialize, Serializer};

use super::{Severity, TOLD_IN_FULL};
use crate::number::{counted, grouped};

/// What a finding of some kind leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// Nothing: it is reported, and all is used.
    Nothing,
    /// A row.
    Row,
    /// A cell; the rest of its row is used.
    Cell,
    /// A cell of a table of pairs, beside another of the same day.
    Repeat,
    /// A column.
    Column,
    /// A line that is not a row.
    Line,
    /// A line of text.
    Text,
    /// Nothing: a quotation mark is read as a plain character.
    Mark,
    /// An entry of an archive.
    Entry,
    /// All of the file.
    File,
}

/// What is known of a code.
struct Facts {
    name: &'static str,
    severity: Severity,
    noun: Noun,
    told: u64,
    meaning: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident: $name:literal, $severity:ident, $noun:ident $(, told $told:literal)?;)+) => {
        /// A kind of finding about a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $meaning])+ #[cfg_attr(test, ts(rename = $name))] $variant,)+
        }

        impl Code {
            /// Every code, in the order of its first possible appearance: containers, text, tables, rows, series.
            pub const ALL: &[Code] = &[$(Code::$variant),+];

            fn facts(self) -> Facts {
                match self {
                    $(Code::$variant => Facts {
                        name: $name,
                        severity: Severity::$severity,
                        noun: Noun::$noun,
                        told: codes!(@told $($told)?),
                        meaning: concat!($($meaning),+),
                    },)+
                }
            }
        }
    };
    (@told) => { TOLD_IN_FULL };
    (@told $told:literal) => { $told };
}

codes! {
    /// The page could not read the file.
    Unreadable: "unreadable", Error, File;
    /// A folder was dropped where its files cannot be reached.
    Folder: "folder", Error, File;
    /// A folder has no file in it.
    EmptyFolder: "empty-folder", Error, File;
    /// The reader stopped at this file, which is a fault of the reader.
    CrashesReader: "crashes-reader", Error, File;
    /// The file changed after it was read, so that its SHA-256 is not known.
    ChangedFile: "changed-file", Warning, Nothing;

    /// An archive or gzip file is damaged or cut; what was read before is kept.
    DamagedArchive: "damaged-archive", Error, Nothing;
    /// A container unpacks to more than the memory holds, or to more than honest packing gives.
    TooLarge: "too-large", Error, Entry;
    /// An archive has no file to read.
    EmptyArchive: "empty-archive", Error, File;
    /// The directory of an archive lists another number of files than were found.
    ArchiveDirectory: "archive-directory", Warning, Nothing;
    /// An archive has more than 10,000 entries.
    TooManyEntries: "too-many-entries", Error, Entry;
    /// A password protects an entry of an archive.
    EncryptedEntry: "encrypted-entry", Warning, Entry;
    /// An entry is packed in a way that is not read here.
    UnsupportedPacking: "unsupported-packing", Warning, Entry;
    /// An archive in an archive.
    NestedArchive: "nested-archive", Note, Entry;
    /// A file that a system keeps for itself, in an archive.
    HiddenFile: "hidden-file", Note, Entry;
    /// A ZIP archive where a table should be.
    ZipArchive: "zip-archive", Error, File;
    /// A gzip file where a table should be.
    Gzip: "gzip", Error, File;

    /// A workbook of a kind that is not read, or another office document.
    ExcelWorkbook: "excel-workbook", Error, File;
    /// A password protects a workbook.
    ProtectedWorkbook: "protected-workbook", Error, File;
    /// A workbook has macros.
    MacroWorkbook: "macro-workbook", Error, File;
    /// A sheet of a workbook is hidden.
    HiddenSheet: "hidden-sheet", Note, Entry;
    /// A sheet of a workbook is a chart, a dialog or macros.
    ChartSheet: "chart-sheet", Note, Entry;
    /// Cells of a sheet have a formula and no value.
    FormulaWithoutValue: "formula-without-value", Warning, Nothing;
    /// A workbook in an archive.
    NestedWorkbook: "nested-workbook", Warning, Entry;
    /// A web page.
    HtmlPage: "html-page", Error, File;
    /// XML.
    Xml: "xml", Error, File;
    /// JSON.
    Json: "json", Error, File;
    /// A document with formats (RTF).
    RichText: "rich-text", Error, File;
    /// A PDF document.
    Pdf: "pdf", Error, File;
    /// Bytes that are not text.
    Binary: "binary", Error, File;
    /// The text is not UTF-8; the encoding was recognised by its characters.
    Encoding: "encoding", Note, Nothing;

    /// The file holds nothing.
    EmptyFile: "empty-file", Error, File;
    /// There is a header and nothing below it.
    NoRows: "no-rows", Error, File;
    /// No column holds days.
    NoDates: "no-dates", Error, File;
    /// Each line is one cell.
    OneCell: "one-cell", Error, File;
    /// A comma splits the dates, which are not quoted.
    UnquotedDates: "unquoted-dates", Error, File;
    /// Columns of numbers without a header that do not tell what they hold.
    NoHeader: "no-header", Error, File;
    /// No column holds prices.
    NoPriceColumn: "no-price-column", Error, File;
    /// Two columns have one name and hold other values.
    SameHeader: "same-header", Warning, File;
    /// Bars under unknown names, whose close cannot be told apart from the open.
    WhichClose: "which-close", Warning, File;
    /// Prices in several currencies, none of them dollars.
    SeveralCurrencies: "several-currencies", Warning, File;
    /// A column of prices whose scale changes from row to row, or that contradicts the bars beside it.
    DamagedColumn: "damaged-column", Warning, Column;
    /// Levels of one index with and without dividends.
    IndexVariants: "index-variants", Warning, File;
    /// The chosen column is not there.
    NoSuchColumn: "no-such-column", Error, File;
    /// The column holds percentages.
    Percentages: "percentages", Error, File;
    /// The column holds market capitalisations.
    MarketTotals: "market-totals", Error, File;
    /// The column holds returns.
    Returns: "returns", Error, File;
    /// A list of trades or transactions, not of a day's prices.
    Trades: "trades", Error, File;
    /// A list of options.
    OptionChain: "option-chain", Error, File;
    /// The column holds a rate or a yield.
    Rates: "rates", Error, File;
    /// A column looks like data and is not read.
    IgnoredColumn: "ignored-column", Note, Column;
    /// The header of a column among days is not a day.
    UnreadableDayColumn: "unreadable-day-column", Warning, Column;

    /// The order of day and month is open, or contradicts itself.
    DateOrder: "date-order", Warning, File;
    /// Dates are spelled in several ways, which rows tell apart.
    DateSpellings: "date-spellings", Note, Nothing;
    /// Years of two digits, whose century the rows show.
    ShortYears: "short-years", Note, Nothing;
    /// Years are counted by another calendar.
    OtherCalendar: "other-calendar", Note, Nothing;
    /// The decimal mark is open; both readings have the same returns.
    DecimalMark: "decimal-mark", Note, Nothing;

    /// A record of over a megabyte, most likely behind a quotation mark that is never closed.
    OverlongRecord: "overlong-record", Warning, Row;
    /// A quotation mark opens and never closes; the lines behind it read as rows.
    OpenQuote: "open-quote", Warning, Mark;
    /// A comma without quotes split a date or a number: it was put together again.
    UnquotedCommas: "unquoted-commas", Warning, Nothing;
    /// A row has more cells than the header has names.
    TooManyCells: "too-many-cells", Warning, Row;
    /// A row has fewer cells than the header has names, and does not tell which are missing.
    TooFewCells: "too-few-cells", Warning, Row;
    /// The last line of the file is cut short.
    CutLine: "cut-line", Warning, Row;
    /// A line of text among the rows.
    TextLine: "text-line", Note, Text;
    /// The header again.
    RepeatedHeader: "repeated-header", Note, Line;
    /// A second table below the first.
    SecondTable: "second-table", Warning, Row;
    /// A row has no day of the calendar.
    UnreadableDate: "unreadable-date", Warning, Row;
    /// A pair of a row has no day of the calendar.
    UnreadableDateCell: "unreadable-date-cell", Warning, Cell;
    /// A row has no symbol where others have one.
    MissingSymbol: "missing-symbol", Warning, Row;
    /// A row has no sector where others have one.
    MissingSector: "missing-sector", Warning, Row;
    /// A symbol has two sectors.
    ConflictingSector: "conflicting-sector", Warning, Row;
    /// A row has no price.
    MissingPrice: "missing-price", Warning, Row;
    /// A pair of a row has no price.
    MissingCell: "missing-cell", Warning, Cell;
    /// The price of a row is not a number.
    UnreadablePrice: "unreadable-price", Warning, Row;
    /// A cell among other prices is not a number.
    UnreadableCell: "unreadable-cell", Warning, Cell;
    /// The price of a row is zero or less.
    NonPositivePrice: "non-positive-price", Warning, Row;
    /// A cell among other prices is zero or less.
    NonPositiveCell: "non-positive-cell", Warning, Cell;
    /// A row of open, high, low or volume, where each has rows of its own.
    NotAPrice: "not-a-price", Note, Row, told 1;
    /// Prices of one asset stand in the file twice.
    RepeatedAsset: "repeated-asset", Warning, Row;
    /// A day comes again with the same price.
    RepeatedDate: "repeated-date", Warning, Row;
    /// A day comes again with another price.
    ConflictingDate: "conflicting-date", Warning, Row;
    /// A day of a pair comes again with the same price.
    RepeatedPair: "repeated-pair", Warning, Repeat;
    /// A day of a pair comes again with another price.
    ConflictingPair: "conflicting-pair", Warning, Repeat;
    /// A column tells several series in one table apart.
    SeveralSeries: "several-series", Warning, File;
    /// Rows of a series that a person did not choose.
    OtherRows: "other-rows", Note, Row, told 1;
    /// There are several rows for each day; the close of each is taken.
    Intraday: "intraday", Note, Nothing;

    /// The last day ends earlier than the others: its close is not final.
    UnfinishedDay: "unfinished-day", Note, Nothing;
    /// Many values lie below zero: these are not prices.
    NotPrices: "not-prices", Warning, Row;
    /// No row gives a price.
    NoPrices: "no-prices", Error, File;
    /// No row gives a symbol with a sector.
    NoSectors: "no-sectors", Error, File;
    /// A series without any price.
    EmptySeries: "empty-series", Warning, Nothing;
    /// Every price is the same.
    ConstantSeries: "constant-series", Warning, Nothing;
    /// Prices lie further apart than days.
    NotDaily: "not-daily", Warning, Nothing;
    /// Days without a price, more than markets rest.
    Gaps: "gaps", Warning, Nothing;
    /// Prices stand still for a week or more.
    StalePrices: "stale-prices", Warning, Nothing;
    /// A price jumps and comes back.
    BadTicks: "bad-ticks", Warning, Nothing;
    /// A price jumps as after a split, and stays.
    SplitLikeJump: "split-like-jump", Warning, Nothing;
    /// A rate or a yield is not a price.
    Rate: "rate", Warning, Nothing;
    /// Days of a five-day market stand a day early, from Sunday to Thursday: they were moved to the next day.
    DaysMoved: "days-moved", Note, Nothing;
    /// Days run from Sunday to Thursday: a day early, or of a market that trades so.
    DaysEarly: "days-early", Warning, File;
    /// Prices of weekends repeat Friday's: they were left out.
    WeekendRepeats: "weekend-repeats", Note, Row;
    /// One price a day at midnight is the end of the day before.
    MidnightSnapshot: "midnight-snapshot", Note, Nothing;

    /// A symbol is a coin's, and its days are those of a share.
    ShareOrCoin: "share-or-coin", Warning, Nothing;
    /// On Yahoo Finance the symbol is another coin's.
    YahooNamesake: "yahoo-namesake", Warning, Nothing;
    /// Prices are in another currency than dollars.
    OtherCurrency: "other-currency", Note, Nothing;
    /// Returns were compounded to levels, as a person chose.
    Compounded: "compounded", Note, Nothing;
    /// Prices of one study are in several currencies.
    MixedCurrencies: "mixed-currencies", Warning, Nothing;
    /// A jump was mended as a person chose.
    JumpMended: "jump-mended", Note, Nothing;
    /// A symbol stands in two files.
    DuplicateSymbol: "duplicate-symbol", Warning, Nothing;
    /// A sector series was made of stocks.
    SectorSeries: "sector-series", Note, Nothing;
    /// Stocks of a sector file that no file has prices of.
    StocksWithoutPrices: "stocks-without-prices", Warning, Nothing;
}

impl Code {
    /// The name that files, reports and commands write.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// How much it matters, unless it is worse than usual.
    pub fn severity(self) -> Severity {
        self.facts().severity
    }

    /// What it leaves out.
    pub fn noun(self) -> Noun {
        self.facts().noun
    }

    /// How many findings of this kind are reported in full; the rest become a count. One, where a file has them by its nature.
    pub fn told_in_full(self) -> u64 {
        self.facts().told
    }

    /// What it means, in a sentence for people.
    pub fn meaning(self) -> &'static str {
        self.facts().meaning.trim()
    }

    /// What became of this many findings of this kind, and of the rest: `7 rows left out, 2,191 kept.`
    pub(crate) fn outcome(self, count: u64, kept: u64) -> String {
        let rows = || counted(kept, "row");
        match self.noun() {
            Noun::Line => format!("{} left out, {} kept.", counted(count, "line"), rows()),
            Noun::Text => format!("{} of text left out, {} kept.", counted(count, "line"), rows()),
            Noun::Column => format!("{} left out, the others kept.", counted(count, "column")),
            Noun::Cell | Noun::Repeat => {
                let whose = if count == 1 { "its row" } else { "their rows" };
                format!("{} left out, the rest of {whose} kept.", counted(count, "cell"))
            }
            Noun::Mark => {
                let marks =
                    if count == 1 { "It was read as a plain character" } else { "They were read as plain characters" };
                format!("{marks}, and the lines behind as rows; {} kept.", rows())
            }
            _ => format!("{} left out, {} kept.", counted(count, "row"), grouped(kept)),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// By name, so that a ledger lists its reasons in an order that anybody can follow.
impl Ord for Code {
    fn cmp(&self, other: &Code) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Code) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_sentences_whole() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            let meaning = code.meaning();
            assert!(meaning.starts_with(char::is_uppercase) && meaning.ends_with('.'), "{code}: {meaning}");
        }
    }

    #[test]
    fn what_became_of_them_reads_well() {
        assert_eq!(Code::MissingPrice.outcome(7, 2_191), "7 rows left out, 2,191 kept.");
        assert_eq!(Code::NonPositiveCell.outcome(1, 9), "1 cell left out, the rest of its row kept.");
        assert_eq!(Code::NonPositiveCell.outcome(2, 9), "2 cells left out, the rest of their rows kept.");
        assert_eq!(Code::RepeatedHeader.outcome(1, 9), "1 line left out, 9 rows kept.");
    }
}
