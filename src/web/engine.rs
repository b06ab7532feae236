//! The engine as the worker, and Node, see it.

use crate::diagnostic::Code;
use std::collections::BTreeMap;

use wasm_bindgen::prelude::*;

use super::decoder;
use super::wire::{ConstantBandWire, MatrixWire, PerformanceWire, PricesWire, RollingWire, plain, rejection};
use crate::error::Error;
use crate::export::Format;
use crate::export::tables::Table;
use crate::import::{ImportOptions, ImportedFile, Importer, formats};
use crate::sample;
use crate::study::ranking::Depth;
use crate::study::settings::{OwnClaim, Settings};
use crate::workspace::Workspace;

/// Holds the imported files; every query takes its complete settings, as JSON.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    workspace: Workspace,
    importing: BTreeMap<u32, Importer>,
    next: u32,
}

fn settings(json: &str) -> Result<Settings, JsValue> {
    Settings::from_json(json).map_err(|error| rejection(&error))
}

fn answer<T>(result: Result<T, Error>) -> Result<T, JsValue> {
    result.map_err(|error| rejection(&error))
}

#[wasm_bindgen]
impl Engine {
    /// An engine without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Begins a file; several may be under way. `options` is JSON, see the settings' `mapping`; so are `entries`, the
    /// options of files in an archive by their whole names. Where `size` is given, in bytes, room is made for the rows, and
    /// the SHA-256 is left to the caller, see [`Engine::tell_sha256`].
    pub fn begin(
        &mut self,
        name: String,
        options: &str,
        entries: Option<String>,
        size: Option<f64>,
    ) -> Result<u32, JsValue> {
        let refused = |error| rejection(&Error::new("bad-settings", format!("The mapping of {name}: {error}.")));
        let options: ImportOptions = serde_json::from_str(options).map_err(refused)?;
        let entries = serde_json::from_str(entries.as_deref().unwrap_or("{}")).map_err(refused)?;
        let mut importer = Importer::with_decoders(name, options, decoder::of_platform).with_entries(entries);
        if let Some(size) = size {
            importer = importer.expecting(size as u64).hashed_later();
        }
        self.next += 1;
        self.importing.insert(self.next, importer);
        Ok(self.next)
    }

    /// The next bytes of a file under way.
    pub fn feed(&mut self, handle: u32, slice: &[u8]) {
        if let Some(importer) = self.importing.get_mut(&handle) {
            importer.feed(slice);
        }
    }

    /// Ends a file and keeps it, with the files in it where it is an archive.
    pub fn finish(&mut self, handle: u32) {
        if let Some(importer) = self.importing.remove(&handle) {
            for file in importer.finish_all() {
                self.workspace.add(file);
            }
        }
    }

    /// Tells the SHA-256 of a file that was begun without; says whether it was waited for.
    #[wasm_bindgen(js_name = tellSha256)]
    pub fn tell_sha256(&mut self, name: &str, sha256: &str) -> bool {
        self.workspace.tell_sha256(name, sha256)
    }

    /// Notes that a file that was begun without its SHA-256 cannot be read a second time.
    #[wasm_bindgen(js_name = noSha256)]
    pub fn no_sha256(&mut self, name: &str) {
        self.workspace.no_sha256(name);
    }

    /// Forgets a file under way.
    pub fn abandon(&mut self, handle: u32) {
        self.importing.remove(&handle);
    }

    /// Notes a file that could not even be read.
    pub fn refuse(&mut self, name: String, code: &str, found: &str, advice: &str) {
        let reasons = [Code::Folder, Code::EmptyFolder, Code::CrashesReader];
        let code = reasons.into_iter().find(|known| known.name() == code).unwrap_or(Code::Unreadable);
        self.workspace.add(ImportedFile::unreadable(name, code, found, advice));
    }

    /// Forgets a file, with the files in it where it is an archive.
    pub fn remove(&mut self, name: &str) {
        self.workspace.remove(name);
    }

    /// Forgets all files.
    pub fn clear(&mut self) {
        self.workspace.clear();
        self.importing.clear();
    }

    /// Files and series, as an object.
    pub fn files(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&self.workspace.import_report(&settings(settings_json)?))
    }

    /// The ranking, as an object.
    pub fn ranking(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.ranking(&settings(settings_json)?))?)
    }

    /// The ranking and how stable its order is, as an object: takes longer.
    pub fn stability(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.stability(&settings(settings_json)?))?)
    }

    /// What the files say of each claim, as objects: the verdicts, at once.
    pub fn claims(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.claims(&settings(settings_json)?, Depth::Order))?)
    }

    /// The same with each question asked in other ways: takes longer.
    #[wasm_bindgen(js_name = claimsInFull)]
    pub fn claims_in_full(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.claims(&settings(settings_json)?, Depth::Full))?)
    }

    /// The series whose days are labelled wrongly, as the data show, as objects.
    #[wasm_bindgen(js_name = lateSeries)]
    pub fn late_series(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.late_series(&settings(settings_json)?))?)
    }

    /// The claim that a sentence states, as an object.
    #[wasm_bindgen(js_name = readClaim)]
    pub fn read_claim(&self, sentence: &str) -> Result<JsValue, JsValue> {
        plain(&answer(OwnClaim::read(sentence))?)
    }

    /// The altcoins as one series, and what is doubtful about them, as an object.
    pub fn composites(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.composites(&settings(settings_json)?))?)
    }

    /// The correlations of all pairs, with `Float64Array`s.
    pub fn matrix(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&MatrixWire::from(answer(self.workspace.matrix(&settings(settings_json)?))?))
    }

    /// The rolling correlation of a pair, with `Float64Array`s.
    pub fn rolling(&self, settings_json: &str, a: &str, b: &str) -> Result<JsValue, JsValue> {
        plain(&RollingWire::from(answer(self.workspace.rolling(&settings(settings_json)?, a, b))?))
    }

    /// What the rolling correlation of a pair would show if the correlation never changed, with a `Float64Array`: takes longer.
    #[wasm_bindgen(js_name = constantBand)]
    pub fn constant_band(&self, settings_json: &str, a: &str, b: &str) -> Result<JsValue, JsValue> {
        plain(&ConstantBandWire::from(answer(self.workspace.constant_band(&settings(settings_json)?, a, b))?))
    }

    /// How technology has done, with `Float64Array`s; null where nobody stands for it.
    pub fn performance(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.performance(&settings(settings_json)?))?.map(PerformanceWire::from))
    }

    /// What calendars do to the correlation of a pair, as an object.
    pub fn alignment(&self, settings_json: &str, a: &str, b: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.alignment(&settings(settings_json)?, a, b))?)
    }

    /// The days of every series, month by month, as objects.
    pub fn strips(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.strips(&settings(settings_json)?))?)
    }

    /// The combinations of settings behind the specification curve, as objects.
    pub fn specifications(&self, settings_json: &str) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.specifications(&settings(settings_json)?))?)
    }

    /// What the combinations from one number up to another say of the claims, as objects.
    #[wasm_bindgen(js_name = curvePoints)]
    pub fn curve_points(&self, settings_json: &str, from: u32, to: u32) -> Result<JsValue, JsValue> {
        plain(&answer(self.workspace.curve_points(&settings(settings_json)?, from as usize..to as usize))?)
    }

    /// Rows and cells left out of a file, of every file where none is named, as CSV.
    #[wasm_bindgen(js_name = leftOut)]
    pub fn left_out(&self, name: Option<String>) -> String {
        self.workspace.left_out(name.as_deref())
    }

    /// The days and prices of a series, with `Float64Array`s.
    pub fn prices(&self, settings_json: &str, id: &str) -> Result<JsValue, JsValue> {
        plain(&PricesWire::from(answer(self.workspace.prices(&settings(settings_json)?, id))?))
    }

    /// The whole report as `json`, `html` or `markdown`: the same bytes wherever it is made.
    #[wasm_bindgen(js_name = exportReport)]
    pub fn export_report(&self, settings_json: &str, format: &str) -> Result<String, JsValue> {
        let format = answer(Format::named(format))?;
        answer(self.workspace.export(&settings(settings_json)?, format))
    }

    /// One table of the report, see [`table_names`], as CSV.
    #[wasm_bindgen(js_name = exportTable)]
    pub fn export_table(&self, settings_json: &str, name: &str) -> Result<String, JsValue> {
        let table = answer(Table::named(name))?;
        answer(self.workspace.table(&settings(settings_json)?, table))
    }

    /// Files and series, as JSON text.
    #[wasm_bindgen(js_name = importReport)]
    pub fn import_report(&self, settings_json: &str) -> Result<String, JsValue> {
        let report = self.workspace.import_report(&settings(settings_json)?);
        serde_json::to_string(&report).map_err(|error| rejection(&Error::new("unserialisable", error.to_string())))
    }
}

/// The names of the tables of a report.
#[wasm_bindgen(js_name = tableNames)]
pub fn table_names() -> Vec<String> {
    Table::ALL.map(|table| table.name().to_owned()).into()
}

/// What is read, and everything that can be said of a file, as JSON text.
#[wasm_bindgen(js_name = knownFormats)]
pub fn known_formats() -> String {
    serde_json::to_string(&formats()).unwrap_or_default()
}

/// The files of the synthetic sample: pairs of name and text, one after the other.
#[wasm_bindgen(js_name = sampleFiles)]
pub fn sample_files() -> Vec<String> {
    sample::files().into_iter().flat_map(|file| [file.name.to_owned(), file.text]).collect()
}
