import { PARTS, type Place } from '../../corpus/clip.ts';
import { csvLine } from '../../files/csv.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { Prepared } from './prepare.ts';

/**
 * Writes `plan.csv`: every example in the order in which the models see it, so that another program can make the same
 * copies. `augmentation` is the transform of `@ser/dsp` as JSON, `seed` what it draws from: numpy's
 * `RandomState(seed).random_sample()` gives the same numbers in the same order. Where copies are masked, a last column holds
 * the options and the seed of SpecAugment. Where clips are windows, one says which stretch of its recording an example is:
 * empty for the start, `crop:` and the share of the places where one can begin, or `window:` and its number from 0.
 */
export function writePlan(path: string, prepared: Pick<Prepared, 'train' | 'validation' | 'test'>): Promise<void> {
  const masked = prepared.train.some(({ augmentation }) => augmentation?.masks);
  const placed = PARTS.some((part) => prepared[part].some(({ place = 'start' }) => place !== 'start'));
  const rows = PARTS.flatMap((part) =>
    prepared[part].map(({ clip, augmentation, place }) => {
      const { wave = null, masks = null } = augmentation ?? {};
      return csvLine([
        part,
        clip.name,
        clip.label,
        ...(wave ? [JSON.stringify(wave.transform), String(wave.seed)] : ['', '']),
        ...(masked ? [masks ? JSON.stringify(masks) : ''] : []),
        ...(placed ? [describePlace(place)] : []),
      ]);
    }),
  );
  const header = `part,file,label,augmentation,seed${masked ? ',masks' : ''}${placed ? ',place' : ''}`;
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}

function describePlace(place: Place = 'start'): string {
  if (typeof place === 'string') return '';
  return 'crop' in place ? `crop:${place.crop}` : `window:${place.window}`;
}
