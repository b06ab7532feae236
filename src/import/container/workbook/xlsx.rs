//! Workbooks of Office Open XML (`.xlsx`): which sheets there are, and what they share.

use std::collections::BTreeMap;

use crate::import::container::workbook::Sheet;
use crate::import::container::workbook::Trouble;
use crate::import::container::workbook::dates::{is_date_format, is_known_date_format};
use crate::import::container::workbook::grid::Budget;
use crate::import::container::workbook::parts::Parts;
use crate::import::container::workbook::shown::Shown;
use crate::import::container::workbook::xlsx_sheet;
use crate::import::container::workbook::xml::{Node, Xml, attribute, says_yes, whole_number};

/// Where the workbook is, unless the archive says otherwise.
const USUAL: &str = "xl/workbook.xml";

/// What the sheets of a workbook share.
#[derive(Default)]
pub(super) struct Shared {
    /// Texts, by their numbers.
    pub strings: Vec<String>,
    /// Whether a style is one of days or times, by its number.
    pub dates: Vec<bool>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

/// Relations of a part: the kind and the target of each, by its name.
type Relations = BTreeMap<String, (String, String)>;

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    shown: Shown,
}

/// Reads the sheets of a workbook.
pub(super) fn sheets(parts: &Parts, budget: &mut Budget) -> Result<Vec<Sheet>, Trouble> {
    let top = relations(parts, "_rels/.rels", "");
    let named = top.values().find(|(kind, _)| kind.ends_with("/officeDocument")).map(|(_, target)| target.as_str());
    let path = named.unwrap_or(USUAL);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (text, whole) = parts.text(path).ok_or(Trouble::Damaged)?;
    let relations = relations(parts, &joined(folder, &format!("_rels/{file}.rels")), folder);
    let mut shared = Shared::default();
    let listed = listed(&text, &mut shared.from_1904).filter(|_| whole).ok_or(Trouble::Damaged)?;
    let related = |kind: &str| relations.values().find(|(of, _)| of.ends_with(kind)).map(|(_, target)| target.as_str());
    if let Some(target) = related("/styles") {
        let (text, whole) = parts.text(target).ok_or(Trouble::Damaged)?;
        shared.dates = styles(&text).filter(|_| whole).ok_or(Trouble::Damaged)?;
    }
    if let Some(target) = related("/sharedStrings") {
        let (text, whole) = parts.text(target).ok_or(Trouble::Damaged)?;
        shared.strings = strings(&text, budget).filter(|_| whole).ok_or(Trouble::Damaged)?;
    }
    let mut sheets = Vec::new();
    for Listed { name, relation, shown } in listed {
        let (kind, target) = relations.get(&relation).ok_or(Trouble::Damaged)?;
        let shown = if kind.ends_with("/worksheet") { shown } else { Shown::Chart };
        let mut sheet = Sheet { name, shown, ..Sheet::default() };
        if shown == Shown::Yes {
            match parts.text(target) {
                Some((text, whole)) => sheet.grid = xlsx_sheet::grid(&text, whole, &shared, budget),
                None => sheet.grid.damaged = true,
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// A target, seen from a folder.
fn joined(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "" | "." => {}
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

fn relations(parts: &Parts, name: &str, folder: &str) -> Relations {
    let mut relations = Relations::new();
    let Some((text, _)) = parts.text(name) else { return relations };
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next() {
        if let Node::Open(element) = node
            && element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(&element, "Id"), attribute(&element, "Type"), attribute(&element, "Target"))
        {
            relations.insert(id, (kind, joined(folder, &target)));
        }
    }
    relations
}

/// The sheets that a workbook lists, and whether it counts from 1904.
fn listed(text: &str, from_1904: &mut bool) -> Option<Vec<Listed>> {
    let mut xml = Xml::new(text);
    let mut listed = Vec::new();
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.local_name().as_ref() {
            "workbookPr" => *from_1904 = says_yes(&element, "date1904"),
            "sheet" => listed.push(Listed {
                name: attribute(&element, "name")?,
                relation: attribute(&element, "id")?,
                shown: match attribute(&element, "state").as_deref() {
                    Some("hidden" | "veryHidden") => Shown::Hidden,
                    _ => Shown::Yes,
                },
            }),
            _ => {}
        }
    }
    (!xml.damaged).then_some(listed)
}

/// Whether each style is one of days or times.
fn styles(text: &str) -> Option<Vec<bool>> {
    let mut xml = Xml::new(text);
    let mut formats: BTreeMap<u32, bool> = BTreeMap::new();
    let mut dates = Vec::new();
    let mut inside = false;
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (whole_number(&element, "numFmtId"), attribute(&element, "formatCode"))
                    {
                        formats.insert(id, is_date_format(&code));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = whole_number(&element, "numFmtId").unwrap_or(0);
                    dates.push(formats.get(&id).copied().unwrap_or_else(|| is_known_date_format(id)));
                }
                _ => {}
            },
            Node::Close(name) if name == "cellXfs" => inside = false,
            _ => {}
        }
    }
    (!xml.damaged).then_some(dates)
}

/// The texts that cells share; of a rich text its parts together, without readings above it.
fn strings(text: &str, budget: &mut Budget) -> Option<Vec<String>> {
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    let mut current = String::new();
    let (mut inside, mut reading) = (false, false);
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => match element.local_name().as_ref() {
                "si" => current.clear(),
                "rPh" => reading = true,
                "t" => inside = !reading,
                _ => {}
            },
            Node::Close(name) => match name.as_str() {
                "si" => {
                    if !budget.spend(24 + current.len() as u64) {
                        return Some(strings);
                    }
                    strings.push(current.clone());
                }
                "rPh" => reading = false,
                "t" => inside = false,
                _ => {}
            },
            Node::Text(text) if inside => current.push_str(&text),
            Node::Text(_) => {}
        }
    }
    (!xml.damaged).then_some(strings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "../sheet.xml"), "sheet.xml");
        assert_eq!(joined("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(joined("", "../../a"), "a");
    }

    #[test]
    fn a_rich_text_is_one() {
        let text = "<sst><si><r><t>A</t></r><r><t xml:space=\"preserve\"> &amp; B</t></r><rPh><t>x</t></rPh></si><si><t/></si></sst>";
        assert_eq!(strings(text, &mut Budget::new(100)).unwrap_or_default(), ["A & B", ""]);
        assert!(strings("<sst><si><t>A</t></si>", &mut Budget::new(100)).is_none());
    }

    #[test]
    fn styles_tell_days() {
        let text = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>\
                    </cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>";
        assert_eq!(styles(text).unwrap_or_default(), [false, true, true]);
    }
}
