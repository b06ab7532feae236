//! One table in every dress: delimiter, quotes, line ends, byte order mark, encoding, container and slices change nothing.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use crate::support::drawn;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use sectorscope::date::Date;
use sectorscope::import::{ImportedFile, Importer, Outcome};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const ASSETS: [&str; 3] = ["BTC", "ETH", "PSCT"];

/// Days and a price, or none, for each asset; the first row has all.
type Rows = BTreeMap<i32, [Option<f64>; 3]>;
/// By symbol, days and the bits of prices.
type Series = BTreeMap<String, Vec<(Date, u64)>>;

#[derive(Clone, Copy, Debug)]
enum Quotes {
    None,
    Header,
    Text,
    Numbers,
    All,
}

#[derive(Clone, Copy, Debug)]
enum Container {
    Plain,
    Gzip,
    Zip,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Marked,
    Utf16,
}

/// How a table is written down and brought in.
#[derive(Clone, Copy, Debug)]
struct Dress {
    delimiter: char,
    quotes: Quotes,
    end: &'static str,
    closed: bool,
    encoding: Encoding,
    container: Container,
    slice: usize,
}

fn dress() -> impl Strategy<Value = Dress> {
    let quotes = prop_oneof![
        Just(Quotes::None),
        Just(Quotes::Header),
        Just(Quotes::Text),
        Just(Quotes::Numbers),
        Just(Quotes::All)
    ];
    let container = prop_oneof![Just(Container::Plain), Just(Container::Gzip), Just(Container::Zip)];
    let encoding = prop_oneof![Just(Encoding::Utf8), Just(Encoding::Marked), Just(Encoding::Utf16)];
    let delimiter = prop_oneof![Just(','), Just(';'), Just('\t'), Just('|')];
    // From a byte to 8 MiB, as many small ones as large ones.
    let slice = (0_u32..24, any::<usize>()).prop_map(|(power, odd)| (1_usize << power) - odd % (1 << power) / 2);
    (delimiter, quotes, any::<bool>(), any::<bool>(), encoding, container, slice).prop_map(
        |(delimiter, quotes, carriage, closed, encoding, container, slice)| Dress {
            delimiter,
            quotes,
            end: if carriage { "\r\n" } else { "\n" },
            closed,
            encoding,
            container,
            slice,
        },
    )
}

/// A price of any magnitude, of which the shortest text is read back to the bit.
fn price() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (1_u32..100_000_000).prop_map(|cents| f64::from(cents) / 100.0),
        1 => any::<f64>().prop_map(f64::abs).prop_filter("a price is finite and positive", |x| x.is_finite() && *x > 0.0),
    ]
}

fn rows() -> impl Strategy<Value = Rows> {
    let cell = || proptest::option::weighted(0.8, price());
    let later = btree_map(1_i32..20_000, (cell(), cell(), cell()).prop_map(|(a, b, c)| [a, b, c]), 0..40);
    (price(), price(), price(), later).prop_map(|(a, b, c, mut rows)| {
        rows.insert(0, [Some(a), Some(b), Some(c)]);
        rows
    })
}

/// A last day with the prices before it: of prices drawn at random one may look like the other with its last digits cut off, and
/// a line without an end that looks cut is left out.
fn repeat_last(rows: &mut Rows) {
    let last = |asset: usize| rows.values().rev().find_map(|prices| prices[asset]);
    let prices = [last(0), last(1), last(2)];
    let day = rows.keys().next_back().map_or(0, |day| day + 1);
    rows.insert(day, prices);
}

fn expected(rows: &Rows) -> Series {
    let mut series = Series::new();
    for (day, prices) in rows {
        for (asset, price) in ASSETS.iter().zip(prices) {
            if let Some(price) = price {
                series.entry((*asset).to_owned()).or_default().push((Date::from_days(*day), price.to_bits()));
            }
        }
    }
    series
}

/// A line, quoted; the first cell of a row of data is its date.
fn line(cells: &[String], dress: Dress, header: bool) -> String {
    let quoted = |(place, cell): (usize, &String)| {
        let wanted = match dress.quotes {
            Quotes::None => false,
            Quotes::Header => header,
            Quotes::Text => header || place == 0,
            Quotes::Numbers => !header && place > 0,
            Quotes::All => true,
        };
        if wanted { format!("\"{cell}\"") } else { cell.clone() }
    };
    cells.iter().enumerate().map(quoted).collect::<Vec<_>>().join(&dress.delimiter.to_string())
}

/// The lines of a table, one for each day.
fn wide(rows: &Rows) -> Vec<Vec<String>> {
    let header = std::iter::once("Date").chain(ASSETS).map(str::to_owned).collect();
    let row = |(day, prices): (&i32, &[Option<f64>; 3])| {
        let cells = prices.iter().map(|price| price.map_or_else(String::new, |price| price.to_string()));
        std::iter::once(Date::from_days(*day).to_string()).chain(cells).collect()
    };
    std::iter::once(header).chain(rows.iter().map(row)).collect()
}

/// The lines of a table, one for each price.
fn long(rows: &Rows) -> Vec<Vec<String>> {
    let mut lines = vec![["Date", "Symbol", "Close"].map(str::to_owned).to_vec()];
    for (day, prices) in rows {
        for (asset, price) in ASSETS.iter().zip(prices) {
            if let Some(price) = price {
                lines.push(vec![Date::from_days(*day).to_string(), (*asset).to_owned(), format!("{price:e}")]);
            }
        }
    }
    lines
}

fn bytes(lines: &[Vec<String>], dress: Dress) -> Vec<u8> {
    let lines: Vec<String> = lines.iter().enumerate().map(|(row, cells)| line(cells, dress, row == 0)).collect();
    let text = lines.join(dress.end) + if dress.closed { dress.end } else { "" };
    match dress.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Marked => format!("\u{feff}{text}").into_bytes(),
        Encoding::Utf16 => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
    }
}

fn packed(bytes: Vec<u8>, container: Container) -> Vec<u8> {
    match container {
        Container::Plain => bytes,
        Container::Gzip => {
            let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(&bytes).unwrap();
            packer.finish().unwrap()
        }
        Container::Zip => {
            let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            packer.start_file("prices.csv", options).unwrap();
            packer.write_all(&bytes).unwrap();
            packer.finish().unwrap().into_inner()
        }
    }
}

/// The file with the prices, out of its container.
fn import(bytes: &[u8], slice: usize) -> ImportedFile {
    let mut importer = Importer::new("prices.csv".to_owned(), drawn())
        .with_entries([("prices.csv/prices.csv".to_owned(), drawn())].into());
    bytes.chunks(slice).for_each(|slice| importer.feed(slice));
    let mut files = importer.finish_all();
    assert_eq!(files[0].bytes, bytes.len() as u64);
    assert!(files.iter().all(|file| file.ledger.balances()));
    files.pop().unwrap()
}

fn series(file: &ImportedFile) -> Series {
    let rows = |prices: &sectorscope::series::PriceSeries| {
        prices.dates().iter().copied().zip(prices.prices().iter().map(|price| price.to_bits())).collect()
    };
    file.series.iter().map(|series| (series.symbol.clone(), rows(&series.prices))).collect()
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    #[test]
    fn a_table_is_the_same_in_every_dress(mut rows in rows(), dress in dress()) {
        if !dress.closed {
            repeat_last(&mut rows);
        }
        for lines in [wide(&rows), long(&rows)] {
            let file = import(&packed(bytes(&lines, dress), dress.container), dress.slice);
            prop_assert_eq!(series(&file), expected(&rows), "{:?}", file.diagnostics);
            prop_assert_eq!(file.outcome, Outcome::Prices);
            let blank = lines.iter().skip(1).filter(|line| line.iter().skip(1).all(String::is_empty)).count() as u64;
            let ledger = &file.ledger;
            prop_assert_eq!((ledger.header, ledger.used), (1, lines.len() as u64 - 1 - blank));
            prop_assert_eq!(ledger.records, lines.len() as u64);
        }
    }

    #[test]
    fn any_bytes_in_any_container_and_slices_are_accounted_for(
        bytes in vec(any::<u8>(), 0..400), dress in dress(), cut in 0_usize..600,
    ) {
        let mut bytes = packed(bytes, dress.container);
        bytes.truncate(cut.max(1));
        let whole = import(&bytes, bytes.len().max(1));
        prop_assert_eq!(format!("{:?}", import(&bytes, dress.slice)), format!("{whole:?}"));
    }
}

/// Slices as large as the page brings them, and larger and smaller ones, over a file of more than one of them.
#[test]
fn slices_up_to_eight_mebibytes() {
    let mut text = String::from("Date,BTC,ETH,PSCT\n");
    let mut day = 0;
    while text.len() < 9 << 20 {
        // Years 1 to 9999, over and over.
        let date = Date::from_days(day % 3_600_000 - 719_000);
        text.push_str(&format!("{date},{}.25,{}.5,{}\n", day % 977 + 1, day % 1_009 + 1, day % 13));
        day += 1;
    }
    let files: Vec<String> = [8 << 20, 4 << 20, (8 << 20) - 1, 65_537, 4_093]
        .map(|slice| format!("{:?}", import(text.as_bytes(), slice)))
        .to_vec();
    assert!(files.windows(2).all(|pair| pair[0] == pair[1]));
    let expected = format!("records: {}", day + 1);
    assert!(files[0].contains(&expected), "{expected}");
}

/// The days and prices of a plain file with one series.
fn one(text: &str) -> Vec<(String, f64)> {
    let file = import(text.as_bytes(), 1 << 20);
    let [only] = &file.series[..] else { panic!("{:?}", file.diagnostics) };
    only.prices.dates().iter().map(ToString::to_string).zip(only.prices.prices().iter().copied()).collect()
}

fn first(text: &str) -> (String, f64) {
    one(text).remove(0)
}

/// Where commas split as evenly as the delimiter does, the fields tell.
#[test]
fn decimal_commas_beside_another_delimiter() {
    for delimiter in [";", "\t", "|"] {
        let text = "2024-01-01_1,5\n2024-01-02_2,5\n".replace('_', delimiter);
        assert_eq!(first(&text), ("2024-01-01".to_owned(), 1.5), "{delimiter}");
        let text = "31.01.2024_10,0_12,0_9,5_11,5\n01.02.2024_11,6_12,5_11,0_12,0\n02.02.2024_12,1_13,0_12,0_12,5\n"
            .replace('_', delimiter);
        assert_eq!(first(&text), ("2024-01-31".to_owned(), 11.5), "{delimiter}");
    }
}

/// A remark below dates that are numbers does not make them something else, nor does it hide which column bounds the others.
#[test]
fn remarks_below_the_table() {
    for remark in ["Source: an exchange\n", "\"End of data\"\n\nAll prices in USD", "Total,,,,"] {
        assert_eq!(
            first(&format!("timestamp,price\n1704153600,5\n1704240000,6\n{remark}")),
            ("2024-01-02".to_owned(), 5.0)
        );
        assert_eq!(first(&format!("20240102,5\n20240103,6\n{remark}")), ("2024-01-02".to_owned(), 5.0));
        let bars = "2024-01-02,11,14,11,12\n2024-01-03,12,16,12,15\n2024-01-04,15,16,13,14\n";
        assert_eq!(first(&format!("{bars}{remark}")), ("2024-01-02".to_owned(), 12.0));
    }
}

/// A line of text above the header is not a row of symbols, even where the dates stand last.
#[test]
fn remarks_above_a_header_with_the_date_last() {
    let file = import(b"Historical prices\nPrice,Date\n5,2024-01-02\n6,2024-01-03\n", 7);
    assert_eq!((file.layout, file.series[0].symbol.as_str()), ("tidy", "prices"));
}

/// Which way the days run is decided in the order of day and month that they are written in: 05/06 is not before 04/07.
#[test]
fn headerless_days_with_the_month_first() {
    // Each open is the close before, so the close is the fourth.
    let text = "04/30/2024,15.00,16.00,14.00,15.50\n05/06/2024,15.50,17.00,15.00,16.50\n05/13/2024,16.50,17.00,14.00,14.50\n\
                05/20/2024,14.50,15.00,13.00,13.50\n06/03/2024,13.50,16.00,13.00,15.75\n07/01/2024,15.75,16.00,11.00,11.50\n\
                08/01/2024,11.50,12.00,11.00,11.75\n";
    assert_eq!(first(text), ("2024-04-30".to_owned(), 15.5));
    let reversed: Vec<&str> = text.lines().rev().collect();
    assert_eq!(first(&reversed.join("\n")), ("2024-04-30".to_owned(), 15.5));
}
