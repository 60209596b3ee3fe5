import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../../tools/packaging/chromium.ts';
import { writeFakeRun } from '../../test/fake-run.ts';
import { writeReport } from './write-report.ts';

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)('the report in headless Chromium', () => {
  let browser: Browser;
  let home: string;
  let address: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ser-report-'));
    const folder = await writeFakeRun(home, { configuration: { data: join(home, 'corpus'), device: '<b id="x">' } });
    await writeReport(folder);
    address = pathToFileURL(folder.reportHtml).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(home, { recursive: true, force: true });
  });

  /** Opens the page from its file; complaints and requests are kept. */
  async function open(options: Parameters<Browser['newPage']>[0]): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage(options);
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(String(error)));
    page.on('console', (message) => heard.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== address) heard.push(`request ${request.url()}`);
    });
    page.on('requestfailed', (request) => heard.push(`failed ${request.url().slice(0, 60)}`));
    await page.goto(address);
    return { page, heard };
  }

  test('complains of nothing, asks for nothing, shows every picture, and has ten players with sound in them', async () => {
    const { page, heard } = await open({ viewport: { width: 1200, height: 900 } });
    const seen = await page.evaluate(async () => {
      const images = [...document.images];
      await Promise.all(images.map((image) => image.decode()));
      const sounds = [...document.querySelectorAll('audio')];
      await Promise.all(
        sounds.map(
          (sound) => sound.readyState > 0 || new Promise((done) => sound.addEventListener('loadedmetadata', done)),
        ),
      );
      return {
        widths: images.map((image) => image.naturalWidth),
        durations: sounds.map((sound) => sound.duration),
        plots: [...document.querySelectorAll('figure svg')].map((svg) => svg.getBoundingClientRect().width),
        unnamed: document.querySelectorAll(
          'svg:not([aria-label]), img:not([alt]), audio:not([aria-label]), table:not(:has(caption))',
        ).length,
        headings: [...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.tagName[1])),
        injected: document.querySelectorAll('#x').length,
        elsewhere: [...document.querySelectorAll('nav a')].filter(
          (a) => !document.querySelector(a.getAttribute('href')!),
        ).length,
      };
    });
    expect(heard).toEqual([]);
    expect(seen.widths).toEqual(Array.from({ length: 10 }, () => 384));
    expect(seen.durations).toEqual(Array.from({ length: 10 }, () => expect.closeTo(0.25, 2)));
    expect(seen.plots).toHaveLength(17);
    expect(Math.min(...seen.plots)).toBeGreaterThan(100);
    expect([seen.unnamed, seen.injected, seen.elsewhere]).toEqual([0, 0, 0]);
    // One h1, and no level is skipped on the way down.
    expect(seen.headings.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of seen.headings.slice(1).entries()) expect(level - seen.headings[i]!).toBeLessThanOrEqual(1);
    await page.close();
  });

  test.each([
    [1200, 'light'],
    [1200, 'dark'],
    [360, 'light'],
  ] as const)(
    '%i pixels wide, %s: nothing sticks out, and words stand out from the paper',
    async (width, colorScheme) => {
      const { page, heard } = await open({ viewport: { width, height: 800 }, colorScheme });
      const { overflow, contrasts } = await page.evaluate(() => {
        const luminance = (color: string): number => {
          const [r, g, b] = color.match(/[\d.]+/g)!.map((value) => {
            const share = Number(value) / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
        };
        const paperOf = (element: Element): string => {
          for (let at: Element | null = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (!/, 0\)$/.test(color)) return color;
          }
          return 'rgb(255, 255, 255)';
        };
        const texts = [
          ...document.querySelectorAll(
            'p, li, th, td, caption, small, a, dt, dd, pre, figcaption, summary, h1, h2, h3',
          ),
        ];
        return {
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          contrasts: texts.map((element) => {
            const [a, b] = [luminance(getComputedStyle(element).color), luminance(paperOf(element))];
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          }),
        };
      });
      expect(heard).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(contrasts.length).toBeGreaterThan(300);
      // WCAG 2.2, level AA.
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
      await page.close();
    },
  );
});
