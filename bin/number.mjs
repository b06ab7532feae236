// Counts for people at a terminal, as the page writes them.

/** `12,345`. @param {number} n */
export const count = (n) => n.toLocaleString('en-US');
