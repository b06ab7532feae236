//! What can be asked, and what is answered.

use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::Settings;
use sectorscope::tell::Format;
use sectorscope::tell::write::tables::Table;
use sectorscope::workspace::{Answer, Details, Question, Workspace};

use crate::support::asks::Asks as _;
use crate::support::the_sample;

/// One of each, of the sample.
fn questions() -> Vec<Question> {
    let (a, b) = ("S-BTC".to_owned(), "S-SMALLTECH".to_owned());
    vec![
        Question::Files,
        Question::Ranking { depth: Depth::Order },
        Question::Claims { depth: Depth::Order },
        Question::LateSeries,
        Question::OwnClaim { sentence: "S-BTC moves more with S-SMALLTECH than with S-ENERGY".to_owned() },
        Question::Composites,
        Question::Matrix,
        Question::Rolling { a: a.clone(), b: b.clone() },
        Question::RollingLines { a: a.clone(), others: vec![b.clone()] },
        Question::ConstantBand { a: a.clone(), b: b.clone() },
        Question::Performance,
        Question::Alignment { a: a.clone(), b },
        Question::Strips,
        Question::Moments,
        Question::Specifications,
        Question::CurvePoints { from: 0, to: 1 },
        Question::Curve { claim: None, points: Vec::new() },
        Question::Prices { id: a },
        Question::Details { of: Details::Strips },
        Question::Report { format: Format::Markdown },
        Question::ImportReport,
        Question::Table { table: Table::Matrix },
        Question::TableOf {
            of: Box::new(Question::Ranking { depth: Depth::Order }),
            section: "ranking".to_owned(),
            number: 0,
        },
        Question::LeftOut { file: None },
    ]
}

/// The page finds the type of an answer by the name of its question.
#[test]
fn an_answer_has_the_name_of_its_question() {
    let (workspace, settings) = (the_sample(), Settings { replicates: 99, ..Settings::default() });
    let mut names = Vec::new();
    for question in questions() {
        let json = serde_json::to_value(&question).unwrap();
        let name = json["about"].as_str().unwrap().to_owned();
        assert_eq!(serde_json::from_value::<Question>(json).unwrap(), question);
        let answer = serde_json::to_value(workspace.ask(&settings, question).unwrap()).unwrap();
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(keys, [&name]);
        names.push(name);
    }
    let kept = include_str!("../../www/js/engine-types.ts");
    let (_, declared) = kept.split_once("export type Question =").unwrap();
    let (declared, _) = declared.split_once("\n\n").unwrap();
    let declared: Vec<&str> =
        declared.split("\"about\": \"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    assert_eq!(names, declared, "a question is missing in this test");
}

#[test]
fn what_is_no_question_is_an_error() {
    for json in [
        "{\"about\": \"weather\"}",
        "{\"about\": \"rolling\", \"a\": \"BTC\"}",
        "{\"about\": \"report\", \"format\": \"pdf\"}",
        "{\"about\": \"table\", \"table\": \"volumes\"}",
        "{}",
    ] {
        assert!(serde_json::from_str::<Question>(json).is_err(), "{json}");
    }
    let rolling = Question::Rolling { a: "BTC".to_owned(), b: "nothing".to_owned() };
    assert_eq!(Workspace::new().ask(&Settings::default(), rolling).unwrap_err().code(), "unknown-series");
}

/// Every digit of a table, in the columns that people see.
#[test]
fn a_table_of_an_answer_is_csv() {
    let (workspace, settings) = (the_sample(), Settings { replicates: 99, ..Settings::default() });
    let ask = |section: &str, number| {
        let of = Box::new(Question::Ranking { depth: Depth::Full });
        workspace.ask(&settings, Question::TableOf { of, section: section.to_owned(), number })
    };
    let Answer::TableOf(text) = ask("ranking", 0).unwrap() else { panic!("another answer") };
    let ranking = workspace.stability(&settings).unwrap();
    let mut lines = text.lines();
    assert!(lines.next().unwrap().starts_with("# sectorscope "), "the settings");
    assert_eq!(
        lines.next().unwrap(),
        "Series,Rank,Name,Correlation,95\u{a0}% low,high,Returns,Possible ranks low,Possible ranks high,Could be first,First in,\
         For all low,For all high"
    );
    for (row, line) in ranking.rows.iter().zip(lines) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[0], row.id);
        assert_eq!(cells[3].parse::<f64>().ok().map(f64::to_bits), row.estimate.r.map(f64::to_bits));
        assert_eq!(cells[12].parse::<f64>().ok(), row.together.map(|ends| ends[1]));
    }
    assert_eq!(ask("ranking", 7).unwrap_err().code(), "bad-question");
    let of = Box::new(Question::Details { of: Details::Strips });
    let strips = workspace.ask(&settings, Question::TableOf { of, section: String::new(), number: 0 });
    assert!(matches!(strips, Ok(Answer::TableOf(text)) if text.contains("\r\nSeries,Year,Weekdays with a price,")));
}
