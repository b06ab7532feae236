// What README.md says of the finding, and what the command prints there: made, not written.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sectorscope } from './command.mjs';
import { root } from './setup.mjs';

/** @typedef {import('../www/js/protocol.ts').AnswersByName} Answers */
/** @typedef {import('../www/js/engine-types.ts').Block} Block */

const FINDING = '2025-09';
/** Columns of the lines that the command prints, as README.md breaks them. */
const WIDTH = 110;

/**
 * The first block of a kind.
 * @template {string} K @param {readonly Block[]} blocks @param {K} kind @returns {Extract<Block, Record<K, unknown>>[K]}
 */
function first(blocks, kind) {
  for (const block of blocks) if (kind in block) return /** @type {any} */ (block)[kind];
  throw new Error(`the finding has no ${kind}`);
}

/** What the page shows of the finding. */
function found() {
  /** @type {{ files: number, answers: Pick<Answers, 'claims' | 'ranking'> }} */
  const { files, answers } = JSON.parse(readFileSync(join(root, 'findings', FINDING, 'first.json'), 'utf8'));
  const section = (/** @type {string} */ id) => {
    const one = answers.claims.sections.find((section) => section.id === id);
    if (!one) throw new Error(`the finding has no section ${id}`);
    return one;
  };
  return { files, answers, section };
}

/** The answer of the first screen. */
function answerPart() {
  const { files, answers, section } = found();
  const { title, blocks } = section('answer');
  const { answer, number, interval } = first(blocks, 'answer');
  const { n, first: from, last: to } = answers.ranking.found;
  return [
    `**${title}** ${answer}: ${number} (${interval}).\n`,
    `**${first(blocks, 'heading')}** ${first(blocks, 'statement')}\n`,
    `Found in ${n.toLocaleString('en')} daily returns, ${from} to ${to}, of ${files} public series of coins and sector funds.`,
  ].join('\n');
}

/** The verdict of each claim. */
function claimsPart() {
  const { answers, section } = found();
  const rows = answers.claims.found.map(({ id }) => {
    const { title, blocks } = section(id);
    const { verdict, text } = first(blocks, 'brief');
    // The first sentence.
    return `| ${title} | ${verdict.shape} ${verdict.word.toLowerCase()} | ${text.split(/(?<=\.) /)[0]} |`;
  });
  return ['| Claim | Verdict | Found |', '|---|---|---|', ...rows].join('\n');
}

/** Breaks a line at spaces; what follows is indented as the line is. @param {string} line */
function broken(line) {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines = [''];
  for (const word of line.trim().split(/(?<=\S) (?=\S)/)) {
    const last = lines.at(-1) ?? '';
    if (last && indent.length + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((text) => indent + text).join('\n');
}

/** What the command says of the synthetic sample: its first claim and the ranking; what is left out is marked. */
function examplePart() {
  const folder = mkdtempSync(join(tmpdir(), 'sectorscope-readme-'));
  try {
    sectorscope(['sample', folder]);
    const files = readdirSync(folder).sort();
    const paragraphs = sectorscope(['analyze', ...files.map((name) => join(folder, name))])
      .trim()
      .split('\n\n');
    const ranking = paragraphs.findIndex((text) => text.startsWith('Moves together with'));
    if (ranking < 2) throw new Error('the command prints no claims and a ranking behind them');
    const shown = [paragraphs[0] ?? '', '…', paragraphs[ranking] ?? ''].map((text) =>
      text.split('\n').map(broken).join('\n'),
    );
    return [
      '```',
      '$ node bin/sectorscope.mjs sample prices',
      '$ node bin/sectorscope.mjs analyze prices/*.csv',
      shown.join('\n\n'),
      '```',
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** README.md with these parts made anew, between the marks that name them. @param {string} text */
export function readme(text) {
  let made = text;
  for (const [name, part] of /** @type {const} */ ([
    ['answer', answerPart()],
    ['claims', claimsPart()],
    ['example', examplePart()],
  ])) {
    const marks = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);
    if (!marks.test(made)) throw new Error(`README.md has no place for the ${name}`);
    made = made.replace(marks, (_, before, after) => before + part + after);
  }
  return made;
}
