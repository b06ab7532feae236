// The engine's one question, with the type of its answer.

/** @typedef {import('../www/js/protocol.ts').Question} Question */

/**
 * Asks; throws `{ code, message }` where there is no answer.
 * @template {Question} Asked
 * @param {import('../pkg/sectorscope.js').Engine} engine @param {string} settings  as JSON
 * @param {Asked} question @returns {import('../www/js/protocol.ts').AnswerTo<Asked>}
 */
export const ask = (engine, settings, question) => engine.ask(settings, JSON.stringify(question));
