// The answer in words, before any picture: what is known plainly, then the verdict.
import type { Actions } from '../actions.ts';
import { Blocks, isRule } from '../blocks.ts';
import { beside } from '../controls.ts';
import { Fold, byId, h, patch, unbroken } from '../dom.ts';
import { count } from '../format.ts';
import type { Block, Outcome, Section } from '../protocol.ts';
import { type State, type Store, plainFiles, sectionOf, seriesless } from '../store.ts';
import { copyButton } from './copying.ts';
import { Behind } from './why.ts';

const ENOUGH = 'One crypto asset and a few equity sectors are enough: one CSV each, or one table with all.';

/** What became of files of which none gave a series: a title, and what to do. What they ask, and why they were refused, stands above. */
function withoutSeries(state: State): [string, string] {
  const files = plainFiles(state);
  const of = (outcome: Outcome) => files.filter((file) => file.outcome === outcome).length;
  const [asking, refused] = [of('asks'), of('refused')];
  const only = (number: number) => number === files.length;
  const [it, them] = only(1) ? ['Its', 'it'] : ['Their', 'them'];
  if (only(asking))
    return [
      only(1) ? 'This file asks something first.' : `${count(asking)} files ask something first.`,
      `Choose above how to read ${them}. ${it} prices are used only then.`,
    ];
  if (only(refused))
    return [
      only(1) ? 'This file could not be used.' : `None of these ${count(refused)} files could be used.`,
      `${files.some(({ offers }) => offers?.length) ? 'Why, and what can be done about it, stands above.' : 'The reason stands above.'} Add other files. ${ENOUGH}`,
    ];
  if (asking > 0) return ['No series yet.', `Choose above how to read what asks, or add other files. ${ENOUGH}`];
  return ['No prices yet.', `Add price files. ${ENOUGH}`];
}

/** Where there is nothing to answer. */
function nothingYet(state: State): Section {
  const { ui, answers } = state;
  const section = (title: string, ...lines: string[]): Section => ({
    id: 'answer',
    title,
    basis: '',
    blocks: lines.map((text) => ({ text })),
  });
  if (ui.phase === 'failed') return section('The engine could not start.', ui.fault);
  if (ui.importing && !answers.ranking) return section('Reading your files …');
  if (answers.files && plainFiles(state).length === 0) return section('Drop price files to begin.', ENOUGH);
  if (answers.files?.found.series.length === 0) return section(...withoutSeries(state));
  if (answers.unranked && answers.files?.found.files.length) return section('No answer yet.', answers.unranked.message);
  return section('Reading …');
}

/** The first claim where it is the answer. */
export const answeredClaim = ({ answers }: State) =>
  sectionOf(answers.claims, 'answer') && answers.ranking ? answers.claims?.found[0] : undefined;

/** The section that is the answer. */
function shown(state: State): Section {
  const { answers } = state;
  const ranked = sectionOf(answers.ranking, 'answer');
  return (ranked && sectionOf(answers.claims, 'answer')) ?? ranked ?? nothingYet(state);
}

export function answerView(store: Store, actions: Actions): void {
  const host = byId('answer');
  const act = actions.choose.act.bind(actions.choose);
  const tag = h('p', { class: 'tag' }, 'Synthetic sample: invented numbers');
  const fault = h('p', { class: 'warning' });
  const title = h('h1', { id: 'answer-title' });
  const [lateHost, body] = [h('div'), h('div')];
  const late = new Blocks(lateHost, 'late-series', {
    act,
    save: (number) => void actions.saveTable('late-series', 'late-series', number),
  });
  const blocks = new Blocks(body, 'answer', { act, heading: 'h2' });
  const copy = copyButton('copy-answer', 'the answer', () => textOf(store.get()));
  const why = new Fold('why-answer');
  const row = h('div', { class: 'row-actions' }, copy);
  const helps = h(
    'p',
    { class: 'buttons helps' },
    beside('files.html', 'What can be read'),
    beside('files.html#sources', 'Where do I get files?'),
  );
  const behindHost = h('div');
  const behind = new Behind(behindHost, 'answer', actions);
  store.watch(
    ({ ui, answers }) => [
      answers.ranking,
      answers.unranked,
      answers.claims,
      answers['late-series'],
      answers.files,
      ui.sample,
      ui.leaving,
      ui.phase,
      ui.fault,
      ui.importing !== null,
    ],
    (state) => {
      const { ui, answers } = state;
      const section = shown(state);
      const claim = answeredClaim(state);
      const behindIt = claim && sectionOf(answers.claims, claim.id);
      copy.textContent = 'Copy';
      title.replaceChildren(...unbroken(section.title).map((part) => (part instanceof Node ? part : String(part))));
      const waits = seriesless(state) && !ui.importing;
      title.classList.toggle('waits', waits);
      fault.textContent = ui.fault;
      // Before the answer: while it stands, no number below can be trusted.
      late.show((answers['late-series']?.sections ?? []).flatMap((one) => one.blocks));
      blocks.show(section.blocks, section.title);
      if (behindIt)
        why.show('Why?', () => {
          behind.show(behindIt);
          return behindHost;
        });
      patch(row, behindIt ? [why.element, copy] : [copy]);
      patch(
        host,
        [
          (ui.sample || ui.leaving === 'sample') && tag,
          lateHost,
          title,
          body,
          ui.fault && ui.phase === 'ready' && fault,
          waits && helps,
          answers.ranking && row,
        ].filter((part) => part instanceof Element),
      );
    },
  );
}

const wordsOf = (block: Block): string[] => {
  if ('answer' in block) return [`${block.answer.answer}, ${block.answer.number} (${block.answer.interval}).`];
  if ('heading' in block) return [block.heading];
  if ('statement' in block) return [block.statement];
  return 'text' in block && !isRule(block) ? [block.text] : [];
};

/** The answer as a text to quote. */
function textOf(state: State): string {
  const { title, blocks } = shown(state);
  const late = (state.answers['late-series']?.sections ?? []).flatMap((section) =>
    section.blocks.flatMap((block) => ('notice' in block ? [block.notice.text] : [])),
  );
  const claim = answeredClaim(state)?.sentence;
  const sample = state.ui.sample ? ['(Synthetic sample: invented numbers.)'] : [];
  const words = [...late, title, ...blocks.flatMap(wordsOf), ...(claim ? [claim] : []), ...sample];
  return [...new Set(words)].join(' ');
}
