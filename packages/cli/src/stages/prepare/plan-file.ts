import { PARTS } from '../../corpus/clip.ts';
import { csvLine } from '../../files/csv.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { Prepared } from './prepare.ts';

/**
 * Writes `plan.csv`: every example in the order in which the models see it, so that another program can make the same
 * copies. `augmentation` is the transform of `@ser/dsp` as JSON, `seed` what it draws from: numpy's
 * `RandomState(seed).random_sample()` gives the same numbers in the same order. Where copies are masked, a last column holds
 * the options and the seed of SpecAugment.
 */
export function writePlan(path: string, prepared: Pick<Prepared, 'train' | 'validation' | 'test'>): Promise<void> {
  const masked = prepared.train.some(({ augmentation }) => augmentation?.masks);
  const rows = PARTS.flatMap((part) =>
    prepared[part].map(({ clip, augmentation }) => {
      const { wave = null, masks = null } = augmentation ?? {};
      return csvLine([
        part,
        clip.name,
        clip.label,
        ...(wave ? [JSON.stringify(wave.transform), String(wave.seed)] : ['', '']),
        ...(masked ? [masks ? JSON.stringify(masks) : ''] : []),
      ]);
    }),
  );
  const header = `part,file,label,augmentation,seed${masked ? ',masks' : ''}`;
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}
