// The picture of the finding, drawn when the page is built: it stands until the page draws the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** Widths that a chart of the first screen has on a wide and on a narrow page, in CSS pixels. */
const WIDTHS = { wide: 658, narrow: 306 };

/**
 * The ranking for both widths and both themes; the style sheet shows the one that suits.
 * @param {typeof import('../pkg/drawing.js')} drawing @param {string} finding
 */
export function bakedRanking({ drawRanking, rankingHeight }, finding) {
  /** @type {{ answers: { ranking: import('../www/js/protocol.ts').AnswersByName['ranking'] } }} */
  const { answers } = JSON.parse(readFileSync(join(root, 'findings', finding, 'first.json'), 'utf8'));
  const blocks = answers.ranking.sections.find(({ id }) => id === 'ranking')?.blocks ?? [];
  const [figure] = blocks.flatMap((block) => ('figure' in block ? [block.figure] : []));
  if (figure?.plot.kind !== 'intervals') throw new Error('the finding has no ranking to draw');
  const { rows } = figure.plot;
  const marked = rows.findIndex((row) => row.marked);
  return Object.entries(WIDTHS)
    .flatMap(([size, width]) =>
      /** @type {const} */ (['light', 'dark']).map((theme) => {
        const picture = { width, height: rankingHeight(rows.length, width), title: figure.caption, svg: '' };
        drawRanking(picture, 1, theme, rows, marked < 0 ? undefined : marked);
        return `<div class="baked ${size} ${theme}">${picture.svg}</div>`;
      }),
    )
    .join('');
}
