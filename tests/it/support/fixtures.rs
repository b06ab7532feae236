//! The files under `tests/fixtures`: `LAYOUT/KIND/NAME`, where the name is the one that the file goes by outside, since it may
//! give the symbol, and the kind says what becomes of it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What becomes of a fixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It gives its prices, which stand in `NAME.prices.tsv`, and nothing is wrong with it.
    Good,
    /// Something is wrong with it, and that is reported: what can be read is read.
    Bad,
    /// It asks a question.
    Asks,
    /// It gives nothing.
    Refused,
    /// It gives the sectors of stocks.
    Sectors,
}

impl Kind {
    /// All kinds.
    pub(crate) const ALL: [Kind; 5] = [Kind::Good, Kind::Bad, Kind::Asks, Kind::Refused, Kind::Sectors];

    /// The name of its folder.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Kind::Good => "good",
            Kind::Bad => "bad",
            Kind::Asks => "asks",
            Kind::Refused => "refused",
            Kind::Sectors => "sectors",
        }
    }
}

/// One file of a layout.
pub(crate) struct Fixture {
    /// The layout.
    pub layout: String,
    /// The name that the file goes by.
    pub name: String,
    path: PathBuf,
}

impl Fixture {
    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }

    /// The path of what stands beside it, such as `expected.txt`.
    pub(crate) fn beside(&self, ending: &str) -> PathBuf {
        let name = format!("{}.{ending}", self.path.file_name().unwrap().to_string_lossy());
        self.path.with_file_name(name)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every fixture of a kind; of one layout where it is named.
pub(crate) fn fixtures_of(kind: Kind, only: Option<&str>) -> Vec<Fixture> {
    let layouts = names(&root()).into_iter().filter(|layout| only.is_none_or(|only| layout == only));
    let in_layout = |layout: String| {
        let folder = root().join(&layout).join(kind.folder());
        let inputs = names(&folder).into_iter().filter(|name| !is_beside(name));
        inputs.map(|name| Fixture { layout: layout.clone(), path: folder.join(&name), name }).collect::<Vec<_>>()
    };
    layouts.flat_map(in_layout).collect()
}

/// Whether a file tells what is expected of another.
pub(crate) fn is_beside(name: &str) -> bool {
    [".expected.txt", ".prices.tsv"].into_iter().any(|ending| name.ends_with(ending))
}

/// Layouts, each with the names of what stands in it.
pub(crate) fn layouts() -> Vec<(String, Vec<String>)> {
    names(&root())
        .into_iter()
        .filter(|layout| layout != "encodings")
        .map(|layout| {
            let inside = names(&root().join(&layout));
            (layout, inside)
        })
        .collect()
}
