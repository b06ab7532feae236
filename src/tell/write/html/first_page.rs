//! The first page of a report: the question, its answer beside the figure that shows it, and each claim in a row. On paper it is a
//! page of its own.

use super::{Html, badge, prose};
use crate::chart::svg::escape;
use crate::tell::document::{Block, Brief, ClaimRow, Document};

impl Html {
    /// All of it.
    pub(super) fn first_page(&mut self, document: &Document) {
        let (kicker, title, first) = (document.kicker, escape(&document.title), &document.first);
        self.line("<section id=\"summary\" class=\"first\" aria-labelledby=\"title\">\n<div class=\"two\">\n<div class=\"answer\">");
        self.line(&format!("<p class=\"kicker\">{kicker}</p>\n<h1 id=\"title\">{title}</h1>"));
        for block in &first.blocks {
            match block {
                Block::Heading(text) => self.line(&format!("<h2>{}</h2>", escape(text))),
                block => self.block(block),
            }
        }
        // The figure says it too.
        if first.figure.is_none() {
            self.line(&format!("<p>{}</p>", prose(&document.lead)));
        }
        self.line("</div>");
        if let Some((figure, drawn)) = first.figure.as_ref().and_then(|figure| Some((figure, figure.drawn_beside()?))) {
            self.drawn(figure, &drawn);
        }
        self.line("</div>");
        self.claim_rows(&first.claims);
        self.line("</section>");
    }

    /// The claims, without rules between the cells.
    fn claim_rows(&mut self, claims: &[ClaimRow]) {
        if claims.is_empty() {
            return;
        }
        self.line(
            "<table class=\"rows\">\n<caption>Claims</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Claim</th>\
             <th scope=\"col\" class=\"n\">Number</th><th scope=\"col\" class=\"n\">Rests on</th></tr></thead>\n<tbody>",
        );
        for ClaimRow { question, brief } in claims {
            let (question, found) = (escape(question), prose(&brief.text));
            let (mark, number, basis) = (badge(brief.verdict), number(brief), rests_on(brief));
            self.line(&format!(
                "<tr><td>{mark}</td><th scope=\"row\">{question}<p>{found}</p></th><td class=\"n\">{number}</td><td class=\"n\">{basis}</td></tr>"
            ));
        }
        self.line("</tbody>\n</table>");
    }
}

/// The number with what it is, and below it its interval.
fn number(brief: &Brief) -> String {
    let Some(number) = &brief.number else { return String::new() };
    let ends = brief.ends();
    let ends = if ends.is_empty() { ends } else { format!("<p>{ends}</p>") };
    format!("<small>{}</small> <strong>{number}</strong>{ends}", escape(brief.number_is))
}

/// The returns behind it, and how often it is decided when asked in other ways.
fn rests_on(brief: &Brief) -> String {
    let ways = if brief.ways.is_empty() { String::new() } else { format!("<p>{}</p>", escape(&brief.ways)) };
    format!("{}{ways}", escape(&brief.basis))
}
