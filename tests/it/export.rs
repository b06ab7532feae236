//! The report in every form: what it must hold, that hostile names stay text, and that the same report gives the same bytes.

use crate::support::asks::Asks as _;
use crate::support::the_sample;
use std::collections::BTreeSet;

use crate::support::import;
use pulldown_cmark::{Event, Options, Parser, Tag};
use roxmltree::{Document, Node, ParsingOptions};
use sectorscope::study::report::Report;
use sectorscope::study::settings::Settings;
use sectorscope::tell::Format;
use sectorscope::tell::write::tables::Table;
use sectorscope::workspace::Workspace;

fn quick() -> Settings {
    Settings { replicates: 99, ..Settings::default() }
}

/// Names that would be markup, formulas or ends of something, were they not taken as text.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "a|b`c`*d*_e_[f](g)",
    "=HYPERLINK(\"http://x\")",
    "@SUM(A1)",
    "+1-1",
    "\"quoted\" & 'single'",
    "https://example.com/?a=1&b=2",
];

/// Bitcoin and equities whose names are hostile, in files whose names are hostile too.
fn hostile() -> (Workspace, Settings) {
    let mut workspace = Workspace::new();
    let mut settings = quick();
    let table = |symbol: &str, phase: usize| {
        let mut text = format!("Date,{}\n", format_args!("\"{}\"", symbol.replace('"', "\"\"")));
        for day in 0..120 {
            let date = sectorscope::date::Date::from_days(19_000 + day as i32);
            let price = 100.0 + ((day * (phase + 3) + day * day * (phase + 1)) % 17) as f64;
            text += &format!("{date},{price}\n");
        }
        text
    };
    workspace.add(import("BTC.csv", table("BTC", 0).as_bytes()));
    for (number, name) in HOSTILE.iter().enumerate() {
        workspace.add(import(&format!("{name}.csv"), table(name, number + 1).as_bytes()));
    }
    let files = workspace.import_report(&settings).unwrap();
    for member in files.series.iter().filter(|member| member.id != "BTC") {
        let said = settings.series.entry(member.id.clone()).or_default();
        said.class = Some(sectorscope::catalog::AssetClass::Equity);
        said.sector = Some("Energy".to_owned());
        said.name = Some(format!("name of {}", member.id));
    }
    (workspace, settings)
}

fn html(workspace: &Workspace, settings: &Settings) -> String {
    workspace.export(settings, Format::Html).unwrap()
}

/// Read as XML, which forgives nothing: every element is closed where it must be, every attribute quoted.
fn parsed(html: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(html, options).unwrap()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
}

fn elements<'a>(document: &'a Document<'_>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

/// What every readable form must say.
fn essentials(report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    for claim in &report.claims {
        all.extend([claim.question.clone(), claim.sentence.clone(), claim.rule.to_owned()]);
        all.extend(claim.needed.iter().chain(&claim.caveats).cloned());
        all.extend(claim.robustness.iter().map(|row| row.way.clone()));
        all.extend(claim.influential_days.iter().flat_map(|days| days.days.iter().map(|day| day.day.to_string())));
    }
    for file in &report.files {
        all.extend([file.name.clone(), file.sha256.clone()]);
        all.extend(file.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()));
    }
    all.extend(report.series.iter().flat_map(|member| [member.id.clone(), member.name.clone()]));
    all.extend(report.settings.keys().cloned());
    all.extend(report.alignment.iter().flat_map(|found| found.conventions.iter().map(|way| way.words.to_owned())));
    all.extend(report.rolling.pairs.iter().filter_map(|pair| pair.change.map(|change| change.day.to_string())));
    all.push(format!("{} {}, build {}", report.engine.name, report.engine.version, report.engine.build));
    all.push("sectorscope verify".to_owned());
    all
}

#[test]
fn the_html_report_is_well_formed_and_says_everything() {
    let (strange, strange_settings) = hostile();
    // What is neither bitcoin nor tech has no years and no quarters.
    for (workspace, settings, figures) in [(the_sample(), quick(), 8), (strange, strange_settings, 5)] {
        let report = workspace.report(&settings).unwrap();
        let text = html(&workspace, &settings);
        let document = parsed(&text);
        let body = text_of(elements(&document, "body").next().unwrap());
        for words in essentials(&report) {
            assert!(body.contains(words.as_str()), "'{words}' is not in the report");
        }
        assert_eq!(elements(&document, "h1").count(), 1);
        assert_eq!(document.root_element().attribute("lang"), Some("en"));
        // A figure is there twice, once for each ground.
        assert_eq!(elements(&document, "svg").count(), 2 * figures);
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
        for link in elements(&document, "a") {
            assert!(ids.contains(&link.attribute("href").unwrap().trim_start_matches('#')));
        }
        for table in elements(&document, "table") {
            let of = |name| table.descendants().filter(move |node: &Node<'_, '_>| node.tag_name().name() == name);
            assert_eq!(of("caption").count(), 1);
            let columns = of("th").filter(|cell| cell.attribute("scope") == Some("col")).count();
            for row in of("tbody").flat_map(|body| body.children().filter(Node::is_element)) {
                assert_eq!(row.children().filter(Node::is_element).count(), columns);
            }
        }
    }
}

#[test]
fn the_html_report_can_do_nothing() {
    let (workspace, settings) = hostile();
    let text = html(&workspace, &settings);
    let document = parsed(&text);
    let known: BTreeSet<&str> =
        "html head meta title style body header h1 h2 h3 p nav ol li a main section span ul dl dt dd div \
        table caption thead tbody tr th td figure figcaption pre code time svg rect polyline polygon circle text strong"
            .split_whitespace()
            .collect();
    for node in document.descendants().filter(Node::is_element) {
        assert!(known.contains(node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}=\"{}\"", attribute.value());
        }
    }
    for name in HOSTILE {
        let (id, file) = (name.to_uppercase(), format!("{name}.csv"));
        assert!(
            elements(&document, "th").any(|cell| text_of(cell).to_uppercase() == id || text_of(cell) == file),
            "{name}"
        );
    }
}

#[test]
fn the_markdown_report_says_the_same() {
    for (workspace, settings) in [(the_sample(), quick()), hostile()] {
        let markdown = workspace.export(&settings, Format::Markdown).unwrap();
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_MATH;
        let mut text = String::new();
        let (mut tables, mut cells, mut columns) = (0, 0, 0);
        for event in Parser::new_ext(&markdown, options) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Html(html) | Event::InlineHtml(html) => panic!("markup came through: {html}"),
                Event::Start(Tag::Link { dest_url, .. }) => panic!("a link came through: {dest_url}"),
                Event::Code(code) | Event::InlineMath(code) => panic!("markup came through: {code}"),
                Event::Start(Tag::Emphasis | Tag::Strikethrough | Tag::Image { .. }) => panic!("markup came through"),
                Event::Start(Tag::Table(sides)) => (tables, columns, cells) = (tables + 1, sides.len(), 0),
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(pulldown_cmark::TagEnd::Table) => assert_eq!(cells % columns, 0),
                _ => {}
            }
        }
        let document = html(&workspace, &settings);
        assert_eq!(tables, elements(&parsed(&document), "table").count());
        for words in essentials(&workspace.report(&settings).unwrap()) {
            assert!(text.contains(words.trim()), "'{words}' is not in the report");
        }
    }
}

/// Read by another implementation: every record as wide as the header.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).comment(Some(b'#')).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn tables_are_csv_in_full_precision() {
    let (workspace, settings) = (the_sample(), quick());
    let report = workspace.report(&settings).unwrap();
    let table = |table| workspace.table(&settings, table).unwrap();
    for each in Table::ALL {
        let text = table(each);
        assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
        assert!(records(&text).len() > 1, "{}", each.name());
        assert!(text.starts_with("# sectorscope 0.1.0 (build "), "{}", each.name());
        assert_eq!(serde_json::to_value(each).unwrap(), each.name());
    }
    let ranking = report.ranking.as_ref().unwrap();
    let bits = |text: &str| text.parse::<f64>().unwrap().to_bits();
    for (row, record) in ranking.rows.iter().zip(records(&table(Table::Ranking)).iter().skip(1)) {
        assert_eq!(record[1], row.id);
        assert_eq!(
            [bits(&record[3]), bits(&record[4])],
            [row.estimate.r, row.estimate.low].map(|r| r.unwrap().to_bits())
        );
    }
    let claims = records(&table(Table::Claims));
    assert_eq!(claims.len(), report.claims.len() + 1);
    assert!(report.claims.iter().zip(&claims[1..]).all(|(claim, record)| claim.sentence == record[14]));
    let k = report.matrix.ids.len();
    assert_eq!(records(&table(Table::Matrix)).len(), k * (k - 1) / 2 + 1);
    // The returns are those that the ranking rests on: its correlations come out of them.
    let returns = records(&table(Table::Returns));
    assert_eq!((returns.len(), returns[0].len()), (ranking.n + 1, ranking.rows.len() + 2));
    let column = |id: &str| {
        let at = returns[0].iter().position(|name| name == id).unwrap();
        returns[1..].iter().map(|row| row[at].parse().unwrap()).collect::<Vec<f64>>()
    };
    let reference = column(&ranking.reference);
    for row in &ranking.rows {
        let found = sectorscope_stats::correlation::coefficient::pearson(&reference, &column(&row.id)).unwrap().r;
        assert_eq!(Some(found), row.estimate.r, "{}", row.id);
    }
    let rolling = records(&table(Table::Rolling));
    let last = report.rolling.pairs[0].r.last().unwrap().unwrap();
    assert_eq!(bits(&rolling[rolling.len() - 1][1]), last.to_bits());
    assert_eq!(rolling[0][1], format!("{}:{}", ranking.reference, ranking.rows[0].id));
}

/// What is ranked: ids, numbers and their counts.
fn ranked(workspace: &Workspace, settings: &Settings) -> Vec<(String, Option<f64>, Option<f64>, usize)> {
    let ranking = workspace.report(settings).unwrap().ranking.unwrap();
    ranking.rows.into_iter().map(|row| (row.id, row.estimate.r, row.estimate.low, row.estimate.n)).collect()
}

#[test]
fn prices_that_were_saved_are_read_again_and_ranked_the_same() {
    for settings in [
        r#"{"replicates":99}"#,
        r#"{"replicates":99,"frequency":"weekly","method":"spearman"}"#,
        r#"{"replicates":99,"frequency":"monthly","from":"2021-01-01","to":"2024-06-30"}"#,
        r#"{"replicates":99,"align":"forward-fill"}"#,
    ] {
        let settings = Settings::from_json(settings).unwrap();
        let workspace = the_sample();
        let saved = workspace.table(&settings, Table::Prices).unwrap();
        let mut again = Workspace::new();
        again.add(import("sectorscope-prices.csv", saved.as_bytes()));
        let file = &again.files()[0];
        assert!(file.left_out.total == 0, "{:?}", file.diagnostics);
        assert_eq!(ranked(&again, &settings), ranked(&workspace, &settings), "{saved:.400}");
    }
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let (workspace, settings) = hostile();
    let mut seen = BTreeSet::new();
    for table in Table::ALL {
        for cell in records(&workspace.table(&settings, table).unwrap()).into_iter().flatten() {
            let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{}: {cell}", table.name());
            seen.extend(cell.strip_prefix('\'').map(str::to_owned));
        }
    }
    assert!(seen.iter().any(|cell| cell.starts_with("=HYPERLINK")), "{seen:?}");
    assert!(seen.iter().any(|cell| cell.starts_with("@SUM")), "{seen:?}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (first, second) = (the_sample(), the_sample());
    for format in [Format::Json, Format::Html, Format::Markdown] {
        assert_eq!(first.export(&quick(), format), second.export(&quick(), format));
    }
}

#[test]
fn what_cannot_be_ranked_is_said_and_the_rest_is_there() {
    let mut workspace = Workspace::new();
    workspace.add(import("XLK.csv", b"Date,Close\n2024-01-02,1\n2024-01-03,2\n"));
    let text = html(&workspace, &quick());
    let document = parsed(&text);
    let warnings: Vec<String> =
        elements(&document, "p").filter(|p| p.attribute("class") == Some("warning")).map(text_of).collect();
    let report = workspace.report(&quick()).unwrap();
    assert!(warnings.contains(&report.problems[0].error.message().to_owned()), "{warnings:?}");
    assert_eq!(workspace.table(&quick(), Table::Ranking).unwrap_err(), report.problems[0].error);
    assert!(records(&workspace.table(&quick(), Table::Claims).unwrap()).len() > 1);
}
