//! The charts as SVG, through the public interface only. With `CHART_SVG_DIR=/some/dir` every picture is written there,
//! to be looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sectorscope_chart::{
    Band, Bar, BarsChart, CalendarChart, CalendarRow, ChoiceRow, CurveChart, FittedLine, Frame, Group, HeatmapChart,
    IntervalRow, IntervalsChart, Key, Line, LinesChart, Mark, NumberFormat, PerformanceChart, Reference, ScatterChart,
    ScatterPoint, Scheme, Stance, StripChart, Surface, SvgBackend, Theme,
};

fn themes() -> [(&'static str, Theme); 3] {
    [("light", Theme::light()), ("dark", Theme::dark()), ("print", Theme::print())]
}

fn picture(name: &str, (width, height): (f64, f64), draw: impl Fn(&mut Surface<'_, SvgBackend>)) -> String {
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
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64 * 2.0 - 1.0
    }
}

fn row(name: &str, label: &str, value: f64, half: f64, filled: bool) -> IntervalRow {
    let (low, high) = (value - half, value + half);
    IntervalRow { name: name.into(), label: label.into(), value, low, high, filled, marked: label == "PSCT" }
}

#[test]
fn ranking() {
    let mut rows = vec![
        row("Consumer discretionary", "XLY", 0.404, 0.085, true),
        row("Small-cap tech", "PSCT", 0.402, 0.08, true),
        row("Large-cap tech", "XLK", 0.39, 0.09, true),
        row("", "S&P SmallCap 600 Information Technology", 0.37, 0.1, true),
        row("Small caps", "IWM", 0.36, 0.075, true),
        row("Financials", "XLF", 0.29, 0.09, false),
        row("Small-cap consumer discretionary", "PSCD", 0.2, 0.09, false),
        row("Energy", "XLE", 0.1, 0.09, false),
        row("", "GLD", 0.03, 0.08, false),
        row("Utilities", "XLU", -0.045, 0.09, false),
    ];
    rows.push(row("Regional banks", "KRE", f64::NAN, f64::NAN, false));
    rows.push(row("Innovation", "ARKK", 0.31, f64::NAN, true));
    for (name, theme) in themes() {
        for width in [320.0_f64, 480.0, 640.0, 1200.0] {
            let selected = if width < 1_000.0 { Some(1) } else { Some(4) };
            let chart = IntervalsChart { rows: &rows, selected };
            let size = (width, IntervalsChart::height_css(rows.len(), width));
            let svg = picture(&format!("ranking-{name}-{width}"), size, |surface| {
                let layout = chart.draw(surface, &theme).unwrap();
                assert_eq!(layout.rows, rows.len());
            });
            // On a narrow surface the words have a line of their own.
            for IntervalRow { name, label, .. } in rows.iter().filter(|row| !row.name.is_empty()) {
                assert!(svg.contains(&format!(">{name}<")), "{name} at {width}");
                assert!(svg.contains(&format!(">{label}<")) || width < 520.0, "{label} at {width}");
            }
            assert!(svg.contains(">0.40<") && svg.contains(">no value<"));
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
            let order: Vec<usize> = (0..k).collect();
            let groups = [
                Group { start: 0, name: "Coins" },
                Group { start: k / 3, name: "Sectors" },
                Group { start: k - 1, name: "Other" },
            ];
            let scheme = if k == 12 { Scheme::OrangePurple } else { Scheme::BlueRed };
            let (first, cell, selected) = ((0, 0), if width > 640.0 { 36.0 } else { 26.0 }, Some((1, 2)));
            let (labels, order, groups) = (&labels[..], &order[..], &groups[..]);
            let chart = HeatmapChart { labels, r: &r, order, groups, first, cell, selected, scheme, scale: true };
            let size = chart.size_css();
            picture(&format!("pairs-{name}-{k}-{width}"), (size.0.min(width), size.1), |surface| {
                assert_eq!(chart.draw(surface, &theme).unwrap().cell, cell);
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
    let mut all = [0.1, 0.5, 0.2, 0.4, 0.6].map(&mut walk);
    for value in &mut all[0][300..380] {
        *value = f64::NAN;
    }
    let bands = [2020, 2022, 2024].map(|year| Band {
        from: day(year),
        to: day(year + 1) - 1,
        label: ["2020", "2022", "2024"][(year as usize - 2020) / 2],
    });
    for (name, theme) in themes() {
        for width in [320.0_f64, 640.0, 1200.0] {
            let names = ["PSCT", "XLK", "XLY", "BTC-USD", "SPY"];
            let mut lines: Vec<Line<'_>> = names
                .iter()
                .zip(&all)
                .map(|(label, values)| Line { label, days: (&dates, values), muted: false })
                .collect();
            lines[4].muted = true;
            let reference = Some(Reference { value: 0.28, low: 0.1, high: 0.46, judged: None });
            for (many, lines) in [("line", &lines[..1]), ("lines", &lines[..])] {
                let chart = LinesChart { lines, visible: None, bands: &bands, reference };
                picture(&format!("{many}-{name}-{width}"), (width, 280.0), |surface| {
                    chart.draw(surface, &theme).unwrap();
                });
                let zoomed = LinesChart { visible: Some((day(2020) + 200, day(2021) + 210)), ..chart };
                picture(&format!("zoom-{many}-{name}-{width}"), (width, 200.0), |surface| {
                    zoomed.draw(surface, &theme).unwrap();
                });
            }
            picture(&format!("strip-{name}-{width}"), (width, 40.0), |surface| {
                StripChart { dates: &dates, values: &all[0] }.draw(surface, &theme).unwrap();
            });
        }
    }
}

#[test]
fn framed() {
    let keys = [
        (Mark::FilledDot, "could be first"),
        (Mark::HollowDot, "is lower"),
        (Mark::Line, "95 % interval"),
        (Mark::FilledBar, "beyond noise"),
        (Mark::HollowBar, "within noise"),
        (Mark::Band, "noise"),
        (Mark::Area, "against the market"),
        (Mark::Weekdays, "weekdays with a price"),
        (Mark::Weekends, "weekends with a price"),
        (Mark::Missing, "missing"),
        (Mark::Stale, "stands still"),
        (Mark::Supports, "supports"),
        (Mark::Contradicts, "contradicts"),
        (Mark::Neither, "neither"),
    ];
    let frame = Frame {
        title: "Correlation of daily returns with bitcoin".into(),
        subtitle: "BTC, 1,397 shared days, 12 March 2020 to 30 September 2025; Pearson, log returns".into(),
        legend: keys.into_iter().map(|(mark, text)| Key { mark, text: text.into() }).collect(),
        source: "Sectorscope, engine 59fd64b7. Facts about these files, not advice.".into(),
    };
    let rows =
        [row("Consumer discretionary", "XLY", 0.404, 0.085, true), row("Small-cap tech", "PSCT", 0.402, 0.08, false)];
    let chart = IntervalsChart { rows: &rows, selected: None };
    for (name, theme) in themes() {
        for width in [300.0, 640.0] {
            let whole = Frame::width_css(width);
            let high = IntervalsChart::height_css(rows.len(), width) + frame.height_css(whole);
            let svg = picture(&format!("framed-{name}-{width}"), (whole, high.ceil()), |surface| {
                assert_eq!(chart.draw(&mut frame.within(surface, &theme).unwrap(), &theme).unwrap().rows, 2);
            });
            assert!(svg.contains(">neither<") && svg.contains(" textLength="));
        }
    }
}

#[test]
fn calendars() {
    let full = vec![21; 130];
    let (weekends, none) = (vec![9; 130], vec![0; 130]);
    let holidays: Vec<u32> = (0..130).map(|month| u32::from(month % 3 == 0)).collect();
    let gap: Vec<u32> = (0..130).map(|month| if (40..44).contains(&month) { 15 } else { 0 }).collect();
    let stale: Vec<u32> = (0..130).map(|month| if (90..93).contains(&month) { 20 } else { 0 }).collect();
    let row = |label, weekends, missing, stale| CalendarRow {
        label,
        first_month: 24_180,
        weekdays: &full,
        weekends,
        missing,
        stale,
    };
    let rows = [
        row("BTC-USD", &weekends, &none, &none),
        row("XLK", &none, &holidays, &none),
        CalendarRow { first_month: 24_250, weekdays: &full[..60], ..row("PSCT", &none, &gap, &none) },
        row("a fund that hardly trades", &none, &gap, &stale),
    ];
    for (name, theme) in themes() {
        for width in [320.0_f64, 640.0] {
            let chart = CalendarChart { rows: &rows, selected: Some(1) };
            let size = (width, CalendarChart::height_css(rows.len()));
            let svg = picture(&format!("calendar-{name}-{width}"), size, |surface| {
                assert_eq!(chart.draw(surface, &theme).unwrap().rows, rows.len());
            });
            assert!(svg.contains(">XLK<") && svg.contains(">2020<"));
        }
    }
}

#[test]
fn lags() {
    let values = [-0.036, 0.041, -0.072, 0.409, -0.043, 0.102, f64::NAN];
    let labels = ["\u{2212}3", "\u{2212}2", "\u{2212}1", "0", "+1", "+2", "+3"];
    let bars: Vec<Bar> =
        labels.into_iter().zip(values).map(|(label, value)| Bar { label: label.into(), value }).collect();
    for (name, theme) in themes() {
        for width in [320.0_f64, 480.0] {
            let chart = BarsChart { bars: &bars, bound: 0.05, selected: Some(5) };
            let svg = picture(&format!("lags-{name}-{width}"), (width, 170.0), |surface| {
                assert_eq!(chart.draw(surface, &theme).unwrap().bars, 7);
            });
            assert!(svg.contains(">+3<") && svg.contains(">0.41<") != svg.contains(">0.409<"));
        }
    }
}

#[test]
fn specifications() {
    for n in [12, 576, 1_200] {
        let effects: Vec<f64> = (0..n).map(|i| libm::pow(i as f64 / n as f64 * 2.0 - 1.0, 3.0) * 0.2 + 0.05).collect();
        let stances: Vec<Stance> = effects
            .iter()
            .map(|effect| match effect {
                effect if *effect > 0.1 => Stance::Supports,
                effect if *effect < -0.1 => Stance::Contradicts,
                _ => Stance::Neither,
            })
            .collect();
        let made: Vec<Vec<bool>> = (1..=6).map(|k| (0..n).map(|i| (i * i / 7) % 6 < k).collect()).collect();
        let choices: Vec<ChoiceRow<'_>> = ["daily", "weekly", "log", "simple", "from 2020-03-11", "by volatility"]
            .into_iter()
            .zip(&made)
            .enumerate()
            .map(|(i, (label, made))| ChoiceRow { label, begins: i % 2 == 0, made })
            .collect();
        for (name, theme) in themes() {
            for width in [320.0_f64, 1_100.0] {
                let chart = CurveChart { effects: &effects, stances: &stances, choices: &choices };
                let size = (width, CurveChart::height_css(6, 3));
                let svg = picture(&format!("curve-{n}-{name}-{width}"), size, |surface| {
                    let layout = chart.draw(surface, &theme).unwrap();
                    assert_eq!((layout.points, layout.choices), (n, 6));
                });
                let median = format!(">{:.3}<", effects[(n - 1) / 2]);
                assert!(svg.contains(">weekly<") && svg.contains(&median), "{median}");
            }
        }
    }
}

#[test]
fn quarters() {
    let mut noise = Noise(5);
    let points: Vec<ScatterPoint> = (0..23)
        .map(|i| ScatterPoint {
            x: noise.next().abs() * 0.15,
            y: 0.4 + noise.next() * 0.3,
            label: format!("{}-Q{}", 2020 + i / 4, i % 4 + 1),
            emphasised: i / 4 % 2 == 0,
        })
        .collect();
    let lines = [FittedLine { slope: -1.2, intercept: 0.5 }];
    let (x_format, y_format) = (NumberFormat::Percent, NumberFormat::Plain);
    for (name, theme) in themes() {
        for width in [320.0_f64, 560.0] {
            let chart = ScatterChart { points: &points, lines: &lines, x_format, y_format, selected: Some(3) };
            let svg = picture(&format!("scatter-{name}-{width}"), (width, 260.0), |surface| {
                assert_eq!(chart.draw(surface, &theme).unwrap().points, points.len());
            });
            assert!(svg.contains("-Q") && svg.contains(">10\u{a0}%<"));
        }
    }
}

#[test]
fn performance() {
    let mut noise = Noise(11);
    let dates: Vec<i32> = (16_000..20_000).filter(|day| (day + 3) % 7 < 5).collect();
    let mut walk = |drift: f64, size: f64| {
        let mut log = 0.0;
        let steps = dates.iter().map(|_| {
            log += drift + size * noise.next();
            log
        });
        steps.collect::<Vec<f64>>()
    };
    let (asset, relative) = (walk(0.0007, 0.02), walk(0.0002, 0.008));
    let bands = [Band { from: 18_262, to: 18_627, label: "" }];
    for (name, theme) in themes() {
        for width in [320.0_f64, 1_100.0] {
            for visible in [None, Some((18_300, 18_400))] {
                let chart =
                    PerformanceChart { dates: &dates, asset: &asset, relative: &relative, visible, bands: &bands };
                let zoom = if visible.is_some() { "zoom" } else { "all" };
                let svg = picture(&format!("performance-{zoom}-{name}-{width}"), (width, 150.0), |surface| {
                    chart.draw(surface, &theme).unwrap();
                });
                assert!(svg.contains(">×1<") && svg.contains("<polygon "));
            }
        }
    }
}
