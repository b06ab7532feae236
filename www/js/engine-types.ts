// What the engine is asked and what it answers. Written from the Rust types: change those, then `npm run types`.

/** What a market model leaves of the day. */
export type Abnormal = {
  /** Intercept. */
  alpha: number,
  /** Slope. */
  beta: number,
  /** The return less what they give. */
  abnormal: number,
  /** Its standard error. */
  se: number,
  /** Degrees of freedom. */
  df: number,
  /** Two-sided p-value by Student's t. */
  p: number,
};

/** Something to be done about a notice: it changes what is set about single series. */
export type Action = {
  /** What a button says. */
  label: string,
  /** The same where it stands alone, for a screen reader; none where the label says it all. */
  hint: string | null,
  /** What is reported once it is done; none where it shows by itself. */
  done: string | null,
  /** What it sets, by the id of the series. */
  series: { [key in string]: SeriesSettings },
  /** The steps it gives a series in place of those it has; none takes them back. */
  steps: { [key in string]: Array<Step> },
};

/** What may contradict the claim. */
export type Against = {
  /** The interval of 95 % lies below zero. */
  interval_below_zero: boolean,
  /** A half-year is negative beyond chance. */
  half_year_negative: boolean,
  /** The interval of 90 % lies within 0.1 of zero. */
  near_zero: boolean,
  /** The correlation has fallen beyond chance. */
  fallen: boolean,
};

/** How series with different calendars come together. */
export type AlignPolicy = "shared" | "returns-first" | "forward-fill";

/** The same correlation in four ways, and its lead and lag. */
export type Alignment = {
  /** Id of the first series. */
  a: string,
  /** Id of the second series. */
  b: string,
  /** The four ways, the right one first. */
  conventions: Array<Convention>,
  /** Daily correlations of the first series with the second this many days later, on shared days. */
  lead_lag: Array<LagRow>,
  /** Two standard errors of a correlation of independent series: what lies within is noise. */
  bound: number | null,
};

/** Welch's test that all years have one correlation. */
export type Alike = {
  /** The statistic. */
  f: number,
  /** Numerator degrees of freedom. */
  df: number,
  /** Denominator degrees of freedom. */
  df_of_errors: number,
  /** Its p-value. */
  p: number,
};

/** What the verdict rests on. */
export type AltcoinsLowerEvidence = {
  /** Ids of the coins in the mean. */
  coins: Array<string>,
  /** Ids of those with too few returns. */
  left_out: Array<string>,
  /** Intervals that were too long on each coin's own days, where there are any. */
  long_intervals?: { [key in string]: Array<LongInterval> },
  /** The tests. */
  lenses: ByLens<AltcoinsLowerLens>,
};

/** One lens of it. */
export type AltcoinsLowerLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** Mean over the coins of each one's correlation less bitcoin's on that coin's days. */
  mean: Difference,
  /** Correlation of the index less bitcoin's. */
  index: Difference,
  /** The index's own. */
  r_index: number,
  /** Bitcoin's on the index's days. */
  r_bitcoin: number,
  /** Each coin by itself. */
  by_coin: Array<CoinLess>,
  /** The difference that would have been found in about four samples of five: the larger of both averages'. */
  detectable: number,
};

/** An answer, with the name of its question. */
export type Answer = { "files": Shown<ImportReport> } | { "ranking": Shown<Ranking> } | { "claims": Shown<Array<Claim>> } | { "late-series": Shown<Array<LateSeries>> } | { "own-claim": OwnClaim } | { "composites": Shown<CompositesReport> } | { "matrix": Shown<PairMatrix> } | { "rolling": Shown<RollingPair> } | { "rolling-lines": Array<RollingLines> } | { "constant-band": Shown<ConstantBand> } | { "performance": Shown<Performance | null> } | { "alignment": Shown<Alignment> } | { "strips": Shown<Array<Strip>> } | { "moments": Shown<Array<Moments>> } | { "specifications": Array<Specification> } | { "curve-points": Array<CurvePoint> } | { "curve": Array<Section> } | { "prices": Prices } | { "details": Array<Block> } | { "report": string } | { "import-report": string } | { "table": string } | { "table-of": string } | { "left-out": string };

/** What kind of asset a row is. */
export type AssetClass = "crypto" | "stablecoin" | "equity" | "other";

/** How two columns of returns are held together. */
export type Association = "pearson" | "spearman" | "kendall" | "summed-lags";

/** Where things ended up, in CSS pixels. Bar `i` has the share `i / bars` to `(i + 1) / bars` of the plot. */
export type BarsLayout = {
  /** Rectangle of the bars. */
  plot: PlotRect,
  /** Bars drawn: all, or none where there is no room. */
  bars: number,
  /** Value at the bottom of the axis. */
  yMin: number,
  /** Value at the top of the axis. */
  yMax: number,
};

/** What the verdict rests on. */
export type BeyondMarketEvidence = {
  /** Id of the market. */
  market: string,
  /** The tests. */
  lenses: ByLens<BeyondMarketLens>,
};

/** One lens of it. */
export type BeyondMarketLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** The correlation of what the market leaves of both. */
  partial: Level,
  /** The correlation with the market in it. */
  plain: Level,
  /** The partial correlation that would have been found in about four samples of five. */
  detectable: number,
};

/** A piece of a part. */
export type Block = { "heading": string } | { "answer": PlainAnswer } | { "verdict": VerdictMark } | { "brief": Brief } | { "stood": Array<Stood> } | { "statement": string } | { "text": string } | { "notice": Notice } | { "list": Array<string> } | { "facts": Array<Fact> } | { "table": Table } | { "figure": Figure } | { "code": string };

/** The series that the common calendar suffers from most. */
export type Bottleneck = {
  /** Id of the series. */
  id: string,
  /** Days that would be gained without it. */
  gain: number,
  /** A sentence. */
  message: string,
};

/** A claim in a row. */
export type Brief = {
  /** Its verdict. */
  verdict: VerdictMark,
  /** What was found. */
  text: string,
  /** The number that it turns on; none where there is none. */
  number: string | null,
  /** What that number is, in a word or two; empty where there is none. */
  number_is: string,
  /** The same to be drawn with its interval; none where it has none. */
  value: number | null,
  /** Lower end of its interval. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Returns behind it; empty where there is no number. */
  basis: string,
  /** How often it is decided when asked in other ways; empty where that was not asked for. */
  ways: string,
};

/** The two kinds of returns, or the one that was asked for. */
export type ByLens<T> = {
  /** By returns as they are. */
  raw?: T,
  /** By returns in units of their volatility. */
  devolatilised?: T,
};

/** The series that a claim's calendar suffers from most: days since the claim's day that all the others share, outside its own
 * first to last day. */
export type CalendarBottleneck = {
  /** Id of the series. */
  id: string,
  /** Days of the others outside its range. */
  days_outside: number,
  /** Days that the others share. */
  days_of_the_others: number,
  /** Its first day. */
  begins: Day,
  /** Its last day. */
  ends: Day,
};

/** The ways to bring two calendars together. */
export type CalendarConvention = "shared" | "returns-first" | "forward-fill" | "weekly";

/** Where things ended up, in CSS pixels. Month `i` after the first spans the share `i / months` to `(i + 1) / months` of the plot. */
export type CalendarLayout = {
  /** Rectangle of the months, without labels. */
  plot: PlotRect,
  /** Top of the first row. */
  top: number,
  /** Height of each row. */
  rowHeight: number,
  /** Rows drawn: fewer than given when the surface is lower than [`CalendarChart::height_css`]. */
  rows: number,
  /** Month at the left edge. */
  firstMonth: number,
  /** Months on the axis. */
  months: number,
  /** Months in a column of pixels: more than 1 where there are more months than CSS pixels. */
  monthsPerColumn: number,
};

/** A change; as JSON an object whose `to` names it. */
export type Change = { "to": "remove",
  /** Its name. */
  name: string,
} | { "to": "clear" } | { "to": "refuse",
  /** Its name. */
  name: string,
  /** Why: `folder`, `empty-folder`, `crashes-reader`, else `unreadable`. */
  code: string,
  /** What was found. */
  found: string,
  /** What to do. */
  advice: string,
} | { "to": "add-sha256",
  /** Its name. */
  name: string,
  /** In hexadecimal; none where the file cannot be read a second time. */
  sha256: string | null,
};

/** What is chosen differently. */
export type ChosenBy = "year" | "frequency" | "method" | "volatility";

/** What the files say of one claim. */
export type Claim = {
  /** Stable name of the claim. */
  id: string,
  /** The claim as a question. */
  question: string,
  /** The verdict. */
  verdict: Verdict,
  /** Why it is not a plain one, as a code. */
  reason: string | null,
  /** The number that the claim turns on; interval, p and returns are of this very number. */
  effect: number | null,
  /** Lower end of its interval. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Coverage of that interval: 0.90 beside a one-sided rule at 5 %, else 0.95. */
  confidence: number | null,
  /** What the number is, in words. */
  effect_is: string,
  /** Its p-value in the direction of the claim: how often chance alone says as much for it. */
  p: number | null,
  /** Returns behind the number; without one, those since the claim's day. */
  n: number,
  /** Day the first of them ends on. */
  first: Day | null,
  /** Day the last ends on. */
  last: Day | null,
  /** The effect that these data would have found in about four samples of five by the claim's rule. */
  detectable: number | null,
  /** How many more returns would decide, if the effect stays as it is; none where the claim is decided, or no number worth
   * waiting for would. */
  more_returns: number | null,
  /** A sentence to quote. */
  sentence: string,
  /** The rule of the verdict, in a sentence. */
  rule: string,
  /** What the data could have shown, and what would decide. */
  needed: string | null,
  /** Other ways to ask that decide the opposite. */
  fragile: Array<string>,
  /** Other ways to ask that decide where the claim is inconclusive. */
  depends_on: Array<string>,
  /** What to bear in mind. */
  caveats: Array<string>,
  /** Ids of the series behind the claim's words. */
  roles: { [key in string]: Array<string> },
  /** Words of the claim that no series stands for, and what to do. */
  missing: Array<MissingRole>,
  /** Series whose days are labelled wrongly, where the claim is withheld for them. */
  late: Array<LateSeries>,
  /** Intervals between shared days that were too long for a return, and left out. */
  long_intervals: Array<LongInterval>,
  /** The series that the claim's calendar suffers from most. */
  cut_by: CalendarBottleneck | null,
  /** Further numbers of the claim, each with its own interval and p. */
  beside: Array<Quantity>,
  /** Raw returns, and returns in units of their expected volatility. */
  lenses: ByLens<LensFinding>,
  /** The same question asked in other ways, each judged by the claim's own rule. */
  robustness: Array<RobustnessRow>,
  /** The days that speak most for the answer; none where that was not asked for. */
  influential_days: InfluentialDays | null,
  /** The verdict as it stood at the end of each quarter. */
  history: Array<HistoryPoint>,
  /** Everything else the verdict rests on. */
  evidence: Evidence,
};

/** A kind of finding about a file. */
export type Code = "unreadable" | "folder" | "empty-folder" | "crashes-reader" | "changed-file" | "damaged-archive" | "too-large" | "empty-archive" | "archive-directory" | "too-many-entries" | "encrypted-entry" | "unsupported-packing" | "nested-archive" | "hidden-file" | "zip-archive" | "gzip" | "excel-workbook" | "protected-workbook" | "macro-workbook" | "hidden-sheet" | "chart-sheet" | "formula-without-value" | "nested-workbook" | "html-page" | "xml" | "json" | "rich-text" | "pdf" | "binary" | "encoding" | "empty-file" | "no-rows" | "no-dates" | "one-cell" | "unquoted-dates" | "no-header" | "no-price-column" | "same-header" | "which-close" | "several-currencies" | "damaged-column" | "index-variants" | "no-such-column" | "percentages" | "market-totals" | "returns" | "trades" | "option-chain" | "rates" | "ignored-column" | "unreadable-day-column" | "date-order" | "date-spellings" | "short-years" | "other-calendar" | "decimal-mark" | "overlong-record" | "open-quote" | "unquoted-commas" | "too-many-cells" | "too-few-cells" | "cut-line" | "text-line" | "repeated-header" | "second-table" | "unreadable-date" | "unreadable-date-cell" | "missing-symbol" | "missing-sector" | "conflicting-sector" | "missing-price" | "missing-cell" | "unreadable-price" | "unreadable-cell" | "non-positive-price" | "non-positive-cell" | "not-a-price" | "repeated-asset" | "repeated-date" | "conflicting-date" | "repeated-pair" | "conflicting-pair" | "several-series" | "other-rows" | "intraday" | "unfinished-day" | "not-prices" | "no-prices" | "no-sectors" | "empty-series" | "constant-series" | "not-daily" | "gaps" | "stale-prices" | "bad-ticks" | "split-like-jump" | "rate" | "days-moved" | "days-early" | "weekend-repeats" | "midnight-snapshot" | "share-or-coin" | "yahoo-namesake" | "other-currency" | "compounded" | "mixed-currencies" | "jump-mended" | "duplicate-symbol" | "sector-series" | "stocks-without-prices";

/** One altcoin's own top sector. */
export type CoinAlone = {
  /** Id of the coin. */
  id: string,
  /** Returns. */
  n: number,
  /** Id of the sector with the highest correlation. */
  point_top: string,
  /** Those that could be first. */
  could_be_first: Array<string>,
};

/** One coin against bitcoin, on its own days. */
export type CoinLess = {
  /** Id of the coin. */
  id: string,
  /** Returns. */
  n: number,
  /** Its correlation with the sector. */
  r: number,
  /** Bitcoin's on the same days. */
  r_bitcoin: number,
  /** The first less the second. */
  difference: number,
};

/** A column. */
export type Column = {
  /** What stands in it. */
  name: string,
  /** Of which kind that is. */
  kind: ColumnKind,
};

/** A column to choose. */
export type ColumnChoice = {
  /** What `price_column` has to be for it: its header, or its number where several have that. */
  choice: string,
  /** Its header. */
  name: string,
  /** Its first cell. */
  first: string,
};

/** What a column holds. */
export type ColumnKind = "text" | "number";

/** One composite. Its making rests on the whole of the coins' prices, the report of its moves on the settings' period. */
export type CompositeReport = {
  /** Id, by which it can be named as a reference, in a pair, or in a claim of one's own. */
  id: string,
  /** Name to show. */
  name: string,
  /** `equal`, `market-capitalisation`, `inverse-volatility` or `first-component`. */
  scheme: string,
  /** How its weights come about, in a sentence. */
  words: string,
  /** First day. */
  first: Day | null,
  /** Last day. */
  last: Day | null,
  /** Days on which it has a level. */
  days: number,
  /** The coins it is made of, by id; bitcoin first. */
  parts: Array<PartReport>,
  /** Largest eigenvalue of the correlation matrix over the number of coins; none for an index. */
  explained: number | null,
  /** The coin without which the component would have most days more, where that is many. */
  bottleneck: Bottleneck | null,
  /** Standard deviation of the log returns between its own days, times the root of their number in a year. */
  volatility: number | null,
  /** The deepest fall from a peak; none where it never fell. */
  drawdown: DrawdownReport | null,
  /** Its correlation with bitcoin. */
  with_bitcoin: With | null,
  /** Its correlation with small technology companies. */
  with_small_tech: With | null,
};

/** The composites; none with fewer than two altcoins. */
export type CompositesReport = {
  /** Those that could be made. */
  composites: Array<CompositeReport>,
  /** Those that could not, and why. */
  missing: Array<MissingComposite>,
  /** Coins that are not altcoins, and why. */
  passed_over: Array<PassedOver>,
  /** What is doubtful about the coins. */
  warnings: Array<Warning>,
  /** What to bear in mind of any list of coins. */
  survivors: string,
};

/** The band of chance, and the line that is held against it. */
export type ConstantBand = {
  /** Id of the first series. */
  a: string,
  /** Id of the second series. */
  b: string,
  /** What line and band are of: returns in units of their volatility, because single violent days widen the band of raw
   * ones until no change can be seen; of raw returns for ranks, which tame such days by themselves. */
  lens: Lens,
  /** Correlation of the windows that end on each of the pair's days, by that lens; NaN until the first is full. */
  line: Float64Array<ArrayBuffer>,
  /** Where a single window would lie, with the settings' confidence. */
  pointwise: [number, number] | null,
  /** Coverage of either. */
  confidence: number,
  /** Where all windows would lie together. */
  simultaneous: [number, number] | null,
  /** How often chance alone makes a line stray as far. */
  p: number | null,
  /** Replicates behind it. */
  replicates: number,
  /** Mean length of the blocks of returns that were drawn. */
  block: number | null,
  /** Why there is none, as a code. */
  undefined: string | null,
};

/** One stock of a sector file. */
export type Constituent = {
  /** Its symbol, as written. */
  symbol: string,
  /** Its sector, as written. */
  sector: string,
  /** Its size, where the file says. */
  size: Size | null,
  /** Its weight, in the file's own unit: only the proportions count. */
  weight: number | null,
};

/** One way to bring two calendars together, and what comes of it. */
export type Convention = {
  /** Which. */
  name: CalendarConvention,
  /** What is done, and what is wrong with it. */
  words: string,
  /** Its difference from the first. */
  difference: number | null,
  /** Day the first return ends on. */
  first: Day | null,
  /** Day the last return ends on. */
  last: Day | null,
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** Lower end of the interval; none where it does not exist. */
  low: number | null,
  /** Upper end of the interval. */
  high: number | null,
  /** Returns. */
  n: number,
  /** Why there is no correlation, as a code. */
  undefined: string | null,
};

/** A way to choose. */
export type CurveChoice = {
  /** What it is called. */
  label: string,
  /** Whether it is the first of its kind. */
  begins: boolean,
  /** Whether each of the effects rests on it. */
  made: Array<boolean>,
};

/** Where things ended up, in CSS pixels. Point `i` has the share `i / points` to `(i + 1) / points` of the plot. */
export type CurveLayout = {
  /** Rectangle of the effects. */
  plot: PlotRect,
  /** Bottom edge of the dashboard, which has the width of the plot. */
  bottom: number,
  /** Points drawn. */
  points: number,
  /** Rows of the dashboard drawn: all, or none where there is no room. */
  choices: number,
  /** Combinations in a column of the dashboard: more than 1 where there are more of them than CSS pixels. */
  pointsPerColumn: number,
  /** Value at the bottom of the effects. */
  yMin: number,
  /** Value at the top of the effects. */
  yMax: number,
};

/** What one combination says of one claim. */
export type CurvePoint = {
  /** The claim's id. */
  claim: string,
  /** The combination's number; 0 is the claim's own way. */
  specification: number,
  /** The verdict. */
  verdict: Verdict,
  /** Why it is not a plain one, as a code; not read back. */
  reason: string | null,
  /** The number; none where it has no value. */
  effect: number | null,
  /** Lower end of its interval. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Its p-value in the direction of the claim. */
  p: number | null,
  /** Returns behind it; without a number, those since the claim's day. */
  n: number,
};

/** Whether the day, the month or the year comes first in dates such as `03/04/20`. */
export type DateOrder = "day-first" | "month-first" | "year-first";

/** A day of the proleptic Gregorian calendar, stored as days since 1970-01-01. */
export type Day = string;

/** A series on the day. */
export type DayOut = {
  /** Id of the series. */
  id: string,
  /** Its return. */
  r: number,
  /** (1 + number of compared returns at or below it)/(their number + 1). */
  p_lower: number,
  /** Median of the compared returns. */
  median: number,
  /** What the market does not explain; none without a market. */
  abnormal: Abnormal | null,
};

/** The character between the whole part of a number and its fraction. */
export type DecimalMark = "point" | "comma";

/** How much a ranking should say. */
export type Depth = "order" | "full";

/** A long table. */
export type Details = "matrix" | { "rolling": {
  /** Id of the first series. */
  a: string,
  /** Id of the second. */
  b: string, } } | { "performance": {
  /** The day that it counts from; the first there is where none is named. */
  since?: Day, } } | "strips";

/** One finding in one file. */
export type Diagnostic = {
  /** How much it matters. */
  severity: Severity,
  /** Stable code, e.g. `missing-price`. */
  code: Code,
  /** Line of the file, counted from 1. */
  line: number | null,
  /** Column, by its header where it has one. */
  column: string | null,
  /** What stood there, shortened. */
  found: string | null,
  /** What was expected there. */
  expected: string | null,
  /** The whole sentence: where, what was found, what was expected, what happened to the rest, what to do. */
  message: string,
};

/** A difference with its error. */
export type Difference = {
  /** Returns. */
  n: number,
  /** The first less the second. */
  difference: number,
  /** Its standard error. */
  se: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a difference above zero. */
  p_greater: number,
  /** One-sided p-value of one below. */
  p_less: number,
};

/** What is doubtful. */
export type Doubt = "moves-as-one" | "moves-as-bitcoin" | "looks-stable" | "ended";

/** A fall from a peak. */
export type DrawdownReport = {
  /** Lowest level over the peak, less 1. */
  depth: number,
  /** Day of the peak. */
  peak: Day,
  /** Day of the lowest level. */
  trough: Day,
  /** Day on which the peak was reached again; none if it has not been. */
  recovery: Day | null,
};

/** What made a report. */
export type Engine = {
  /** Name of this program. */
  name: string,
  /** Its version. */
  version: string,
  /** Id of its build: the same for the same sources, `development` where none was given at compile time. */
  build: string,
};

/** Why a request has no answer: the kind, and a sentence for the person who asked. */
export type EngineError = { code: ErrorKind, message: string,
};

/** The kinds of failure. As JSON, and where people read it, a kind is its [`code`](ErrorKind::code), which never changes. */
export type ErrorKind = "bad-settings" | "bad-question" | "bad-change" | "unknown-series" | "no-reference" | "no-sectors" | "too-few-days" | "drawing-failed" | "unserialisable";

/** Where standard errors come from. */
export type Errors = "cosine" | "newey-west";

/** A correlation, the interval that allows for dependent days, and the count behind both. */
export type Estimate = {
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** Lower end of the interval; none where it does not exist. */
  low: number | null,
  /** Upper end of the interval. */
  high: number | null,
  /** Returns. */
  n: number,
  /** Why there is no correlation, as a code. */
  undefined: string | null,
};

/** What a verdict rests on, claim by claim. */
export type Evidence = null | TopSectorEvidence | AltcoinsLowerEvidence | MoreCorrelatedEvidence | PositiveSinceEvidence | PeaksEvidence | JointFallEvidence | NamedYearsEvidence | BeyondMarketEvidence;

/** A series that is not ranked. */
export type Excluded = {
  /** Id of the series. */
  id: string,
  /** A sentence. */
  reason: string,
};

/** A name and what belongs to it. */
export type Fact = {
  /** The name. */
  name: string,
  /** What belongs to it. */
  value: string,
  /** Where the page about methods explains it; none where that says nothing of it. */
  method: string | null,
};

/** A picture. */
export type Figure = {
  /** What it shows, in a sentence. */
  caption: string,
  /** What its marks mean. */
  legend: Array<Key>,
  /** What is drawn. */
  plot: Plot,
};

/** What a file leaves open, with the answers to choose from. */
export type FileQuestion = { "about": "date-order" } & OpenDate | { "about": "price-column",
  /** The columns it could be. */
  columns: Array<ColumnChoice>,
} | { "about": "rows",
  /** The column that tells them apart. */
  column: string,
  /** What its cells hold. */
  values: Array<RowsFound>,
} | { "about": "mend" };

/** What one file gave. */
export type FileReport = {
  /** Name, with the folder it was dropped in. */
  name: string,
  /** Bytes read. */
  bytes: number,
  /** SHA-256 of these bytes. */
  sha256: string,
  /** Shape of the table. */
  layout: string,
  /** What became of it. */
  outcome: Outcome,
  /** Accounts for every record. */
  ledger: Ledger,
  /** What there is to say. */
  diagnostics: Array<Diagnostic>,
  /** Ids of its series. */
  series: Array<string>,
  /** Headers of its columns. */
  columns: Array<string>,
  /** The first rows, as they were read. */
  preview: Array<PreviewRow>,
  /** The stocks and their sectors, where it is a sector file. */
  constituents?: Array<Constituent>,
  /** A date that reads two ways, where the file asks about it. */
  open_date?: OpenDate,
  /** What the file leaves open, where it asks. */
  question?: FileQuestion,
  /** What could be done about it. */
  offers?: Array<Offer>,
};

/** Which could be first, see
 * [`pairwise_rank_intervals`](sectorscope_stats::ordering::rank_stability::pairwise_rank_intervals): over the lenses the smaller lower and
 * the larger upper end. */
export type FirstPlace = {
  /** Ids of the sectors whose interval begins at 1. */
  could_be_first: Array<string>,
  /** Best and worst rank of each sector, by id. */
  ranks: { [key in string]: [number, number] },
  /** Those that could be first by raw returns alone. */
  by_raw: Array<string>,
  /** Those by returns in units of their volatility. */
  by_devolatilised: Array<string>,
};

/** The forms of a report. */
export type Format = "json" | "html" | "markdown";

/** Length of the periods between two prices. */
export type Frequency = "daily" | "weekly" | "monthly";

/** A calendar half-year. */
export type HalfYear = {
  /** `2020H1`. */
  name: string,
  /** p-value of a negative correlation, among all half-years by Holm. */
  holm_p_negative: number,
  /** Returns. */
  n: number,
  /** The correlation. */
  r: number,
  /** Fisher's z of it. */
  z: number,
  /** Standard error of r. */
  se: number,
  /** Standard error of z. */
  se_z: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a correlation above zero. */
  p_positive: number,
  /** One-sided p-value of one below. */
  p_negative: number,
};

/** Where things ended up, in CSS pixels. The cell of the row at place `i` of the order and the column at place `j` has its corner at
 * `(left + (j - first_column) * cell, top + (i - first_row) * cell)`. */
export type HeatmapLayout = {
  /** Left edge of the cells. */
  left: number,
  /** Top edge of the cells. */
  top: number,
  /** Side of a cell; 0 when nothing could be drawn. */
  cell: number,
  /** Place of the first row in the order. */
  firstRow: number,
  /** Place of the first column in the order. */
  firstColumn: number,
  /** Rows in sight, the last of which may be cut. */
  rows: number,
  /** Columns in sight, the last of which may be cut. */
  columns: number,
  /** Whether cells carry numbers; if not, the page says so and offers the table. */
  numbers: boolean,
};

/** The verdict as it stood on a day. */
export type HistoryPoint = {
  /** The last day of the quarter; of the last point, the last day of the data. */
  day: Day,
  /** The verdict. */
  verdict: Verdict,
  /** Why it is not a plain one, as a code; not read back. */
  reason: string | null,
  /** The number; none where it has no value. */
  effect: number | null,
  /** Lower end of its interval. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Its p-value in the direction of the claim. */
  p: number | null,
  /** Returns behind it; without a number, those since the claim's day. */
  n: number,
};

/** What a person can decide about a file that the file leaves open. */
export type ImportOptions = {
  /** Order of day and month in dates such as `03/04/2020`. */
  date_order?: DateOrder | null,
  /** The character between cells. */
  delimiter?: string | null,
  /** Decimal mark of the prices. */
  decimal?: DecimalMark | null,
  /** The column of dates: its header, or its number counted from 1. */
  date_column?: string | null,
  /** The column of prices: its header, or its number counted from 1. */
  price_column?: string | null,
  /** The symbol, where the file gives one series. */
  symbol?: string | null,
  /** The rows that are used, where a column tells several series apart. */
  rows?: RowChoice | null,
  /** What is to be done about it. */
  mends?: Array<Mend>,
};

/** What the files hold, before any analysis. */
export type ImportReport = { schema: number, engine: Engine,
  /** Every file. */
  files: Array<FileReport>,
  /** Every series. */
  series: Array<Member>,
};

/** One of them. */
export type InfluentialDay = {
  /** The day on which the return ends. */
  day: Day,
  /** What the number loses without this day alone. */
  share: number,
};

/** The days that speak most for an answer. The order is that of all days together: without the first few another might come next,
   * so the numbers are upper bounds. */
export type InfluentialDays = {
  /** Those that do most, the first above all. */
  days: Array<InfluentialDay>,
  /** Fewest of these days without which the number has the other sign; none where half of all days, or leaving 250, are not enough. */
  to_turn: number | null,
  /** Fewest without which it is no longer beyond chance; none where it is not so with them. */
  to_doubt: number | null,
  /** All days. */
  n: number,
};

/** A dot with its interval. */
export type Interval = {
  /** What it is in plain words; empty where there are none. */
  name: string,
  /** Its ticker, or whatever else it is called. */
  label: string,
  /** The value; none where there is none. */
  value: number | null,
  /** Lower end. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Whether the dot is filled. */
  filled: boolean,
  /** Whether it is the one in question. */
  marked: boolean,
  /** What is read off it, in a sentence. */
  reading: string,
};

/** Where things ended up, in CSS pixels. */
export type IntervalsLayout = {
  /** Rectangle of the dots, without labels and values. */
  plot: PlotRect,
  /** Top of the first row; rows run over the whole width of the surface. */
  top: number,
  /** Height of each row. */
  rowHeight: number,
  /** Rows drawn: fewer than given when the surface is lower than [`IntervalsChart::height_css`]. */
  rows: number,
  /** Value at the left edge of the plot. */
  xMin: number,
  /** Value at the right edge of the plot. */
  xMax: number,
};

/** What the verdict rests on. */
export type JointFallEvidence = {
  /** The day. */
  day: Day,
  /** Calendar days that its return spans. */
  span: number,
  /** First day of the window that it is held against. */
  window_first: Day,
  /** Last day of it. */
  window_last: Day,
  /** Returns in the window. */
  window_n: number,
  /** Those of the same span among them. */
  same_span_n: number,
  /** Whether only these are compared. */
  same_span: boolean,
  /** Returns that are compared. */
  compared: number,
  /** Bitcoin on that day. */
  bitcoin: DayOut,
  /** Technology on that day. */
  tech: DayOut,
};

/** A day from which on prices are in another unit, as it seems: a split that they were not adjusted for, pence for pounds. */
export type Jump = {
  /** The first day in the new unit. */
  day: Day,
  /** By how much prices became larger; below one where they became smaller. */
  factor: number,
};

/** A mark of a picture and what it means. */
export type Key = {
  /** The mark. */
  mark: Mark,
  /** What it means. */
  text: string,
};

/** What a row is, and so what it can stand for: a fund or an index for a sector or a market, a coin for itself, the rest for
 * nothing. */
export type Kind = "coin" | "stablecoin" | "wrapped" | "coin-fund" | "fund" | "index" | "stock" | "leveraged" | "other";

/** A bar. */
export type LabelledBar = {
  /** What stands beneath it. */
  label: string,
  /** Its height. */
  value: number,
  /** What is read off it. */
  reading: string,
};

/** A correlation at a lag. */
export type LagRow = {
  /** Days by which the second series comes later. */
  lag: number,
  /** The correlation. */
  r: number,
};

/** A series whose dates appear to be off. */
export type LateSeries = {
  /** Id of the series. */
  id: string,
  /** Days to add to its dates: below zero for prices that are stamped late. */
  days: number,
  /** What its returns were compared with. */
  against: string,
  /** Daily correlation as labelled. */
  r: number,
  /** Daily correlation after the shift of labels. */
  r_shifted: number,
  /** Returns. */
  n: number,
  /** A sentence. */
  message: string,
};

/** Accounts for every record of a file: `records = header + used + blank + duplicate + rejected`. */
export type Ledger = {
  /** Records in the file, blank lines included. */
  records: number,
  /** Records read as header or preamble. */
  header: number,
  /** Records that gave at least one price. */
  used: number,
  /** Lines with nothing in them. */
  blank: number,
  /** Records that repeat a day that another record gives. */
  duplicate: number,
  /** Records left out, by the code of the rule. */
  rejected: { [key in Code]?: number },
};

/** One kind of returns. */
export type Lens = "raw" | "devolatilised";

/** What one kind of returns says. */
export type LensFinding = {
  /** What it would say alone. */
  verdict: Verdict,
  /** The number that the claim turns on. */
  effect: number,
  /** Lower end of its interval; none where it has none. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** p-value of this number in the direction of the claim. */
  p: number,
  /** Returns. */
  n: number,
};

/** By which returns a claim is judged. */
export type Lenses = "both" | "raw" | "devolatilised";

/** A correlation with its error. */
export type Level = {
  /** Returns. */
  n: number,
  /** The correlation. */
  r: number,
  /** Fisher's z of it. */
  z: number,
  /** Standard error of r. */
  se: number,
  /** Standard error of z. */
  se_z: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a correlation above zero. */
  p_positive: number,
  /** One-sided p-value of one below. */
  p_negative: number,
};

/** A change of the level of a correlation. */
export type LevelChange = {
  /** Day on which the first return after the change ends. */
  day: Day,
  /** First day of its interval. */
  low: Day,
  /** Last day of its interval. */
  high: Day,
  /** Correlation before. */
  r_before: number,
  /** Correlation from that day on. */
  r_after: number,
  /** p-value of a constant correlation, by cumulated sums of devolatilised returns: large where the change may be chance. */
  p: number,
};

/** An interval that is too long for a return of the frequency: prices are missing in between. */
export type LongInterval = {
  /** The day it ends on. */
  day: Day,
  /** Calendar days that it spans. */
  days: number,
};

/** What a sector series was made of. */
export type MadeOf = {
  /** Symbols of its stocks, in the order of the file. */
  stocks: Array<string>,
  /** Those of them that mine, trade or hold coins. */
  crypto_exposed: Array<string>,
  /** Id of the same series without these; none where there are none, or nothing would be left. */
  without_crypto_exposed: string | null,
};

/** How something is drawn. */
export type Mark = "filled-dot" | "hollow-dot" | "line" | "thin-line" | "dashed-line" | "filled-bar" | "hollow-bar" | "band" | "area" | "weekdays" | "weekends" | "missing" | "stale" | "supports" | "contradicts" | "neither";

/** One series, as the study knows it. */
export type Member = {
  /** Unique: the symbol, or the symbol and a number where several files give the same one. */
  id: string,
  /** The catalog's symbol where the series is known, of an index without its mark where the file has none; else as found. */
  symbol: string,
  /** Name to show. */
  name: string,
  /** Name of the file. */
  file: string,
  /** Header of the column. */
  value_column: string,
  /** Class of asset; none where it is not stated. */
  class: AssetClass | null,
  /** What it is: a fund, a company, a coin; none where it is not stated. */
  kind: Kind | null,
  /** Symbol of the coin whose price it repeats. */
  follows: string | null,
  /** Whether its companies mine, trade or hold coins; of a sector series: whether some of them do. */
  crypto_exposed: boolean,
  /** GICS sector. */
  sector: string | null,
  /** Size of the companies. */
  size: Size | null,
  /** Id of the sector series that it is a part of: then that is ranked and not this. */
  part_of: string | null,
  /** Whether it is left out of everything. */
  ignored: boolean,
  /** The code of the currency of its prices, where the file tells it. */
  currency: string | null,
  /** Days from which on its prices are in another unit, as it seems, and that no step of the settings mends. */
  jumps: Array<Jump>,
  /** Days that are added to its dates. */
  shift_days: number,
  /** First day with a price, as in the file. */
  first: Day | null,
  /** Last day with a price, as in the file. */
  last: Day | null,
  /** Days with a price. */
  count: number,
  /** First price. */
  first_value: number | null,
  /** Last price. */
  last_value: number | null,
  /** Of a sector series made of listed stocks: those among them that live on crypto. */
  made_of?: MadeOf,
};

/** What a person can have done about a file by one word. */
export type Mend = "join-dates" | "compound" | "next-day" | "days-as-written" | "keep-weekends" | "use-as-written";

/** `pearson`, `spearman` or `kendall`, for `#[serde(with = "MethodWord")]`. */
export type Method = "pearson" | "spearman" | "kendall";

/** A composite that could not be made. */
export type MissingComposite = {
  /** The id it would have. */
  id: string,
  /** Its name. */
  name: string,
  /** Why there is none. */
  message: string,
};

/** A word of a claim that no series stands for. */
export type MissingRole = {
  /** The role, as the settings name it. */
  role: string,
  /** What to add. */
  message: string,
};

/** Returns of one series between its own days, by the settings' period, kind and frequency. */
export type Moments = {
  /** Id of the series. */
  id: string,
  /** Returns. */
  n: number,
  /** Their mean; none without returns. */
  mean: number | null,
  /** Their standard deviation; none with fewer than two. */
  standard_deviation: number | null,
  /** Their autocorrelation at lag 1; none where it has no value. */
  autocorrelation: number | null,
  /** Share of returns that are zero. */
  zeros: number | null,
  /** The lowest, with the day it ends on. */
  lowest: [Day, number] | null,
  /** The highest. */
  highest: [Day, number] | null,
};

/** What the verdict rests on. */
export type MoreCorrelatedEvidence = {
  /** The tests. */
  lenses: ByLens<MoreCorrelatedLens>,
};

/** One lens of it. */
export type MoreCorrelatedLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** The correlation that is claimed to be larger. */
  first: Level,
  /** The other. */
  second: Level,
  /** Whether the interval of 90 % lies within 0.05 of zero. */
  practically_equal: boolean,
  /** The difference that would have been found in about four samples of five. */
  detectable: number,
  /** Returns. */
  n: number,
  /** The first less the second. */
  difference: number,
  /** Its standard error. */
  se: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a difference above zero. */
  p_greater: number,
  /** One-sided p-value of one below. */
  p_less: number,
};

/** The days of one series. */
export type NamedDays = {
  /** Id of the series. */
  id: string,
  /** Days with a price. */
  priced: number,
  /** Days with a price that are not used because another series has none. */
  lost: number,
  /** Days on which this series is the only one without a price: without it, this many more days would be shared. */
  alone_missing: number,
};

/** What the verdict rests on. */
export type NamedYearsEvidence = {
  /** The tests. */
  lenses: ByLens<NamedYearsLens>,
};

/** One lens of it. */
export type NamedYearsLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** Year by year. */
  years: Years,
};

/** What must not be missed. */
export type Notice = {
  /** In words. */
  text: string,
  /** Whether it is of something that a person had done, and can take back. */
  in_force: boolean,
  /** What can be done about it; a report that is kept has no use for them. */
  actions: Array<Action>,
};

/** A mend that suits a file, and what a button says. */
export type Offer = {
  /** The mend: one more in the options' `mends`. */
  mend: Mend,
  /** What the button says. */
  label: string,
};

/** A date cell that no row of its file decides. */
export type OpenDate = {
  /** The cell, as written. */
  text: string,
  /** The day it is if the day comes first, where it could. */
  day_first: Day | null,
  /** The day it is if the month comes first, where it could. */
  month_first: Day | null,
  /** The day it is if the year comes first, where it could. */
  year_first?: Day,
};

/** One other order of the ranked series. */
export type Order = {
  /** What is different. */
  by: ChosenBy,
  /** The year, the period of a return, the measure; `devolatilised`. */
  name: string,
  /** Returns. */
  n: number,
  /** Day the first return ends on. */
  first: Day | null,
  /** Day the last return ends on. */
  last: Day | null,
  /** The series' places, in the order of the ranking itself. */
  places: Array<Place>,
};

/** What became of a file. */
export type Outcome = "prices" | "sectors" | "asks" | "refused";

/** A claim of one's own. Series are named by id or symbol. In settings it is a sentence, see [`UNDERSTOOD`], or an object. */
export type OwnClaim = { "kind": "most-correlated",
  /** The one side of every correlation. */
  asset: string,
  /** The series that is claimed to be first. */
  with: string,
  /** The others; the ranked universe where none is named. */
  among?: Array<string>,
  /** First day that counts; the pandemic's where none is named. */
  since?: Day,
} | { "kind": "more-correlated",
  /** The one side of both correlations. */
  asset: string,
  /** The series that is claimed to be closer. */
  with: string,
  /** The other. */
  than: string,
  /** First day that counts; the pandemic's where none is named. */
  since?: Day,
} | { "kind": "positive-since",
  /** One series. */
  asset: string,
  /** The other. */
  with: string,
  /** The day. */
  since: Day,
} | { "kind": "in-years",
  /** One series. */
  asset: string,
  /** The other. */
  with: string,
  /** The years. */
  years: Array<number>,
} | { "kind": "beyond-market",
  /** One series. */
  asset: string,
  /** The other. */
  with: string,
  /** First day that counts; the pandemic's where none is named. */
  since?: Day,
};

/** Correlations of all pairs. Each cell has its own days, so the matrix may be indefinite: a picture, not an input. */
export type PairMatrix = {
  /** Ids, the reference first, then crypto, then the other classes; inside by sector and id. */
  ids: Array<string>,
  /** Row-major correlations; NaN where a pair has too few returns or a series never changes. The diagonal is 1. */
  r: Float64Array<ArrayBuffer>,
  /** Row-major counts of returns. */
  n: Float64Array<ArrayBuffer>,
};

/** A coin in a composite. */
export type PartReport = {
  /** Id of the coin. */
  id: string,
  /** Day whose close first gave it a weight; none where none did. */
  entered: Day | null,
  /** Day whose close took its last weight; none while it is in. */
  left: Day | null,
  /** Its weight after the last day, of 1. Of the component: loading over standard deviation, sizes of all adding up to 1. */
  weight: number,
  /** Days on which it was in without a price, at its last one. */
  carried: number,
  /** Entry of the eigenvector, of length 1; none for an index. */
  loading: number | null,
};

/** A coin that is not an altcoin. */
export type PassedOver = {
  /** Id of the coin. */
  id: string,
  /** Why, as a clause. */
  why: string,
};

/** What the verdict rests on. */
export type PeaksEvidence = {
  /** The tests. */
  lenses: ByLens<PeaksLens>,
  /** The quarters looked at in further ways, which are part of no verdict. */
  looks: Array<QuarterlyLook>,
  /** The fitted line of correlations freed of volatility. */
  adjusted: QuarterlySlope | null,
  /** p-value of a constant correlation, by cumulated sums of devolatilised returns: weak against going to and fro. */
  cusum_p: number | null,
};

/** One lens of it. */
export type PeaksLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** Year by year. */
  years: Years,
  /** Quarter by quarter. */
  quarters: Quarters,
};

/** Cumulative log returns since the first day, 0 there. */
export type Performance = {
  /** Id of the series that stands for technology. */
  tech: string,
  /** Id of the market, where there is one beside it. */
  market: string | null,
  /** Days on which both have a price. */
  dates: Float64Array<ArrayBuffer>,
  /** Of technology. */
  tech_log: Float64Array<ArrayBuffer>,
  /** Of technology less the market's. */
  relative_log: Float64Array<ArrayBuffer> | null,
};

/** All ways to name as many years. */
export type Permuted = {
  /** Share of them that set the named years off as far. */
  p: number,
  /** The smallest p-value that so few years can give. */
  smallest_p: number,
  /** How many ways there are. */
  assignments: number,
};

/** What stands around a picture. Empty parts take no room. */
export type PictureFrame = {
  /** What the picture shows. */
  title: string,
  /** What it rests on: reference, number of days, dates. */
  subtitle: string,
  /** What its marks mean. */
  legend: Array<Key>,
  /** Where it comes from. */
  source: string,
};

/** A place in an order. */
export type Place = {
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** 1 for the highest; equal correlations share the better rank. None without a correlation. */
  rank: number | null,
};

/** An answer with the number it rests on. */
export type PlainAnswer = {
  /** In a word, or by name. */
  answer: string,
  /** The number. */
  number: string,
  /** Its interval of 95 %, or that of the settings. */
  interval: string,
};

/** What is drawn. */
export type Plot = { "kind": "intervals",
  /** The rows. */
  rows: Array<Interval>,
  /** Coverage of the intervals. */
  confidence: number,
} | { "kind": "bars",
  /** The bars. */
  bars: Array<LabelledBar>,
  /** Half the band of noise. */
  bound: number | null,
} | { "kind": "scatter",
  /** The points, in the order of x. */
  points: Array<Point>,
  /** The lines. */
  lines: Array<StraightLine>,
} | { "kind": "curve",
  /** The effects. */
  effects: Array<number>,
  /** 1 where one supports the claim, -1 where it contradicts it, else 0. */
  stances: Array<number>,
  /** The choices. */
  choices: Array<CurveChoice>,
  /** What is read off each. */
  readings: Array<string>,
} | { "kind": "on-page" };

/** The rectangle the data is drawn in, in CSS pixels from the top left of the surface. */
export type PlotRect = {
  /** Left edge. */
  left: number,
  /** Top edge. */
  top: number,
  /** Right edge, never left of `left`. */
  right: number,
  /** Bottom edge, never above `top`. */
  bottom: number,
};

/** A point. */
export type Point = {
  /** To the right. */
  x: number,
  /** Up. */
  y: number,
  /** Its name. */
  label: string,
  /** Whether it is filled and named. */
  emphasised: boolean,
  /** What is read off it. */
  reading: string,
};

/** What the verdict rests on. */
export type PositiveSinceEvidence = {
  /** The first day. */
  since: Day,
  /** Whether there are enough returns before to ask whether it rose. */
  shift_tested: boolean,
  /** Returns before. */
  n_before: number,
  /** The tests. */
  lenses: ByLens<PositiveSinceLens>,
};

/** One lens of it. */
export type PositiveSinceLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** The correlation since. */
  after: Level,
  /** Half-years since with enough returns. */
  half_years: Array<HalfYear>,
  /** How many of them are positive. */
  positive: number,
  /** Smallest p-value of a negative one, after Holm; 1 without any. */
  p_negative: number,
  /** The change from before; none where it is not tested. */
  shift: Shift | null,
  /** What contradicts the claim. */
  against: Against,
  /** The correlation that would have been found in about four samples of five. */
  detectable: number,
};

/** A row as it was read. */
export type PreviewRow = {
  /** Line of the file, counted from 1. */
  line: number,
  /** The day; none where the order of day and month is open. */
  date: Day | null,
  /** The symbol in the row, in a long table. */
  symbol: string | null,
  /** The prices; none where a cell has none. */
  prices: Array<number | null>,
};

/** The prices of one series. */
export type Prices = {
  /** Its days. */
  dates: Float64Array<ArrayBuffer>,
  /** A price for each. */
  prices: Float64Array<ArrayBuffer>,
};

/** A number with its interval, p-value, returns and days, all of one quantity. */
export type Quantity = {
  /** What it is, in words. */
  quantity: string,
  /** The number. */
  effect: number,
  /** Lower end of its interval; none where it has none. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Coverage of that interval: 0.90 beside a one-sided rule at 5 %, else 0.95. */
  confidence: number,
  /** p-value of this number in the direction of the claim. */
  p: number | null,
  /** Returns behind it. */
  n: number,
};

/** One quarter. */
export type Quarter = {
  /** `2020-Q2`. */
  quarter: string,
  /** Day its last return ends on. */
  last: Day,
  /** Returns. */
  n: number,
  /** Correlation of bitcoin and technology. */
  r: number,
  /** Fisher's z of it. */
  z: number,
  /** What the correlation would be if technology had moved as much as in the median quarter; see [`volatility_adjusted`]. */
  r_adjusted: number | null,
  /** Fisher's z of that. */
  z_adjusted: number | null,
  /** Log return of technology. */
  tech: number,
  /** Log return of technology less that of the market. */
  relative: number,
  /** Standard deviation of technology's daily returns. */
  volatility: number,
};

/** One more way to look at the quarters; none is part of a verdict. */
export type QuarterlyLook = {
  /** Stable name. */
  code: string,
  /** What is different, in words. */
  way: string,
  /** Quarters. */
  quarters: number,
  /** The slope, or rank correlation; none where it has no value. */
  value: number | null,
  /** Its one-sided p-value. */
  p: number | null,
};

/** A slope of a regression over quarters, with errors that keep their level with so few of them (HC3) and Student's t. */
export type QuarterlySlope = {
  /** Fisher's z where the column is 0. */
  intercept: number,
  /** Change of z for a return of 1. */
  slope: number,
  /** Its standard error. */
  se: number,
  /** Degrees of freedom. */
  df: number,
  /** Slope over standard error. */
  t: number,
  /** One-sided p-value of a positive slope. */
  p_greater: number,
  /** One-sided p-value of a negative one. */
  p_less: number,
};

/** The regressions that a verdict rests on, and the quarters behind them. */
export type Quarters = {
  /** Quarters with enough returns. */
  all: Array<Quarter>,
  /** Fisher's z on the size of technology's return over the market's; none with too few quarters. */
  slope: QuarterlySlope | null,
  /** The same slope beside the logarithm of technology's volatility in the quarter. */
  beside_volatility: QuarterlySlope | null,
  /** The slope on that logarithm in the same regression. */
  of_volatility: QuarterlySlope | null,
};

/** A question, complete but for the settings: as JSON an object whose `about` names it. */
export type Question = { "about": "files" } | { "about": "ranking",
  /** How much of it. */
  depth: Depth,
} | { "about": "claims",
  /** How much of it. */
  depth: Depth,
} | { "about": "late-series" } | { "about": "own-claim",
  /** The sentence. */
  sentence: string,
} | { "about": "composites" } | { "about": "matrix" } | { "about": "rolling",
  /** Id of the first. */
  a: string,
  /** Id of the second. */
  b: string,
} | { "about": "rolling-lines",
  /** Id of the one. */
  a: string,
  /** Ids of the others. */
  others: Array<string>,
} | { "about": "constant-band",
  /** Id of the first. */
  a: string,
  /** Id of the second. */
  b: string,
} | { "about": "performance" } | { "about": "alignment",
  /** Id of the first. */
  a: string,
  /** Id of the second. */
  b: string,
} | { "about": "strips" } | { "about": "moments" } | { "about": "specifications" } | { "about": "curve-points",
  /** The first. */
  from: number,
  /** The one behind the last. */
  to: number,
} | { "about": "curve",
  /** Id of the claim; the first that has points where none is named. */
  claim?: string,
  /** What [`Question::CurvePoints`] answered. */
  points: Array<CurvePoint>,
} | { "about": "prices",
  /** Its id. */
  id: string,
} | { "about": "details",
  /** Behind which. */
  of: Details,
} | { "about": "report",
  /** In which form. */
  format: Format,
} | { "about": "import-report" } | { "about": "table",
  /** Which. */
  table: TableName,
} | { "about": "table-of",
  /** The question that is answered with it. */
  of: Question,
  /** Id of its section; of a long table, which is in none, nothing. */
  section: string,
  /** Its place among the tables of the section, from 0. */
  number: number,
} | { "about": "left-out",
  /** Name of the file; of every file where there is none. */
  file?: string,
};

/** Sorted rows, and what they rest on. */
export type Ranking = {
  /** Id of the series that all are compared with. */
  reference: string,
  /** Returns in each correlation. */
  n: number,
  /** Day the first return ends on. */
  first: Day | null,
  /** Day the last return ends on. */
  last: Day | null,
  /** Strongest correlation first; equal ones by id. */
  rows: Array<RankingRow>,
  /** Which could be first, by raw returns and by returns in units of their volatility; none where a correlation has
   * no value. */
  first_place: FirstPlace | null,
  /** How the order was resampled; none where that was not asked for. */
  resampling: Resampling | null,
  /** The same series by year, frequency and measure; empty where that was not asked for. */
  orders: Array<Order>,
  /** Series of the universe that are not ranked, and why. */
  excluded: Array<Excluded>,
  /** Series with a sector that were left out of the universe because they stand for an industry: the universe can name them. */
  industries: Array<string>,
  /** What the common calendar cost, in all and by series. */
  days: RankingDays,
};

/** The ledger of days behind a ranking. */
export type RankingDays = {
  /** Days on which all have a price. */
  shared: number,
  /** Days on which at least one has. */
  any: number,
  /** First shared day. */
  first: Day | null,
  /** Last shared day. */
  last: Day | null,
  /** Whether the first period, and the last, is cut short by the data. */
  partial_edges: [boolean, boolean],
  /** Intervals between shared days that were too long for a return, and left out. */
  long_intervals: Array<LongInterval>,
  /** The reference first, then the ranked series by id. */
  series: Array<NamedDays>,
  /** The series without which most days would be gained, where the common calendar costs a pair over a tenth of its days. */
  bottleneck: Bottleneck | null,
};

/** One ranked series. */
export type RankingRow = {
  /** Id of the series. */
  id: string,
  /** Share of bootstrap replicates in which this series ranks first: how stable its place is, not a probability of being
   * the best. None where nothing was resampled. */
  probability_top: number | null,
  /** Whether this series could be first, see [`FirstPlace`]; none where that has no value. */
  in_confidence_set: boolean | null,
  /** Best and worst rank not excluded. */
  ranks: [number, number] | null,
  /** Interval for the correlation that holds for all series together (Bonferroni: each misses with its share of what all
   * may miss); none at [`Depth::Order`]. */
  together: [number, number] | null,
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** Lower end of the interval; none where it does not exist. */
  low: number | null,
  /** Upper end of the interval. */
  high: number | null,
  /** Returns. */
  n: number,
  /** Why there is no correlation, as a code. */
  undefined: string | null,
};

/** What the resampling of a ranking rests on. */
export type Resampling = {
  /** What the rows were drawn by. */
  seed: number,
  /** Bootstrap replicates. */
  replicates: number,
  /** Mean length of the blocks, in returns; none where nothing could be resampled. */
  block: number | null,
  /** Replicates that had to be drawn again because a series did not change in them. */
  redrawn: number,
  /** Why nothing could be resampled, as a code. */
  undefined: string | null,
};

/** How a price change becomes a return. */
export type ReturnKind = "log" | "simple";

/** The claimed sector against one other. */
export type Rival = {
  /** Id of the other sector. */
  id: string,
  /** Its correlation. */
  r: number,
  /** p-value of the claimed being smaller, among all rivals by Holm. */
  holm_p_less: number,
  /** Returns. */
  n: number,
  /** The first less the second. */
  difference: number,
  /** Its standard error. */
  se: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a difference above zero. */
  p_greater: number,
  /** One-sided p-value of one below. */
  p_less: number,
};

/** One other way to ask. */
export type RobustnessRow = {
  /** The way, in words. */
  way: string,
  /** The verdict. */
  verdict: Verdict,
  /** Why it is not a plain one, as a code; not read back. */
  reason: string | null,
  /** The number; none where it has no value. */
  effect: number | null,
  /** Lower end of its interval. */
  low: number | null,
  /** Upper end. */
  high: number | null,
  /** Its p-value in the direction of the claim. */
  p: number | null,
  /** Returns behind it; without a number, those since the claim's day. */
  n: number,
};

/** The series, by id or symbol, that stand for the words of the claims. Default: what the catalog proposes. */
export type RoleSettings = {
  /** Bitcoin. Default: a series known as bitcoin, else a fund of it. */
  bitcoin?: string,
  /** Small technology companies. */
  small_tech?: string,
  /** The largest technology companies. */
  large_tech?: string,
  /** Technology as a whole. */
  tech?: string,
  /** The broad market. */
  market?: string,
};

/** Lines that share their days. */
export type RollingLines = {
  /** Ids of the series. */
  ids: Array<string>,
  /** Day each return ends on. */
  dates: Float64Array<ArrayBuffer>,
  /** Correlation of the window that ends there, line by line; NaN as in [`RollingPair`](super::RollingPair). */
  r: Float64Array<ArrayBuffer>,
};

/** A pair over time. */
export type RollingPair = {
  /** Id of the first series. */
  a: string,
  /** Id of the second series. */
  b: string,
  /** Returns in each window. */
  window: number,
  /** Day each return ends on. */
  dates: Float64Array<ArrayBuffer>,
  /** Correlation of the window that ends there; NaN until the first window is full and where a series does not change. */
  r: Float64Array<ArrayBuffer>,
  /** Correlation and interval over all days of the pair. */
  whole: Estimate,
  /** The day on which it changed most; none with too few returns. */
  change: LevelChange | null,
  /** Each calendar year by itself, as far as it has enough returns. */
  years: Array<YearOfPair>,
};

/** The rows of a file that are used, where a column tells several series apart. */
export type RowChoice = {
  /** The column, by its header. */
  column: string,
  /** What its cells hold in the rows that are used; none where each value is a series of its own. */
  value?: string | null,
};

/** Rows to choose. */
export type RowsFound = {
  /** What stands in the column. */
  value: string,
  /** How many rows have it. */
  rows: number,
};

/** Where things ended up: CSS pixels, and values at the edges of the plot. */
export type ScatterLayout = {
  /** Rectangle of the points. */
  plot: PlotRect,
  /** Value at the left edge. */
  xMin: number,
  /** Value at the right edge. */
  xMax: number,
  /** Value at the bottom edge. */
  yMin: number,
  /** Value at the top edge. */
  yMax: number,
  /** Points drawn. */
  points: number,
};

/** A part with a heading. */
export type Section = {
  /** Unique among those of one report; where links lead. */
  id: string,
  /** The heading. */
  title: string,
  /** What its numbers are computed from; empty where that needs no line of its own. */
  basis: string,
  /** What stands below. */
  blocks: Array<Block>,
};

/** What a person says about one series; each field overrides the catalog. */
export type SeriesSettings = {
  /** Name to show. */
  name?: string,
  /** Class of asset. */
  class?: AssetClass,
  /** What it is: a single company or a product that multiplies another stands for no sector. */
  kind?: Kind,
  /** Whether its companies mine, trade or hold coins. */
  crypto_exposed?: boolean,
  /** GICS sector; an empty text says that it has none. */
  sector?: string,
  /** Size of the companies. */
  size?: Size,
  /** Whether to leave the series out of everything. */
  ignore?: boolean,
  /** Days to add to its dates, for prices that are stamped with another day than the one they close. */
  shift_days?: number,
  /** Days from which on its prices are multiplied, for prices that change their unit: splits, pence for pounds. As in the file,
   * before the dates are shifted. */
  steps?: Array<Step>,
};

/** A complete request: with the imported files it determines every number. Unknown keys are an error, so that a misspelt
 * setting cannot be ignored. */
export type Settings = {
  /** The series all others are compared with, by id or symbol. Default: bitcoin, else a fund of it, else the longest crypto
   * series. The claims speak of bitcoin whatever it is. */
  reference?: string,
  /** The series to rank, by id or symbol. Default: funds and indices of a sector; all equities where fewer than two are. */
  universe?: Array<string>,
  /** The coins beside the reference that claims speak of, by id or symbol. Default: all crypto series but bitcoin, wrapped and
   * staked coins. */
  altcoins?: Array<string>,
  /** The series that stand for the words of the claims. */
  roles?: RoleSettings,
  /** First day whose price counts. For claims only where it lies after the pandemic: they need what came before. */
  from?: Day,
  /** Last day whose price counts. */
  to?: Day,
  /** Period of a return. */
  frequency?: Frequency,
  /** Kind of return. */
  returns?: ReturnKind,
  /** Measure of association. */
  method?: Method,
  /** Returns in a window of the rolling correlation. Default: 63 daily, 26 weekly, 12 monthly. */
  window?: number,
  /** How calendars come together. */
  align?: AlignPolicy,
  /** First day of the pandemic: claims are tested on returns from this day on. */
  pandemic?: Day,
  /** Day on which the claims were made: what comes after it their authors had not seen. */
  note?: Day,
  /** Claims of one's own, tested beside the others: each a sentence or an object. */
  claims?: Array<OwnClaim>,
  /** Whether a report holds the specification curve: the claims under every combination of choices, which takes a moment. */
  curve?: boolean,
  /** Whether a report names the files. Without their names they are numbered; their SHA-256 stays, so that it can be verified. */
  file_names?: boolean,
  /** Whether a report holds any price: the first rows of each file, first and last prices of each series. */
  prices?: boolean,
  /** Coverage of the intervals, between 0 and 1. */
  confidence?: number,
  /** What random rows follow from: the same seed draws the same rows everywhere. Below 2^53, so that JavaScript can hold it. */
  seed?: number,
  /** Bootstrap replicates behind whatever is resampled. */
  replicates?: number,
  /** What a person says about single series, by id. */
  series?: { [key in string]: SeriesSettings },
  /** What a person says about single files, by name. */
  mapping?: { [key in string]: ImportOptions },
};

/** How much a diagnostic matters. */
export type Severity = "error" | "warning" | "note";

/** The change of a correlation at a day. */
export type Shift = {
  /** Before. */
  before: Level,
  /** Fisher's z after less before. */
  rise: Difference,
};

/** What was found, and how it reads. */
export type Shown<T> = {
  /** The numbers. */
  found: T,
  /** The sentences, tables and pictures that show them. */
  sections: Array<Section>,
};

/** Which companies, by market value, an equity row is made of. */
export type Size = "large" | "mid" | "small" | "broad";

/** One combination of choices. */
export type Specification = {
  /** The measure. */
  association: Association,
  /** By which returns it is judged. */
  lenses: Lenses,
  /** Where standard errors come from. */
  errors: Errors,
  /** First day of the rows; the claim's own where none is named. */
  from: Day | null,
  /** Last day of the rows; the last there is where none is named. */
  to: Day | null,
  /** Whether the next best series stand for the claim's words, where there are any. */
  next_best: boolean,
  /** Period of a return. */
  frequency: Frequency,
  /** Kind of return. */
  returns: ReturnKind,
  /** How calendars come together. */
  align: AlignPolicy,
};

/** A day from which on prices are multiplied. */
export type Step = {
  /** The first day. */
  from: Day,
  /** The factor, finite and above zero. */
  factor: number,
};

/** A verdict as it stood on a day. */
export type Stood = {
  /** The day. */
  day: string,
  /** The verdict by the data up to it. */
  verdict: VerdictMark,
};

/** A straight line. */
export type StraightLine = {
  /** Its slope. */
  slope: number,
  /** Its value at 0. */
  intercept: number,
};

/** The days of one series, month by month. */
export type Strip = {
  /** Id of the series. */
  id: string,
  /** First day with a price. */
  first: Day | null,
  /** Last day with a price. */
  last: Day | null,
  /** Month of the first entry of what follows: twelve times the year, and months since January. */
  first_month: number,
  /** Weekdays with a price in each month. */
  weekdays: Array<number>,
  /** Weekend days with a price. */
  weekends: Array<number>,
  /** Weekdays between first and last day without one. */
  missing: Array<number>,
  /** Days in stretches of five and more identical prices. */
  stale: Array<number>,
};

/** Rows of cells; the first cell of each names the row. */
export type Table = {
  /** What it shows. */
  caption: string,
  /** The columns. */
  columns: Array<Column>,
  /** The rows, with a cell for each column. */
  rows: string[][],
};

/** The tables. */
export type TableName = "ranking" | "claims" | "matrix" | "rolling" | "returns" | "prices";

/** Where things ended up: CSS pixels, days and values at the edges of the plot. */
export type TimelineLayout = {
  /** Rectangle of the lines. */
  plot: PlotRect,
  /** Day at the left edge. */
  firstDate: number,
  /** Day at the right edge. */
  lastDate: number,
  /** Value at the bottom edge. */
  yMin: number,
  /** Value at the top edge. */
  yMax: number,
};

/** What the verdict rests on. */
export type TopSectorEvidence = {
  /** Id of the claimed sector. */
  claimed: string,
  /** Id of the sector with the highest correlation of the first lens. */
  point_top: string,
  /** Id of the rival with the highest. */
  closest_rival: string,
  /** Sectors that are compared, the claimed one among them. */
  sectors: number,
  /** Which sectors could be first. */
  first_place: FirstPlace,
  /** The tests. */
  lenses: ByLens<TopSectorLens>,
  /** Each altcoin alone: an index can move as none of its coins does. */
  by_coin?: Array<CoinAlone>,
};

/** One lens of the claim that a sector is on top. */
export type TopSectorLens = {
  /** What it would say alone. */
  verdict: Verdict,
  /** The correlation with the claimed sector. */
  claimed: Level,
  /** The others, in the order of their ids. */
  rivals: Array<Rival>,
  /** p-value of the claim that the claimed sector exceeds all others: the largest of the one-sided ones. */
  p_top: number,
  /** p-value of the reverse, that some other exceeds it: the smallest after Holm. */
  p_exceeded: number,
  /** Id of the sector with the highest correlation. */
  point_top: string,
  /** Id of the rival with the highest. */
  closest: string,
  /** Level of the test that `detectable` speaks of. */
  level_used: number,
  /** The lead over the closest rival that would have been found in about four samples of five. */
  detectable: number,
};

/** What the data say of a claim. */
export type Verdict = "supported" | "contradicted" | "inconclusive" | "not-testable" | "withheld";

/** A verdict as it is shown: equal citizens, and no traffic light. */
export type VerdictMark = {
  /** The verdict. */
  verdict: Verdict,
  /** Its shape, which needs no colour. */
  shape: string,
  /** Its word. */
  word: string,
};

/** Something doubtful about coins. */
export type Warning = {
  /** What. */
  code: Doubt,
  /** Ids of the altcoins it is about. */
  ids: Array<string>,
  /** A sentence. */
  message: string,
};

/** The correlation with one other series. */
export type With = {
  /** Id of the other. */
  id: string,
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** Lower end of the interval; none where it does not exist. */
  low: number | null,
  /** Upper end of the interval. */
  high: number | null,
  /** Returns. */
  n: number,
  /** Why there is no correlation, as a code. */
  undefined: string | null,
};

/** One calendar year. */
export type Year = {
  /** The year. */
  year: number,
  /** Returns. */
  n: number,
  /** The correlation. */
  r: number,
  /** Fisher's z of it. */
  z: number,
  /** Standard error of r. */
  se: number,
  /** Standard error of z. */
  se_z: number,
  /** Degrees of freedom; none for normal errors. */
  df: number,
  /** Interval of 95 %. */
  interval_95: [number, number],
  /** Interval of 90 %. */
  interval_90: [number, number],
  /** One-sided p-value of a correlation above zero. */
  p_positive: number,
  /** One-sided p-value of one below. */
  p_negative: number,
};

/** The correlation of the returns that end in one calendar year. */
export type YearOfPair = {
  /** The calendar year. */
  year: number,
  /** The correlation; none where it does not exist. */
  r: number | null,
  /** Lower end of the interval; none where it does not exist. */
  low: number | null,
  /** Upper end of the interval. */
  high: number | null,
  /** Returns. */
  n: number,
  /** Why there is no correlation, as a code. */
  undefined: string | null,
};

/** Years with enough returns, some of them named. */
export type Years = {
  /** All of them. */
  all: Array<Year>,
  /** Named ones among them. */
  named: Array<number>,
  /** Complete ones that are not named. */
  others: Array<number>,
  /** Mean of Fisher's z in the named years less that in the others; none where a side is empty. */
  contrast: Difference | null,
  /** Whether all years have one correlation, by Welch's test; none with a single year. */
  alike: Alike | null,
  /** Every group of as many years held against the rest: exact, but few years cannot give a small p. */
  permuted: Permuted | null,
};
