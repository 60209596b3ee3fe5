import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

/** A source file in a context of its own, as Jest runs it, where every look for `Math` is counted. */
async function inContext(
  path: string,
): Promise<{ module: Record<string, (...args: never[]) => unknown>; looks: () => number }> {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    format: 'iife',
    globalName: 'packed',
    write: false,
    logLevel: 'silent',
    define: { 'import.meta.url': '"file:///x.js"' },
  });
  let looks = 0;
  const globals = {};
  const context = createContext(globals);
  const own = runInContext('Math', context) as Math;
  Object.defineProperty(globals, 'Math', {
    get: () => {
      looks++;
      return own;
    },
  });
  // Nothing but the language is there: a package that needs more when it is imported would throw.
  runInContext(`${outputFiles[0]!.text};globalThis.packed = packed;`, context);
  return { module: runInContext('packed', context), looks: () => looks };
}

const samples = Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i / 9));

/** Functions that go through their input value by value without a kernel of WebAssembly. */
const CALLS: readonly (readonly [
  string,
  string,
  (module: Record<string, (...args: never[]) => unknown>) => unknown,
])[] = [
  [
    'fillPhilox',
    'packages/models/src/weights/philox.ts',
    (module) =>
      (module.fillPhilox as unknown as (out: Uint32Array, seed: number, stream: number) => void)(
        new Uint32Array(20_000),
        1,
        2,
      ),
  ],
  [
    'normalizePeak',
    'packages/dsp/src/levels/normalize-peak.ts',
    (module) => (module.normalizePeak as unknown as (x: Float32Array) => unknown)(samples),
  ],
  [
    'encodeWav',
    'packages/dsp/src/wav/encode-wav.ts',
    (module) => (module.encodeWav as unknown as (audio: object) => unknown)({ channels: [samples], sampleRate: 16000 }),
  ],
];

test.each(CALLS)('%s does not look for Math value by value', async (_name, path, call) => {
  const { module, looks } = await inContext(path);
  const before = looks();
  call(module);
  expect(looks() - before).toBeLessThan(samples.length / 20);
});
