import { type Example, PARTS } from '../../corpus/clip.ts';
import { csvLine } from '../../files/csv.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { Prepared } from './prepare.ts';

/**
 * Writes `plan.csv`: every example in the order in which the models see it, with what its augmentation was drawn as, so
 * that another program can make the same copies. Where copies are masked, a last column holds the masks' number × width
 * over bands and over time, and their seed.
 */
export function writePlan(path: string, prepared: Pick<Prepared, 'train' | 'validation' | 'test'>): Promise<void> {
  const masked = prepared.train.some(({ augmentation }) => augmentation?.kind === 'mask');
  const rows = PARTS.flatMap((part) =>
    prepared[part].map((example) => csvLine([part, ...describe(example), ...(masked ? [describeMasks(example)] : [])])),
  );
  const header = `part,file,label,augmentation,value,seed${masked ? ',masks' : ''}`;
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}

/** `value` is the noise's standard deviation, the stretch's rate or the shift in semitones, to the last digit. */
function describe({ clip, augmentation }: Example): string[] {
  const own = [clip.name, clip.label];
  const distortion = augmentation?.kind === 'mask' ? augmentation.of : augmentation;
  switch (distortion?.kind) {
    case undefined:
      return [...own, '', '', ''];
    case 'noise':
      return [...own, 'noise', String(distortion.amplitude), String(distortion.seed)];
    case 'stretch':
      return [...own, 'stretch', String(distortion.rate), ''];
    case 'pitch':
      return [...own, 'pitch', String(distortion.semitones), ''];
  }
}

function describeMasks({ augmentation }: Example): string {
  if (augmentation?.kind !== 'mask') return '';
  const { bandMasks, bandMaskWidth, timeMasks, timeMaskWidth, seed } = augmentation;
  return `${bandMasks}x${bandMaskWidth} ${timeMasks}x${timeMaskWidth} ${seed}`;
}
