//! The delimiter of a file.

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter that splits most lines of the sample into the same number (two or more) of fields; the first of the
/// list wins a tie. A comma where none does. Delimiters inside quotes do not count.
pub fn delimiter(sample: &[u8]) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let mut widths: Vec<usize> = sample
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.trim_ascii().is_empty())
            .take(200)
            .map(|line| outside_quotes(line, delimiter))
            .filter(|count| *count > 0)
            .collect();
        widths.sort_unstable();
        let agreeing = widths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        if agreeing > best.0 {
            best = (agreeing, delimiter);
        }
    }
    best.1
}

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line {
        if *byte == b'"' {
            quoted = !quoted;
        } else if *byte == delimiter && !quoted {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steadiest_delimiter_wins() {
        assert_eq!(delimiter(b"Date,Close\n2020-01-01,1\n2020-01-02,2\n"), b',');
        assert_eq!(delimiter(b"Date;Close\n2020-01-01;1,5\n2020-01-02;2\n"), b';');
        assert_eq!(delimiter(b"Date\tClose\n2020-01-01\t1\n"), b'\t');
        assert_eq!(delimiter(b"Date|Close\n2020-01-01|1\n"), b'|');
        assert_eq!(delimiter(b"\"4,622.25\";\"1,000.00\"\n\"1,2\";\"3,4\"\n"), b';');
        assert_eq!(delimiter(b"one column\nonly\n"), b',');
        assert_eq!(delimiter(b""), b',');
    }
}
