//! Whole scenarios: files in, eight verdicts out, every number on the way.

use std::collections::BTreeMap;

use sectorscope::catalog::AssetClass;
use sectorscope::date::Date;
use sectorscope::import::encoding::Decode;
use sectorscope::import::{ImportOptions, Importer};
use sectorscope::panel::LongInterval;
use sectorscope::study::claim::ask::{Answer, Ground};
use sectorscope::study::claim::claim::Claim;
use sectorscope::study::claim::finding::{Finding, findings};
use sectorscope::study::claim::sample::Sampler;
use sectorscope::study::claim::way::{Basis, Way};
use sectorscope::study::claim::years::{Alike, Years};
use sectorscope::study::claim::{
    self, AltcoinsLowerEvidence, AltcoinsLowerLens, ByLens, DayOut, Evidence, JointFallEvidence, MoreCorrelatedLens,
    PeaksLens, PositiveSinceEvidence, PositiveSinceLens, QuarterlySlope, TopSectorEvidence, TopSectorLens,
};
use sectorscope::study::claim::{Difference, Level};
use sectorscope::study::lateness::ShiftTest;
use sectorscope::study::ranking::Depth;
use sectorscope::study::settings::{SeriesSettings, Settings};
use sectorscope::study::study::Study;
use sectorscope::workspace::Workspace;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::texts;
use sectorscope_stats::pause::without_pauses;

use crate::{Context, Stop};

/// Compares one case: its roles are settings, its tables files.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let mut workspace = Workspace::new();
    for name in texts(case, "inputs")? {
        let bytes = context.files.get(&format!("inputs/{name}")).ok_or_else(|| format!("no file inputs/{name}"))?;
        let mut importer = Importer::with_decoders(name.to_owned(), ImportOptions::default(), |_| Box::new(AsItIs));
        importer.feed(bytes);
        workspace.add(importer.finish());
    }
    let roles = Roles::read(&case["roles"]);
    let settings = roles.settings()?;
    let study = Study::new(workspace.files(), &settings).map_err(|error| error.message().to_owned())?;
    let ground = without_pauses(Ground::new(&study)).map_err(|error| error.message().to_owned())?;
    let sampler = Sampler::new(&study, Basis::default());
    let findings = without_pauses(findings(&study, Depth::Order)).map_err(|error| error.message().to_owned())?;
    let claims = claim::claims();
    let mut verdicts = Vec::new();
    for (number, (claim, finding)) in claims.iter().zip(&findings).enumerate() {
        let cast = ground.cast(claim.as_ref()).map_err(|error| error.message().to_owned())?;
        let answer = without_pauses(ground.ask(claim.as_ref(), &cast, &sampler, &Way::default()));
        verdicts.push((format!("C{}", number + 1), of_claim(&roles, claim.as_ref(), finding, &answer)));
    }
    let crypto: Vec<&String> = roles.bitcoin.iter().chain(&roles.altcoins).collect();
    let late = ground.lateness.late(crypto.iter().map(|id| id.as_str()), None);
    let quality = crypto.iter().map(|id| {
        let (market, bitcoin) = ground.lateness.tests(id, None);
        let days = late.iter().find(|late| late.id == **id).map_or(0, |late| late.days);
        let against = roles.market.clone().unwrap_or_else(|| "mean of the universe".to_owned());
        let fields = Got::fields([
            ("days", Got::Number(f64::from(days))),
            ("market", Got::Text(against)),
            ("against_market", shift_test(market)),
            ("against_bitcoin", shift_test(bitcoin)),
        ]);
        ((*id).clone(), fields)
    });
    let got = Got::fields([
        ("roles", roles.got()),
        ("quality", Got::Fields(quality.collect())),
        (
            "late_series",
            Got::Fields(late.iter().map(|late| (late.id.clone(), Got::Number(f64::from(late.days)))).collect()),
        ),
        ("verdicts", Got::Fields(verdicts)),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

/// The tables are ASCII: nothing is decoded, on either target.
struct AsItIs;

impl Decode for AsItIs {
    fn push(&mut self, bytes: &[u8], _last: bool, out: &mut Vec<u8>) {
        out.extend_from_slice(bytes);
    }
}

/// Which series stands for what, as the case says.
struct Roles {
    bitcoin: Option<String>,
    altcoins: Vec<String>,
    small: String,
    large: String,
    tech: String,
    market: Option<String>,
    universe: Vec<String>,
}

impl Roles {
    fn read(roles: &Value) -> Roles {
        let one = |name: &str| roles[name].as_str().map(str::to_owned);
        let list = |name: &str| -> Vec<String> {
            roles[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Roles {
            bitcoin: one("bitcoin"),
            altcoins: list("altcoins"),
            small: one("small").unwrap_or_default(),
            large: one("large").unwrap_or_default(),
            tech: one("tech").unwrap_or_default(),
            market: one("market"),
            universe: list("universe"),
        }
    }

    /// The roles as settings: bitcoin by itself, as the catalog finds it.
    fn settings(&self) -> Result<Settings, String> {
        let class = |class| SeriesSettings { class: Some(class), ..SeriesSettings::default() };
        let crypto = self.altcoins.iter().map(|id| (id.clone(), class(AssetClass::Crypto)));
        let shares = self.universe.iter().chain(&self.market).map(|id| (id.clone(), class(AssetClass::Equity)));
        let json = serde_json::json!({
            "altcoins": self.altcoins,
            "universe": self.universe,
            "roles": {
                "small_tech": self.small, "large_tech": self.large, "tech": self.tech, "market": self.market,
            },
        });
        let settings = Settings::from_json(&json.to_string()).map_err(|error| error.message().to_owned())?;
        Ok(Settings { series: crypto.chain(shares).collect::<BTreeMap<_, _>>(), ..settings })
    }

    fn got(&self) -> Got {
        let one = |id: &Option<String>| id.clone().map_or(Got::Undefined, Got::Text);
        let list = |ids: &[String]| Got::List(ids.iter().cloned().map(Got::Text).collect());
        Got::fields([
            ("bitcoin", one(&self.bitcoin)),
            ("market", one(&self.market)),
            ("altcoins", list(&self.altcoins)),
            ("small", Got::Text(self.small.clone())),
            ("large", Got::Text(self.large.clone())),
            ("tech", Got::Text(self.tech.clone())),
            ("universe", list(&self.universe)),
        ])
    }

    /// Things with ids in the order in which the case names them; the product's order is that of the ids.
    fn ordered<'a, T>(&self, things: impl IntoIterator<Item = &'a T>, id: impl Fn(&T) -> &str) -> Vec<&'a T> {
        let order: Vec<&String> = self.altcoins.iter().chain(&self.universe).collect();
        let mut things: Vec<&T> = things.into_iter().collect();
        things.sort_by_key(|thing| order.iter().position(|name| *name == id(thing)));
        things
    }

    fn names(&self, ids: &[String]) -> Got {
        Got::List(self.ordered(ids, String::as_str).into_iter().map(|id| Got::Text(id.clone())).collect())
    }
}

fn shift_test(test: Option<ShiftTest>) -> Got {
    let Some(ShiftTest { n, correlations, days }) = test else { return Got::Undefined };
    // The lag of the largest correlation, whether or not it is enough to suspect anything; of equals the smaller.
    let lags = [0, -1, 1, -2, 2, -3, 3_i32];
    let size = |lag: &i32| usize::try_from(lag + 3).ok().and_then(|at| correlations.get(at)).map_or(0.0, |c| c.abs());
    let k = lags.into_iter().reduce(|best, lag| if size(&lag) > size(&best) { lag } else { best }).unwrap_or(0);
    let lags = (-3..=3).map(|lag: i32| lag.to_string()).zip(correlations.into_iter().map(Got::Number));
    Got::fields([
        ("n", Got::count(n)),
        ("ccf", Got::Fields(lags.collect())),
        ("k", Got::Number(f64::from(k))),
        ("suspected", Got::Flag(days != 0)),
    ])
}

fn of_claim(roles: &Roles, claim: &dyn Claim, finding: &Finding, answer: &Answer) -> Got {
    let text = |text: &str| Got::Text(text.to_owned());
    let mut fields: Vec<(&str, Got)> =
        vec![("verdict", text(finding.verdict.code())), ("reason", finding.reason.map_or(Got::Undefined, text))];
    if !finding.late.is_empty() {
        let shifted = finding.late.iter().map(|late| (late.id.clone(), Got::Number(f64::from(late.days))));
        fields.push(("shifted", Got::Fields(shifted.collect())));
    }
    if !finding.missing.is_empty() {
        let role = |role: &str| text(role.trim_end_matches("_tech"));
        fields.push(("missing", Got::List(finding.missing.iter().map(|missing| role(missing.role)).collect())));
    }
    if let Some(sample) = &answer.sample {
        let since = claim.since().unwrap_or(Settings::default().pandemic);
        let days = sample.days();
        let before = days.partition_point(|day| *day < since);
        let day = |day: Option<&Date>| day.map_or(Got::Undefined, |day| Got::Text(day.to_string()));
        // The case names the universe in its own order, which follows asset and market.
        let all_sectors = finding.roles.contains_key("universe");
        let leading = sample.ids.iter().take_while(|id| !all_sectors || !roles.universe.contains(id)).count();
        let (first, sectors) = sample.ids.split_at(leading);
        let series = first.iter().chain(roles.ordered(sectors, String::as_str)).map(|id| Got::Text(id.clone()));
        fields.extend([
            ("series", Got::List(series.collect())),
            ("n_all", Got::count(days.len())),
            ("n_post", Got::count(days.len() - before)),
            ("n_pre", Got::count(before)),
            ("first", day(days.first())),
            ("first_post", day(days.get(before))),
            ("last", day(days.last())),
            ("long_intervals", long_intervals(&finding.long_intervals)),
            (
                "cut_by",
                finding.cut_by.as_ref().map_or(Got::Undefined, |cut| {
                    Got::fields([
                        ("series", Got::Text(cut.id.clone())),
                        ("days_outside", Got::count(cut.days_outside)),
                        ("days_of_the_others", Got::count(cut.days_of_the_others)),
                        ("begins", Got::Text(cut.begins.to_string())),
                        ("ends", Got::Text(cut.ends.to_string())),
                    ])
                }),
            ),
        ]);
    }
    let number = |value: Option<f64>| value.map_or(Got::Undefined, Got::Number);
    fields.extend([
        ("detectable", number(finding.detectable)),
        ("detectable_z", number(finding.detectable)),
        ("more_days", number(finding.more_returns)),
    ]);
    fields.extend(evidence(roles, finding));
    Got::Fields(fields.into_iter().map(|(name, got)| (name.to_owned(), got)).collect())
}

fn long_intervals(intervals: &[LongInterval]) -> Got {
    let one = |long: &LongInterval| {
        Got::fields([("date", Got::Text(long.day.to_string())), ("days", Got::Number(f64::from(long.days)))])
    };
    Got::List(intervals.iter().map(one).collect())
}

fn lenses<T>(both: &ByLens<T>, fields: impl Fn(&T) -> Got) -> Got {
    let of = |lens: &Option<T>| lens.as_ref().map_or(Got::Undefined, &fields);
    Got::fields([("raw", of(&both.raw)), ("devol", of(&both.devolatilised))])
}

/// What stands in the first lens of a case as the claim's number.
fn headline(of: &Difference, quantity: &str) -> Got {
    Got::fields([
        ("quantity", Got::Text(quantity.to_owned())),
        ("effect", Got::Number(of.difference)),
        ("ci95", Got::cells(&of.interval_95)),
        ("p_greater", Got::Number(of.p_greater)),
        ("p_less", Got::Number(of.p_less)),
    ])
}

/// Fields of a part of a case.
type Fields = Vec<(&'static str, Got)>;

fn evidence(roles: &Roles, finding: &Finding) -> Fields {
    match &finding.evidence {
        Evidence::TopSector(of) => of_top_sector(roles, finding, of),
        Evidence::AltcoinsLower(of) => of_altcoins_lower(roles, of),
        Evidence::MoreCorrelated(of) => {
            let quantity = "r(bitcoin, small) - r(bitcoin, large), raw lens";
            let number = of.lenses.first().ok().map(|first| ("headline", headline(&first.less, quantity)));
            std::iter::once(("lenses", lenses(&of.lenses, more_correlated))).chain(number).collect()
        }
        Evidence::PositiveSince(of) => of_positive_since(of),
        Evidence::PeaksWithTech(of) => {
            let quantity = "mean z of the named years - mean z of the others, raw lens";
            let contrast = of.lenses.first().ok().and_then(|first| first.years.contrast);
            let second = of.lenses.devolatilised.as_ref().map(|second| ("fluctuates", alike(&second.years)));
            std::iter::once(("lenses", lenses(&of.lenses, peaks)))
                .chain(second)
                .chain(contrast.map(|contrast| ("headline", headline(&contrast, quantity))))
                .collect()
        }
        Evidence::JointFall(of) => of_joint_fall(of),
        Evidence::None | Evidence::NamedYears(_) | Evidence::BeyondMarket(_) => Vec::new(),
    }
}

fn of_top_sector(roles: &Roles, finding: &Finding, of: &TopSectorEvidence) -> Fields {
    let place = &of.first_place;
    let words = format!("{} of {} could be first", place.could_be_first.len(), place.ranks.len());
    let ranks = place.ranks.iter().map(|(id, ends)| (id.clone(), Got::counts(ends)));
    let by_lens = Got::fields([("raw", roles.names(&place.by_raw)), ("devol", roles.names(&place.by_devolatilised))]);
    let first_place = Got::fields([
        ("set", roles.names(&place.could_be_first)),
        ("words", Got::Text(words)),
        ("rank_interval", Got::Fields(ranks.collect())),
        ("set_by_lens", by_lens),
    ]);
    let mut fields = vec![
        ("k", Got::count(of.sectors)),
        ("few_rivals", Got::Flag(of.sectors <= 5)),
        ("point_top", Got::Text(of.point_top.clone())),
        ("first_place", first_place),
        ("lenses", lenses(&of.lenses, |lens| top_sector(roles, lens))),
    ];
    let rival = of.lenses.first().ok().and_then(TopSectorLens::closest_rival);
    if let Some(rival) = rival {
        let of_coins = finding.roles.contains_key("altcoins");
        let asset = if of_coins { "ALTX" } else { roles.bitcoin.as_deref().unwrap_or_default() };
        let (claimed, other) = (&of.claimed, &rival.id);
        let quantity = format!("r({asset}, {claimed}) - r({asset}, {other}), the closest rival, raw lens");
        fields.push(("headline", headline(&rival.less, &quantity)));
    }
    if !of.by_coin.is_empty() {
        let coins = of.by_coin.iter().map(|coin| {
            let fields = Got::fields([
                ("n", Got::count(coin.n)),
                ("point_top", Got::Text(coin.point_top.clone())),
                ("set", roles.names(&coin.could_be_first)),
            ]);
            (coin.id.clone(), fields)
        });
        let first = of.by_coin.iter().filter(|coin| coin.point_top == of.claimed).count();
        let possible = of.by_coin.iter().filter(|coin| coin.could_be_first.contains(&of.claimed)).count();
        fields.extend([
            ("by_coin", Got::Fields(coins.collect())),
            ("coins", Got::count(of.by_coin.len())),
            ("coins_first", Got::count(first)),
            ("coins_in_set", Got::count(possible)),
        ]);
    }
    fields
}

fn of_altcoins_lower(roles: &Roles, of: &AltcoinsLowerEvidence) -> Fields {
    let long = of.long_intervals.iter().map(|(id, all)| (id.clone(), long_intervals(all)));
    let quantity = "mean over coins of r(coin, small) - r(bitcoin, small), raw lens";
    let number = of.lenses.first().ok().map(|first| ("headline", headline(&first.mean, quantity)));
    let mut fields = vec![
        ("coins", roles.names(&of.coins)),
        ("coins_left_out", roles.names(&of.left_out)),
        ("long_intervals_by_coin", Got::Fields(long.collect())),
        ("lenses", lenses(&of.lenses, altcoins_lower)),
    ];
    fields.extend(number);
    fields
}

fn of_positive_since(of: &PositiveSinceEvidence) -> Fields {
    let number = of.lenses.first().ok().map(|first| {
        Got::fields([
            ("quantity", Got::Text("r(bitcoin, market) since the pandemic, raw lens".to_owned())),
            ("effect", Got::Number(first.after.r)),
            ("ci95", Got::cells(&first.after.interval_95)),
            ("p_positive", Got::Number(first.after.p_positive)),
            ("p_negative", Got::Number(first.after.p_negative)),
        ])
    });
    let mut fields = vec![("shift_tested", Got::Flag(of.shift_tested)), ("lenses", lenses(&of.lenses, positive_since))];
    fields.extend(number.map(|number| ("headline", number)));
    fields
}

fn of_joint_fall(of: &JointFallEvidence) -> Fields {
    let both = [&of.bitcoin, &of.tech];
    let day = |day: &DayOut| {
        Got::fields([
            ("return", Got::Number(day.r)),
            ("rank_p", Got::Number(day.p_lower)),
            ("median", Got::Number(day.median)),
            ("rose", Got::Flag(day.r > 0.0)),
            ("above_median", Got::Flag(day.r > day.median)),
        ])
    };
    let model = |day: &&DayOut| {
        let of = day.abnormal?;
        let fields = Got::fields([
            ("alpha", Got::Number(of.alpha)),
            ("beta", Got::Number(of.beta)),
            ("abnormal", Got::Number(of.abnormal)),
            ("se", Got::Number(of.se)),
            ("df", Got::count(of.df)),
            ("p_two_sided", Got::Number(of.p)),
        ]);
        Some((day.id.clone(), fields))
    };
    let models: Vec<(String, Got)> = both.iter().filter_map(model).collect();
    vec![
        ("date", Got::Text(of.day.to_string())),
        ("span", Got::Number(f64::from(of.span))),
        ("window_first", Got::Text(of.window_first.to_string())),
        ("window_last", Got::Text(of.window_last.to_string())),
        ("window_n", Got::count(of.window_n)),
        ("same_span_n", Got::count(of.same_span_n)),
        ("comparison", Got::Text(if of.same_span { "same_span" } else { "all_spans" }.to_owned())),
        ("comparison_n", Got::count(of.compared)),
        ("by_series", Got::Fields(both.iter().map(|of| (of.id.clone(), day(of))).collect())),
        ("market_model", if models.is_empty() { Got::Undefined } else { Got::Fields(models) }),
    ]
}

fn difference(of: &Difference) -> Vec<(&'static str, Got)> {
    vec![
        ("n", Got::count(of.n)),
        ("diff", Got::Number(of.difference)),
        ("diff_z", Got::Number(of.difference)),
        ("se", Got::Number(of.se)),
        ("df", Got::Number(of.df)),
        ("t", Got::Number(of.difference / of.se)),
        ("ci95", Got::cells(&of.interval_95)),
        ("ci90", Got::cells(&of.interval_90)),
        ("p_greater", Got::Number(of.p_greater)),
        ("p_less", Got::Number(of.p_less)),
        ("p_up", Got::Number(of.p_greater)),
        ("p_down", Got::Number(of.p_less)),
    ]
}

fn level(of: &Level) -> Vec<(&'static str, Got)> {
    vec![
        ("n", Got::count(of.n)),
        ("r", Got::Number(of.r)),
        ("z", Got::Number(of.z)),
        ("se", Got::Number(of.se)),
        ("se_z", Got::Number(of.se_z)),
        ("df", Got::Number(of.df)),
        ("ci95", Got::cells(&of.interval_95)),
        ("ci90", Got::cells(&of.interval_90)),
        ("p_positive", Got::Number(of.p_positive)),
        ("p_negative", Got::Number(of.p_negative)),
    ]
}

fn named(fields: Vec<(&str, Got)>) -> Got {
    Got::Fields(fields.into_iter().map(|(name, got)| (name.to_owned(), got)).collect())
}

fn word(verdict: claim::Verdict) -> Got {
    Got::Text(verdict.code().to_owned())
}

fn top_sector(roles: &Roles, lens: &TopSectorLens) -> Got {
    let rows = roles.ordered(&lens.rivals, |rival| &rival.id).into_iter().map(|rival| {
        let mut fields = difference(&rival.less);
        fields.extend([
            ("sector", Got::Text(rival.id.clone())),
            ("r", Got::Number(rival.r)),
            ("holm_p_less", Got::Number(rival.holm_p_less)),
        ]);
        named(fields)
    });
    Got::fields([
        ("verdict", word(lens.verdict)),
        ("n", Got::count(lens.claimed.n)),
        ("df", Got::Number(lens.claimed.df)),
        ("r_claimed", Got::Number(lens.claimed.r)),
        ("level", named(level(&lens.claimed))),
        ("rows", Got::List(rows.collect())),
        ("p_iut", Got::Number(lens.p_top)),
        ("min_holm_p_less", Got::Number(lens.p_exceeded)),
        ("point_top", Got::Text(lens.point_top.clone())),
        ("closest", Got::Text(lens.closest.clone())),
        ("level_used", Got::Number(lens.level_used)),
        ("detectable", Got::Number(lens.detectable)),
    ])
}

fn altcoins_lower(lens: &AltcoinsLowerLens) -> Got {
    let average = |of: &Difference| {
        let mut fields = difference(of);
        fields.extend([
            ("word", word(claim::Verdict::by(of.p_less, of.p_greater))),
            ("detectable", Got::Number(of.detectable(claim::LEVEL))),
        ]);
        fields
    };
    let mut index = average(&lens.index);
    index.extend([("r_index", Got::Number(lens.r_index)), ("r_bitcoin", Got::Number(lens.r_bitcoin))]);
    let coins = lens.by_coin.iter().map(|coin| {
        let fields = Got::fields([
            ("n", Got::count(coin.n)),
            ("r", Got::Number(coin.r)),
            ("r_bitcoin", Got::Number(coin.r_bitcoin)),
            ("diff", Got::Number(coin.difference)),
        ]);
        (coin.id.clone(), fields)
    });
    Got::fields([
        ("verdict", word(lens.verdict)),
        ("reason", lens.reason().map_or(Got::Undefined, |reason| Got::Text(reason.to_owned()))),
        ("D", named(average(&lens.mean))),
        ("E", named(index)),
        ("by_coin", Got::Fields(coins.collect())),
        ("detectable", Got::Number(lens.detectable)),
    ])
}

fn more_correlated(lens: &MoreCorrelatedLens) -> Got {
    let mut fields = difference(&lens.less);
    fields.extend([
        ("verdict", word(lens.verdict)),
        ("r_small", Got::Number(lens.first.r)),
        ("r_large", Got::Number(lens.second.r)),
        ("practically_equal", Got::Flag(lens.practically_equal)),
        ("detectable", Got::Number(lens.detectable)),
    ]);
    named(fields)
}

fn positive_since(lens: &PositiveSinceLens) -> Got {
    let blocks = lens.half_years.iter().map(|half| {
        let mut fields = level(&half.level);
        fields
            .extend([("block", Got::Text(half.name.clone())), ("holm_p_negative", Got::Number(half.holm_p_negative))]);
        named(fields)
    });
    let shift = lens.shift.map_or(Got::Undefined, |shift| {
        let mut fields = difference(&shift.rise);
        fields.push(("before", named(level(&shift.before))));
        named(fields)
    });
    let risen = lens.shift.is_none_or(|shift| shift.rise.p_greater <= claim::LEVEL);
    Got::fields([
        ("verdict", word(lens.verdict)),
        ("after", named(level(&lens.after))),
        ("blocks", Got::List(blocks.collect())),
        ("positive", Got::count(lens.positive)),
        ("min_holm_p_negative", Got::Number(lens.p_negative)),
        ("shift", shift),
        (
            "contradicted_by",
            Got::fields([
                ("interval_below_zero", Got::Flag(lens.against.interval_below_zero)),
                ("half_year_negative", Got::Flag(lens.against.half_year_negative)),
                ("near_zero", Got::Flag(lens.against.near_zero)),
                ("shift_down", Got::Flag(lens.against.fallen)),
            ]),
        ),
        (
            "supported_by",
            Got::fields([
                ("interval_above_zero", Got::Flag(lens.after.interval_95[0] > 0.0)),
                ("four_fifths_positive", Got::Flag(5 * lens.positive >= 4 * lens.half_years.len())),
                ("no_half_year_negative", Got::Flag(lens.p_negative > claim::LEVEL)),
                ("shift_up", Got::Flag(risen)),
            ]),
        ),
        ("detectable", Got::Number(lens.detectable)),
    ])
}

fn alike(years: &Years) -> Got {
    let Some(Alike { f, df, df_of_errors, p }) = years.alike else { return Got::Undefined };
    let all: Vec<f64> = years.all.iter().map(|year| f64::from(year.year)).collect();
    Got::fields([
        ("F", Got::Number(f)),
        ("df1", Got::count(df)),
        ("df2", Got::Number(df_of_errors)),
        ("p", Got::Number(p)),
        ("years", Got::cells(&all)),
    ])
}

fn peaks(lens: &PeaksLens) -> Got {
    let years = |years: &[i32]| Got::cells(&years.iter().map(|year| f64::from(*year)).collect::<Vec<_>>());
    let by_year = lens.years.all.iter().map(|year| (year.year.to_string(), named(level(&year.level))));
    let by_quarter = lens.quarters.all.iter().map(|quarter| {
        Got::fields([
            ("quarter", Got::Text(quarter.quarter.replace('-', ""))),
            ("n", Got::count(quarter.n)),
            ("r", Got::Number(quarter.r)),
            ("z", Got::Number(quarter.z)),
            ("abs_rp", Got::Number(quarter.relative.abs())),
            ("rp", Got::Number(quarter.relative)),
            ("log_vol", Got::Number(libm::log(quarter.volatility))),
        ])
    });
    let slope = |of: &Option<QuarterlySlope>| {
        of.map_or(Got::Undefined, |of| {
            Got::fields([
                ("slope", Got::Number(of.slope)),
                ("se", Got::Number(of.se)),
                ("df", Got::count(of.df)),
                ("p_greater", Got::Number(of.p_greater)),
                ("p_less", Got::Number(of.p_less)),
            ])
        })
    };
    let beside = match (slope(&lens.quarters.beside_volatility), lens.quarters.of_volatility) {
        (Got::Fields(mut fields), Some(of)) => {
            fields.push(("slope_log_vol".to_owned(), Got::Number(of.slope)));
            fields.push(("se_log_vol".to_owned(), Got::Number(of.se)));
            Got::Fields(fields)
        }
        (none, _) => none,
    };
    let contrast = lens.years.contrast.map_or(Got::Undefined, |contrast| {
        let mut fields = difference(&contrast);
        fields.push(("detectable_z", Got::Number(contrast.detectable(claim::LEVEL))));
        named(fields)
    });
    Got::fields([
        ("verdict", word(lens.verdict)),
        ("reason", lens.reason().map_or(Got::Undefined, |reason| Got::Text(reason.to_owned()))),
        ("years", Got::Fields(by_year.collect())),
        ("named", years(&lens.years.named)),
        ("other", years(&lens.years.others)),
        ("contrast", contrast),
        ("quarters", Got::count(lens.quarters.all.len())),
        ("by_quarter", Got::List(by_quarter.collect())),
        ("slope", slope(&lens.quarters.slope)),
        ("slope_beside_volatility", beside),
        ("alike_years", alike(&lens.years)),
    ])
}
