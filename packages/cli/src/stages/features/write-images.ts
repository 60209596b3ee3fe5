import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepTemporaryFiles } from '@ser/files';
import * as v from 'valibot';
import type { Augmentation } from '../../corpus/augmentation.ts';
import type { Clip, Example } from '../../corpus/clip.ts';
import type { Shard } from '../../corpus/shard.ts';
import { SerError } from '../../errors.ts';
import { digest } from '../../files/digest.ts';
import { makeFolder } from '../../files/write-file.ts';
import { readJson, writeJson } from '../../run-folder.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Reporter } from '../../terminal/reporter.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { ImageTask } from './image-task.ts';
import { withWorkers } from './with-workers.ts';

export interface WriteImagesOptions {
  readonly folder: string;
  readonly settings: Pick<Settings, 'imageHeight' | 'imageWidth'>;
  /** Part of the work, which keeps a list of its own. */
  readonly shard?: Shard | undefined;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** `images.json`: what each image was drawn from, by name of the image. */
const keysByName = v.record(v.string(), v.string());

/** Writes a PNG of every spectrogram, on all cores; those that stand already with the same content stay. */
export async function writeImages(
  prepared: Prepared,
  { folder, settings: { imageHeight: height, imageWidth: width }, shard, reporter, signal }: WriteImagesOptions,
): Promise<{ written: number; reused: number }> {
  const examples = [...prepared.train, ...prepared.validation, ...prepared.test];
  const names = imageNames(examples);
  await makeFolder(folder);
  await sweepTemporaryFiles(folder);
  // What each image was drawn from; it is written last, so an image that it names is whole.
  const list = join(folder, shard ? `images.${shard.index}-of-${shard.count}.json` : 'images.json');
  const before = (await readJson(list, keysByName)) ?? {};
  const now: Record<string, string> = {};
  const stage = reporter.stage('Images', examples.length);
  let written = 0;
  let done = 0;
  await withWorkers<ImageTask, string | undefined>(
    {
      task: new URL('./image-task.js', import.meta.url),
      name: 'imageTask',
      most: examples.length,
      temporaryFolder: folder,
      signal,
    },
    (run) =>
      Promise.all(
        examples.map(async (example, i) => {
          const name = names[i]!;
          const key = prepared.index.keys.get(example)!;
          now[name] = digest({ key, height, width }).slice(0, 16);
          const path = join(folder, name);
          const stands = before[name] === now[name] && (await exists(path));
          if (!stands) {
            const failure = await run({ features: prepared.features.folder, key, path, height, width });
            if (failure) throw new SerError(failure);
            written++;
          }
          stage.update(++done);
        }),
      ),
  );
  await writeJson(list, now);
  stage.end(`${examples.length} in ${folder}: ${written} drawn, ${examples.length - written} reused`);
  return { written, reused: examples.length - written };
}

/** `03-01-06-01-02-01-12.png`, and `03-01-06-01-02-01-12.1-pitchShift.png` for the clip's first augmented copy. */
export function imageNames(examples: readonly Example[]): string[] {
  const copies = new Map<Clip, number>();
  return examples.map(({ clip, augmentation, place = 'start' }) => {
    const stem = clip.name.replace(/\.[^./]+$/, '');
    if (typeof place === 'object' && 'window' in place) return `${stem}.window-${place.window}.png`;
    if (!augmentation && place === 'start') return `${stem}.png`;
    const copy = (copies.get(clip) ?? 0) + 1;
    copies.set(clip, copy);
    return `${stem}.${copy}-${augmentation ? label(augmentation) : 'crop'}.png`;
  });
}

function label({ wave, masks }: Augmentation): string {
  return [...(masks ? ['mask'] : []), ...(wave ? [wave.transform.type] : [])].join('-');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
