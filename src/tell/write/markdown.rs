//! A document in GitHub-flavoured Markdown, without its figures.

use crate::tell::document::{Block, ClaimRow, ColumnKind, Document, Fact, PlainAnswer, Table, VerdictMark};
use sectorscope_stats::pause::{Pace, without_pauses};

/// Steps that a block takes, tables aside.
const STEPS_OF_A_BLOCK: usize = 100;

/// The document as Markdown.
pub async fn markdown(document: &Document) -> String {
    let (mut out, mut pace) = (Markdown { text: String::new(), tables: 0 }, Pace::default());
    out.paragraph(&format!("# {}", escape(&document.title)));
    out.first_page(document);
    for section in &document.sections {
        out.paragraph(&format!("## {}", escape(&section.title)));
        if !section.basis.is_empty() {
            out.paragraph(&escape(&section.basis));
        }
        for block in &section.blocks {
            match block {
                Block::Table(table) => out.table(table).await,
                block => {
                    out.block(block);
                    pace.after(STEPS_OF_A_BLOCK).await;
                }
            }
        }
    }
    out.text
}

/// The text so far; tables are numbered as in the other forms.
struct Markdown {
    text: String,
    tables: usize,
}

impl Markdown {
    /// Between paragraphs stands an empty line.
    fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.trim_end_matches('\n'));
        self.text.push('\n');
    }

    /// The answer, each claim in a row, and what all of it is about.
    fn first_page(&mut self, document: &Document) {
        let first = &document.first;
        for block in &first.blocks {
            match block {
                Block::Heading(text) => self.paragraph(&format!("## {}", escape(text))),
                block => self.block(block),
            }
        }
        if !first.claims.is_empty() {
            let mut text = "| Verdict | Claim | Number | Rests on |\n| :-- | :-- | --: | --: |\n".to_owned();
            first.claims.iter().for_each(|row| text += &claim_row(row));
            self.paragraph(&text);
        }
        self.paragraph(&format!("{}. {}", document.kicker, escape(&document.lead)));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.paragraph(&format!("### {}", escape(text))),
            Block::Answer(PlainAnswer { answer, number, interval }) => {
                self.paragraph(&format!("**{}, {number}** ({interval})", escape(answer)));
            }
            Block::Verdict(mark) => self.paragraph(&format!("**{} {}**", mark.shape, mark.word)),
            Block::Statement(text) | Block::Text(text) => self.paragraph(&escape(text)),
            Block::Notice(notice) => self.paragraph(&format!("> {}", escape(&notice.text))),
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("- {}\n", escape(item))).collect();
                self.paragraph(&items);
            }
            Block::Facts(facts) => {
                let fact = |Fact { name, value, .. }: &Fact| format!("- **{}:** {}\n", escape(name), escape(value));
                self.paragraph(&facts.iter().map(fact).collect::<String>());
            }
            Block::Table(table) => without_pauses(self.table(table)),
            // What is drawn, stands in a row above, or is in a table below.
            Block::Figure(_) | Block::Brief(_) | Block::Stood(_) => {}
            Block::Code(text) => {
                let fence = fence(text);
                self.paragraph(&format!("{fence}\n{text}\n{fence}"));
            }
        }
    }

    async fn table(&mut self, table: &Table) {
        self.tables += 1;
        self.paragraph(&format!("**Table {}.** {}", self.tables, escape(&table.caption)));
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = row(table.columns.iter().map(|column| escape(&column.name)).collect());
        let side = |kind: ColumnKind| if kind == ColumnKind::Number { "--:" } else { ":--" }.to_owned();
        text += &row(table.columns.iter().map(|column| side(column.kind)).collect());
        let mut pace = Pace::default();
        for cells in &table.rows {
            pace.after(3 * cells.len()).await;
            text += &row(cells.iter().map(|cell| escape(&cell.to_string())).collect());
        }
        self.paragraph(&text);
    }
}

/// A claim as a row of a table.
fn claim_row(ClaimRow { question, brief }: &ClaimRow) -> String {
    let VerdictMark { shape, word, .. } = brief.verdict;
    let joined =
        |parts: [&str; 2], between| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between);
    let number = joined([brief.number_is, brief.number.as_deref().unwrap_or_default()], " ");
    let number = joined([&number, &brief.ends()], ", ");
    let rests_on = joined([&brief.basis, &brief.ways], ", ");
    let (question, found) = (escape(question), escape(&brief.text));
    format!("| **{shape} {word}** | **{question}** {found} | {} | {} |\n", escape(&number), escape(&rests_on))
}

/// Backticks that the text does not hold.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// One line that means itself, in a paragraph, a heading, a list or a cell: no markup, no HTML, no link, no block.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // A line that begins with a number and a mark would be a list.
    let digits = text.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    let text = text.trim();
    for (at, c) in text.char_indices() {
        let opens_list = digits > 0 && at == digits && matches!(c, '.' | ')');
        let opens_block = at == 0 && matches!(c, '-' | '+' | '=' | ':');
        // GitHub makes links of addresses.
        let in_address = (c == ':' && text.get(at..).is_some_and(|rest| rest.starts_with("://")))
            || (c == '.' && text.get(..at).is_some_and(|before| before.to_ascii_lowercase().ends_with("www")));
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c if c.is_control() => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => escaped.extend(['\\', c]),
            c if opens_list || opens_block || in_address => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// What a reader sees, and whether there is more than text in a paragraph.
    fn read(markdown: &str) -> (String, bool) {
        let mut text = String::new();
        let mut other = false;
        // GitHub does not set quotation marks and dashes anew.
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(tag) => other |= !matches!(tag, pulldown_cmark::Tag::Paragraph),
                Event::End(_) => {}
                _ => other = true,
            }
        }
        (text, other)
    }

    #[test]
    fn any_text_means_itself() {
        for text in [
            "# no heading",
            "- no list",
            "1. no list",
            "12) no list",
            "> no quote",
            "<script>alert(1)</script>",
            "a|b",
            "*no* _emphasis_ ~~at~~ all",
            "[no](http://link)",
            "![no](x.png)",
            "`no code`",
            "&amp; stays",
            "\\",
            "====",
            "---",
            "$x$",
            "https://example.com",
            "www.example.com",
            "| a |",
            "C:\\folder\\file.csv",
            "[^1]",
            ": term",
        ] {
            assert_eq!(read(&escape(text)), (text.to_owned(), false), "{text}");
        }
        assert_eq!(escape("two\nlines\tand\u{0}"), "two lines and ");
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(fence("plain"), "```");
        assert_eq!(fence("a ```` b"), "`````");
    }
}
