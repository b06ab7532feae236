//! Colours: light, dark and print themes, and the diverging scale for correlations.
//!
//! Dark is its own design: brighter marks on a dark ground, and a diverging scale that runs from a dark neutral to light
//! ends, so that in both themes the weak correlations recede and the strong ones stand out.

use plotters::style::{RGBAColor, RGBColor};

/// Every colour a chart may use. Text colours reach a contrast of 4.5 on the background, marks reach 3.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Ground of the whole chart.
    pub background: RGBColor,
    /// Labels and values.
    pub ink: RGBColor,
    /// Tick labels, notes, and marks that step back.
    pub muted: RGBColor,
    /// Grid lines: visible when looked for.
    pub grid: RGBColor,
    /// The zero line and tick marks: between grid and muted.
    pub axis: RGBColor,
    /// Soft vertical bands that mark periods.
    pub band: RGBColor,
    /// The one emphasised series.
    pub accent: RGBColor,
    /// The accent as a see-through fill: interval bands, the selected row.
    pub accent_soft: RGBAColor,
    /// Series in the background of a line chart.
    pub ghost: RGBAColor,
    /// Hues for a few highlighted series, told apart by colour-blind readers (after Okabe and Ito, adjusted until each
    /// reaches a contrast of 4.5 on the background, as they colour labels too).
    pub highlights: [RGBColor; 5],
    /// What stands beside the accent, told apart from it by colour-blind readers: the second of two series, marks among
    /// shaded cells.
    pub second: RGBColor,
    /// The second series as a see-through fill.
    pub second_soft: RGBAColor,
    /// Dark end of the sequential scale, see [`shade`].
    pub shade: RGBColor,
    /// End of the diverging scale at -1.
    pub negative: RGBColor,
    /// Middle of the diverging scale, at 0.
    pub neutral: RGBColor,
    /// End of the diverging scale at +1.
    pub positive: RGBColor,
    /// The same ends in the other scheme: purple at -1.
    pub purple: RGBColor,
    /// Orange at +1.
    pub orange: RGBColor,
    /// Ground of a page around its cards.
    pub page: RGBColor,
    /// Borders of cards, fields and cells.
    pub line: RGBColor,
    /// Text on the accent.
    pub accent_ink: RGBColor,
    /// A quiet fill behind what is chosen.
    pub soft: RGBColor,
    /// Text of what must not be missed.
    pub warn: RGBColor,
    /// The fill behind it.
    pub warn_soft: RGBColor,
    /// Text of what went wrong.
    pub bad: RGBColor,
    /// Text of a claim that is supported: a tint, no traffic light.
    pub support: RGBColor,
    /// The fill behind it.
    pub support_soft: RGBColor,
    /// Text of a claim that is contradicted.
    pub against: RGBColor,
    /// The fill behind it.
    pub against_soft: RGBColor,
}

const fn hex(rgb: u32) -> RGBColor {
    RGBColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn soft(rgb: u32, alpha: f64) -> RGBAColor {
    RGBAColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, alpha)
}

impl Theme {
    /// Dark ink on white.
    pub fn light() -> Self {
        Theme {
            background: hex(0xffffff),
            ink: hex(0x1b1f24),
            muted: hex(0x565d6b),
            grid: hex(0xe8eaed),
            axis: hex(0xa9b0b9),
            band: hex(0xf2f3f5),
            accent: hex(0x0b62a8),
            accent_soft: soft(0x0b62a8, 0.12),
            ghost: soft(0x5c6470, 0.32),
            highlights: [hex(0x0072b2), hex(0xc65200), hex(0x007a58), hex(0xa8447f), hex(0x8a5f00)],
            second: hex(0xb35c00),
            second_soft: soft(0xb35c00, 0.16),
            shade: hex(0x6f93b8),
            negative: hex(0x17549c),
            neutral: hex(0xf1f1f2),
            positive: hex(0xb01c33),
            purple: hex(0x5b3a9e),
            orange: hex(0xa64e00),
            page: hex(0xf6f7f8),
            line: hex(0xdfe2e6),
            accent_ink: hex(0xffffff),
            soft: hex(0xeceff3),
            warn: hex(0x8a4b00),
            warn_soft: hex(0xfdf4e7),
            bad: hex(0xa3182d),
            support: hex(0x0e655f),
            support_soft: hex(0xe3f2f0),
            against: hex(0x8f3e12),
            against_soft: hex(0xf8ebe3),
        }
    }

    /// Light ink on a blue-black ground.
    pub fn dark() -> Self {
        Theme {
            background: hex(0x14171c),
            ink: hex(0xe7eaee),
            muted: hex(0x9aa3af),
            grid: hex(0x282d35),
            axis: hex(0x5b6470),
            band: hex(0x1d2128),
            accent: hex(0x6db5f2),
            accent_soft: soft(0x6db5f2, 0.17),
            ghost: soft(0x9aa3af, 0.36),
            highlights: [hex(0x56b4e9), hex(0xf08a3c), hex(0x2fb98e), hex(0xe08fbe), hex(0xe6b422)],
            second: hex(0xf0a050),
            second_soft: soft(0xf0a050, 0.2),
            shade: hex(0x56799e),
            negative: hex(0x74b6f7),
            neutral: hex(0x2a2f37),
            positive: hex(0xff8a7a),
            purple: hex(0xb5a0f5),
            orange: hex(0xf7a54a),
            page: hex(0x0e1014),
            line: hex(0x2b3038),
            accent_ink: hex(0x0e1014),
            soft: hex(0x242a33),
            warn: hex(0xf0b263),
            warn_soft: hex(0x2a2013),
            bad: hex(0xff8f86),
            support: hex(0x63c7bd),
            support_soft: hex(0x14302e),
            against: hex(0xeaa077),
            against_soft: hex(0x39241a),
        }
    }

    /// For paper: black on white, greys that survive a laser printer.
    pub fn print() -> Self {
        Theme {
            ink: hex(0x000000),
            muted: hex(0x404040),
            grid: hex(0xd9d9d9),
            axis: hex(0x808080),
            band: hex(0xeeeeee),
            accent: hex(0x003f7a),
            accent_soft: soft(0x003f7a, 0.14),
            ghost: soft(0x404040, 0.4),
            second: hex(0x7a3f00),
            shade: hex(0x808080),
            page: hex(0xffffff),
            ..Theme::light()
        }
    }
}

impl Theme {
    /// Colour of the line at a place among the lines of a chart: the first has the accent.
    pub fn hue(&self, place: usize) -> RGBColor {
        match place % self.highlights.len() {
            0 => self.accent,
            place => self.highlights[place],
        }
    }
}

/// The colours of the diverging scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Blue at -1, red at +1.
    #[default]
    BlueRed,
    /// Purple at -1, orange at +1.
    OrangePurple,
}

/// Colour of the correlation `r`: one end of the scheme at -1, the theme's neutral at 0, the other end at +1. The domain is fixed, so a
/// colour means the same in every chart; values outside are clamped, NaN gives the neutral. Interpolated in `OKLab`
/// (Ottosson 2020), where equal steps of `r` look like equal steps of colour.
pub fn diverging(theme: &Theme, scheme: Scheme, r: f64) -> RGBColor {
    let r = if r.is_nan() { 0.0 } else { r.clamp(-1.0, 1.0) };
    let (negative, positive) = match scheme {
        Scheme::BlueRed => (theme.negative, theme.positive),
        Scheme::OrangePurple => (theme.purple, theme.orange),
    };
    between(theme.neutral, if r < 0.0 { negative } else { positive }, r.abs())
}

/// Colour of a share of a whole: the theme's neutral at 0, its shade at 1, values outside clamped, NaN like 0. Interpolated in `OKLab`,
/// as [`diverging`] is.
pub fn shade(theme: &Theme, share: f64) -> RGBColor {
    between(theme.neutral, theme.shade, if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) })
}

fn between(from: RGBColor, to: RGBColor, t: f64) -> RGBColor {
    let (from, to) = (oklab(from), oklab(to));
    srgb([0, 1, 2].map(|i| from[i] + (to[i] - from[i]) * t))
}

/// Black or white, whichever reads better on `color`. One of the two always reaches 4.58 : 1, the square root of 21.
pub fn ink_on(color: RGBColor) -> RGBColor {
    let (black, white) = (RGBColor(0, 0, 0), RGBColor(255, 255, 255));
    if contrast(color, white) >= contrast(color, black) { white } else { black }
}

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(color: RGBColor) -> f64 {
    let [r, g, b] = linear(color);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(RGBColor(r, g, b): RGBColor) -> [f64; 3] {
    [r, g, b].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    })
}

fn oklab(color: RGBColor) -> [f64; 3] {
    let [r, g, b] = linear(color);
    let l = libm::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    let m = libm::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    let s = libm::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
}

fn srgb([lightness, a, b]: [f64; 3]) -> RGBColor {
    let cube = |x: f64| x * x * x;
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    let [r, g, b] = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ]
    .map(|c| {
        let c = c.clamp(0.0, 1.0);
        let encoded = if c <= 0.0031308 { c * 12.92 } else { 1.055 * libm::pow(c, 1.0 / 2.4) - 0.055 };
        (encoded * 255.0).round() as u8
    });
    RGBColor(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes() -> [(&'static str, Theme); 3] {
        [("light", Theme::light()), ("dark", Theme::dark()), ("print", Theme::print())]
    }

    #[test]
    fn contrast_matches_known_pairs() {
        assert!((contrast(hex(0x000000), hex(0xffffff)) - 21.0).abs() < 1e-9);
        assert!((contrast(hex(0x767676), hex(0xffffff)) - 4.54).abs() < 0.01);
    }

    #[test]
    fn text_reads_on_every_ground_it_is_put_on() {
        for (name, theme) in themes() {
            for ground in [theme.background, theme.band] {
                for (what, color) in [("ink", theme.ink), ("muted", theme.muted), ("accent", theme.accent)] {
                    let ratio = contrast(color, ground);
                    assert!(ratio >= 4.5, "{name} {what}: {ratio:.2}");
                }
            }
            for (what, color, ground) in [
                ("text on a page", theme.muted, theme.page),
                ("text on the accent", theme.accent_ink, theme.accent),
                ("a warning", theme.warn, theme.warn_soft),
                ("text in a warning", theme.ink, theme.warn_soft),
                ("an error", theme.bad, theme.background),
                ("what is chosen", theme.ink, theme.soft),
            ] {
                let ratio = contrast(color, ground);
                assert!(ratio >= 4.5, "{name} {what}: {ratio:.2}");
            }
            for (what, color) in [("second", theme.second), ("shade", theme.shade)] {
                let ratio = contrast(color, theme.background);
                assert!(ratio >= 3.0, "{name} {what}: {ratio:.2}");
            }
            // A line through stale prices lies on the shade.
            assert!(contrast(theme.ink, theme.shade) >= 3.0, "{name}: {:.2}", contrast(theme.ink, theme.shade));
            for (i, hue) in theme.highlights.into_iter().enumerate() {
                let ratio = contrast(hue, theme.background);
                assert!(ratio >= 4.5, "{name} highlight {i}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn diverging_has_fixed_ends_and_a_monotone_lightness_on_either_side() {
        for (name, theme) in themes() {
            for (scheme, negative, positive) in
                [(Scheme::BlueRed, theme.negative, theme.positive), (Scheme::OrangePurple, theme.purple, theme.orange)]
            {
                let color = |r: f64| diverging(&theme, scheme, r);
                assert_eq!([-1.0, 0.0, 1.0].map(color), [negative, theme.neutral, positive], "{name}");
                assert_eq!([-9.0, f64::NAN, 7.0].map(color), [negative, theme.neutral, positive], "{name}");
                let rising = luminance(theme.positive) > luminance(theme.neutral);
                for (sign, i) in [-1.0, 1.0].into_iter().flat_map(|sign| (0..50).map(move |i| (sign, i))) {
                    let [a, b] = [i, i + 1].map(|i| luminance(color(sign * f64::from(i) / 50.0)));
                    assert!(a == b || (b > a) == rising, "{name} at {i}");
                }
            }
        }
    }

    #[test]
    fn shades_run_from_neutral_to_the_dark_end() {
        for (name, theme) in themes() {
            assert_eq!([0.0, -3.0, f64::NAN].map(|share| shade(&theme, share)), [theme.neutral; 3], "{name}");
            assert_eq!([1.0, 9.0].map(|share| shade(&theme, share)), [theme.shade; 2], "{name}");
            let rising = luminance(theme.shade) > luminance(theme.neutral);
            for i in 0..20 {
                let [a, b] = [i, i + 1].map(|i| luminance(shade(&theme, f64::from(i) / 20.0)));
                assert_eq!(b > a, rising, "{name} at {i}");
            }
        }
    }

    #[test]
    fn numbers_read_on_the_whole_scale() {
        for (name, theme) in themes() {
            for scheme in [Scheme::BlueRed, Scheme::OrangePurple] {
                for i in -200..=200 {
                    let ground = diverging(&theme, scheme, f64::from(i) / 200.0);
                    let ratio = contrast(ink_on(ground), ground);
                    assert!(ratio >= 4.5, "{name} at {i}: {ratio:.2}");
                }
            }
        }
    }
}
