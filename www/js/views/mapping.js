// The form that says how a file is read, where it is not to be read as found.
import { h } from '../dom.js';
import { count } from '../format.js';
import { MENDED, forAllBox, isForAll } from './questions.js';

/** @typedef {import('../protocol.ts').ImportOptions} Mapping */
/** @typedef {'date_column' | 'price_column' | 'date_order' | 'decimal' | 'delimiter'} Choice  what one of a few words decides */

/** What the list of columns says where all hold prices. */
const EACH_COLUMN = /** @type {const} */ (['*', 'each a series of its own']);

/**
 * Which rows are used, where a column tells series apart, or where that was chosen.
 * @param {import('../protocol.ts').FileReport} file @param {number} index @param {Mapping} mapping @param {import('../actions.js').Actions} actions
 */
function rowsChoice(file, index, mapping, actions) {
  const { rows: chosen } = mapping;
  const asked = file.question?.about === 'rows' ? file.question : undefined;
  const column = chosen?.column ?? asked?.column;
  if (column === undefined) return null;
  const values = new Set([
    ...(asked?.values ?? []).map(({ value }) => value),
    ...(chosen?.value ? [chosen.value] : []),
  ]);
  const options = [
    { text: 'as found', rows: undefined },
    ...[...values].map((value) => ({ text: `${column} ${value}`, rows: { column, value } })),
    { text: `each ${column} a series of its own`, rows: { column } },
  ];
  const at = options.findIndex(({ rows }) => JSON.stringify(rows) === JSON.stringify(chosen));
  return h(
    'label',
    { class: 'field' },
    h('span', null, 'Rows'),
    h(
      'select',
      {
        id: `map-rows-${index}`,
        value: String(Math.max(at, 0)),
        onchange: (/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          void actions.map(file.name, { rows: options[Number(value)]?.rows }, isForAll(file));
        },
      },
      options.map(({ text }, i) => h('option', { value: String(i) }, text)),
    ),
  );
}

/**
 * A box for each mend that is in force or offered.
 * @param {import('../protocol.ts').FileReport} file @param {number} index @param {Mapping} mapping @param {import('../actions.js').Actions} actions
 */
function mendChoices(file, index, mapping, actions) {
  const inForce = mapping.mends ?? [];
  const all = [...new Set([...inForce, ...(file.offers ?? []).map(({ mend }) => mend)])];
  return all.map((mend) =>
    h(
      'p',
      null,
      h(
        'label',
        { class: 'check' },
        h('input', {
          id: `map-${mend}-${index}`,
          type: 'checkbox',
          checked: inForce.includes(mend),
          onchange: (/** @type {Event} */ event) =>
            void actions.mend(file.name, mend, /** @type {HTMLInputElement} */ (event.target).checked, isForAll(file)),
        }),
        MENDED[mend],
      ),
    ),
  );
}

/**
 * What a person can decide about how a file is read; what was decided by a button stands here too.
 * @param {import('../protocol.ts').FileReport} file @param {number} index @param {number} alike  how many other files have the same columns
 * @param {Mapping} mapping @param {import('../actions.js').Actions} actions
 */
export function mappingForm(file, index, alike, mapping, actions) {
  const choice = (
    /** @type {Choice} */ key,
    /** @type {string} */ label,
    /** @type {(readonly [string, string])[]} */ options,
  ) =>
    h(
      'label',
      { class: 'field' },
      h('span', null, label),
      h(
        'select',
        {
          id: `map-${key}-${index}`,
          value: mapping[key] ?? '',
          onchange: (/** @type {Event} */ event) =>
            void actions.map(
              file.name,
              { [key]: /** @type {HTMLSelectElement} */ (event.target).value || undefined },
              isForAll(file),
            ),
        },
        h('option', { value: '' }, 'as found'),
        options.map(([value, text]) => h('option', { value }, text)),
      ),
    );
  const alone = (/** @type {string} */ name) =>
    name !== '' && file.columns.filter((other) => other === name).length === 1;
  const columns = file.columns.map((name, i) =>
    alone(name)
      ? /** @type {const} */ ([name, name])
      : /** @type {const} */ ([String(i + 1), name ? `${name} (column ${i + 1})` : `column ${i + 1}`]),
  );
  const each =
    mapping.price_column === '*' ||
    (file.question?.about === 'price-column' && file.question.columns.some(({ choice }) => choice === '*'));
  return h(
    'fieldset',
    { class: 'mapping' },
    h('legend', null, 'Read it differently'),
    h(
      'div',
      { class: 'fields' },
      choice('date_column', 'Dates', columns),
      choice('price_column', 'Prices', [...columns, ...(each ? [EACH_COLUMN] : [])]),
      rowsChoice(file, index, mapping, actions),
      choice('date_order', 'Day and month', [
        ['day-first', 'day first'],
        ['month-first', 'month first'],
        ['year-first', 'year first'],
      ]),
      choice('decimal', 'Decimal mark', [
        ['point', '1,234.56'],
        ['comma', '1.234,56'],
      ]),
      choice('delimiter', 'Between cells', [
        [',', 'comma'],
        [';', 'semicolon'],
        ['\t', 'tab'],
        ['|', 'bar'],
      ]),
      h(
        'label',
        { class: 'field' },
        h('span', null, 'Symbol'),
        h('input', {
          id: `map-symbol-${index}`,
          type: 'text',
          size: '10',
          value: mapping.symbol ?? '',
          placeholder: 'as found',
          onchange: (/** @type {Event} */ event) =>
            void actions.map(file.name, {
              symbol: /** @type {HTMLInputElement} */ (event.target).value.trim() || undefined,
            }),
        }),
      ),
    ),
    mendChoices(file, index, mapping, actions),
    h(
      'p',
      null,
      forAllBox(
        file,
        `alike-${index}`,
        alike > 0 ? `for all ${count(alike + 1)} files with these columns` : 'for all files with these columns',
      ),
    ),
  );
}
