// The formulas of the page about methods, as MathML. Where a browser has none, the line of text stands in its place.
import { escape } from './word-table.mjs';

const tag =
  (/** @type {string} */ name) =>
  (/** @type {string[]} */ ...parts) =>
    `<${name}>${parts.join('')}</${name}>`;
const row = tag('mrow');
const fraction = tag('mfrac');
const root = tag('msqrt');
const sub = tag('msub');
const sup = tag('msup');
const both = tag('msubsup');
const over = tag('mover');
const range = tag('munderover');
const under = tag('munder');
const name = (/** @type {string} */ text) => `<mi>${escape(text)}</mi>`;
const number = tag('mn');
const sign = (/** @type {string} */ text) => `<mo>${escape(text)}</mo>`;
const words = (/** @type {string} */ text) => `<mtext>${escape(text).replaceAll(' ', '\u00a0')}</mtext>`;
/** As many as there are names for, which the type checker cannot count. @param {string[]} all @returns {any} */
const letters = (all) => all;
const gap = '<mspace width="1.6em"></mspace>';

const [eq, minus, plus, times, bar, comma] = letters(['=', '−', '+', '·', '|', ','].map(sign));
const [a, b, c, d, e, h, i, j, k, m, n, p, q, r, s, t, w, x, y, z] = letters([...'abcdehijkmnpqrstwxyz'].map(name));
const [P, Q, R, V, K, G] = letters([...'PQRVKG'].map(name));
const [psi, sigma, rho, tau, delta, pi, lambda] = letters([...'ψσρτδπλ'].map(name));
const [one, two] = letters(['1', '2'].map((text) => number(text)));
const mean = (/** @type {string} */ of) => over(of, sign('¯'));
const square = (/** @type {string} */ of) => sup(of, two);
const inside = (/** @type {string[]} */ ...of) => row(sign('('), ...of, sign(')'));
const size = (/** @type {string[]} */ ...of) => row(bar, ...of, bar);
const call = (/** @type {string} */ f, /** @type {string[]} */ ...of) =>
  row(`<mi mathvariant="normal">${f}</mi>`, sign('⁡'), inside(...of));
const sum = (/** @type {string} */ from, /** @type {string} */ to = '') =>
  to ? range(sign('∑'), from, to) : under(sign('∑'), from);
const at = (/** @type {string} */ of, /** @type {string[]} */ ...where) => sub(of, row(...where));
const error = (/** @type {string} */ of) => at(name('SE'), of);
const student = (/** @type {string[]} */ ...where) => at(t, ...where);

/**
 * What each shows: a title for whoever hears the page, the formula, and the formula as text.
 * @type {Record<string, { title: string, math: string, text: string }>}
 */
const FORMULAS = {
  returns: {
    title: 'Log and simple return',
    math: [
      at(r, t),
      eq,
      name('ln'),
      fraction(at(P, t), at(P, s)),
      gap,
      at(R, t),
      eq,
      fraction(at(P, t), at(P, s)),
      minus,
      one,
    ].join(''),
    text: 'r_t = ln(P_t / P_s);  R_t = P_t / P_s − 1',
  },
  pearson: {
    title: 'Pearson’s correlation',
    math: [
      r,
      eq,
      fraction(
        row(sum(t), inside(at(x, t), minus, mean(x)), inside(at(y, t), minus, mean(y))),
        row(
          root(sum(t), square(inside(at(x, t), minus, mean(x)))),
          root(sum(t), square(inside(at(y, t), minus, mean(y)))),
        ),
      ),
    ].join(''),
    text: 'r = Σ (x_t − x̄)(y_t − ȳ) / ( √Σ (x_t − x̄)² √Σ (y_t − ȳ)² )',
  },
  spearman: {
    title: 'Spearman’s rank correlation',
    math: [sub(rho, s), eq, r, inside(call('rank', x), comma, call('rank', y))].join(''),
    text: 'ρ_s = r(rank x, rank y)',
  },
  kendall: {
    title: 'Kendall’s tau-b',
    math: [
      at(tau, b),
      eq,
      fraction(
        row(P, minus, Q),
        root(inside(at(n, number('0')), minus, at(n, one)), inside(at(n, number('0')), minus, at(n, two))),
      ),
      gap,
      at(n, number('0')),
      eq,
      fraction(row(n, inside(n, minus, one)), two),
    ].join(''),
    text: 'τ_b = (P − Q) / √((n0 − n1)(n0 − n2)), n0 = n(n − 1)/2',
  },
  influence: {
    title: 'Influence of a day',
    math: [at(psi, t), eq, inside(n, minus, one), inside(r, minus, at(r, minus, t)), minus, words('mean')].join(''),
    text: 'ψ_t = (n − 1)(r − r without day t) − mean',
  },
  variance: {
    title: 'Long-run variance by cosines',
    math: [
      V,
      eq,
      fraction(one, K),
      sum(row(j, eq, one), K),
      square(
        inside(
          root(fraction(two, n)),
          sum(row(t, eq, one), n),
          name('cos'),
          inside(fraction(row(pi, j, inside(t, minus, fraction(one, two))), n)),
          at(psi, t),
        ),
      ),
      gap,
      K,
      eq,
      row(sign('⌊'), number('0.4'), sup(n, row(number('2/3'))), sign('⌋')),
    ].join(''),
    text: 'V = (1/K) Σ_{j=1..K} ( √(2/n) Σ_t cos(π j (t − ½)/n) ψ_t )², K = ⌊0.4 n^(2/3)⌋',
  },
  interval: {
    title: 'Interval of a correlation',
    math: [
      name('tanh'),
      inside(z, sign('±'), student(K), error(z)),
      gap,
      z,
      eq,
      name('artanh'),
      sign('⁡'),
      r,
      gap,
      error(z),
      eq,
      fraction(root(V, sign('/'), n), row(one, minus, square(r))),
    ].join(''),
    text: 'tanh(z ± t_K SE_z), z = artanh r, SE_z = √(V/n) / (1 − r²)',
  },
  difference: {
    title: 'Test of a difference of two correlations',
    math: [
      t,
      eq,
      fraction(row(at(r, a), minus, at(r, b)), root(V, inside(at(psi, a), minus, at(psi, b)), sign('/'), n)),
      sign('∼'),
      student(K),
    ].join(''),
    text: 't = (r_a − r_b) / √(V(ψ_a − ψ_b)/n), Student’s t with K degrees of freedom',
  },
  ranks: {
    title: 'Rank interval',
    math: [
      sign('['),
      one,
      plus,
      words('number above'),
      comma,
      k,
      minus,
      words('number below'),
      sign(']'),
      gap,
      words('above: '),
      fraction(row(at(r, j), minus, at(r, i)), error(row(j, minus, i))),
      sign('≥'),
      student(K, comma, one, minus, fraction(number('0.05'), row(k, minus, one))),
    ].join(''),
    text: '[1 + number above, k − number below]; above: (r_j − r_i) / SE ≥ t at 1 − 0.05/(k − 1)',
  },
  devolatilised: {
    title: 'Devolatilised return',
    math: [
      over(at(r, t), sign('~')),
      eq,
      fraction(at(r, t), at(sigma, t)),
      gap,
      both(sigma, t, two),
      eq,
      number('0.94'),
      both(sigma, row(t, minus, one), two),
      plus,
      number('0.06'),
      both(r, row(t, minus, one), two),
    ].join(''),
    text: 'r̃_t = r_t / σ_t, σ²_t = 0.94 σ²_{t−1} + 0.06 r²_{t−1}',
  },
  rolling: {
    title: 'Rolling correlation',
    math: [
      at(r, t),
      eq,
      r,
      inside(
        at(x, t, minus, w, plus, one),
        comma,
        sign('…'),
        comma,
        at(x, t),
        sign(';'),
        at(y, t, minus, w, plus, one),
        comma,
        sign('…'),
        comma,
        at(y, t),
      ),
    ].join(''),
    text: 'r_t = r(x_{t−w+1}, …, x_t; y_{t−w+1}, …, y_t)',
  },
  band: {
    title: 'Band of a constant correlation',
    math: [
      name('tanh'),
      inside(z, sign('±'), d),
      gap,
      d,
      eq,
      words('quantile of '),
      under(words('max'), t),
      size(both(z, t, sign('*')), minus, z),
    ].join(''),
    text: 'tanh(z ± d), d = quantile of max_t |z*_t − z| over the lines in random order',
  },
  change: {
    title: 'Change point and its interval',
    math: [
      over(tau, sign('^')),
      eq,
      under(words('arg min'), tau),
      row(
        sign('['),
        sum(row(t, sign('≤'), tau)),
        square(inside(at(psi, t), minus, mean(at(psi, one)))),
        plus,
        sum(row(t, sign('>'), tau)),
        square(inside(at(psi, t), minus, mean(at(psi, two)))),
        sign(']'),
      ),
      gap,
      over(tau, sign('^')),
      sign('±'),
      inside(row(sign('⌈'), q, fraction(at(V, words('NW')), square(delta)), sign('⌉')), plus, one),
    ].join(''),
    text: 'τ̂ = arg min Σ_{t≤τ} (ψ_t − ψ̄_1)² + Σ_{t>τ} (ψ_t − ψ̄_2)²; interval τ̂ ± (⌈q V_NW / δ²⌉ + 1)',
  },
  cusum: {
    title: 'Test of a constant correlation',
    math: [
      under(words('max'), j),
      fraction(j, root(n)),
      fraction(size(at(r, j), minus, at(r, n)), root(at(V, words('B')))),
    ].join(''),
    text: 'max_j (j/√n) |r_j − r_n| / √V_B',
  },
  bootstrap: {
    title: 'Stationary bootstrap',
    math: [
      at(t, i, plus, one),
      eq,
      `<mo stretchy="true">{</mo><mtable columnalign="left"><mtr><mtd>${row(at(t, i), plus, one)}</mtd><mtd>${row(words('with probability '), one, minus, fraction(one, b))}</mtd></mtr><mtr><mtd>${words('any row')}</mtd><mtd>${words('otherwise')}</mtd></mtr></mtable>`,
      gap,
      b,
      eq,
      sup(inside(n, fraction(square(G), square(name('g')))), number('1/3')),
    ].join(''),
    text: 't_{i+1} = t_i + 1 with probability 1 − 1/b, else any row; b = (n G²/g²)^(1/3)',
  },
  hc3: {
    title: 'Errors of a regression, HC3',
    math: [
      name('Var'),
      inside(over(b, sign('^'))),
      eq,
      sup(inside(sup(name('X'), name('T')), name('X')), row(minus, one)),
      inside(sum(i), fraction(square(at(e, i)), square(inside(one, minus, at(h, i)))), at(x, i), both(x, i, name('T'))),
      sup(inside(sup(name('X'), name('T')), name('X')), row(minus, one)),
    ].join(''),
    text: 'Var(b̂) = (XᵀX)⁻¹ ( Σ e_i² / (1 − h_i)² x_i x_iᵀ ) (XᵀX)⁻¹',
  },
  welch: {
    title: 'Test of a change, after Welch',
    math: [
      t,
      eq,
      fraction(row(at(z, two), minus, at(z, one)), root(both(name('SE'), one, two), plus, both(name('SE'), two, two))),
      gap,
      words('df'),
      eq,
      fraction(
        square(inside(both(name('SE'), one, two), plus, both(name('SE'), two, two))),
        row(
          fraction(both(name('SE'), one, number('4')), at(K, one)),
          plus,
          fraction(both(name('SE'), two, number('4')), at(K, two)),
        ),
      ),
    ].join(''),
    text: 't = (z_2 − z_1) / √(SE_1² + SE_2²), df = (SE_1² + SE_2²)² / (SE_1⁴/K_1 + SE_2⁴/K_2)',
  },
  alike: {
    title: 'Test that years are alike, after Welch',
    math: [
      name('F'),
      eq,
      fraction(
        row(fraction(one, row(k, minus, one)), sum(i), at(w, i), square(inside(at(z, i), minus, mean(z)))),
        row(one, plus, fraction(row(two, inside(k, minus, two)), row(square(k), minus, one)), lambda),
      ),
      gap,
      at(w, i),
      eq,
      fraction(one, both(name('SE'), i, two)),
      gap,
      lambda,
      eq,
      sum(i),
      fraction(one, at(K, i)),
      square(inside(one, minus, fraction(at(w, i), row(sum(j), at(w, j))))),
    ].join(''),
    text: 'F = Σ w_i (z_i − z̄)²/(k − 1) / (1 + 2(k − 2)/(k² − 1) λ), w_i = 1/SE_i², λ = Σ (1 − w_i/Σw_j)²/K_i',
  },
  partial: {
    title: 'Correlation beyond the market',
    math: [
      at(r, x, y, sign('·'), m),
      eq,
      fraction(
        row(at(r, x, y), minus, at(r, x, m), at(r, y, m)),
        root(inside(one, minus, both(r, row(x, m), two)), inside(one, minus, both(r, row(y, m), two))),
      ),
    ].join(''),
    text: 'r_xy·m = (r_xy − r_xm r_ym) / √((1 − r_xm²)(1 − r_ym²))',
  },
  mean: {
    title: 'Altcoins less bitcoin, on average',
    math: [
      name('D'),
      eq,
      fraction(one, name('C')),
      sum(i),
      inside(r, inside(at(words('coin'), i), comma, s), minus, r, inside(words('bitcoin'), comma, s)),
    ].join(''),
    text: 'D = (1/C) Σ ( r(coin_i, s) − r(bitcoin, s) )',
  },
  slope: {
    title: 'Regression over quarters',
    math: [
      at(z, q),
      eq,
      a,
      plus,
      b,
      size(sum(row(t, sign('∈'), q)), inside(at(words('tech'), t), minus, at(words('market'), t))),
      plus,
      at(e, q),
    ].join(''),
    text: 'z_q = a + b |Σ_{t in q} (tech_t − market_t)| + e_q',
  },
  adjusted: {
    title: 'Correlation freed of volatility, after Forbes and Rigobon',
    math: [
      sup(r, sign('*')),
      eq,
      fraction(r, root(one, plus, delta, inside(one, minus, square(r)))),
      gap,
      delta,
      eq,
      fraction(square(sigma), both(sigma, words('usual'), two)),
      minus,
      one,
    ].join(''),
    text: 'r* = r / √(1 + δ(1 − r²)), δ = σ²/σ²_usual − 1',
  },
  rank: {
    title: 'Rank of a day among others',
    math: [
      p,
      eq,
      fraction(row(one, plus, sign('#'), row(sign('{'), at(r, i), sign('≤'), r, sign('}'))), row(w, plus, one)),
    ].join(''),
    text: 'p = (1 + #{r_i ≤ r}) / (w + 1)',
  },
  detectable: {
    title: 'Detectable effect',
    math: [inside(student(K, comma, one, minus, a), plus, student(K, comma, number('0.85'))), times, name('SE')].join(
      '',
    ),
    text: '(t at 1 − a + t at 0.85) · SE',
  },
  lag: {
    title: 'Cross-correlation, and when days are held to be labelled wrongly',
    math: [
      at(c, k),
      eq,
      fraction(
        row(sum(t), inside(at(x, t), minus, mean(x)), inside(at(y, t, plus, k), minus, mean(y))),
        row(
          root(sum(t), square(inside(at(x, t), minus, mean(x)))),
          root(sum(t), square(inside(at(y, t), minus, mean(y)))),
        ),
      ),
      gap,
      size(at(c, k)),
      minus,
      size(at(c, number('0'))),
      sign('>'),
      fraction(two, root(n)),
    ].join(''),
    text: 'c_k = Σ (x_t − x̄)(y_{t+k} − ȳ) / (√Σ (x_t − x̄)² √Σ (y_t − ȳ)²); suspected where |c_k| − |c_0| > 2/√n',
  },
  index: {
    title: 'Index of several coins',
    math: [
      at(V, t),
      eq,
      at(V, t, minus, one),
      sum(i),
      at(w, i, comma, t, minus, one),
      inside(one, plus, at(R, i, comma, t)),
    ].join(''),
    text: 'V_t = V_{t−1} Σ w_{i,t−1} (1 + R_{i,t})',
  },
};

const frame = (/** @type {{ title: string, math: string, text: string }} */ { title, math, text }) =>
  `<div class="formula" tabindex="0" role="group" aria-label="${title}">` +
  `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">${row(math)}</math><span class="plain">${escape(text)}</span></div>`;

/** All of them, by the names that the page asks for. @returns {[string, string][]} */
export const formulas = () => Object.entries(FORMULAS).map(([key, formula]) => [`formula.${key}`, frame(formula)]);
