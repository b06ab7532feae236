//! Lists of trades, orders and transactions, and of options: they hold prices, but not those of days.

use crate::diagnostic::Code;
use crate::import::layout::header::{Role, words_of};
use crate::import::layout::plan::DateColumns;
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::Unreadable;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "trades",
    what: "Each row is a trade, a transaction or an option: refused, as these are not daily prices.",
    unasked: true,
    look: Look::AtTable(find),
};

/// What a trade does, in the languages of brokers.
#[rustfmt::skip]
const SIDES: [&str; 58] = [
    "buy", "sell", "bought", "sold", "purchase", "sale", "b", "s", "bid", "ask", "long", "short", "kauf", "verkauf", "kaufen", "verkaufen",
    "achat", "vente", "compra", "venta", "venda", "vendita", "acquisto", "koop", "verkoop", "aankoop", "kupno", "sprzedaz", "sprzedaż",
    "kob", "køb", "salg", "kjop", "kjøp", "kop", "köp", "salj", "sälj", "osto", "myynti", "покупка", "продажа", "купля", "买入", "卖出", "買入",
    "賣出", "買", "売", "買付", "売付", "매수", "매도", "alis", "satis", "alış", "satış", "deposit",
];
/// What else stands in the column of a list of transactions.
#[rustfmt::skip]
const OTHERS: [&str; 30] = [
    "deposit", "withdrawal", "withdraw", "dividend", "dividends", "dividende", "interest", "zinsen", "fee", "fees", "tax", "steuer", "transfer",
    "receive", "send", "reward", "rewards", "staking", "airdrop", "convert", "reinvestment", "split", "einlage", "entnahme", "einlieferung",
    "auslieferung", "sparplan", "market", "limit", "trade",
];
/// Words of headers beside a trade: what of, how much, and what for.
#[rustfmt::skip]
const BESIDE: [&str; 50] = [
    "fee", "fees", "commission", "commissions", "cost", "costs", "qty", "quantity", "amount", "size", "shares", "units", "order", "orderid",
    "ordertxid", "txid", "trade", "tradeid", "executed", "filled", "fill", "total", "proceeds", "gebuhren", "gebühren", "gebuhr", "provision",
    "stuck", "stück", "stuecke", "anzahl", "menge", "betrag", "frais", "quantite", "quantité", "montant", "comision", "comisión", "cantidad", "importe",
    "corretagem", "quantidade", "commissioni", "quantita", "quantità", "prowizja", "ilosc", "ilość", "settlement",
];
/// Of all cells that are filled, the share that must be words of trades.
const NEARLY_ALL: f64 = 0.9;

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    let rows = table.data.rows;
    if is_option_chain(table, header) {
        return Some(Err(refusal(
            Code::OptionChain,
            header,
            "prices of an asset; these are options, with strikes and days on which they end",
        )));
    }
    let has_bar = (0..header.fields.len()).any(|column| table.role(column) == Role::OtherPrice);
    let beside = header.fields.iter().flat_map(|name| words_of(name)).any(|word| BESIDE.contains(&word.as_str()));
    let free = |column: &usize| !dates.holds(*column);
    let sides = || {
        let mut columns = (0..header.fields.len()).filter(free).filter(|column| !is_signal(header.field(*column)));
        columns.any(|column| are_sides(rows, column))
    };
    (beside && !has_bar && sides()).then(|| {
        Err(refusal(
            Code::Trades,
            header,
            "prices of days; these are trades or transactions, at prices of their moment",
        ))
    })
}

fn refusal(code: Code, header: &SampleRow, expected: &'static str) -> Unreadable {
    Unreadable {
        code,
        line: Some(header.line),
        found: header.joined(),
        expected,
        advice: "Export the price history of the asset.",
        question: None,
        offer: None,
    }
}

/// Whether a column says of nearly every row that something was bought, sold or paid.
fn are_sides(rows: &[SampleRow], column: usize) -> bool {
    let words: Vec<String> =
        rows.iter().map(|row| row.field(column).to_lowercase()).filter(|word| !word.is_empty()).collect();
    let first = |word: &str| word.split([' ', '_', '-', '/']).next().unwrap_or_default().to_owned();
    let is = |word: &String, list: &[&str]| list.contains(&word.as_str()) || list.contains(&first(word).as_str());
    let sides = words.iter().filter(|word| is(word, &SIDES)).count();
    let known = words.iter().filter(|word| is(word, &SIDES) || is(word, &OTHERS)).count();
    sides > 0 && known as f64 >= NEARLY_ALL * words.len() as f64
}

/// Whether a header names what somebody recommends, beside prices of days.
fn is_signal(name: &str) -> bool {
    words_of(name).iter().any(|word| {
        matches!(word.as_str(), "signal" | "signals" | "recommendation" | "rating" | "prediction" | "label")
    })
}

/// Whether a header names strikes, and what an option is by: its end, its side, its volatility.
fn is_option_chain(table: &Sections<'_>, header: &SampleRow) -> bool {
    let words: Vec<Vec<String>> = header.fields.iter().map(|name| words_of(name)).collect();
    let has = |list: &[&str]| words.iter().flatten().any(|word| list.contains(&word.as_str()));
    let strike = words.iter().enumerate().any(|(column, words)| {
        words
            .iter()
            .any(|word| matches!(word.as_str(), "strike" | "strikeprice" | "strikes" | "ausubungspreis" | "basispreis"))
            && table.data.has_numbers(column)
    });
    strike
        && has(&[
            "call",
            "put",
            "calls",
            "puts",
            "cp",
            "right",
            "option",
            "type",
            "iv",
            "delta",
            "gamma",
            "theta",
            "vega",
            "expiry",
            "expiration",
            "exdate",
            "impliedvolatility",
            "implied",
        ])
}
