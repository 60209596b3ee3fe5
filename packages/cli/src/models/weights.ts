import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BackboneName, WeightMap } from '@ser/models';
import { ModelsError, readKerasWeights } from '@ser/models';
import { fetchImageNetWeights, IMAGENET_FILES } from '@ser/models/node';
import { SerError } from '../errors.ts';
import type { Reporter, Stage } from '../terminal/reporter.ts';

/** The weights of one backbone and where they come from; null stands for seeded random ones. */
export interface ChosenWeights {
  readonly weights: WeightMap | null;
  /** For people and for the run folder. */
  readonly source: string;
}

/**
 * Finds the weights that `--weights` asks for.
 *
 * `random`; `imagenet` downloads the official file once; a folder or file is read; without the option the cache's file
 * is taken where there is one, and seeded random weights otherwise.
 */
export async function chooseWeights(
  backbone: BackboneName,
  option: string | undefined,
  { cache, reporter, signal }: { cache: string; reporter: Reporter; signal: AbortSignal },
): Promise<ChosenWeights> {
  const cacheDir = join(cache, 'weights');
  switch (option) {
    case 'random':
      return { weights: null, source: 'random' };
    case 'imagenet': {
      await fetchWeights(backbone, { cache, reporter, signal });
      return { weights: await fetchImageNetWeights(backbone, { cacheDir, signal }), source: 'imagenet' };
    }
    case undefined:
      return (await hasImageNetWeights(backbone, cache))
        ? { weights: await fetchImageNetWeights(backbone, { cacheDir, signal }), source: 'imagenet' }
        : { weights: null, source: 'random' };
    default: {
      const path = await weightsFile(backbone, option);
      const bytes = await readFile(path).catch((cause: Error) => {
        throw new SerError(`--weights: ${path} cannot be read: ${cause.message}`, { cause });
      });
      return { weights: await readKerasWeights(bytes), source: path };
    }
  }
}

/**
 * Looks whether `chooseWeights` will find what `--weights` asks for, before hours of other work; official weights that the
 * cache lacks are fetched.
 */
export async function findWeights(
  backbone: BackboneName,
  option: string | undefined,
  context: { cache: string; reporter: Reporter; signal: AbortSignal },
): Promise<void> {
  if (option === undefined || option === 'random') return;
  if (option !== 'imagenet') await weightsFile(backbone, option);
  else if (!(await hasImageNetWeights(backbone, context.cache))) await fetchWeights(backbone, context);
}

/** The file of weights that a path means. @throws {SerError} where there is none */
async function weightsFile(backbone: BackboneName, option: string): Promise<string> {
  const file = IMAGENET_FILES[backbone].name;
  const path = (await isFile(option)) ? resolve(option) : join(resolve(option), file);
  if (await isFile(path)) return path;
  throw new SerError(
    `--weights: ${path} does not exist. Give the .h5 file, the folder that holds ${file}, random, or imagenet.`,
  );
}

/** Whether the cache holds the official weights of a backbone; their content is checked when they are read. */
export function hasImageNetWeights(backbone: BackboneName, cache: string): Promise<boolean> {
  return isFile(join(cache, 'weights', IMAGENET_FILES[backbone].name));
}

/** Fetches the official weights of a backbone into the cache, goes on where it was interrupted, and checks their MD5; returns the file's path. */
export async function fetchWeights(
  backbone: BackboneName,
  {
    cache,
    mirror,
    reporter,
    signal,
  }: {
    cache: string;
    /** Address of a folder with the same files. */
    mirror?: string;
    reporter: Reporter;
    signal: AbortSignal;
  },
): Promise<string> {
  const cacheDir = join(cache, 'weights');
  const { name, url } = IMAGENET_FILES[backbone];
  const from = mirror === undefined ? url : `${mirror.replace(/\/$/, '')}/${name}`;
  let stage: Stage | undefined;
  await fetchImageNetWeights(backbone, {
    cacheDir,
    signal,
    onProgress: ({ received, total }) => {
      stage ??= reporter.stage(`Weights ${backbone}`, total ?? received, { unit: 'bytes' });
      stage.update(received);
    },
    ...(mirror !== undefined && {
      fetch: (_: unknown, init?: RequestInit) => fetch(from, init),
    }),
  }).catch((cause: unknown) => {
    if (!ModelsError.isInstance(cause) || cause.code !== 'download') throw cause;
    throw new SerError(
      `${cause.message.replaceAll(url, from)}\nWhere this machine has no network, fetch ${url} elsewhere and put the file into ${cacheDir}.`,
      { cause },
    );
  });
  const reused = stage === undefined;
  (stage ?? reporter.stage(`Weights ${backbone}`, 1)).end(
    `ImageNet, ${reused ? 'in the cache already' : 'fetched'}, checked by MD5`,
  );
  return join(cacheDir, name);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
