//! How likely text is in a language that is written with letters: every language has its own, and sets capitals alike.

/// What an ordinary letter says.
const ORDINARY: f64 = 1.0;
/// What a letter alone says.
const ALONE: f64 = 0.3;
/// What capitals alone say: less, since other encodings look like it.
const CAPITALS: f64 = 0.8;
/// What a sign outside of words says: a currency, a quotation mark.
const SIGN: f64 = 0.6;
/// What a letter says that the language has not, or a capital amid small letters.
const FOREIGN: f64 = -0.5;
/// What a sign inside a word says, and what is not a character.
const BROKEN: f64 = -2.0;

/// Letters of languages beside ASCII, small, as Windows-1252 has them.
const WESTERN: [&str; 8] =
    ["äöüß", "àâæçèéêëîïôùûüÿœ", "áéíñóúüªº", "áâãàçéêíóôõúü", "àèéìíòóùú", "åäöéæøü", "áðéíóúýþæö", "áéèëêïóöüàç"];
/// As Windows-1250 has them: Polish, Czech and Slovak, Hungarian, Romanian, Croatian and Slovene.
const CENTRAL_EUROPEAN: [&str; 5] = ["ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž"];
/// As Windows-1254 has them.
const TURKISH: [&str; 1] = ["âçğıîöşüûi\u{307}"];
/// Russian, Bulgarian, Ukrainian, Belarusian, Serbian and Macedonian.
const CYRILLIC: [&str; 3] =
    ["абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуўфхцчшщыьэюяё", "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕ"];
const GREEK: [&str; 1] = ["αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ"];

/// Parts of words in headers that are this language's alone, under letters that another encoding has otherwise.
#[rustfmt::skip]
const PROOFS: [&str; 16] = [
    "zamknię", "najwyż", "najniż", "wartoś", "ość", "ołów", "závěr", "nejvyšší", "nejniž", "změna", "otevír", "utolsó ár", "kapanış", "açılış", "şimdi", "düşük",
];
/// What they add.
const PROVEN: f64 = 0.5;

/// As a language of Western Europe.
pub(super) fn western(text: &str) -> f64 {
    best(text, &WESTERN, true)
}

/// As a language of Central Europe in Latin letters.
pub(super) fn central_european(text: &str) -> f64 {
    best(text, &CENTRAL_EUROPEAN, true) + proven(text)
}

/// As Turkish.
pub(super) fn turkish(text: &str) -> f64 {
    best(text, &TURKISH, true) + proven(text)
}

fn proven(text: &str) -> f64 {
    let text = text.to_lowercase();
    if PROOFS.iter().any(|proof| text.contains(proof)) { PROVEN } else { 0.0 }
}

/// As a language in Cyrillic letters.
pub(super) fn cyrillic(text: &str) -> f64 {
    best(text, &CYRILLIC, false)
}

/// As Greek.
pub(super) fn greek(text: &str) -> f64 {
    best(text, &GREEK, false)
}

/// How likely text is in the likeliest of these languages, whose words have ASCII letters too where they are `latin`.
fn best(text: &str, languages: &[&str], latin: bool) -> f64 {
    languages.iter().map(|letters| mean(text, letters, latin)).fold(f64::NEG_INFINITY, f64::max)
}

/// Mean over the characters that are not ASCII; 0 where there is none.
fn mean(text: &str, letters: &str, latin: bool) -> f64 {
    let characters: Vec<char> = text.chars().collect();
    let (mut sum, mut count) = (0.0, 0.0);
    for part in characters.chunk_by(|a, b| in_words(*a) == in_words(*b)) {
        let others = || part.iter().filter(|c| !c.is_ascii());
        if others().next().is_none() {
            continue;
        }
        let of_word = of_word(part, letters, latin);
        for c in others() {
            sum += match *c {
                char::REPLACEMENT_CHARACTER => BROKEN,
                c if c.is_control() => BROKEN,
                c if c.is_alphabetic() => of_word,
                c if part.len() == 1 || !in_words(c) => SIGN,
                _ => BROKEN,
            };
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// What stands in words, or would in another encoding: letters, and the signs that are none between them.
fn in_words(c: char) -> bool {
    let around = matches!(c, '\u{a0}' | '–' | '—' | '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '€' | '…' | '•');
    c.is_alphabetic() || !c.is_ascii() && !around
}

/// What a letter of this word says.
fn of_word(word: &[char], letters: &str, latin: bool) -> f64 {
    let own = |c: &char| c.to_lowercase().all(|small| letters.contains(small)) || latin && c.is_ascii();
    // The final sigma is final.
    let sigma = word.iter().rev().skip(1).any(|c| *c == 'ς');
    if sigma || !word.iter().all(|c| !c.is_alphabetic() || own(c)) {
        return FOREIGN;
    }
    let first = word.first().is_some_and(|first| first.is_uppercase());
    match word.iter().filter(|c| c.is_uppercase()).count() {
        _ if word.len() == 1 => ALONE,
        0 => ORDINARY,
        1 if first => ORDINARY,
        capitals if capitals == word.len() => CAPITALS,
        _ => FOREIGN,
    }
}
