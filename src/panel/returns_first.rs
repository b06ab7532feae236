//! Returns first, then those that end in the same period.

use super::{LongInterval, Panel, PriceView};
use crate::date::Date;
use crate::returns::{Frequency, ReturnKind, partial_edges, period_ends, returns_between};
use sectorscope_stats::pause::Pace;

/// A series' own return in a period.
#[derive(Clone, Copy)]
struct OwnReturn {
    period: i32,
    day: Date,
    days: i32,
    value: f64,
}

fn own_returns(view: &PriceView<'_>, frequency: Frequency, kind: ReturnKind) -> Vec<OwnReturn> {
    let ends = period_ends(view.dates, frequency);
    let rows: Vec<(usize, usize)> = ends.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let change = |(&(before, after), value): (&(usize, usize), f64)| {
        let day = view.dates[after];
        OwnReturn { period: frequency.period(day), day, days: day.days() - view.dates[before].days(), value }
    };
    rows.iter().zip(returns_between(kind, view.prices, &rows)).map(change).collect()
}

/// Each series' own returns, joined where they end in the same period; the day shown is the last of those joined.
pub(super) async fn returns_first(series: &[PriceView<'_>], frequency: Frequency, kind: ReturnKind) -> Panel {
    let (mut own, mut pace): (Vec<Vec<OwnReturn>>, Pace) = Default::default();
    for view in series {
        own.push(own_returns(view, frequency, kind));
        pace.after(view.dates.len()).await;
    }
    let mut panel = Panel { columns: vec![Vec::new(); series.len()], ..Panel::default() };
    let Some((first, others)) = own.split_first() else { return panel };
    let mut position = vec![0; others.len()];
    for own in first {
        pace.after(series.len() / 4).await;
        let mut row = vec![*own];
        for (other, position) in others.iter().zip(&mut position) {
            while other.get(*position).is_some_and(|entry| entry.period < own.period) {
                *position += 1;
            }
            row.extend(other.get(*position).filter(|entry| entry.period == own.period));
        }
        let (last, longest) = (row.iter().map(|own| own.day).max(), row.iter().map(|own| own.days).max());
        let (Some(day), Some(days), true) = (last, longest, row.len() == series.len()) else { continue };
        if days > frequency.longest_interval() {
            panel.long_intervals.push(LongInterval { day, days });
            continue;
        }
        panel.dates.push(day);
        panel.spans.push(days);
        panel.columns.iter_mut().zip(row).for_each(|(column, own)| column.push(own.value));
    }
    panel.partial_edges = partial_edges(&panel.dates, frequency);
    panel.first_price = series.iter().filter_map(|view| view.dates.first().copied()).max();
    panel
}
