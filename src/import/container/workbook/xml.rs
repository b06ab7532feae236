//! XML as workbooks are written in: what happens in it, by local names, whatever the prefixes.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// What happens in XML; an empty element opens and closes.
pub(super) enum Node<'x> {
    /// An element begins.
    Open(BytesStart<'x>),
    /// An element ends.
    Close(String),
    /// Text between them, entities resolved.
    Text(Cow<'x, str>),
}

/// Reads XML from front to back.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// Whether it ended before it was whole, or is not XML.
    pub damaged: bool,
    depth: u64,
}

impl<'x> Xml<'x> {
    /// XML of which nothing is read yet.
    pub(super) fn new(text: &'x str) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, damaged: false, depth: 0 }
    }

    /// What happens next; nothing at the end, or where it is damaged.
    pub(super) fn next(&mut self) -> Option<Node<'x>> {
        while !self.damaged {
            match self.reader.read_event() {
                Ok(Event::Start(element)) => {
                    self.depth += 1;
                    return Some(Node::Open(element));
                }
                Ok(Event::End(element)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Node::Close(element.local_name().as_ref().to_owned()));
                }
                Ok(Event::Text(text)) => return Some(Node::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Node::Text(text.into_inner())),
                Ok(Event::GeneralRef(name)) => {
                    let character = name.resolve_char_ref().ok().flatten().or_else(|| entity(&name));
                    return Some(Node::Text(character.map(String::from).unwrap_or_default().into()));
                }
                Ok(Event::Eof) => {
                    self.damaged = self.depth > 0;
                    return None;
                }
                Ok(_) => {}
                Err(_) => self.damaged = true,
            }
        }
        None
    }
}

fn entity(name: &str) -> Option<char> {
    let known = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
    known.into_iter().find(|(known, _)| *known == name).map(|(_, character)| character)
}

/// An attribute of an element, by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// The same as a whole number.
pub(super) fn whole_number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}
