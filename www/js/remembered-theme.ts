// Light, dark, or as the device has it: what was chosen on an earlier visit.
import type { ThemeChoice } from './store.ts';

const KEY = 'sectorscope-theme';
export const THEMES: ThemeChoice[] = ['auto', 'light', 'dark'];
export const themeOf = (text: string | null): ThemeChoice => THEMES.find((theme) => theme === text) ?? 'auto';

/** The remembered choice; storage may be closed to this page. */
export function rememberedTheme(): ThemeChoice {
  try {
    return themeOf(localStorage.getItem(KEY));
  } catch {
    return 'auto';
  }
}

export function rememberTheme(theme: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then the choice holds for this visit only.
  }
}

/** Puts the page into a theme. */
export function applyTheme(theme: ThemeChoice): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
