import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName } from '@ser-examples/demo-corpus';

/** True where the folder is a demo corpus: it carries the generator's manifest. */
export async function isDemoCorpus(data: string): Promise<boolean> {
  return access(join(data, manifestName)).then(
    () => true,
    () => false,
  );
}

/** What has to stand beside the figures of a run, so that nobody takes them for more than they are. */
export function caveatOf({ synthetic, weights }: { synthetic: boolean; weights: readonly string[] }): string {
  const notes: string[] = [];
  if (synthetic) {
    notes.push(
      'The voices are synthetic (eSpeak NG): these figures show that the pipeline learns; they say nothing about RAVDESS.',
    );
  }
  if (weights.includes('random')) {
    notes.push('The backbones start from seeded random weights, not from ImageNet.');
  }
  return notes.join(' ');
}
