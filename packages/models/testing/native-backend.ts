import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Folder of a `@tensorflow/tfjs-node` whose native library has been fetched or built: the one that SER_TFJS_NODE names, or
 * the optional dependency of the example; undefined where there is none. Tests of the `node` back end need it.
 */
export function findNativePackage(): string | undefined {
  const candidates = [process.env.SER_TFJS_NODE];
  try {
    const example = createRequire(new URL('../../cli/package.json', import.meta.url));
    candidates.push(dirname(example.resolve('@tensorflow/tfjs-node/package.json')));
  } catch {
    // The example's optional dependency is not installed.
  }
  return candidates.find((folder) => folder && existsSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node')));
}

/** Loads that package for `selectBackend('node', { importPackage })`. */
export const importNative =
  (folder: string) =>
  (name: string): Promise<unknown> =>
    import(pathToFileURL(name === '@tensorflow/tfjs-node' ? join(folder, 'dist', 'index.js') : name).href);
