// What the page and the worker say to each other, and the shapes of the engine's answers.

/** Id of this build; the engine carries the same one. Replaced by the bundler. */
export const BUILD = typeof BUILD_ID === 'string' ? BUILD_ID : 'development';

/**
 * @typedef {{ severity: 'error' | 'warning' | 'note', code: string, line: number | null, column: string | null,
 *   found: string | null, expected: string | null, message: string }} Diagnostic
 * @typedef {{ records: number, header: number, used: number, blank: number, duplicate: number,
 *   rejected: Record<string, number> }} Ledger
 * @typedef {{ name: string, bytes: number, sha256: string, layout: string, outcome: 'prices' | 'asks' | 'sectors' | 'refused',
 *   ledger: Ledger, diagnostics: Diagnostic[], series: string[],
 *   columns: string[], preview: { line: number, date: string | null, symbol: string | null, prices: (number | null)[] }[],
 *   constituents?: { symbol: string, sector: string, size: Size | null, weight: number | null }[],
 *   question?: FileQuestion, offers?: { mend: Mend, label: string }[] }} FileReport
 * @typedef {'join-dates' | 'compound' | 'next-day' | 'days-as-written' | 'keep-weekends' | 'use-as-written'} Mend
 * @typedef {{ about: 'date-order', text: string, day_first: string | null, month_first: string | null, year_first?: string | null }
 *   | { about: 'price-column', columns: { choice: string, name: string, first: string }[] }
 *   | { about: 'rows', column: string, values: { value: string, rows: number }[] }
 *   | { about: 'mend' }} FileQuestion  what a file leaves open
 * @typedef {{ day: string, factor: number }} Jump  a day from which on prices are in another unit, as it seems
 * @typedef {'crypto' | 'stablecoin' | 'equity' | 'other'} AssetClass
 * @typedef {'coin' | 'stablecoin' | 'wrapped' | 'coin-fund' | 'fund' | 'index' | 'stock' | 'leveraged' | 'other'} Kind
 * @typedef {'large' | 'mid' | 'small' | 'broad'} Size
 * @typedef {{ id: string, symbol: string, name: string, file: string, value_column: string, class: AssetClass | null, kind: Kind | null, follows: string | null, crypto_exposed: boolean,
 *   sector: string | null, size: Size | null, part_of: string | null, ignored: boolean, currency: string | null, jumps: Jump[], shift_days: number, first: string | null, last: string | null, count: number,
 *   first_value: number | null, last_value: number | null }} Member
 * @typedef {{ files: FileReport[], series: Member[] }} Files
 * @typedef {{ id: string, r: number | null, low: number | null, high: number | null, n: number,
 *   probability_top: number | null, in_confidence_set: boolean | null, ranks: [number, number] | null, together: [number, number] | null,
 *   undefined: string | null }} RankingRow
 * @typedef {{ seed: number, replicates: number, block: number | null, redrawn: number, undefined: string | null }} Resampling
 * @typedef {{ id: string, priced: number, lost: number, alone_missing: number }} SeriesDays
 * @typedef {{ shared: number, any: number, first: string | null, last: string | null, partial_edges: [boolean, boolean],
 *   long_intervals: { day: string, days: number }[], series: SeriesDays[], bottleneck: { id: string, gain: number, message: string } | null }} RankingDays
 * @typedef {{ by: 'year' | 'frequency' | 'method' | 'volatility', name: string, n: number, first: string | null, last: string | null,
 *   places: { r: number | null, rank: number | null }[] }} Order  places in the order of the ranking
 * @typedef {{ could_be_first: string[], ranks: Record<string, [number, number]>, by_raw: string[], by_devolatilised: string[] }} FirstPlace
 * @typedef {{ reference: string, n: number, first: string | null, last: string | null, rows: RankingRow[],
 *   first_place: FirstPlace | null, resampling: Resampling | null, orders: Order[], excluded: { id: string, reason: string }[], industries: string[], days: RankingDays }} Ranking
 * @typedef {'supported' | 'contradicted' | 'inconclusive' | 'not-testable' | 'withheld'} Verdict
 * @typedef {'bitcoin' | 'altcoins' | 'small_tech' | 'large_tech' | 'tech' | 'market' | 'universe' | 'asset' | 'with' | 'than'} Role
 * @typedef {{ effect: number | null, low: number | null, high: number | null, p: number | null, n: number }} Measured  a number with
 *   its interval, p-value and returns, all of one quantity
 * @typedef {{ verdict: Verdict, effect: number, low: number | null, high: number | null, p: number, n: number }} LensFinding
 * @typedef {Measured & { way: string, verdict: Verdict, reason: string | null }} RobustnessRow
 * @typedef {Measured & { day: string, verdict: Verdict, reason: string | null }} HistoryPoint
 * @typedef {Measured & { quantity: string, confidence: number }} Quantity
 * @typedef {{ days: { day: string, share: number }[], to_turn: number | null, to_doubt: number | null, n: number }} InfluentialDays
 * @typedef {{ id: string, days: number, against: string, r: number, r_shifted: number, n: number, message: string }} LateSeries
 * @typedef {Measured & { id: string, question: string, verdict: Verdict, reason: string | null, confidence: number | null,
 *   effect_is: string, first: string | null, last: string | null, detectable: number | null, more_returns: number | null,
 *   sentence: string, rule: string, needed: string | null, fragile: string[], depends_on: string[], caveats: string[],
 *   roles: Partial<Record<Role, string[]>>, missing: { role: Role, message: string }[], late: LateSeries[],
 *   beside: Quantity[], lenses: { raw?: LensFinding, devolatilised?: LensFinding }, robustness: RobustnessRow[],
 *   influential_days: InfluentialDays | null, history: HistoryPoint[], evidence: any }} Claim
 * @typedef {{ ids: string[], r: Float64Array, n: Float64Array }} Matrix
 * @typedef {{ r: number | null, low: number | null, high: number | null, n: number, undefined: string | null }} Estimate
 * @typedef {{ a: string, b: string, window: number, dates: Float64Array, r: Float64Array, whole: Estimate,
 *   change: { day: string, low: string, high: string, r_before: number, r_after: number, p: number } | null }} Rolling
 * @typedef {{ tech: string, market: string | null, dates: Float64Array, tech_log: Float64Array, relative_log: Float64Array | null }} Performance
 * @typedef {{ a: string, b: string, bound: number | null, lead_lag: { lag: number, r: number }[],
 *   conventions: (Estimate & { name: string, words: string, difference: number | null, first: string | null, last: string | null })[] }} Alignment
 * @typedef {{ a: string, b: string, lens: 'raw' | 'devolatilised', line: Float64Array, pointwise: [number, number] | null,
 *   simultaneous: [number, number] | null, p: number | null, replicates: number, block: number | null, undefined: string | null }} ConstantBand
 * @typedef {Estimate & { id: string }} CorrelationWith
 * @typedef {{ id: string, entered: string | null, left: string | null, weight: number, carried: number, loading: number | null }} CompositePart
 * @typedef {{ id: string, name: string, scheme: 'equal' | 'market-capitalisation' | 'inverse-volatility' | 'first-component', words: string,
 *   first: string | null, last: string | null, days: number, parts: CompositePart[], explained: number | null,
 *   bottleneck: { id: string, gain: number, message: string } | null, volatility: number | null,
 *   drawdown: { depth: number, peak: string, trough: string, recovery: string | null } | null,
 *   with_bitcoin: CorrelationWith | null, with_small_tech: CorrelationWith | null }} Composite
 * @typedef {{ code: 'moves-as-one' | 'moves-as-bitcoin' | 'looks-stable' | 'ended', ids: string[],
 *   message: string }} CoinWarning
 * @typedef {{ composites: Composite[], missing: { id: string, name: string, message: string }[], passed_over: { id: string, why: string }[],
 *   warnings: CoinWarning[], survivors: string }} Composites
 * @typedef {{ frequency: string, returns: string, align: string, association: string, lenses: string, errors: string,
 *   from: string | null, to: string | null, next_best: boolean }} Specification
 * @typedef {Measured & { claim: string, specification: number, verdict: Verdict, reason: string | null }} CurvePoint
 * @typedef {{ id: string, first: string | null, last: string | null, first_month: number, weekdays: number[], weekends: number[],
 *   missing: number[], stale: number[] }} Strip  months are numbered twelve times the year and on from January
 * @typedef {{ code: string, message: string }} EngineError
 */

/**
 * @typedef {{ date_order?: 'day-first' | 'month-first' | 'year-first', delimiter?: string, decimal?: 'point' | 'comma', date_column?: string,
 *   price_column?: string, symbol?: string, rows?: { column: string, value?: string }, mends?: Mend[] }} Mapping  what a person decides about a file
 * @typedef {{ name?: string, class?: AssetClass, kind?: Kind, crypto_exposed?: boolean, sector?: string, size?: Size, ignore?: boolean,
 *   shift_days?: number, steps?: Step[] }} SeriesSettings
 * @typedef {{ from: string, factor: number }} Step  a day from which on prices are multiplied
 * @typedef {{ kind: 'most-correlated', asset: string, with: string, among?: string[], since?: string }
 *   | { kind: 'more-correlated', asset: string, with: string, than: string, since?: string }
 *   | { kind: 'positive-since', asset: string, with: string, since: string }
 *   | { kind: 'in-years', asset: string, with: string, years: number[] }
 *   | { kind: 'beyond-market', asset: string, with: string, since?: string }} OwnClaim
 * @typedef {{ reference?: string, universe?: string[], altcoins?: string[], roles?: Partial<Record<'bitcoin' | 'small_tech' | 'large_tech' | 'tech' | 'market', string>>,
 *   pandemic?: string, note?: string, claims?: OwnClaim[], seed?: number, replicates?: number, from?: string, to?: string, frequency?: string, returns?: string,
 *   method?: string, window?: number, align?: string, confidence?: number, curve?: boolean, series?: Record<string, SeriesSettings>,
 *   mapping?: Record<string, Mapping> }} Settings  a complete request; what is left out has its default
 */

/**
 * @typedef {{ name: string, file: Blob, options: Mapping, entries?: Record<string, Mapping> }} Source  a file to read, under the
 *   name it is known by; `entries` are of the files in it, where it is an archive
 * @typedef {{ name: string, code: string, found: string, advice: string }} Refused  something that is no file
 * @typedef {'files' | 'ranking' | 'stability' | 'claims' | 'claimsInFull' | 'lateSeries' | 'readClaim' | 'composites' | 'matrix' | 'rolling' | 'alignment' | 'performance' | 'strips' | 'constantBand' | 'specifications' | 'curvePoints' | 'prices' | 'exportReport' | 'exportTable' | 'leftOut'} Question
 */

/**
 * @typedef {{ type: 'start', module: WebAssembly.Module, build: string }
 *   | { type: 'import', job: number, sources: Source[], refused: Refused[] }
 *   | { type: 'cancel' }
 *   | { type: 'remove', names: string[] }
 *   | { type: 'clear' }
 *   | { type: 'sample' }
 *   | { type: 'ask', id: number, question: Question, settings: string, a?: string, b?: string }} ToWorker
 */

/**
 * @typedef {{ files: number, filesTotal: number, bytes: number, bytesTotal: number }} Progress
 * @typedef {{ type: 'ready' }
 *   | { type: 'mismatch', engine: string }
 *   | { type: 'progress', job: number, progress: Progress }
 *   | { type: 'imported', job: number, cancelled: boolean, unread: string[] }
 *   | { type: 'hashed' }
 *   | { type: 'answer', id: number, value: unknown }
 *   | { type: 'refusal', id: number, error: EngineError }
 *   | { type: 'crashed', message: string }} FromWorker
 */
