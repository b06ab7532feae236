//! Whole scenarios: prices in, six verdicts out, every number on the way.

use sectorscope::date::Date;
use sectorscope::panel::{PriceView, shared_dates};
use sectorscope::study::claims::{
    AltcoinLens, ClaimDates, ClaimPrices, ClaimTests, Fluctuation, Judged, Pandemic, QuarterlySlope, SizeLens,
    TopSector, TopSectorLens, TwoLenses, Verdict,
};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, texts};
use crate::{Context, Stop};

/// Compares one case. The notes of the file name the roles.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let [crypto, equity] = texts(case, "inputs")?[..] else { return Err(Stop::Failed("two inputs".to_owned())) };
    let scenario = Scenario::read(&Table::read(context.files, crypto)?, &Table::read(context.files, equity)?)?;
    let judgement = scenario.judge()?;
    let lags = (-3..=3).map(|lag: i32| lag.to_string());
    let correlations = judgement.cross_correlations.iter().map(|&c| Got::Number(c));
    let got = Got::fields([
        ("n_all", Got::Number(judgement.n as f64)),
        (
            "quality",
            Got::fields([
                ("ccf_btc_market", Got::Fields(lags.zip(correlations).collect())),
                ("label_shift_suspected", Got::Flag(judgement.label_shift.is_some())),
            ]),
        ),
        ("n_post", Got::Number(judgement.n_after as f64)),
        ("n_pre", Got::Number(judgement.n_before as f64)),
        ("lags_post", Got::Number(judgement.lags() as f64)),
        ("verdicts", verdicts(&judgement, &scenario.sectors)),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

/// Prices on the days that all columns share.
struct Scenario {
    dates: Vec<Date>,
    bitcoin: Vec<f64>,
    altcoins: Vec<Vec<f64>>,
    sectors: Vec<String>,
    sector_prices: Vec<Vec<f64>>,
    market: Vec<f64>,
}

impl Scenario {
    fn read(crypto: &Table, equity: &Table) -> Result<Scenario, String> {
        let mut columns = Vec::new();
        for table in [crypto, equity] {
            let day = |cell: &String| Date::parse_iso(cell).ok_or_else(|| format!("{cell} is no date"));
            let days = table.cells("date")?.iter().map(day).collect::<Result<Vec<_>, _>>()?;
            for name in table.names().iter().filter(|name| *name != "date") {
                let rows = days.iter().copied().zip(table.column(name)?).filter(|(_, price)| price.is_finite());
                let (days, prices): (Vec<Date>, Vec<f64>) = rows.unzip();
                columns.push((name.clone(), days, prices));
            }
        }
        let views: Vec<PriceView<'_>> = columns.iter().map(|(_, dates, prices)| PriceView { dates, prices }).collect();
        let dates = shared_dates(&views);
        let shared = |wanted: &str| -> Result<Vec<f64>, String> {
            let found = columns.iter().find(|(name, ..)| name == wanted).ok_or(format!("no {wanted}"))?;
            Ok(dates.iter().map(|day| found.2[found.1.partition_point(|other| other < day)]).collect())
        };
        let names = |table: &Table, without: &[&str]| -> Vec<String> {
            table.names().iter().filter(|name| !without.contains(&name.as_str())).cloned().collect()
        };
        let (altcoins, sectors) = (names(crypto, &["date", "BTC"]), names(equity, &["date", "MARKET"]));
        Ok(Scenario {
            bitcoin: shared("BTC")?,
            altcoins: altcoins.iter().map(|name| shared(name)).collect::<Result<_, _>>()?,
            sector_prices: sectors.iter().map(|name| shared(name)).collect::<Result<_, _>>()?,
            market: shared("MARKET")?,
            sectors,
            dates,
        })
    }

    fn judge(&self) -> Result<ClaimTests, String> {
        let number = |name: &str| self.sectors.iter().position(|sector| sector == name);
        let prices = ClaimPrices {
            dates: &self.dates,
            bitcoin: &self.bitcoin,
            altcoins: self.altcoins.iter().map(Vec::as_slice).collect(),
            sectors: self.sector_prices.iter().map(Vec::as_slice).collect(),
            small_tech: number("R2K_TECH"),
            large_tech: number("MEGA_TECH"),
            tech: number("SP500_TECH"),
            market: Some(&self.market),
        };
        let day = |text| Date::parse_iso(text).ok_or("no date");
        Ok(ClaimTests::new(&prices, ClaimDates { pandemic: day("2020-03-11")?, note: day("2025-01-29")? }))
    }
}

fn verdicts(judgement: &ClaimTests, sectors: &[String]) -> Got {
    let top = |judged: &Judged<TopSector>| {
        of(judged, |evidence| {
            let name = sectors.get(evidence.point_top).cloned().unwrap_or_default();
            vec![("point_top", Got::Text(name)), ("lenses", lenses(&evidence.lenses, |lens| top_sector(lens, sectors)))]
        })
    };
    Got::fields([
        ("C1", top(&judgement.bitcoin_top())),
        ("C2", top(&judgement.altcoins_top())),
        ("C3", of(&judgement.altcoins_lower(), |evidence| vec![("lenses", lenses(&evidence.0, altcoins))])),
        ("C4", of(&judgement.small_against_large(), |evidence| vec![("lenses", lenses(&evidence.0, size))])),
        ("C5", of(&judgement.since_pandemic(), pandemic)),
        ("C6", of(&judgement.fluctuation(), fluctuation)),
    ])
}

fn of<E>(judged: &Judged<E>, fields: impl Fn(&E) -> Vec<(&'static str, Got)>) -> Got {
    let mut all = vec![("verdict".to_owned(), word(judged.verdict))];
    if let Some(reason) = judged.reason {
        all.push(("reason".to_owned(), Got::Text(reason.code().to_owned())));
    }
    if let Some(evidence) = &judged.evidence {
        all.extend(fields(evidence).into_iter().map(|(name, got)| (name.to_owned(), got)));
    }
    Got::Fields(all)
}

fn word(verdict: Verdict) -> Got {
    Got::Text(verdict.code().to_owned())
}

fn lenses<E>(both: &TwoLenses<E>, fields: impl Fn(&E) -> Got) -> Got {
    Got::fields([("raw", fields(&both.raw)), ("devol", fields(&both.devolatilised))])
}

fn top_sector(lens: &TopSectorLens, sectors: &[String]) -> Got {
    let rows = lens.rivals.iter().map(|rival| {
        Got::fields([
            ("sector", Got::Text(sectors.get(rival.sector).cloned().unwrap_or_default())),
            ("r", Got::Number(rival.r)),
            ("diff", Got::Number(rival.difference)),
            ("se", Got::Number(rival.se)),
            ("p_greater", Got::Number(rival.p_greater)),
            ("p_less", Got::Number(rival.p_less)),
        ])
    });
    let top = lens.rivals.iter().fold((None, lens.r_claimed), |top: (Option<usize>, f64), rival| {
        if rival.r > top.1 { (Some(rival.sector), rival.r) } else { top }
    });
    let name = top.0.and_then(|sector| sectors.get(sector).cloned()).unwrap_or_else(|| "R2K_TECH".to_owned());
    Got::fields([
        ("verdict", word(lens.verdict())),
        ("n", Got::Number(lens.n as f64)),
        ("lags", Got::Number(lens.lags as f64)),
        ("r_claimed", Got::Number(lens.r_claimed)),
        ("rows", Got::List(rows.collect())),
        ("p_iut", Got::Number(lens.p_top)),
        ("min_holm_p_less", Got::Number(lens.p_exceeded)),
        ("point_top", Got::Text(name)),
    ])
}

fn altcoins(lens: &AltcoinLens) -> Got {
    Got::fields([
        ("verdict", word(lens.verdict())),
        ("mean_alt_minus_btc", Got::Number(lens.difference)),
        ("se", Got::Number(lens.se)),
        ("p_less", Got::Number(lens.p_less)),
        ("composite_minus_btc", Got::Number(lens.composite_difference)),
        ("composite_se", Got::Number(lens.composite_se)),
    ])
}

fn size(lens: &SizeLens) -> Got {
    Got::fields([
        ("verdict", word(lens.verdict())),
        ("diff", Got::Number(lens.difference)),
        ("se", Got::Number(lens.se)),
        ("p_greater", Got::Number(lens.p_greater)),
        ("ci90", Got::cells(&[lens.interval.low, lens.interval.high])),
        ("practically_equal_margin_0.05", Got::Flag(lens.practically_equal)),
    ])
}

fn pandemic(evidence: &Pandemic) -> Vec<(&'static str, Got)> {
    let blocks = evidence.blocks.iter().map(|block| {
        Got::fields([
            ("block", Got::Text(format!("{}H{}", block.year, block.half))),
            ("n", Got::Number(block.n as f64)),
            ("r", Got::Number(block.r)),
            ("p_negative", Got::Number(block.p_negative)),
        ])
    });
    let shift = |value: fn(&sectorscope::study::claims::Shift) -> f64| {
        evidence.shift.as_ref().map_or(Got::Undefined, |shift| Got::Number(value(shift)))
    };
    vec![
        ("r_post", Got::Number(evidence.r)),
        ("ci95", Got::cells(&[evidence.low, evidence.high])),
        ("blocks", Got::List(blocks.collect())),
        ("min_holm_p_negative", Got::Number(evidence.p_negative)),
        ("fraction_positive_blocks", Got::Number(evidence.share_positive)),
        ("r_pre", shift(|s| s.r_before)),
        ("z_shift", shift(|s| s.z)),
        ("p_shift_up", shift(|s| s.p_up)),
        ("p_shift_down", shift(|s| s.p_down)),
    ]
}

fn fluctuation(evidence: &Fluctuation) -> Vec<(&'static str, Got)> {
    let years = |years: &[i32]| Got::cells(&years.iter().map(|&year| f64::from(year)).collect::<Vec<_>>());
    let by_year = |value: fn(&sectorscope::study::claims::YearEstimate) -> f64| {
        Got::Fields(evidence.years.iter().map(|y| (y.year.to_string(), Got::Number(value(y)))).collect())
    };
    let slope = |slope: &QuarterlySlope| {
        Got::fields([
            ("slope", Got::Number(slope.slope)),
            ("se", Got::Number(slope.se)),
            ("t", Got::Number(slope.t)),
            ("p_greater", Got::Number(slope.p_greater)),
        ])
    };
    vec![
        ("years_named", years(&evidence.named)),
        ("years_other", years(&evidence.others)),
        ("z_by_year", by_year(|y| y.z)),
        ("se_z_by_year", by_year(|y| y.se_z)),
        ("homogeneity_Q", Got::Number(evidence.homogeneity.q)),
        ("homogeneity_df", Got::Number(evidence.homogeneity.df as f64)),
        ("homogeneity_p", Got::Number(evidence.homogeneity.p)),
        ("contrast", Got::Number(evidence.contrast)),
        ("se_contrast", Got::Number(evidence.contrast_se)),
        ("p_contrast_greater", Got::Number(evidence.p_contrast)),
        ("quarters", Got::Number(evidence.quarters.all.len() as f64)),
        ("abs_rp", slope(&evidence.quarters.relative)),
        ("abs_rp_logvol", slope(&evidence.quarters.beside_volatility)),
        ("wied_Q", Got::Number(evidence.constancy.statistic)),
        ("wied_p", Got::Number(evidence.constancy.p)),
    ]
}
