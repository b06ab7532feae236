//! Inputs to begin with: every layout, container, date and number that has a spelling of its own. All synthetic.

use std::fs;
use std::path::{Path, PathBuf};

/// A target, the name of the seed, and its bytes.
pub(crate) type Seed = (&'static str, String, Vec<u8>);

/// Tables in many shapes, each short.
const TABLES: [(&str, &str); 32] = [
    ("two-columns", "Date,Close\n2024-01-02,472.65\n2024-01-03,468.79\n2024-01-04,467.28\n"),
    (
        "crlf-bom",
        "\u{feff}Date,Open,High,Low,Close,Adj Close,Volume\r\n2024-01-02,1,3,1,2,1.9,100\r\n2024-01-03,2,3,2,2.5,2.4,90\r\n",
    ),
    (
        "semicolon-comma",
        "Datum;Eröffnung;Hoch;Tief;Schluss;Volumen\n31.01.2024;1.234,50;1.250,00;1.200,10;1.240,75;12,5 Mio\n30.01.2024;1.230,00;1.240,00;1.200,00;1.234,50;9\n",
    ),
    ("tab-headerless", "20240102\t1\t3\t1\t2\t100\n20240103\t2\t4\t2\t3\t100\n20240104\t3\t4\t2\t2.5\t100\n"),
    ("pipe-quoted", "\"Date\"|\"Price\"\n\"Jan 02, 2024\"|\"1,234.50\"\n\"Jan 03, 2024\"|\"1,250.00\"\n"),
    ("day-first", "Date,Price\n03/04/2024,1.5\n13/04/2024,1.6\n"),
    ("month-first", "Date,Price\n03/04/2024,1.5\n04/13/2024,1.6\n"),
    ("open-order", "Date,Price\n03/04/2024,1.5\n05/06/2024,1.6\n"),
    ("both-orders", "Date,Price\n13/04/2024,1.5\n04/14/2024,1.6\n05/05/2024,2\n"),
    ("unix-seconds", "timestamp,price\n1704153600,1.5\n1704240000,1.6\n1704326400,1.7\n"),
    ("unix-milliseconds", "time,open,high,low,close\n1704153600000,1,2,1,1.5\n1704240000000,1,2,1,1.6\n"),
    ("excel-serial", "Date,Close\n45293,1.5\n45294,1.6\n45295,1.7\n45296.5,1.8\n"),
    ("parts", "Year,Month,Day,Close\n2024,1,2,1.5\n2024,Feb,3.0,1.6\n"),
    ("wide", "Date,BTC,SPY,LOW\n2024-01-01,42000,,\n2024-01-02,43000,470,210\n2024-01-03,42500,,211\n"),
    ("wide-prefix", "Date,BTC_close,BTC_volume,ETH_close\n2024-01-01,42000,9,2300\n2024-01-02,43000,8,2400\n"),
    ("long", "date,symbol,close\n2024-01-01,BTC,42000\n2024-01-01,ETH,2300\n2024-01-02,BTC,43000\n2024-01-02,,9\n"),
    (
        "two-level",
        "Price,Close,Close,Volume,Volume\nTicker,BTC-USD,QQQ,BTC-USD,QQQ\nDate,,,,\n2024-01-01,42000,400,1,2\n2024-01-02,43000,401,1,2\n",
    ),
    (
        "preamble-footer",
        "Historical prices\nSymbol: X\n\nDate,Close\n2024-01-01,1\n2024-01-02,2\n\nSource: an exchange\n",
    ),
    ("newest-first", "Date,Close\n2024-01-03,3\n2024-01-03,3\n2024-01-02,2\n2024-01-02,2.5\n2024-01-01,1\n"),
    (
        "missing",
        "Date,Close\n2024-01-01,NA\n2024-01-02,\n2024-01-03,-\n2024-01-04,0\n2024-01-05,-1\n2024-01-06,abc\n2024-02-30,5\n2024-01-07,5%\n2024-01-08,7\n",
    ),
    ("moved-cells", "Date,Close\n2024-01-01,1,234.5\n2024-01-02,1234.5\n2024-01-03\n"),
    (
        "quotes",
        "Date,Close\n\"2024-01-01\",\"1\n2\"\n2024-01-02,\"a \"\"b\"\"\"\n2024-01-03,4\n2024-01-04,\"never closed\n2024-01-05,6\n",
    ),
    ("with-times", "Date,Close\n2024-01-01 16:00:00-05:00,1\n2024-01-02T16:00:00Z,2\n2024-01-03 16:00:00.123 UTC,3\n"),
    (
        "rising",
        "Date,Close\n2024-01-01,1\n2024-01-02,1\n2024-01-03,1\n2024-01-04,1\n2024-01-05,1\n2024-01-06,2\n2024-01-07,4\n2024-01-08,4.1\n",
    ),
    (
        "monthly",
        "Date,Close\n2023-01-31,1\n2023-02-28,2\n2023-03-31,3\n2023-04-30,4\n2023-05-31,5\n2023-06-30,6\n2023-07-31,7\n2023-08-31,8\n2023-09-30,9\n2023-10-31,8\n2023-11-30,7\n2023-12-31,6\n",
    ),
    ("months-only", "Date,Close\n2023-01,1\n2023-02,2\n"),
    ("percentages", "Date,Change\n2023-01-02,1.5%\n2023-01-03,2.5%\n"),
    ("no-rows", "Date,Close\n"),
    ("html", "<!DOCTYPE html><html><body>404</body></html>"),
    ("json", "{\"prices\": [[1704153600000, 1.5]]}"),
    ("japanese", "日付,始値,高値,安値,終値\n2024年1月4日,1,3,1,2\n2024年1月5日,2,3,2,2.5\n"),
    ("chinese", "日期,收盘,开盘,最高,最低\n2024-01-04,2,1,3,1\n2024-01-05,2.5,2,3,2\n"),
];

const NUMBERS: [&str; 8] = [
    "1\n-1\n+1.5\n.5\n5.\n0\n-0\n00012.50",
    "1,234.5\n1.234,5\n1,234\n1.234\n1,23,456.7\n1'234.5\n1 234,5\n1\u{202f}234,5\n12,34",
    "1e5\n1.5E-7\n1e308\n1e309\n4.9e-324\n1e-400\n1e00001\n1,5e3\n9007199254740993\n0.1000000000000000055511151231257827",
    "$1,234.50\n€ 12,5\n12 USD\nUS$5\n(12)\n(1,234.5)\n12-\n-$5\n$-5\n1 zł\n5円",
    "1.5K\n2Mn\n3,5 Mrd.\n1.2T\n4bn\n7%\n-1.5 %\n(2%)\n1K%",
    "NA\nn/a\n#N/A N/A\nnull\n-\n--\n…\n.\n?\n#DIV/0!\nnicht verfügbar\n",
    "'12\n=\"12\"\n\"12\"\n'12'\n=\"1,5\"\n\"\n'\n=",
    "inf\nNaN\n0x10\n1_000\n12a\n1e\ne5\n1..2\n1,,2\n--5\n1-2\n\u{2212}5\n٣",
];

const DATES: [&str; 8] = [
    "2024-01-31\n2024-1-3\n2024/01/31\n2024.01.31\n0001-01-01\n9999-12-31\n2024-02-30\n2023-02-29",
    "31/12/2024\n12/31/2024\n03/04/2024\n31.12.24\n1-2-03\n31.12.2024.\n2024. 9. 30.\n0/1/2024",
    "20240131\n20240201\n20240202.0\n20240203T000000Z\n20240204 16:00\n19000101\n21001231",
    "Jan 2, 2024\n2 January 2024\n2-Feb-24\n2024-Mar-05\nWed, 01 May 2024 00:00:00 GMT\nSat Jun 1 00:00:00 EST 2024\n3 de marzo de 2024\n2. März 2024\n1er févr. 2024",
    "1704153600\n1704240000\n1704326400000\n1704412800000000\n1704499200000000000\n1704585600.5",
    "45293\n45294\n45295\n45296.5\n45297\n45298,25",
    "2024-01-31 16:00\n2024-01-31T16:00:00.123456+01:00\n2024-01-31Z\n2024-01-31 4:00 PM\n2024-01-31 16:00 America/New_York\n2024-01-31 (Wed)\n2024年1月31日\n2024년 1월 31일\nFri, 2024-01-05",
    "2024\n2\n3\n2024.0\nFeb\n29\n2024-01\nQ1 2024\n16:00\nJan 2024\n2024M01\nFY24\n01/2024",
];

/// All seeds; `root` is the project's folder.
pub(crate) fn all(root: &Path) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = Vec::new();
    for (name, text) in tables(root) {
        let choice = seeds.len() as u8;
        seeds.push(("import", name.clone(), [&[0, 0, 0, choice], text.as_slice()].concat()));
    }
    let plain = TABLES[0].1.as_bytes();
    for (name, settings) in [
        ("answers", [1 | 1 << 2 | 1 << 4, 1 | 2 << 2 | 0x10, 0, 9]),
        ("names", [2 | 2 << 2, 3 | 3 << 2 | 0x40, 0, 11]),
        ("repeated", [0, 0, 1, 13]),
    ] {
        seeds.push(("import", format!("with-{name}"), [&settings, plain].concat()));
    }
    let quoted = [[0, 0, 0xa5, 19].as_slice(), b"Date,Close\n\"2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"].concat();
    seeds.push(("import", "overlong-record".to_owned(), quoted));
    seeds.extend(
        NUMBERS.iter().enumerate().map(|(at, text)| ("number", format!("cells-{at}"), text.as_bytes().to_vec())),
    );
    seeds.extend(DATES.iter().enumerate().map(|(at, text)| ("date", format!("cells-{at}"), text.as_bytes().to_vec())));
    containers(&mut seeds);
    workbooks(root, &mut seeds);
    encodings(&mut seeds);
    jumps(&mut seeds);
    seeds
}

/// The tables above, some in other encodings, and those of the fixtures.
fn tables(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tables: Vec<(String, Vec<u8>)> =
        TABLES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    tables.push(("utf-16-le".to_owned(), units(TABLES[0].1, u16::to_le_bytes)));
    tables.push(("utf-16-be-mark".to_owned(), units(&format!("\u{feff}{}", TABLES[2].1), u16::to_be_bytes)));
    tables.push(("windows-1252".to_owned(), TABLES[2].1.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect()));
    tables.push(("shift-jis".to_owned(), b"\x93\xfa\x95t,\x8fI\x92l\n2024-01-04,2\n2024-01-05,3\n".to_vec()));
    tables.push(("gb18030".to_owned(), b"\xc8\xd5\xc6\xda,\xca\xd5\xc5\xcc\n2024-01-04,2\n2024-01-05,3\n".to_vec()));
    tables.push(("binary".to_owned(), b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec()));
    for layout in sorted(&root.join("tests/fixtures")).into_iter().filter(|layout| !layout.ends_with("workbooks")) {
        for kind in sorted(&layout) {
            let told = |path: &&PathBuf| {
                let name = path.to_string_lossy();
                name.ends_with(".expected.txt") || name.ends_with(".prices.tsv")
            };
            let inputs = if kind.is_file() { vec![kind.clone()] } else { sorted(&kind) };
            for (number, file) in inputs.iter().filter(|path| !told(path)).enumerate() {
                let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
                let name = format!("fixture-{}-{}-{number}", name(&layout), name(&kind));
                tables.push((name, fs::read(file).unwrap()));
            }
        }
    }
    tables
}

/// What is in a folder, by name; nothing where it is a file.
fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The workbooks of the fixtures as they stand, and parts of workbooks.
fn workbooks(root: &Path, seeds: &mut Vec<Seed>) {
    let mut push = |name: String, kind: u8, contents: &[u8]| {
        seeds.push(("workbook", name, [&[kind, 5], contents].concat()));
    };
    for kind in sorted(&root.join("tests/fixtures/workbooks")) {
        let files = sorted(&kind);
        let books =
            files.iter().filter(|path| path.extension().is_none_or(|ending| ending != "txt" && ending != "tsv"));
        for (number, file) in books.enumerate() {
            push(format!("{}-{number}", kind.file_name().unwrap().to_string_lossy()), 0, &fs::read(file).unwrap());
        }
    }
    push(
        "sheets".to_owned(),
        1,
        b"<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" id=\"a\"/></sheets></workbook>",
    );
    push("relations".to_owned(), 2, b"<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"../xl/s.xml\"/></R>");
    push(
        "cells".to_owned(),
        3,
        b"<s><sheetData><row><c t=\"inlineStr\"><is><t>Date</t></is></c><c><f>A1</f></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1e300</v></c>\
          </row></sheetData></s>",
    );
    push(
        "texts".to_owned(),
        4,
        b"<sst><si><r><t>Da</t></r><r><t>te</t></r><rPh><t>x</t></rPh></si><si><t>&#67;lose&amp;</t></si></sst>",
    );
    push(
        "styles".to_owned(),
        5,
        b"<s><numFmt numFmtId=\"164\" formatCode=\"[$-407]d/m/yy;@\"/><cellXfs><xf numFmtId=\"164\"/></cellXfs></s>",
    );
    push(
        "open-document".to_owned(),
        6,
        b"<d><table name=\"A\"><table-row number-rows-repeated=\"1048576\"><table-cell value-type=\"float\" value=\"1.5\" \
          number-columns-repeated=\"16384\"><p>1<s/>5</p></table-cell></table-row></table></d>",
    );
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let mut stream = record(0x809, &[0, 6, 5, 0]);
    stream.extend(record(0xe0, &[0, 0, 14, 0]));
    // The texts end behind this record, and the sheet begins 12 bytes further on.
    stream.extend(record(0xfc, b"\x02\0\0\0\x02\0\0\0\x04\0\0Date\x05\0\0Clo"));
    stream.extend(record(0x3c, b"\0se"));
    let start = stream.len() as u32 + 4 + 9 + 4;
    stream.extend(record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat()));
    stream.extend(record(0x0a, &[]));
    stream.extend(record(0x809, &[0, 6, 16, 0]));
    stream.extend(record(0xfd, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    stream.extend(record(0xfd, &[0, 0, 1, 0, 0, 0, 1, 0, 0, 0]));
    stream.extend(record(0xbd, &[1, 0, 0, 0, 0, 0, 0x2a, 0xc4, 2, 0, 0, 0, 0, 0, 0xf0, 0x3f, 1, 0]));
    stream.extend(record(0x205, &[2, 0, 0, 0, 0, 0, 42, 1]));
    stream.extend(record(0x0a, &[]));
    push("records".to_owned(), 7, &stream);
}

/// The tables with words of other languages, under each encoding.
fn encodings(seeds: &mut Vec<Seed>) {
    let words = "Datum;Schluß\n02.01.2024;1,5\n03.01.2024;1,6\n\0日付,終値\n2024-01-04,2\n\0날짜,종가\n2024-01-04,2\n\0日期,收盤\n2024-01-04,2\n\0Дата;Цена\n04.01.2024;2\n\
                 \0Ημερομηνία;Τιμή\n04.01.2024;2\n\0Tarih;Kapanış\n04.01.2024;2\n\0Data;Zamknięcie\n04.01.2024;2\n";
    for (number, text) in words.split('\0').enumerate() {
        for encoding in 0..11 {
            seeds.push(("encoding", format!("words-{number}-{encoding}"), [&[encoding, 7], text.as_bytes()].concat()));
        }
    }
}

/// Calm days with a jump among them.
fn jumps(seeds: &mut Vec<Seed>) {
    let calm: Vec<u8> = (0..60_u16).map(|day| 100 + (day * 7 % 41) as u8).collect();
    for (number, jump) in (240..=255).enumerate() {
        let mut moves = calm.clone();
        moves[30] = jump;
        seeds.push(("jumps", format!("at-{number}"), [&[number as u8 & 1, 100], moves.as_slice()].concat()));
    }
}

fn containers(seeds: &mut Vec<Seed>) {
    let (one, two) = (TABLES[0].1, TABLES[13].1);
    let entries = format!("data/SPY.csv\n{one}\0b/c.csv\n{two}\0__MACOSX/._x\n1\0.DS_Store\n2\0x.zip\nPK\0e.csv\n");
    let mut push = |name: &str, settings: [u8; 4], contents: &[u8]| {
        seeds.push(("container", name.to_owned(), [&settings, contents].concat()));
    };
    for damage in 0..4 {
        push(&format!("gzip-{damage}"), [2 | 8, damage, 200, 3 + damage], one.as_bytes());
        push(&format!("zip-stored-{damage}"), [4, damage, 120, 5 + damage], entries.as_bytes());
        push(&format!("zip-deflated-{damage}"), [4 | 0x10, damage, 230, 7 + damage], entries.as_bytes());
        push(&format!("zip-streamed-{damage}"), [5 | 0x10, damage, 60, 1], entries.as_bytes());
        push(&format!("zip-nested-{damage}"), [7, damage, 180, 2], entries.as_bytes());
    }
    push("gzip-members", [3 | 8 | 0x20, 0, 0, 1], one.as_bytes());
    push("gzip-followed", [6 | 8, 0, 0, 1], one.as_bytes());
    push("gzip-long", [2 | 8 | 0x20, 0, 0, 9], one.as_bytes());
    push("zip64", [4 | 0x20, 0, 0, 9], entries.as_bytes());
    push("zip-streamed-stored", [5, 0, 0, 9], entries.as_bytes());
    push("workbook", [4, 0, 0, 9], b"[Content_Types].xml\n<x/>\0xl/workbook.xml\n<x/>");
    push("empty-archive", [0, 0, 0, 1], b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    push("empty-member", [0, 0, 0, 1], b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0");
    push(
        "fields",
        [8, 0, 0, 1],
        b"\x1f\x8b\x08\x1e\0\0\0\0\0\x03\x03\0abcname\0comment\0\x12\x34\x03\0\0\0\0\0\0\0\0\0",
    );
    push(
        "entry-by-hand",
        [0, 0, 0, 1],
        b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\x3f\xe4\x9a\x4b\x05\0\0\0\x05\0\0\0\x05\0\0\0a.csvDate\n",
    );
}
