//! The parts of a workbook that is a ZIP archive, as they are unpacked: they refer to each other in any order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::container::zip::Ending;

/// Most bytes of all parts together.
const LARGEST: u64 = 1 << 30;

/// A part: its bytes, and whether they are damaged.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    damaged: bool,
}

/// The parts of one workbook that matter.
#[derive(Default)]
pub(crate) struct Parts {
    parts: BTreeMap<String, Part>,
    /// Names of all that is there, in small letters.
    names: Vec<String>,
    current: Option<String>,
    held: u64,
    protected: bool,
}

/// Whether an archive whose first entry has this name is a workbook or another office document.
pub(crate) fn opens_office(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let folder = |folder: &str| name.starts_with(folder);
    let ending = |ending: &str| name.ends_with(ending);
    name == "[content_types].xml"
        || name == "mimetype"
        || ending(".iwa")
        || (["_rels/", "docprops/", "customxml/", "xl/", "word/", "ppt/"].into_iter().any(folder)
            && [".xml", ".rels", ".bin"].into_iter().any(ending))
}

impl Parts {
    /// An entry begins; says whether its data is wanted.
    pub(crate) fn begin(&mut self, name: &str, encrypted: bool) -> bool {
        let name = name.replace('\\', "/").to_ascii_lowercase();
        self.protected |= encrypted;
        let wanted = matters(&name);
        if self.names.len() < 10_000 {
            self.names.push(name.clone());
        }
        self.current = wanted.then_some(name);
        if let Some(name) = &self.current {
            self.parts.insert(name.clone(), Part::default());
        }
        wanted
    }

    /// Takes data of the entry under way; says whether there is room for more.
    pub(crate) fn data(&mut self, bytes: &[u8]) -> bool {
        let part = self.current.as_ref().and_then(|name| self.parts.get_mut(name));
        if let Some(part) = part {
            self.held += bytes.len() as u64;
            part.bytes.extend_from_slice(bytes);
        }
        self.held <= LARGEST
    }

    /// The entry ends.
    pub(crate) fn end(&mut self, ending: Ending) {
        let part = self.current.take().and_then(|name| self.parts.get_mut(&name));
        if let (Some(part), Ending::Damaged(_)) = (part, ending) {
            part.damaged = true;
        }
    }

    /// The archive ended in the entry under way, which is damaged.
    pub(crate) fn cut(&mut self) {
        self.end(Ending::Damaged("ends too early"));
    }

    /// Whether there is an entry whose name fits.
    pub(super) fn has(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.names.iter().any(|name| fits(name))
    }

    /// Whether a password protects an entry.
    pub(super) fn is_protected(&self) -> bool {
        self.protected
    }

    /// The text of a part, and whether it is whole.
    pub(super) fn text(&self, name: &str) -> Option<(Cow<'_, str>, bool)> {
        let part = self.parts.get(&name.to_ascii_lowercase())?;
        Some((String::from_utf8_lossy(&part.bytes), !part.damaged))
    }
}

/// Whether a part may tell something about cells.
fn matters(name: &str) -> bool {
    let other =
        ["drawings/", "charts/", "media/", "theme/", "printersettings/", "pivotcache/", "pivottables/", "thumbnails/"];
    let kept = name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype";
    kept && !other.into_iter().any(|folder| name.contains(folder))
        && !name.starts_with("docprops/")
        && !name.starts_with("object ")
}
