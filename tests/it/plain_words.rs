//! The field's plain words, wherever a person reads: comments, messages, pages, guides.

use std::fs;
use std::path::{Path, PathBuf};

/// A turn of speech to avoid, and what to write in its place. `before` and `after` make it plain English after all.
struct Tic {
    words: &'static [&'static str],
    before: &'static [&'static str],
    after: &'static [&'static str],
    instead: &'static str,
}

const fn tic(words: &'static [&'static str], instead: &'static str) -> Tic {
    Tic { words, before: &[], after: &[], instead }
}

/// People, of whom one may ask who they are.
const PEOPLE: &[&str] =
    &["person", "people", "anyone", "someone", "everyone", "those", "reader", "readers", "user", "users", "analyst"];
/// `there is no number` and `no longer` are plain.
const THERE: &[&str] = &["there", "where"];
const COMPARED: &[&str] = &["longer", "more", "less", "later", "earlier", "other", "such", "higher", "lower"];

const TICS: [Tic; 12] = [
    Tic { after: &["apart"], ..tic(&["told"], "reported, found, distinguished") },
    Tic { after: &["so"], ..tic(&["said"], "reported, set, stated") },
    tic(&["whom"], "which series, which file"),
    tic(&["nobody"], "no series, none"),
    Tic { before: PEOPLE, ..tic(&["who"], "which series, which file") },
    tic(&["so", "many"], "this many, at most"),
    tic(&["parted"], "separated, split"),
    tic(&["hangs", "on"], "depends on"),
    tic(&["see", "less"], "have less power, find less"),
    tic(&["made", "up", "on"], "recovered on"),
    Tic { before: THERE, after: COMPARED, ..tic(&["is", "no"], "is not a") },
    Tic { before: THERE, after: COMPARED, ..tic(&["are", "no"], "are not") },
];

impl Tic {
    /// Whether it begins with this word of a text.
    fn begins_at(&self, words: &[&str], at: usize) -> bool {
        let spoken = words.get(at..at + self.words.len()).is_some_and(|part| part == self.words);
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let after = words.get(at + self.words.len());
        spoken
            && !before.is_some_and(|word| self.before.contains(word))
            && !after.is_some_and(|word| self.after.contains(word))
    }
}

/// What a person reads of a line of source: its comment, else its texts; of anything else the whole line.
fn prose(line: &str, is_source: bool) -> String {
    prose_between('"', line, is_source)
}

/// The same where texts stand between other marks.
fn prose_between(mark: char, line: &str, is_source: bool) -> String {
    if !is_source {
        return line.to_owned();
    }
    let code = line.trim_start();
    if let Some(comment) = ["//", "* ", "/*"].into_iter().find_map(|mark| code.strip_prefix(mark)) {
        return comment.to_owned();
    }
    let texts: Vec<&str> = line.split(mark).skip(1).step_by(2).collect();
    let comment = line.split_once(" // ").map_or("", |(_, comment)| comment);
    // A text that goes on in the next line, or comes from the one before.
    let goes_on = (line.ends_with('\\') && texts.is_empty()).then_some(line);
    format!("{} {comment} {}", texts.join(" . "), goes_on.unwrap_or_default())
}

/// Without code spans, tags and names of variables; in small letters.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = None;
    for c in text.chars() {
        match (inside, c) {
            (None, '`') => inside = Some('`'),
            (None, '{') => inside = Some('}'),
            (None, '<') => inside = Some('>'),
            (Some(end), c) if c == end => {
                inside = None;
                out.push('.');
            }
            (Some(_), _) => {}
            (None, c) => out.extend(c.to_lowercase()),
        }
    }
    // A mark that opens and is never closed hides nothing.
    if inside.is_some() { text.to_lowercase() } else { out }
}

/// The tics of a text, each with what to write in its place.
fn tics(text: &str) -> Vec<String> {
    let text = plain(text);
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words.iter().map(|word| word.trim_matches('.')).collect();
    let at = |at: usize| TICS.iter().find(|tic| tic.begins_at(&words, at));
    (0..words.len()).filter_map(at).map(|tic| format!("\"{}\": write {}", tic.words.join(" "), tic.instead)).collect()
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings.contains(&ending.as_str()) {
            found.push(path);
        }
    }
}

#[test]
fn what_people_read_is_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "crates", "examples", "www", "bin", "xtask"] {
        files(&root.join(folder), &["rs", "ts", "mjs", "html"], &mut all);
    }
    // The changelog tells of the past in the words of its time.
    all.extend(
        ["index.html", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root.join(name)),
    );
    assert!(all.len() > 300);
    let mut found = Vec::new();
    for path in all {
        let is_source = path.extension().is_some_and(|ending| ending != "html" && ending != "md");
        let is_script = path.extension().is_some_and(|ending| ending == "ts" || ending == "mjs");
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let script = if is_script { prose_between('\'', line, true) } else { String::new() };
            for tic in tics(&format!("{} . {script}", prose(line, is_source))) {
                found.push(format!("{}:{}: {tic}", path.strip_prefix(root).unwrap().display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{} turns of speech to mend:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_list_finds_what_it_names_and_nothing_else() {
    for text in [
        "nobody is told",
        "This is no day",
        "BTC, whom it follows",
        "So many days",
        "It hangs on one choice",
        "who leads",
    ] {
        assert!(!tics(text).is_empty(), "{text}");
    }
    for text in
        ["told apart", "there is no day", "it is no longer", "people who read", "`nobody`", "{told}", "so, many"]
    {
        let expected = usize::from(text == "so, many");
        assert_eq!(tics(text).len(), expected, "{text}");
    }
    assert_eq!(prose("let told = said(\"a day\"); // of it", true).trim(), "a day of it");
}
