//! Did crypto fall with tech on 2025-01-27?

use serde_json::json;

use super::hearing::{Hearing, Role, evidence};
use super::words::{p_value, percent};
use super::{Finding, LensFinding};
use crate::date::Date;
use crate::panel::shared_prices;
use crate::study::claims::{DayOut, Reason, TAIL, Verdict, joint_fall};

const RULE: &str = "Supported where both fell and the day is among the lowest tenth of the 250 before (ending ten days earlier) for each, \
                    contradicted where one rose, otherwise inconclusive. One day proves co-movement on that day only.";
/// 2025-01-27, a Monday.
const DAY: Date = Date::from_days(20_115);

#[expect(clippy::too_many_lines, reason = "one claim from its cast to its words")]
pub(super) fn finding(hearing: &Hearing<'_>) -> Finding {
    let mut finding =
        Finding::new("january-2025-joint-fall", "Did crypto fall together with tech on 27 January 2025?", RULE);
    let roles = [Role::Bitcoin, Role::Tech, Role::Market];
    let (true, Some(bitcoin), Some(tech), Some(market)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.tech, hearing.roles.market)
    else {
        return finding;
    };
    finding.effect_is = format!("log return of {} on that day beyond what {} explains", bitcoin.id, market.id);
    let (dates, prices) = shared_prices(&[bitcoin, tech, market].map(|member| hearing.prices(member)));
    let columns = [0, 1, 2].map(|at| prices.get(at).map_or(&[][..], Vec::as_slice));
    let found = match joint_fall(&dates, columns, DAY) {
        Ok(found) => found,
        Err(undefined) => {
            finding.judged(Verdict::NotTestable, Some(Reason::Undefined(undefined)));
            finding.sentence = format!(
                "Not testable: {}, {} and {} do not share {DAY} and the 260 trading days before it.",
                bitcoin.id, tech.id, market.id
            );
            return finding;
        }
    };
    finding.judged(found.verdict(), None);
    let day = &found.bitcoin;
    let p = day.rank.p_lower.max(found.tech.rank.p_lower);
    let lens = LensFinding::new("raw", found.verdict(), day.abnormal.cumulated, day.abnormal.se, p);
    let (low, high) = (lens.low, lens.high);
    finding.take_lenses(vec![lens]);
    (finding.n, finding.first, finding.last) = (1, Some(DAY), Some(DAY));
    finding.sentence = format!(
        "On {DAY} {} moved by {} and {} by {} (log returns since {}), lower than on {} and {} of the days of the year before; {} of {}'s \
         move is beyond what {} explains (95 % interval {} to {}). {}",
        bitcoin.id,
        percent(day.r),
        tech.id,
        percent(found.tech.r),
        found.since,
        percent(1.0 - day.rank.p_lower),
        percent(1.0 - found.tech.rank.p_lower),
        percent(day.abnormal.cumulated),
        bitcoin.id,
        market.id,
        percent(low),
        percent(high),
        match found.verdict() {
            Verdict::Supported => format!("Supported: both fell, each among the lowest {} of days.", percent(TAIL)),
            Verdict::Contradicted => "Contradicted: they did not both fall.".to_owned(),
            _ => "Inconclusive: both fell, but not both by an unusual amount.".to_owned(),
        }
    );
    finding.caveats.push(format!(
        "{}'s return runs from its price on {} and so holds the weekend, part of which passed before the shares traded.",
        bitcoin.id, found.since
    ));
    finding.caveats.push(format!(
        "Both had a bad day (lowest tenth) together on {} of the days before, {} if they were independent.",
        percent(found.together.joint),
        percent(found.together.independent)
    ));
    finding.caveats.push(format!(
        "Beyond the market, by Student's t: {} {}, {} {}; fat tails make these optimistic.",
        bitcoin.id,
        p_value(day.abnormal.p_two_sided),
        tech.id,
        p_value(found.tech.abnormal.p_two_sided)
    ));
    let one = |of: &DayOut| {
        json!({ "r": of.r, "p_lower": of.rank.p_lower, "z": of.rank.z, "abnormal": of.abnormal.cumulated, "se": of.abnormal.se,
            "t": of.abnormal.t, "df": of.abnormal.df, "p": of.abnormal.p_two_sided, "alpha": of.abnormal.alpha, "beta": of.abnormal.beta })
    };
    finding.evidence = evidence(vec![
        ("bitcoin", one(day)),
        ("tech", one(&found.tech)),
        ("market_return", json!(found.market)),
        ("joint_lower_decile", json!({ "joint": found.together.joint, "independent": found.together.independent })),
    ]);
    finding
}
