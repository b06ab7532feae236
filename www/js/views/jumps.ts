// Days from which on the prices of a series are in another unit, as it seems, and the press that joins them.
import type { Actions } from '../actions.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import type { Jump, Member, SeriesSettings, Step } from '../protocol.ts';

/** Days of one series that are named, at most. */
const NAMED = 3;

/** A ratio with at most two decimals. */
const short = (ratio: number) => String(Math.round(ratio * 100) / 100);

const listed = (parts: string[]) =>
  [...parts.slice(0, NAMED), ...(parts.length > NAMED ? [`and ${parts.length - NAMED} more`] : [])].join(', ');

/** What was found. */
const found = (jumps: Jump[]) =>
  listed(
    jumps.map(({ day, factor }) =>
      factor > 1 ? `${short(factor)} times as high from ${day} on` : `${short(1 / factor)} times as low from ${day} on`,
    ),
  );

/** What is done to the prices. */
const done = (steps: Step[]) =>
  listed(
    steps.map(({ from, factor }) =>
      factor < 1 ? `divided by ${short(1 / factor)} from ${from} on` : `multiplied by ${short(factor)} from ${from} on`,
    ),
  );

/** What the button says. */
const offer = (id: string, [first, ...more]: Jump[], join: Step[]) => {
  if (!first || more.length > 0) return `Treat them as splits or other units: prices of ${id} ${done(join)}`;
  const how =
    first.factor > 1
      ? `divide later prices by ${short(first.factor)}`
      : `multiply later prices by ${short(1 / first.factor)}`;
  return `Treat it as a split or another unit on ${first.day}: ${how}`;
};

/** What was found in the series of a file, and what is done about it. */
export function jumps(members: Member[], described: Record<string, SeriesSettings>, actions: Actions): Child[] {
  return members.flatMap(({ id, jumps: open }): Child[] => {
    const { steps = [] } = described[id] ?? {};
    // The steps that join prices again.
    const join = open.map(({ day, factor }) => ({ from: day, factor: 1 / factor }));
    const undo = () => actions.choose.step(id, [], `The prices of ${id} are as in the file again.`);
    const treat = () => actions.choose.step(id, [...steps, ...join], `The prices of ${id} are ${done(join)}.`);
    return [
      steps.length > 0 &&
        h(
          'p',
          { class: 'in-force' },
          `Prices of ${id} are ${done(steps)}. `,
          button(`unjoin-${id}`, 'Undo', undo, {
            class: 'undo',
            'aria-label': `Undo: leave the prices of ${id} as they are`,
          }),
        ),
      open.length > 0 &&
        h(
          'div',
          { class: 'jump' },
          h(
            'p',
            { class: 'diagnostic warning' },
            `${id} seems to change its unit, as after a split or where pence follow pounds: ${found(open)}. One such day can decide a correlation.`,
          ),
          h('p', { class: 'buttons' }, button(`join-${id}`, offer(id, open, join), treat, { 'data-join': id })),
        ),
    ];
  });
}
