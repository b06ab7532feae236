//! Records to rows: cells are read and every record is accounted for.

mod across;
mod assets;
mod beside;
mod by_asset;
mod by_day;
mod clear;
mod clocks;
mod closing;
mod columns;
mod damaged;
mod intake;
mod moved;
mod notes;
mod outside;
mod pairs;
mod preview;
mod priced_cells;
mod records;
mod repeats;
mod second_table;
mod sectors;
mod series;
mod settle;
mod several;
mod short_years;
mod spellings;
mod text_line;
mod trouble;

use self::across::Across;
use self::by_asset::ByAsset;
use self::by_day::ByDay;
use self::intake::Intake;
use self::outside::Outside;
use self::pairs::Pairs;
use self::records::filled;
use self::sectors::Sectors;
use crate::diagnostic::{Findings, Ledger};
use crate::import::file::{ImportOptions, ImportedFile, Offer, Outcome};
use crate::import::layout::plan::{Layout, Plan, ValueColumn};
use crate::import::layout::refusal::{Unreadable, unreadable_table};
use crate::import::text::reader::{Event, Record};

/// Reads the records of one file.
pub(super) enum Rows {
    /// Under a layout.
    Read(Box<Reading>),
    /// Where there is none, records are only counted.
    Counted {
        /// Why they cannot be read.
        reason: Unreadable,
        /// How many there are.
        ledger: Ledger,
    },
}

/// Records that are read under a layout.
pub(super) struct Reading {
    layout: Layout,
    table: Table,
    outside: Outside,
    intake: Intake,
}

/// The ways to take records.
enum Table {
    ByDay(ByDay),
    ByAsset(ByAsset),
    Pairs(Pairs),
    Across(Across),
    Sectors(Sectors),
}

impl Table {
    fn new(layout: &Layout, intake: &mut Intake) -> Table {
        match layout.plan.clone() {
            Plan::ByDay(plan) => Table::ByDay(ByDay::new(plan, layout, intake)),
            Plan::ByAsset(plan) => Table::ByAsset(ByAsset::new(plan, layout, intake)),
            Plan::Pairs(pairs) => Table::Pairs(Pairs::new(pairs, layout, intake)),
            Plan::Across(plan) => Table::Across(Across::new(plan, layout, intake)),
            Plan::Sectors(plan) => Table::Sectors(Sectors::new(plan, layout.mark)),
        }
    }

    /// The columns of prices.
    fn values(&self) -> &[ValueColumn] {
        match self {
            Table::ByDay(days) => days.values(),
            Table::ByAsset(assets) => assets.values(),
            Table::Pairs(pairs) => pairs.values(),
            Table::Across(across) => across.values(),
            Table::Sectors(_) => &[],
        }
    }

    /// Whether each record is a day, one for all columns: then repeated days and days that cannot be cost records.
    fn is_by_day(&self) -> bool {
        matches!(self, Table::ByDay(_) | Table::ByAsset(_))
    }
}

impl Rows {
    /// Rows to be read under a layout; where there is none, records are only counted.
    pub(super) fn new(layout: Result<Layout, Unreadable>) -> Rows {
        match layout {
            Ok(layout) => {
                let mut intake = Intake::new(&layout);
                let table = Table::new(&layout, &mut intake);
                let outside = Outside::new(&layout);
                Rows::Read(Box::new(Reading { layout, table, outside, intake }))
            }
            Err(reason) => Rows::Counted { reason, ledger: Ledger::default() },
        }
    }

    /// Bytes that are kept of a row, where one store takes them all.
    pub(super) fn bytes_of_row(&self) -> Option<u64> {
        match self {
            Rows::Read(reading) => reading.intake.stores.first().map(|store| 4 + 8 * store.width() as u64),
            Rows::Counted { .. } => None,
        }
    }

    /// Makes room for this many rows, where one store takes them all.
    pub(super) fn reserve(&mut self, rows: usize) {
        if let Rows::Read(reading) = self
            && let [store] = reading.intake.stores.as_mut_slice()
        {
            store.reserve(rows);
        }
    }

    /// Takes what the reader meets.
    #[inline]
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match self {
            Rows::Read(reading) => {
                let Intake { ledger, findings, .. } = &mut reading.intake;
                if let Some(record) = filled(event, ledger, findings) {
                    reading.take(record);
                }
            }
            Rows::Counted { reason, ledger } => {
                if filled(event, ledger, &mut Findings::default()).is_some() {
                    ledger.reject(reason.code, 1);
                }
            }
        }
    }

    /// Ends the file and writes what it gave, and everything there is to say, into `file`.
    pub(super) fn finish(self, file: &mut ImportedFile, options: &ImportOptions) {
        match self {
            Rows::Read(reading) => reading.finish(file, options),
            Rows::Counted { reason, ledger } => {
                file.diagnostics.push(unreadable_table(&reason, ledger.records - ledger.blank));
                file.outcome = if reason.question.is_some() { Outcome::Asks } else { Outcome::Refused };
                file.question = reason.question.map(|question| *question);
                file.offers = reason.offer.map(Offer::from).into_iter().collect();
                file.ledger = ledger;
            }
        }
    }
}

impl Reading {
    #[inline]
    fn take(&mut self, record: &Record<'_>) {
        let Reading { layout, table, outside, intake } = self;
        if (intake.ledger.header as usize) < layout.header_records {
            intake.ledger.header += 1;
            if let (Table::Across(across), true) = (table, intake.ledger.header as usize == layout.header_records) {
                across.header(record, intake);
            }
            return;
        }
        match table {
            Table::ByDay(days) => days.take(record, outside, intake),
            Table::ByAsset(assets) => assets.take(record, outside, intake),
            Table::Sectors(sectors) => sectors.take(record, intake),
            Table::Pairs(pairs) => {
                if !outside.takes(record, false, intake) {
                    pairs.take(record, intake);
                }
            }
            Table::Across(across) => {
                if !outside.takes(record, false, intake) {
                    across.take(record, intake);
                }
            }
        }
    }

    fn finish(self, file: &mut ImportedFile, options: &ImportOptions) {
        file.layout = self.layout.shape;
        file.columns.clone_from(&self.layout.columns);
        match self.table {
            Table::Sectors(sectors) => sectors.finish(self.intake, file),
            table => closing::Closing { layout: self.layout, table, outside: self.outside, intake: self.intake }
                .finish(file, options),
        }
    }
}
