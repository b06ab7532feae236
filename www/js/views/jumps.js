// Days from which on the prices of a series are in another unit, as it seems, and the press that joins them.
import { h } from '../dom.js';

/** @typedef {import('../protocol.ts').Jump} Jump */
/** @typedef {import('../protocol.ts').Step} Step */

/** So many days of one series are named. */
const NAMED = 3;

/** A ratio with at most two decimals. @param {number} ratio */
const short = (ratio) => String(Math.round(ratio * 100) / 100);

/** @param {string[]} parts */
const listed = (parts) =>
  [...parts.slice(0, NAMED), ...(parts.length > NAMED ? [`and ${parts.length - NAMED} more`] : [])].join(', ');

/** What was found. @param {Jump[]} jumps */
const found = (jumps) =>
  listed(
    jumps.map(({ day, factor }) =>
      factor > 1 ? `${short(factor)} times as high from ${day} on` : `${short(1 / factor)} times as low from ${day} on`,
    ),
  );

/** What is done to the prices. @param {Step[]} steps */
const done = (steps) =>
  listed(
    steps.map(({ from, factor }) =>
      factor < 1 ? `divided by ${short(1 / factor)} from ${from} on` : `multiplied by ${short(factor)} from ${from} on`,
    ),
  );

/** The steps that join prices again. @param {Jump[]} jumps @returns {Step[]} */
const joining = (jumps) => jumps.map(({ day, factor }) => ({ from: day, factor: 1 / factor }));

/**
 * What was found in the series of a file, and what is done about it.
 * @param {import('../protocol.ts').Member[]} members @param {Record<string, import('../protocol.ts').SeriesSettings>} said
 * @param {import('../actions.js').Actions} actions
 */
export function jumps(members, said, actions) {
  return members.flatMap(({ id, jumps: open }) => {
    const { steps = [] } = said[id] ?? {};
    const [first] = open;
    const join = joining(open);
    return [
      steps.length > 0 &&
        h(
          'p',
          { class: 'in-force' },
          `Prices of ${id} are ${done(steps)}. `,
          h(
            'button',
            {
              id: `unjoin-${id}`,
              type: 'button',
              class: 'undo',
              'aria-label': `Undo: leave the prices of ${id} as they are`,
              onclick: () => actions.step(id, [], `The prices of ${id} are as in the file again.`),
            },
            'Undo',
          ),
        ),
      first &&
        h(
          'div',
          { class: 'jump' },
          h(
            'p',
            { class: 'diagnostic warning' },
            `${id} seems to change its unit, as after a split or where pence follow pounds: ${found(open)}. One such day can decide a correlation.`,
          ),
          h(
            'p',
            { class: 'buttons' },
            h(
              'button',
              {
                id: `join-${id}`,
                type: 'button',
                'data-join': id,
                onclick: () => actions.step(id, [...steps, ...join], `The prices of ${id} are ${done(join)}.`),
              },
              open.length === 1
                ? `Treat it as a split or another unit on ${first.day}: ${first.factor > 1 ? `divide later prices by ${short(first.factor)}` : `multiply later prices by ${short(1 / first.factor)}`}`
                : `Treat them as splits or other units: prices of ${id} ${done(join)}`,
            ),
          ),
        ),
    ];
  });
}
