import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A bundle as a browser would load it. */
export interface Bundle {
  readonly code: string;
  /** Bytes after gzip at its highest level. */
  readonly gzipped: number;
  /** Source files that left something in the bundle. */
  readonly files: readonly string[];
}

/** Bundles a module that imports from this package's sources by the path within `src`, minified, for browsers. */
export async function bundle(source: string, external: readonly string[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL('../src', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'silent',
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: [...external],
  });
  const code = outputFiles[0]!.text;
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output!.inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
  return { code, gzipped: gzipSync(code, { level: 9 }).length, files };
}
