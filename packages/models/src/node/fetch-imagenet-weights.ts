import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { downloadFile } from '@ser/files';
import { ModelsError } from '../errors.ts';
import { type BackboneName, familyOf } from '../families/image-families.ts';
import type { WeightFile } from '../families/image-family.ts';
import { readKerasWeights } from '../weights/read-keras-weights.ts';
import type { WeightMap } from '../weights/weight-map.ts';
import { asModelsError } from './as-models-error.ts';

/** How far a download has come. */
export interface DownloadProgress {
  readonly url: string;
  /** Bytes on disk, those of an earlier, interrupted attempt included. */
  readonly received: number;
  /** Bytes in all, where they are known. */
  readonly total: number | undefined;
}

/** Attempts in a row that may fail for a reason that passes. */
const retries = 4;
/** No weight file of an image network is larger, in bytes. */
const largest = 2 ** 30;

/** Settings of {@link fetchImageNetWeights}. */
export interface FetchImageNetWeightsOptions {
  /**
   * Folder that keeps the downloaded file.
   * @default Keras' own cache: `models` in `$KERAS_HOME`, else in `~/.keras`
   */
  readonly cacheDir?: string | undefined;
  /** Path of the file where it is at hand; nothing is downloaded then, and its MD5 is checked all the same. */
  readonly file?: string | undefined;
  /** Stops the download; what has arrived is kept for the next attempt. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Function that fetches, for a proxy or a mirror.
   * @default the global `fetch`
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Called as pieces arrive, some 200 times. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * The official ImageNet weights of a backbone, without classifier: from the cache, or downloaded into it once.
 *
 * The download goes on where an earlier one stopped, is checked by MD5 and appears in the cache only when it is whole. A
 * file that Keras has downloaded before is found in its cache. For other weights use `readKerasWeights`.
 *
 * @throws ModelsError `download` when the file cannot be fetched; `file` when `file` cannot be read; `invalid-file` when
 * its MD5 is not the official one; the signal's reason when it aborts.
 */
export async function fetchImageNetWeights(
  name: BackboneName,
  options: FetchImageNetWeightsOptions = {},
): Promise<WeightMap> {
  return loadWeightFile(familyOf(name).networks[name]!.weightFile, options);
}

/** {@link fetchImageNetWeights} for any file of known address and MD5. */
export async function loadWeightFile(
  { name, url, md5, bytes }: WeightFile,
  { file, cacheDir = kerasCache(), signal, fetch, onProgress }: FetchImageNetWeightsOptions,
): Promise<WeightMap> {
  if (file !== undefined) {
    const bytes = await readFile(file).catch((cause) => {
      throw new ModelsError('file', `The weight file ${file} cannot be read: ${String(cause)}`, { cause });
    });
    const found = md5Of(bytes);
    if (found !== md5) {
      throw new ModelsError(
        'invalid-file',
        `${file} has the MD5 ${found}; the official file ${name} has ${md5}. ` +
          'Take the file without top, or read weights of your own with readKerasWeights.',
      );
    }
    return readKerasWeights(bytes);
  }
  const path = join(cacheDir, name);
  const cached = await readFile(path).catch(() => undefined);
  if (cached && md5Of(cached) === md5) return readKerasWeights(cached);
  const digest = { algorithm: 'md5', value: md5 } as const;
  try {
    // What came in one piece and is wrong is wrong: it is not fetched again.
    const events = downloadFile(path, {
      url,
      maxBytes: bytes ?? largest,
      digest,
      signal,
      fetch,
      retries,
      mismatches: 0,
    });
    for await (const event of events) {
      if (event.type === 'progress') onProgress?.({ url, received: event.received, total: event.total });
    }
  } catch (cause) {
    throw asModelsError(cause, 'download');
  }
  return readKerasWeights(await readFile(path));
}

function kerasCache(): string {
  return join(process.env.KERAS_HOME ?? join(homedir(), '.keras'), 'models');
}

function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
