// Before anything is painted: the theme of the last visit, so that no page flashes in another.
import { applyTheme, rememberedTheme } from './remembered-theme.ts';

applyTheme(rememberedTheme());
