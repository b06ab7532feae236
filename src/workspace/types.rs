//! The page's types of all that is asked and answered, and of where charts drew what, written from the Rust ones. The file is kept with the page's sources; a
//! type that changes here and not there fails this test. `npm run types` writes it anew.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use super::{Answer, Change, Question};
use crate::chart;
use crate::error::Error;
use crate::study::settings::Settings;

/// Where the page looks for them.
const FILE: &str = "www/js/engine-types.ts";
const HEAD: &str = "// What the engine is asked and what it answers. Written from the Rust types: change those, then `npm run types`.\n";

/// Declarations by name, each with the type that it is of.
struct Declarations {
    config: Config,
    found: BTreeMap<String, (TypeId, String)>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return;
        }
        let (name, id) = (T::ident(&self.config), TypeId::of::<T>());
        if let Some((other, _)) = self.found.get(&name) {
            // Of a generic type every kind comes by.
            let generic = T::decl(&self.config).contains(&format!("{name}<"));
            assert!(*other == id || generic, "two types would be called {name}: give one #[ts(rename = \"...\")]");
            return;
        }
        let text = format!("{}export {}", T::docs().unwrap_or_default(), T::decl(&self.config));
        self.found.insert(name, (id, tidied(&text)));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// A declaration with a line for each field, and with its comment in one line where it is one.
fn tidied(text: &str) -> String {
    let text = text.replace("/**\n * ", "/** ").replace("\n */", " */");
    let text = text.replace(", };", ",\n};").replace(", } | {", ",\n} | {");
    let mut inside = false;
    let mut lines = String::new();
    for line in text.lines() {
        inside &= !(line.starts_with("export ") || line.starts_with('}'));
        lines += &format!("{}{}\n", if inside { "  " } else { "" }, line.trim_end());
        inside |= line.trim_end().ends_with(',') || line.starts_with("export");
    }
    lines
}

#[test]
fn the_types_of_the_page_are_those_of_the_engine() {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config, found: BTreeMap::new() };
    all.visit::<Settings>();
    all.visit::<Change>();
    all.visit::<Question>();
    all.visit::<Answer>();
    all.visit::<Error>();
    all.visit::<chart::BarsLayout>();
    all.visit::<chart::CalendarLayout>();
    all.visit::<chart::CurveLayout>();
    all.visit::<chart::Frame>();
    all.visit::<chart::HeatmapLayout>();
    all.visit::<chart::IntervalsLayout>();
    all.visit::<chart::ScatterLayout>();
    all.visit::<chart::TimelineLayout>();
    let declarations: Vec<String> = all.found.into_values().map(|(_, declaration)| declaration).collect();
    let written = format!("{HEAD}\n{}", declarations.join("\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let changed = kept.lines().zip(written.lines()).position(|(kept, written)| kept != written);
    let line = changed.unwrap_or_else(|| kept.lines().count().min(written.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("the end of the file").trim().to_owned();
    assert!(
        kept == written,
        "{FILE}:{}: the page has '{}', the engine '{}'. Run `npm run types`.",
        line + 1,
        at(&kept),
        at(&written)
    );
}
