//! Any bytes as a workbook. The first byte says how an input becomes one: taken as it stands, or put where a workbook has a sheet,
//! its texts, its formats or its records, since mutations alone hardly ever make a whole one.

use std::io::{Cursor, Write};

use sectorscope::import::ImportOptions;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{facts, slices};

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const BOOK: &str = "<workbook><sheets><sheet name=\"Sheet1\" id=\"a\"/><sheet name=\"B/C\" id=\"a\"/><sheet name=\"D\" state=\"hidden\" id=\"a\"/>\
                    </sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" \
                         Type=\"x/styles\" Target=\"f.xml\"/><Relationship Id=\"c\" Type=\"x/sharedStrings\" Target=\"/xl/t.xml\"/></Relationships>";
const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\">\
                     <c r=\"A2\" s=\"1\"><v>45322</v></c><c r=\"B2\"><v>1.5</v></c></row></sheetData></worksheet>";
const TEXTS: &str = "<sst><si><t>Date</t></si><si><t>Close</t></si></sst>";
const STYLES: &str = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
const MIMETYPE: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
/// No honest sheet has more rows, with a little for rows that are blank.
const MOST_RECORDS: u64 = 1 << 20;

pub(super) fn run(data: &[u8]) {
    let Some((&[kind, choice], contents)) = data.split_first_chunk() else { return };
    let of = |place: u8, usual: &'static str| if kind % 8 == place { contents } else { usual.as_bytes() };
    let bytes = match kind % 8 {
        0 => contents.to_vec(),
        6 => zipped(&[(MIMETYPE.0, MIMETYPE.1.as_bytes()), ("content.xml", contents)]),
        7 => compound(contents),
        _ => zipped(&[
            (TYPES.0, TYPES.1.as_bytes()),
            ("xl/workbook.xml", of(1, BOOK)),
            ("xl/_rels/workbook.xml.rels", of(2, RELATIONS)),
            ("xl/s.xml", of(3, SHEET)),
            ("xl/t.xml", of(4, TEXTS)),
            ("xl/f.xml", of(5, STYLES)),
        ]),
    };
    let options = ImportOptions::default();
    let whole = slices::import("a/b.xlsx", &options, &bytes, 0);
    whole.iter().for_each(facts::hold);
    assert_eq!(whole[0].bytes, bytes.len() as u64);
    assert!(whole.iter().all(|file| file.ledger.records <= MOST_RECORDS));
    let mut names: Vec<&str> = whole.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two files have one name");
    let sliced = slices::import("a/b.xlsx", &options, &bytes, choice.max(1));
    assert_eq!(facts::everything(&sliced), facts::everything(&whole), "slices make a difference");
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        packer.start_file(*name, SimpleFileOptions::default()).unwrap();
        packer.write_all(data).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

/// A compound file with one stream, `Workbook`: header, directory, stream, and the table behind them.
fn compound(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    // So long that it is not a short stream.
    let sectors = stream.len().div_ceil(SECTOR).max(8);
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let mut file = vec![0; SECTOR * (2 + sectors)];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(30, &[9, 0, 6, 0]);
    put(44, &(tables as u32).to_le_bytes());
    put(48, &0_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for at in 0..109 {
        let table = if at < tables { (1 + sectors + at) as u32 } else { u32::MAX };
        put(76 + 4 * at, &table.to_le_bytes());
    }
    for (at, name, kind, child, start) in [(0, "Root Entry", 5, 1, END), (1, "Workbook", 2, u32::MAX, 1)] {
        let entry = SECTOR + 128 * at;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(entry, &units);
        put(entry + 64, &[(units.len() + 2) as u8, 0, kind, 1]);
        [68, 72].into_iter().for_each(|at| put(entry + at, &u32::MAX.to_le_bytes()));
        put(entry + 76, &child.to_le_bytes());
        put(entry + 116, &start.to_le_bytes());
        put(entry + 120, &(if at == 1 { (sectors * SECTOR) as u32 } else { 0 }).to_le_bytes());
    }
    put(2 * SECTOR, stream);
    let last = sectors as u32;
    let table = std::iter::once(END).chain((1..=last).map(|at| if at == last { END } else { at + 1 }));
    let mut table: Vec<u8> = table.flat_map(u32::to_le_bytes).collect();
    table.resize(tables * SECTOR, 0xff);
    file.extend(table);
    file
}
