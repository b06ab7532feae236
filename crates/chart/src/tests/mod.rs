//! Every chart against the recording backend: goldens, and what holds for all inputs.

use proptest::prelude::*;

use super::recording::RecordingBackend;
use super::*;

mod pictures;

fn recorded<T>(
    (width, height): (u32, u32),
    scale: f64,
    draw: impl FnOnce(&mut Surface<'_, RecordingBackend>) -> T,
) -> (RecordingBackend, T) {
    let mut backend = RecordingBackend::new(width, height);
    let mut surface = Surface::new(&mut backend, scale).unwrap();
    let drawn = draw(&mut surface);
    (backend, drawn)
}

fn row(label: &str, value: f64, low: f64, high: f64, filled: bool) -> IntervalRow {
    IntervalRow { name: String::new(), label: label.to_owned(), value, low, high, filled, marked: false }
}

fn ranking() -> Vec<IntervalRow> {
    vec![
        IntervalRow { name: "Small-cap tech".to_owned(), marked: true, ..row("PSCT", 0.4, 0.3, 0.5, true) },
        row("XLU", -0.04, -0.14, 0.06, false),
        row("KRE", f64::NAN, f64::NAN, f64::NAN, false),
    ]
}

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("N{i}")).collect()
}

const R: [f64; 9] = [1.0, 0.4, f64::NAN, 0.4, 1.0, -0.12, f64::NAN, -0.12, 1.0];

fn lines<'a>(lines: &'a [Line<'a>]) -> LinesChart<'a> {
    let reference = Some(Reference { value: 0.3, low: 0.1, high: 0.5, judged: None });
    LinesChart { lines, visible: None, bands: &[], reference }
}

fn line<'a>(label: &'a str, dates: &'a [i32], values: &'a [f64]) -> Line<'a> {
    Line { label, days: (dates, values), muted: false }
}

fn heatmap<'a>(labels: &'a [String], r: &'a [f64], order: &'a [usize]) -> HeatmapChart<'a> {
    let (groups, first, cell, scheme) = (&[], (0, 0), 26.0, Scheme::BlueRed);
    HeatmapChart { labels, r, order, groups, first, cell, selected: None, scheme, scale: true }
}

const DATES: [i32; 6] = [18_262, 18_400, 18_500, 18_628, 18_800, 18_993];
const MAIN: [f64; 6] = [0.1, 0.4, f64::NAN, -0.2, 0.35, 0.6];

/// Draws the small charts of the goldens at a scale.
fn small_charts(scale: f64) -> Vec<(&'static str, RecordingBackend)> {
    let size = |width: f64, height: f64| ((width * scale) as u32, (height * scale) as u32);
    let (rows, labels, theme) = (ranking(), names(3), Theme::light());
    let other = [0.2; 6];
    let three = [
        line("PSCT", &DATES, &MAIN),
        line("XLK", &DATES[1..], &other),
        Line { muted: true, ..line("XLU", &DATES, &other) },
    ];
    let bands = [Band { from: 18_262, to: 18_627, label: "2020" }];
    let intervals = IntervalsChart { rows: &rows, selected: Some(0) };
    let groups = [Group { start: 0, name: "A" }, Group { start: 2, name: "BB" }];
    let heatmap = HeatmapChart { groups: &groups, selected: Some((1, 0)), ..heatmap(&labels, &R, &[2, 0, 1]) };
    let lines = LinesChart { bands: &bands, ..lines(&three) };
    let strip = StripChart { dates: &DATES, values: &MAIN };
    let high = IntervalsChart::height_css(rows.len(), 320.0);
    let mut charts = vec![
        ("intervals", recorded(size(320.0, high), scale, |s| intervals.draw(s, &theme).unwrap()).0),
        ("heatmap", recorded(size(190.0, 170.0), scale, |s| heatmap.draw(s, &theme).unwrap()).0),
        ("lines", recorded(size(320.0, 160.0), scale, |s| lines.draw(s, &theme).unwrap()).0),
        ("strip", recorded(size(320.0, 40.0), scale, |s| strip.draw(s, &theme).unwrap()).0),
    ];
    charts.extend(pictures::small_pictures(scale));
    charts
}

#[test]
fn small_charts_match_their_goldens() {
    for (name, backend) in small_charts(1.0) {
        let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, backend.text()).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert_eq!(backend.text(), golden, "{name}: rerun with UPDATE_GOLDENS=1 if this is meant");
    }
}

#[test]
fn twice_the_scale_is_twice_the_picture() {
    for ((name, once), (_, twice)) in small_charts(1.0).into_iter().zip(small_charts(2.0)) {
        let boxes = |backend: &RecordingBackend| -> Vec<(f64, f64, f64, f64)> {
            backend.log.iter().map(|primitive| primitive.bounds).collect()
        };
        let (a, b) = (boxes(&once), boxes(&twice));
        assert_eq!(a.len(), b.len(), "{name}");
        for (a, b) in a.iter().zip(&b) {
            for (one, two) in [(a.0, b.0), (a.1, b.1), (a.2, b.2), (a.3, b.3)] {
                assert!((2.0 * one - two).abs() <= 2.0, "{name}: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn layouts_reach_javascript_in_camel_case() {
    let (rows, labels, theme) = (ranking(), names(3), Theme::dark());
    let chart = IntervalsChart { rows: &rows, selected: None };
    let layout = recorded((320, 140), 1.0, |s| chart.draw(s, &theme).unwrap()).1;
    let json = serde_json::to_value(&layout).unwrap();
    assert_eq!((json["rowHeight"].as_f64(), json["rows"].as_u64()), (Some(36.0), Some(3)));
    assert!(json["plot"]["left"].is_number() && json["xMin"].is_number());
    let chart = heatmap(&labels, &R, &[0, 1, 2]);
    let layout = recorded((300, 300), 1.0, |s| chart.draw(s, &theme).unwrap()).1;
    assert!(layout.numbers && layout.cell == 26.0);
    assert_eq!(serde_json::to_value(&layout).unwrap()["firstRow"].as_u64(), Some(0));
    let one = [line("", &DATES, &MAIN)];
    let layout = recorded((300, 200), 1.0, |s| lines(&one).draw(s, &theme).unwrap()).1;
    let json = serde_json::to_value(&layout).unwrap();
    assert_eq!((json["firstDate"].as_i64(), json["yMin"].as_f64()), (Some(18_262), Some(-0.2)));
}

#[test]
fn a_canvas_that_browsers_would_leave_blank_is_refused() {
    let error = Surface::new(&mut RecordingBackend::new(40_000, 10), 1.0).err().unwrap();
    assert_eq!(error.code(), "chart-too-large");
}

#[test]
fn empty_charts_say_so() {
    let theme = Theme::light();
    let chart = IntervalsChart { rows: &[], selected: None };
    let size = (320, IntervalsChart::height_css(0, 320.0) as u32);
    assert!(recorded(size, 1.0, |s| chart.draw(s, &theme).unwrap()).0.text().contains("Nothing to rank yet"));
    let chart = heatmap(&[], &[], &[]);
    assert!(recorded((320, 100), 1.0, |s| chart.draw(s, &theme).unwrap()).0.text().contains("Two series"));
    let chart = lines(&[]);
    assert!(recorded((320, 100), 1.0, |s| chart.draw(s, &theme).unwrap()).0.text().contains("No values"));
}

#[test]
fn a_lonely_value_between_gaps_is_seen() {
    let main = [f64::NAN, 0.5, f64::NAN];
    let one = [line("", &[0, 10, 20], &main)];
    let chart = LinesChart { reference: None, ..lines(&one) };
    let theme = Theme::light();
    let log = recorded((320, 100), 1.0, |s| chart.draw(s, &theme).unwrap()).0.text();
    let accent = log.lines().filter(|line| line.starts_with("rect") && line.ends_with("#0b62a8")).count();
    assert_eq!(accent, 1, "{log}");
}

#[test]
fn a_sized_heat_map_is_whole() {
    for k in 2..40 {
        let (labels, r, order) = (names(k), vec![-0.5; k * k], (0..k).collect::<Vec<_>>());
        let chart = heatmap(&labels, &r, &order);
        let (width, height) = chart.size_css();
        let size = (width.ceil() as u32, height.ceil() as u32);
        let (backend, layout) = recorded(size, 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        assert!(layout.numbers && layout.cell == 26.0 && (layout.rows, layout.columns) == (k, k), "{k}: {layout:?}");
        let numbers = backend.log.iter().filter(|primitive| primitive.text.ends_with("\"\u{2212}.50\"")).count();
        assert_eq!(numbers, k * (k - 1));
    }
}

#[test]
fn a_window_shows_its_part_and_its_labels_stay() {
    let (labels, r, order) = (names(500), vec![0.25; 250_000], (0..500).rev().collect::<Vec<_>>());
    let chart = HeatmapChart { scale: false, ..heatmap(&labels, &r, &order) };
    let drawn = |first| {
        let chart = HeatmapChart { first, ..chart };
        recorded((400, 300), 2.0, |s| chart.draw(s, &Theme::light()).unwrap())
    };
    let ((start, a), (moved, b)) = (drawn((0, 0)), drawn((100, 490)));
    assert_eq!((a.left, a.top, a.cell, a.first_row, a.rows), (b.left, b.top, b.cell, 0, b.rows));
    assert_eq!((b.first_row, b.first_column, b.columns), (100, 490, 10.min(a.columns)));
    assert!(a.rows < 12 && start.log.len() < 200);
    assert!(start.text().contains("\"N499\"") && !start.text().contains("\"N0\""));
    assert!(moved.text().contains("\"N399\"") && moved.text().contains("upwards"));
}

#[test]
fn labels_of_lines_stand_apart_and_keep_their_colour() {
    let values: [[f64; 6]; 5] = [0.30, 0.31, 0.32, 0.33, 0.34].map(|end| [0.1, 0.2, 0.3, 0.2, 0.1, end]);
    let names = ["PSCT", "XLK", "XLY", "SPY", "IWM"];
    let all: Vec<Line<'_>> = names.iter().zip(&values).map(|(name, values)| line(name, &DATES, values)).collect();
    let labelled = |lines: &[Line<'_>]| -> Vec<String> {
        let chart = LinesChart { lines, visible: None, bands: &[], reference: None };
        let (backend, _) = recorded((640, 160), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        check_texts_apart(&backend).unwrap();
        let texts = backend.log.into_iter().map(|primitive| primitive.text);
        texts.filter(|text| text.contains(" bold ")).map(|text| text[text.find('#').unwrap()..].to_owned()).collect()
    };
    let labels = labelled(&all);
    assert_eq!(labels.len(), 5);
    assert!(labels[0].ends_with("\"PSCT 0.30\"") && labels[4].ends_with("\"IWM 0.34\""), "{labels:?}");
    let mut fewer = all.clone();
    fewer[1].muted = true;
    assert_eq!(labelled(&fewer)[1], labels[2], "what is muted takes no other's colour");
}

/// A picture with its frame is the picture, moved.
#[test]
fn a_frame_stands_around_the_picture_and_leaves_it_as_it_is() {
    let (rows, theme) = (ranking(), Theme::light());
    let chart = IntervalsChart { rows: &rows, selected: None };
    let keys = [(Mark::FilledDot, "could be first"), (Mark::HollowDot, "is lower"), (Mark::Line, "95 % interval")];
    let frame = Frame {
        title: "Correlation of daily returns with bitcoin, since the pandemic began".to_owned(),
        subtitle: "Bitcoin, 1,397 days, 12 March 2020 to 30 September 2025".to_owned(),
        legend: keys.into_iter().map(|(mark, text)| Key { mark, text: text.to_owned() }).collect(),
        source: "Sectorscope".to_owned(),
    };
    let high = IntervalsChart::height_css(rows.len(), 320.0);
    let width = Frame::width_css(320.0);
    let size = (width as u32, (high + frame.height_css(width)).ceil() as u32);
    let (whole, inside) = recorded(size, 1.0, |s| chart.draw(&mut frame.within(s, &theme).unwrap(), &theme).unwrap());
    check(&whole, size).unwrap();
    check_texts_apart(&whole).unwrap();
    let (alone, layout) = recorded((320, high as u32), 1.0, |s| chart.draw(s, &theme).unwrap());
    assert_eq!(inside, layout);
    let texts = |backend: &RecordingBackend| backend.log.iter().filter(|p| p.text.starts_with("text")).count();
    // Two lines of title and of subtitle, three keys and the source.
    assert_eq!(texts(&whole), texts(&alone) + 8, "{}", whole.text());
}

fn nasty() -> impl Strategy<Value = f64> {
    prop_oneof![6 => -1.0..1.0_f64, 2 => Just(f64::NAN), 1 => any::<f64>(), 1 => Just(0.0)]
}

fn side() -> impl Strategy<Value = u32> {
    prop_oneof![0_u32..60, 60_u32..700, 700_u32..4000]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z]{2,5}", "[a-z &]{0,50}", any::<String>()]
}

/// Something was drawn (a surface without pixels aside), all of it inside, all of it finite.
fn check(backend: &RecordingBackend, (width, height): (u32, u32)) -> Result<(), TestCaseError> {
    prop_assert!(!backend.log.is_empty() || width == 0 || height == 0);
    for primitive in &backend.log {
        let (left, top, right, bottom) = primitive.bounds;
        // Text is placed on whole pixels after its box was checked: one pixel of rounding.
        let slack = f64::from(u8::from(primitive.text.starts_with("text")));
        prop_assert!(left >= -slack && top >= -slack, "{}", primitive.text);
        prop_assert!(right <= f64::from(width) + slack && bottom <= f64::from(height) + slack, "{}", primitive.text);
        prop_assert!(!primitive.text.contains("NaN"), "{}", primitive.text);
    }
    Ok(())
}

/// No two texts overlap vertically and horizontally at once.
fn check_texts_apart(backend: &RecordingBackend) -> Result<(), TestCaseError> {
    let texts: Vec<_> = backend.log.iter().filter(|primitive| primitive.text.starts_with("text")).collect();
    for (i, a) in texts.iter().enumerate() {
        for b in &texts[..i] {
            let (p, q) = (a.bounds, b.bounds);
            let across = p.0 < q.2 - 1.0 && q.0 < p.2 - 1.0;
            let along = p.1 < q.3 - 1.0 && q.1 < p.3 - 1.0;
            prop_assert!(!(across && along), "{} over {}", a.text, b.text);
        }
    }
    Ok(())
}

#[test]
fn names_stand_before_tickers_where_both_fit() {
    let rows = ranking();
    let chart = IntervalsChart { rows: &rows, selected: Some(0) };
    let shown = |width| {
        let (backend, _) = recorded((width, 120), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        let log = backend.text();
        ["\"Small-cap tech\"", "\"PSCT\"", "\"XLU\""].map(|word| log.contains(word))
    };
    assert_eq!(shown(640), [true, true, true]);
    assert_eq!(shown(400), [true, false, true]);
}

/// The longest label has the room that was made for it, whatever its letters: no rounding takes its end.
#[test]
fn a_selected_label_with_room_is_whole() {
    let letters = ["A", "B", "F", "I", "K", "L", "M", "W", "X", "7", "."];
    for (a, b, c) in letters.iter().flat_map(|a| letters.iter().flat_map(move |b| letters.map(|c| (*a, *b, c)))) {
        let name = format!("{a}{b}{c}");
        let rows = [row(&name, 0.4, 0.3, 0.5, true), row("I", 0.3, 0.2, 0.4, false)];
        let chart = IntervalsChart { rows: &rows, selected: Some(0) };
        let (backend, _) = recorded((500, 80), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        assert!(backend.log.iter().any(|primitive| primitive.text.contains(&format!("{name:?}"))), "{name}");
        let labels = [name.clone(), "I".to_owned()];
        let chart = HeatmapChart { selected: Some((1, 0)), ..heatmap(&labels, &[1.0, 0.5, 0.5, 1.0], &[0, 1]) };
        let (backend, _) = recorded((300, 150), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        assert!(backend.log.iter().any(|primitive| primitive.text.contains(&format!("{name:?}"))), "{name}");
    }
}

proptest! {
    #![proptest_config(properties::kept_beside())]

    #[test]
    fn intervals_survive_anything(
        rows in prop::collection::vec((label(), label(), nasty(), nasty(), nasty(), any::<bool>(), any::<bool>()), 0..30),
        selected in prop::option::of(0_usize..40),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(name, label, value, low, high, filled, marked)| {
                IntervalRow { name, marked, ..row(&label, value, low, high, filled) }
            })
            .collect();
        let chart = IntervalsChart { rows: &rows, selected };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::dark()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.x_min <= 0.0 && layout.x_max >= 0.0 && layout.x_min >= -1.0 && layout.x_max <= 1.0);
        prop_assert!(layout.rows <= rows.len());
    }

    #[test]
    fn heat_maps_survive_anything(
        labels in prop::collection::vec(label(), 0..40),
        r in prop::collection::vec(nasty(), 0..1600),
        order in prop::collection::vec(0_usize..45, 0..60),
        groups in prop::collection::vec((0_usize..60, label()), 0..4),
        first in (0_usize..70, 0_usize..70),
        cell in prop_oneof![4 => 5.0..50.0_f64, 1 => nasty()],
        selected in prop::option::of((0_usize..50, 0_usize..50)),
        scale_bar in any::<bool>(),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let groups: Vec<Group<'_>> = groups.iter().map(|(start, name)| Group { start: *start, name }).collect();
        let scheme = if scale_bar { Scheme::OrangePurple } else { Scheme::BlueRed };
        let chart = HeatmapChart {
            groups: &groups, first, cell, selected, scheme, scale: scale_bar, ..heatmap(&labels, &r, &order)
        };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::light()).unwrap());
        check(&backend, size)?;
        prop_assert!(layout.first_row + layout.rows <= order.len().max(1) && layout.cell >= 0.0);
    }

    #[test]
    fn lines_survive_anything(
        dates in prop::collection::vec(prop_oneof![0_i32..20_000, any::<i32>()], 0..300),
        sorted in any::<bool>(),
        main in prop::collection::vec(nasty(), 0..300),
        other in prop::collection::vec(nasty(), 0..300),
        muted in any::<bool>(),
        visible in prop::option::of((any::<i32>(), 0_i32..20_000)),
        band in (any::<i32>(), any::<i32>(), label()),
        reference in prop::option::of((nasty(), nasty(), nasty())),
        judged in any::<bool>(),
        size in (side(), side()),
        scale in 1.0..3.0_f64,
    ) {
        let mut dates = dates;
        if sorted {
            dates.sort_unstable();
        }
        let bands = [Band { from: band.0, to: band.1, label: &band.2 }];
        let both = [line(&band.2, &dates, &main), Line { muted, ..line("XLK", &dates, &other) }];
        let judged = judged.then_some((&dates[..], &other[..]));
        let reference = reference.map(|(value, low, high)| Reference { value, low, high, judged });
        let chart = LinesChart { lines: &both, visible, bands: &bands, reference };
        let (backend, layout) = recorded(size, scale, |s| chart.draw(s, &Theme::print()).unwrap());
        check(&backend, size)?;
        check_texts_apart(&backend)?;
        prop_assert!(layout.y_min <= 0.0 && layout.y_max >= 0.0 && layout.y_min < layout.y_max);
        prop_assert!(layout.first_date <= layout.last_date);
    }

    #[test]
    fn a_long_line_costs_its_pixels(n in 1_usize..50_000, width in 100_u32..1200) {
        let dates: Vec<i32> = (0..n as i32).collect();
        let main: Vec<f64> = (0..n).map(|i| ((i * 7_919) % 1_000) as f64 / 500.0 - 1.0).collect();
        let one = [line("", &dates, &main)];
        let chart = lines(&one);
        let (backend, _) = recorded((width, 200), 1.0, |s| chart.draw(s, &Theme::light()).unwrap());
        let points: usize = backend.log.iter()
            .filter(|primitive| primitive.text.starts_with("path"))
            .map(|primitive| primitive.text.split(' ').count() - 3)
            .sum();
        prop_assert!(points <= 8 * width as usize);
    }
}
