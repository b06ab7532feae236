// Light, dark, or as the device has it.
import type { Actions } from '../actions.ts';
import { redrawAll } from '../charts.ts';
import { options, select } from '../controls.ts';
import { byId } from '../dom.ts';
import { THEMES, applyTheme, rememberTheme, themeOf } from '../remembered-theme.ts';
import type { Store } from '../store.ts';

export function themeView(store: Store, actions: Actions): void {
  const choice = select(
    'choose-theme',
    store.get().ui.theme,
    options(THEMES.map((theme) => [theme, theme === 'auto' ? 'theme: auto' : theme])),
    (value) => actions.choose.theme(themeOf(value)),
    { 'aria-label': 'Theme' },
  );
  byId('theme').append(choice);
  store.watch(
    ({ ui }) => [ui.theme],
    ({ ui: { theme } }) => {
      applyTheme(theme);
      rememberTheme(theme);
      redrawAll();
    },
  );
}
