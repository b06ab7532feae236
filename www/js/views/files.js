// The files panel: what became of each file, its ledger, and what there is to say.
import { byId, h, lazyDetails, replace, save } from '../dom.js';
import { bytes, count, counted } from '../format.js';
import { kindOf } from '../mapping.js';
import { watch } from '../store.js';
import { jumps } from './jumps.js';
import { mappingForm } from './mapping.js';
import { mends, question, reasons } from './questions.js';

/** @typedef {import('../protocol.ts').FileReport} FileReport */

const WORD = { prices: 'read', sectors: 'sector list', asks: 'asks', refused: 'refused' };
const MARK = { prices: '✓', sectors: '✓', asks: '?', refused: '×' };

/** Records left out, over all rules. @param {FileReport} file */
const rejected = ({ ledger }) => Object.values(ledger.rejected).reduce((sum, n) => sum + n, 0);

/** @param {FileReport} file */
function ledgerTable(file) {
  const { records, header, used, blank, duplicate, rejected: byRule } = file.ledger;
  const rows = [
    ['records', records],
    ['header', header],
    ['used', used],
    ['blank', blank],
    ['repeated days', duplicate],
    ...Object.entries(byRule).map(([code, n]) => [`left out: ${code}`, n]),
  ];
  const noHash = file.diagnostics.some(({ code }) => code === 'changed-file') ? 'unknown' : 'follows';
  return h(
    'table',
    { class: 'ledger' },
    h(
      'caption',
      null,
      `${count(file.bytes)} bytes${{ none: '', zip: ', zip archive' }[file.layout] ?? `, ${file.layout} table`}`,
    ),
    h(
      'tbody',
      null,
      rows.map(([name, n]) => h('tr', null, h('th', { scope: 'row' }, name), h('td', null, count(Number(n))))),
    ),
    h('tfoot', null, h('tr', null, h('td', { colspan: '2', class: 'hash' }, `SHA-256 ${file.sha256 || noHash}`))),
  );
}

/** The first rows as they were read. @param {FileReport} file */
function previewTable(file) {
  const symbols = file.preview.some(({ symbol }) => symbol !== null);
  return h(
    'table',
    { class: 'preview' },
    h('caption', null, 'The first rows, as read'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, 'Line'),
        h('th', { scope: 'col' }, 'Day'),
        symbols && h('th', { scope: 'col' }, 'Symbol'),
        (file.preview[0]?.prices ?? []).map((_, i, all) =>
          h('th', { scope: 'col' }, all.length === 1 ? 'Price' : `Price ${i + 1}`),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      file.preview.map((row) =>
        h(
          'tr',
          null,
          h('td', null, count(row.line)),
          h('td', null, row.date ?? 'open'),
          symbols && h('td', null, row.symbol ?? ''),
          row.prices.map((price) => h('td', null, price === null ? '–' : String(price))),
        ),
      ),
    ),
  );
}

/** What was read of a file, in a few words. @param {FileReport} file */
function summary(file) {
  const { outcome, ledger, layout, series, constituents = [] } = file;
  const out = `${count(rejected(file))} left out`;
  if (outcome === 'prices')
    return `${counted(ledger.used, layout === 'zip' ? 'file' : 'row')}, ${out}${series.length > 1 ? `, ${series.length} series` : ''}`;
  if (outcome === 'sectors')
    return `${counted(constituents.length, 'symbol')} in ${counted(new Set(constituents.map(({ sector }) => sector)).size, 'sector')}, ${out}`;
  return bytes(file.bytes);
}

/**
 * What there is to say about a file, each with what can be done about it.
 * @param {FileReport} file @param {import('../protocol.ts').Diagnostic[]} diagnostics
 * @param {import('../protocol.ts').Member[]} members @param {import('../actions.js').Actions} actions
 */
function remarks(file, diagnostics, members, actions) {
  const said = diagnostics.map(({ severity, message, code }) => {
    const late =
      code === 'midnight-snapshot'
        ? members.filter(({ id, shift_days: days }) => file.series.includes(id) && days === 0)
        : [];
    return h(
      'p',
      { class: `diagnostic ${severity}` },
      message,
      ...late
        .map(({ id }) => [
          ' ',
          h(
            'button',
            { type: 'button', 'data-shift': id, onclick: () => actions.describe(id, { shift_days: -1 }) },
            `Move the days of ${id} back by one`,
          ),
        ])
        .flat(),
    );
  });
  if (rejected(file) > 0 && file.ledger.used > 0) {
    said.push(
      h(
        'p',
        { class: 'buttons' },
        h(
          'button',
          {
            type: 'button',
            class: 'left-out',
            onclick: async () => {
              save(`${file.name.replaceAll('/', '-')}-left-out.csv`, await actions.leftOut(file.name), 'text/csv');
            },
          },
          'What was left out (CSV)',
        ),
      ),
    );
  }
  return said;
}

/** The stocks of a sector file. @param {FileReport} file */
function constituentTable({ constituents = [] }) {
  if (constituents.length === 0) return null;
  return h(
    'table',
    { class: 'preview' },
    h('caption', null, 'Symbols and their sectors'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Symbol', 'Sector', 'Size', 'Weight'].map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      constituents.map(({ symbol, sector, size, weight }) =>
        h(
          'tr',
          null,
          [symbol, sector, size ?? '–', weight === null ? '–' : String(weight)].map((text) => h('td', null, text)),
        ),
      ),
    ),
  );
}

/**
 * @param {FileReport} file @param {number} index @param {number} alike  how many other files have the same columns
 * @param {import('../protocol.ts').Member[]} members @param {import('../protocol.ts').Settings} settings
 * @param {import('../actions.js').Actions} actions
 */
function item(file, index, alike, members, { mapping: { [file.name]: mapping = {} } = {}, series = {} }, actions) {
  const own = members.filter(({ id }) => file.series.includes(id));
  const jumping = own.some(({ jumps: open }) => open.length > 0);
  const beside = reasons(file, mapping);
  // What stands beside a button already is not said twice.
  const diagnostics = file.diagnostics.filter(
    (one) => !beside.includes(one) && !(jumping && one.code === 'split-like-jump'),
  );
  const said = remarks(file, diagnostics, members, actions);
  const used = file.outcome === 'prices' || file.outcome === 'sectors';
  return h(
    'li',
    { class: `file ${file.outcome}`, 'data-name': file.name, tabindex: '-1' },
    h(
      'div',
      { class: 'file-line' },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, MARK[file.outcome]),
      h('span', { class: 'word' }, WORD[file.outcome]),
      h('span', { class: 'name' }, file.name),
      h('span', { class: 'numbers' }, summary(file)),
      h(
        'button',
        {
          id: `remove-${index}`,
          class: 'quiet',
          type: 'button',
          'aria-label': `Remove ${file.name}`,
          onclick: () => actions.remove(file.name),
        },
        'Remove',
      ),
    ),
    !used && said,
    // An archive has no question of its own: its files ask.
    file.outcome === 'asks' && file.layout !== 'zip' && question(file, index, alike, actions),
    ...mends(file, index, alike, mapping, actions),
    ...jumps(own, series, actions),
    lazyDetails(
      `file-${index}`,
      used && diagnostics.length > 0 ? `Ledger, ${counted(diagnostics.length, 'remark')}` : 'Ledger and preview',
      () =>
        [
          used ? said : [],
          constituentTable(file),
          file.preview.length > 0 && previewTable(file),
          (file.columns.length > 0 || Object.keys(mapping).length > 0) &&
            mappingForm(file, index, alike, mapping, actions),
          ledgerTable(file),
        ].flat(),
    ),
  );
}

/** The name of the file in whose row the focus is. @param {Element} host */
const focusedFile = (host) =>
  host.contains(document.activeElement)
    ? /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest('li.file'))?.dataset.name
    : undefined;

/** The row of a file. @param {Element} host @param {string} name */
const itemOf = (host, name) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (host.querySelectorAll('li.file'))].find(
    (item) => item.dataset.name === name,
  );

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function filesView(store, actions) {
  const host = byId('files');
  watch(
    store,
    (s) => [s.files, s.settings.mapping, s.settings.series],
    ({ files: { files, series }, settings }) => {
      const answered = focusedFile(host);
      host.classList.toggle('empty', files.length === 0);
      const tally = /** @type {const} */ (['prices', 'sectors', 'asks', 'refused'])
        .map((outcome) => [files.filter((file) => file.outcome === outcome).length, WORD[outcome]])
        .filter(([n]) => Number(n) > 0)
        .map(([n, word]) => `${n} ${word}`)
        .join(' · ');
      // What needs a person comes first.
      const order = { asks: 0, refused: 1, sectors: 2, prices: 3 };
      const sorted = files
        .map((file, index) => ({ file, index }))
        .sort((x, y) => order[x.file.outcome] - order[y.file.outcome] || x.index - y.index);
      /** @type {Map<string, number>} */
      const ofKind = new Map();
      for (const file of files) ofKind.set(kindOf(file), (ofKind.get(kindOf(file)) ?? 0) + 1);
      const alike = (/** @type {FileReport} */ file) => (ofKind.get(kindOf(file)) ?? 1) - 1;
      replace(
        host,
        h('h2', { id: 'files-title' }, 'Files'),
        h('p', { class: 'basis' }, tally || 'none yet'),
        h(
          'ul',
          { class: 'files' },
          sorted.map(({ file, index }) => item(file, index, alike(file), series, settings, actions)),
        ),
      );
      // A button that has done its work is gone: the hand stays at its file.
      if (answered !== undefined && !host.contains(document.activeElement)) itemOf(host, answered)?.focus();
    },
  );
}
