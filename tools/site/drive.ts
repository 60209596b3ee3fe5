// Does in Chromium what a reader does in the report of a real run, and measures the page: `pnpm docs:drive [RUN]`.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../packaging/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const report = join(resolve(process.argv[2] ?? join(root, 'runs', 'demo')), 'report.html');
const address = pathToFileURL(report).href;

async function open(browser: Browser, options: Parameters<Browser['newPage']>[0], hash = ''): Promise<Page> {
  const page = await browser.newPage(options);
  page.on('pageerror', (error) => assert.fail(String(error)));
  page.on('request', (request) =>
    assert.match(request.url(), /^(data:|file:)/, 'the page asks for nothing outside the disk'),
  );
  await page.goto(address + hash);
  return page;
}

const cards = '#explorer .beside > :first-child article';
const told = '#explorer [role=status]';

const steps: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'every count of every matrix and grid opens as many files as it says': async (page) => {
    const links = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('.grid td a')].map(({ hash, textContent }) => [
        hash,
        textContent!,
      ]),
    );
    assert.ok(links.length > 100);
    for (const [hash, text] of links as [string, string][]) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      const count = text.includes('%') ? undefined : Number(text.split('/').at(-1));
      await page.waitForFunction((to) => location.hash === to, hash);
      const status = await page.waitForFunction(
        ([where, wanted]) => {
          const said = document.querySelector(where!)!.textContent!;
          return wanted === '' || said.startsWith(`${wanted} of `) ? said : null;
        },
        [told, count === undefined ? '' : String(count)],
      );
      assert.match(String(await status.jsonValue()), /^\d+ of \d+ test files/);
    }
  },
  'a player of a card plays': async (page) => {
    await page.goto(`${address}#files?result=wrong`);
    const player = page.locator(`${cards} audio`).first();
    await player.evaluate(async (audio: HTMLAudioElement) => {
      audio.muted = true;
      await audio.play();
    });
    await page.waitForFunction(
      (where) => document.querySelector<HTMLAudioElement>(`${where} audio`)!.currentTime > 0.05,
      cards,
    );
  },
  'every choice of every filter has its files, and an address that leads there again': async (page) => {
    for (const select of await page.locator('#explorer select').all()) {
      for (const value of await select
        .locator('option')
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))) {
        await select.selectOption(value);
        const [status, hash] = [await page.locator(told).textContent(), new URL(page.url()).hash];
        await page.goto('about:blank');
        await page.goto(address + hash);
        assert.equal(await page.locator(told).textContent(), status);
      }
    }
  },
  'more files are shown when asked for': async (page) => {
    await page.goto('about:blank');
    await page.goto(address);
    const more = page.getByRole('button', { name: /Show more/ }).first();
    const before = await page.locator(cards).count();
    await more.click();
    assert.ok((await page.locator(cards).count()) > before);
  },
  'search finds words and files, by keyboard alone': async (page) => {
    await page.keyboard.press('Tab');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('/');
    await page.keyboard.type('.wav');
    assert.match((await page.locator('.found-count').textContent())!, /^\d+ found$/);
    await page.locator('nav .found a').last().click();
    await page.waitForFunction((where) => document.querySelectorAll(where).length === 1, cards);
    await page.locator('nav input').press('Escape');
    assert.equal(await page.locator('nav .found a').count(), 0);
  },
  'arrow keys walk through a matrix': async (page) => {
    const first = page.locator('#reports .grid td a').first();
    await first.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
    assert.ok(await page.evaluate(() => document.activeElement!.closest('#reports .grid') !== null));
  },
  'every map shows its points, by every color, and their files': async (page) => {
    const selects = page.locator('#map-view select');
    for (const model of await selects.nth(0).locator('option').allTextContents()) {
      await selects.nth(0).selectOption(model);
      for (const plane of await selects.nth(1).locator('option').allTextContents()) {
        await selects.nth(1).selectOption(plane);
        for (const color of await selects.nth(2).locator('option').allTextContents()) {
          await selects.nth(2).selectOption(color);
          assert.ok((await page.locator('#map-view circle').count()) > 10);
          assert.ok((await page.locator('#map-view .legend li').count()) > 1);
        }
      }
      await page.locator('#map-view .map').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#map-view article').count(), 1);
    }
  },
  'contents and deep links lead into what is folded': async (page) => {
    for (const link of await page.locator('nav ol a').all()) {
      await link.click();
      const id = new URL(page.url()).hash;
      assert.ok(await page.locator(id).isVisible());
    }
    const id = await page.locator('#speakers details[id]').first().getAttribute('id');
    await page.goto('about:blank');
    await page.goto(`${address}#${id}`);
    assert.ok(await page.locator(`details#${id}`).evaluate((details: HTMLDetailsElement) => details.open));
  },
};

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: object[] }[] }> } }
    ).axe.run();
    return violations.map(({ id, nodes }) => `${id} (${nodes.length})`);
  });
}

if (chromiumPath === undefined && mayDoWithoutBrowser) console.error('Skipped: no Chromium (CHROMIUM_PATH names one).');
else {
  const browser = await launchChromium(['--autoplay-policy=no-user-gesture-required']);
  try {
    const page = await open(browser, { viewport: { width: 1280, height: 900 } });
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    console.log(
      `${(statSync(report).size / 1e6).toFixed(2)} MB, first picture after ${Math.round(paint ?? Number.NaN)} ms`,
    );
    for (const [name, step] of Object.entries(steps)) {
      await step(page);
      console.log(`done: ${name}`);
    }
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('audio:visible').count(), 0, 'paper has no players');
    console.log('done: paper has no players');
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [390, 'light'],
      [390, 'dark'],
    ] as const) {
      const other = await open(browser, { viewport: { width, height: 844 }, colorScheme });
      assert.ok(
        await other.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      );
      assert.deepEqual(await findings(other), [], `axe at ${width} pixels, ${colorScheme}`);
      console.log(`done: axe finds nothing and nothing sticks out, ${width} pixels, ${colorScheme}`);
      await other.close();
    }
  } finally {
    await browser.close();
  }
}
