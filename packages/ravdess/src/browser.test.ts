import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../tools/packaging/chromium.ts';
import { proof } from '../testing/browser-proof.ts';

test.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)(
  'the entry point works in headless Chromium as it does in Node',
  async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../testing/browser-proof.ts', import.meta.url))],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'bundle',
      logLevel: 'silent',
    });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      // A strict policy: no code may be made from text at run time.
      await page.setContent(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-proof'">` +
          `<script nonce="proof">${outputFiles[0]!.text}</script>`,
      );
      const inBrowser = (await page.evaluate(() =>
        (globalThis as unknown as { bundle: { proof(): unknown } }).bundle.proof(),
      )) as Record<string, unknown>;
      expect(problems).toEqual([]);
      expect(inBrowser).toEqual(proof());
      expect(inBrowser).toMatchObject({ identity: true, count: 7356 });
      const golden = JSON.parse(
        readFileSync(new URL('../../corpora/golden/train-test-split.json', import.meta.url), 'utf8'),
      ) as {
        cases: { list: string; testIndices?: number[] }[];
      };
      expect(inBrowser.split).toEqual(
        golden.cases.filter((c) => c.list === 'all' && c.testIndices).map((c) => c.testIndices),
      );
    } finally {
      await browser.close();
    }
  },
  60_000,
);
