import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { EntryPoint } from './entry-points.ts';

/** What an entry point adds to an application's bundle, in bytes. */
export interface BundleSize {
  readonly minified: number;
  readonly gzipped: number;
}

/**
 * Bundles an entry point with esbuild, minified; dependencies and peers stay outside, so that the figure is ours alone.
 *
 * @param folder Folder of the installed package.
 */
export async function bundleSize(folder: string, { file, needsNode }: EntryPoint): Promise<BundleSize> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: needsNode ? 'node' : 'browser',
    packages: 'external',
    logLevel: 'silent',
  });
  const { contents } = outputFiles[0]!;
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}
