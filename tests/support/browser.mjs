// The browser that drives the page: one of this machine, started as for a person, but without a window.
import { findBrowser } from '../../xtask/setup.mjs';

/** What playwright starts it with. */
export const LAUNCH = {
  executablePath: findBrowser(),
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
