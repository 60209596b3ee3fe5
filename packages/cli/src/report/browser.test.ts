import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../../tools/packaging/chromium.ts';
import { writeFakeRun } from '../../test/fake-run.ts';
import { type MapPoint, mapToCsv } from '../evaluation/map/embedding-map.ts';
import type { Prediction } from '../evaluation/predictions.ts';
import { openLiveView } from '../live/open-live-view.ts';
import { createReporter } from '../terminal/reporter.ts';
import { timelinePage } from '../timeline/page.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { readRun } from './read-run.ts';
import { writeReport } from './write-report.ts';

/** A made-up map: points in a row. */
function fakePoints(predictions: readonly Prediction[]): MapPoint[] {
  return predictions.map(({ file }, i) => ({ file, pca: [i, i % 7], umap: [i % 11, i] }));
}

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)('the report in headless Chromium', () => {
  let browser: Browser;
  let home: string;
  let address: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ser-report-'));
    const folder = await writeFakeRun(home, { configuration: { data: join(home, 'corpus'), device: '<b id="x">' } });
    const points = fakePoints((await readRun(folder)).models[0]!.predictions);
    await writeFile(folder.of('VGG16').map, mapToCsv(points));
    await writeReport(folder);
    address = pathToFileURL(folder.reportHtml).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(home, { recursive: true, force: true });
  });

  /** Opens the page from its file; complaints and requests are kept. */
  async function open(options: Parameters<Browser['newPage']>[0], hash = ''): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage(options);
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(String(error)));
    page.on('console', (message) => heard.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== address) heard.push(`request ${request.url()}`);
    });
    page.on('requestfailed', (request) => heard.push(`failed ${request.url().slice(0, 60)}`));
    await page.goto(address + hash);
    return { page, heard };
  }

  test('complains of nothing, asks for nothing, shows every picture, and has ten players with sound in them', async () => {
    const { page, heard } = await open({ viewport: { width: 1200, height: 900 } });
    const seen = await page.evaluate(async () => {
      const images = [...document.querySelectorAll<HTMLImageElement>('#mistakes img')];
      await Promise.all([...document.images].map((image) => image.decode()));
      const sounds = [...document.querySelectorAll<HTMLAudioElement>('#mistakes audio')];
      await Promise.all(
        sounds.map(
          (sound) => sound.readyState > 0 || new Promise((done) => sound.addEventListener('loadedmetadata', done)),
        ),
      );
      return {
        widths: images.map((image) => image.naturalWidth),
        durations: sounds.map((sound) => sound.duration),
        plots: [...document.querySelectorAll('figure svg')].map((svg) => svg.getBoundingClientRect().width),
        headings: [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1])),
        injected: document.querySelectorAll('#x').length,
        elsewhere: [...document.querySelectorAll('nav a')].filter(
          (a) => !document.querySelector(a.getAttribute('href')!),
        ).length,
      };
    });
    expect(heard).toEqual([]);
    expect(seen.widths).toEqual(Array.from({ length: 10 }, () => 256));
    expect(seen.durations).toEqual(Array.from({ length: 10 }, () => expect.closeTo(0.25, 2)));
    expect(seen.plots).toHaveLength(16);
    expect(Math.min(...seen.plots)).toBeGreaterThan(100);
    expect([seen.injected, seen.elsewhere]).toEqual([0, 0]);
    // One h1, and no level is skipped on the way down.
    expect(seen.headings.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of seen.headings.slice(1).entries()) expect(level - seen.headings[i]!).toBeLessThanOrEqual(1);
    await page.close();
  });

  test.each([
    [1440, 'dark'],
    [390, 'light'],
  ] as const)('%i pixels wide, %s: nothing sticks out, and axe finds nothing', async (width, colorScheme) => {
    const { page, heard } = await open({ viewport: { width, height: 800 }, colorScheme });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.length}, ${nodes[0]?.html.slice(0, 200)}`);
    });
    expect(violations).toEqual([]);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('a cell of a matrix opens its files, with players and probabilities, beside files that were recognized', async () => {
    const { page, heard } = await open({ viewport: { width: 1200, height: 900 } });
    // The first mistake that the matrix of VGG16 counts.
    const asked = await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('#reports .grid td a')];
      const link = links.find(({ hash }) => {
        const query = new URLSearchParams(hash.slice(7));
        return (
          query.get('model') === 'VGG16' && query.has('predicted') && query.get('actual') !== query.get('predicted')
        );
      })!;
      link.focus();
      return { count: Number(link.textContent), ...Object.fromEntries(new URLSearchParams(link.hash.slice(7))) };
    });
    await page.keyboard.press('Enter');
    const cards = page.locator('#explorer .beside > :first-child article');
    expect(await cards.count()).toBe(asked.count);
    const { actual, predicted } = asked as unknown as Record<string, string>;
    expect(await cards.first().locator('h4').textContent()).toBe(`${actual}, taken for ${predicted}`);
    expect(await cards.first().locator('.bars li').count()).toBe(4);
    expect(await page.locator('#explorer .beside > :last-child h4').first().textContent()).toBe(
      `${actual}, recognized`,
    );
    expect(await page.locator('#explorer [role=status]').textContent()).toContain(`${asked.count} of 60 test files`);
    // The address leads there again, and so does that of one file alone.
    const link = await cards.first().locator('p a').getAttribute('href');
    const again = await open({}, new URL(page.url()).hash);
    expect(await again.page.locator('#explorer .beside > :first-child article').count()).toBe(asked.count);
    await again.page.goto(address + link);
    expect(await again.page.locator('#explorer .beside > :first-child article').count()).toBe(1);
    // Players hold sound, those that share one with a card of the page among them.
    const lengths = await page.evaluate(async () => {
      const sounds = [...document.querySelectorAll<HTMLAudioElement>('#explorer audio')];
      for (const sound of sounds) sound.preload = 'metadata';
      await Promise.all(
        sounds.map(
          (sound) => sound.readyState > 0 || new Promise((done) => sound.addEventListener('loadedmetadata', done)),
        ),
      );
      return sounds.map(({ duration }) => duration);
    });
    expect(lengths.length).toBeGreaterThanOrEqual(asked.count);
    expect(lengths).toEqual(lengths.map(() => expect.closeTo(0.25, 2)));
    expect([...heard, ...again.heard]).toEqual([]);
    await Promise.all([page.close(), again.page.close()]);
  });

  test('filters, search, arrow keys and links into folded parts', async () => {
    const { page, heard } = await open({ viewport: { width: 1200, height: 900 } });
    const status = page.locator('#explorer [role=status]');
    await page.selectOption('select[name=speaker]', '02');
    await page.selectOption('select[name=result]', 'wrong');
    expect(await status.textContent()).toMatch(/^\d+ of 60 test files; ResNet101 has 0 of them right\.$/);
    expect(new URL(page.url()).hash).toBe('#files?model=ResNet101&speaker=02&result=wrong');
    for (const text of await page.locator('#explorer article p').allTextContents()) expect(text).toMatch(/speaker 02$/);

    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('/');
    await page.keyboard.type('calibration');
    expect(await page.locator('nav .found a').first().textContent()).toMatch(/calibration/i);
    await page.keyboard.press('Escape');
    await page.keyboard.type('no such words');
    expect(await page.locator('.found-count').textContent()).toBe('Nothing found.');

    const [from, to] = await page.evaluate(() => {
      const cells = [...document.querySelectorAll<HTMLAnchorElement>('#speakers .grid tbody tr:first-child td a')];
      cells[0]!.focus();
      return [cells[0]!.hash, cells[1]!.hash];
    });
    await page.keyboard.press('ArrowRight');
    const focused = await page.evaluate(() => (document.activeElement as HTMLAnchorElement).hash);
    expect([focused, focused === from]).toEqual([to, false]);

    await page.evaluate(() => {
      location.hash = '#speaker-02';
    });
    await page.waitForFunction(() => document.querySelector<HTMLDetailsElement>('#speaker-02')!.open);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('a point of the map, clicked or walked to, shows its file', async () => {
    const { page, heard } = await open({ viewport: { width: 1200, height: 900 } });
    const map = page.locator('#map-view');
    expect(await map.locator('circle').count()).toBe(60);
    expect(await map.locator('.legend li').count()).toBe(8);
    await map.locator('circle').nth(3).dispatchEvent('click');
    expect(await map.locator('article').count()).toBe(1);
    const name = await map.locator('article p a').textContent();
    await map.locator('.map').focus();
    await page.keyboard.press('ArrowRight');
    expect(await map.locator('article p a').textContent()).not.toBe(name);
    await map.locator('select').nth(2).selectOption('right or wrong');
    expect(await map.locator('.legend li').allTextContents()).toEqual(['right', 'wrong']);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('the page of a timeline zooms, walks, and marks the segment where it is, with speakers in a table of their own', async () => {
    const place = join(home, 'call.html');
    const of = { label: 'calm', probability: 0.75, reasons: [] };
    const made: Timeline = {
      ...{
        file: 'call.wav',
        channel: 'mix',
        sampleRate: 10,
        length: 100,
        labels: ['calm', 'sad'],
        model: 'm',
        run: 'r',
      },
      ...{ decoder: 'd', speechBy: 'speakers', caveats: [], speakers: ['A', 'B'], peaks: [0.5, 1] },
      speech: [{ start: 20, end: 60, speaker: 'A' }],
      windows: [{ start: 20, end: 60, speaker: 'A', stretch: 0, probabilities: [0.75, 0.25], reasons: [] }],
      segments: [{ start: 20, end: 60, speaker: 'A', ...of }],
    };
    await writeFile(place, timelinePage(made, { title: 'call', source: '' }));
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(pathToFileURL(place).href);
    const now = (): Promise<[string | null, number]> =>
      Promise.all([page.locator('#status').textContent(), page.locator('tr[data-now]').count()]);
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await now()).toEqual(['0:00 – no speech', 0]);
    await page.locator('#segments button').click();
    expect(await now()).toEqual(['0:02 – calm, 75 %', 1]);
    await page.locator('#view').focus();
    await page.keyboard.press('End');
    expect(await now()).toEqual(['0:10 – no speech', 0]);
    await page.locator('#in').click();
    expect(await page.locator('#view > div').getAttribute('style')).toBe('width: 200%;');
    expect(heard).toEqual([]);
    await page.close();
  });

  test('without scripts everything but what is chosen is there', async () => {
    const { page, heard } = await open({ javaScriptEnabled: false });
    expect(await page.locator('#mistakes audio').count()).toBe(10);
    expect(await page.locator('#reports .grid').count()).toBe(3);
    expect(await page.locator('#explorer > *').count()).toBe(0);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('the live page draws what goes on, and says when the program has ended', async () => {
    const live = await openLiveView('train', createReporter({ stream: new PassThrough(), quiet: true }));
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    try {
      live.reporter.stage('VGG16 <b>training</b>', 60).update(30);
      const sink = live.sink('VGG16');
      for (const epoch of [0, 1, 2])
        await sink.write({ loss: 2 - epoch, val_loss: 2, accuracy: 0.5, val_accuracy: 0.4 }, epoch);
      await page.goto(live.url);
      await page.locator('polyline').first().waitFor();
      expect(await page.locator('#now').textContent()).toBe('VGG16 <b>training</b>: 30 of 60');
      expect(await page.locator('polyline').count()).toBe(4);
      expect(await page.locator('polyline').first().getAttribute('points')).toBe('10.0,10.0 160.0,70.0 310.0,130.0');
      await page.evaluate(axe.source);
      const violations = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run(),
      );
      expect(violations.violations.map(({ id }) => id)).toEqual([]);
      live.close();
      await page.getByText('The program has ended.').waitFor();
    } finally {
      live.close();
      await page.close();
    }
  });
});
