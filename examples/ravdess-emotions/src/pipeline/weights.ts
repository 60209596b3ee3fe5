import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BackboneName, WeightMap } from '@ser/models';
import { readKerasWeights } from '@ser/models';
import { fetchImageNetWeights, IMAGENET_FILES } from '@ser/models/node';
import { SerError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';

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
  const file = IMAGENET_FILES[backbone].name;
  switch (option) {
    case 'random':
      return { weights: null, source: 'random' };
    case 'imagenet': {
      const stage = reporter.stage(`${backbone} weights`, 1);
      const weights = await fetchImageNetWeights(backbone, { cacheDir, signal });
      stage.end('ImageNet, checked by MD5');
      return { weights, source: 'imagenet' };
    }
    case undefined:
      return (await isFile(join(cacheDir, file)))
        ? { weights: await fetchImageNetWeights(backbone, { cacheDir, signal }), source: 'imagenet' }
        : { weights: null, source: 'random' };
    default: {
      const path = (await isFile(option)) ? resolve(option) : join(resolve(option), file);
      if (!(await isFile(path))) {
        throw new SerError(
          `--weights: ${path} does not exist. Give the .h5 file, the folder that holds ${file}, random, or imagenet.`,
        );
      }
      return { weights: await readKerasWeights(await readFile(path)), source: path };
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
