// Nothing jumps while answers come in: what stands keeps its height until all is there, and what moves up glides.
import { byId } from './dom.ts';
import type { Store } from './store.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');
/** Milliseconds that a glide takes. */
const GLIDE = 220;

/** While files come in, each part of the page is at least as high as it was. */
export function holdHeights(store: Store): void {
  const parts = () => byId('main').querySelectorAll<HTMLElement>('section');
  let holds = false;
  store.watch(
    ({ ui }) => [ui.importing !== null, ui.working],
    ({ ui }) => {
      if (ui.importing && !holds) for (const part of parts()) part.style.minHeight = `${part.offsetHeight}px`;
      else if (holds && !ui.importing && !ui.working) for (const part of parts()) part.style.minHeight = '';
      holds = ui.importing !== null || (holds && ui.working);
    },
  );
}

/** Changes what stands above a part, which then glides to its new place. */
export function glide(part: HTMLElement, change: () => void): void {
  const before = part.getBoundingClientRect().top;
  change();
  const by = before - part.getBoundingClientRect().top;
  if (by === 0 || still.matches) return;
  part.animate([{ transform: `translateY(${by}px)` }, { transform: 'none' }], { duration: GLIDE, easing: 'ease-out' });
}
