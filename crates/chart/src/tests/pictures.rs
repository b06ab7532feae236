//! The pictures beside ranking, heat map and line: what each must show, and what holds for all inputs.

use super::*;

const EFFECTS: [f64; 5] = [-0.1, 0.0, 0.05, f64::NAN, 0.2];
const STANCES: [Stance; 4] = [Stance::Contradicts, Stance::Neither, Stance::Neither, Stance::Neither];

fn calendar_rows() -> [CalendarRow<'static>; 2] {
    [
        CalendarRow {
            label: "BTC",
            first_month: 24_240,
            weekdays: &[23, 20, 22],
            weekends: &[8, 9, 9],
            missing: &[0, 0, 0],
            stale: &[0, 0, 6],
        },
        CalendarRow {
            label: "XLK",
            first_month: 24_241,
            weekdays: &[19, 10],
            weekends: &[0, 0],
            missing: &[1, 12],
            stale: &[],
        },
    ]
}

fn bars() -> [Bar; 3] {
    [("\u{2212}1", 0.02), ("0", 0.4), ("+1", -0.12)].map(|(label, value)| Bar { label: label.to_owned(), value })
}

fn points() -> [ScatterPoint; 3] {
    let point = |x, y, label: &str, emphasised| ScatterPoint { x, y, label: label.to_owned(), emphasised };
    [point(0.01, 0.3, "a", false), point(0.12, 0.5, "2020-Q2", true), point(f64::NAN, 0.1, "gone", true)]
}

const LINE: [FittedLine; 1] = [FittedLine { slope: 1.5, intercept: 0.25 }];

fn scatter<'a>(points: &'a [ScatterPoint], lines: &'a [FittedLine]) -> ScatterChart<'a> {
    let (x_format, y_format) = (NumberFormat::Percent, NumberFormat::Plain);
    ScatterChart { points, lines, x_format, y_format, selected: Some(0) }
}

/// Draws the five at a scale.
pub(super) fn small_pictures(scale: f64) -> Vec<(&'static str, RecordingBackend)> {
    let size = |width: f64, height: f64| ((width * scale) as u32, (height * scale) as u32);
    let theme = Theme::light();
    let (rows, bars, points) = (calendar_rows(), bars(), points());
    let calendar = CalendarChart { rows: &rows, selected: Some(1) };
    let bars = BarsChart { bars: &bars, bound: 0.06, selected: None };
    let made: [&[bool]; 2] = [&[true, false, true, false], &[false, true, false, true, true]];
    let choices = [
        ChoiceRow { label: "daily", begins: true, made: made[0] },
        ChoiceRow { label: "weekly", begins: false, made: made[1] },
    ];
    let curve = CurveChart { effects: &EFFECTS, stances: &STANCES, choices: &choices };
    let relative = [0.0, 0.05, f64::NAN, 0.1, -0.1, -0.2];
    let asset = [3.0, 3.4, f64::NAN, 3.3, 3.9, 4.4];
    let performance = PerformanceChart { dates: &DATES, asset: &asset, relative: &relative, visible: None, bands: &[] };
    let (scatter, high) = (scatter(&points, &LINE), CalendarChart::height_css(2));
    let curve_high = CurveChart::height_css(2, 1);
    vec![
        ("calendar", recorded(size(240.0, high), scale, |s| calendar.draw(s, &theme).unwrap()).0),
        ("bars", recorded(size(240.0, 140.0), scale, |s| bars.draw(s, &theme).unwrap()).0),
        ("curve", recorded(size(320.0, curve_high), scale, |s| curve.draw(s, &theme).unwrap()).0),
        ("scatter", recorded(size(260.0, 180.0), scale, |s| scatter.draw(s, &theme).unwrap()).0),
        ("performance", recorded(size(320.0, 140.0), scale, |s| performance.draw(s, &theme).unwrap()).0),
    ]
}

fn count(log: &str, start: &str, end: &str) -> usize {
    log.lines().filter(|line| line.starts_with(start) && line.ends_with(end)).count()
}

#[test]
fn lines_end_with_their_names_all_or_none() {
    let values: [[f64; 6]; 2] = [0.3, 0.8].map(|end| [0.1, 0.2, 0.3, 0.2, 0.1, end]);
    let labelled = |names: [&str; 2], width: u32| -> Vec<String> {
        let lines: Vec<Line<'_>> = names.iter().zip(&values).map(|(name, values)| line(name, &DATES, values)).collect();
        let chart = LinesChart { lines: &lines, visible: None, bands: &[], reference: None };
        let (backend, _) = recorded((width, 160), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        let texts = backend.log.into_iter().map(|primitive| primitive.text);
        texts.filter(|text| text.contains(" bold ")).map(|text| text[text.find('"').unwrap()..].to_owned()).collect()
    };
    assert_eq!(labelled(["XLK", "PSCT"], 300), ["\"XLK 0.30\"", "\"PSCT 0.80\""]);
    assert_eq!(labelled(["XLK", "WWWWWWW"], 300), ["\"0.30\"", "\"0.80\""]);
}

#[test]
fn empty_pictures_say_so() {
    let theme = Theme::light();
    let size = (320, 220);
    let calendar = CalendarChart { rows: &[], selected: None };
    assert!(recorded(size, 1.0, |s| calendar.draw(s, &theme).unwrap()).0.text().contains("No days yet"));
    let bars = BarsChart { bars: &[], bound: f64::NAN, selected: None };
    assert!(recorded(size, 1.0, |s| bars.draw(s, &theme).unwrap()).0.text().contains("Too few days"));
    let curve = CurveChart { effects: &[], stances: &[], choices: &[] };
    assert!(recorded(size, 1.0, |s| curve.draw(s, &theme).unwrap()).0.text().contains("No combinations yet"));
    assert!(recorded(size, 1.0, |s| scatter(&[], &LINE).draw(s, &theme).unwrap()).0.text().contains("No points"));
    let performance = PerformanceChart { dates: &[], asset: &[], relative: &[], visible: None, bands: &[] };
    assert!(recorded(size, 1.0, |s| performance.draw(s, &theme).unwrap()).0.text().contains("No values"));
}

#[test]
fn weekends_missing_days_and_stale_prices_have_lanes_of_their_own() {
    let rows = calendar_rows();
    let theme = Theme::light();
    let tops = |row: &CalendarRow<'_>, color: &str| -> Vec<i32> {
        let chart = CalendarChart { rows: &[*row], selected: None };
        let log = recorded((240, 44), 1.0, |s| chart.draw(s, &theme).unwrap()).0.text();
        let rects = log.lines().filter(|line| line.starts_with("rect") && line.ends_with(color));
        rects.filter_map(|line| line.split([',', ' ']).nth(2)?.parse().ok()).collect()
    };
    // Weekdays and weekends in the shade, stale prices in the ink, missing days in the mark.
    assert_eq!(tops(&rows[0], "#6f93b8"), [9, 16]);
    assert_eq!(tops(&rows[0], "#1b1f24"), [11]);
    assert_eq!(tops(&rows[0], "#b35c00"), [0; 0]);
    assert_eq!(tops(&rows[1], "#6f93b8"), [9]);
    assert_eq!(tops(&rows[1], "#1b1f24"), [0; 0]);
    assert_eq!(tops(&rows[1], "#b35c00"), [5]);
}

#[test]
fn months_are_never_narrower_than_a_pixel() {
    let (weekdays, none) = (vec![21; 12 * 100], vec![0; 12 * 100]);
    let row = CalendarRow {
        label: "XLK",
        first_month: 0,
        weekdays: &weekdays,
        weekends: &none,
        missing: &none,
        stale: &none,
    };
    let chart = CalendarChart { rows: &[row], selected: None };
    let layout = recorded((320, 44), 1.0, |s| chart.draw(s, &Theme::light()).unwrap()).1;
    assert!(layout.months == 1_200 && layout.months_per_column >= 4, "{layout:?}");
    assert!(layout.plot.width() / (layout.months as f64 / layout.months_per_column as f64) >= 1.0);
}

#[test]
fn only_bars_beyond_the_band_are_filled() {
    let bars = bars();
    let chart = BarsChart { bars: &bars, bound: 0.06, selected: None };
    let log = recorded((240, 140), 1.0, |s| chart.draw(s, &Theme::light()).unwrap()).0.text();
    assert_eq!(count(&log, "rect", "#0b62a8"), 2, "{log}");
    let chart = BarsChart { bound: f64::NAN, ..chart };
    let log = recorded((240, 140), 1.0, |s| chart.draw(s, &Theme::light()).unwrap()).0.text();
    assert_eq!(count(&log, "rect", "#0b62a8"), 3, "{log}");
}

#[test]
fn every_stance_has_its_own_shape() {
    let stances = [Stance::Contradicts, Stance::Neither, Stance::Supports];
    let chart = CurveChart { effects: &[-0.1, 0.0, 0.1], stances: &stances, choices: &[] };
    let log = recorded((320, 200), 1.0, |s| chart.draw(s, &Theme::light()).unwrap()).0.text();
    let discs: Vec<&str> =
        log.lines().filter(|line| line.starts_with("disc")).map(|line| line.split(' ').nth(2).unwrap()).collect();
    // Small; a ring of two discs; filled.
    assert_eq!(discs, ["r2", "r3", "r2", "r3"], "{log}");
    assert!(log.contains("\"0.000\""), "the median: {log}");
}

#[test]
fn a_point_that_repeats_is_drawn_once() {
    let effects = vec![0.1; 1_200];
    let chart = CurveChart { effects: &effects, stances: &[], choices: &[] };
    let (backend, layout) = recorded((320, 200), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
    assert!(count(&backend.text(), "disc", "") <= 321 && layout.points == 1_200);
}

#[test]
fn growth_begins_at_one_on_the_first_visible_day() {
    let asset = [2.0, 2.0, 2.0, 5.0, 5.0, 5.0];
    let whole = PerformanceChart { dates: &DATES, asset: &asset, relative: &[], visible: None, bands: &[] };
    let text =
        |chart: &PerformanceChart<'_>| recorded((320, 140), 1.0, |s| chart.draw(s, &Theme::light()).unwrap()).0.text();
    assert!(text(&whole).contains("\"×20.1\""), "{}", text(&whole));
    let later = PerformanceChart { visible: Some((DATES[3], DATES[5])), ..whole };
    assert!(text(&later).contains("\"×1.00\""), "{}", text(&later));
}

#[test]
fn performance_stands_on_the_very_axis_of_the_line() {
    let bands = [Band { from: 18_262, to: 18_627, label: "2020" }];
    let theme = Theme::light();
    let visible = Some((18_300, 18_900));
    let one = [line("PSCT", &DATES, &MAIN)];
    let line = LinesChart { visible, bands: &bands, ..lines(&one) };
    let strip = StripChart { dates: &DATES, values: &MAIN };
    let other_days = [18_000, 18_350, 19_500];
    let below = PerformanceChart { dates: &other_days, asset: &[0.0, 0.1, 0.2], relative: &[], visible, bands: &bands };
    for width in [120, 360, 1_200] {
        let a = recorded((width, 260), 1.0, |s| line.draw(s, &theme).unwrap()).1;
        let b = recorded((width, 140), 1.0, |s| below.draw(s, &theme).unwrap()).1;
        assert_eq!(
            (a.plot.left, a.plot.right, a.first_date, a.last_date),
            (b.plot.left, b.plot.right, b.first_date, b.last_date)
        );
        let strip = recorded((width, 40), 1.0, |s| strip.draw(s, &theme).unwrap()).1;
        assert_eq!((a.plot.left, a.plot.right), (strip.plot.left, strip.plot.right));
    }
}

#[test]
fn a_fitted_line_ends_inside_the_plot() {
    let points = points();
    for line in [
        LINE[0],
        FittedLine { slope: 1e9, intercept: -1e7 },
        FittedLine { slope: 0.0, intercept: 9.0 },
        FittedLine { slope: f64::NAN, intercept: 0.0 },
    ] {
        let lines = [line];
        let chart = scatter(&points, &lines);
        let (backend, layout) = recorded((260, 180), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        for path in backend.log.iter().filter(|primitive| primitive.text.starts_with("path")) {
            assert!(path.bounds.1 >= layout.plot.top - 1.0 && path.bounds.3 <= layout.plot.bottom + 1.0, "{line:?}");
        }
    }
}

fn counts() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(prop_oneof![4 => 0_u32..24, 1 => any::<u32>()], 0..60)
}

fn stance() -> impl Strategy<Value = Stance> {
    prop_oneof![Just(Stance::Neither), Just(Stance::Contradicts), Just(Stance::Supports)]
}

proptest! {
    #![proptest_config(properties::kept_beside())]

    #[test]
    fn calendars_survive_anything(
        rows in prop::collection::vec((label(), prop_oneof![23_000_i32..24_500, any::<i32>()], counts(), counts(), counts(), counts()), 0..20),
        near in any::<bool>(),
        selected in prop::option::of(0_usize..30),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let rows: Vec<_> = rows.iter().map(|(label, first, weekdays, weekends, missing, stale)| CalendarRow {
            label, first_month: if near { first.rem_euclid(300) + 24_000 } else { *first }, weekdays, weekends, missing, stale,
        }).collect();
        let chart = CalendarChart { rows: &rows, selected };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::dark()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.rows <= rows.len() && layout.months_per_column >= 1);
    }

    #[test]
    fn bars_survive_anything(
        bars in prop::collection::vec((label(), nasty()), 0..12),
        bound in nasty(),
        selected in prop::option::of(0_usize..12),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let bars: Vec<_> = bars.into_iter().map(|(label, value)| Bar { label, value }).collect();
        let chart = BarsChart { bars: &bars, bound, selected };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::print()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.y_min <= 0.0 && layout.y_max >= 0.0);
    }

    #[test]
    fn curves_survive_anything(
        effects in prop::collection::vec(nasty(), 0..400),
        stances in prop::collection::vec(stance(), 0..400),
        made in prop::collection::vec((label(), any::<bool>(), prop::collection::vec(any::<bool>(), 0..400)), 0..20),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let choices: Vec<_> = made.iter().map(|(label, begins, made)| ChoiceRow { label, begins: *begins, made }).collect();
        let chart = CurveChart { effects: &effects, stances: &stances, choices: &choices };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::dark()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.points_per_column >= 1 && layout.y_min <= layout.y_max);
    }

    #[test]
    fn scatters_survive_anything(
        points in prop::collection::vec((nasty(), nasty(), label(), any::<bool>()), 0..60),
        line in (nasty(), nasty()),
        percent in any::<bool>(),
        selected in prop::option::of(0_usize..60),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let points: Vec<_> =
            points.into_iter().map(|(x, y, label, emphasised)| ScatterPoint { x, y, label, emphasised }).collect();
        let lines = [FittedLine { slope: line.0, intercept: line.1 }];
        let y_format = if percent { NumberFormat::Percent } else { NumberFormat::Plain };
        let chart = ScatterChart { y_format, selected, ..scatter(&points, &lines) };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::light()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.x_min <= 0.0 && layout.x_max >= 0.0 && layout.y_min <= 0.0 && layout.y_max >= 0.0);
    }

    #[test]
    fn performance_survives_anything(
        dates in prop::collection::vec(prop_oneof![0_i32..20_000, any::<i32>()], 0..300),
        asset in prop::collection::vec(nasty(), 0..300),
        relative in prop::collection::vec(prop_oneof![nasty(), -120.0..120.0_f64], 0..300),
        visible in prop::option::of((any::<i32>(), 0_i32..20_000)),
        band in (any::<i32>(), any::<i32>(), label()),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let mut dates = dates;
        dates.sort_unstable();
        let bands = [Band { from: band.0, to: band.1, label: &band.2 }];
        let chart = PerformanceChart { dates: &dates, asset: &asset, relative: &relative, visible, bands: &bands };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::print()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.y_min < 0.0 && layout.y_max > 0.0);
    }
}
