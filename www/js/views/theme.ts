// Light, dark, or as the device has it.
import type { Actions } from '../actions.ts';
import { redrawAll } from '../charts.ts';
import { options, select } from '../controls.ts';
import { byId } from '../dom.ts';
import type { Store, ThemeChoice } from '../store.ts';

const KEY = 'sectorscope-theme';
const CHOICES: ThemeChoice[] = ['auto', 'light', 'dark'];
const chosen = (text: string | null) => CHOICES.find((choice) => choice === text) ?? 'auto';

/** The remembered choice; storage may be closed to this page. */
export function rememberedTheme(): ThemeChoice {
  try {
    return chosen(localStorage.getItem(KEY));
  } catch {
    return 'auto';
  }
}

export function themeView(store: Store, actions: Actions): void {
  const choice = select(
    'choose-theme',
    store.get().ui.theme,
    options(CHOICES.map((choice) => [choice, choice === 'auto' ? 'theme: auto' : choice])),
    (value) => actions.choose.theme(chosen(value)),
    { 'aria-label': 'Theme' },
  );
  byId('theme').append(choice);
  store.watch(
    ({ ui }) => [ui.theme],
    ({ ui: { theme } }) => {
      if (theme === 'auto') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Then the choice holds for this visit only.
      }
      redrawAll();
    },
  );
}
