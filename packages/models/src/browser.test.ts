import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../tools/packaging/chromium.ts';
import { type BrowserTraining, trainSmallHead } from '../testing/browser-training.ts';

test.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)(
  'a head trains, is saved and loaded in headless Chromium as in Node (skipped without Chromium)',
  async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../testing/browser-training.ts', import.meta.url))],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'bundle',
      logLevel: 'silent',
      external: ['onnxruntime-web', 'onnxruntime-node'],
    });
    const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    const server = createServer(async (request, response) => {
      const name = basename(request.url ?? '/');
      if (name.endsWith('.wasm')) {
        response.setHeader('content-type', 'application/wasm');
        response.end(await readFile(join(wasmFolder, name)));
      } else {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(`<!doctype html><script>${outputFiles[0]!.text.replaceAll('</script', '<\\/script')}</script>`);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(address);
      const inBrowser = (await page.evaluate((path) => {
        const { bundle } = globalThis as unknown as { bundle: typeof import('../testing/browser-training.ts') };
        return bundle.trainSmallHead(bundle.bundled, path);
      }, address)) as BrowserTraining;
      expect(problems).toEqual([]);
      expect(inBrowser.device).toMatch(/^CPU \(WebAssembly SIMD/);
      expect(inBrowser.reasons.slice(0, 2)).toEqual(['gpu: it runs in Node only', 'node: it runs in Node only']);
      expect(inBrowser.reasons[2]).toMatch(/^webgpu: (this browser has no WebGPU|.* is not part of this page)/);
      const inNode = await trainSmallHead((name) =>
        name.includes('wasm') ? import('@tensorflow/tfjs-backend-wasm') : Promise.reject(new Error('not here')),
      );
      // The same seeds and the same arithmetic: the same numbers.
      const { losses, probabilities, labels } = inNode;
      expect(inBrowser).toMatchObject({ losses, probabilities, labels });
    } finally {
      await browser.close();
      server.close();
    }
  },
  120_000,
);
