//! A document as one HTML file that needs nothing else and can do nothing else: no script, no request, and a
//! content-security policy that allows its own style by its hash. The text is well-formed XML too, so that strict parsers
//! read it.

mod first_page;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::chart::svg::escape;
use crate::chart::tokens::stylesheet;
use crate::date::Date;
use crate::tell::document::{
    Block, Column, ColumnKind, Document, Fact, PlainAnswer, Section, Stood, Table, VerdictMark,
};
use crate::tell::figure::{Drawn, Figure};
use sectorscope_stats::pause::{Pace, pause, without_pauses};

/// Steps that a block takes, tables and figures aside.
const STEPS_OF_A_BLOCK: usize = 200;

/// The style sheet: the tokens that charts and page have too, and what lays out a report.
fn style() -> String {
    stylesheet() + include_str!("../report.css")
}

/// The document as HTML.
pub async fn html(document: &Document) -> String {
    let mut out = Html { text: head(document), tables: 0, figures: 0 };
    out.first_page(document);
    out.contents(document);
    pause().await;
    for section in &document.sections {
        out.section(section).await;
    }
    out.text + "</main>\n</body>\n</html>\n"
}

fn head(document: &Document) -> String {
    let style = style();
    let hash = STANDARD.encode(Sha256::digest(&style));
    let (title, kicker) = (escape(&document.title), document.kicker);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <title>{title} {kicker}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )
}

/// A text whose days stay on one line.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(&escape(before));
        let digits = from.bytes().take_while(u8::is_ascii_digit).count();
        let day = from.get(..10).filter(|day| digits == 4 && Date::parse_iso(day).is_some());
        let (token, after) = from.split_at(day.map_or(digits, str::len));
        out.push_str(&day.map_or_else(|| token.to_owned(), |day| format!("<time>{day}</time>")));
        rest = after;
    }
    out + &escape(rest)
}

/// The text so far; tables and figures are numbered.
struct Html {
    text: String,
    tables: usize,
    figures: usize,
}

impl Html {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// What follows the first page.
    fn contents(&mut self, document: &Document) {
        let link =
            |section: &Section| format!("<li><a href=\"#{}\">{}</a></li>", escape(&section.id), escape(&section.title));
        let links: String = document.sections.iter().map(link).collect();
        self.line(&format!(
            "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">Appendix</h2><ol>{links}</ol></nav>"
        ));
    }

    async fn section(&mut self, section: &Section) {
        let (id, title) = (escape(&section.id), escape(&section.title));
        self.line(&format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>"));
        if !section.basis.is_empty() {
            self.line(&format!("<p class=\"basis\">{}</p>", prose(&section.basis)));
        }
        let mut pace = Pace::default();
        for block in &section.blocks {
            match block {
                Block::Table(table) => self.table(table).await,
                Block::Figure(figure) => {
                    self.figure(figure);
                    pause().await;
                }
                block => {
                    self.block(block);
                    pace.after(STEPS_OF_A_BLOCK).await;
                }
            }
        }
        self.line("</section>");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.line(&format!("<h3>{}</h3>", escape(text))),
            Block::Answer(PlainAnswer { answer, number, interval }) => {
                self.line(&format!(
                    "<p class=\"plain\"><strong>{}, {number}</strong> ({interval})</p>",
                    escape(answer)
                ));
            }
            // In a row of the first page.
            Block::Brief(_) => {}
            Block::Stood(points) => self.stood(points),
            Block::Verdict(mark) => self.line(&format!("<p>{}</p>", badge(*mark))),
            Block::Statement(text) => self.line(&format!("<p class=\"statement\">{}</p>", prose(text))),
            Block::Text(text) => self.line(&format!("<p>{}</p>", prose(text))),
            Block::Notice(notice) => self.line(&format!("<p class=\"warning\">{}</p>", prose(&notice.text))),
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>\n", prose(item))).collect();
                self.line(&format!("<ul>\n{items}</ul>"));
            }
            Block::Facts(facts) => {
                let fact =
                    |Fact { name, value, .. }: &Fact| format!("<dt>{}</dt><dd>{}</dd>\n", escape(name), prose(value));
                self.line(&format!("<dl>\n{}</dl>", facts.iter().map(fact).collect::<String>()));
            }
            Block::Table(table) => without_pauses(self.table(table)),
            Block::Figure(figure) => self.figure(figure),
            Block::Code(text) => {
                let text = escape(text);
                self.line(&format!("<div class=\"scroll\" tabindex=\"0\"><pre><code>{text}</code></pre></div>"));
            }
        }
    }

    /// A verdict as it stood over time: a mark for each day, read as a list.
    fn stood(&mut self, points: &[Stood]) {
        let mark = |Stood { day, verdict }: &Stood| {
            let (class, word) = (verdict.verdict.code(), verdict.word.to_lowercase());
            format!("<li class=\"{class}\" title=\"{day}: {word}\">{day}: {word}</li>")
        };
        let marks: String = points.iter().map(mark).collect();
        let ends = points.first().zip(points.last()).map(|(first, last)| format!("{} to {}", first.day, last.day));
        let ends = ends.unwrap_or_default();
        self.line(&format!(
            "<div class=\"stood\"><p>As it stood at the end of each quarter, {ends}</p><ol>{marks}</ol></div>"
        ));
    }

    async fn table(&mut self, table: &Table) {
        self.tables += 1;
        let number = self.tables;
        // A table of that many columns has a page of its own, across, where it is printed.
        let wide = match table.columns.len() {
            ..=12 => "",
            13..=24 => " wide",
            _ => " wide dense",
        };
        self.line(&format!(
            "<div class=\"scroll{wide}\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-{number}\">\n<table>\n\
             <caption id=\"table-{number}\"><span>Table {number}. {}</span></caption>",
            prose(&table.caption)
        ));
        let side = |kind: ColumnKind| if kind == ColumnKind::Number { " class=\"n\"" } else { "" };
        let header = |column: &Column| format!("<th scope=\"col\"{}>{}</th>", side(column.kind), escape(&column.name));
        let headers: String = table.columns.iter().map(header).collect();
        self.line(&format!("<thead><tr>{headers}</tr></thead>\n<tbody>"));
        let mut pace = Pace::default();
        for row in &table.rows {
            pace.after(3 * row.len()).await;
            let cells = table.columns.iter().zip(row).enumerate().map(|(place, (column, cell))| match place {
                0 => format!("<th scope=\"row\">{}</th>", prose(&cell.to_string())),
                _ => format!("<td{}>{}</td>", side(column.kind), prose(&cell.to_string())),
            });
            let cells: String = cells.collect();
            self.line(&format!("<tr>{cells}</tr>"));
        }
        self.line("</tbody>\n</table>\n</div>");
    }

    fn figure(&mut self, figure: &Figure) {
        if let Some(drawn) = figure.drawn() {
            self.drawn(figure, &drawn);
        }
    }

    /// Both pictures are there; the style shows the one that suits the ground.
    fn drawn(&mut self, figure: &Figure, drawn: &Drawn) {
        self.figures += 1;
        let number = self.figures;
        self.line(&format!(
            "<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"figure-{number}\">\n\
             <div class=\"light\">{}</div>\n<div class=\"dark\">{}</div>\n</div>\n\
             <figcaption id=\"figure-{number}\">Figure {number}. {}{}</figcaption>\n</figure>",
            drawn.light,
            drawn.dark,
            prose(&figure.caption),
            legend(figure)
        ));
    }
}

/// A verdict with its shape.
fn badge(mark: VerdictMark) -> String {
    let (code, shape, word) = (mark.verdict.code(), mark.shape, mark.word);
    format!("<span class=\"verdict {code}\"><span aria-hidden=\"true\">{shape}</span> {word}</span>")
}

/// What the marks mean, behind the caption.
fn legend(figure: &Figure) -> String {
    let keys: Vec<String> =
        figure.legend.iter().map(|key| format!("{}\u{a0}{}", key.mark.character(), prose(&key.text))).collect();
    if keys.is_empty() { String::new() } else { format!(" <span class=\"legend\">{}</span>", keys.join(" · ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tell::document::FirstPage;

    #[test]
    fn the_style_is_the_one_that_the_policy_names() {
        let (title, lead) = ("<i>".to_owned(), "\"".to_owned());
        let document = Document { kicker: "report", title, lead, first: FirstPage::default(), sections: Vec::new() };
        let text = without_pauses(html(&document));
        let (_, rest) = text.split_once("<style>").unwrap();
        let (style, _) = rest.split_once("</style>").unwrap();
        let hash = STANDARD.encode(Sha256::digest(style));
        assert!(text.contains(&format!("style-src 'sha256-{hash}';")));
        assert!(text.contains("<title>&lt;i&gt; report</title>"));
    }

    #[test]
    fn days_stay_whole_and_everything_else_is_text() {
        assert_eq!(prose("since 2020-03-11, or"), "since <time>2020-03-11</time>, or");
        assert_eq!(prose("<2020-03-11>2020-13-11"), "&lt;<time>2020-03-11</time>&gt;2020-13-11");
        for plain in ["", "12020-03-11", "2020-03-1", "2020-03-1é", "1,443 of 2020"] {
            assert_eq!(prose(plain), plain);
        }
    }

    #[test]
    fn the_style_needs_no_escape() {
        assert!(!style().contains(['<', '&']), "inside <style>, HTML and XML read these differently");
    }
}
