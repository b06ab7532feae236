//! An answer as JavaScript sees it, made part by part: long answers have hundreds of thousands of texts.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::tell::document::{Block, Section, Table};
use crate::workspace::Answer;
use sectorscope_ground::wire::plain;
use sectorscope_stats::pause::{Pace, pause};

/// Steps that a cell of a table takes, and a block, tables aside.
const STEPS_OF_A_CELL: usize = 4;
const STEPS_OF_A_BLOCK: usize = 400;

/// An answer without the name, which whoever asks knows: what [`plain`] gives, with pauses between its parts.
pub(super) async fn in_parts(answer: &Answer) -> Result<JsValue, JsValue> {
    pause().await;
    let (found, sections) = match answer {
        Answer::Files(of) => (plain(&of.found)?, &of.sections),
        Answer::Ranking(of) => (plain(&of.found)?, &of.sections),
        Answer::Claims(of) => (list(&mut of.found.iter().map(plain)).await?, &of.sections),
        Answer::LateSeries(of) => (plain(&of.found)?, &of.sections),
        Answer::Composites(of) => (plain(&of.found)?, &of.sections),
        Answer::Matrix(of) => (plain(&of.found)?, &of.sections),
        Answer::Rolling(of) => (plain(&of.found)?, &of.sections),
        Answer::ConstantBand(of) => (plain(&of.found)?, &of.sections),
        Answer::Performance(of) => (plain(&of.found)?, &of.sections),
        Answer::Alignment(of) => (plain(&of.found)?, &of.sections),
        Answer::Strips(of) => (list(&mut of.found.iter().map(plain)).await?, &of.sections),
        Answer::Moments(of) => (list(&mut of.found.iter().map(plain)).await?, &of.sections),
        Answer::Details(of) => return blocks(of).await,
        Answer::Report(text) | Answer::Table(text) | Answer::TableOf(text) => return Ok(long_text(text).await.into()),
        answer => return Ok(Object::values(&plain(answer)?.into()).get(0)),
    };
    shown(found, sections).await
}

/// Bytes of a text that are taken over from one pause to the next.
const TAKEN_AT_ONCE: usize = 1 << 22;

/// A text that may be tens of megabytes long.
async fn long_text(text: &str) -> JsString {
    let (mut rest, mut taken) = (text, JsString::from(""));
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(TAKEN_AT_ONCE));
        taken = taken.concat(&JsValue::from_str(piece));
        rest = after;
        pause().await;
    }
    taken
}

/// Elements, each of which is plain.
async fn list(values: &mut dyn Iterator<Item = Result<JsValue, JsValue>>) -> Result<JsValue, JsValue> {
    let (array, mut pace) = (Array::new(), Pace::default());
    for value in values {
        array.push(&value?);
        pace.after(STEPS_OF_A_BLOCK).await;
    }
    Ok(array.into())
}

async fn shown(found: JsValue, of: &[Section]) -> Result<JsValue, JsValue> {
    let (object, sections, mut pace) = (Object::new(), Array::new(), Pace::default());
    set(&object, "found", &found)?;
    pause().await;
    for Section { id, title, basis, blocks: of_section } in of {
        let section = Object::new();
        for (name, text) in [("id", id), ("title", title), ("basis", basis)] {
            set(&section, name, &JsValue::from_str(text))?;
        }
        set(&section, "blocks", &blocks(of_section).await?)?;
        sections.push(&section);
        pace.after(STEPS_OF_A_BLOCK).await;
    }
    set(&object, "sections", &sections)?;
    Ok(object.into())
}

async fn blocks(of: &[Block]) -> Result<JsValue, JsValue> {
    let (array, mut pace) = (Array::new(), Pace::default());
    for block in of {
        array.push(&match block {
            Block::Table(of) => table(of).await?,
            block => plain(block)?,
        });
        pace.after(STEPS_OF_A_BLOCK).await;
    }
    Ok(array.into())
}

/// A block that is a table, row by row.
async fn table(Table { caption, columns, rows }: &Table) -> Result<JsValue, JsValue> {
    let (block, table, array, mut pace) = (Object::new(), Object::new(), Array::new(), Pace::default());
    for row in rows {
        array.push(&plain(row)?);
        pace.after(STEPS_OF_A_CELL * row.len()).await;
    }
    set(&table, "caption", &JsValue::from_str(caption))?;
    set(&table, "columns", &plain(columns)?)?;
    set(&table, "rows", &array)?;
    set(&block, "table", &table)?;
    Ok(block.into())
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &JsValue::from_str(name), value).map(|_| ())
}
