import { seedFrom } from '../files/digest.ts';
import type { Settings } from '../settings/settings.ts';
import type { Clip, Example } from './clip.ts';

/** One change of one clip, with the values it was drawn with, so that it can be written down and made again. */
export type Augmentation =
  | { readonly kind: 'noise'; readonly amplitude: number; readonly seed: number }
  | { readonly kind: 'stretch'; readonly rate: number }
  | { readonly kind: 'pitch'; readonly semitones: number };

/** What decides an augmentation plan. */
export type AugmentationSettings = Pick<
  Settings,
  'balance' | 'copies' | 'augmentations' | 'noiseAmplitude' | 'stretchMin' | 'stretchMax' | 'pitchSemitones' | 'seed'
>;

/**
 * The training examples: every clip as it is, `copies` augmented copies of each, and with `balance: 'majority'` so many
 * more of the rarer classes that every class is as frequent as the most frequent one.
 *
 * A clip's draws depend on its name and the copy's number only, so a plan does not change with the order of the files.
 */
export function planTraining(clips: readonly Clip[], settings: AugmentationSettings): Example[] {
  const copiesOf = new Map(clips.map((clip) => [clip, settings.copies]));
  if (settings.balance === 'majority') {
    const classes = byLabel(clips);
    const largest = Math.max(0, ...[...classes.values()].map((members) => members.length));
    for (const members of classes.values()) {
      const shuffled = [...members].sort(
        (a, b) => rank(a, settings.seed) - rank(b, settings.seed) || (a.name < b.name ? -1 : 1),
      );
      for (let extra = 0; extra < (largest - members.length) * (1 + settings.copies); extra++) {
        const clip = shuffled[extra % shuffled.length]!;
        copiesOf.set(clip, copiesOf.get(clip)! + 1);
      }
    }
  }
  return clips.flatMap((clip) => [
    { clip, augmentation: null },
    ...Array.from({ length: copiesOf.get(clip)! }, (_, copy) => ({ clip, augmentation: draw(clip, copy, settings) })),
  ]);
}

/** Clips as they are: the validation and the test part. */
export function planEvaluation(clips: readonly Clip[]): Example[] {
  return clips.map((clip) => ({ clip, augmentation: null }));
}

function draw(clip: Clip, copy: number, settings: AugmentationSettings): Augmentation {
  const { augmentations, seed } = settings;
  // Neighbouring copies of one clip differ in kind, and so do the first copies of neighbouring clips.
  const kind = augmentations[(seedFrom(seed, 'kind', clip.name) + copy) % augmentations.length]!;
  const drawn = seedFrom(seed, kind, clip.name, copy);
  const uniform = drawn / 2 ** 32;
  switch (kind) {
    case 'noise':
      return { kind, amplitude: settings.noiseAmplitude, seed: drawn };
    case 'stretch':
      return { kind, rate: settings.stretchMin + uniform * (settings.stretchMax - settings.stretchMin) };
    case 'pitch':
      return { kind, semitones: (2 * uniform - 1) * settings.pitchSemitones };
  }
}

function byLabel(clips: readonly Clip[]): Map<string, Clip[]> {
  const classes = new Map<string, Clip[]>();
  for (const clip of clips) {
    const members = classes.get(clip.recording.emotion);
    if (members) members.push(clip);
    else classes.set(clip.recording.emotion, [clip]);
  }
  return classes;
}

function rank(clip: Clip, seed: number): number {
  return seedFrom(seed, 'balance', clip.name);
}
