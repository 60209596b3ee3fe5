import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

test('who imports image networks alone carries no speech encoder', async () => {
  const { outputFiles } = await build({
    stdin: {
      // From the sources: the compiler's helpers are in what is built, and gone from what is packed.
      contents: "export { describeBackbone, extractEmbeddings } from './packages/models/src/index.ts';",
      resolveDir: root,
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    packages: 'external',
    logLevel: 'silent',
  });
  const [{ contents, text }] = outputFiles as [(typeof outputFiles)[number]];
  // Names of tensors and of files that only encoders have.
  for (const word of ['feature_projection', 'gru_rel_pos', 'torch._utils', 'safetensors'])
    expect(text).not.toContain(word);
  expect(gzipSync(contents, { level: 9 }).length / 1000).toBeLessThan(14.3);
});
