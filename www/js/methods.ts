// Where each part of the page is explained: the places of the page about methods.
import { h } from './dom.ts';

/** Places of sections, by their ids. */
const PLACES: Record<string, string> = {
  answer: 'interval',
  ranking: 'ranking',
  'over-time': 'rolling',
  performance: 'performance',
  pairs: 'matrix',
  conventions: 'conventions',
  'lead-lag': 'lead-lag',
  days: 'days',
  calendar: 'calendar',
  moments: 'moments',
  composites: 'composites',
  curve: 'curve',
  'late-series': 'late-series',
  'top-sector-bitcoin': 'claim-top-sector',
  'top-sector-altcoins': 'claim-top-sector',
  'altcoins-lower': 'claim-altcoins-lower',
  'small-over-large-tech': 'claim-more-correlated',
  'positive-since-pandemic': 'claim-positive-since',
  'peaks-with-tech': 'claim-peaks-with-tech',
  'january-2025-joint-fall': 'claim-joint-fall',
  causes: 'claim-causes',
};

/** Opens the paragraph about something beside the work. */
export const how = (place: string, of: string): HTMLElement =>
  h(
    'a',
    {
      class: 'how',
      href: `methods.html#${place}`,
      target: '_blank',
      rel: 'noopener',
      title: 'How this is computed',
      'aria-label': `Method: ${of}`,
    },
    '?',
  );

/** The same for a section; a claim of one's own has a place for all of them. */
export const howOf = (id: string, of: string): HTMLElement => how(PLACES[id] ?? 'claim-own', of);
