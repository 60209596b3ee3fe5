// Takes the pictures of the documentation from the report of a real run on the demo corpus, and from a timeline that its model
// makes of clips of that corpus, as a reader sees them: `pnpm docs:pictures [RUN [NAME]]`, all or those whose names begin so.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../packaging/chromium.ts';
import { writeJoinedCall } from './joined-call.ts';

interface Picture {
  /** Begins with the page that it shows: `report` or `timeline`. */
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
  { name: 'timeline', width: 1280, height: 860 },
  { name: 'timeline-phone', width: 390, height: 844, dark: true },
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

/** The page of a call between two, by the baseline of the run. */
async function makeTimeline(run: string, folder: string): Promise<string> {
  const { data } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { data: string };
  const { call, speakers } = await writeJoinedCall(data, folder);
  const program = join(root, 'packages', 'cli', 'dist', 'cli.js');
  const asked = ['--run', run, '--model', 'functionals', '--speakers', speakers, '--out', folder, '--quiet'];
  execFileSync(process.execPath, [program, 'timeline', call, ...asked], { stdio: 'inherit' });
  return join(folder, 'call.html');
}

async function openMap(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('#map')!.scrollIntoView());
  await page.locator('#map-view .map').focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = resolve(process.argv[2] ?? join(root, 'runs', 'demo'));
const report = join(run, 'report.html');
const wanted = PICTURES.filter(({ name }) => name.startsWith(process.argv[3] ?? ''));
const out = join(root, 'docs', 'pictures');
if (chromiumPath === undefined && mayDoWithoutBrowser) {
  console.error('Skipped: no Chromium, which takes the pictures (CHROMIUM_PATH names one).');
} else if (!existsSync(report)) {
  console.error(`There is no ${report}. Make it first: npx --yes pnpm@10.34.9 start`);
  process.exitCode = 1;
} else {
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'ser-pictures-'));
  const isOfTimeline = ({ name }: Picture): boolean => name.startsWith('timeline');
  const timeline = wanted.some(isOfTimeline) ? await makeTimeline(run, folder) : undefined;
  const browser = await launchChromium();
  for (const picture of wanted) {
    const { name, width, height, dark, print, prepare } = picture;
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
    await page.emulateMedia({ media: print ? 'print' : 'screen' });
    await page.goto(pathToFileURL(isOfTimeline(picture) ? timeline! : report).href);
    await prepare?.(page);
    await page.waitForTimeout(300);
    const path = join(out, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.close();
  }
  await browser.close();
  rmSync(folder, { recursive: true });
}
