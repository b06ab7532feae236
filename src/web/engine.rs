//! The engine as the worker, and Node, see it.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::decoder;
use super::parts::in_parts;
use crate::error::{Error, ErrorKind};
use crate::import::{ImportOptions, Importer, formats};
use crate::sample;
use crate::study::settings::Settings;
use crate::tell::write::tables::Table;
use crate::thresholds;
use crate::workspace::{Answer, Change, Question, Workspace};
use sectorscope_ground::wire::{plain, rejection};
use sectorscope_stats::linalg::elsewhere::has_stalled;
use sectorscope_stats::pause::with_others;

/// Holds the imported files; every query takes its complete settings, as JSON.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    workspace: Workspace,
    importing: BTreeMap<u32, Importer>,
    next: u32,
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
    /// the SHA-256 is left to the caller, see
    /// [`Change::AddSha256`].
    pub fn begin(
        &mut self,
        name: String,
        options: &str,
        entries: Option<String>,
        size: Option<f64>,
    ) -> Result<u32, JsValue> {
        let refused =
            |error| rejection(&Error::new(ErrorKind::BadSettings, format!("The mapping of {name}: {error}.")));
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

    /// Forgets a file under way.
    pub fn abandon(&mut self, handle: u32) {
        self.importing.remove(&handle);
    }

    /// Changes the files: `change` is the JSON of a [`Change`].
    pub fn change(&mut self, change: &str) -> Result<(), JsValue> {
        let change = parsed(ErrorKind::BadChange, "The change", change)?;
        if matches!(change, Change::Clear) {
            // Those under way go with the others.
            self.importing.clear();
        }
        self.workspace.change(change);
        Ok(())
    }

    /// Asks: `question` is the JSON of a [`Question`](crate::workspace::Question). The answer is plain, but columns of numbers are
    /// `Float64Array`s.
    pub fn ask(&self, settings: &str, question: &str) -> Result<JsValue, JsValue> {
        let (settings, question) = asked(settings, question)?;
        answered(self.workspace.ask(&settings, question))
    }

    /// Begins to answer the same, a part at a time, from the files as they are now.
    #[wasm_bindgen(js_name = beginAsking)]
    pub fn begin_asking(&self, settings: &str, question: &str) -> Result<Asking, JsValue> {
        let (settings, question) = asked(settings, question)?;
        let answer = self.workspace.ask_with_pauses(settings, question);
        let answer = async move { in_parts(&answer.await.map_err(|error| rejection(&error))?).await };
        Ok(Asking { answer: Box::pin(answer), waits: false })
    }
}

/// A question on its way to its answer.
#[wasm_bindgen]
pub struct Asking {
    answer: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>,
    waits: bool,
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asking").finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Asking {
    /// Does the next part, which takes some milliseconds. Undefined, until it is the last one: then what [`Engine::ask`] gives. Where
    /// there are `others`, by their number, stripes may be left to them.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, others: Option<usize>) -> Result<JsValue, JsValue> {
        let mut part = || self.answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let done = with_others(others.unwrap_or(0), &mut part);
        self.waits = has_stalled();
        match done {
            Poll::Ready(answer) => answer,
            Poll::Pending => Ok(JsValue::UNDEFINED),
        }
    }

    /// Whether nothing was left to do but to wait for a stripe.
    #[wasm_bindgen(getter)]
    pub fn waits(&self) -> bool {
        self.waits
    }
}

/// Settings and question, of which each is JSON.
fn asked(settings: &str, question: &str) -> Result<(Settings, Question), JsValue> {
    let settings = Settings::from_json(settings).map_err(|error| rejection(&error))?;
    Ok((settings, parsed(ErrorKind::BadQuestion, "The question", question)?))
}

/// An answer without the name, which whoever asks knows.
fn answered(answer: Result<Answer, Error>) -> Result<JsValue, JsValue> {
    let answer = answer.map_err(|error| rejection(&error))?;
    Ok(js_sys::Object::values(&plain(&answer)?.into()).get(0))
}

/// What a text says; `what` it is begins the sentence where it says nothing.
fn parsed<T: DeserializeOwned>(kind: ErrorKind, what: &str, json: &str) -> Result<T, JsValue> {
    serde_json::from_str(json).map_err(|error| rejection(&Error::new(kind, format!("{what}: {error}."))))
}

/// The names of the tables of a report.
#[wasm_bindgen(js_name = tableNames)]
pub fn table_names() -> Vec<String> {
    Table::ALL.map(|table| table.name().to_owned()).into()
}

/// How many returns, days or series each statement takes, as JSON text.
#[wasm_bindgen(js_name = knownThresholds)]
pub fn known_thresholds() -> String {
    serde_json::to_string(thresholds::ALL).unwrap_or_default()
}

/// What is read, and every finding about a file, as JSON text.
#[wasm_bindgen(js_name = knownFormats)]
pub fn known_formats() -> String {
    serde_json::to_string(&formats()).unwrap_or_default()
}

/// The files of the synthetic sample: pairs of name and text, one after the other.
#[wasm_bindgen(js_name = sampleFiles)]
pub fn sample_files() -> Vec<String> {
    sample::files().into_iter().flat_map(|file| [file.name.to_owned(), file.text]).collect()
}
