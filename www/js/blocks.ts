// Sections as the engine writes them, laid out: this adds no words.
import { type Child, Fold, Kept, h, patch, replace, unbroken } from './dom.ts';
import { type Choosing, FigureView } from './figures.ts';
import { how, howOf } from './methods.ts';
import type { Action, Block, Notice, PlainAnswer, Section, Stood, Table, VerdictMark } from './protocol.ts';

/** A verdict as it is shown. */
export const badge = ({ verdict, shape, word }: VerdictMark): HTMLElement =>
  h('span', { class: `verdict ${verdict}` }, h('span', { 'aria-hidden': 'true' }, shape), ` ${word}`);

/** An answer before anything else. */
const plainAnswer = ({ answer, number, interval }: PlainAnswer): HTMLElement =>
  h(
    'p',
    { class: 'plain' },
    `${answer}, ${number} `,
    h('small', null, `(${interval})`),
    ' ',
    how('interval', 'this interval'),
  );

/** A verdict as it stood over time: a mark for each day, read as a list. */
function stoodOverTime(points: Stood[]): HTMLElement {
  const words = points.map(({ day, verdict }) => `${day}: ${verdict.word.toLowerCase()}`);
  return h(
    'div',
    { class: 'stood' },
    h('p', { class: 'label' }, 'As it stood at the end of each quarter ', how('history', 'the verdict over time')),
    h(
      'ol',
      null,
      points.map(({ verdict }, at) => h('li', { class: verdict.verdict, title: words[at] }, words[at])),
    ),
    h(
      'p',
      { class: 'ends', 'aria-hidden': 'true' },
      h('span', null, points[0]?.day),
      h('span', null, points.at(-1)?.day),
    ),
  );
}

/** A text of more characters may take several lines of its cell. */
const LONG = 40;

/** A cell more in each row, for what a person can do about it. */
export type Column = { name: string; cell: (row: string[]) => Child };

/** A table, with columns of its own behind the written ones. */
export function table({ caption, columns, rows }: Table, more: Column[] = []): HTMLTableElement {
  const side = (at: number) => (columns[at]?.kind === 'number' ? { class: 'n' } : null);
  const cell = (text: string, at: number) => {
    if (at === 0) return h('th', { scope: 'row', class: text.length > LONG && 'long' }, unbroken(text));
    return h('td', side(at) ?? { class: text.length > LONG && 'long' }, unbroken(text));
  };
  return h(
    'table',
    { class: 'written' },
    h('caption', null, h('span', null, caption)),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        columns.map(({ name }, at) => h('th', { scope: 'col', ...side(at) }, name)),
        more.map(({ name }) => h('th', { scope: 'col', 'data-control': true }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map((row) =>
        h(
          'tr',
          { 'data-id': row[0] },
          row.map(cell),
          more.map((column) => h('td', { 'data-control': true }, column.cell(row))),
        ),
      ),
    ),
  );
}

/** What a table shows, as far as its first full stop. */
const title = ({ caption }: Table) => caption.split(/(?<=[.:])\s/)[0]?.replace(/[.:]$/, '') ?? caption;

export type Act = (action: Action) => void;

export const notice = ({ text, in_force: inForce, actions }: Notice, act: Act): HTMLElement =>
  h(
    'p',
    { class: inForce ? 'in-force' : 'warning' },
    text,
    actions.flatMap((action) => [
      ' ',
      h(
        'button',
        { type: 'button', class: inForce && 'undo', 'aria-label': action.hint, onclick: () => act(action) },
        action.label,
      ),
    ]),
  );

/** Whether a text is the rule of a verdict. */
export const isRule = (block: Block): boolean => 'text' in block && block.text.startsWith('Rule: ');

/** What a block is, with what it holds. */
const named = (block: Block) => Object.entries(block)[0] as [string, unknown];

/** How the parts of a section are shown. */
export type Layout = {
  act: Act;
  /** What the pictures are called, in order; their files have these names. */
  figures?: string[];
  /** Chooses a row of the first picture. */
  choosing?: Choosing;
  /** Columns behind those of the first table, which then stands open. */
  columns?: Column[];
  /** The heading that a heading among the blocks is. */
  heading?: 'h2' | 'h3';
  /** Whether tables stand open. */
  open?: boolean;
  /** What stands behind a fold with these words: all but pictures and notices. */
  behind?: string;
  /** Saves the table at this place among the tables. */
  save?: (number: number) => void;
};

/** The button that saves a table. */
export const saver = (table: Table, save: () => void): HTMLElement =>
  h(
    'p',
    { class: 'buttons table-save' },
    h('button', { type: 'button', class: 'quiet', 'aria-label': `Save as CSV: ${title(table)}`, onclick: save }, 'CSV'),
  );

type Shown = { element: Element; show: (block: Block) => void };

/** A block that is made anew when it changes. */
function plain({ act, heading = 'h3' }: Layout): Shown {
  const element = h('div');
  let seen = '';
  return {
    element,
    show(block) {
      const text = JSON.stringify(block);
      if (text === seen) return;
      seen = text;
      element.replaceChildren(...plainly(block, act, heading));
    },
  };
}

function plainly(block: Block, act: Act, heading: 'h2' | 'h3'): Element[] {
  if ('heading' in block) return [h(heading, { class: 'question' }, block.heading)];
  if ('answer' in block) return [plainAnswer(block.answer)];
  if ('stood' in block) return [stoodOverTime(block.stood)];
  if ('verdict' in block) return [h('p', { class: 'claim-head' }, badge(block.verdict))];
  if ('statement' in block) return [h('p', { class: 'statement' }, unbroken(block.statement))];
  if ('text' in block) return [h('p', { class: isRule(block) && 'rule' }, unbroken(block.text))];
  if ('notice' in block) return [notice(block.notice, act)];
  if ('code' in block) return [h('pre', { tabindex: '0' }, h('code', null, block.code))];
  if ('list' in block)
    return [
      h(
        'ul',
        null,
        block.list.map((text) => h('li', null, unbroken(text))),
      ),
    ];
  if ('facts' in block)
    return [
      h(
        'dl',
        { class: 'facts' },
        block.facts.flatMap(({ name, value, method }) => [
          h('dt', null, name),
          h('dd', null, unbroken(value), method && [' ', how(method, name)]),
        ]),
      ),
    ];
  return [];
}

/** Blocks below each other in a host, kept up to date in place. Tables fold. */
export class Blocks {
  readonly #host: HTMLElement;
  readonly #layout: Layout;
  readonly #id: string;
  readonly #kept: Kept<Block, Shown>;
  #texts = '';
  #basis = '';

  constructor(host: HTMLElement, id: string, layout: Layout) {
    this.#host = host;
    host.classList.add('blocks');
    this.#id = id;
    this.#layout = layout;
    this.#kept = new Kept((name) => this.#make(name));
  }

  /** `of` is what they are about: of something else nothing is kept. `basis` is what saved pictures rest on. */
  show(blocks: Block[], of = '', basis = ''): void {
    this.#basis = basis;
    const counts = new Map<string, number>();
    this.#texts = blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join(' ');
    const items = blocks.map((block): [string, Block] => {
      const [kind] = named(block);
      const at = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, at);
      return [`${kind} ${at} ${of}`, block];
    });
    patch(
      this.#host,
      this.#kept.of(items, (made, block) => made.show(block)),
    );
  }

  #make(name: string): Shown {
    const [kind = '', number = '1'] = name.split(' ');
    const at = Number(number);
    if (kind === 'figure') return this.#figure(at);
    const stands = this.#layout.open || (at === 1 && this.#layout.columns);
    if (kind === 'table') return stands ? this.#open(at) : this.#folded(at);
    return plain(this.#layout);
  }

  #figure(at: number): Shown {
    const { figures = [], choosing } = this.#layout;
    const about = () => ({ subtitle: this.#basis });
    const view = new FigureView(figures[at - 1] ?? this.#id, at === 1 ? choosing : undefined, about);
    return {
      element: view.element,
      show: (block) => {
        if ('figure' in block) view.show(block.figure, this.#texts);
      },
    };
  }

  #folded(at: number): Shown {
    const fold = new Fold(`${this.#id}-table${at === 1 ? '' : `-${at}`}`);
    const saver = (shown: Table) => this.#saver(shown, at);
    let seen: Table | undefined;
    return {
      element: fold.element,
      show(block) {
        if (!('table' in block) || block.table === seen) return;
        const shown = block.table;
        seen = shown;
        fold.show(`Table: ${title(shown)}`, () => [saver(shown), table(shown)]);
      },
    };
  }

  #saver(shown: Table, at: number): HTMLElement | null {
    const { save } = this.#layout;
    return save ? saver(shown, () => save(at - 1)) : null;
  }

  #open(at: number): Shown {
    const { columns } = this.#layout;
    const frame = h('div', { class: 'scroll', tabindex: '0' });
    const saver = (shown: Table) => this.#saver(shown, at);
    const element = h('div');
    return {
      element,
      show(block) {
        if (!('table' in block)) return;
        replace(frame, table(block.table, columns));
        patch(
          element,
          [saver(block.table), frame].filter((part) => part !== null),
        );
      },
    };
  }
}

/** What stands behind a fold, where there is one. */
const isBehind = (block: Block) => !('figure' in block || 'notice' in block);

/** A section with its heading, what it rests on, and its blocks. */
export class SectionView {
  readonly #host: HTMLElement;
  readonly #title: HTMLElement;
  readonly #basis = h('span', { class: 'basis' });
  readonly #blocks: Blocks;
  readonly #behind: Blocks | undefined;
  #shown: Block[] | undefined;
  #fill = () => {};
  /** Where more may stand: beside the title, and around the blocks. */
  readonly head: HTMLElement;
  readonly body: HTMLElement;

  /** In a host that folds, title and basis are what stays in sight. */
  constructor(host: HTMLElement, id: string, level: 'h2' | 'h3', layout: Layout) {
    this.#host = host;
    this.#title = h(level, level === 'h2' ? { id: `${host.id}-title` } : null);
    const below = h('div');
    const folds = host instanceof HTMLDetailsElement;
    this.head = folds
      ? h('summary', null, this.#title, this.#basis)
      : h('div', { class: 'heading' }, this.#title, howOf(id, id), this.#basis);
    // What can be pressed does not lie in what folds.
    this.body = h('div', folds ? { class: 'inside' } : null, folds && howOf(id, id), below);
    host.append(this.head, this.body);
    this.#blocks = new Blocks(below, id, layout);
    if (layout.behind) {
      const content = h('div', { class: 'details-body', tabindex: '0' });
      const summary = h('summary', null, layout.behind);
      const details = h('details', { id: `${id}-table`, class: 'table-toggle' }, summary, content);
      this.body.append(details);
      this.#behind = new Blocks(content, id, { ...layout, open: true });
      // Tables of many cells cost nothing until they are wanted.
      this.#fill = () => {
        if (details.open && this.#shown) this.#behind?.show(this.#shown.filter(isBehind), '', this.#basis.textContent);
      };
      details.addEventListener('toggle', this.#fill);
    }
  }

  /** Shows it; what is not there leaves the host empty. */
  show(section: Section | undefined): void {
    this.#host.classList.toggle('empty', !section);
    if (!section) return;
    this.#title.textContent = section.title;
    this.#basis.textContent = section.basis;
    this.#basis.hidden = section.basis === '';
    this.#shown = section.blocks;
    const first = (block: Block) => !this.#behind || !isBehind(block);
    this.#blocks.show(section.blocks.filter(first), '', section.basis);
    this.#fill();
  }
}
