// The answer in words, before any picture.
import type { Actions } from '../actions.ts';
import { Blocks, badge } from '../blocks.ts';
import { byId, h, replace, unbroken } from '../dom.ts';
import type { Block, Section } from '../protocol.ts';
import { type State, type Store, sectionOf } from '../store.ts';
import { copyButton } from './copying.ts';
import { saving } from './saving.ts';
import { why } from './why.ts';

/** Where there is nothing to answer yet. */
function nothingYet({ ui, answers }: State): Section {
  const section = (title: string, ...lines: string[]): Section => ({
    id: 'answer',
    title,
    basis: '',
    blocks: lines.map((text) => ({ text })),
  });
  if (ui.phase === 'failed') return section('The engine could not start.', ui.fault);
  if (!answers.files || answers.files.found.files.length === 0)
    return section(
      'Drop price files to begin.',
      'One crypto asset and a few equity sectors are enough: one CSV each, or one table with all.',
    );
  if (answers.unranked) return section('No answer yet.', answers.unranked.message);
  return section('Reading …');
}

/** The first claim where it is the answer. */
export const answeredClaim = ({ answers }: State) =>
  sectionOf(answers.claims, 'answer') && answers.ranking ? answers.claims?.found[0] : undefined;

const wordsOf = (block: Block): string[] => {
  if ('statement' in block) return [block.statement];
  return 'text' in block ? [block.text] : [];
};

export function answerView(store: Store, actions: Actions): void {
  const host = byId('answer');
  const outcome = h('span', { class: 'hint', role: 'status' });
  const toSave = saving(actions, outcome);
  const act = actions.choose.act.bind(actions.choose);
  const lateHost = h('div');
  const late = new Blocks(lateHost, 'late-series', {
    act,
    save: (number) => void actions.saveTable('late-series', 'late-series', number),
  });
  const copy = copyButton('copy-answer', 'the answer', () => textOf(store.get()));
  store.watch(
    ({ ui, answers }) => [
      answers.ranking,
      answers.unranked,
      answers.claims,
      answers['late-series'],
      answers.files,
      ui.sample,
      ui.phase,
      ui.fault,
    ],
    (state) => {
      const { ui, answers } = state;
      const section = shown(state);
      const claim = answeredClaim(state);
      const verdict = section.blocks.flatMap((block) => ('verdict' in block ? [block.verdict] : []))[0];
      late.show((answers['late-series']?.sections ?? []).flatMap(({ blocks }) => blocks));
      outcome.textContent = '';
      copy.textContent = 'Copy';
      replace(
        host,
        ui.sample && h('p', { class: 'tag' }, 'Synthetic sample: invented numbers'),
        // Before the answer: while it stands, no number below can be trusted.
        lateHost,
        verdict && h('p', { class: 'claim-head' }, badge(verdict)),
        h('h2', { id: 'answer-title' }, unbroken(section.title)),
        section.blocks.flatMap(wordsOf).map((text) => h('p', null, unbroken(text))),
        ui.fault && ui.phase === 'ready' && h('p', { class: 'warning' }, ui.fault),
        answers.ranking && h('p', { class: 'buttons' }, copy, toSave, outcome),
        claim && why(claim.id, sectionOf(answers.claims, claim.id), actions),
      );
    },
  );
}

/** The section that is the answer. */
function shown(state: State): Section {
  const { answers } = state;
  const ranked = sectionOf(answers.ranking, 'answer');
  return (ranked && sectionOf(answers.claims, 'answer')) ?? ranked ?? nothingYet(state);
}

/** The answer as a text to quote. */
function textOf(state: State): string {
  const { title, blocks } = shown(state);
  const late = (state.answers['late-series']?.sections ?? []).flatMap((section) =>
    section.blocks.flatMap((block) => ('notice' in block ? [block.notice.text] : [])),
  );
  const sample = state.ui.sample ? ['(Synthetic sample: invented numbers.)'] : [];
  return [...late, title, ...blocks.flatMap(wordsOf), ...sample].join(' ');
}
