// Tables of words on the pages about files and methods.

export const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The first cell of a row names it; cells are markup. @param {string[]} names @param {string[][]} rows */
export const wordTable = (names, rows) =>
  `<table class="words"><thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>` +
  `<tbody>${rows.map(([first = '', ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</tbody></table>`;
