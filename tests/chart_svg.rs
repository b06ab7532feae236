//! The charts as SVG, through the public interface only. With `CHART_SVG_DIR=/some/dir` every picture is written there,
//! to be looked at.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use sectorscope::chart::{
    Band, HeatmapChart, IntervalRow, IntervalsChart, LinesChart, Reference, Surface, SvgBackend, Theme, ValueRange,
};

fn themes() -> [(&'static str, Theme); 3] {
    [("light", Theme::light()), ("dark", Theme::dark()), ("print", Theme::print())]
}

fn picture(name: &str, (width, height): (f64, f64), draw: impl Fn(&mut Surface<SvgBackend>)) -> String {
    let mut backend = SvgBackend::new(width as u32, height as u32, name);
    let mut surface = Surface::new(&mut backend, 1.0).unwrap();
    draw(&mut surface);
    let svg = backend.finish();
    if let Ok(folder) = std::env::var("CHART_SVG_DIR") {
        std::fs::write(format!("{folder}/{name}.svg"), &svg).unwrap();
    }
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
    svg
}

/// Small, fixed and dull: the same numbers on every machine.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64 * 2.0 - 1.0
    }
}

fn row(label: &str, value: f64, half: f64, filled: bool) -> IntervalRow {
    IntervalRow { label: label.to_owned(), value, low: value - half, high: value + half, filled }
}

#[test]
fn ranking() {
    let mut rows = vec![
        row("XLY", 0.404, 0.085, true),
        row("PSCT", 0.402, 0.08, true),
        row("XLK", 0.39, 0.09, true),
        row("S&P SmallCap 600 Information Technology", 0.37, 0.1, true),
        row("IWM", 0.36, 0.075, true),
        row("XLF", 0.29, 0.09, false),
        row("XLE", 0.1, 0.09, false),
        row("GLD", 0.03, 0.08, false),
        row("XLU", -0.045, 0.09, false),
    ];
    rows.push(IntervalRow { label: "KRE".into(), value: f64::NAN, low: f64::NAN, high: f64::NAN, filled: false });
    rows.push(IntervalRow { label: "ARKK".into(), value: 0.31, low: f64::NAN, high: f64::NAN, filled: true });
    for (name, theme) in themes() {
        for width in [320.0_f64, 640.0, 1200.0] {
            let chart = IntervalsChart { rows: &rows, selected: Some(1), confidence: 0.95 };
            let size = (width, IntervalsChart::height_css(rows.len()));
            let svg = picture(&format!("ranking-{name}-{width}"), size, |surface| {
                let layout = chart.draw(surface, &theme).unwrap();
                assert_eq!(layout.rows, rows.len());
            });
            assert!(svg.contains(">PSCT<") && svg.contains(">0.40<") && svg.contains(">no value<"));
            assert!(svg.contains(">\u{2212}0.05<") || svg.contains(">\u{2212}0.04<"));
        }
    }
}

#[test]
fn all_pairs() {
    let names = [
        "BTC",
        "ETH",
        "SOL",
        "XLK",
        "PSCT",
        "XLY",
        "XLF",
        "XLV",
        "XLE",
        "XLU",
        "XLP",
        "XLI",
        "XLB",
        "XLRE",
        "XLC",
        "IWM",
        "SPY",
        "DOGE-USD",
        "GLD",
        "small tech",
    ];
    for (name, theme) in themes() {
        for (k, width) in [(8, 320.0_f64), (12, 320.0), (12, 640.0), (20, 640.0), (20, 1200.0), (3, 640.0)] {
            let labels: Vec<String> = names[names.len() - k..].iter().map(|name| (*name).to_owned()).collect();
            let mut noise = Noise(7);
            let mut r = vec![1.0; k * k];
            for i in 0..k {
                for j in 0..i {
                    let value = (noise.next() * 0.9 + 0.25).clamp(-1.0, 1.0);
                    (r[i * k + j], r[j * k + i]) = (value, value);
                }
            }
            r[k] = f64::NAN;
            let chart = HeatmapChart { labels: &labels, r: &r, selected: Some((1, 2)) };
            let size = (width, HeatmapChart::size_css(k, 10).1.max(width.min(500.0) * 0.8));
            picture(&format!("pairs-{name}-{k}-{width}"), size, |surface| {
                let layout = chart.draw(surface, &theme).unwrap();
                assert!(layout.cell > 10.0);
            });
        }
    }
}

#[test]
fn over_time() {
    let day = |year: i32| (year - 1970) * 365 + (year - 1969) / 4;
    let mut noise = Noise(3);
    let dates: Vec<i32> = (day(2019) + 90..day(2025) + 270).filter(|day| (day + 3) % 7 < 5).collect();
    let mut walk = |start: f64| {
        let mut level = start;
        let line = dates.iter().map(|_| {
            level = (level * 0.995 + 0.0015 + noise.next() * 0.05).clamp(-0.95, 0.95);
            level
        });
        line.collect::<Vec<f64>>()
    };
    let (mut main, others) = (walk(0.1), [walk(0.5), walk(0.2)]);
    for value in &mut main[300..380] {
        *value = f64::NAN;
    }
    let others: Vec<&[f64]> = others.iter().map(Vec::as_slice).collect();
    let bands = [2020, 2022, 2024].map(|year| Band {
        from: day(year),
        to: day(year + 1) - 1,
        label: ["2020", "2022", "2024"][(year as usize - 2020) / 2],
    });
    for (name, theme) in themes() {
        for width in [320.0_f64, 640.0, 1200.0] {
            let chart = LinesChart {
                dates: &dates,
                main: &main,
                others: &others,
                range: ValueRange::Full,
                visible: None,
                bands: &bands,
                reference: Some(Reference { value: 0.28, low: 0.1, high: 0.46 }),
            };
            picture(&format!("lines-{name}-{width}"), (width, 280.0), |surface| {
                chart.draw(surface, &theme).unwrap();
            });
            let zoomed =
                LinesChart { visible: Some((day(2020) + 200, day(2021) + 210)), range: ValueRange::Fitted, ..chart };
            picture(&format!("zoom-{name}-{width}"), (width, 200.0), |surface| {
                zoomed.draw(surface, &theme).unwrap();
            });
        }
    }
}
