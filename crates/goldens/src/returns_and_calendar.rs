//! Returns and calendars: the rule of a case is told by its id, its columns and its days by its fields.

use sectorscope::date::Date;
use sectorscope::import::encoding::{Decode, Encoding, decoder};
use sectorscope::import::{ImportOptions, Importer, Outcome};
use sectorscope::panel::{AlignPolicy, Panel, PriceView, shared_dates};
use sectorscope::returns::{Frequency, ReturnKind, return_between, returns, week_ends_by};
use sectorscope_stats::correlation::coefficient::pearson;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, text, texts};
use crate::{Context, Stop};

/// Tables that the columns of a case are looked up in.
const PRICES: [&str; 2] = ["prices_crypto.csv", "prices_equity.csv"];
const WEDNESDAY: u32 = 2;

/// A column of prices with its days; NaN where there is none.
struct Column {
    days: Vec<Date>,
    prices: Vec<f64>,
}

impl Column {
    fn find(context: &Context<'_>, name: &str) -> Result<(Column, bool), Stop> {
        for (position, file) in PRICES.iter().enumerate() {
            let table = Table::read(context.files, file)?;
            if table.names().iter().any(|other| other == name) {
                let day = |cell: &String| Date::parse_iso(cell).ok_or_else(|| format!("{cell} is no date"));
                let days = table.cells("date")?.iter().map(day).collect::<Result<_, _>>()?;
                return Ok((Column { days, prices: table.column(name)? }, position == 0));
            }
        }
        Err(Stop::Failed(format!("no column {name} in {PRICES:?}")))
    }

    /// Only the rows with a price.
    fn priced(self) -> Column {
        let rows = self.days.into_iter().zip(self.prices).filter(|(_, price)| price.is_finite());
        let (days, prices) = rows.unzip();
        Column { days, prices }
    }
}

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    if id == "bad_prices" {
        return bad_prices(comparison);
    }
    let (rule, kind) = match id.rsplit_once('_') {
        Some((rule, "simple")) => (rule, ReturnKind::Simple),
        Some((rule, "log")) => (rule, ReturnKind::Log),
        _ => return Err(Stop::Failed(format!("the rule of {id} is not understood"))),
    };
    let columns: Vec<(Column, bool)> =
        texts(case, "columns")?.iter().map(|name| Column::find(context, name)).collect::<Result<_, _>>()?;
    let got = if rule.starts_with("native_") { native(columns, kind) } else { aligned(rule, columns, kind)? };
    let dates = got.dates.iter().map(|date| Got::Text(date.to_string())).collect();
    let rows =
        (0..got.dates.len()).map(|row| Got::cells(&got.columns.iter().map(|c| c[row]).collect::<Vec<_>>())).collect();
    let tolerance = context.default_tolerance;
    comparison.compare("dates", &case["dates"], &Got::List(dates), tolerance);
    comparison.compare("expected", &case["expected"], &Got::List(rows), tolerance);
    for field in ["pearson", "pearson_BTC_SMALLTECH", "n"].into_iter().filter(|field| case.get(field).is_some()) {
        let names = if field == "pearson_BTC_SMALLTECH" { vec!["BTC", "SMALLTECH"] } else { texts(case, "columns")? };
        let all = texts(case, "columns")?;
        let column = |name: &str| all.iter().position(|other| *other == name).map(|at| &got.columns[at]);
        let (Some(x), Some(y)) = (column(names[0]), column(names[1])) else {
            return Err(Stop::Failed(format!("{field}: no such columns")));
        };
        let estimate = pearson(x, y).map_err(|reason| format!("{field}: {reason}"))?;
        let value = if field == "n" { estimate.n as f64 } else { estimate.r };
        comparison.compare(field, &case[field], &Got::Number(value), tolerance);
    }
    Ok(())
}

/// Each column's own returns, row by row of its table.
fn native(columns: Vec<(Column, bool)>, kind: ReturnKind) -> Panel {
    let mut panel = Panel::default();
    for (column, _) in columns {
        panel.columns.push(std::iter::once(f64::NAN).chain(returns(kind, &column.prices)).collect());
        panel.dates = column.days;
    }
    panel
}

fn aligned(rule: &str, columns: Vec<(Column, bool)>, kind: ReturnKind) -> Result<Panel, Stop> {
    let shift = if rule == "label_shift_minus1" { -1 } else { 0 };
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|(column, is_crypto)| {
            let mut column = column.priced();
            if is_crypto {
                column.days.iter_mut().for_each(|day| *day = Date::from_days(day.days() + shift));
            }
            column
        })
        .collect();
    let views: Vec<PriceView<'_>> =
        columns.iter().map(|column| PriceView { dates: &column.days, prices: &column.prices }).collect();
    let shared = |frequency| Panel::new(&views, AlignPolicy::Shared, frequency, kind);
    match rule {
        _ if rule.starts_with("pair_intersection_") => Ok(shared(Frequency::Daily)),
        "listwise_intersection" | "label_shift_minus1" => Ok(shared(Frequency::Daily)),
        "weekly_iso_last_common" => Ok(shared(Frequency::Weekly)),
        "monthly_last_common" => Ok(shared(Frequency::Monthly)),
        "weekly_wed" => Ok(wednesdays(&views, kind)),
        "union_ffill" => Ok(carried_forward(&views, kind)),
        _ => Err(Stop::Failed(format!("the rule {rule} is not understood"))),
    }
}

fn wednesdays(views: &[PriceView<'_>], kind: ReturnKind) -> Panel {
    let days = shared_dates(views);
    let ends: Vec<Date> = week_ends_by(&days, WEDNESDAY).into_iter().map(|row| days[row]).collect();
    let price = |view: &PriceView<'_>, day: Date| view.prices[view.dates.partition_point(|other| *other < day)];
    let columns = views
        .iter()
        .map(|view| ends.windows(2).map(|w| return_between(kind, price(view, w[0]), price(view, w[1]))).collect())
        .collect();
    Panel { dates: ends.into_iter().skip(1).collect(), columns, ..Panel::default() }
}

/// The reference keeps the days before a series begins, with an empty cell; the library aligns only where all have begun.
/// So each column is aligned with the calendar of those that are there from the start.
fn carried_forward(views: &[PriceView<'_>], kind: ReturnKind) -> Panel {
    let first = views.iter().filter_map(|view| view.dates.first()).min();
    let full: Vec<PriceView<'_>> = views.iter().filter(|view| view.dates.first() == first).copied().collect();
    let base = Panel::new(&full, AlignPolicy::ForwardFill, Frequency::Daily, kind);
    let columns = views
        .iter()
        .map(|view| {
            let together: Vec<PriceView<'_>> = std::iter::once(*view).chain(full.iter().copied()).collect();
            let own = Panel::new(&together, AlignPolicy::ForwardFill, Frequency::Daily, kind);
            let before = base.dates.len() - own.dates.len();
            std::iter::repeat_n(f64::NAN, before).chain(own.columns[0].iter().copied()).collect()
        })
        .collect();
    Panel { dates: base.dates, columns, ..Panel::default() }
}

/// The table of this case is ASCII: nobody asks for the tables of Shift-JIS and GB18030, which each target has elsewhere.
fn no_tables(_: Encoding) -> Box<dyn Decode> {
    decoder(Encoding::Windows1252, no_tables)
}

/// The rule in words of this case, carried out: bad prices are left out and counted, an unchanged stretch is flagged.
fn bad_prices(comparison: &mut Comparison) -> Result<(), Stop> {
    let mut importer = Importer::with_decoders("made-up.csv".to_owned(), ImportOptions::default(), no_tables);
    importer
        .feed(b"Date,Close\n2024-01-01,1\n2024-01-02,0\n2024-01-03,-5\n2024-01-04,inf\n2024-01-05,abc\n2024-01-06,\n");
    importer.feed(b"2024-01-07,2\n2024-01-08,2\n2024-01-09,2\n2024-01-10,2\n2024-01-11,2\n2024-01-12,3\n");
    let file = importer.finish();
    comparison.write_down("import", &Got::Text(format!("{file:?}")));
    let rejected = |code: &str| file.ledger.rejected.get(code).copied().unwrap_or(0);
    let flagged = |code: &str| file.diagnostics.iter().any(|diagnostic| diagnostic.code == code);
    let holds = file.outcome == Outcome::Prices
        && file.ledger.balances()
        && file.series.iter().map(|series| series.prices.len()).collect::<Vec<_>>() == [7]
        && (rejected("non-positive-price"), rejected("unreadable-price"), rejected("missing-price")) == (2, 2, 1)
        && flagged("stale-prices");
    if holds {
        comparison.agreed += 1;
        Ok(())
    } else {
        Err(Stop::Failed(format!("the import gave {file:?}")))
    }
}
