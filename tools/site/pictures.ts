// Takes the pictures of the documentation from the report of a real run, as a reader sees it: `pnpm docs:pictures [RUN]`.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../packaging/chromium.ts';

interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  readonly print?: boolean;
  /** What a reader does before he sees this. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'report', width: 1280, height: 860 },
  { name: 'report-phone', width: 390, height: 844 },
  { name: 'report-mistakes', width: 1280, height: 860, dark: true, prepare: openMistake },
  { name: 'report-map', width: 1280, height: 860, prepare: openMap },
  { name: 'report-print', width: 794, height: 1123, print: true },
];

/** The most frequent mistake of the first model: the cell off the diagonal that counts most files. */
async function openMistake(page: Page): Promise<void> {
  await page.evaluate(() => {
    const table = document.querySelector('#reports .grid')!;
    const mistakes = [...table.querySelectorAll<HTMLAnchorElement>('td a')].filter(({ hash }) => {
      const asked = new URLSearchParams(hash.slice(7));
      return asked.has('predicted') && asked.get('actual') !== asked.get('predicted');
    });
    mistakes.sort((a, b) => Number(b.textContent) - Number(a.textContent))[0]!.click();
  });
  await page.waitForFunction(() => document.querySelector('#explorer article') !== null);
}

async function openMap(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('#map')!.scrollIntoView());
  await page.locator('#map-view .map').focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const report = join(resolve(process.argv[2] ?? join(root, 'runs', 'demo')), 'report.html');
const out = join(root, 'docs', 'pictures');
if (chromiumPath === undefined && mayDoWithoutBrowser) {
  console.error('Skipped: no Chromium, which takes the pictures (CHROMIUM_PATH names one).');
} else if (!existsSync(report)) {
  console.error(`There is no ${report}. Make it first: npx --yes pnpm@10.34.9 start`);
  process.exitCode = 1;
} else {
  mkdirSync(out, { recursive: true });
  const browser = await launchChromium();
  for (const { name, width, height, dark, print, prepare } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
    await page.emulateMedia({ media: print ? 'print' : 'screen' });
    await page.goto(pathToFileURL(report).href);
    await prepare?.(page);
    await page.waitForTimeout(300);
    const path = join(out, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.close();
  }
  await browser.close();
}
