// Nothing jumps while answers come in: what stands keeps its height until all is there, and what moves up glides.
import { byId } from './dom.ts';
import type { Store } from './store.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');
/** Milliseconds that a glide takes. */
const GLIDE = 220;

/** While files come in, each part of the page is at least as high as it was. */
export function holdHeights(store: Store): void {
  const parts = () => [...byId('main').querySelectorAll<HTMLElement>('section')];
  let holds = false;
  store.watch(
    ({ ui }) => [ui.importing !== null, ui.working],
    ({ ui }) => {
      if (ui.importing && !holds) for (const part of parts()) part.style.minHeight = `${part.offsetHeight}px`;
      else if (holds && !ui.importing && !ui.working)
        glide(parts(), () => {
          for (const part of parts()) part.style.minHeight = '';
        });
      holds = ui.importing !== null || (holds && ui.working);
    },
  );
}

/** Changes what stands above or in parts of the page, which then glide to their new places. */
export function glide(parts: HTMLElement[], change: () => void): void {
  const before = parts.map((part) => part.getBoundingClientRect().top);
  change();
  if (still.matches) return;
  const by = parts.map((part, at) => (before[at] ?? 0) - part.getBoundingClientRect().top);
  parts.forEach((part, at) => {
    if (by[at] !== 0)
      part.animate([{ transform: `translateY(${by[at]}px)` }, { transform: 'none' }], {
        duration: GLIDE,
        easing: 'ease-out',
      });
  });
}
