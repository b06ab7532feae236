//! What the page, its charts and a report look like, defined once: the themes' colours, the typeface and the sizes of text, for the
//! charts as numbers and for style sheets as custom properties.

use std::fmt::Write as _;

use plotters::style::RGBColor;

use crate::text::FONT_FAMILY;
use crate::theme::Theme;

/// Sizes of text in CSS pixels: notes and ticks, small print and labels, text, headings, titles.
pub const SIZES: [f64; 5] = [12.0, 14.0, 16.0, 20.0, 30.0];
/// Ticks, notes and most labels of charts.
pub const NOTE: f64 = SIZES[0];
/// Labels of rows that are read like a table.
pub const LABEL: f64 = SIZES[1];
/// Size of text that a reader's browser has by default, of which the others are parts.
const ROOT: f64 = SIZES[2];

/// Custom properties for all themes: `--ground`, `--ink` and so on, `--size-1` to `--size-5`, `--font`. The theme is the device's, or
/// the one that `data-theme` of the root names, and on paper the one for print.
pub fn stylesheet() -> String {
    let (light, dark, print) = (colours(&Theme::light()), colours(&Theme::dark()), colours(&Theme::print()));
    let mut sizes = String::new();
    for (number, size) in SIZES.iter().enumerate() {
        let _ = write!(sizes, "--size-{}:{}rem;", number + 1, size / ROOT);
    }
    format!(
        ":root{{color-scheme:light;--font:{FONT_FAMILY};{sizes}{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n\
         @media print{{:root{{{print}}}}}\n"
    )
}

fn colours(theme: &Theme) -> String {
    let named = [
        ("ground", theme.background),
        ("page", theme.page),
        ("ink", theme.ink),
        ("muted", theme.muted),
        ("line", theme.line),
        ("accent", theme.accent),
        ("accent-ink", theme.accent_ink),
        ("soft", theme.soft),
        ("second", theme.second),
        ("shade", theme.shade),
        ("warn", theme.warn),
        ("warn-soft", theme.warn_soft),
        ("bad", theme.bad),
        ("hue-1", theme.hue(0)),
        ("hue-2", theme.hue(1)),
        ("hue-3", theme.hue(2)),
        ("hue-4", theme.hue(3)),
        ("hue-5", theme.hue(4)),
        ("negative", theme.negative),
        ("neutral", theme.neutral),
        ("positive", theme.positive),
        ("purple", theme.purple),
        ("orange", theme.orange),
        ("support", theme.support),
        ("support-soft", theme.support_soft),
        ("against", theme.against),
        ("against-soft", theme.against_soft),
    ];
    named.iter().map(|(name, RGBColor(r, g, b))| format!("--{name}:#{r:02x}{g:02x}{b:02x};")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_in_the_style_sheet() {
        let text = stylesheet();
        for theme in [Theme::light(), Theme::dark(), Theme::print()] {
            assert!(text.contains(&colours(&theme)));
        }
        assert!(text.contains("--size-1:0.75rem;--size-2:0.875rem;--size-3:1rem;"));
        assert!(!text.contains(['<', '&', '"']), "it stands inside <style> and in a policy");
    }
}
