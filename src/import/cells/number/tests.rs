use proptest::prelude::*;

use super::*;

fn value(text: &str) -> Number {
    read(DecimalMark::Point, text.as_bytes())
}

fn comma(text: &str) -> Number {
    read(DecimalMark::Comma, text.as_bytes())
}

fn decision(cells: &[&str]) -> MarkDecision {
    let mut evidence = MarkEvidence::default();
    for cell in cells {
        evidence.weigh(cell.as_bytes());
    }
    evidence.decide()
}

#[test]
fn prices_as_vendors_write_them() {
    for (text, expected) in [
        ("1", 1.0),
        ("0.049510", 0.04951),
        ("1e5", 1e5),
        ("1.5E-3", 1.5e-3),
        (" 12.5 ", 12.5),
        ("$5,982.72", 5982.72),
        ("5,982", 5982.0),
        ("1,234,567.89", 1_234_567.89),
        ("-3.5", -3.5),
        ("-$3.50", -3.5),
        ("$-3.50", -3.5),
        ("\u{2212}2", -2.0),
        ("\u{2013}2.5", -2.5),
        ("+4", 4.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("12-", -12.0),
        ("175.98 ▼", 175.98),
        ("▲ 1,175.98", 1175.98),
        ("⬆\u{fe0f}12", 12.0),
        ("50.25*", 50.25),
        ("-3.5 †", -3.5),
        ("(12)", -12.0),
        ("($1,234.50)", -1234.5),
        ("1'234.56", 1234.56),
        ("1\u{2019}234\u{2019}567.5", 1_234_567.5),
        ("1 234.5", 1234.5),
        ("1\u{a0}234\u{202f}567", 1_234_567.0),
        ("12,34,567", 1_234_567.0),
        ("1,23,45,678.9", 12_345_678.9),
        ("€ 12.5", 12.5),
        ("12.5 €", 12.5),
        ("CHF 1'234.50", 1234.5),
        ("US$12", 12.0),
        ("R$ 12", 12.0),
        ("12 zł", 12.0),
        ("12.5 kr", 12.5),
        ("₿0.5", 0.5),
        ("42,000.5 USDT", 42_000.5),
        ("'12.5", 12.5),
        ("=\"12.5\"", 12.5),
        ("\"12.5\"", 12.5),
        ("12.09M", 12_090_000.0),
        ("1.5 Mrd", 1.5e9),
        ("3 bn", 3e9),
        ("$1.1T", 1.1e12),
        ("7k", 7000.0),
        ("4.35K", 4350.0),
    ] {
        assert_eq!(value(text), Number::Value(expected), "{text}");
    }
}

#[test]
fn numbers_with_a_decimal_comma() {
    for (text, expected) in [
        ("12,5", 12.5),
        ("1.234", 1234.0),
        ("1.234,5", 1234.5),
        ("1.234.567,89", 1_234_567.89),
        ("1 234,56", 1234.56),
        ("1\u{a0}234,56 €", 1234.56),
        ("1'234,56", 1234.56),
        ("0,123", 0.123),
        (",5", 0.5),
        ("1,5e3", 1500.0),
        ("-1,5", -1.5),
        ("12,09M", 12_090_000.0),
        ("1.151.743", 1_151_743.0),
        ("17", 17.0),
        ("1e5", 1e5),
    ] {
        assert_eq!(comma(text), Number::Value(expected), "{text}");
    }
    for text in ["12.5", "1,234.5", "1,234,567", "0.123", "1234.567", "12.34.567", "1.5e3"] {
        assert_eq!(comma(text), Number::Unreadable, "{text}");
    }
}

#[test]
fn percentages_are_no_prices() {
    assert_eq!(value("-0.16%"), Number::Percent(-0.16));
    assert_eq!(value("5 %"), Number::Percent(5.0));
    assert_eq!(value("(2.5%)"), Number::Percent(-2.5));
    assert_eq!(comma("1,96%"), Number::Percent(1.96));
    assert_eq!(value("$5%"), Number::Unreadable);
    assert_eq!(value("5%"), Number::Percent(5.0));
}

#[test]
fn multipliers_round_once() {
    // The value is the one nearest to the product, not a product of rounded values.
    for (text, same) in [("1.0000000001B", 1_000_000_000.1), ("9.95K", 9950.0), ("0.00000029M", 0.29), ("8.2bn", 8.2e9)]
    {
        assert_eq!(value(text), Number::Value(same), "{text}");
    }
}

#[test]
fn missing_marks() {
    for text in [
        "",
        " ",
        "NA",
        "NaN",
        "null",
        "None",
        "-",
        "--",
        ".",
        "N/A",
        "#N/A",
        "\u{2014}",
        "#N/A N/A",
        "n.a.",
        "n/d",
        "nd",
        "k.A.",
        "…",
        "...",
        "..",
        "NULL",
        "missing",
        "#VALUE!",
        "#REF!",
        "#DIV/0!",
        "<NA>",
        "NaT",
        "?",
        "*",
        "-.-",
        "\u{2212}",
        "undefined",
        "Nicht verfügbar",
        "\u{a0}",
        "\"\"",
        "'-",
        "---",
        "\\N",
        "1.#QNAN",
    ] {
        assert_eq!(value(text), Number::Missing, "{text}");
        assert_eq!(comma(text), Number::Missing, "{text}");
    }
}

#[test]
fn everything_else_is_unreadable() {
    for text in [
        "abc",
        "inf",
        "1,23",
        "1.2.3",
        "1 2",
        "0x1f",
        "1e999",
        "e5",
        "--5",
        "$",
        ",123",
        "1234,567",
        "0,123",
        "1,234'567",
        "1,2345",
        "12 34",
        "2024-01-31",
        "16:00",
        "(12",
        "12)",
        "(-12)",
        "5 5%",
        "1e5e5",
        "infinity",
        "BTC",
        "$$5",
        "5KK",
        "1,,234",
        "1 234,5",
        "5%%",
        "١٢",
    ] {
        assert_eq!(value(text), Number::Unreadable, "{text}");
    }
    assert_eq!(read(DecimalMark::Point, &[0xff, 0xfe]), Number::Unreadable);
}

#[test]
fn what_proves_a_mark() {
    for text in ["1.234,5", "12,5", "0,123", "1234,567", "1 234,56", "1.234.567", "1,96%", "12,09M", "40,16 €", ",5"]
    {
        assert_eq!(decision(&[text]), MarkDecision::Decided(DecimalMark::Comma), "{text}");
    }
    for text in ["1,234.5", "12.5", "0.123", "1234.567", "1'234.56", "1,234,567", "12,34,567", "$3.50", "1.234e5", ".5"]
    {
        assert_eq!(decision(&[text]), MarkDecision::Decided(DecimalMark::Point), "{text}");
    }
    for text in ["1,234", "1.234", "12.345", "123,456", "$1,234"] {
        assert_eq!(decision(&[text]), MarkDecision::Open { example: text.to_owned() }, "{text}");
    }
    for text in ["", "12", "1'234", "abc", "31.10.2014", "31.10.14", "1.2.3", "2024-01-31", "1.2,3.4", "n.a."] {
        assert_eq!(decision(&[text]), MarkDecision::None, "{text}");
    }
}

#[test]
fn evidence_adds_up() {
    assert_eq!(decision(&["1,234", "999.5", "1,235"]), MarkDecision::Decided(DecimalMark::Point));
    assert_eq!(decision(&["1.234", "999,5", "1.235"]), MarkDecision::Decided(DecimalMark::Comma));
    assert_eq!(
        decision(&["1,234", "12.5", "13,5", "14.5"]),
        MarkDecision::Mixed { point: "12.5".to_owned(), comma: "13,5".to_owned() }
    );
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    #[test]
    fn shortest_text_reads_back_to_the_same_bits(value in proptest::num::f64::NORMAL) {
        prop_assert_eq!(read(DecimalMark::Point, format!("{value:e}").as_bytes()), Number::Value(value));
        let with_comma = format!("{value}").replace('.', ",");
        prop_assert_eq!(read(DecimalMark::Comma, with_comma.as_bytes()), Number::Value(value));
    }

    #[test]
    fn grouping_changes_nothing(whole in 1_000_000_u32..999_999_999, cents in 0_u32..100) {
        let digits = whole.to_string();
        let (head, tail) = digits.split_at(digits.len() - 6);
        let (middle, last) = tail.split_at(3);
        let expected = Number::Value(format!("{whole}.{cents:02}").parse().unwrap());
        for gap in [",", "'", " ", "\u{202f}"] {
            let text = format!("{head}{gap}{middle}{gap}{last}.{cents:02}");
            prop_assert_eq!(value(&text), expected);
        }
        let text = format!("{head}.{middle}.{last},{cents:02}");
        prop_assert_eq!(read(DecimalMark::Comma, text.as_bytes()), expected);
    }

    #[test]
    fn any_bytes_are_fine(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let _ = (read(DecimalMark::Point, &bytes), read(DecimalMark::Comma, &bytes));
        MarkEvidence::default().weigh(&bytes);
    }

    #[test]
    fn any_text_is_fine(text in "[-+0-9.,'()%$€KMe −\u{a0}]{0,12}") {
        let _ = (value(&text), comma(&text));
        decision(&[&text]);
    }
}
