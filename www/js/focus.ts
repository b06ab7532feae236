// The focus never falls to the page as a whole: where what had it is gone, it goes on with what is next.
import type { Store } from './store.ts';

/** What can take the focus. */
const TAKES = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** What surrounds an element: the host it is in, and what stands behind and before it there, nearest first. */
type Level = { host: HTMLElement; beside: Element[] };

/** From the inside out. */
function levelsOf(element: Element): Level[] {
  const levels: Level[] = [];
  for (let at = element; at.parentElement; at = at.parentElement) {
    const all = [...at.parentElement.children];
    const place = all.indexOf(at);
    levels.push({ host: at.parentElement, beside: [...all.slice(place + 1), ...all.slice(0, place).reverse()] });
  }
  return levels;
}

const isSeen = (element: Element): boolean =>
  element.isConnected &&
  (element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0);

const takes = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.matches(TAKES) && isSeen(element);

const firstIn = (element: Element): HTMLElement | undefined =>
  isSeen(element) ? [element, ...element.querySelectorAll(TAKES)].find(takes) : undefined;

/**
 * The next of the list, else the one before, else what has come in their place; else what surrounds them, where that takes the
 * focus itself. A host from which all is gone may name in `data-next` what comes after it.
 */
function nextOf(levels: Level[]): HTMLElement | undefined {
  for (const { host, beside } of levels) {
    if (!host.isConnected) continue;
    if (host !== document.body && takes(host)) return host;
    for (const one of [...beside, host]) {
      const found = firstIn(one);
      if (found) return found;
    }
    const after = host.dataset.next && document.getElementById(host.dataset.next);
    if (after && takes(after)) return after;
  }
  return undefined;
}

/** Before each change of the state the focus is noted with what surrounds it; where the change has taken it away, it goes on. Called before any view is there. */
export function keepFocus(store: Store): void {
  let held: Element | undefined;
  let levels: Level[] = [];
  const keep = () => {
    const at = document.activeElement;
    if (!held || takes(held) || (at && at !== document.body && at !== held)) return;
    const next = nextOf(levels);
    // A button is brought into sight; a part of the page stays where it is.
    next?.focus({ preventScroll: next.tabIndex < 0 });
  };
  store.subscribe(() => {
    const at = document.activeElement;
    if (at && at !== document.body) [held, levels] = [at, levelsOf(at)];
    // A hand took the focus away, not a change.
    else if (held && takes(held)) held = undefined;
    queueMicrotask(keep);
  });
}
