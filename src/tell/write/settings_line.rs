//! The line above every table for a spreadsheet: which engine wrote it, under which settings. It begins with `#`, which many
//! programs skip; in the others it is one more row, of two cells, the second of which can be kept as a file of settings.

use ::csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value};

use crate::study::report::ENGINE;
use crate::study::settings::Settings;

/// What only says what a report shows, and what names files.
const NOT_SHOWN: [&str; 3] = ["file_names", "prices", "mapping"];

/// The table under its line.
pub fn above(settings: &Settings, table: &str) -> String {
    let engine = format!("# {} {} (build {}); settings:", ENGINE.name, ENGINE.version, ENGINE.build);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if let Err(error) = writer.write_record([engine, Value::from(chosen(settings)).to_string()]) {
        unreachable!("memory takes records of any length: {error}");
    }
    let line = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&line).into_owned() + table
}

/// The settings that are not the default ones, and the seed, whose default could be another one some day.
fn chosen(settings: &Settings) -> Map<String, Value> {
    let object = |settings: &Settings| match serde_json::to_value(settings) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let usual = object(&Settings::default());
    let differs = |name: &String, value: &Value| name == "seed" || usual.get(name) != Some(value);
    let mut chosen = object(settings);
    chosen.retain(|name, value| !NOT_SHOWN.contains(&name.as_str()) && differs(name, value));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_holds_what_was_set_and_names_no_file() {
        let set = r#"{"frequency":"weekly","file_names":false,"mapping":{"mine.csv":{"decimal":"comma"}},"seed":7}"#;
        let text = above(&Settings::from_json(set).unwrap(), "a,b\r\n");
        let (line, rest) = text.split_once("\r\n").unwrap();
        assert_eq!(rest, "a,b\r\n");
        assert!(line.starts_with("# sectorscope "), "{line}");
        assert!(line.ends_with(r#"; settings:,"{""frequency"":""weekly"",""seed"":7}""#), "{line}");
    }
}
