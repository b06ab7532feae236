// What claims rest on, by the claim that it is of: the engine keeps it without a mark of its own.

/** @typedef {import('./protocol.ts').Claim} Claim */

/** The note's first claim. */
const FIRST_CLAIM = 'top-sector-bitcoin';
/** The claim about the years in which the correlation peaks. */
const PEAKS = 'peaks-with-tech';

/** @param {Claim[]} claims */
export const firstClaim = (claims) => claims.find(({ id }) => id === FIRST_CLAIM);

/** @param {Claim} claim  the first one */
export const firstEvidence = (claim) =>
  /** @type {import('./protocol.ts').TopSectorEvidence | null} */ (claim.evidence);

/** @param {Claim[]} claims */
export const peaksClaim = (claims) => claims.find(({ id }) => id === PEAKS) ?? null;

/** @param {Claim | null} claim  the one about peaks */
export const peaksEvidence = (claim) =>
  /** @type {import('./protocol.ts').PeaksEvidence | null | undefined} */ (claim?.evidence);
