// Cards that show a section as it is written: one line each. With `ask`, its question is asked for it; without, its answer is there
// for another reason.
import type { AnswersByName, Question, Section } from './protocol.ts';

/** Answers that come with sections. */
type Shown = { [Name in keyof AnswersByName]: AnswersByName[Name] extends { sections: Section[] } ? Name : never };

export type Card = {
  /** The element that it is put into. */
  into: string;
  answer: Shown[keyof AnswersByName];
  section: string;
  level: 'h2' | 'h3';
  /** What its pictures are called; their files have these names. */
  figures?: string[];
  ask?: Question;
};

export const CARDS: Card[] = [
  { into: 'days', answer: 'ranking', section: 'days', level: 'h2' },
  {
    into: 'conventions',
    answer: 'alignment',
    section: 'conventions',
    level: 'h3',
    figures: ['One correlation, four ways'],
  },
  { into: 'lead-lag', answer: 'alignment', section: 'lead-lag', level: 'h3', figures: ['Which leads?'] },
  { into: 'moments', answer: 'moments', section: 'moments', level: 'h2', ask: { about: 'moments' } },
];
