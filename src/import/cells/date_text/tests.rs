use proptest::prelude::*;

use super::*;
use crate::date::Date;

fn day(text: &str) -> Option<String> {
    spelled(read(text.as_bytes()))
}

fn spelled(cell: Option<DateCell>) -> Option<String> {
    cell.and_then(|cell| cell.resolve(cell.proves().unwrap_or(DateOrder::DayFirst))).map(|date| date.to_string())
}

fn format_of(cells: &[&str]) -> Option<DateFormat> {
    detect(cells.iter().map(|cell| cell.as_bytes()))
}

fn all_read(expected: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(day(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
#[rustfmt::skip]
fn the_printed_day_counts() {
    all_read("2014-10-31", &[
        "2014-10-31", "2014/10/31", "2014.10.31", " 2014-10-31 ", "2014-10-31 00:00:00-04:00", "2014-10-31T23:59:59Z",
        "2014-10-31 00:00:00 UTC", "2014-10-31 23:59:59.999", "31/10/2014", "31.10.2014", "31-10-2014", "31/10/14",
        "31.10.14", "31-10-14", "31. 10. 2014", "2014. 10. 31.", "31.10.2014.", "2014-10-31Z", "2014-10-31+00:00",
        "2014-10-31 UTC", "2014-10-31T00:00:00.000000000", "2014-10-31 00:00:00.000000+00:00", "2014-10-31T00:00:00-0500",
        "2014-10-31 12:00 AM", "10/31/2014 4:00:00 PM", "10/31/2014, 4:00:00\u{202f}PM", "31/10/2014 16:00",
        "31.10.14 16:00", "31/10/2014 16.00.00", "2014-10-31 16:00:00 America/New_York", "2014-10-31 16:00 EST", "2014-10-31 4pm",
        "2014-10-31T16:00:00-04:00[America/New_York]", "2014-10-31 16:00 GMT+2", "20141031T000000Z", "20141031 00:00",
        "20141031 170000", "2014-10-31 24:00", "Fri 2014-10-31", "Fri, 31/10/2014", "2014/10/31 (Fri)", "2014-10-31 Fri",
        "2014/10/31(金)", "2014年10月31日", "2014年10月31日 16:00", "2014年10月31日星期五", "2014년 10월 31일",
    ]);
}

#[test]
#[rustfmt::skip]
fn months_by_name() {
    all_read("2000-01-01", &[
        "Jan 1 2000", "Jan 01, 2000", "January 1, 2000", "1 Jan 2000", "01-Jan-2000", "01-JAN-00", "1. Januar 2000",
        "2000-Jan-01", "Sat, 01 Jan 2000 00:00:00 GMT", "Sat Jan 1 2000", "Sat Jan  1 00:00:00 EST 2000",
        "Sat Jan 01 00:00:00 +0000 2000", "Sat Jan 01 2000 00:00:00 GMT+0100 (Central European Standard Time)",
        "01JAN2000", "1/Jan/2000", "Jan. 1, 2000", "Jan-01-2000", "1st January 2000", "January 1st, 2000",
        "1st of January, 2000", "Saturday, January 1, 2000", "Saturday, 1 January 2000 16:00", "Jan 1, 2000, 4:00 PM",
        "1er janvier 2000", "samedi 1 janvier 2000", "1 janv. 2000", "1 de enero de 2000", "1º de janeiro de 2000",
        "1 ene. 2000", "sábado, 1 de enero de 2000", "sábado, 1 de janeiro de 2000", "1 gennaio 2000", "1 gen 2000",
        "sabato 1 gennaio 2000", "1 januari 2000", "za 1 jan. 2000", "1 stycznia 2000 r.", "1 sty 2000", "1 января 2000 г.",
        "1 янв. 2000", "сб, 1 января 2000 года", "Sa, 1. Jan. 2000", "1 JANVIER 2000",
    ]);
    all_read("2024-03-05", &["5. März 2024", "5 Mrz 2024", "5 mars 2024", "5 de marzo de 2024", "5 de março de 2024",
        "5 marzo 2024", "5 maart 2024", "5 mrt 2024", "5 marca 2024", "5 марта 2024", "mar 5 mars 2024", "5 MÄRZ 2024",
        "5. Ma\u{308}rz 2024"]);
    all_read("2024-05-06", &["6 Mai 2024", "6 mayo 2024", "6 maio 2024", "6 maggio 2024", "6 mei 2024", "6 maja 2024",
        "6 мая 2024", "segunda-feira, 6 de maio de 2024"]);
    all_read("2024-08-07", &["7 août 2024", "7 agosto 2024", "7 augustus 2024", "7 sierpnia 2024", "7 августа 2024"]);
    all_read("2024-10-08", &["8 Oktober 2024", "8 octobre 2024", "8 out 2024", "8 ottobre 2024", "8 października 2024"]);
    all_read("2024-12-09", &["9 Dez 2024", "9 déc. 2024", "9 dic 2024", "9 grudnia 2024", "Dec 9 24", "9-Dec-24"]);
}

#[test]
#[rustfmt::skip]
fn not_dates() {
    for text in [
        "", "2014-13-32", "2014-02-30", "Jan", "12", "2014", "1.5", "1.234", "12.5", "1.234.567", "1.2.3", "192.168.1.1",
        "10.20.30.40", "16:00", "4:00 PM", "2014-10-31x", "32/01/2014", "2014-10-31 foo", "Jan 2020", "May 12", "2020-01",
        "Q1 1970", "1970Q1", "1/2", "20230315", "1609459200", "30 Feb 2024", "Jan 1 00:00", "1 Foo 2024", "13.13.13",
        "32.1.20", "2014-10-31 25:00", "2014-10-31 12:60", "2014-10-31 1.5", "2014-10-31,5", "2014年5月", "12-13", "1-2-345",
        "Mon 5 2024", "Jan Feb 2024", "1,234.56", "BTC-USD", "２０２０-01-01", "Close of Jan 1 2020", "2014-10-31 16",
        "20230315 00", "20231315 00:00", "1 Jan 2024 and more", "Sat", "1-Jan", "0000-00-00",
    ] {
        assert_eq!(read(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn order_is_open_until_proven() {
    let cell = read(b"03/04/2020").unwrap();
    assert!(cell.is_open());
    assert_eq!(cell.proves(), None);
    assert_eq!(cell.resolve(DateOrder::MonthFirst).unwrap().to_string(), "2020-03-04");
    assert_eq!(cell.resolve(DateOrder::DayFirst).unwrap().to_string(), "2020-04-03");
    assert_eq!(read(b"13/04/2020").unwrap().proves(), Some(DateOrder::DayFirst));
    assert_eq!(read(b"04/13/2020").unwrap().proves(), Some(DateOrder::MonthFirst));
    assert_eq!(read(b"7/30/15").unwrap().proves(), Some(DateOrder::MonthFirst));
    assert!(!read(b"05/05/2020").unwrap().is_open());
    assert!(!read(b"2020-03-04").unwrap().is_open());
    assert!(!read(b"3 April 2020").unwrap().is_open());
    assert_eq!(std::mem::size_of::<DateCell>(), 4);
}

#[test]
fn a_year_in_front_has_the_month_next_unless_proven() {
    let cell = read(b"2020-03-04").unwrap();
    assert_eq!(cell.proves(), None);
    assert_eq!(cell.resolve(DateOrder::DayFirst).unwrap().to_string(), "2020-03-04");
    let swapped = DateOrders::from(DateOrder::MonthFirst).with(Spelling::YEAR_FIRST, DateOrder::DayFirst);
    assert_eq!(cell.resolve(swapped).unwrap().to_string(), "2020-04-03");
    assert_eq!(read(b"2020-03-14").unwrap().proves(), Some(DateOrder::MonthFirst));
    let only_swapped = read(b"2020-14-03").unwrap();
    assert_eq!(only_swapped.proves(), Some(DateOrder::DayFirst));
    assert_eq!(only_swapped.resolve(DateOrder::DayFirst), None);
    assert_eq!(only_swapped.resolve(swapped).unwrap().to_string(), "2020-03-14");
    assert_eq!(read(b"3 April 2020").unwrap().resolve(swapped).unwrap().to_string(), "2020-04-03");
}

#[test]
fn every_separator_is_a_spelling() {
    let spellings: Vec<usize> =
        ["1/2/2020", "1/2/20", "1-2-2020", "1-2-20", "1.2.2020", "1.2.20", "2020/1/2", "1 Feb 2020"]
            .iter()
            .map(|text| read(text.as_bytes()).unwrap().spelling().index())
            .collect();
    assert_eq!(spellings, [2, 3, 4, 5, 6, 7, 1, 0]);
}

#[test]
fn two_digit_years() {
    all_read("2068-01-02", &["02/01/68", "2-Jan-68"]);
    all_read("1969-01-02", &["02/01/69", "2-Jan-69"]);
}

#[test]
fn a_date_in_three_columns() {
    let parts =
        |year: &str, month: &str, day: &str| spelled(from_parts(year.as_bytes(), month.as_bytes(), day.as_bytes()));
    for (year, month, day) in
        [("2024", "1", "5"), ("2024", "01", "05"), ("2024.0", "Jan.", " 5 "), ("2024", "styczeń", "5")]
    {
        assert_eq!(parts(year, month, day).as_deref(), Some("2024-01-05"), "{year} {month} {day}");
    }
    for (year, month, day) in
        [("24", "1", "5"), ("2024", "13", "5"), ("2024", "2", "30"), ("", "1", "5"), ("2024", "1", "")]
    {
        assert_eq!(parts(year, month, day), None, "{year} {month} {day}");
    }
}

#[test]
fn numbers_that_are_dates() {
    let as_day = |format, cell: &str| spelled(read_as(format, cell.as_bytes()));
    let unix = DateFormat::Unix;
    for (format, cell, expected) in [
        (DateFormat::Compact, "20240105", "2024-01-05"),
        (DateFormat::Compact, "20240105.0", "2024-01-05"),
        (DateFormat::Compact, "2024-01-05", "2024-01-05"),
        (unix, "1538092800", "2018-09-28"),
        (unix, "1538092800.5", "2018-09-28"),
        (unix, "1538179199999", "2018-09-28"),
        (unix, "1735689600000000", "2025-01-01"),
        (unix, "1735689600000000000", "2025-01-01"),
        (DateFormat::ExcelSerial, "45296", "2024-01-05"),
        (DateFormat::ExcelSerial, "45296.6666667", "2024-01-05"),
        (DateFormat::ExcelSerial, "45296,999", "2024-01-05"),
        (DateFormat::Text, "5 Jan 2024", "2024-01-05"),
    ] {
        assert_eq!(as_day(format, cell).as_deref(), Some(expected), "{cell}");
    }
    for (format, cell) in [
        (DateFormat::Text, "20240105"),
        (DateFormat::Compact, "20241305"),
        (DateFormat::Compact, "45296"),
        (unix, "1.53809E+12"),
        (unix, "0"),
        (unix, ""),
        (unix, "-1538092800"),
        (DateFormat::ExcelSerial, "100"),
        (DateFormat::ExcelSerial, "20240105"),
    ] {
        assert_eq!(as_day(format, cell), None, "{cell}");
    }
}

#[test]
fn the_format_of_a_column() {
    let unix = Some(DateFormat::Unix);
    for (cells, expected) in [
        (&["2024-01-05", "", "junk", "5 Jan 2024"][..], Some(DateFormat::Text)),
        (&["20240105", "20240108", "NA", "n.a.", "20240109"], Some(DateFormat::Compact)),
        (&["20240109", "20240108", "20240105"], Some(DateFormat::Compact)),
        // A long table by symbol, and one by day.
        (&["20240108", "20240109", "20240110", "20240111", "20240108", "20240109"], Some(DateFormat::Compact)),
        (&["20240108", "20240108", "20240108"], Some(DateFormat::Compact)),
        (&["1538092800", "1538179200", "1538265600"], unix),
        (&["1538092800", "1538179200"], unix),
        (&["1726012800000", "1725926400000"], unix),
        (&["1735603200000", "1735689600000000", "1735776000000000"], unix),
        (&["1735689600000000000", "1735776000000000000"], unix),
        // Hourly snapshots, taken at any second.
        (&["1609459240517", "1609462837044", "1609466433313", "1609470049999"], unix),
        (&["45294", "45295", "45296", "45299"], Some(DateFormat::ExcelSerial)),
        (&["42738.6666667", "42739.6666667", "42740.6666667"], Some(DateFormat::ExcelSerial)),
    ] {
        assert_eq!(format_of(cells), expected, "{cells:?}");
    }
}

#[test]
fn prices_and_volumes_are_no_dates() {
    for cells in [
        &[][..],
        &["", "NA"],
        &["20240105"],
        &["38150.3", "38467.31", "38519.84", "38654.42", "38677.36"],
        &["38150", "38467", "38519"],
        &["38150", "38140", "38145", "38146"],
        &["45294", "45294", "45295"],
        &["20240105", "20241305", "20240108"],
        &["20240105", "2024-01-08"],
        &["1538092811", "1538179233", "1431265655", "1600000077"],
        &["1000000000", "1000000000", "1000000000"],
        &["641234567890", "661234567811", "651234567822", "671234567833"],
        &["1.234", "1.235", "1.236"],
        &["100.5", "101.5", "102.5"],
        &["1", "2", "3", "4"],
        &["16:00", "16:01"],
        &["junk", "more junk"],
    ] {
        assert_eq!(format_of(cells), None, "{cells:?}");
    }
}

#[test]
fn what_is_no_day() {
    for (expected, cells) in [
        (
            Some(Coarse::Month),
            &[
                "2020-01",
                "2020/01",
                "01/2020",
                "Jan 2020",
                "Jan-20",
                "Jan",
                "2020M01",
                "202001",
                "2020年1月",
                "январь 2020",
            ][..],
        ),
        (Some(Coarse::Quarter), &["Q1 1970", "1970Q1", "1970-Q1", "Q1-70", "1Q1970", "Q1"]),
        (Some(Coarse::Year), &["2020", "FY2020", "2020年"]),
        (Some(Coarse::TimeOnly), &["16:00", "16:00:00", "4:00 PM", "09:30 EST"]),
        (
            None,
            &[
                "",
                "2020-01-05",
                "12.5",
                "1/2",
                "2020.01",
                "12",
                "Q5 1970",
                "Foo 2020",
                "25:00",
                "1.234",
                "202013",
                "(2020)",
            ],
        ),
    ] {
        for cell in cells {
            assert_eq!(coarse(cell.as_bytes()), expected, "{cell}");
        }
    }
}

#[test]
fn other_calendars_and_what_is_left_of_a_time() {
    for (cell, day, of) in [
        ("2566-11-20", "2023-11-20", Some(Calendar::Buddhist)),
        ("20/11/2566", "2023-11-20", Some(Calendar::Buddhist)),
        ("1402/08/29", "2023-11-20", Some(Calendar::Persian)),
        ("112/11/20", "2023-11-20", Some(Calendar::Minguo)),
        ("112年11月20日", "2023-11-20", Some(Calendar::Minguo)),
        ("R5.11.20", "2023-11-20", Some(Calendar::Japanese)),
        ("令和5年11月20日", "2023-11-20", Some(Calendar::Japanese)),
        ("S49.9.24", "1974-09-24", Some(Calendar::Japanese)),
        ("2023-11-20T", "2023-11-20", None),
        ("2023-11-20", "2023-11-20", None),
    ] {
        let date = read(cell.as_bytes()).and_then(|cell| cell.resolve(DateOrder::DayFirst));
        assert_eq!(
            (date.map(|date| date.to_string()).as_deref(), calendar(cell.as_bytes())),
            (Some(day), of),
            "{cell}"
        );
    }
    assert_eq!(read(b"1445-05-07"), None);
    assert_eq!(coarse(b"1445-05-07"), Some(Coarse::Islamic));
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    // From 1560 to 2400: other years are of other calendars.
    #[test]
    fn iso_text_reads_back(days in -149_700_i32..157_419) {
        let date = Date::from_days(days);
        prop_assert_eq!(spelled(read(date.to_string().as_bytes())), Some(date.to_string()));
        prop_assert_eq!(spelled(read(date.spelled().as_bytes())), Some(date.to_string()));
    }

    #[test]
    fn any_bytes_are_fine(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let _ = (read(&bytes), coarse(&bytes), from_parts(&bytes, &bytes, &bytes));
        for format in [DateFormat::Compact, DateFormat::ExcelSerial, DateFormat::Unix] {
            let _ = read_as(format, &bytes);
        }
    }

    #[test]
    fn any_text_is_fine(text in "[-0-9 .,:/TZJanFebм年月日г]{0,20}") {
        let _ = (read(text.as_bytes()), coarse(text.as_bytes()), detect([text.as_bytes(), text.as_bytes()].into_iter()));
    }

    #[test]
    fn a_plain_number_is_no_date(value in proptest::num::f64::NORMAL) {
        prop_assert_eq!(read(format!("{value}").as_bytes()), None);
    }
}
