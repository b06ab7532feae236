//! Names of months and weekdays: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian.

/// Names of the months, lower case and without accents: full ones, genitives, usual abbreviations.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "janner", "januari", "janvier", "janv", "ene", "enero", "janeiro", "gen",
      "gennaio", "genn", "sty", "stycznia", "styczen", "янв", "январь", "января"],
    &["feb", "february", "februar", "februari", "febr", "fevrier", "fevr", "fev", "febrero", "fevereiro", "febbraio",
      "febb", "lut", "lutego", "luty", "фев", "февр", "февраль", "февраля"],
    &["mar", "march", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "marca", "marzec", "мар", "март",
      "марта"],
    &["apr", "april", "avril", "avr", "abr", "abril", "aprile", "kwi", "kwietnia", "kwiecien", "апр", "апрель", "апреля"],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "magg", "mei", "maj", "maja", "май", "мая"],
    &["jun", "june", "juni", "juin", "junio", "junho", "giu", "giugno", "cze", "czerwca", "czerwiec", "июн", "июнь",
      "июня"],
    &["jul", "july", "juli", "juillet", "juil", "julio", "julho", "lug", "luglio", "lip", "lipca", "lipiec", "июл",
      "июль", "июля"],
    &["aug", "august", "aout", "ago", "agosto", "augustus", "sie", "sierpnia", "sierpien", "авг", "август", "августа"],
    &["sep", "sept", "september", "septembre", "septiembre", "setiembre", "set", "setembro", "settembre", "sett", "wrz",
      "wrzesnia", "wrzesien", "сен", "сент", "сентябрь", "сентября"],
    &["oct", "october", "okt", "oktober", "octobre", "octubre", "out", "outubro", "ott", "ottobre", "paz",
      "pazdziernika", "pazdziernik", "окт", "октябрь", "октября"],
    &["nov", "november", "novembre", "noviembre", "novembro", "lis", "listopada", "listopad", "ноя", "нояб", "ноябрь",
      "ноября"],
    &["dec", "december", "dez", "dezember", "decembre", "dic", "diciembre", "dezembro", "dicembre", "gru", "grudnia",
      "grudzien", "дек", "декабрь", "декабря"],
];

/// Names of the weekdays, as those of the months.
#[rustfmt::skip]
const WEEKDAYS: [&str; 116] = [
    "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday",
    "sat", "saturday", "sun", "sunday",
    "mo", "montag", "di", "dienstag", "mi", "mittwoch", "do", "donnerstag", "fr", "freitag", "sa", "samstag",
    "sonnabend", "so", "sonntag",
    "lun", "lundi", "mar", "mardi", "mer", "mercredi", "jeu", "jeudi", "ven", "vendredi", "sam", "samedi", "dim",
    "dimanche",
    "lunes", "martes", "mie", "miercoles", "jue", "jueves", "vie", "viernes", "sab", "sabado", "dom", "domingo",
    "seg", "segunda", "ter", "terca", "qua", "quarta", "qui", "quinta", "sex", "sexta",
    "lunedi", "martedi", "mercoledi", "gio", "giovedi", "venerdi", "sabato", "domenica",
    "ma", "maandag", "dinsdag", "wo", "woensdag", "donderdag", "vr", "vrijdag", "za", "zaterdag", "zo", "zondag",
    "pon", "poniedzialek", "wt", "wtorek", "sr", "sroda", "czw", "czwartek", "pt", "piatek", "sob", "sobota", "ndz",
    "niedziela",
    "пн", "понедельник", "вт", "вторник", "ср", "среда", "чт", "четверг", "пт", "пятница", "сб", "суббота", "вс",
    "воскресенье",
];

/// The month (1 to 12) of this name, whatever its case and accents.
pub(super) fn month(name: &str) -> Option<u32> {
    let name = folded(name);
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&name.as_str())).map(|(month, _)| month)
}

/// Whether this names a day of the week.
pub(crate) fn is_weekday(name: &str) -> bool {
    WEEKDAYS.contains(&folded(name).as_str())
}

/// The text in lower case, without the accents of Latin letters.
pub(crate) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(without_accent).collect()
}

fn without_accent(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' | 'ć' => 'c',
        'ñ' | 'ń' => 'n',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ё' => 'е',
        // Accents written as characters of their own.
        '\u{300}'..='\u{36f}' => return None,
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_months() {
        for (index, names) in MONTHS.iter().enumerate() {
            for name in *names {
                assert_eq!(month(name), Some(index as u32 + 1), "{name}");
            }
        }
        for name in WEEKDAYS {
            assert!(is_weekday(name), "{name}");
        }
    }
}
