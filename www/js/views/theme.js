// Light, dark, or as the device has it.
import { redrawAll } from '../charts.js';
import { byId, h, replace } from '../dom.js';
import { watch } from '../store.js';

const KEY = 'sectorscope-theme';
const CHOICES = /** @type {const} */ (['auto', 'light', 'dark']);

/** The remembered choice; storage may be closed to this page. @returns {import('../store.js').ThemeChoice} */
export function rememberedTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    return CHOICES.find((choice) => choice === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** @param {import('../store.js').Store} store @param {import('../actions.js').Actions} actions */
export function themeView(store, actions) {
  watch(
    store,
    (s) => [s.theme],
    ({ theme }) => {
      if (theme === 'auto') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Then the choice holds for this visit only.
      }
      replace(
        byId('theme'),
        h(
          'label',
          { class: 'field' },
          h('span', null, 'Theme'),
          h(
            'select',
            {
              id: 'choose-theme',
              value: theme,
              onchange: (/** @type {Event} */ event) =>
                actions.choose(
                  /** @type {import('../store.js').ThemeChoice} */ (
                    /** @type {HTMLSelectElement} */ (event.target).value
                  ),
                ),
            },
            CHOICES.map((choice) => h('option', { value: choice }, choice)),
          ),
        ),
      );
      redrawAll();
    },
  );
}
