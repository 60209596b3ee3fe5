import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Loads back ends; `@tensorflow/tfjs-node` from the folder that SER_TFJS_NODE names, where its native library is. */
export async function importPackage(name: string): Promise<unknown> {
  const folder = process.env.SER_TFJS_NODE;
  if (name === '@tensorflow/tfjs-node' && folder) return import(pathToFileURL(join(folder, 'dist', 'index.js')).href);
  return import(name);
}
