import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine, if it has one. */
export const chromiumPath: string | undefined = candidates.find((path) => path !== undefined && existsSync(path));

/** Whether browser tests may be skipped: not under REQUIRE_BROWSER=1. */
export const mayDoWithoutBrowser: boolean = process.env.REQUIRE_BROWSER !== '1';

/** Starts the browser without a window, in a profile of its own; `flags` are given to it besides. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  if (chromiumPath === undefined)
    throw new Error('No Chromium was found at the usual places. Set CHROMIUM_PATH to one.');
  const quiet = ['quic', 'gpu', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`);
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--no-first-run', ...quiet, ...flags],
  });
}
