// Tables of words on the pages about files and methods.

export const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * The first cell of a row names it; cells are markup; the columns named in `numbers` are of numbers.
 * @param {string[]} names @param {string[][]} rows @param {string[]} [numbers]
 */
export function wordTable(names, rows, numbers = []) {
  const side = (/** @type {number} */ at) => (numbers.includes(names[at] ?? '') ? ' class="n"' : '');
  const head = names.map((name, at) => `<th scope="col"${side(at)}>${name}</th>`).join('');
  const row = (/** @type {string[]} */ [first = '', ...rest]) =>
    `<tr><th scope="row">${first}</th>${rest.map((text, at) => `<td${side(at + 1)}>${text}</td>`).join('')}</tr>`;
  return `<table class="words"><thead><tr>${head}</tr></thead><tbody>${rows.map(row).join('')}</tbody></table>`;
}
