//! Returns and calendars: columns, days and a rule in words. Whether returns are simple or logarithmic, and which table
//! has the columns, cases leave open.

use sectorscope::date::Date;
use sectorscope::import::encoding::{Decode, Encoding, decoder};
use sectorscope::import::{ImportOptions, Importer, Outcome};
use sectorscope::panel::Panel;
use sectorscope::returns::ReturnKind;
use sectorscope_stats::correlation::coefficient::pearson;
use serde_json::Value;

use crate::calendar_rules::{Column, Rule};
use crate::case::{compare_expected, compare_parts};
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, texts};
use crate::readings::first_that_agrees;
use crate::tables::inputs;
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    if let Some(words) = case["expected"].as_str() {
        only(case, &[])?;
        return rule_in_words(words, comparison);
    }
    let names = texts(case, "columns")?;
    let of_pairs: Vec<&String> = case.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    let of_pairs = of_pairs.into_iter().map(String::as_str).filter(|name| pair_of(name, &names).is_some());
    only(
        case,
        &["columns", "dates", "input", "inputs", "returns", "return", "kind"]
            .into_iter()
            .chain(of_pairs)
            .collect::<Vec<_>>(),
    )?;
    let kinds = match ["returns", "return", "kind"].iter().find_map(|field| case[*field].as_str()) {
        None => vec![("simple returns", ReturnKind::Simple), ("log returns", ReturnKind::Log)],
        Some("simple") => vec![("simple returns", ReturnKind::Simple)],
        Some("log") => vec![("log returns", ReturnKind::Log)],
        Some(other) => return Err(format!("returns are not understood: {other}").into()),
    };
    let mut readings = Vec::new();
    for (tables, columns) in columns(context, case, &names)? {
        for rule in Rule::in_words(case["rule"].as_str().unwrap_or_default()) {
            for (word, kind) in &kinds {
                let mut tables = tables.clone();
                tables.dedup();
                let label = format!("{word}, {rule:?}, of {}", tables.join(" and "));
                readings.push((label, (columns.clone(), rule, *kind)));
            }
        }
    }
    first_that_agrees(comparison, readings, |(columns, rule, kind), comparison| {
        let panel = rule.panel(columns, *kind)?;
        compare_panel(context, case, &names, &panel, comparison)
    })
}

fn compare_panel(
    context: &Context<'_>,
    case: &Value,
    names: &[&str],
    panel: &Panel,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    if case.get("dates").is_some() {
        let dates = panel.dates.iter().map(|date| Got::Text(date.to_string())).collect();
        compare_parts(context, case, comparison, &["dates"], &Got::List(dates))?;
    }
    let row = |row: usize| Got::cells(&panel.columns.iter().map(|c| c[row]).collect::<Vec<_>>());
    let rows = (0..panel.dates.len()).map(row).collect();
    compare_expected(context, case, comparison, "expected", Ok(Got::List(rows)))?;
    let fields = case.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let mut of_pairs: Vec<(&str, [usize; 2])> =
        fields.filter_map(|field| Some((field, pair_of(field, names)?))).collect();
    // Correlations before the rows they have.
    of_pairs.sort_by_key(|(field, _)| *field == "n");
    for (field, [x, y]) in of_pairs {
        let found = pearson(&panel.columns[x], &panel.columns[y]);
        let got = Got::result(found, |found| if field == "n" { found.n as f64 } else { found.r });
        compare_parts(context, case, comparison, &[field], &got)?;
    }
    Ok(())
}

/// The places of the two columns that a field is about: the two there are, or those in `pearson_<x>_<y>`.
fn pair_of(field: &str, names: &[&str]) -> Option<[usize; 2]> {
    if (field == "pearson" || field == "n") && names.len() >= 2 {
        return Some([0, 1]);
    }
    let pair = field.strip_prefix("pearson_")?;
    let place = |name: &str| names.iter().position(|other| *other == name);
    let splits = pair.match_indices('_').map(|(at, _)| (&pair[..at], &pair[at + 1..]));
    splits.into_iter().find_map(|(x, y)| Some([place(x)?, place(y)?]))
}

/// Columns, and the table that each is from.
type Found = (Vec<String>, Vec<Column>);

/// The columns of a case, with the tables they are from: in every way in which tables with days of the case have them.
fn columns(context: &Context<'_>, case: &Value, names: &[&str]) -> Result<Vec<Found>, Stop> {
    let days: Vec<&str> = if has(case, "dates") { texts(case, "dates")? } else { Vec::new() };
    let own = inputs(case);
    let all = context.files.keys().filter_map(|path| path.strip_prefix("inputs/"));
    let candidates = all.filter(|name| if own.is_empty() { !name.contains('/') } else { own.contains(name) });
    let mut tables: Vec<(&str, Table, Vec<Date>)> = Vec::new();
    for name in candidates.filter(|name| name.ends_with(".csv")) {
        let Ok(table) = Table::read(context.files, name) else { continue };
        let Ok(cells) = table.cells("date") else { continue };
        let Some(dates) = cells.iter().map(|cell| Date::parse_iso(cell)).collect::<Option<Vec<_>>>() else { continue };
        if days.is_empty() || cells.iter().any(|cell| days.contains(&cell.as_str())) {
            tables.push((name, table, dates));
        }
    }
    let mut ways: Vec<Found> = vec![(Vec::new(), Vec::new())];
    for name in names {
        let mut more = Vec::new();
        for (file, table, dates) in tables.iter().filter(|(_, table, _)| table.has(name)) {
            let column = Column { days: dates.clone(), prices: table.column(name)? };
            for (files, columns) in &ways {
                let files = files.iter().cloned().chain([(*file).to_owned()]).collect();
                more.push((files, columns.iter().cloned().chain([column.clone()]).collect()));
            }
        }
        if more.is_empty() {
            return Err(format!("no table with days of the case has the column {name}").into());
        }
        ways = more;
    }
    Ok(ways)
}

/// The table of this case is ASCII: nothing asks for the tables of Shift-JIS and GB18030, which each target has elsewhere.
fn no_tables(_: Encoding) -> Box<dyn Decode> {
    decoder(Encoding::Windows1252, no_tables)
}

/// The rule in words of this family, carried out: bad prices are left out and counted, an unchanged stretch is flagged.
fn rule_in_words(words: &str, comparison: &mut Comparison) -> Result<(), Stop> {
    if !["price<=0", "unparsable", "missing", "stale"].iter().all(|word| words.contains(word)) {
        return Err(format!("the rule is not understood: {words}").into());
    }
    let mut importer = Importer::with_decoders("made-up.csv".to_owned(), ImportOptions::default(), no_tables);
    importer
        .feed(b"Date,Close\n2024-01-01,1\n2024-01-02,0\n2024-01-03,-5\n2024-01-04,inf\n2024-01-05,abc\n2024-01-06,\n");
    importer.feed(b"2024-01-07,2\n2024-01-08,2\n2024-01-09,2\n2024-01-10,2\n2024-01-11,2\n2024-01-12,3\n");
    let file = importer.finish();
    comparison.write_down("import", &Got::Text(format!("{file:?}")));
    let rejected = |code: &str| {
        file.ledger.rejected.iter().find(|(known, _)| known.name() == code).map(|(_, count)| *count).unwrap_or(0)
    };
    let flagged = |code: &str| file.diagnostics.iter().any(|diagnostic| diagnostic.code.name() == code);
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
