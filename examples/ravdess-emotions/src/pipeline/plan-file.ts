import type { Example } from '../corpus/clip.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import type { Prepared } from './prepare.ts';

/**
 * Writes `plan.csv`: every example in the order in which the models see it, with what its augmentation was drawn as, so
 * that another program can make the same copies.
 */
export function writePlan(path: string, prepared: Pick<Prepared, 'train' | 'validation' | 'test'>): Promise<void> {
  const rows = (['train', 'validation', 'test'] as const).flatMap((part) =>
    prepared[part].map((example) => [part, ...describe(example)].join(',')),
  );
  return writeFileAtomic(path, `${['part,file,emotion,augmentation,value,seed', ...rows].join('\n')}\n`);
}

/** `value` is the noise's standard deviation, the stretch's rate or the shift in semitones, to the last digit. */
function describe({ clip, augmentation }: Example): string[] {
  const own = [clip.name, clip.recording.emotion];
  switch (augmentation?.kind) {
    case undefined:
      return [...own, '', '', ''];
    case 'noise':
      return [...own, 'noise', String(augmentation.amplitude), String(augmentation.seed)];
    case 'stretch':
      return [...own, 'stretch', String(augmentation.rate), ''];
    case 'pitch':
      return [...own, 'pitch', String(augmentation.semitones), ''];
  }
}
