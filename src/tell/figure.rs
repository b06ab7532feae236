//! Pictures as data: what is drawn, what its marks mean, and what is read off each of them. The page draws them on canvas, a report
//! by the very same charts as SVG.

use serde::Serialize;

pub use crate::chart::legend::{key, over_time_keys};
use crate::chart::{
    Band, Bar, BarsChart, ChoiceRow, CurveChart, DrawingError, FittedLine, HeatmapChart, IntervalRow, IntervalsChart,
    Line, LinesChart, NumberFormat, Reference, ScatterChart, ScatterPoint, Scheme, Stance, Surface, SvgBackend, Theme,
    heatmap::CELL_CSS, svg,
};
pub use crate::chart::{Key, Mark};
use crate::date::Date;
use crate::number::percent;
use crate::study::claim::NAMED_YEARS;
use crate::study::estimate::Estimate;

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Figure {
    /// What it shows, in a sentence.
    pub caption: String,
    /// What its marks mean.
    pub legend: Vec<Key>,
    /// What is drawn.
    pub plot: Plot,
}

/// The line through a dot, with the coverage it has.
pub fn interval_key(confidence: f64) -> Key {
    key(Mark::Line, format!("{} interval", percent(confidence)))
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Plot {
    /// Dots with intervals, one below the other.
    Intervals {
        /// The rows.
        rows: Vec<Interval>,
        /// Coverage of the intervals.
        confidence: f64,
    },
    /// Bars around zero.
    Bars {
        /// The bars.
        bars: Vec<LabelledBar>,
        /// Half the band of noise.
        bound: Option<f64>,
    },
    /// Points with fitted lines.
    Scatter {
        /// The points, in the order of x.
        points: Vec<Point>,
        /// The lines.
        lines: Vec<StraightLine>,
    },
    /// Effects in ascending order, and beneath them the choices behind each.
    Curve {
        /// The effects.
        effects: Vec<f64>,
        /// 1 where one supports the claim, -1 where it contradicts it, else 0.
        stances: Vec<i8>,
        /// The choices.
        choices: Vec<CurveChoice>,
        /// What is read off each.
        readings: Vec<String>,
    },
    /// What the page draws from the numbers themselves, because it moves under the hand; a report goes without.
    OnPage,
    /// A correlation over time; the page draws its own, which can be zoomed.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    Line {
        /// Days.
        dates: Vec<Date>,
        /// A value for each; NaN where there is none.
        values: Vec<f64>,
        /// Of the whole period.
        whole: Option<f64>,
    },
    /// Correlations of all pairs; the page draws its own, in which a pair can be chosen.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    Pairs {
        /// Ids, in the order of rows and columns.
        ids: Vec<String>,
        /// Row-major; NaN where there is none.
        r: Vec<f64>,
    },
}

/// A dot with its interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Interval {
    /// What it is in plain words; empty where there are none.
    pub name: String,
    /// Its ticker, or whatever else it is called.
    pub label: String,
    /// The value; none where there is none.
    pub value: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Whether the dot is filled.
    pub filled: bool,
    /// Whether it is the one in question.
    pub marked: bool,
    /// What is read off it, in a sentence.
    pub reading: String,
}

impl Interval {
    /// Of a correlation, with no more of a name than its label.
    pub fn of(label: impl Into<String>, estimate: &Estimate, filled: bool, reading: String) -> Interval {
        let Estimate { r, low, high, .. } = *estimate;
        let name = String::new();
        Interval { name, label: label.into(), value: r, low, high, filled, marked: false, reading }
    }
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LabelledBar {
    /// What stands beneath it.
    pub label: String,
    /// Its height.
    pub value: f64,
    /// What is read off it.
    pub reading: String,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Up.
    pub y: f64,
    /// Its name.
    pub label: String,
    /// Whether it is filled and named.
    pub emphasised: bool,
    /// What is read off it.
    pub reading: String,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StraightLine {
    /// Its slope.
    pub slope: f64,
    /// Its value at 0.
    pub intercept: f64,
}

/// A way to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CurveChoice {
    /// What it is called.
    pub label: String,
    /// Whether it is the first of its kind.
    pub begins: bool,
    /// Whether each of the effects rests on it.
    pub made: Vec<bool>,
}

/// A figure as SVG.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// With dark ink.
    pub light: String,
    /// With light ink.
    pub dark: String,
}

/// Width of a figure in CSS pixels, where its content does not ask for another.
const WIDTH: f64 = 760.0;
/// Its width beside something else.
const BESIDE: f64 = 480.0;
const LINE_HEIGHT: f64 = 280.0;
const BARS_HEIGHT: f64 = 170.0;
const POINTS_HEIGHT: f64 = 300.0;

impl Figure {
    /// The picture for a light ground and for a dark one; none where it cannot be drawn.
    pub fn drawn(&self) -> Option<Drawn> {
        match &self.plot {
            Plot::Intervals { rows, .. } => self.intervals(rows, WIDTH),
            Plot::Bars { bars, bound } => self.bars(bars, *bound),
            Plot::Scatter { points, lines } => self.scatter(points, lines),
            Plot::Curve { effects, stances, choices, .. } => self.curve(effects, stances, choices),
            Plot::OnPage => None,
            Plot::Line { dates, values, whole } => self.line(dates, values, *whole),
            Plot::Pairs { ids, r } => self.pairs(ids, r),
        }
    }

    /// The same beside something else, where it can be as narrow as that; else as it is.
    pub fn drawn_beside(&self) -> Option<Drawn> {
        match &self.plot {
            Plot::Intervals { rows, .. } => self.intervals(rows, BESIDE),
            _ => self.drawn(),
        }
    }

    fn pairs(&self, ids: &[String], r: &[f64]) -> Option<Drawn> {
        let order: Vec<usize> = (0..ids.len()).collect();
        let chart = HeatmapChart {
            labels: ids,
            r,
            order: &order,
            groups: &[],
            first: (0, 0),
            cell: CELL_CSS,
            selected: None,
            scheme: Scheme::default(),
            scale: true,
        };
        self.svg(chart.size_css(), |surface, theme| chart.draw(surface, theme))
    }

    fn svg<L>(
        &self,
        size: (f64, f64),
        draw: impl Fn(&mut Surface<'_, SvgBackend>, &Theme) -> Result<L, DrawingError>,
    ) -> Option<Drawn> {
        let picture =
            |theme: Theme| svg(size, &self.caption, |surface| draw(surface, &theme)).ok().map(|(text, _)| text);
        Some(Drawn { light: picture(Theme::light())?, dark: picture(Theme::dark())? })
    }

    fn intervals(&self, rows: &[Interval], width: f64) -> Option<Drawn> {
        let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let row = |row: &Interval| IntervalRow {
            name: row.name.clone(),
            label: row.label.clone(),
            value: number(row.value),
            low: number(row.low),
            high: number(row.high),
            filled: row.filled,
            marked: row.marked,
        };
        let rows: Vec<IntervalRow> = rows.iter().map(row).collect();
        let chart = IntervalsChart { rows: &rows, selected: None };
        self.svg((width, IntervalsChart::height_css(rows.len(), width)), |surface, theme| chart.draw(surface, theme))
    }

    fn bars(&self, bars: &[LabelledBar], bound: Option<f64>) -> Option<Drawn> {
        let bar = |bar: &LabelledBar| Bar { label: bar.label.clone(), value: bar.value };
        let bars: Vec<Bar> = bars.iter().map(bar).collect();
        let chart = BarsChart { bars: &bars, bound: bound.unwrap_or(f64::NAN), selected: None };
        self.svg((WIDTH, BARS_HEIGHT), |surface, theme| chart.draw(surface, theme))
    }

    fn scatter(&self, points: &[Point], lines: &[StraightLine]) -> Option<Drawn> {
        let point = |point: &Point| {
            let Point { x, y, emphasised, .. } = *point;
            ScatterPoint { x, y, emphasised, label: point.label.clone() }
        };
        let points: Vec<ScatterPoint> = points.iter().map(point).collect();
        let line = |line: &StraightLine| FittedLine { slope: line.slope, intercept: line.intercept };
        let lines: Vec<FittedLine> = lines.iter().map(line).collect();
        let (x_format, y_format) = (NumberFormat::Percent, NumberFormat::Plain);
        let chart = ScatterChart { points: &points, lines: &lines, x_format, y_format, selected: None };
        self.svg((WIDTH, POINTS_HEIGHT), |surface, theme| chart.draw(surface, theme))
    }

    fn curve(&self, effects: &[f64], stances: &[i8], choices: &[CurveChoice]) -> Option<Drawn> {
        let stances: Vec<Stance> = stances.iter().copied().map(Stance::of).collect();
        let groups = choices.iter().filter(|choice| choice.begins).count();
        let choices: Vec<ChoiceRow<'_>> = choices
            .iter()
            .map(|choice| ChoiceRow { label: &choice.label, begins: choice.begins, made: &choice.made })
            .collect();
        let chart = CurveChart { effects, stances: &stances, choices: &choices };
        self.svg((WIDTH, CurveChart::height_css(choices.len(), groups)), |surface, theme| chart.draw(surface, theme))
    }

    fn line(&self, dates: &[Date], values: &[f64], whole: Option<f64>) -> Option<Drawn> {
        let dates: Vec<i32> = dates.iter().map(|date| date.days()).collect();
        let bands = year_bands();
        let bands: Vec<Band<'_>> = bands.iter().map(|(from, to, label)| Band { from: *from, to: *to, label }).collect();
        let chart = LinesChart {
            lines: &[Line { label: "", days: (&dates, values), muted: false }],
            visible: None,
            bands: &bands,
            reference: whole.map(|value| Reference { value, low: f64::NAN, high: f64::NAN, judged: None }),
        };
        self.svg((WIDTH, LINE_HEIGHT), |surface, theme| chart.draw(surface, theme))
    }
}

/// First and last day, since 1970-01-01, of the years that the note names, and the years' names.
pub fn year_bands() -> Vec<(i32, i32, String)> {
    let day = |year, month, day| Date::from_ymd(year, month, day).map_or(0, Date::days);
    NAMED_YEARS.iter().map(|year| (day(*year, 1, 1), day(*year, 12, 31), year.to_string())).collect()
}
