use super::*;

fn read(text: &str, chunk: usize) -> Vec<String> {
    let mut seen = Vec::new();
    let mut take = |event: Event<'_>| {
        seen.push(match event {
            Event::Record(record) => format!(
                "{}:{}",
                record.line,
                (0..record.len()).map(|field| record.text(field)).collect::<Vec<_>>().join("|")
            ),
            Event::EmptyLines(n) => format!("empty {n}"),
            Event::Overlong { line } => format!("overlong {line}"),
            Event::OpenQuote { line } => format!("open {line}"),
        });
    };
    let mut reader = RecordReader::new(b',');
    for slice in text.as_bytes().chunks(chunk) {
        reader.feed(slice, &mut take);
    }
    reader.finish(&mut take);
    seen
}

#[test]
fn lines_and_empty_lines_are_counted_whatever_the_slices() {
    for (text, expected) in [
        ("a,b\n1,2\n", vec!["1:a|b", "2:1|2"]),
        ("a,b\r\n1,2\r\n", vec!["1:a|b", "2:1|2"]),
        ("a,b\n\n\n1,2", vec!["1:a|b", "empty 2", "4:1|2"]),
        ("a,b\r\n\r\n1,2\r\n\r\n", vec!["1:a|b", "empty 1", "3:1|2", "empty 1"]),
        ("\n\na\n", vec!["empty 2", "3:a"]),
        ("\"a\nb\",c\nd,e\n", vec!["1:a\nb|c", "3:d|e"]),
        ("\"x,\"\"y\"\"\",2\n", vec!["1:x,\"y\"|2"]),
        ("", vec![]),
    ] {
        for chunk in [1, 2, 3, 7, 1000] {
            assert_eq!(read(text, chunk), expected, "{text:?} in slices of {chunk}");
        }
    }
}

#[test]
fn lines_end_with_either_byte_or_both() {
    for (text, expected) in [
        ("a,b\r1,2\r", vec!["1:a|b", "2:1|2"]),
        ("a,b\r\r\r1,2", vec!["1:a|b", "empty 2", "4:1|2"]),
        ("a,b\r\n1,2\r\r\n3,4\n\r5,6", vec!["1:a|b", "2:1|2", "empty 1", "4:3|4", "empty 1", "6:5|6"]),
        ("\"a\rb\",c\rd,e\r", vec!["1:a\rb|c", "3:d|e"]),
    ] {
        for chunk in [1, 2, 3, 7, 1000] {
            assert_eq!(read(text, chunk), expected, "{text:?} in slices of {chunk}");
        }
    }
}

#[test]
fn a_quote_that_never_closes_costs_no_row() {
    for (text, expected) in [
        (
            "d,p,n\n2024-01-02,1,\"x\n2024-01-03,2,\n",
            vec!["1:d|p|n", "open 2", "2:2024-01-02|1|\"x", "3:2024-01-03|2|"],
        ),
        ("d,p,n\n2024-01-02,1,\"x", vec!["1:d|p|n", "2:2024-01-02|1|\"x"]),
        ("d,p,n\n2024-01-02,1,\"x\n", vec!["1:d|p|n", "open 2", "2:2024-01-02|1|\"x"]),
        (
            "d,p,n\n2024-01-02,1,\"x\ny\n2024-01-03,2,\n",
            vec!["1:d|p|n", "open 2", "2:2024-01-02|1|\"x", "3:y", "4:2024-01-03|2|"],
        ),
        (
            "d,n,p\n2024-01-02,\"x,1\n2024-01-03,\"x,2\n",
            vec!["1:d|n|p", "open 2", "2:2024-01-02|\"x|1", "open 3", "3:2024-01-03|\"x|2"],
        ),
        // Lines of a quotation that read as no row are part of it.
        ("d,n,p\n2024-01-02,\"x\ny\",1\n2024-01-03,z,2\n", vec!["1:d|n|p", "2:2024-01-02|x\ny|1", "4:2024-01-03|z|2"]),
    ] {
        for chunk in [1, 2, 3, 7, 1000] {
            assert_eq!(read(text, chunk), expected, "{text:?} in slices of {chunk}");
        }
    }
}

#[test]
fn a_space_before_a_quotation_mark_is_none_of_the_cell() {
    assert_eq!(read("a, \"1,2\"\n \"b\" ,c\n", 3), ["1:a|1,2", "2:b|c"]);
    assert_eq!(read("x \"y\",1\n", 100), ["1:x \"y\"|1"]);
}

#[test]
fn a_quotation_of_a_megabyte_costs_one_record_not_the_file() {
    let mut text = String::from("a,b\n1,\"2\n");
    while text.len() < LONGEST_RECORD + 100 {
        text.push_str("3,4,5\n");
    }
    for chunk in [4096, 1 << 20] {
        let seen = read(&text, chunk);
        assert_eq!(seen.first().map(String::as_str), Some("1:a|b"));
        assert_eq!(seen.get(1).map(String::as_str), Some("overlong 2"));
        assert!(seen.len() > 2 && seen.last().is_some_and(|last| last.ends_with(":3|4|5")), "{:?}", seen.last());
    }
}

/// What a reader says, with every byte.
#[derive(Debug, PartialEq)]
enum Said {
    Record(u64, Vec<Vec<u8>>, bool),
    EmptyLines(u64),
    Overlong(u64),
    OpenQuote(u64),
}

fn said(mut reader: RecordReader, slices: &[&[u8]]) -> Vec<Said> {
    let mut said = Vec::new();
    let mut take = |event: Event<'_>| {
        said.push(match event {
            Event::Record(record) => {
                let fields = (0..record.len()).map(|index| record.field(index).to_vec()).collect();
                Said::Record(record.line, fields, record.is_blank())
            }
            Event::EmptyLines(count) => Said::EmptyLines(count),
            Event::Overlong { line } => Said::Overlong(line),
            Event::OpenQuote { line } => Said::OpenQuote(line),
        });
    };
    slices.iter().for_each(|slice| reader.feed(slice, &mut take));
    reader.finish(&mut take);
    said
}

/// The state machine alone, which is what defines a record.
fn machine_alone(delimiter: u8) -> RecordReader {
    RecordReader { plain: None, ..RecordReader::new(delimiter) }
}

fn cut<'t>(text: &'t [u8], cuts: &[proptest::sample::Index]) -> Vec<&'t [u8]> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).chain([0, text.len()]).collect();
    ends.sort_unstable();
    ends.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

mod against_the_state_machine {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    fn delimiter() -> impl Strategy<Value = u8> {
        prop_oneof![4 => Just(b','), 2 => Just(b'\t'), 1 => Just(b'"'), 1 => Just(b'\n'), 1 => Just(b'\r'), 1 => any::<u8>()]
    }

    /// Bytes of which most mean something.
    fn eventful() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            3 => Just(b','), 2 => Just(b'\n'), 2 => Just(b'\r'), 2 => Just(b'"'), 1 => Just(b'\t'), 1 => Just(b' '),
            4 => Just(b'7'), 2 => any::<u8>()
        ];
        prop_oneof![3 => vec(byte, 0..300), 1 => vec(any::<u8>(), 0..300)]
    }

    /// Lines as files have them, now and then with a quotation mark.
    fn lines() -> impl Strategy<Value = Vec<u8>> {
        let line = prop_oneof![
            12 => "[0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9.]{0,12}){1,7}",
            1 => "\"[a-z,\n\"]{0,9}\",[0-9]{1,4}",
            1 => "[0-9a-z]{0,90}\"[0-9a-z,]{0,9}",
            1 => "[ ,]{0,3}"
        ];
        let end = prop_oneof![6 => Just("\n"), 3 => Just("\r\n"), 1 => Just("\r")];
        vec((line, end), 0..40)
            .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| (line + end).into_bytes()).collect())
    }

    proptest! {
        #![proptest_config(properties::cases(2_000))]

        #[test]
        fn any_bytes_give_the_same_records(
            mark in any::<bool>(),
            text in prop_oneof![eventful(), lines()],
            cuts in vec(any::<Index>(), 0..6),
            delimiter in delimiter(),
        ) {
            let text = [if mark { &b"\xef\xbb\xbf"[..] } else { &[] }, &text].concat();
            let slices = cut(&text, &cuts);
            prop_assert_eq!(said(RecordReader::new(delimiter), &slices), said(machine_alone(delimiter), &slices));
        }
    }

    proptest! {
        #![proptest_config(properties::cases(24))]

        #[test]
        fn records_around_the_longest_are_dropped_alike(
            length in LONGEST_RECORD - 4..LONGEST_RECORD + 4,
            commas in 0..5_usize,
            end in prop_oneof![Just("\n"), Just("\r\n"), Just("")],
            cuts in vec(any::<Index>(), 0..4),
        ) {
            let mut text = b"a,b\n".to_vec();
            text.resize(4 + length, b'1');
            text[4..4 + commas].fill(b',');
            text.extend_from_slice(end.as_bytes());
            text.extend_from_slice(b"\xef\xbb\xbf1,2\r\n3,4\n");
            let slices = cut(&text, &cuts);
            let (plain, core) = (said(RecordReader::new(b','), &slices), said(machine_alone(b','), &slices));
            prop_assert!(plain == core, "a record of {length} bytes with {commas} commas");
        }
    }
}
